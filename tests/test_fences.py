"""The fences between the packages, and the rules of the house that a reader cannot see at a glance."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("extract", "graph", "explore")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

# What a package may import of ours beside itself: the seams, and nothing else.
ALLOWED = {"extract": (), "graph": ("extract.records", "extract.ontology"), "explore": ("extract", "graph")}
# The one place that knows a library.
ONLY_IN = {
    "neo4j": ("graph/server.py",),
    "ladybug": ("graph/embedded.py",),
    "pyvis": ("graph/draw.py",),
    "spacy": ("extract/",),
    "streamlit": ("explore/", "app.py"),
}
CYPHER = re.compile(
    r"^\s*(?:OPTIONAL\s+)?(?:MATCH|MERGE|UNWIND)\b.*?[(\[{$]|\bMATCH\s*\(|\bMERGE\s*\(|\bDETACH\s+DELETE\b",
    re.MULTILINE,
)
# The engines say in their own dialect how tables come to be and how rows are loaded in bulk; a script that a user
# runs on a server of their own is a file format.
DIALECTS = ("graph/embedded.py", "graph/bolt.py", "graph/server.py", "graph/exports/script.py")


# What the recogniser of names learns from is no vocabulary: nothing reads it but the recipe.
TRAINING_NAMES = "training/words/"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """The full names of all modules that a module imports, wherever in it."""
    package = list(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def within(module: str, fences: tuple[str, ...]) -> bool:
    return any(module == fence or module.startswith(fence + ".") for fence in fences)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module that is not documentation, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def tracked(*patterns: str) -> list[Path]:
    """The files under version control, or in an unpacked archive all that would be."""
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a clone: which files belong to the project is unknown")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_packages_import_only_what_stands_below_them(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {module for module in imported(path) if within(module, PACKAGES) and not within(module, (package,))}
    # `from extract import records` names extract, and extract.records
    strangers = {module for module in ours if module not in PACKAGES and not within(module, ALLOWED[package])}
    bare = {module for module in ours if module in PACKAGES and module not in ALLOWED[package]}
    assert not strangers
    assert all(any(other.startswith(module + ".") for other in ours) for module in bare)


@pytest.mark.parametrize(("library", "homes"), ONLY_IN.items(), ids=ONLY_IN)
def test_each_library_has_one_home(library: str, homes: tuple[str, ...]) -> None:
    users = {
        name_of(path) for path in [*MODULES, ROOT / "app.py"] if any(within(m, (library,)) for m in imported(path))
    }
    assert users
    assert {user for user in users if not user.startswith(homes)} == set()


def test_cypher_stands_in_one_module() -> None:
    allowed = ("graph/cypher.py", *DIALECTS)
    strays = [
        f"{name_of(path)}:{line}"
        for path in MODULES
        if name_of(path) not in allowed
        for line, text in texts(path)
        if CYPHER.search(text)
    ]
    assert strays == []


def test_cypher_is_recognised() -> None:
    assert any(CYPHER.search(text) for _, text in texts(ROOT / "graph" / "cypher.py"))
    assert not CYPHER.search("Match the actors (by name) and merge them")


def test_vocabulary_files_stand_in_extract() -> None:
    vocabulary = [
        name_of(path)
        for path in tracked("*.toml")
        if not name_of(path).startswith(("extract/data/", ".streamlit/", TRAINING_NAMES)) and path.parent != ROOT
    ]
    # the only other tables: how the explorer shows kinds and relations, how reports word them, codes of countries
    assert set(vocabulary) <= {"explore/look.toml", "graph/wording.toml", "graph/exports/countries.toml"}


def test_no_file_names_the_machine_it_was_written_on() -> None:
    machine = re.compile(rb"(?<![\w/.])/(?:work|home|root|Users)/[a-z]|shared/(?:eval|DESIGN|ONTOLOGY|seed)")
    named = []
    for path in tracked():
        name = name_of(path)
        allowed = name == name_of(Path(__file__)) or name.startswith("tests/bench/")
        if not allowed and path.suffix not in (".png", ".gz") and machine.search(path.read_bytes()):
            named.append(name)
    assert named == []


@pytest.mark.parametrize("path", [*TESTS, *MODULES], ids=name_of)
def test_no_function_hides_another_of_its_name(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]:
        names = Counter(
            node.name
            for node in scope.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not _overloads(node)
        )
        assert [name for name, count in names.items() if count > 1] == []


def _overloads(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Variants of one function: overloads, and the setter of a property."""
    marks = " ".join(map(ast.unparse, node.decorator_list))
    return bool(re.search(r"\boverload\b|\.setter\b|\.deleter\b|\.register\b", marks))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_read_in_one_sitting(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 350
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [node.name for node in functions if (node.end_lineno or node.lineno) - node.lineno > 80] == []


BANNED = re.compile(r"(?:^|_)(?:data|info|util|utils|helper|helpers|manager|handler|item|items|misc|process)(?:_|$)")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names_are_words_of_the_domain(path: Path) -> None:
    defined = {path.stem}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined.add(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower())
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            defined.add(node.id.lower())
        elif isinstance(node, ast.arg):
            defined.add(node.arg.lower())
    assert {name for name in defined if BANNED.search(name)} == set()
