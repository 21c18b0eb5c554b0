"""The map as a visitor uses it: painted and clicked in time, few bytes, by keyboard, with Back, two days, a network, taken along, the same as its table."""

from __future__ import annotations

import csv
import json
import statistics
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled, unwatched

pytestmark = pytest.mark.browser
PAINT, CLICK, BUSY = 2.0, 0.6, 2.5  # seconds on a machine of two cores, and how much slower a busy one may be
BYTES = 50_000  # that a rerun may send
SHAPES = ".st-key-map svg.marks path[stroke='#8a8f8f']"
ADDRESS = "/kaart?thema=theme:eenzaamheid&lang=nl"


def opened(page: Page, address: str) -> Page:
    """A page whose map is there."""
    page.goto(address)
    page.wait_for_selector(SHAPES, state="attached")
    settled(page)
    return page


def spot(page: Page, number: int = 0) -> tuple[float, float]:
    """A place well inside the country on a map: in the Veluwe, whose municipalities are large."""
    chart = page.locator(".st-key-map svg.marks").nth(number)
    chart.scroll_into_view_if_needed()
    page.evaluate("() => document.querySelector('.st-key-map svg.marks').scrollIntoView({block: 'center'})")
    page.wait_for_timeout(150)
    box = chart.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def chosen(page: Page) -> str:
    """The name of the area that is explained."""
    return page.locator(".why-name").inner_text()


def click(page: Page, x: float, y: float) -> float:
    """Click; the seconds until another area is explained."""
    before, start = chosen(page), time.monotonic()
    page.mouse.click(x, y)
    page.wait_for_function("before => document.querySelector('.why-name')?.innerText !== before", arg=before, polling=20)
    return time.monotonic() - start


def test_it_is_seen_soon(visit: Visit, server: str) -> None:
    page = visit(f"{server}{ADDRESS}")
    unwatched(page)  # now the browser has the scripts, the server its session
    times = []
    for theme in ("dementie", "schulden", "eenzaamheid"):
        start = time.monotonic()
        page.goto(f"{server}/kaart?thema=theme:{theme}&lang=nl")
        page.wait_for_selector(SHAPES, state="attached")
        times.append(time.monotonic() - start)
    print(f"map painted after {', '.join(f'{one:.2f}' for one in times)} s")
    assert statistics.median(times) <= PAINT * BUSY
    assert page.locator(SHAPES).count() >= 342


@pytest.mark.parametrize("more", ["", "&vergelijk=2019-12-31"])
def test_a_click_answers_soon_with_few_bytes_and_back_goes_back(visit: Visit, server: str, more: str) -> None:
    page = visit(f"{server}{ADDRESS}{more}")
    received = [0]

    def count(frame: bytes | str) -> None:
        received[0] += len(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", count))
    opened(page, f"{server}{ADDRESS}{more}&rij=gm:GM0363")
    times, sent = [], []
    x, y = spot(page)
    for step in range(4):
        page.wait_for_timeout(400)
        before = received[0]
        times.append(click(page, x + 30 * (step % 2), y - 45 * (step % 2)))
        settled(page)
        sent.append(received[0] - before)
    print(f"click {', '.join(f'{one:.2f}' for one in times)} s; {sent} bytes")
    assert statistics.median(times) <= CLICK * BUSY and max(sent) <= BYTES
    name, row = chosen(page), parse_qs(urlsplit(page.url).query)["rij"][0]
    assert row.startswith("gm:GM") and row != "gm:GM0363"
    page.go_back()
    page.wait_for_function("name => document.querySelector('.why-name')?.innerText !== name", arg=name)


def test_the_keyboard_does_the_same_and_the_evidence_stands_beside_it(visit: Visit, server: str) -> None:
    page = opened(visit(f"{server}{ADDRESS}"), f"{server}{ADDRESS}")
    box = page.get_by_role("combobox", name="Kies een gebied")
    box.focus()
    box.fill("Rotterdam")
    page.keyboard.press("Enter")
    expect(page.locator(".why-name")).to_have_text("Rotterdam")
    settled(page)
    assert "rij=gm%3AGM0599" in page.url
    assert page.locator(".why-part .documents a, .why-part a[href^='bronnen'], .why-part a[href^='http']").count() > 0
    page.locator(".why-part").get_by_role("link", name="Alles over Rotterdam").click()
    expect(page.locator("h1")).to_have_text("Rotterdam")


def test_the_table_has_what_the_picture_has_and_so_have_the_files(visit: Visit, server: str, tmp_path: Path) -> None:
    page = opened(visit(f"{server}{ADDRESS}&laag=provincie"), f"{server}{ADDRESS}&laag=provincie")
    page.locator("details summary").filter(has_text="tabel").click()
    cells = [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in page.locator(".twin tbody tr").all()]
    assert len(cells) == 12
    seen = {}
    for kind in ("csv", "geojson", "svg", "png"):
        with page.expect_download() as caught:
            page.locator(f".st-key-take-{kind} button").click()
        seen[kind] = tmp_path / f"map.{kind}"
        caught.value.save_as(seen[kind])
        assert caught.value.suggested_filename.startswith("wieweetwat-kaart-theme-eenzaamheid-provincie.")
    rows = list(csv.reader(seen["csv"].read_text(encoding="utf-8-sig").splitlines()))[1:]
    assert {row[1]: row[2] for row in rows} == {line[0]: line[1] for line in cells}
    shapes = json.loads(seen["geojson"].read_text(encoding="utf-8"))
    assert {one["properties"]["name"]: str(one["properties"]["bekend"]) for one in shapes["features"]} == {line[0]: line[1] for line in cells}
    assert "Natural Earth" in shapes["source"] and "Natural Earth" in seen["svg"].read_text(encoding="utf-8")
    assert seen["png"].read_bytes().startswith(b"\x89PNG") and seen["png"].stat().st_size > 30_000


def test_two_days_and_a_network(visit: Visit, server: str) -> None:
    address = f"{server}{ADDRESS}&vergelijk=2019-12-31&netwerk=net:awpg-brabant&rij=gm:GM0855"
    page = opened(visit(address), address)
    assert page.locator(".st-key-map svg.marks").count() == 2
    expect(page.locator(".map-legend")).to_contain_text("gebied van het netwerk, afgeleid")
    expect(page.locator(".why-part")).to_contain_text("Dat is afgeleid")
    expect(page.get_by_text("op 31 december 2019")).to_be_visible()
    assert page.locator(".st-key-map svg.marks path[stroke='#D55E00'][stroke-dasharray='3,2']").count() >= 2 * 60


def test_what_is_unknown_is_said(visit: Visit, server: str) -> None:
    page = visit(f"{server}/kaart?thema=theme:eenzaamheidx&lang=nl")
    expect(page.get_by_role("link", name="eenzaamheid").first).to_be_visible()
    page.goto(f"{server}/kaart?laag=onzin&maat=onzin&vergelijk=gisteren&lang=en")
    settled(page)
    expect(page.locator("h1")).to_be_visible()
