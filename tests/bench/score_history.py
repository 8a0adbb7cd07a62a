"""The figures of earlier days, one JSON object per line in history.jsonl, so that a regression shows in review."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

HISTORY = Path(__file__).parent / "history.jsonl"
# What one more or one fewer claim in some hundred moves; less than that is noise of a rule that touches few sentences.
TOLERANCE = 0.01
_LESS_IS_BETTER = "calibration error"


@dataclass(frozen=True, slots=True)
class Line:
    """`version` is the extractor's and the model's, `commit` the one it ran at, with + where files had changed."""

    date: str
    version: str
    commit: str
    figures: Mapping[str, float]


def read_history(path: Path = HISTORY) -> list[Line]:
    """Oldest first; no file is no history. Raises ValueError with the line's number where one is not a line of it."""
    if not path.exists():
        return []
    lines = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            lines.append(Line(**json.loads(text)))
        except (TypeError, ValueError) as fault:
            raise ValueError(f"{path}, line {number}: {fault}") from fault
    return lines


def last_figures(history: list[Line]) -> dict[str, float]:
    """Each figure as it was last recorded, be it lines ago: not every line has every corpus."""
    return {name: value for line in history for name, value in line.figures.items()}


def add_line(line: Line, path: Path = HISTORY) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(line), ensure_ascii=False) + "\n")


def gain(name: str, value: float, before: float) -> float:
    """How much better a figure is than before; below 0 it is worse."""
    return before - value if name.endswith(_LESS_IS_BETTER) else value - before


def fallen(figures: Mapping[str, float], history: list[Line]) -> list[str]:
    """The figures that are worse than last recorded by more than the tolerance."""
    last = last_figures(history)
    # Rounded as recorded: a difference of .0100 is still within.
    return [n for n, value in figures.items() if n in last and round(gain(n, value, last[n]), 4) < -TOLERANCE]


def commit(folder: Path) -> str:
    """The short hash of the checked-out commit, with + where tracked files of the extractor differ from it."""

    def git(*arguments: str) -> str:
        ran = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no", "--", "extract")
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
