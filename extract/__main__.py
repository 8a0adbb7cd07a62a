"""``python -m extract``: files in, one JSON object per document out."""

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from extract.read import ReadError, read_documents


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 some input failed (each named on standard error, the rest done), 2 usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _check(parser, options)
    gc.disable()  # nothing that is loaded at the start is ever garbage, and there is much of it
    try:
        return _run_corpus(options) if options.corpus else _run(options)
    except ValueError as fault:
        print(f"extract: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"extract: {fault.filename or options.corpus or options.out}: {fault.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("extract: stopped" + ("; the same command goes on" if options.corpus else ""), file=sys.stderr)
        return 1
    finally:
        gc.enable()


def _run(options: argparse.Namespace) -> int:
    """All documents into one stream, in the order of the input."""
    # The pipeline is imported late: a wrong option should not wait for spaCy.
    from extract.corpus.crews import Alone, Processes, dispatch
    from extract.corpus.pieces import Piece, Worker
    from extract.parsing import batches
    from extract.pipeline import Extractor

    errors: list[ReadError] = []

    def report(error: ReadError) -> None:
        errors.append(error)
        print(f"extract: {error}", file=sys.stderr)

    with _output(options.out) as out:
        count = 0
        work = Worker(Extractor.load(options.model, tuple(options.gazetteer)), with_signatures=False)
        _settle()
        crew = Alone(work) if options.workers == 1 else Processes(work, options.workers)
        pieces = (Piece(documents=tuple(batch)) for batch in batches(read_documents(options.paths, report)))
        for result in dispatch(pieces, crew):
            out.writelines(record.line + "\n" for record in result.records)
            for failure in result.failures:
                report(failure)
            count += len(result.records)
            _progress(count)
    print(f"extract: {count} documents, {len(errors)} errors", file=sys.stderr)
    return 1 if errors else 0


def _run_corpus(options: argparse.Namespace) -> int:
    from extract.corpus.command import run_command

    return run_command(options, _settle)


def _settle() -> None:
    """What is loaded is kept out of the garbage collector's way, and of the pages that forked workers must copy."""
    gc.freeze()
    gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extract", description="Who did what to whom, and who says so.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="file or folder; - is standard input")
    parser.add_argument("--out", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument(
        "--format",
        choices=["jsonl", "parquet"],
        default="jsonl",
        help="one JSON object per line; or, of shards, Parquet",
    )
    parser.add_argument(
        "--model", metavar="NAME", help="an installed spaCy English pipeline (default: $DRAMATIS_MODEL)"
    )
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes that extract at once")
    parser.add_argument(
        "--gazetteer",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="your own actors, .toml or .csv; may be given again",
    )
    corpus = parser.add_argument_group("many documents")
    corpus.add_argument("--corpus", metavar="FOLDER", help="write shards and a manifest there; once more goes on")
    corpus.add_argument(
        "--shard-size", type=_positive, default=1000, metavar="N", help="documents in a shard, about (default: 1000)"
    )
    corpus.add_argument("--dry-run", action="store_true", help="only tell shards, size and time")
    corpus.add_argument("--engine", choices=["local", "ray"], default="local", help="processes, or actors on a cluster")
    corpus.add_argument("--ray-address", metavar="HOST:PORT", help="of a Ray cluster (default: one is started here)")
    return parser


def _check(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.corpus and options.out:
        parser.error("--corpus writes into its folder, so it takes no --out")
    if options.ray_address and options.engine != "ray":
        parser.error("--ray-address needs --engine ray")
    if not options.corpus and (options.dry_run or options.engine != "local" or options.format != "jsonl"):
        parser.error("--dry-run, --engine and --format parquet need --corpus")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


@contextlib.contextmanager
def _output(name: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole or not at all."""
    if name is None:
        yield sys.stdout
        return
    part = Path(f"{name}.part")
    try:
        with part.open("w", encoding="utf-8") as stream:
            yield stream
        part.replace(name)
    finally:
        part.unlink(missing_ok=True)


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{count} documents", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
