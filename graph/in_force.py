"""``store.json``: which database file of an embedded store is in force, and a version that every write raises."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from graph.embedded import ENGINE
from graph.engine import SCHEMA


class InForce:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "store.json"

    def state(self) -> dict[str, Any]:
        try:
            state: dict[str, Any] = json.loads(self._file.read_text())
        except FileNotFoundError:
            return {"database": "graph-0.lbug", "version": 0}
        return state

    def is_made(self) -> bool:
        return self._file.exists()

    def fits(self) -> bool:
        """Whether the database is one of this schema and engine."""
        state = self.state()
        return state.get("schema") == SCHEMA and state.get("engine") == ENGINE

    def path(self) -> Path:
        """Of the database in force."""
        return self._folder / str(self.state()["database"])

    def next(self) -> Path:
        """Of the database that is made in its place."""
        number = int(self.path().name.removeprefix("graph-").removesuffix(".lbug"))
        return self._folder / f"graph-{number + 1}.lbug"

    def stamp(self) -> object:
        """Changes with the version, and takes less time to look at."""
        stat = self._file.stat()
        return stat.st_mtime_ns, stat.st_ino, stat.st_size

    def announce(self, database: str | None = None) -> None:
        """A new version of the store, so that readers open it again."""
        state = self.state()
        state |= {"schema": SCHEMA, "engine": ENGINE, "version": state["version"] + 1, "written": time.time()}
        state["database"] = database or state["database"]
        fresh = self._folder / "store.json.new"
        fresh.write_text(json.dumps(state))
        fresh.replace(self._file)
