"""Trains the name recogniser: `python -m training.train --corpora FOLDER` (or `make train-ner`).

The stock recogniser goes on learning, on public corpora and on texts of our own; what comes out is then mixed with the
stock weights, which forgets less of what the stock recogniser knew. Same input, same weights. README.md beside this
file names every source.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam

from extract.gazetteer import Gazetteer
from extract.pipeline import DEFAULT_MODEL, load_model
from training import corpora, frames
from training.examples import from_corpus, from_frames, lines
from training.known import write_known_names
from training.names import Names
from training.score import report

MODELS = Path(__file__).parent.parent / "extract" / "models"
# The stock table of words has 5,000 rows; three times as many names get rows of their own.
_ROWS = 3
_SEED = 1
_ROUNDS = 14
_EPOCHS = 3
_BATCH = 32
_RATE = 1e-3
_WARM_UP = 50
_DROPOUT = 0.1
# Share of the new weights in the mix with the stock ones.
_SHARE = 0.7
Weights = list[Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the public corpora")
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument(
        "--hold-out", action="store_true", help="learn from every other document of re3d, score on the rest"
    )
    chosen = parser.parse_args()
    if not chosen.corpora.is_dir():
        print(f"{chosen.corpora} is no folder; name that of the corpora with --corpora", file=sys.stderr)
        return 2
    chosen.out.mkdir(parents=True, exist_ok=True)
    nlp = stock_pipeline()
    report("before", nlp, chosen.corpora, chosen.hold_out)
    trained = train(nlp, chosen.corpora, chosen.hold_out)
    save(nlp, trained, chosen.out)
    report("after", stock_pipeline(chosen.out), chosen.corpora, chosen.hold_out)
    return 0


def stock_pipeline(models: Path | None = None) -> Language:
    """The default pipeline with the stock recogniser, or with that in `models`."""
    from extract.ner import attach_ner

    load_model.cache_clear()
    nlp = load_model(DEFAULT_MODEL)
    if nlp.has_pipe("dramatis_known_names"):
        nlp.remove_pipe("dramatis_known_names")
    nlp.remove_pipe("ner")
    nlp.add_pipe("ner", source=spacy.load(DEFAULT_MODEL, vocab=nlp.vocab))
    if models is not None:
        attach_ner(nlp, models / "ner", models / "known-names.json")
    return nlp


def train(nlp: Language, folder: Path, hold_out: bool) -> EntityRecognizer:
    """A recogniser of what was learnt and of the stock weights, in shares."""
    learnt = learn(nlp, examples(nlp, folder, hold_out))
    ner = widened(nlp)
    set_weights(ner, [_SHARE * new + (1 - _SHARE) * old for new, old in zip(learnt, weights(ner), strict=True)])
    return ner


def examples(nlp: Language, folder: Path, hold_out: bool) -> list[Example]:
    """Public corpora twice as they are, then with other names; and our own frames."""
    names = Names(_SEED, known_actors())
    wiki = list(corpora.crossner(folder / "crossner_politics.train.jsonl"))
    news = list(lines(corpora.gum(folder / "gum.train.jsonl")))
    war = list(corpora.re3d(folder / "re3d.dev.jsonl"))
    news += lines(war[::2] if hold_out else war)
    swapped = [corpora.swapped(text, names) for text in wiki for _ in range(8)]
    swapped += [corpora.swapped(text, names) for text in news if corpora.can_swap(text) for _ in range(3)]
    found = from_corpus(nlp, [*wiki, *news]) * 2 + from_corpus(nlp, swapped, parsed=False)
    found += from_frames(nlp, frames.filled(names, _ROUNDS))
    print(f"{len(found)} texts to learn from", flush=True)
    return found


def known_actors() -> dict[str, list[str]]:
    """The built-in actors' names by kind."""
    gazetteer = Gazetteer.load()
    named: dict[str, list[str]] = {}
    for actor_id in gazetteer:
        actor = gazetteer[actor_id].actor
        spellings = [alias for alias in actor.aliases if alias[:1].isupper() and "'s " not in alias]
        named.setdefault(actor.kind, []).extend([actor.name, *spellings])
    return named


def widened(nlp: Language) -> EntityRecognizer:
    """A copy of the stock recogniser whose table of words is repeated: it predicts the same, and has room to learn."""
    stock = nlp.get_pipe("ner")
    holder = spacy.blank("en", vocab=nlp.vocab)
    copy = holder.add_pipe("ner", config=_settings(nlp))
    assert isinstance(copy, EntityRecognizer) and isinstance(stock, EntityRecognizer)
    example = Example(holder.make_doc("a"), holder.make_doc("a"))
    copy.initialize(lambda: [example], nlp=holder, labels=stock.label_data)
    set_weights(copy, weights(stock))
    return copy


def _settings(nlp: Language) -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(json.dumps(nlp.get_pipe_config("ner")))
    del settings["factory"]
    settings["model"]["tok2vec"]["embed"]["rows"][0] *= _ROWS
    return settings


def weights(ner: EntityRecognizer) -> Weights:
    """Every table of numbers, in the order of the model."""
    nodes = list(ner.model.walk())
    return [node.get_param(name).copy() for node in nodes for name in node.param_names if node.has_param(name)]


def set_weights(ner: EntityRecognizer, values: Weights) -> None:
    """In the order of `weights`; a table that has become longer is filled by repetition."""
    left = iter(values)
    for node in ner.model.walk():
        for name in node.param_names:
            if node.has_param(name):
                value = next(left)
                times = node.get_param(name).shape[0] // value.shape[0]
                node.set_param(name, np.concatenate([value] * times).astype("float32"))


def learn(nlp: Language, found: list[Example]) -> Weights:
    """The running mean of the weights while a copy of the stock recogniser learns."""
    fix_random_seed(_SEED)
    ner = widened(nlp)
    optimizer = Adam(_RATE, L2=0.0, grad_clip=1.0, use_averages=True)
    order = random.Random(_SEED)
    steps = _EPOCHS * (len(found) // _BATCH)
    started, step = time.monotonic(), 0
    for epoch in range(_EPOCHS):
        order.shuffle(found)
        losses: dict[str, float] = {}
        for at in range(0, len(found) - _BATCH + 1, _BATCH):
            optimizer.learn_rate = _RATE * min(1.0, (step + 1) / _WARM_UP) * max(0.05, 1 - step / steps)
            ner.update(found[at : at + _BATCH], drop=_DROPOUT, sgd=optimizer, losses=losses)
            step += 1
        print(f"round {epoch + 1}: loss {losses['ner']:.0f}, {time.monotonic() - started:.0f} s", flush=True)
    with ner.model.use_params(optimizer.averages):
        return weights(ner)


def save(nlp: Language, ner: EntityRecognizer, out: Path) -> None:
    """A pipeline of this one component, with no more words in its vocabulary than it needs."""
    holder = spacy.blank("en")
    holder.add_pipe("ner", config=_settings(nlp)).from_bytes(ner.to_bytes(exclude=["vocab"]))
    holder.meta.update(name="dramatis_ner", version="1.0.0", license="MIT", description="Names in political news")
    shutil.rmtree(out / "ner", ignore_errors=True)
    holder.to_disk(out / "ner")
    write_known_names(out / "known-names.json")


if __name__ == "__main__":
    sys.exit(main())
