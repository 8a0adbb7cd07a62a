"""Every figure of extraction quality in one table: python -m tests.bench.scores, or make scores.

The gold articles beside this file are always scored; public corpora where their folder is there (README.md says what
that folder holds). Exit status: 0 done, 1 a figure fell (--check) or a scorer failed, 2 usage.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.bench.score_calibration import draw_reliability, expected_calibration_error, reliability
from tests.bench.score_corpora import (
    CORPORA,
    Figures,
    ScoringError,
    extract_all,
    scorable,
    score_claims,
    score_corpus,
    write_extractions,
)
from tests.bench.score_gold import DENSE, GOLD, PLAIN, WIRES, GoldArticle, Tally, Verdict, judge, read_gold
from tests.bench.score_history import HISTORY, Line, add_line, commit, fallen, gain, last_figures, read_history
from tests.bench.score_sentences import HELD_OUT, SENTENCES, judge_sentences, read_sentences

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("gold", "dense", "wires", "plain", "sentences", "dev", *(corpus.name for corpus in CORPORA))
OWN = {"gold": GOLD, "dense": DENSE, "wires": WIRES, "plain": PLAIN}
# Counts that only the gold has a side of, by the name of their figure.
_SHARES = {"related": "actors with relations found", "status": "status", "speaker": "speaker", "traps": "traps"}
# What others reach, from the papers and from runs of their published code. Human coders are two annotators of political
# news who label who does what to whom: beyond their agreement no figure means much.
OTHERS = {
    "gold: typed": "human coders about .6",
    "dense: typed": "human coders about .6",
    "wires: typed": "human coders about .6",
    "plain: typed": "human coders about .6",
    "dev: typed": "human coders about .6; verbs and dependencies on stock spaCy .03",
    "dwie: ner": "stock spaCy .75",
    "dwie: relations, typed": "verbs and dependencies on stock spaCy .01",
    "crossner: ner": "stock spaCy .64",
    "re3d: ner": "stock spaCy .33",
    "re3d: relations, typed": "verbs and dependencies on stock spaCy .02",
    "plover: category": "zero-shot NLI, given both actors .83",
    "plover: dyad": "verbs and dependencies on stock spaCy .57",
    "plover: typed": "UD-PETRARCH .25; verbs and dependencies on stock spaCy .04",
    "polnear: speaker": "verb list and subject rule .58; verbs and dependencies on stock spaCy .51",
}


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.only and options.record:
        parser.error("--record keeps whole lines: leave --only out")
    if not (options.corpora / "public").is_dir():
        print(f"scores: no public corpora at {options.corpora}; the gold articles alone are scored", file=sys.stderr)
    with tempfile.TemporaryDirectory() as temporary:
        work = options.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        try:
            history = read_history(options.history)
            return _score(options, work, history)
        except (ScoringError, OSError, ValueError) as fault:
            print(f"scores: {fault}", file=sys.stderr)
            return 1


def _score(options: argparse.Namespace, work: Path, history: list[Line]) -> int:
    figures, verdicts, version = _claims(options, work)
    if _wanted(options, "sentences"):
        figures |= sentence_figures("sentences", SENTENCES) | sentence_figures("held out", HELD_OUT)
    for corpus in scorable(options.corpora, lambda name: _wanted(options, name)):
        figures |= score_corpus(corpus, options.corpora, work)
    figures = {name: round(value, 4) for name, value in figures.items()}
    print(draw_table(figures, last_figures(history)))
    _print_details(options, verdicts)
    worse = fallen(figures, history)
    if options.record:
        add_line(Line(dt.datetime.now(dt.UTC).date().isoformat(), version, commit(ROOT), figures), options.history)
    if options.check and worse:
        print(f"scores: fell since they were last recorded: {'; '.join(worse)}", file=sys.stderr)
        return 1
    return 0


def _claims(options: argparse.Namespace, work: Path) -> tuple[Figures, list[tuple[GoldArticle, Verdict]], str]:
    """Our own gold articles and those of the corpora's folder: the only ones with claims to be right or wrong about."""
    figures: Figures = {}
    judged: list[tuple[GoldArticle, Verdict]] = []
    version = ""
    for name, folder in (*OWN.items(), ("dev", options.corpora / "dev")):
        if not (_wanted(options, name) and folder.is_dir()):
            continue
        gold = read_gold(folder)
        extractions = extract_all([article.document() for article in gold])
        verdicts = [(article, judge(article, found)) for article, found in zip(gold, extractions, strict=True)]
        if name == "dev":
            figures |= score_claims(options.corpora, extractions, work)
        else:
            write_extractions(work / f"{name}.jsonl", extractions)
            figures |= micro_averages(name, [verdict.tallies for _, verdict in verdicts])
            version = extractions[0].version
        bins = reliability(_confidences(verdict for _, verdict in verdicts))
        figures[f"{name}: calibration error"] = expected_calibration_error(bins)
        judged += verdicts
    return figures, judged, version


def micro_averages(name: str, counted: Sequence[Mapping[str, Tally]]) -> Figures:
    """The figures of a set of articles by the counts of each: F1, or recall where only the gold side counts."""
    figures: Figures = {}
    for measure in counted[0]:
        total = sum((tallies[measure] for tallies in counted), Tally())
        figures[_SHARES.get(measure, measure)] = total.recall if measure in _SHARES else total.f1
        if measure == "typed":
            figures |= {"typed, precision": total.precision, "typed, recall": total.recall}
    return {f"{name}: {measure}": figure for measure, figure in figures.items()}


def sentence_figures(name: str, folder: Path) -> Figures:
    """The figures of articles that are annotated sentence by sentence."""
    articles = read_sentences(folder)
    extractions = extract_all([article.document() for article in articles])
    return micro_averages(name, [judge_sentences(*pair) for pair in zip(articles, extractions, strict=True)])


def draw_table(figures: Figures, last: Figures) -> str:
    """One row a figure: ours, what it was when last recorded, by how much it is better, and what others reach."""
    rows = [("figure", "ours", "recorded", "gain", "others")]
    for name, value in figures.items():
        before = last.get(name)
        change = "" if before is None else f"{gain(name, value, before):+.3f}"
        rows.append((name, f"{value:.3f}", "" if before is None else f"{before:.3f}", change, OTHERS.get(name, "")))
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{a:{width}}  {b:>5}  {c:>8}  {d:>6}  {e}".rstrip() for a, b, c, d, e in rows)


def _print_details(options: argparse.Namespace, judged: list[tuple[GoldArticle, Verdict]]) -> None:
    bins = reliability(_confidences(verdict for _, verdict in judged))
    if bins:
        print(f"\nReliability: typed claims of {len(judged)} gold articles\n{draw_reliability(bins)}")
    if options.rules:
        print(f"\n{draw_rules(verdict for _, verdict in judged)}")
    if options.misses:
        for article, verdict in judged:
            print(f"\n{draw_misses(article, verdict)}")


def draw_rules(verdicts: Iterable[Verdict]) -> str:
    """How many claims each rule makes and how many of them are right, those with most wrong ones first."""
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in verdicts:
        for claim, good in verdict.judged:
            made[claim.extractor] += 1
            right[claim.extractor] += good
    rows = sorted(made, key=lambda rule: (right[rule] - made[rule], rule))
    return "\n".join(["right of  made  rule", *(f"{right[r]:5} of {made[r]:5}  {r}" for r in rows)])


def draw_misses(article: GoldArticle, verdict: Verdict) -> str:
    """What the extractor missed, what it made up, and the traps that it fell into."""
    lines = [f"{article.id}: typed F1 {verdict.tallies['typed'].f1:.3f}"]
    lines += [
        f"  missed  {known.source} {'/'.join(known.types)} {known.target} ({known.status}): {known.evidence}"
        for known in verdict.missed
    ]
    lines += [
        f"  wrong   {claim.source} {claim.relation} {claim.target} ({claim.status}, {claim.extractor}): "
        + " ".join(claim.evidence.quote.split())
        for claim, right in verdict.judged
        if not right
    ]
    lines += [f"  trapped {' '.join(trap.wrong)}: {trap.evidence} ({trap.why})" for trap in verdict.sprung]
    return "\n".join(lines)


def _confidences(verdicts: Iterable[Verdict]) -> list[tuple[float, bool]]:
    return [(claim.confidence, right) for verdict in verdicts for claim, right in verdict.judged]


def _wanted(options: argparse.Namespace, name: str) -> bool:
    return not options.only or name in options.only


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scores", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--corpora",
        type=Path,
        metavar="DIR",
        default=Path(os.environ.get("DRAMATIS_CORPORA") or ROOT.parent / "shared" / "eval"),
        help="folder of public corpora and their scorers (default: $DRAMATIS_CORPORA, else %(default)s)",
    )
    parser.add_argument(
        "--only", action="append", choices=NAMES, metavar="NAME", help=f"score only: {', '.join(NAMES)}"
    )
    parser.add_argument("--record", action="store_true", help="append the figures to the history")
    parser.add_argument("--check", action="store_true", help="exit 1 when a figure fell by over .01 since recorded")
    parser.add_argument("--history", type=Path, metavar="FILE", default=HISTORY, help="the history to compare with")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep what was extracted in this folder")
    parser.add_argument("--rules", action="store_true", help="also show how often each rule is right")
    parser.add_argument("--misses", action="store_true", help="also list what is missed, wrong, or a sprung trap")
    return parser


if __name__ == "__main__":
    sys.exit(main())
