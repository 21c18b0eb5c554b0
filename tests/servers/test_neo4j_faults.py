"""What can go wrong with a Neo4j server, made to happen for real where that can be done, played by a scripted server where not.

Real: killed in the middle of a load (in one transaction and in batches), a memory limit, a database that is read only, a closed
port. Scripted: an older server, a full disk, a user without rights, an expired password, a lock after wrong passwords, a member
of a cluster that may not write.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import neo4j_load
from graph.problems import StoreError
from graph.stores.neo4j import Neo4jStore
from tests.servers.conftest import need
from tests.servers.running import neo4j_server
from tests.servers.scripted_bolt import ScriptedBolt
from tests.servers.same import said, same_as_memory, without
from tests.village.village import village_graph

SMALL = {"db.memory.transaction.max": "2m"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, neo4j_login: None) -> Path:
    """The folder of a server that is killed, bounded and locked by these tests, in their order."""
    need("neo4j")
    return tmp_path_factory.mktemp("neo4j-faults")


def test_killed_in_one_transaction_the_old_graph_stands(home: Path):
    """Then killed again while it loads in batches: after that the next load has to complete it."""
    old, new = without(village_graph(), "people", "old"), village_graph()
    with neo4j_server(home) as running:
        store = Neo4jStore(f"bolt://{running.address}")
        store.load(old)
        with pytest.raises(StoreError) as caught:
            store.load(new, lambda what, done, total: running.process.kill() if what == "Person" else None)
        assert said(caught) == "store-broke-off"
        assert store.state().why_not == "store-unreachable"
    with neo4j_server(home) as running, pytest.MonkeyPatch.context() as patch:
        store = Neo4jStore(f"bolt://{running.address}")
        same_as_memory(store, old)
        patch.setattr(neo4j_load, "ONE_TRANSACTION", 0)
        with pytest.raises(StoreError) as caught:
            store.load(new, lambda what, done, total: running.process.kill() if what == "role_at" else None)
        assert said(caught) == "store-broke-off"


def test_after_that_a_second_load_completes_it_within_the_memory_there_is(home: Path, monkeypatch):
    """The server may use 2 MB in a transaction: one transaction is too big, batches are halved until they fit."""
    graph = village_graph()
    with neo4j_server(home, SMALL) as running:
        store = Neo4jStore(f"bolt://{running.address}")
        assert store.state().why_not == "store-interrupted"
        for dataset in graph.datasets:
            for batch in dataset.of_kind("Claim"):
                batch.columns["note"] = ["long " * 20_000 for _ in batch.ids]  # 100 kB each, so that a few fill the limit
        monkeypatch.setattr(neo4j_load, "SMALLEST", 1)
        assert store.load(graph) is True
        same_as_memory(store, graph)
        monkeypatch.setattr(neo4j_load, "SMALLEST", 5_000)
        graph.version = "another"
        for dataset in graph.datasets:
            for batch in dataset.of_kind("Claim"):
                batch.columns["note"] = ["words " * 20_000 for _ in batch.ids]
        with pytest.raises(StoreError) as caught:
            store.load(graph)
        assert said(caught) == "store-memory"


def test_a_read_only_database_refuses_a_load_in_words(home: Path):
    with neo4j_server(home, {"server.databases.read_only": "neo4j"}) as running, pytest.raises(StoreError) as caught:
        Neo4jStore(f"bolt://{running.address}").load(without(village_graph(), "people", "fewer"))
    assert said(caught) == "store-read-only"


def test_a_closed_port_is_said_within_seconds():
    """The driver by itself tries for half a minute."""
    for scheme in ("neo4j", "bolt"):
        start = time.monotonic()
        assert Neo4jStore(f"{scheme}://127.0.0.1:9").state().why_not == "store-unreachable"
        assert time.monotonic() - start < 15


@pytest.fixture
def scripted(monkeypatch) -> Iterator[ScriptedBolt]:
    """A server that speaks just enough of the protocol to fail as told."""
    monkeypatch.setenv("NEO4J_PASSWORD", "anything")
    with ScriptedBolt() as server:
        yield server


@pytest.mark.parametrize(("agent", "version"), [("Neo4j/4.4.30", (4, 4)), ("Neo4j/4.1.0", (4, 1)), ("Neo4j/3.5.35", (3, 0))])
def test_an_older_server_is_named_with_its_version(agent: str, version: tuple[int, int], scripted: ScriptedBolt):
    scripted.agent, scripted.version = agent, version
    with pytest.raises(StoreError) as caught:
        Neo4jStore(f"bolt://{scripted.address}").load(village_graph())
    assert said(caught) == "store-old-server"


@pytest.mark.parametrize(("code", "message", "key"), [
    ("Neo.ClientError.Security.AuthenticationRateLimit", "too many times", "store-login-locked"),
    ("Neo.ClientError.Security.Unauthorized", "unauthorized", "store-login-neo4j")])
def test_a_refused_login_is_said_and_not_tried_again(code: str, message: str, key: str, scripted: ScriptedBolt):
    scripted.refuse_login = (code, message)
    assert Neo4jStore(f"bolt://{scripted.address}").state().why_not == key
    assert scripted.logins == 1


@pytest.mark.parametrize(("code", "message", "key"), [
    ("Neo.ClientError.Security.CredentialsExpired", "must change password", "store-password-expired"),
    ("Neo.ClientError.Security.Forbidden", "Create node is not allowed for user 'reader'", "store-forbidden"),
    ("Neo.DatabaseError.Transaction.TransactionCommitFailed", "java.io.IOException: No space left on device", "store-full"),
    ("Neo.DatabaseError.General.UnknownError", "something broke", "store-failed"),
    ("Neo.TransientError.Database.DatabaseUnavailable", "database neo4j is shutdown", "store-unavailable"),
    ("Neo.ClientError.Cluster.NotALeader", "No write operations are allowed directly on this follower", "store-not-leader"),
    ("Neo.ClientError.Schema.ConstraintCreationFailed", "both have the label Node and property id", "store-other-data")])
def test_what_the_server_refuses_is_named(code: str, message: str, key: str, scripted: ScriptedBolt, monkeypatch):
    monkeypatch.setattr("graph.neo4j_server.RETRY_SECONDS", 0)
    scripted.refuse_query = (code, message)
    with pytest.raises(StoreError) as caught:
        Neo4jStore(f"bolt://{scripted.address}").load(village_graph())
    assert said(caught) == key
