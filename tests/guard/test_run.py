"""Queries run in a process that can be killed: what comes back, what is cut off, what is left behind (nothing)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.guard import running
from graph.guard.refusing import Checked
from graph.guard.running import run
from graph.problems import StoreError, UsageError, WieWeetWatError
from tests.guard.benign import CYPHER, SPARQL
from tests.guard.harness import GRACE, held, listener, with_port, workers
from tests.guard.hostile import BOMBS, REFUSED, Bomb

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 3.0  # seconds: half a second to two are the start of a process on a busy machine
STOPPED = {"guard-time", "guard-memory", "guard-died"}


@pytest.mark.parametrize(("language", "text"), [("sparql", text) for text in SPARQL] + [("cypher", text) for text in CYPHER])
def test_what_only_reads_is_answered(language: str, text: str, embedded: dict[str, str]):
    found = run(text, language, embedded[language])
    assert found.columns and found.ended and all(len(row) == len(found.columns) for row in found.rows)
    assert workers() == []


def test_refused_queries_start_no_process_and_reach_nobody(embedded: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "_start", lambda job: pytest.fail(f"a process was started for {job.text[:80]}"))
    with listener() as port:
        for case in REFUSED:
            with pytest.raises(UsageError):
                run(with_port(case.text, port), case.language, embedded[case.language])


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: f"{bomb.language}: {bomb.name}")
def test_what_is_too_much_is_stopped_in_time_and_leaves_nothing(bomb: Bomb, embedded: dict[str, str]):
    """An engine may be wise enough to answer; then the row limit holds."""
    before, started = held(), time.monotonic()
    try:
        found = run(bomb.text, bomb.language, embedded[bomb.language], timeout=DEADLINE, memory=600, limit=100)
        assert len(found.rows) <= 100 and (found.cut or len(found.rows) < 100)
    except (StoreError, UsageError) as error:
        assert error.problems[0].key in STOPPED | {"guard-syntax", "guard-failed"}
        assert all(error.say(language) for language in ("nl", "en"))
    assert time.monotonic() - started < DEADLINE + GRACE
    assert workers() == []
    assert held() - before < 20_000_000


@pytest.mark.parametrize(("language", "text"), [
    ("sparql", "SELECT * { SERVICE <http://127.0.0.1:PORT/sparql> { ?s ?p ?o } }"),
    ("cypher", "LOAD FROM '/etc/passwd' (file_format='csv', header=false, delim='|') RETURN *"),
    ("cypher", "COPY (MATCH (n:Node) RETURN n.id) TO 'FOLDER/out.csv'")])
def test_without_the_parsing_the_locks_still_hold(language: str, text: str, embedded: dict[str, str], monkeypatch: pytest.MonkeyPatch,
                                                  tmp_path: Path):
    """The second lock, with the first one taken away: no connection, no file read or written."""
    locked = run("SELECT (1 AS ?x) {}", "sparql", embedded["sparql"]).locked
    if not {"network", "files"} & set(locked):
        pytest.skip("this system lets a process close neither files nor network for itself (Landlock, namespaces)")
    monkeypatch.setattr(running, "check", lambda text, language, name: Checked(str(text), language, name, "SELECT"))
    with listener() as port, pytest.raises(WieWeetWatError):
        found = run(text.replace("PORT", str(port)).replace("FOLDER", str(tmp_path)), language, embedded[language], timeout=10)
        assert not found.rows
    assert not [path for path in tmp_path.iterdir() if path.stat().st_size]


def test_cutting_off_is_said_and_says_by_which_limit(embedded: dict[str, str]):
    text = "SELECT * { ?s ?p ?o }"
    everything = run(text, "sparql", embedded["sparql"], limit=0)
    assert not everything.cut and len(everything.rows) > 20
    assert run(text, "sparql", embedded["sparql"], limit=5).cut == "rows"
    assert not run(text, "sparql", embedded["sparql"], limit=len(everything.rows)).cut
    few = run(text, "sparql", embedded["sparql"], limit=0, most_bytes=1000)
    assert few.cut == "bytes" and 0 < len(few.rows) < len(everything.rows)


def test_one_enormous_row_does_not_reach_the_parent(embedded: dict[str, str]):
    text = "SELECT ?x20 { BIND(\"" + "x" * 1000 + "\" AS ?x0) " + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(16)) + \
        " BIND(?x16 AS ?x20) }"
    before = held()
    found = run(text, "sparql", embedded["sparql"], most_bytes=1_000_000)
    assert found.cut == "bytes" and not found.rows and held() - before < 10_000_000


def test_values_come_back_as_what_they_are(embedded: dict[str, str]):
    found = run("SELECT (1 AS ?a) (2.5 AS ?b) (true AS ?c) (\"1\" AS ?d) (1/0 AS ?e) (<http://x/> AS ?f) (\"INF\"^^"
                "<http://www.w3.org/2001/XMLSchema#double> AS ?g) {}", "sparql", embedded["sparql"])
    assert dict(zip(found.columns, found.rows[0], strict=True)) == {"a": 1, "b": 2.5, "c": True, "d": "1", "e": None, "f": "http://x/", "g": "INF"}
    found = run("RETURN 1 AS a, 2.5 AS b, true AS c, '1' AS d, null AS e, ['x', 'y'] AS f, date('2018-01-02') AS g", "cypher", embedded["cypher"])
    assert found.rows == [[1, 2.5, True, "1", None, ["x", "y"], "2018-01-02"]]


def test_parameters_are_for_cypher(embedded: dict[str, str]):
    found = run("UNWIND $ids AS x RETURN x", "cypher", embedded["cypher"], parameters={"ids": ["a", "b"]})
    assert found.rows == [["a"], ["b"]]


@pytest.mark.parametrize(("language", "address", "kind", "key"), [
    ("cypher", "sparql", UsageError, "guard-language"), ("sparql", "memory:", UsageError, "guard-python"),
    ("sparql", "oxigraph:/nowhere/at/all", StoreError, "store-missing"), ("sparql", "sparql+http://127.0.0.1:9", StoreError, "store-unreachable")])
def test_a_store_that_cannot_answer_is_named(language: str, address: str, kind: type, key: str, embedded: dict[str, str]):
    text = "SELECT * { ?s ?p ?o }" if language == "sparql" else "MATCH (n:Node) RETURN n.id"
    with pytest.raises(kind) as caught:
        run(text, language, embedded.get(address, address))
    assert caught.value.problems[0].key == key


def test_a_mistake_is_told_in_the_engines_words(embedded: dict[str, str]):
    for language, text in (("sparql", "SELECT * { ?s ?p }"), ("cypher", "MATCH (n:Nothing) RETURN n.id")):
        with pytest.raises(UsageError) as caught:
            run(text, language, embedded[language])
        assert caught.value.problems[0].key == "guard-syntax" and caught.value.problems[0].got


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_the_worker_goes_when_its_parent_goes(end: signal.Signals, embedded: dict[str, str], tmp_path: Path):
    """Ctrl-C, and a parent that was killed outright."""
    bomb = BOMBS[0]
    file = tmp_path / "q.rq"
    file.write_text(bomb.text, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, "cli.py", "query", str(file), "--store", embedded["sparql"], "--timeout", "60"], cwd=ROOT,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    children: list[int] = []
    until = time.monotonic() + 20
    while not children and time.monotonic() < until:
        children = [int(child) for child in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text(encoding="ascii").split()]
        time.sleep(0.05)
    assert children, "the command started no worker"
    parent.send_signal(end)
    assert parent.wait(timeout=10) == (130 if end == signal.SIGINT else -signal.SIGKILL)
    until = time.monotonic() + 5
    while any(_runs(child) for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(_runs(child) for child in children)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, OSError):
        return False
