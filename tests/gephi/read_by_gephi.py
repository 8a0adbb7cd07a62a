"""What Gephi finds in a file: its toolkit opens it (CDDL 1.0 or GPL 3; for tests alone, nothing of it is shipped)."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

HERE = Path(__file__).parent
TOOLKIT = "org.gephi:gephi-toolkit:0.10.1:jar:all"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
Span = tuple[dt.date, dt.date] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """Labels and spans of nodes by id; of each edge source, label, target, weight and span. `report` tells what Gephi
    complains of."""

    report: str
    nodes: dict[str, tuple[str, Span]]
    edges: list[tuple[str, str, str, float, Span]]


def read_by_gephi(*paths: Path) -> list[Opened]:
    command = ["java", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp", str(_toolkit())]
    done = subprocess.run(
        [*command, str(HERE / "ReadGraph.java"), *map(str, paths)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Gephi did not read: {done.stderr[-2000:]}")
    found: list[Opened] = []
    for line in done.stdout.splitlines():
        what, *values = map(unquote_plus, line.split("\t"))
        if what == "file":
            found.append(Opened(values[1], {}, []))
        elif what == "node":
            found[-1].nodes[values[0]] = (values[1], _span(values[2:]))
        else:
            source, target, label, weight, *ends = values
            found[-1].edges.append((source, label, target, float(weight), _span(ends)))
    return found


def _span(ends: list[str]) -> Span:
    if not all(ends):
        return None
    first, last = (dt.datetime.fromtimestamp(int(end) / 1000, dt.UTC).date() for end in ends)
    return first, last


def _toolkit() -> Path:
    """The jar, fetched by Maven once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dramatis-gephi"
    cache.mkdir(parents=True, exist_ok=True)
    jar = cache / "gephi-toolkit-0.10.1-all.jar"
    with (cache / "lock").open("w") as lock:  # the tests run in two processes
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jar.exists():
            command = ["mvn", "-q", "-B", COPY, f"-Dartifact={TOOLKIT}", f"-DoutputDirectory={cache}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"Maven did not bring Gephi: {done.stdout[-2000:]}")
    return jar
