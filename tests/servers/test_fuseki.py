"""Apache Jena Fuseki with TDB2, a real server: the same answers as the oracle, and its faults in words."""

from __future__ import annotations

import pytest

from graph.problems import StoreError
from graph.stores.sparql_endpoint import SparqlEndpointStore
from queries.catalogue import QUESTIONS, open_session
from queries.question import Question
from queries.session import Session
from tests.queries.contract import World, check_on_a_server
from tests.servers.conftest import need
from tests.servers.parallel import many_at_once
from tests.servers.running import Running, fuseki_server
from tests.servers.same import said, same_as_memory, without
from tests.village.village import village_graph


@pytest.fixture(scope="module")
def store(fuseki_running: Running) -> SparqlEndpointStore:
    """The server as a store."""
    return SparqlEndpointStore(f"sparql+{fuseki_running.address}/ds")


def test_a_village_comes_and_a_dataset_goes(store: SparqlEndpointStore):
    """Incident: a dataset that was no longer there stayed on the server, whose versions then differed for ever."""
    assert store.state().why_not == "store-missing"
    fewer = without(village_graph(), "people", "fewer")
    for graph in (village_graph(), fewer, village_graph()):
        assert store.load(graph) is True
        assert store.load(graph) is False
        same_as_memory(store, graph)


@pytest.fixture(scope="module")
def shipped(store: SparqlEndpointStore, shipped_world: World) -> Session:
    """A session over the shipped data on the server."""
    store.load(shipped_world.graph)
    return open_session(store)


def test_the_shipped_data_reads_back_as_the_oracle_has_it(store: SparqlEndpointStore, shipped: Session, shipped_world: World):
    same_as_memory(store, shipped_world.graph)
    assert shipped.counts == shipped_world.oracle.counts


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_same_observations_and_answers(question: Question, shipped: Session, shipped_world: World):
    check_on_a_server(shipped_world, shipped, question)


def test_fifty_at_once_get_each_their_own_answer(shipped: Session, shipped_world: World):
    many_at_once(shipped, shipped_world)


def test_half_an_answer_is_refused(fuseki_running: Running, shipped: Session):
    """The server runs into its limit while it streams: status 200, a body that breaks off."""
    with pytest.raises(StoreError) as caught:
        SparqlEndpointStore(f"sparql+{fuseki_running.address}/hasty").select("SELECT * WHERE { ?s ?p ?o }")
    assert said(caught) == "store-half-answer"


def test_the_server_may_not_call_another(store: SparqlEndpointStore, shipped: Session):
    with pytest.raises(StoreError) as caught:
        store.select("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert said(caught) == "query-refused"


def test_reading_only_refuses_a_load_in_words(fuseki_running: Running, shipped: Session):
    with pytest.raises(StoreError) as caught:
        SparqlEndpointStore(f"sparql+{fuseki_running.address}/ro").load(village_graph())
    assert said(caught) == "store-read-only"


def test_a_dataset_that_is_not_there_is_said(fuseki_running: Running):
    assert SparqlEndpointStore(f"sparql+{fuseki_running.address}/nonesuch").state().why_not == "store-no-dataset"


def test_killed_in_the_middle_of_a_load_the_next_one_completes_it(tmp_path_factory, monkeypatch):
    """The server comes back with passwords: without one it says so, with it the load is completed."""
    need("fuseki")
    folder = tmp_path_factory.mktemp("fuseki-killed")
    old, new = village_graph(), village_graph()
    new.version = "another"
    with fuseki_server(folder) as running:
        store = SparqlEndpointStore(f"sparql+{running.address}/ds")
        store.load(old)
        with pytest.raises(StoreError) as caught:
            store.load(new, lambda what, done, total: running.process.kill() if done == 1 else None)
        assert said(caught) in ("store-unreachable", "store-half-answer")
    with fuseki_server(folder, ("me", "only-for-tests")) as running:
        address = f"sparql+{running.address}/ds"
        assert SparqlEndpointStore(address).state().why_not == "store-login"
        monkeypatch.setenv("SPARQL_USERNAME", "me")
        monkeypatch.setenv("SPARQL_PASSWORD", "wrong")
        assert SparqlEndpointStore(address).state().why_not == "store-login"
        monkeypatch.setenv("SPARQL_PASSWORD", "only-for-tests")
        store = SparqlEndpointStore(address)
        assert store.state().why_not == "store-mixed"
        with pytest.raises(StoreError) as caught:
            store.nodes_of("Theme")
        assert said(caught) == "store-mixed"
        assert store.load(new) is True
        same_as_memory(store, new)
