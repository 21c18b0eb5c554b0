"""A user's queries on servers: refused here, read-only there, and never longer than the deadline."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

import pytest

from graph.guard import running
from graph.guard.refusing import Checked
from graph.guard.running import run
from graph.opening import open_store
from graph.problems import StoreError, UsageError, WieWeetWatError
from tests.guard.benign import CYPHER, NEO4J, SPARQL
from tests.guard.harness import GRACE, listener, with_port, workers
from tests.guard.hostile import BOMBS, CYPHER as HOSTILE_CYPHER, SPARQL as HOSTILE_SPARQL
from tests.servers.conftest import need
from tests.servers.running import Running, fuseki_server, oxigraph_server
from tests.village.village import village_graph

DEADLINE = 4.0  # seconds
# On a server that has no memory limit of its own a bomb of memory is the administrator's to stop: those are left out.
SLOW = [bomb for bomb in BOMBS if bomb.language == "sparql" and bomb.name in {
    "every triple with every other, counted", "every triple with every other, one filter that never holds", "paths of any length",
    "a regular expression that grows", "rows without end", "a graph of everything with everything"}]


@pytest.fixture(scope="module", params=["oxigraph", "fuseki"])
def endpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SPARQL server with the village: Oxigraph's with a time limit and at most 4 GB, or Fuseki with its own 1 GB."""
    need(request.param)
    folder = tmp_path_factory.mktemp("guard")
    if request.param == "fuseki":
        with fuseki_server(folder) as running_:
            address = f"sparql+http://{running_.address.removeprefix('http://')}/ds"
            open_store(address).load(village_graph())
            yield address
        return
    with oxigraph_server(folder / "data", "--timeout-s", "5") as (address, process):
        resource.prlimit(process.pid, resource.RLIMIT_AS, (4 << 30, 4 << 30))
        open_store("sparql+" + address).load(village_graph())
        yield "sparql+" + address


@pytest.fixture(scope="module")
def neo4j_store(neo4j_running: Running) -> str:
    """Neo4j with the village."""
    address = f"bolt://{neo4j_running.address}"
    open_store(address).load(village_graph())
    return address


def test_a_sparql_server_sees_nothing_that_is_refused_and_answers_the_rest(endpoint: str):
    with listener() as port:
        for case in HOSTILE_SPARQL:
            with pytest.raises(UsageError):
                run(with_port(case.text, port), "sparql", endpoint)
    found = run("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", "sparql", endpoint)
    assert found.rows and found.columns == ["g", "n"]
    for text in SPARQL:
        assert run(text, "sparql", endpoint).ended, text
    assert run("SELECT * { ?s ?p ?o }", "sparql", endpoint, limit=5).cut == "rows"
    assert run("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "sparql", endpoint, limit=5).triples
    with pytest.raises(UsageError) as caught:
        run("SELECT * { ?s ?p }", "sparql", endpoint)
    assert caught.value.problems[0].key == "guard-syntax"


@pytest.mark.parametrize("bomb", SLOW, ids=lambda bomb: bomb.name)
def test_what_is_too_much_for_a_sparql_server_ends_by_the_deadline(bomb, endpoint: str):
    _ends_in_time(bomb.text, "sparql", endpoint)


@pytest.mark.parametrize("bomb", [bomb for bomb in BOMBS if bomb.language == "cypher"], ids=lambda bomb: bomb.name)
def test_what_is_too_much_for_neo4j_ends_by_the_deadline(bomb, neo4j_store: str):
    _ends_in_time(bomb.text, "cypher", neo4j_store)


def _ends_in_time(text: str, language: str, address: str) -> None:
    started = time.monotonic()
    try:
        found = run(text, language, address, timeout=DEADLINE, limit=100)
        assert len(found.rows) <= 100
    except (StoreError, UsageError) as error:
        assert error.problems[0].key in {"guard-time", "guard-memory", "guard-failed", "guard-syntax", "store-time-limit", "store-half-answer",
                                         "store-memory", "store-failed"}
    assert time.monotonic() - started < DEADLINE + GRACE
    assert workers() == []


def test_neo4j_answers_what_only_reads_and_sees_nothing_else(neo4j_store: str):
    with listener() as port:
        for case in HOSTILE_CYPHER:
            with pytest.raises(UsageError):
                run(with_port(case.text, port), "cypher", neo4j_store)
    for text in CYPHER + NEO4J:
        assert run(text, "cypher", neo4j_store).ended, text


def test_without_the_parsing_neo4j_still_refuses_to_write(neo4j_store: str, monkeypatch: pytest.MonkeyPatch):
    before = open_store(neo4j_store).state().counts
    monkeypatch.setattr(running, "check", lambda text, language, name: Checked(str(text), language, name))
    for text in ("CREATE (n:Hostile)", "MATCH (n:Node) SET n.label = 'x'", "MATCH (n) DETACH DELETE n"):
        with pytest.raises(WieWeetWatError):
            run(text, "cypher", neo4j_store, timeout=20)
    assert open_store(neo4j_store).state().counts == before
