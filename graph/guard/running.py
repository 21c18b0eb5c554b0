"""Run a user's query in a process of its own, with a deadline, a memory limit and a limit on what comes back."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from graph.guard.checking import check
from graph.guard.engines import Cell, Job
from graph.guard.locks import ROOT
from graph.opening import open_store
from graph.problems import Problem, StoreError, UsageError, WieWeetWatError

TIMEOUT, LIMIT, MEMORY, MOST_BYTES = 30.0, 1000, 1024, 16_000_000  # seconds, rows, MB, characters of an answer
_TICK = 0.1  # seconds between looks at the worker's memory
_PAGE = os.sysconf("SC_PAGE_SIZE")
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH")
_FOR_SERVERS = ("SPARQL_", "NEO4J_", "SSL_CERT_", "REQUESTS_CA_BUNDLE")
# A worker that ended by itself, by the signal that ended it.
_ENDS = {signal.SIGABRT: "guard-memory", signal.SIGXCPU: "guard-time", signal.SIGKILL: "guard-memory"}


@dataclass(slots=True)
class Found:
    """Rows in the columns' order. `cut`: "" when this is everything, "rows" or "bytes" for the limit that was met.
    `triples`: N-Triples lines when the answer is a graph. `locked`: the locks beside parsing that held here."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    cut: str = ""
    seconds: float = 0.0
    is_graph: bool = False
    triples: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    ended: bool = False


def run(text: str | bytes, language: str, address: str, *, timeout: float = TIMEOUT, limit: int = LIMIT, memory: int = MEMORY,
        most_bytes: int = MOST_BYTES, parameters: Mapping[str, object] | None = None, name: str = "query",
        meanwhile: Callable[[], None] | None = None) -> Found:
    """Check a query and run it, reading only. `timeout` in seconds, `limit` in rows (0 = no limit), `memory` in MB.

    `meanwhile` is called about ten times a second; what it raises ends the query.

    UsageError for a query that is refused or not understood, StoreError for a store that cannot be reached, the
    deadline or the memory limit. Whatever happens, the worker has ended when this returns.
    """
    checked = check(text, language, name)
    spoken = store_language(address)
    if spoken != language:
        raise UsageError(Problem("guard-language", got=language, expected=f"{address}: {spoken}"))
    started = time.monotonic()
    job = Job(checked.text, language, checked.form, address, limit, most_bytes, memory, timeout, os.getpid(), dict(parameters or {}))
    process = _start(job)
    found = Found()
    try:
        _follow(process, job, found, started + timeout, name, meanwhile)
    finally:
        _end(process)
    found.seconds = time.monotonic() - started
    return found


def store_language(address: str) -> str:
    """The query language of the store at an address. UsageError when it has none of its own."""
    language = open_store(address).language
    if language == "python":
        raise UsageError(Problem("guard-python", got=address))
    return language


def _start(job: Job) -> subprocess.Popen:
    server = "//" in job.address
    environment = {key: value for key, value in os.environ.items() if key in _ENVIRONMENT or (server and key.startswith(_FOR_SERVERS))}
    # One query from disk: opening takes 0.1 s, copying it into memory first 0.7 s (docs/decisions/0012-guard.md).
    environment |= {"WIEWEETWAT_COPY_QUADS": "0", "RUST_BACKTRACE": "0"}
    with tempfile.TemporaryFile() as handed:
        handed.write(json.dumps(asdict(job)).encode("utf-8"))
        handed.seek(0)
        return subprocess.Popen([sys.executable, "-m", "graph.guard.worker"], stdin=handed, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, start_new_session=True)


def _end(process: subprocess.Popen) -> None:
    """Kill the worker's whole group and wait until it is gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def _follow(process: subprocess.Popen, job: Job, found: Found, deadline: float, name: str, meanwhile: Callable[[], None] | None) -> None:
    handle = process.stdout.fileno()  # type: ignore[union-attr]
    rest, received = b"", 0
    while not found.ended:
        if meanwhile:
            meanwhile()
        left = deadline - time.monotonic()
        if left <= 0:
            raise StoreError(Problem("guard-time", name, fields={"seconds": f"{job.seconds:g}"}))
        ready, _, _ = select.select([handle], [], [], min(left, _TICK))
        if _resident(process.pid) > job.memory << 20:
            raise StoreError(Problem("guard-memory", name, fields={"memory": str(job.memory)}))
        if not ready:
            continue
        chunk = os.read(handle, 1 << 16)
        if not chunk:
            raise _ended(process, job, name)
        received += len(chunk)
        if received > 8 * job.most_bytes + (1 << 20):  # the worker counts characters itself; this is the parent's own bound
            found.cut = "bytes"
            return
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            _take(json.loads(line), found, job, name)


def _take(message: dict, found: Found, job: Job, name: str) -> None:
    if "row" in message:
        found.rows.append(message["row"])
        if message["line"]:
            found.triples.append(message["line"])
    elif "columns" in message:
        found.columns, found.is_graph = message["columns"], message["triples"]
    elif "end" in message:
        found.cut, found.ended = message["cut"], True
    elif "locked" in message:
        found.locked = message["locked"]
    else:
        kind = UsageError if message["usage"] else StoreError
        raise kind(Problem(message["problem"], message["file"] or name, got=message["got"], fields=_limits(job)))


def _ended(process: subprocess.Popen, job: Job, name: str) -> WieWeetWatError:
    code = process.wait()
    key = _ENDS.get(signal.Signals(-code), "guard-died") if code < 0 else "guard-died"
    return StoreError(Problem(key, name, got=str(code) if key == "guard-died" else "", fields=_limits(job)))


def _limits(job: Job) -> dict[str, str]:
    return {"seconds": f"{job.seconds:g}", "memory": str(job.memory)}


def _resident(process: int) -> int:
    """Bytes of memory that a process holds; 0 where the system does not say."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as handle:
            return int(handle.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
