"""``python -m extract``: files in, one JSON object per document out."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from extract.read import ReadError, read_documents


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 some input failed (each named on standard error, the rest done), 2 usage."""
    options = _parser().parse_args(arguments)
    errors: list[ReadError] = []

    def report(error: ReadError) -> None:
        errors.append(error)
        print(f"extract: {error}", file=sys.stderr)

    # The pipeline is imported late: a wrong option should not wait for spaCy.
    from extract.pipeline import extract_documents
    from extract.records import to_json

    try:
        with _output(options.out) as out:
            count = 0
            for extraction in extract_documents(
                read_documents(options.paths, report), options.model, tuple(options.gazetteer)
            ):
                out.write(json.dumps(to_json(extraction), ensure_ascii=False) + "\n")
                count += 1
                _progress(count)
    except ValueError as fault:
        print(f"extract: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"extract: {fault.filename or options.out}: {fault.strerror}", file=sys.stderr)
        return 2
    print(f"extract: {count} documents, {len(errors)} errors", file=sys.stderr)
    return 1 if errors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extract", description="Who did what to whom, and who says so.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="file or folder; - is standard input")
    parser.add_argument("--out", metavar="FILE", help="write to FILE instead of standard output")
    parser.add_argument("--format", choices=["jsonl"], default="jsonl", help="one JSON object per line")
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
    return parser


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
