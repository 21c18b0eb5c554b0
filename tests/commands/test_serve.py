"""`wieweetwat serve` with the real program: an address that answers, and words for everything that can be in the way."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from commands.serve import server_program
from graph.problems import StoreError
from graph.stores.oxigraph import OxigraphStore
from tests.servers.running import free_port, oxigraph_program
from tests.village.village import village_graph

ROOT = Path(__file__).resolve().parents[2]
needs_program = pytest.mark.skipif(oxigraph_program() is None and not os.environ.get("CI"),
                                   reason="the Oxigraph server is absent; `make install` brings it")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def _command(store: Path, port: int, *more: str) -> list[str]:
    return [sys.executable, "cli.py", "--lang", "en", "serve", "--port", str(port), "--store", f"oxigraph:{store}", *more]


def _said(store: Path, port: int, code: int, **environment: str) -> str:
    done = subprocess.run(_command(store, port), cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code and "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


@contextmanager
def _served(store: Path, port: int) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(_command(store, port), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        until = time.monotonic() + 40
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


def _ask(port: int, query: str, **options: object) -> requests.Response:
    return requests.post(f"http://127.0.0.1:{port}/query", data={"query": query}, headers={"Accept": "text/csv"}, timeout=20, **options)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with the village."""
    OxigraphStore(tmp_path / "graph").load(village_graph())
    return tmp_path / "graph"


@needs_program
def test_it_answers_reads_only_and_leaves_cleanly(store: Path):
    port = free_port()
    with _served(store, port) as process:
        said = ""
        while "curl" not in said:  # it listens a moment before it says so
            line = process.stdout.readline()
            assert line, said
            said += line
        assert int(_ask(port, COUNT).text.split()[1]) > 100
        assert requests.post(f"http://127.0.0.1:{port}/update", data={"update": "CLEAR ALL"}, timeout=20).status_code >= 400
        assert int(_ask(port, COUNT).text.split()[1]) > 100
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        said += process.stdout.read()
    assert f"http://127.0.0.1:{port}/query" in said and "curl" in said and "Stopped" in said
    assert not list(store.parent.glob("serving-*"))
    with pytest.raises(requests.exceptions.ConnectionError):
        _ask(port, COUNT)


@needs_program
def test_two_loads_while_it_serves_do_not_break_it(store: Path):
    """The version that is served is swept away by the second load; the program then lost its files and took all memory."""
    port = free_port()
    with _served(store, port) as process:
        before = _ask(port, COUNT).text
        for name in ("2030-01-01", "2031-01-01"):
            graph = village_graph()
            graph.as_of = name
            assert OxigraphStore(store).load(graph) is True
        assert _ask(port, COUNT).text == before
        assert len(_ask(port, "SELECT ?o { ?s ?p ?o }").text.splitlines()) > 100
        assert process.poll() is None


@needs_program
def test_a_killed_serve_takes_the_program_with_it_and_the_next_one_clears_up(store: Path):
    port = free_port()
    with _served(store, port) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.05)
        else:
            pytest.fail("the program still listens")
    assert len(list(store.parent.glob("serving-*"))) == 1
    with _served(store, port) as process:
        assert [folder.name for folder in store.parent.glob("serving-*")] == [f"serving-{process.pid}"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert not list(store.parent.glob("serving-*"))


@needs_program
def test_what_is_in_the_way_is_said(store: Path, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "in use" in _said(store, taken.getsockname()[1], 1)
    assert "wieweetwat load" in _said(tmp_path / "none", free_port(), 1)
    (tmp_path / "busy").mkdir()
    with (tmp_path / "busy" / "LOCK").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "is loading" in _said(tmp_path / "busy", free_port(), 1)


def test_other_stores_and_a_missing_program_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StoreError) as caught:
        server_program()
    assert all(".[serve]" in caught.value.say(language) for language in ("nl", "en"))
    monkeypatch.undo()
    done = subprocess.run([sys.executable, "cli.py", "--lang", "en", "serve", "--store", "memory:"], cwd=ROOT, capture_output=True, text=True,
                          timeout=60, check=False)
    assert done.returncode == 2 and "oxigraph:PATH" in done.stderr
