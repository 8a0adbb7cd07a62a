"""Files that the pages keep beside a store: in its folder or, of a store on a server, in the data folder of whoever
runs this app."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def path_beside(store: str, name: str) -> Path:
    """`store` is the store's url."""
    if "://" not in store:
        return Path(store) / name
    kept = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "dramatis"
    return kept / f"{hashlib.sha256(store.encode()).hexdigest()[:16]}-{name}"


def write_whole(path: Path, text: str) -> None:
    """All of it or nothing, whenever the machine stops. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
