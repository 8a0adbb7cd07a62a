"""The notebooks run from beginning to end as a newcomer runs them, and are kept without outputs."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TOGETHER = 180  # seconds for all of them
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")  # of the variables; nobody's settings reach a notebook


def test_there_are_four() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def test_they_run_in_an_empty_home_within_their_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once: each starts programs of its own and waits for them."""
    for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
        (tmp_path / name).mkdir()
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    bare = {
        name: value for name, value in os.environ.items() if name in KEPT or name.startswith(("JUPYTER", "IPYTHON"))
    }
    before = set(ROOT.iterdir())
    begun = time.monotonic()
    environment = bare | {"HOME": str(tmp_path / "HOME")}
    with ThreadPoolExecutor(1) as thread:  # a browser test may have left this one an event loop
        run = thread.submit(lambda: asyncio.run(_all(environment))).result()
    assert time.monotonic() - begun < TOGETHER
    for notebook in run:
        shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        assert any(output.output_type in ("execute_result", "display_data") for output in shown)
    assert run[0].metadata["kernelspec"]["name"] == "python3"
    assert {path.name for path in set(ROOT.iterdir()) - before} <= {"__pycache__"}


async def _all(environment: dict[str, str]) -> list[Any]:
    return await asyncio.gather(*(_run(path, environment) for path in NOTEBOOKS))


async def _run(path: Path, environment: dict[str, str]) -> Any:
    notebook = nbformat.read(path, as_version=4)
    used = {"cell_type": "code", "source": "import sys; sys.executable", "metadata": {}, "outputs": []}
    notebook.cells.append(nbformat.from_dict(used | {"execution_count": None, "id": "which-python"}))
    resources = {"metadata": {"path": str(path.parent)}}
    await NotebookClient(notebook, timeout=TOGETHER, resources=resources).async_execute(env=environment)
    assert sys.executable in notebook.cells.pop().outputs[0]["data"]["text/plain"]
    return notebook
