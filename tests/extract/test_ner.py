"""The recogniser of names: it takes the stock one's place, knows names that the world knows, and may be absent."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

from extract.ner import KNOWN, WEIGHTS, KnownNames, attach_ner
from extract.pipeline import DEFAULT_MODEL
from training.frames import SLOT, fill, frames
from training.names import Names, words


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.load(DEFAULT_MODEL)
    attach_ner(pipeline)
    return pipeline


def labelled(doc):
    return {ent.text.removeprefix("the ").removeprefix("The "): ent.label_ for ent in doc.ents}


def doc_of(nlp, words, *ents):
    doc = Doc(nlp.vocab, words=words)
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in ents]
    return doc


def test_it_takes_the_place_of_the_stock_recogniser(nlp):
    stock = spacy.load(DEFAULT_MODEL)
    assert nlp.pipe_names == [*stock.pipe_names, "dramatis_known_names"]
    assert set(nlp.get_pipe("ner").labels) == set(stock.get_pipe("ner").labels)
    assert nlp.get_pipe("ner").model.to_bytes() != stock.get_pipe("ner").model.to_bytes()


def test_the_weights_are_small_enough_for_a_repository():
    assert sum(path.stat().st_size for path in WEIGHTS.parent.rglob("*") if path.is_file()) < 12_000_000


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("She joined the Progress and Justice Party in 1998.", "Progress and Justice Party", "ORG"),
        (
            "Members of the Democratic Party of Ruritania voted against it.",
            "Democratic Party of Ruritania",
            "ORG",
        ),
        ("A court banned the Christian and Liberal Party.", "Christian and Liberal Party", "ORG"),
        ("Turnout was low in the 1936 Bulgarian municipal elections.", "1936 Bulgarian municipal elections", "EVENT"),
        ("Prime Minister Hassan al-Obeidi met the ambassador in Vienna.", "Hassan al-Obeidi", "PERSON"),
    ],
)
def test_names_in_the_news_are_found_in_full(nlp, text, name, label):
    assert labelled(nlp(text)).get(name) == label


@pytest.mark.parametrize(
    "text",
    [
        "The ministers want higher taxes, but nobody in the cabinet dares to say so.",
        "Mayors refused to pay. Bailiffs knocked in vain.",
    ],
)
def test_a_text_without_names_has_none(nlp, text):
    assert not {"PERSON", "ORG", "GPE", "LOC", "FAC"} & {ent.label_ for ent in nlp(text).ents}


def test_a_name_that_the_world_knows_gets_its_label(nlp):
    doc = doc_of(nlp, ["Greenpeace", "sued", "Adlerbach"], (0, 1, "PERSON"), (2, 3, "PERSON"))
    assert labelled(KnownNames({"Greenpeace": "ORG"})(doc)) == {"Greenpeace": "ORG", "Adlerbach": "PERSON"}


def test_a_person_of_that_name_in_the_text_keeps_it(nlp):
    words = ["Lena", "Siemens", "resigned", ".", "Siemens", "said", "so"]
    doc = doc_of(nlp, words, (0, 2, "PERSON"), (4, 5, "PERSON"))
    assert [ent.label_ for ent in KnownNames({"Siemens": "ORG"})(doc).ents] == ["PERSON", "PERSON"]


def test_no_known_name_has_two_labels():
    by_label = json.loads(KNOWN.read_text(encoding="utf-8"))
    names = [name for listed in by_label.values() for name in listed]
    assert len(names) == len(set(names)) > 1000


def test_without_weights_the_stock_recogniser_stays_and_a_warning_says_so(tmp_path, capsys):
    pipeline = spacy.load(DEFAULT_MODEL)
    names = list(pipeline.pipe_names)
    attach_ner(pipeline, tmp_path / "none", KNOWN)
    assert pipeline.pipe_names == names
    assert "has no weights" in capsys.readouterr().err
    assert labelled(pipeline("Angela Merkel flew to Paris."))["Angela Merkel"] == "PERSON"


def test_damaged_weights_are_a_warning_and_no_traceback(tmp_path: Path, capsys):
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"no model")
    pipeline = spacy.load(DEFAULT_MODEL)
    attach_ner(pipeline, tmp_path, KNOWN)
    assert "cannot be read" in capsys.readouterr().err
    assert "ner" in pipeline.pipe_names and "dramatis_known_names" not in pipeline.pipe_names


def test_every_slot_of_a_frame_can_be_filled():
    slots = {slot for frame in frames() for slot, _ in SLOT.findall(frame)}
    assert len(slots) > 20
    assert slots - {"last"} <= {slot for slot, way in words("patterns").items() if "label" in way}


def test_a_filled_frame_marks_its_names_and_repeats_them():
    text, spans = fill("{water1} and {tv1}: the {tv1} sailed the {water1}.", Names(seed=3, actors={}))
    river, station, again, back = [text[start:end] for start, end, _ in spans]
    assert (river, station) == (back, again) and river != station
    assert text == f"{river} and {station}: the {station} sailed the {river}."
    assert [label for _, _, label in spans] == ["LOC", "ORG", "ORG", "LOC"]


def test_an_article_is_not_written_twice():
    texts = [fill("The {work} won.", Names(seed, {})) for seed in range(400)]
    assert any(text == "The Tin Drum won." for text, _ in texts)
    assert not any("The The" in text for text, _ in texts)
    assert all(text[start:end] == text.removeprefix("The ").removesuffix(" won.") for text, ((start, end, _),) in texts)
