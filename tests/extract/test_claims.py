"""Every rule on sentences of our own: beside each that it reads, one that it must leave alone."""

from __future__ import annotations

import pytest

from tests.extract.readings import ClaimKey, claims, claims_by, extraction

MONUSCO = "UN Organization Stabilization Mission in the Democratic Republic of the Congo"
READ: list[tuple[str, str, ClaimKey]] = [
    ("active_verb", "Iran attacked Israel on Sunday.", ("Iran", "ASSAULT", "Israel")),
    ("active_verb", "France and Germany condemned Russia.", ("Germany", "ACCUSE", "Russia")),
    ("active_verb", "France condemned Russia and Belarus.", ("France", "ACCUSE", "Belarus")),
    ("active_verb", "Qatar supplied food to Sudan.", ("Qatar", "AID", "Sudan")),
    ("active_verb", "Turkey demanded that Greece withdraw the patrol.", ("Turkey", "REQUEST", "Greece")),
    ("active_verb", "Hamas threatened to attack Israel.", ("Hamas", "THREATEN", "Israel")),
    ("passive_verb", "Syria was bombed by Israel.", ("Israel", "ASSAULT", "Syria")),
    ("relative_clause", "They met Hezbollah, which attacked Israel in spring.", ("Hezbollah", "ASSAULT", "Israel")),
    ("coordinated_verb", "Iran recalled its envoy and condemned France.", ("Iran", "ACCUSE", "France")),
    ("infinitive", "Egypt decided to sanction Ethiopia.", ("Egypt", "SANCTION", "Ethiopia")),
    ("participle", "Hezbollah, founded by Iran, held a rally.", ("Iran", "FOUNDED", "Hezbollah")),
    ("adverbial_participle", "Turkey crossed the river, attacking Syria.", ("Turkey", "ASSAULT", "Syria")),
    ("gerund", "France accused Iran of arming Hezbollah.", ("Iran", "BACKS", "Hezbollah")),
    ("gerund", "A court jailed Karl Berg for arming Hezbollah.", ("Karl Berg", "BACKS", "Hezbollah")),
    ("gerund", "Oman used Karl Berg for arming Hezbollah.", ("Oman", "BACKS", "Hezbollah")),
    ("demand_in_speech", "Russia said that Sudan must return the ship.", ("Russia", "REQUEST", "Sudan")),
    ("nominalisation", "Israel's attack on Iran shocked traders.", ("Israel", "ASSAULT", "Iran")),
    ("reciprocal_noun", "Talks between Iran and Oman began.", ("Iran", "CONSULT", "Oman")),
    ("light_verb", "Iran suffered an attack by Israel.", ("Israel", "ASSAULT", "Iran")),
    ("light_verb", "An attack on Iraq was launched by Turkey.", ("Turkey", "ASSAULT", "Iraq")),
    ("brokered", "Mali and Niger signed an Algeria-brokered pact.", ("Niger", "CONSULT", "Algeria")),
    ("apposition", "They met the leader of Hamas, Omar Saleh.", ("Omar Saleh", "LEADS", "Hamas")),
    ("event_anaphora", "Turkey attacked Iraq. Jordan condemned the attack.", ("Jordan", "ACCUSE", "Turkey")),
    ("compound_modifier", "Iran-backed militias left.", ("Iran", "BACKS", "Iran-backed armed groups")),
    ("compound_modifier", "Hezbollah, an Iran-backed movement, left.", ("Iran", "BACKS", "Hezbollah")),
    ("compound_modifier", "The Iran-backed militia Kata'ib Hezbollah left.", ("Iran", "BACKS", "Kataib Hezbollah")),
    ("predicative_adjective", "Qatar is hostile to Egypt.", ("Qatar", "RIVAL_OF", "Egypt")),
    ("title", "Lebanese President Michel Aoun spoke.", ("Michel Aoun", "LEADS", "Lebanon")),
    (
        "title",
        "U.S. State Department spokesperson Ann Wexler spoke.",
        ("Ann Wexler", "MEMBER_OF", "US Department of State"),
    ),
    ("apposition", "Ann Wexler, the foreign minister of Oman, spoke.", ("Ann Wexler", "MEMBER_OF", "Oman")),
    ("apposition", "The leader of Hamas, Omar Saleh, spoke.", ("Omar Saleh", "LEADS", "Hamas")),
    (
        "organisation_before",
        "Amnesty International stalwart Ann Wexler spoke.",
        ("Ann Wexler", "MEMBER_OF", "Amnesty International"),
    ),
    ("organisation_after", "Ann Wexler of Hamas spoke.", ("Ann Wexler", "MEMBER_OF", "Hamas")),
    ("body_of_state", "The Turkish navy sailed at dawn.", ("Turkish navy", "PART_OF", "Turkey")),
    ("nationality", "Huawei, a Chinese phone maker, sued Iran.", ("Huawei", "BASED_IN", "China")),
    ("home_before", "The Chinese phone maker Huawei sued Iran.", ("Huawei", "BASED_IN", "China")),
    ("nationality", "Huawei, a phone maker in China, sued Iran.", ("Huawei", "BASED_IN", "China")),
    ("nominalisation", "Moscow's charge that Oman had lied was repeated.", ("Russia", "ACCUSE", "Oman")),
    ("apposition", "Huawei's owner, Ann Wexler, spoke.", ("Ann Wexler", "LEADS", "Huawei")),
    ("conditional_warning", "Cairo warned that it would act if Oman went on.", ("Egypt", "THREATEN", "Oman")),
    ("event_anaphora", "Turkey bombed Iraq. Jordan condemned the attack.", ("Jordan", "ACCUSE", "Turkey")),
    ("possessive_affiliation", "Lebanon's Hezbollah left the talks.", ("Hezbollah", "BASED_IN", "Lebanon")),
    ("affiliation_in_name", "The Israeli army left. Israel said so.", ("Israel Defense Forces", "PART_OF", "Israel")),
    ("adjunct_noun", "Oman raised its concerns in a call with Iran.", ("Oman", "CONSULT", "Iran")),
    ("adjunct_noun", "French jets left in support of the Iraqi army.", ("French jets", "SUPPORT", "Iraqi Army")),
    ("adjunct_noun", "Turkey recalled its envoy in protest at a French law.", ("Turkey", "ACCUSE", "France")),
    ("answered_noun", "China brushed off a South Korean request.", ("South Korea", "REQUEST", "China")),
    ("active_verb", "Sudan and Chad exchanged fire on Monday.", ("Chad", "ASSAULT", "Sudan")),
    ("relative_clause", "They met Hamas, whom Canada placed under sanctions.", ("Canada", "SANCTION", "Hamas")),
    ("passive_verb", "Hamas was declared a terrorist organisation by Oman.", ("Oman", "SANCTION", "Hamas")),
    ("active_verb", "Iraqi rebels retook Dabiq from Islamic State.", ("Iraqi rebels", "COERCE", "Islamic State")),
    ("light_verb", "Iraqi forces fought off an attack by Hamas.", ("Hamas", "ASSAULT", "Iraqi Security Forces")),
    ("active_verb", "Japan joined Oman for talks on trade.", ("Japan", "CONSULT", "Oman")),
    ("active_verb", "Japan provided Interpol with traces.", ("Japan", "AID", "Interpol")),
    ("nominalisation", "Oman, a go-between for Iran and Qatar, left.", ("Oman", "CONSULT", "Iran")),
    ("light_verb", "Fatah announced a march on Israel.", ("Fatah", "PROTEST", "Israel")),
    ("custody_in_state", "Karim Saleh was jailed in Iran.", ("Iran", "COERCE", "Karim Saleh")),
    ("title", "Presidents Maria Lopez of Peru and Paul Lanz of Chile met.", ("Paul Lanz", "LEADS", "Chile")),
    ("apposition", "Alma Ruiz, commander, U.S. Northern Command, left.", ("Alma Ruiz", "LEADS", "US Northern Command")),
    ("apposition", "They met Omar Saleh, a commander of Hamas.", ("Omar Saleh", "MEMBER_OF", "Hamas")),
    ("organisation_after", "Ann Wexler, of Hamas, spoke.", ("Ann Wexler", "MEMBER_OF", "Hamas")),
    ("seat_after", "Parties such as Podemos in Spain gained votes.", ("Podemos", "BASED_IN", "Spain")),
    ("own_party", "Viktor Orban and his Fidesz party lost votes.", ("Viktor Orban", "MEMBER_OF", "Fidesz")),
    ("own_party_named", "Viktor Orban praised his party, Fidesz.", ("Viktor Orban", "MEMBER_OF", "Fidesz")),
    ("home_before", "The US magazine Newsweek sued Iran.", ("Newsweek", "BASED_IN", "United States")),
    ("active_verb", "Alma Ruiz teaches at Karachi University.", ("Alma Ruiz", "MEMBER_OF", "Karachi University")),
    (
        "passive_verb",
        "Alma Ruiz was assigned to U.S. Northern Command.",
        ("Alma Ruiz", "MEMBER_OF", "US Northern Command"),
    ),
    ("protest_purpose", "Farmers marched to demand Hosni Mubarak's removal.", ("Farmers", "PROTEST", "Hosni Mubarak")),
    (
        "protest_purpose",
        "Kenyan nurses began a hunger strike to demand the return of land seized by Uganda.",
        ("Kenyan nurses", "PROTEST", "Uganda"),
    ),
    ("active_verb", "President Maria Lopez arrived in Amman.", ("Maria Lopez", "CONSULT", "Jordan")),
    ("active_verb", "Oman demanded a meeting of Interpol.", ("Oman", "REQUEST", "Interpol")),
    ("light_verb", "Kenya led a mediation mission between Uganda and Chad.", ("Kenya", "CONSULT", "Chad")),
    ("light_verb", "Italy announced a suspension of links with Serbia.", ("Italy", "SANCTION", "Serbia")),
    ("light_verb", "Egypt issued a reminder to Sudan that it must pay.", ("Egypt", "REQUEST", "Sudan")),
    ("active_verb", "Hamas set fire to the offices of Fatah.", ("Hamas", "ASSAULT", "Fatah")),
    ("active_verb", "Oman handed over 300 kg of food to Sudan.", ("Oman", "AID", "Sudan")),
    ("relative_clause", "They met Omar Saleh, whose removal Hamas demands.", ("Hamas", "REQUEST", "Omar Saleh")),
    ("accompaniment", "Oman will escort ships together with France.", ("Oman", "COOPERATE", "France")),
    ("body_of_state", "Kyrgyz border guards fired.", ("Kyrgyz border guards", "PART_OF", "Kyrgyzstan")),
    ("active_verb", "Russia shelled Kharkiv on Monday.", ("Russia", "ASSAULT", "Ukraine")),
    ("reciprocal_noun", "Fighting broke out between Hamas and Israel.", ("Hamas", "ASSAULT", "Israel")),
    ("active_verb", "Recent US drone attacks have killed Omar Saleh.", ("United States", "ASSAULT", "Omar Saleh")),
    ("conditional_warning", "Iran threatened to leave unless Oman came.", ("Iran", "THREATEN", "Oman")),
    ("active_verb", "Iran demanded that the port be taken away from Hamas.", ("Iran", "REQUEST", "Hamas")),
    ("active_verb", "Mali demanded a U.N. military presence.", ("Mali", "REQUEST", "United Nations")),
    ("infinitive", "Norway wants to send arms to help defend Estonia.", ("Norway", "SUPPORT", "Estonia")),
    ("relative_clause", "Ann Wexler of Hamas, which has asked Iran for help, left.", ("Hamas", "REQUEST", "Iran")),
    ("apposition", "Hamas left but its chief in Oslo, Omar Saleh, stayed.", ("Omar Saleh", "LEADS", "Hamas")),
    ("relative_clause", "Ann Wexler, head of Fatah, who met Iran, left.", ("Ann Wexler", "CONSULT", "Iran")),
    ("infinitive", "Oman wants to sanction Mr. Thon, General Makur and Ms. Lul.", ("Oman", "SANCTION", "Lul")),
    ("active_verb", "Iran jailed the head of Fatah, General Omar Saleh, who left.", ("Iran", "COERCE", "Omar Saleh")),
    ("active_verb", "Oman gave Yemen six patrol boats.", ("Oman", "AID", "Yemen")),
    ("active_verb", "The government in Damascus accused Fatah.", ("Syria", "ACCUSE", "Fatah")),
    ("coordinated_verb", "Hamas left Fatah and has clashed with them since.", ("Hamas", "ASSAULT", "Fatah")),
    ("nationality", "A Romanian company, Nordgas, left.", ("Nordgas", "BASED_IN", "Romania")),
    ("active_verb", "The Yemeni police shut Ayande, a daily.", ("Yemeni police", "COERCE", "Ayande")),
    (
        "title",
        "Chad voted. Chad was calm. In Chad the prime minister, Ann Wexler, spoke.",
        ("Ann Wexler", "LEADS", "Chad"),
    ),
    ("active_verb", "Boko Haram blew up a bridge near Maiduguri.", ("Boko Haram", "ASSAULT", "Nigeria")),
    ("light_verb", "Israel launched an invasion of South Lebanon.", ("Israel", "ASSAULT", "Lebanon")),
    ("helped_act", "Chad helped Niger in the fight against Boko Haram.", ("Niger", "ASSAULT", "Boko Haram")),
    ("nominalisation", "France backed Mali in its war on Boko Haram.", ("Mali", "ASSAULT", "Boko Haram")),
    ("acting_event", "Hamas claimed a raid that killed Omar Saleh.", ("Hamas", "ASSAULT", "Omar Saleh")),
    ("active_verb", "Some 800 Iraqi Kurds sought asylum in Norway.", ("Iraqi Kurds", "REQUEST", "Norway")),
    ("active_verb", "Norway condemns the raid. We urge Oman to act.", ("Norway", "REQUEST", "Oman")),
    (
        "acting_event",
        "Turkey carried out three strikes. The strikes killed Omar Saleh.",
        ("Turkey", "ASSAULT", "Omar Saleh"),
    ),
    (
        "affiliation_in_name",
        "The Supreme Court of India freed Omar Saleh. India was calm.",
        ("Supreme Court of India", "PART_OF", "India"),
    ),
    ("possessive_affiliation", "The U.N.'s UNESCO left Iran.", ("UNESCO", "PART_OF", "United Nations")),
    ("relative_clause", "The sanctions that Oman imposed on Iran hurt.", ("Oman", "SANCTION", "Iran")),
    ("light_verb", "The attack that Hamas carried out on Iran failed.", ("Hamas", "ASSAULT", "Iran")),
    ("coordinated_verb", "Chad met Niger and was attacked by Mali.", ("Mali", "ASSAULT", "Chad")),
    (
        "coordinated_verb",
        "They met Fatah, a movement that Oman founded and has since supplied with rifles.",
        ("Oman", "AID", "Fatah"),
    ),
    ("active_verb", "Ann Wexler, a judge, and Omar Saleh, a doctor, met Fatah.", ("Omar Saleh", "CONSULT", "Fatah")),
    ("active_verb", "Hamas broke away from the older Fatah.", ("Hamas", "SPLIT_FROM", "Fatah")),
    ("reciprocal_noun", "The fighting of May between Chad and Niger ended.", ("Chad", "ASSAULT", "Niger")),
    ("charged_act", "France blamed Iran for the attack on Oman.", ("Iran", "ASSAULT", "Oman")),
    ("allegation", "France claimed that Iran had shelled Oman.", ("France", "ACCUSE", "Iran")),
    ("allegation", "Oman said that Iran had shelled Oman's ships.", ("Oman", "ACCUSE", "Iran")),
    ("allegation", "Oman said that Iran was responsible for the raid.", ("Oman", "ACCUSE", "Iran")),
    ("accompaniment", "Chad fights Boko Haram alongside Niger.", ("Niger", "ASSAULT", "Boko Haram")),
    ("active_verb", "Ugandan soldiers died when Hamas shelled their post.", ("Hamas", "ASSAULT", "Ugandan soldiers")),
    ("adjunct_noun", "Chad acted on the orders of France.", ("France", "REQUEST", "Chad")),
    ("infinitive", "Oman telephoned Ann Wexler to express solidarity.", ("Oman", "SUPPORT", "Ann Wexler")),
    ("active_verb", "Oman has sent flour to Kharkiv.", ("Oman", "AID", "Ukraine")),
    ("active_verb", "Iraqi officials criticised Oman.", ("Iraq", "ACCUSE", "Oman")),
    ("active_verb", "Puntland condemned Ethiopia.", ("Puntland", "ACCUSE", "Ethiopia")),
    ("body_of_state", "Chad was calm. Its army shelled Niger.", ("Chad's army", "PART_OF", "Chad")),
    ("own_mission", "MONUSCO, the UN mission, left Congo.", (MONUSCO, "PART_OF", "United Nations")),
    ("possessive_affiliation", "They met Hamas's Northern Front.", ("Northern Front", "PART_OF", "Hamas")),
    ("seat_after", "Iran funds Hezbollah in Lebanon.", ("Hezbollah", "BASED_IN", "Lebanon")),
    ("nominalisation", "They met the founder of Hamas, Omar Saleh.", ("Omar Saleh", "FOUNDED", "Hamas")),
    ("apposition", "The American chairman, Ann Wexler, spoke.", ("Ann Wexler", "MEMBER_OF", "United States")),
    ("title", "In Tehran, oil minister Karim Saleh spoke.", ("Karim Saleh", "MEMBER_OF", "Iran")),
    ("passive_verb", "UNESCO is chaired by France.", ("France", "MEMBER_OF", "UNESCO")),
    ("defiance", "Oman refused to leave despite pressure from Iran.", ("Oman", "REJECT", "Iran")),
    ("protest_in_state", "Some ethnic Albanians demonstrated in Serbia.", ("ethnic Albanians", "PROTEST", "Serbia")),
    ("as_part", "UNESCO will act as part of the United Nations.", ("UNESCO", "PART_OF", "United Nations")),
    ("active_verb", "The Sahel Alliance includes Mali.", ("Mali", "MEMBER_OF", "Alliance of Sahel States")),
    ("passive_verb", "Omar Saleh was assigned to Fatah.", ("Omar Saleh", "MEMBER_OF", "Fatah")),
    ("light_verb", "Hamas was engaged in attacks on Fatah.", ("Hamas", "ASSAULT", "Fatah")),
    ("participle", "Oman backs Mali in its campaign to defeat Fatah.", ("Mali", "ASSAULT", "Fatah")),
    ("active_verb", "Mali held its lines against Boko Haram.", ("Mali", "MOBILIZE", "Boko Haram")),
    (
        "title",
        "Kenya spoke. Foreign minister Ann Wexler told reporters in Nairobi.",
        ("Ann Wexler", "MEMBER_OF", "Kenya"),
    ),
    ("denied_charge", "Oman accused Iran of arming Fatah. Iran denied the charge.", ("Iran", "BACKS", "Fatah")),
    (
        "exemplification",
        "Jordan feared Iran-backed militias such as Kata'ib Hezbollah.",
        ("Kataib Hezbollah", "PART_OF", "Iran-backed armed groups"),
    ),
]


@pytest.mark.parametrize(("extractor", "text", "claim"), READ)
def test_a_rule_reads_its_construction(extractor: str, text: str, claim: ClaimKey) -> None:
    assert claim in claims_by(text, extractor)


LEFT_ALONE: list[tuple[str, ClaimKey]] = [
    ("Israel was attacked by Iran.", ("Israel", "ASSAULT", "Iran")),
    ("France condemned the weather.", ("France", "ACCUSE", "France")),
    ("Turkey struck a deal with Egypt.", ("Turkey", "ASSAULT", "Egypt")),
    ("Washington imposed sanctions on companies that trade in Sudan.", ("United States", "SANCTION", "Sudan")),
    ("Former Lebanese President Michel Aoun spoke.", ("Michel Aoun", "LEADS", "Lebanon")),
    ("Ann Wexler is not the leader of Hamas.", ("Ann Wexler", "LEADS", "Hamas")),
    ("The pro-Iranian group attacked Israel.", ("Iran", "ASSAULT", "Israel")),
    ("The battle for Iraq's future goes on in Iran.", ("Iraq", "ASSAULT", "Iran")),
    ("State-backed firms left Iran.", ("Iran", "BACKS", "Iran")),
    ("Israel saw an attack on Iran as likely.", ("Israel", "ASSAULT", "Iran")),
    ("The ministers met in Tehran.", ("Iran", "CONSULT", "Iran")),
    ("Egypt's neighbour Sudan asked for talks.", ("Egypt", "PART_OF", "Sudan")),
    ("Russia said that talks must go on.", ("Russia", "REQUEST", "Russia")),
    ("German author Ann Wexler spoke.", ("Ann Wexler", "MEMBER_OF", "Germany")),
    ("Ann Wexler of Germany spoke.", ("Ann Wexler", "MEMBER_OF", "Germany")),
    ("Turkish officials sailed at dawn.", ("Turkish officials", "PART_OF", "Turkey")),
    ("Huawei, a rival of China, sued Iran.", ("Huawei", "BASED_IN", "China")),
    ("Cairo warned that Jordan would act if Oman went on.", ("Egypt", "THREATEN", "Oman")),
    ("Chinese talks with Huawei went on.", ("Huawei", "BASED_IN", "China")),
    ("Oman demanded a refund.", ("Oman", "REQUEST", "Oman")),
    ("Mali and Niger signed a brokered pact.", ("Mali", "CONSULT", "Mali")),
    ("Turkey attacked Iraq. Jordan condemned the weather.", ("Jordan", "ACCUSE", "Turkey")),
    ("Ann Wexler told reporters that Oman was ready.", ("Ann Wexler", "REQUEST", "Oman")),
    ("Iran attacked Israel. France was silent.", ("Iran", "ASSAULT", "France")),
    ("Oman lost a soldier in an attack on Iran.", ("Oman", "ASSAULT", "Iran")),
    ("China saw a South Korean request.", ("South Korea", "REQUEST", "China")),
    ("Sudan and Chad fired their ministers.", ("Chad", "ASSAULT", "Sudan")),
    ("They met Hamas, who placed Canada on a list.", ("Canada", "SANCTION", "Hamas")),
    ("Hamas was declared a winner near Oman.", ("Oman", "SANCTION", "Hamas")),
    ("Iraqi rebels retook Dabiq with Islamic State.", ("Iraqi rebels", "COERCE", "Islamic State")),
    ("The text, drafted by Oman and Qatar, passed.", ("Oman", "MEMBER_OF", "Qatar")),
    ("Japan joined Oman for lack of money.", ("Japan", "CONSULT", "Oman")),
    ("Karim Saleh was born in Iran.", ("Iran", "COERCE", "Karim Saleh")),
    ("Karim Saleh was jailed by Israel in Iran.", ("Iran", "COERCE", "Karim Saleh")),
    ("They met Omar Saleh, a commander of Hamas.", ("Omar Saleh", "LEADS", "Hamas")),
    ("Turkey met Podemos in Spain.", ("Podemos", "BASED_IN", "Spain")),
    ("Viktor Orban's talks with Fidesz went on.", ("Viktor Orban", "MEMBER_OF", "Fidesz")),
    ("Viktor Orban praised the party, Fidesz.", ("Viktor Orban", "MEMBER_OF", "Fidesz")),
    ("Farmers met to demand Hosni Mubarak's removal.", ("Farmers", "PROTEST", "Hosni Mubarak")),
    ("The goods arrived in Amman.", ("goods", "CONSULT", "Jordan")),
    ("Ann Wexler travelled to Amman by train.", ("Ann Wexler", "CONSULT", "Jordan")),
    ("Kenya led a mediation mission between Uganda and Chad.", ("Uganda", "CONSULT", "Chad")),
    ("Oman handed over 300 kg of food to Sudan.", ("Oman", "RETREAT", "Sudan")),
    ("Hamas set fire to the attack of Fatah.", ("Hamas", "ASSAULT", "Fatah")),
    ("They met Omar Saleh, whose removal nobody demands.", ("Hamas", "REQUEST", "Omar Saleh")),
    ("Oman will patrol with France's letter.", ("Oman", "COOPERATE", "France")),
    ("Hamas left Egypt without attacking Israel.", ("Egypt", "ASSAULT", "Israel")),
    ("Turkey carried out three strikes. The storms killed Omar Saleh.", ("Turkey", "ASSAULT", "Omar Saleh")),
    ("The Supreme Court of Appeal freed Omar Saleh in India.", ("Supreme Court of Appeal", "PART_OF", "India")),
    ("Iran's UNESCO was a failure.", ("UNESCO", "PART_OF", "Iran")),
    ("Ann Wexler, of Germany, spoke.", ("Ann Wexler", "MEMBER_OF", "Germany")),
    ("Iraqi forces shelled Mosul on Monday.", ("Iraqi Security Forces", "ASSAULT", "Iraq")),
    ("France bombed IS-held Raqqa on Monday.", ("France", "ASSAULT", "Syria")),
    ("France bombed a convoy on the way to Kharkiv.", ("France", "ASSAULT", "Ukraine")),
    ("Chad praised Niger in a debate on Boko Haram.", ("Niger", "ASSAULT", "Boko Haram")),
    ("Hamas saw a raid that killed Omar Saleh.", ("Hamas", "ASSAULT", "Omar Saleh")),
    ("Oman criticised Iran in its report on Fatah.", ("Iran", "ACCUSE", "Fatah")),
    ("Norway condemned the raid. We urge Oman to act.", ("Norway", "REQUEST", "Oman")),
    ("Ann Wexler, a friend of Fatah, which met Iran, left.", ("Ann Wexler", "CONSULT", "Iran")),
    ("Hamas met Fatah in Damascus.", ("Hamas", "CONSULT", "Syria")),
    ("Western diplomats in Amman left.", ("Western powers", "BASED_IN", "Amman")),
    ("Norway voted. Norway was calm. Minister Ann Wexler spoke in Norway.", ("Ann Wexler", "MEMBER_OF", "Norway")),
    ("The police shut the road to Oslo.", ("police", "COERCE", "Norway")),
    (
        "Norway voted. Norway was calm. Norway's king met Prime Minister Ann Wexler.",
        ("Ann Wexler", "LEADS", "Norway"),
    ),
    ("Iran planned to leave when Oman came.", ("Iran", "THREATEN", "Oman")),
    ("Iran said it stops if Oman stops.", ("Iran", "THREATEN", "Oman")),
    ("Oman struck targets in Syria.", ("Oman", "ASSAULT", "Syria")),
    ("The report that Oman sent to Iran was long.", ("Oman", "SANCTION", "Iran")),
    ("Chad met Niger and was met by Mali.", ("Mali", "ASSAULT", "Niger")),
    ("France asked Iran for support against Oman.", ("Iran", "ASSAULT", "Oman")),
    ("France claimed that Iran had won.", ("France", "ACCUSE", "Iran")),
    ("France said that Iran had shelled Oman.", ("France", "ACCUSE", "Iran")),
    ("Chad met Mali alongside Niger.", ("Niger", "ASSAULT", "Mali")),
    ("Chad acted on the orders of France.", ("Chad", "REQUEST", "France")),
    ("“We must go on,” the French envoy, Ann Wexler, said.", ("Ann Wexler", "REQUEST", "France")),
    ("Speaking to reporters, Ann Wexler left.", ("reporters", "CONSULT", "Ann Wexler")),
    ("Oman and Qatar offered to train officers.", ("Oman", "AGREE", "Qatar")),
    ("Oman voted to back the tax on trade with Qatar.", ("Oman", "COOPERATE", "Qatar")),
    (
        "Oman beat settlers in the camp, a rights organization charged on Monday.",
        ("Oman", "ASSAULT", "rights organization"),
    ),
    ("Oman sent tents. China confined itself to words.", ("China", "COERCE", "Oman")),
    ("When the Houthis shelled their post, Oman was silent.", ("Houthis", "ASSAULT", "Houthis")),
    ("Omar Saleh left when Hamas killed his brother.", ("Hamas", "ASSAULT", "Omar Saleh")),
    ("The ban would stay until Iran attacked Oman.", ("Iran", "ASSAULT", "Oman")),
    ("Oman denied a report that it had attacked Iran.", ("Oman", "ASSAULT", "Iran")),
    ("A bill that would place Hamas under the command of Fatah was read.", ("Hamas", "PART_OF", "Fatah")),
    ("MONUSCO, a UN critic, left.", (MONUSCO, "PART_OF", "United Nations")),
    ("Rain fell in Tehran before oil minister Karim Saleh spoke.", ("Karim Saleh", "MEMBER_OF", "Iran")),
    ("The mayor of Zavidna, Ann Wexler, spoke.", ("Ann Wexler", "LEADS", "Zavidna")),
    ("Oman left despite pressure from Iran.", ("Oman", "REJECT", "Iran")),
    ("Kurds rallied in Iran against Oman.", ("Kurds", "PROTEST", "Iran")),
    ("Albania came as part of a game with Fatah.", ("Albania", "MEMBER_OF", "Fatah")),
    ("Rain fell between Hamas and Israel.", ("Hamas", "ASSAULT", "Israel")),
]


@pytest.mark.parametrize(("text", "claim"), LEFT_ALONE)
def test_what_the_sentence_does_not_say_is_not_claimed(text: str, claim: ClaimKey) -> None:
    assert claim not in claims(text, "actual")


STATUS = [
    ("Iran attacked Israel.", "actual"),
    ("Iran will attack Israel.", "planned"),
    ("Iran plans to attack Israel.", "planned"),
    ("Iran could attack Israel.", "hypothetical"),
    ("Iran did not attack Israel.", "negated"),
    ("Iran left Egypt without attacking Israel.", "negated"),
    ("Iran must halt its attacks on Israel.", "actual"),
    ("Iran must not attack Israel.", "negated"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_a_claim_carries_its_status(text: str, status: str) -> None:
    assert [c.status for c in extraction(text).claims if c.relation == "ASSAULT"] == [status]


def test_a_claim_carries_who_says_so() -> None:
    text = "“Iran attacked Israel,” French officials said."
    (claim,) = [c for c in extraction(text).claims if c.relation == "ASSAULT"]
    assert claim.attribution is not None
    assert claim.attribution.speaker_text == "French officials"
    assert claim.attribution.cue == "said"


def test_a_statement_below_its_speaker_is_the_speakers_as_long_as_it_says_i_or_we() -> None:
    text = """The minister, Anne Holt, said:

I condemn Iran's raid on the port.

Israel attacked Hamas.

We all saw that.

Egypt attacked Sudan."""
    said = {(c.source, c.target): c.attribution for c in extraction(text).claims}
    assert {ends for ends, attribution in said.items() if attribution} == {
        ("anne-holt", "Q794"),
        ("Q801", "hamas"),
    }
    assert ("Q79", "Q1049") in said


def test_a_denial_is_the_charge_negated_in_the_mouth_of_who_denies() -> None:
    found = extraction("Oman accused Iran of arming Fatah. Iran denied the charge.").claims
    (denied,) = [c for c in found if c.status == "negated"]
    assert denied.relation == "BACKS"
    assert denied.attribution is not None and denied.attribution.speaker_text == "Iran"
    assert denied.evidence.quote == "Iran denied the charge"


@pytest.mark.parametrize("gap", [". ", "; "])
def test_this_may_be_the_charge_and_the_accusation_stands(gap: str) -> None:
    found = extraction(f"Chad accused Oman of arming Fatah{gap}Oman denied this.").claims
    told = {(c.relation, c.status, c.attribution.speaker_text if c.attribution else None) for c in found}
    assert told == {("ACCUSE", "actual", None), ("BACKS", "actual", "Chad"), ("BACKS", "negated", "Oman")}


@pytest.mark.parametrize(
    "text",
    [
        "Oman accused Iran of arming Fatah. Iran denied the visa.",
        "Oman accused Iran of arming Fatah. Chad denied this.",
        "Iran denied the charge.",
    ],
)
def test_what_nobody_charged_is_not_denied(text: str) -> None:
    assert not [c for c in extraction(text).claims if c.extractor == "denied_charge"]


def test_what_the_outlet_says_itself_has_no_attribution() -> None:
    (claim,) = extraction("Iran attacked Israel.").claims
    assert claim.attribution is None


def test_a_symmetric_relation_is_one_claim() -> None:
    found = [c for c in extraction("Iran and Oman held talks.").claims if c.relation == "CONSULT"]
    assert len(found) == 1


TEXT = """Iran's prime rivals meet

OSLO, May 4 (Wire) — Iran and Oman held talks on Monday. “Israel attacked our ships,” Iranian officials said.
The Houthis, an Iran-backed movement, threatened to attack Israel again. Oman urged them to stop.
"""


def test_every_quote_is_its_slice_and_every_end_an_actor() -> None:
    found = extraction(TEXT)
    ids = {actor.id for actor in found.actors}
    assert found.claims
    for claim in found.claims:
        assert claim.evidence.quote == TEXT[claim.evidence.start_char : claim.evidence.end_char]
        assert {claim.source, claim.target} <= ids
    for mention in found.mentions:
        assert mention.text == TEXT[mention.start_char : mention.end_char]
        assert mention.actor_id in ids
    assert all(a.speaker_id is None or a.speaker_id in ids for a in found.attributions)


def test_the_same_text_gives_the_same_extraction() -> None:
    again = extraction.__wrapped__(TEXT)
    assert again == extraction(TEXT)
