"""Real servers on this machine: started on a free loopback port in a temporary folder, stopped by process id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import neo4j
import neo4j.exceptions
import requests

from tests.servers.bring import HERE, library

READY_WITHIN = 180  # seconds; a busy machine takes long to start Java
STOPPED_WITHIN = 30
# Tests start servers often and ask them little: a start that is quick beats code that is fast after an hour.
_QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_OPENS = tuple(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch"))
NEO4J_USER, NEO4J_PASSWORD = "neo4j", "only-for-tests"


class Running(NamedTuple):
    """A server that runs: its address without the scheme of a store, its process, its log."""

    address: str
    process: subprocess.Popen
    log: Path


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def oxigraph_program() -> str | None:
    """The Oxigraph server program (pip package `oxigraph`), or None."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def oxigraph_server(folder: Path, *options: str, mode: str = "serve") -> Iterator[tuple[str, subprocess.Popen]]:
    """An Oxigraph server over a folder: its address and its process. Its log stays in the folder's parent."""
    program = oxigraph_program()
    assert program, "the pip package oxigraph is missing"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [program, mode, "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with _process(command, folder.parent / f"oxigraph-{port}.log", lambda: _answers(address + "/query?query=ASK%7B%7D")) as (process, _):
        yield address, process


@contextmanager
def fuseki_server(folder: Path, login: tuple[str, str] | None = None) -> Iterator[Running]:
    """Fuseki with TDB2 over a folder: dataset `/ds`, the same read only as `/ro` and with a short limit as `/hasty`."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    config = (HERE / "fuseki" / "config.ttl").read_text(encoding="utf-8")
    (folder / "config.ttl").write_text(config.replace("FOLDER", str(folder / "data")), encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # Not `java -jar`: that leaves the server's administration open.
    command = ["java", "-Xmx1g", *_QUICK, "-cp", _classpath("fuseki"), "org.apache.jena.fuseki.main.cmds.FusekiMainCmd",
               "--localhost", f"--port={port}", f"--config={folder / 'config.ttl'}", "--ping"]
    if login:
        (folder / "passwords").write_text("{}: {}\n".format(*login), encoding="utf-8")
        command += [f"--passwd={folder / 'passwords'}", "--auth=basic"]
    with _process(command, folder / f"fuseki-{port}.log", lambda: _answers(address + "/$/ping")) as (process, log):
        yield Running(address, process, log)


@contextmanager
def neo4j_server(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Neo4j Community over a folder, which keeps its data between starts. User and password: see above."""
    port = free_port()
    lines = (HERE / "neo4j" / "neo4j.conf").read_text(encoding="utf-8").replace("PORT", str(port))
    lines += "".join(f"{name}={value}\n" for name, value in (settings or {}).items())
    fresh = not (folder / "conf").is_dir()
    (folder / "conf").mkdir(parents=True, exist_ok=True)
    (folder / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")
    java = ["java", *_QUICK, "-cp", _classpath("neo4j")]
    if fresh:
        subprocess.run([*java, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", NEO4J_PASSWORD], check=True,
                       capture_output=True, env={**os.environ, "NEO4J_HOME": str(folder)}, timeout=READY_WITHIN)
    command = [*java[:-2], "-Xmx1g", *_OPENS, *java[-2:], "org.neo4j.server.CommunityEntryPoint",
               f"--home-dir={folder}", f"--config-dir={folder / 'conf'}"]
    address = f"127.0.0.1:{port}"
    with _process(command, folder / f"neo4j-{port}.log", lambda: _greets(address)) as (process, log):
        yield Running(address, process, log)


def _classpath(server: str) -> str:
    return os.pathsep.join(str(path) for path in sorted(library(server).glob("*.jar")))


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.exceptions.RequestException:
        return False


def _greets(address: str) -> bool:
    """Whether Neo4j answers a query; its port is open some seconds before the database is."""
    with neo4j.GraphDatabase.driver(f"bolt://{address}", auth=(NEO4J_USER, NEO4J_PASSWORD), connection_timeout=2,
                                    max_transaction_retry_time=0) as driver, driver.session() as session:
        try:
            return session.run("RETURN 1 AS one").single(strict=True)["one"] == 1
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
            return False


@contextmanager
def _process(command: list[str], log: Path, ready: Callable[[], bool]) -> Iterator[tuple[subprocess.Popen, Path]]:
    """A process whose output goes to a log, once it is ready; ended politely, by force when that takes too long."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                   env={**os.environ, "RUST_BACKTRACE": "0"})
    try:
        until = time.monotonic() + READY_WITHIN
        while not ready():
            said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            assert process.poll() is None, f"the server ended at once: {said}"
            assert time.monotonic() < until, f"the server was not ready in {READY_WITHIN} s; {log} ends with: {said}"
            time.sleep(0.05)
        yield process, log
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=STOPPED_WITHIN)
