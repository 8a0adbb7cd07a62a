"""What is slow to build and always the same, kept between runs as JSON in the user's cache folder.

A kept file is named by the hash of everything that it was made from, so a changed source never meets an old file; what
cannot be read or written costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def digest(parts: Iterable[bytes]) -> str:
    """The sha256 of parts of any length, as 32 hexadecimal digits; the cuts between the parts count."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:32]


def kept(name: str, made_from: str) -> Any:
    """What was kept under that name and digest; None where there is none."""
    try:
        return json.loads(_path(name, made_from).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def keep(name: str, made_from: str, content: Any) -> None:
    """Whole or not at all; what was kept under the name before goes, as nothing will ask for it again."""
    path = _path(name, made_from)
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, part = tempfile.mkstemp(dir=path.parent, prefix=f"{name}-", suffix=".part")
        try:
            with os.fdopen(number, "w", encoding="utf-8") as stream:
                json.dump(content, stream, ensure_ascii=False, separators=(",", ":"))
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
        for old in path.parent.glob(f"{name}-*.json"):
            if old != path:
                old.unlink(missing_ok=True)


def _path(name: str, made_from: str) -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "dramatis" / f"{name}-{made_from}.json"
