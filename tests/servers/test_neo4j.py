"""Neo4j by the official driver: a real server holds, answers and survives what it should; faults come out in words."""

from __future__ import annotations

import neo4j
import pytest

from graph import neo4j_load
from graph.opening import open_store
from graph.problems import StoreError, UsageError
from graph.stores.neo4j import Neo4jStore
from queries.catalogue import QUESTIONS, open_session
from queries.question import Question
from queries.session import Session
from tests.queries.contract import World, check_on_a_server, is_asked_of
from tests.servers.parallel import many_at_once
from tests.servers.running import NEO4J_PASSWORD, NEO4J_USER, Running
from tests.servers.same import said, same_as_memory, without
from tests.village.village import village_graph

ASKED = [pytest.param(question, id=name) for name, question in QUESTIONS.items() if is_asked_of(question, "cypher")]


@pytest.fixture
def sessions_of(neo4j_running: Running):
    """Run Cypher of the test's own on the server."""
    with neo4j.GraphDatabase.driver(f"bolt://{neo4j_running.address}", auth=(NEO4J_USER, NEO4J_PASSWORD)) as driver:
        yield lambda text: [list(row) for row in driver.execute_query(text).records]


@pytest.fixture(scope="module")
def store(neo4j_running: Running) -> Neo4jStore:
    """The server as a store, by its routing address."""
    return Neo4jStore(f"neo4j://{neo4j_running.address}")


def test_a_village_comes_and_goes_and_other_data_stays(store: Neo4jStore, sessions_of):
    """One server, from empty: load, load again, another version, a dataset less, batches, and nothing foreign is touched."""
    sessions_of("MATCH (n) DETACH DELETE n")  # other tests in this process may have used the server
    assert store.state().why_not == "store-missing"
    with pytest.raises(StoreError) as caught:
        store.nodes_of("Theme")
    assert said(caught) == "store-missing"
    sessions_of("CREATE (:Customer {id: 'a'})-[:KNOWS]->(:Node {name: 'theirs'}), (:Dataset {name: 'theirs'})")
    whole = village_graph()
    assert store.load(whole) is True
    assert store.load(whole) is False
    same_as_memory(store, whole)
    sessions_of("MATCH (p:Person) WITH p LIMIT 1 MATCH (c:Customer) CREATE (c)-[:SPOKE_TO]->(p)")
    fewer = without(village_graph(), "people", "fewer")
    assert store.load(fewer) is True
    same_as_memory(store, fewer)
    assert sessions_of("MATCH (:Customer)-[r]->(other) RETURN type(r), labels(other) ORDER BY type(r)") == [["KNOWS", ["Node"]], ["SPOKE_TO", []]]
    assert sessions_of("MATCH (d:Dataset) WHERE d.name = 'theirs' RETURN count(d)") == [[1]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neo4j_load, "ONE_TRANSACTION", 0)
        patch.setattr(neo4j_load, "BATCH", 25)
        assert store.load(whole) is True
    same_as_memory(store, whole)
    sessions_of("MATCH (c:Customer) DETACH DELETE c")


def test_an_interrupted_load_in_batches_is_said_and_the_next_one_completes_it(store: Neo4jStore, monkeypatch):
    """The loader dies halfway; reading is refused until a load went through, of that version or another."""
    whole, fewer = village_graph(), without(village_graph(), "people", "fewer")
    store.load(whole)
    monkeypatch.setattr(neo4j_load, "ONE_TRANSACTION", 0)

    def die(what: str, done: int, total: int) -> None:
        if what == "runs":
            raise KeyboardInterrupt

    renamed = village_graph()
    renamed.version = "another"
    for dataset in renamed.datasets:
        for batch in dataset.of_kind("Claim"):
            batch.columns["note"] = [f"{cell}." for cell in batch.columns["note"]]
    with pytest.raises(KeyboardInterrupt):
        store.load(renamed, die)
    fresh = Neo4jStore(store.address)
    assert fresh.state().why_not == "store-interrupted"
    with pytest.raises(StoreError) as caught:
        fresh.nodes_of("Theme")
    assert said(caught) == "store-interrupted"
    assert fresh.load(fewer) is True
    same_as_memory(fresh, fewer)
    assert fresh.load(whole) is True
    same_as_memory(fresh, whole)


def test_a_second_loader_of_another_version_stops_the_first(store: Neo4jStore, monkeypatch):
    """Both work in batches; the first finds that its marker is gone, says so, and what the second loaded is whole."""
    monkeypatch.setattr(neo4j_load, "ONE_TRANSACTION", 0)
    whole, fewer = village_graph(), without(village_graph(), "people", "fewer")
    store.load(fewer)
    second = Neo4jStore(store.address)
    begun: list[bool] = []

    def interfere(what: str, done: int, total: int) -> None:
        if not begun:
            begun.append(second.load(fewer))

    with pytest.raises(StoreError) as caught:
        store.load(whole, interfere)
    assert said(caught) == "store-busy"
    same_as_memory(second, fewer)


def test_a_change_in_one_dataset_writes_only_that_one(store: Neo4jStore, sessions_of):
    """The claims of the datasets that did not change are the same relationships as before, not new ones."""
    store.load(village_graph())
    own = "MATCH (:Node)-[c:RUNS|IN_REGION|ROLE_AT]->(:Node) WHERE c.dataset {} 'people' RETURN elementId(c) ORDER BY elementId(c)"
    before = sessions_of(own.format("<>"))
    changed = village_graph()
    changed.version = "another"
    people = next(dataset for dataset in changed.datasets if dataset.name == "people")
    for batch in people.of_kind("Claim"):
        batch.columns["note"] = ["changed"] * len(batch)
    assert store.load(changed) is True
    assert before and sessions_of(own.format("<>")) == before
    same_as_memory(store, changed)


def test_the_indexes_are_those_of_the_schema(store: Neo4jStore, sessions_of):
    names = {row[0] for row in sessions_of("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name")}
    assert {"wieweetwat_node_id", "wieweetwat_runs_id", "wieweetwat_adopted_from_concerns", "wieweetwat_recognises_concerns"} <= names


@pytest.fixture(scope="module")
def shipped(store: Neo4jStore, shipped_world: World) -> Session:
    """A session over the shipped data on the server."""
    store.load(shipped_world.graph)
    return open_session(store)


def test_the_shipped_data_reads_back_as_the_oracle_has_it(store: Neo4jStore, shipped: Session, shipped_world: World):
    same_as_memory(store, shipped_world.graph)
    assert shipped.counts == shipped_world.oracle.counts
    some = [link.id for link in shipped_world.oracle.store.links_of(["runs", "about"])][::37]
    assert store.claims(some) == shipped_world.oracle.store.claims(some)
    assert store.nodes(["gm:GM0153", "gm:none", "'] DETACH"]) == shipped_world.oracle.store.nodes(["gm:GM0153"])


@pytest.mark.parametrize("question", ASKED)
def test_same_observations_and_answers(question: Question, shipped: Session, shipped_world: World):
    check_on_a_server(shipped_world, shipped, question)


def test_fifty_at_once_get_each_their_own_answer(shipped: Session, shipped_world: World):
    many_at_once(shipped, shipped_world)


def test_reading_cannot_write(store: Neo4jStore, shipped: Session):
    with pytest.raises(StoreError) as caught:
        store.run("MATCH (n:Node) SET n.spoilt = true")
    assert said(caught) == "query-refused"


def test_a_query_that_takes_too_long_is_ended(store: Neo4jStore, shipped: Session, monkeypatch):
    monkeypatch.setattr("graph.neo4j_server.READ_SECONDS", 1)
    with pytest.raises(StoreError) as caught:
        store.run("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a WHERE a % 2 = b % 3 RETURN count(*) AS many")
    assert said(caught) == "store-time-limit"


def test_a_wrong_password_is_tried_once(neo4j_running: Running, store: Neo4jStore, monkeypatch):
    """Three wrong ones would lock the right one out for five seconds."""
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-password")
    assert Neo4jStore(f"neo4j://{neo4j_running.address}").state().why_not == "store-login-neo4j"
    monkeypatch.setenv("NEO4J_PASSWORD", NEO4J_PASSWORD)
    assert Neo4jStore(f"bolt://{neo4j_running.address}").state().ready
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert Neo4jStore(f"neo4j://{neo4j_running.address}").state().why_not == "store-login-neo4j"


def test_a_database_that_is_not_there_is_named(neo4j_running: Running):
    with pytest.raises(StoreError) as caught:
        Neo4jStore(f"neo4j://{neo4j_running.address}/nonesuch").load(village_graph())
    assert said(caught) == "store-no-database"


@pytest.mark.parametrize("address", ["neo4j://h:port", "neo4j://h/a/b", "neo4j:///x", "bolt://h/1x"])
def test_a_wrong_address_is_refused(address: str):
    with pytest.raises(UsageError) as caught:
        open_store(address)
    assert said(caught) == "address"


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(UsageError) as caught:
        open_store("neo4j+s://me:secret@h:7687/db")
    assert said(caught) == "address-password"
    assert "secret" not in caught.value.say("nl") + caught.value.say("en")
