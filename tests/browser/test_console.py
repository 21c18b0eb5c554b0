"""The query console as an analyst uses it: run, change, run again, take along, send; refused, and stopped while others go on."""

from __future__ import annotations

import csv
import io
import re
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled
from tests.guard.hostile import BOMBS

pytestmark = pytest.mark.browser
ANSWER, STOPPED, BUSY = 2.0, 3.0, 2.5  # seconds that may pass on a machine of two cores, and how much slower a busy one may be
BOX = ".st-key-console-text textarea"
HOSTILE = ("SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }", "LOAD <file:///etc/passwd>", "INSERT DATA { <a:a> <a:b> <a:c> }")


def _typed(page: Page, text: str) -> None:
    """A text in the box, and out of it, as a reader does."""
    page.locator(BOX).fill(text)
    page.locator("h1").click()
    page.wait_for_function("text => new URL(location.href).searchParams.get('q') === text", arg=text)
    settled(page)


def _run(page: Page, words: str = "Voer uit") -> None:
    page.get_by_role("button", name=words, exact=True).click()
    settled(page)


def _workers() -> list[int]:
    """Processes that work on somebody's query."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):  # it ended meanwhile
            if folder.name.isdigit() and b"graph.guard.worker" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def test_run_change_and_take_along(visit: Visit, server: str) -> None:
    page = visit(f"{server}/console")
    _run(page)
    expect(page.get_by_text("20 rijen in")).to_be_visible()
    expect(page.locator("svg.marks")).to_be_visible()
    _typed(page, page.locator(BOX).input_value().replace("LIMIT 20", "LIMIT 3"))
    assert not page.get_by_text("20 rijen in").is_visible()  # an answer stands only under its own query
    _run(page)
    expect(page.get_by_text("3 rijen in")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tabel (CSV)").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert rows[0] == ["theme", "number"] and len(rows) == 4 and all(int(number) > 0 for _, number in rows[1:])
    page.go_back()
    page.wait_for_function("() => !new URL(location.href).searchParams.get('q')")
    settled(page)
    expect(page.locator(BOX)).to_have_value(re.compile("LIMIT 20"))


def test_a_link_shows_the_same_text_in_both_languages(visit: Visit, server: str) -> None:
    text = "MATCH (n:Node) RETURN n.type AS kind, count(n) AS number ORDER BY number DESC, kind LIMIT 4"
    page = visit(f"{server}/console?{urlencode({'taal': 'cypher', 'naam': 'spread', 'q': text})}")
    expect(page.locator(BOX)).to_have_value(text)  # the box is drawn empty first and filled a moment later
    page.get_by_role("link", name="English").click()
    settled(page)
    found = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    assert found == {"taal": "cypher", "naam": "spread", "q": text, "lang": "en"}
    expect(page.locator(BOX)).to_have_value(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_hostile_is_refused_in_words(visit: Visit, server: str, text: str) -> None:
    page = visit(f"{server}/console?{urlencode({'q': text})}")
    _run(page)
    said = page.locator(".st-key-console-fault").inner_text()
    assert "Query:1:" in said and "Traceback" not in said


def test_a_long_query_is_stopped_and_others_go_on(visit: Visit, server: str) -> None:
    """Paths of any length, sixty seconds allowed: somebody else still gets an answer, and Stop ends the worker."""
    bomb = next(bomb.text for bomb in BOMBS if bomb.name == "paths of any length")
    page, other = visit(f"{server}/console?{urlencode({'q': bomb})}"), visit(f"{server}/over")
    before = set(_workers())
    box = page.locator(".st-key-console-seconds")
    box.click()
    page.get_by_role("option", name="60").click()
    settled(page)
    page.get_by_role("button", name="Voer uit", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).wait_for()
    begun = time.monotonic() + 20
    while not set(_workers()) - before and time.monotonic() < begun:
        page.wait_for_timeout(100)
    assert set(_workers()) - before
    start = time.monotonic()
    other.goto(f"{server}/vraag?id=spread&praktijk=family:wijk-ggd")
    settled(other)
    answered = time.monotonic() - start
    start = time.monotonic()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).wait_for(state="detached")
    settled(page)
    stopped = time.monotonic() - start
    deadline = time.monotonic() + 5
    while set(_workers()) - before and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert not set(_workers()) - before
    print(f"console: another visitor's answer after {answered:.2f} s, stopped after {stopped:.2f} s")
    assert answered <= ANSWER * BUSY and stopped <= STOPPED * BUSY
