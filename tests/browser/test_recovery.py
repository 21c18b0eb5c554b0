"""A store that disappears while the app runs, and comes back: said in a sentence, with ways on, and no restart needed."""

from __future__ import annotations

import http.server
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.stores.oxigraph import OxigraphStore
from graph.stores.sparql_endpoint import SparqlEndpointStore
from tests.browser.conftest import WAIT, Visit, served, settled
from tests.servers.conftest import need
from tests.servers.running import oxigraph_server
from tests.village.village import village_graph

pytestmark = pytest.mark.browser
PASSED_ON = ("Content-Type", "Accept")


class Door(http.server.BaseHTTPRequestHandler):
    """Passes every request on to a server, or drops it when shut."""

    target, shut = "", False

    def do_POST(self) -> None:
        """Pass it on."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if type(self).shut:
            self.close_connection = True
            return
        headers = {name: self.headers[name] for name in PASSED_ON if self.headers[name]}
        with urllib.request.urlopen(urllib.request.Request(type(self).target + self.path, body or None, headers)) as answer:
            found = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def door(target: str) -> Iterator[str]:
    """A loopback address that leads to `target` as long as the door is open."""
    Door.target, Door.shut = target, False
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_server_that_goes_away_is_said_and_found_again_without_a_restart(tmp_path: Path, visit: Visit) -> None:
    need("oxigraph")
    with oxigraph_server(tmp_path / "data") as (address, _), door(address) as passing:
        SparqlEndpointStore("sparql+" + address).load(village_graph())
        with served(tmp_path / "store", "sparql+" + passing) as app:
            page = visit(f"{app}/voortrekkers?thema=theme:buurthulp")
            expect(page.locator(".why-name")).to_be_visible(timeout=WAIT)
            Door.shut = True
            page.get_by_role("link", name="Alle vragen").click()
            expect(page.locator("h1")).to_have_text("Dit kan nu niet worden getoond", timeout=WAIT)
            settled(page)
            assert "niet bereikbaar" in page.locator("p.faults").inner_text() and page.locator(".stMain ul.ways a").count() == 3
            assert "Traceback" not in page.locator("body").inner_text() and page.locator("[data-testid=stException]").count() == 0
            Door.shut = False
            page.locator(".stMain ul.ways a").first.click()
            expect(page.locator("h1")).to_have_text("Alle vragen", timeout=WAIT)
            page.goto(f"{app}/voortrekkers?thema=theme:zorg-dichtbij")
            expect(page.locator(".why-name")).to_be_visible(timeout=WAIT)


def test_a_store_on_disk_that_is_moved_away_and_back_is_read_again(tmp_path: Path, visit: Visit) -> None:
    """It is built anew from the shipped data when it is not there; what is put back is then what is shown."""
    store, away = tmp_path / "graph", tmp_path / "away"
    OxigraphStore(store).load(village_graph())
    with served(store) as app:
        page = visit(f"{app}/voortrekkers?thema=theme:buurthulp")
        expect(page.locator(".why-name")).to_be_visible(timeout=WAIT)
        store.rename(away)
        page.goto(f"{app}/voortrekkers?thema=theme:jeugd")
        expect(page.locator(".why-name")).to_be_visible(timeout=3 * WAIT)
        store.rename(tmp_path / "built")
        away.rename(store)
        page.goto(f"{app}/voortrekkers?thema=theme:buurthulp")
        expect(page.locator(".why-name")).to_contain_text("Oosterdorp", timeout=WAIT)
        settled(page)
        assert page.locator("[data-testid=stException]").count() == 0
