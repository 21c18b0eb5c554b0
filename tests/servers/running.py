"""Real servers on this machine: started on a free loopback port in a temporary folder, stopped by process id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

READY_WITHIN = 60  # seconds


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
    log = folder.parent / f"oxigraph-{port}.log"
    with log.open("wb") as out:
        process = subprocess.Popen([program, mode, "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options],
                                   stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "RUST_BACKTRACE": "0"})
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address + "/query?query=ASK%7B%7D", process, log)
            yield address, process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(url: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the server ended at once: {log.read_text(errors='replace')[-2000:]}")
        try:
            if requests.get(url, timeout=2).status_code < 500:
                return
        except requests.exceptions.RequestException:
            time.sleep(0.05)
    raise AssertionError(f"the server was not ready in {READY_WITHIN} s: {log}")
