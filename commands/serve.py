"""The default store as a SPARQL endpoint on this computer, by the Oxigraph server program, reading only.

It serves links to the files of one version: a later load may sweep that version away, and the program, finding its files
gone, once took all memory of a machine (23 GB). The links cost no disk and go when it ends.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from commands.frame import out, port_is_free, print_plain, say, store_option
from graph.guard.locks import die_with_parent
from graph.opening import open_store
from graph.problems import Problem, StoreError, UsageError
from graph.stores.oxigraph import OxigraphStore

HOST = "127.0.0.1"
_READY_WITHIN = 30  # seconds
_SERVED = re.compile(r"serving-(\d+)")
_FIRST = """SELECT ?thema (COUNT(*) AS ?aantal) WHERE {
  ?wat <https://w3id.org/wieweetwat/schema#about> ?thema
} GROUP BY ?thema ORDER BY DESC(?aantal) LIMIT 5"""


@click.command("serve", help=say("serve.help"))
@click.option("--port", type=click.IntRange(1, 65535), default=7878, help=say("serve.port"))
@click.option("--timeout", type=click.IntRange(min=1), default=60, metavar="S", help=say("serve.timeout"))
@click.option("--memory", type=click.IntRange(min=256), default=4000, metavar="MB", help=say("serve.memory"))
@store_option
def serve_command(port: int, timeout: int, memory: int, store: str) -> None:
    """Serve until it is stopped."""
    opened = open_store(store)
    if not isinstance(opened, OxigraphStore):
        raise UsageError(Problem("serve-embedded", got=store, expected="oxigraph:PATH"))
    program = server_program()
    version = opened.current()
    port_is_free(HOST, port)
    if opened.is_loading():
        out.print(say("serve.loading"), style="dim")
    with linked(version / "store", opened.path.parent) as folder:
        command = [program, "serve-read-only", "--location", str(folder), "--bind", f"{HOST}:{port}", "--union-default-graph",
                   "--timeout-s", str(timeout)]
        _serve(command, opened, port, memory)


def _serve(command: list[str], store: OxigraphStore, port: int, memory: int) -> None:
    """Run the program until somebody stops it; StoreError when it ends by itself."""
    parent = os.getpid()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite end clears up as Ctrl-C does
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True,
                                   env={**os.environ, "RUST_BACKTRACE": "0"}, preexec_fn=lambda: _limit(memory, parent))
        try:
            if _listens(process, port):
                _greet(store, port)
                process.wait()
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").splitlines()
            raise StoreError(Problem("serve-ended", store.address, got=lines[-1] if lines else f"{process.returncode}"))
        except KeyboardInterrupt:
            out.print(say("serve.ended"))  # stopping it is how one leaves
        finally:
            process.terminate()
            process.wait()


def server_program() -> str:
    """The Oxigraph server program. StoreError when it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not found:
        raise StoreError(Problem("serve-program"))
    return found


@contextmanager
def linked(store: Path, beside: Path) -> Iterator[Path]:
    """A folder with links to a store's files (copies where there can be no links), removed afterwards.

    What a killed server left behind is removed first.
    """
    for old in beside.glob("serving-*"):
        match = _SERVED.fullmatch(old.name)
        if match and not Path(f"/proc/{match[1]}").exists():
            shutil.rmtree(old, ignore_errors=True)
    folder = beside / f"serving-{os.getpid()}"
    try:
        shutil.rmtree(folder, ignore_errors=True)
        try:
            shutil.copytree(store, folder, copy_function=os.link)
        except (OSError, shutil.Error):  # no links on this file system
            shutil.copytree(store, folder, dirs_exist_ok=True)
        yield folder
    except OSError as error:
        raise StoreError(Problem("store-unwritable", str(folder), got=error.strerror or str(error))) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _limit(memory: int, parent: int) -> None:
    die_with_parent(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))


def _listens(process: subprocess.Popen, port: int) -> bool:
    """Wait until the program listens. False when it ended instead, or was not ready in time."""
    until = time.monotonic() + _READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.05)
    process.kill()
    process.wait()
    return False


def _greet(store: OxigraphStore, port: int) -> None:
    state = store.state()
    address = f"http://{HOST}:{port}/query"
    out.print(say("serve.ready", address=address, as_of=state.as_of, version=state.version), markup=False)
    out.print(say("serve.first"))
    print_plain(f"curl -H 'Accept: text/csv' --data-urlencode 'query={_FIRST}' {address}")
    sys.stdout.flush()
