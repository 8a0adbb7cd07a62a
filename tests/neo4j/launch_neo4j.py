"""A real Neo4j of Maven's artifacts for the tests: started on a free loopback port, in a folder that survives it."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import neo4j

HERE = Path(__file__).parent
BRIEF = ("-Xms256m", "-Xmx1g", "-XX:TieredStopAtLevel=1")  # of minutes, where compiling twice costs more than it saves
LONG = ("-Xms1500m", "-Xmx1500m", "-XX:+UseParallelGC")
JAVA = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
START = 240.0  # seconds; the first start makes a database, and on a busy machine that takes its time


def libraries() -> Path:
    """The folder of jars, fetched by Maven once for every version of the pom."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    caches.mkdir(parents=True, exist_ok=True)
    cache = caches / "dramatis-neo4j"
    ready = cache / "pom.xml"
    pom = (HERE / "pom.xml").read_bytes()
    with (caches / "dramatis-neo4j.lock").open("w") as lock:  # the tests run in two processes
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists() or ready.read_bytes() != pom:
            shutil.rmtree(cache, ignore_errors=True)
            (cache / "lib").mkdir(parents=True)
            command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
            done = subprocess.run([*command, f"-DoutputDirectory={cache / 'lib'}"], capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"Maven did not bring Neo4j: {done.stdout[-2000:]}")
            ready.write_bytes(pom)
    return cache / "lib"


def launcher() -> Path:
    """The folder of the compiled launcher, made once for every version of its source."""
    source = HERE / "Launcher.java"
    folder = libraries().parent / f"launcher-{hashlib.sha256(source.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        fresh = folder.with_name(f"{folder.name}-{os.getpid()}")
        command = ["javac", "-cp", f"{libraries()}/*", "-d", str(fresh), str(source)]
        subprocess.run(command, check=True, capture_output=True)
        with contextlib.suppress(OSError):  # another process made it in the same moment
            fresh.rename(folder)
    return folder


class Neo4j:
    """One server; `start` again after `stop` or `kill` finds what was committed. One with a `password` asks user neo4j
    for it, and speaks TLS alone, under a certificate that it signed itself."""

    def __init__(self, folder: Path, password: str | None = None, life: tuple[str, ...] = BRIEF) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"bolt{'+ssc' if password else ''}://127.0.0.1:{self.port}"
        self._password = password
        self._life = life
        self._fresh = password is not None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            "java",
            *self._life,
            *JAVA,
            "-cp",
            f"{launcher()}{os.pathsep}{libraries()}/*",
            "Launcher",
            str(self.folder),
            str(self.port),
            *([str(self._certified())] if self._password else []),
        ]
        log = self.folder.with_suffix(".log")
        with log.open("wb") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START
        while b"READY" not in log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"Neo4j did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)
        if self._fresh:
            self._set_password()

    def _certified(self) -> Path:
        """The folder of the key and the certificate."""
        folder = self.folder.with_name(f"{self.folder.name}-certificates")
        if not folder.exists():
            folder.mkdir(parents=True)
            command = [
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ]
            files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
            subprocess.run([*command, *files], check=True, capture_output=True)
        return folder

    def _set_password(self) -> None:
        """In place of the one that every new server has, which opens nothing but the door to this."""
        with neo4j.GraphDatabase.driver(self.url, auth=("neo4j", "neo4j")) as driver:
            change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
            driver.execute_query(change, password=self._password, database_="system")
        self._fresh = False

    def bulk_import(self, nodes: Path, relationships: Path) -> None:
        """What `neo4j-admin database import full` does, before the first start."""
        (self.folder / "conf").mkdir(parents=True)
        command = [
            "java",
            *BRIEF,
            *JAVA,
            "-cp",
            f"{libraries()}/*",
            "org.neo4j.cli.AdminTool",
            "database",
            "import",
            "full",
        ]
        command += ["neo4j", "--multiline-fields=true", f"--nodes={nodes}", f"--relationships={relationships}"]
        homes = {"NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder / "conf")}
        done = subprocess.run(command, env=os.environ | homes, cwd=self.folder, capture_output=True, text=True)
        if done.returncode or "IMPORT DONE" not in done.stdout:
            raise RuntimeError(f"Neo4j did not import: {(done.stdout + done.stderr)[-2000:]}")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(60)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
