"""A SPARQL server by protocol: a real Oxigraph server, and a scripted one for what servers do wrong."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from graph.problems import StoreError
from graph.stores.sparql_endpoint import SparqlEndpointStore, addresses_of
from queries.catalogue import QUESTIONS, open_session
from queries.question import Question
from queries.session import Session
from tests.queries.contract import World, check_on_a_server
from tests.servers.conftest import need
from tests.servers.parallel import many_at_once
from tests.servers.running import oxigraph_server
from tests.servers.same import same_as_memory
from tests.village.village import village_graph


@pytest.fixture(scope="module")
def shipped(oxigraph_running: str, shipped_world: World) -> Session:
    """A session over the shipped data on the server, which does not show the union of its graphs by itself."""
    store = SparqlEndpointStore(oxigraph_running)
    assert store.state().why_not == "store-missing"
    assert store.load(shipped_world.graph) is True
    assert store.load(shipped_world.graph) is False
    return open_session(store)


def test_a_server_holds_what_the_oracle_does(shipped: Session, shipped_world: World):
    same_as_memory(shipped.store, shipped_world.graph)
    assert shipped.counts == shipped_world.oracle.counts


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_same_observations_and_answers(question: Question, shipped: Session, shipped_world: World):
    check_on_a_server(shipped_world, shipped, question)


def test_fifty_at_once_get_each_their_own_answer(shipped: Session, shipped_world: World):
    many_at_once(shipped, shipped_world)


@pytest.fixture
def needs_server() -> None:
    """The Oxigraph server is there."""
    need("oxigraph")


@pytest.mark.usefixtures("needs_server")
def test_an_interrupted_load_is_said_and_a_second_one_completes_it(tmp_path):
    """The server is killed after the first dataset; what it then holds is of two versions."""
    old, new = village_graph(), village_graph()
    new.version = "another"
    with oxigraph_server(tmp_path / "data") as (address, process):
        store = SparqlEndpointStore("sparql+" + address)
        store.load(old)
        with pytest.raises(StoreError) as caught:
            store.load(new, lambda what, done, total: process.kill() if done == 1 else None)
        assert caught.value.problems[0].key in ("store-unreachable", "store-half-answer")
    with oxigraph_server(tmp_path / "data") as (address, _):
        store = SparqlEndpointStore("sparql+" + address)
        assert store.state().why_not == "store-mixed"
        assert store.load(new) is True
        assert store.state().ready and store.state().version == "another"


@pytest.mark.usefixtures("needs_server")
def test_a_read_only_server_refuses_a_load_in_words(tmp_path):
    with oxigraph_server(tmp_path / "data"):
        pass
    with oxigraph_server(tmp_path / "data", mode="serve-read-only") as (address, _), pytest.raises(StoreError) as caught:
        SparqlEndpointStore("sparql+" + address).load(village_graph())
    assert caught.value.problems[0].key in ("store-read-only", "store-forbidden")
    assert all(caught.value.say(language) for language in ("nl", "en"))


class Scripted(http.server.BaseHTTPRequestHandler):
    """Answers every request with the status and body that the test set."""

    status, body, claimed = 200, b"", None

    def do_POST(self) -> None:
        """Answer as scripted, whatever is asked."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(type(self).status)
        self.send_header("Content-Length", str(type(self).claimed or len(type(self).body)))
        self.end_headers()
        self.wfile.write(type(self).body)

    do_PUT = do_POST

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def scripted() -> Iterator[str]:
    """A server on a loopback port that does what `Scripted` says."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"sparql+http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("status", "body", "claimed", "key"), [
    (200, b'{"head":{"vars":["dataset"]},"results":{"bindings":[{"dataset":{"type":"uri","value":"http://x/a"}}', None, "store-half-answer"),
    (200, b'{"head":{"vars":["dataset"]},"results":{"bindings":[', 5000, "store-half-answer"),
    (200, b"<html>proxy</html>", None, "store-half-answer"),
    (401, b"", None, "store-login"), (403, b"", None, "store-forbidden"), (404, b"", None, "store-no-dataset"),
    (503, b"timeout", None, "store-time-limit"), (507, b"", None, "store-full"), (500, b"No space left on device", None, "store-full"), (500, b"boom", None, "store-failed")])
def test_what_a_server_does_wrong_is_named(status, body, claimed, key, scripted):
    """Incident: a server that ran into its limit while streaming answered 200 with half a body."""
    Scripted.status, Scripted.body, Scripted.claimed = status, body, claimed
    with pytest.raises(StoreError) as caught:
        SparqlEndpointStore(scripted).select("SELECT * WHERE { ?s ?p ?o }")
    assert caught.value.problems[0].key == key
    assert all(caught.value.say(language) for language in ("nl", "en"))


def test_a_closed_port_is_said_at_once():
    state = SparqlEndpointStore("sparql+http://127.0.0.1:9").state()
    assert not state.ready and state.why_not == "store-unreachable"


def test_addresses_follow_the_two_common_layouts():
    assert addresses_of("http://h:1/ds").data == "http://h:1/ds/data"
    assert addresses_of("http://h:1").data == "http://h:1/store"
