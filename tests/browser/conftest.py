"""The app in a real browser: one chromium and one server for all tests, and every request off this machine counted.

Without chromium these tests are skipped with the reason; on the build machine (CI=true) they fail instead.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = Path(os.environ.get("WIEWEETWAT_CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update",
         "--disable-sync"]
WAIT = 30_000  # milliseconds; the build machine is busy
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for all tests."""
    if not CHROMIUM.exists():
        why = f"no chromium at {CHROMIUM}: install it or name it in WIEWEETWAT_CHROMIUM"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@contextmanager
def served(store: Path, named: str = "") -> Iterator[str]:
    """The app on a free port of this machine, with a store; gives its address. `named`: the address of a store elsewhere."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}", "--server.headless=true"]
    with (store.parent / f"app-{port}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log,
                                   env={**os.environ, "WIEWEETWAT_STORE": named or str(store)})
    try:
        _listening(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _listening(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the app stopped before it could be visited; see its log"
        time.sleep(0.1)
    raise AssertionError("the app did not start within a minute")


@contextmanager
def studio() -> Iterator[tuple[Browser, str]]:
    """A chromium and the address of the app on the shipped data, for programs that take pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "graph"
        OxigraphStore(store).load(read_graph())
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        with served(store) as address:
            yield browser, address
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on the shipped data."""
    store = tmp_path_factory.mktemp("shipped") / "graph"
    OxigraphStore(store).load(read_graph())
    with served(store) as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address in a fresh browser profile; at the end no request may have left this machine."""
    with visiting(browser) as opened:
        yield opened


@contextmanager
def visiting(browser: Browser) -> Iterator[Visit]:
    """As the fixture `visit`, for as long as one likes."""
    outside: list[str] = []
    contexts = []

    def watch(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def opened(address: str, width: int = 1280, scheme: str = "light", locale: str = "nl-NL") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme, locale=locale)
        contexts.append(context)
        context.route("**/*", watch)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.on("websocket", lambda socket_: _local(socket_.url, outside))
        page.goto(address)
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert outside == [], f"{len(outside)} requests to other hosts"


def unwatched(page: Page) -> None:
    """For what is timed: a watched browser keeps nothing and fetches all of the app's scripts anew, over a second at every page."""
    page.context.unroute_all()
    page.reload()
    settled(page)


def _local(address: str, outside: list[str]) -> None:
    if urlsplit(address).hostname != "127.0.0.1":
        outside.append(address)


def settled(page: Page) -> None:
    """Wait until the page is drawn and the app is at rest."""
    page.wait_for_selector(".site-footer, .faults")
    page.wait_for_function(
        "document.querySelector('[data-test-script-state]')?.getAttribute('data-test-script-state') !== 'running'"
        " && !document.querySelector('[data-stale=\"true\"]')")
    page.wait_for_timeout(150)
