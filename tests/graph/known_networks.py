"""Networks whose measures are published, to measure our own against."""

from __future__ import annotations

import networkx as nx

# Whom each of 18 novices liked most and least in the last of three periods, 3 for the first choice: Sampson, A
# Novitiate in a Period of Change, Cornell 1968, table D13. The sums of the columns are printed there: copies can be
# checked.
NOVICES = {
    "John": ("Basil 3 Hugh 2 Winfrid 1", "Mark 3 Gregory 2 Romuald 1"),
    "Gregory": ("John 3 Winfrid 2 Mark 1", "Peter 3 Victor 2 Amand 1"),
    "Basil": ("John 3 Amand 2 Simplicius 2 Elias 1", "Peter 3 Berthold 2 Gregory 2 Albert 1"),
    "Peter": ("Bonaventure 3 Louis 2 Berthold 1", "Gregory 3 John 2 Hugh 1"),
    "Bonaventure": ("Peter 3 Louis 2 Ambrose 1", ""),
    "Berthold": ("Peter 3 Ambrose 2 Bonaventure 1", "Basil 3 Mark 2 Elias 2 Gregory 1"),
    "Mark": ("Gregory 3 Albert 2 Winfrid 1", "Peter 3 Berthold 2 Victor 1"),
    "Victor": ("Peter 3 Berthold 2 Ambrose 1", "Gregory 3 Basil 2 Hugh 1"),
    "Ambrose": ("Victor 3 Winfrid 2 Bonaventure 1", "Basil 3 Elias 2 Simplicius 1"),
    "Romuald": ("Peter 3 Amand 2 Bonaventure 1 Ambrose 1", ""),
    "Louis": ("Victor 3 Bonaventure 2 Hugh 1", "Gregory 3 Basil 2 John 1"),
    "Winfrid": ("John 3 Gregory 2 Mark 1", ""),
    "Amand": ("Simplicius 3 Bonaventure 2 Mark 1", "Gregory 3 Berthold 2 Winfrid 1"),
    "Hugh": ("John 3 Boniface 2 Winfrid 1", "Peter 3 Victor 2 Elias 1"),
    "Boniface": ("Gregory 3 Winfrid 2 Mark 1", "Amand 3 Basil 2 Peter 1"),
    "Albert": ("Gregory 3 Mark 2 Boniface 1", "Peter 3 Elias 2 Basil 1"),
    "Elias": ("Simplicius 3 Basil 2 Gregory 1", "Berthold 3 Victor 2 Peter 1"),
    "Simplicius": ("Elias 3 Basil 2 Gregory 1", "Victor 3 Romuald 2 Peter 1"),
}
LIKED_SUMS = (12, 13, 7, 12, 10, 3, 6, 6, 5, 0, 4, 9, 4, 3, 3, 2, 4, 8)
DISLIKED_SUMS = {"John": 3, "Gregory": 17, "Basil": 13, "Peter": 18, "Berthold": 9, "Victor": 10}
# The three groups that Sampson saw at that time, the waverers counted with those they went with.
TURKS = {"John", "Gregory", "Mark", "Winfrid", "Hugh", "Boniface", "Albert"}
OUTCASTS = {"Basil", "Elias", "Simplicius", "Amand"}
LOYAL = {"Peter", "Bonaventure", "Berthold", "Victor", "Ambrose", "Romuald", "Louis"}

# Which of the 16 subtribes of the Gahuku-Gama were allied, and which enemies; each pair stands once. Read, Cultures of
# the Central Highlands, New Guinea, Southwestern J. of Anthropology 10 (1954).
TRIBES = {
    "Gavev": ("Kotun Nagamidzuha Gama", "Ove Alika Nagam Gahuku Asarodzuha"),
    "Kotun": ("Nagamidzuha Gama", "Ove Nagam Gahuku Notohana Kohika"),
    "Ove": ("Alika Gahuku Masilakidzuha Ukudzuha", ""),
    "Alika": ("Ukudzuha", ""),
    "Nagam": ("Masilakidzuha Notohana Seuve", "Nagamidzuha Gama"),
    "Gahuku": ("Masilakidzuha Ukudzuha Gehamo Asarodzuha", "Notohana Uheto Gama"),
    "Masilakidzuha": ("Ukudzuha Gehamo Asarodzuha Uheto", ""),
    "Ukudzuha": ("Gehamo Asarodzuha", "Seuve"),
    "Notohana": ("Kohika Uheto", "Gehamo Nagamidzuha"),
    "Kohika": ("Uheto", "Gehamo Nagamidzuha"),
    "Gehamo": ("Asarodzuha", "Uheto Nagamidzuha Gama"),
    "Asarodzuha": ("", "Seuve Nagamidzuha Gama"),
    "Uheto": ("Seuve", "Nagamidzuha Gama"),
    "Seuve": ("", "Gama"),
    "Nagamidzuha": ("Gama", ""),
}

# Who discussed the strike with whom in a wood-processing mill; each pair stands once. Michael, Labor dispute
# reconciliation in a forest products manufacturing facility, Forest Products J. 47 (1997); the file Strike.net of
# Pajek's textbook (de Nooy, Mrvar, Batagelj, Exploratory Social Network Analysis with Pajek, Cambridge, chapter 7).
STRIKERS = {
    "Xavier": "Wendle Sam", "Utrecht": "Norm Russ Quint Sam", "Frank": "Gill", "Domingo": "Carlos Alejandro Eduardo",
    "Norm": "Bob Ozzie Sam Vern Paul", "Hal": "Bob Gill John", "Russ": "Quint Ted", "Karl": "Ozzie Lanny John",
    "Bob": "Ike Lanny Mike Alejandro John", "Quint": "Paul", "Wendle": "Sam", "Ike": "Gill Mike", "Ted": "Vern",
    "Gill": "John", "Lanny": "John", "Carlos": "Alejandro Eduardo", "Alejandro": "Eduardo",
}  # fmt: skip
# The mill's groups: the Spanish-speaking young, the English-speaking young, the older ones.
HISPANIC = ("Alejandro", "Carlos", "Domingo", "Eduardo")
YOUNG = ("Bob", "Frank", "Gill", "Hal", "Ike", "John", "Karl", "Lanny", "Mike")
OLDER = ("Norm", "Ozzie", "Paul", "Quint", "Russ", "Sam", "Ted", "Utrecht", "Vern", "Wendle", "Xavier")
# Coordinator, itinerant, gatekeeper, representative, liaison of each, by brokerage() of the R package sna, as chapter 5
# of the course github.com/cllghn/r4sna (2022) prints them; all zero for those not named.
STRIKERS_ROLES = {
    "Utrecht": (8, 0, 0, 0, 0), "Norm": (18, 0, 5, 5, 0), "Hal": (2, 0, 0, 0, 0), "Russ": (4, 0, 0, 0, 0),
    "Karl": (0, 0, 2, 2, 0), "Bob": (14, 0, 10, 10, 2), "Quint": (4, 0, 0, 0, 0), "Ozzie": (0, 0, 1, 1, 0),
    "Ike": (4, 0, 0, 0, 0), "Ted": (2, 0, 0, 0, 0), "Sam": (8, 0, 0, 0, 0), "Vern": (2, 0, 0, 0, 0),
    "Gill": (10, 0, 0, 0, 0), "Lanny": (2, 0, 0, 0, 0), "Alejandro": (0, 0, 3, 3, 0), "Paul": (2, 0, 0, 0, 0),
    "John": (12, 0, 0, 0, 0),
}  # fmt: skip


def strikers() -> nx.DiGraph:
    """Talk runs both ways: 24 men, 76 ties."""
    graph = nx.DiGraph()
    for man, others in STRIKERS.items():
        for other in others.split():
            graph.add_edges_from([(man, other), (other, man)])
    return graph


def tribes() -> nx.Graph:
    graph = nx.Graph()
    for tribe, others in TRIBES.items():
        for sign, names in zip((1, -1), others, strict=True):
            graph.add_edges_from((tribe, other, {"sign": sign}) for other in names.split())
    return graph


def monastery() -> nx.DiGraph:
    """Likes (`sign` 1) and dislikes (-1) with the rank of the choice as `weight`; a dislike hides no like."""
    graph = nx.DiGraph()
    graph.add_nodes_from(NOVICES)
    for novice, choices in NOVICES.items():
        for sign, words in zip((1, -1), (choice.split() for choice in choices), strict=True):
            for other, rank in zip(words[::2], words[1::2], strict=True):
                assert not graph.has_edge(novice, other)
                graph.add_edge(novice, other, sign=sign, weight=int(rank))
    return graph


def monastery_ties() -> nx.Graph:
    """Undirected: the sign of what both say of each other, added up; pairs that cancel out are left out."""
    sums: dict[tuple[str, str], int] = {}
    for one, other, tie in monastery().edges(data=True):
        pair = (min(one, other), max(one, other))
        sums[pair] = sums.get(pair, 0) + tie["sign"] * tie["weight"]
    graph = nx.Graph()
    graph.add_nodes_from(NOVICES)
    graph.add_edges_from((*pair, {"sign": 1 if total > 0 else -1}) for pair, total in sums.items() if total)
    return graph
