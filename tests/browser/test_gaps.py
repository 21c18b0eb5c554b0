"""The gaps page as a visitor uses it: seen soon, a cell clicked and explained, by keyboard, with Back, every part, taken along."""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from graph.stores.memory import MemoryStore
from ingest.catalogue import read_graph
from queries.catalogue import open_session
from queries.pictures import gaps
from queries.pictures.gaps import Gaps
from queries.questions.coverage import ACTIVE, ELSEWHERE
from tests.browser.conftest import Visit, settled, unwatched

pytestmark = pytest.mark.browser
PAINT, CLICK, BUSY = 2.0, 0.6, 2.5  # seconds that may pass on a machine of two cores, and how much slower a busy one may be
CELLS = ".st-key-gaps svg.marks g.mark-rect.role-mark path"


@pytest.fixture(scope="module")
def found() -> Iterator[Gaps]:
    """What the page must show."""
    store = MemoryStore()
    store.load(read_graph())
    yield gaps.gaps(open_session(store), "provincie")


def query(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_it_is_seen_soon_and_a_click_explains_a_cell(visit: Visit, server: str, found: Gaps) -> None:
    page = visit(f"{server}/witte-vlekken")
    unwatched(page)
    page.wait_for_selector(CELLS)
    paints, clicks = [], []
    for _ in range(3):
        page.goto(f"{server}/vraag")
        settled(page)
        start = time.monotonic()
        page.goto(f"{server}/witte-vlekken")
        page.wait_for_selector(CELLS)
        paints.append(time.monotonic() - start)
    settled(page)
    assert page.locator(CELLS).count() == len(found.cells)
    cells = list(found.cells.values())
    for cell in (cells[30], cells[77], cells[5]):
        target = page.locator(CELLS).nth(cells.index(cell))
        target.scroll_into_view_if_needed()
        start = time.monotonic()
        target.click()
        page.wait_for_function("row => new URL(location.href).searchParams.get('rij') === row", arg=f"{cell.theme}|{cell.region}", polling=20)
        page.wait_for_function("count => document.querySelector('.st-key-why .why-part p')?.innerText.includes(count)",
                               arg=f"Van {cell.count(ACTIVE)} van de {cell.of} gemeenten", polling=20)
        clicks.append(time.monotonic() - start)
        settled(page)
    print(f"gaps: seen after {statistics.median(paints):.2f} s, a click answered after {statistics.median(clicks):.2f} s (medians of 3)")
    assert statistics.median(paints) <= PAINT * BUSY and statistics.median(clicks) <= CLICK * BUSY
    page.go_back()
    page.wait_for_function("row => new URL(location.href).searchParams.get('rij') === row", arg=f"{cells[77].theme}|{cells[77].region}")
    settled(page)
    assert f"Van {cells[77].count(ACTIVE)} van de {cells[77].of} gemeenten" in page.locator(".st-key-why").inner_text()


def test_the_table_says_what_the_picture_says(visit: Visit, server: str, found: Gaps) -> None:
    page = visit(f"{server}/witte-vlekken?lang=en")
    page.locator("summary", has_text="as a table").click()
    lines = page.locator(".twin tbody tr")
    assert lines.count() == len(found.themes)
    for number, theme in enumerate(found.themes):
        shown = [text.split()[0] for text in lines.nth(number).locator("td").all_inner_texts()[1:]]
        expected = {ACTIVE: None, "covered": "(0)", ELSEWHERE: "0", "unknown": "?"}
        assert shown == [expected[cell.state] or str(cell.count(ACTIVE)) for cell in found.of_theme(theme)]
    target = lines.nth(0).locator("td a").nth(1)
    target.click()
    settled(page)
    assert query(page)["id"] == "coverage" and query(page)["thema"] == found.themes[0] and query(page)["regio"] == found.regions[0].id


def test_by_keyboard(visit: Visit, server: str) -> None:
    page = visit(f"{server}/witte-vlekken?thema=theme:mantelzorg")
    box = page.locator(".st-key-gaps-pick-region input")
    box.focus()
    page.keyboard.type("Flevo")
    page.get_by_role("option", name="Flevoland").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("() => (new URL(location.href).searchParams.get('rij') || '').endsWith('PV24')")
    settled(page)
    assert "in Flevoland" in page.locator(".st-key-why h2").inner_text()


def test_every_part_has_rows_that_lead_to_their_answer(visit: Visit, server: str) -> None:
    page = visit(f"{server}/witte-vlekken?regio=region:provincie-PV22")
    for words, question in (("Ontbrekende hoeken", "triangle"), ("Kwetsbare kennis", "fragile_knowledge"), ("Vragen zonder aanbod", "supply_demand"),
                            ("Oud, dun of los", "freshness")):
        page.get_by_role("link", name=words).click()
        settled(page)
        assert page.locator(".twin tbody tr").count() > 2
        address = page.locator(".twin tbody tr a.way").first.get_attribute("href") or ""
        assert parse_qs(urlsplit(address).query)["id"] == [question]
        if question in ("triangle", "supply_demand"):
            with page.expect_download() as download:
                page.get_by_role("button", name="Tekening (SVG)").click()
            assert b"<svg" in Path(download.value.path()).read_bytes()
    page.locator(".twin tbody tr a.way").first.click()
    settled(page)
    expect(page.locator("h1")).to_contain_text("oud, dun of los")


def test_what_is_taken_along_holds_every_cell(visit: Visit, server: str, found: Gaps) -> None:
    page = visit(f"{server}/witte-vlekken")
    files = {}
    for label in ("Tekening (SVG)", "Afbeelding (PNG)", "Tabel (CSV)", "Excel"):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        files[label] = Path(download.value.path()).read_bytes()
    assert b"<svg" in files["Tekening (SVG)"] and "jeugd" in files["Tekening (SVG)"].decode()
    assert files["Afbeelding (PNG)"].startswith(b"\x89PNG")
    lines = list(csv.DictReader(io.StringIO(files["Tabel (CSV)"].decode())))
    assert {(line["theme_id"], line["region_id"]): int(line[ACTIVE]) for line in lines} == {key: cell.count(ACTIVE) for key, cell in found.cells.items()}
    sheet = openpyxl.load_workbook(io.BytesIO(files["Excel"])).worksheets[0]
    assert sheet.max_row == len(found.cells) + 1
