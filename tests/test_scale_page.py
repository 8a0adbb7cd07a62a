"""The page on scale names commands and options that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from extract.__main__ import _parser as extract_parser
from graph.__main__ import _parser as graph_parser

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


def test_its_commands_are_understood() -> None:
    parsers = {"extract": extract_parser(), "graph": graph_parser()}
    lines = re.findall(r"python -m (extract|graph) ([^`\n]*)", PAGE)
    assert {package for package, _ in lines} == set(parsers)
    for package, options in lines:
        parsers[package].parse_args(shlex.split(options.partition("  #")[0]))


def test_its_targets_stand_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"`make ([\w-]+)", PAGE)
    assert len(targets) >= 4
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
