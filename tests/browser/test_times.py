"""The time page as a visitor uses it: each part drawn, a mark clicked and explained, Back, the table, the files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled

pytestmark = pytest.mark.browser
BARS = ".st-key-times svg.marks g.mark-rect.role-mark path"


def _row(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("rij", [""])[0]


def test_how_an_approach_spread(visit: Visit, server: str) -> None:
    """Veldhoven and Waalre are known by 2020 only: a light bar from the beginning; Amsterdam began in April 2015."""
    page = visit(f"{server}/tijd?praktijk=family:wijk-ggd")
    page.wait_for_selector(BARS)
    assert page.locator(BARS).count() == 5
    bars = page.locator(BARS)
    for number in (2, 4):
        bars.nth(number).scroll_into_view_if_needed()
        before = page.locator(".why-name").inner_text()
        bars.nth(number).click()
        page.wait_for_function("before => document.querySelector('.why-name')?.innerText !== before", arg=before)
        settled(page)
    explained = _row(page)
    page.go_back()
    page.wait_for_function("row => new URL(location.href).searchParams.get('rij') !== row", arg=explained)
    settled(page)
    page.locator("summary", has_text="als tabel").click()
    assert page.locator(".twin tbody tr").count() == 5
    for label, start in (("Tekening (SVG)", b"<svg"), ("Afbeelding (PNG)", b"PNG"), ("Tabel (CSV)", b"Zuidplas")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert start in Path(download.value.path()).read_bytes()


def test_activity_and_roles(visit: Visit, server: str) -> None:
    page = visit(f"{server}/tijd?deel=bedrijvigheid&thema=theme:jeugd")
    page.wait_for_selector(BARS)
    assert page.locator(".why-part .document").count() >= 1
    page.get_by_role("link", name="Functies, initiatieven en programma's").click()
    settled(page)
    expect(page.locator("h1")).to_contain_text("in de tijd")
    page.goto(f"{server}/tijd?deel=rollen&id=org:movisie&lang=en")
    page.wait_for_selector(BARS)
    expect(page.locator("h1")).to_have_text("Movisie over time")
    box = page.locator(".st-key-pick-row input")
    box.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URL(location.href).searchParams.get('rij')")
    settled(page)
    assert page.locator(".why-part h2").inner_text()
