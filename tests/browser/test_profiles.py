"""Search, profiles, regions, themes and sources as a visitor uses them, in a real browser on the shipped data."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled

pytestmark = pytest.mark.browser


def query(page: Page) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.url).query)


def heading(page: Page) -> str:
    """The page's title on screen."""
    return page.locator("h1").inner_text()


def test_from_a_typing_error_to_a_profile_and_on(server: str, visit: Visit) -> None:
    """Search from the first page, open a hit, go on to what it runs, come back with Back twice, and share the address."""
    page = visit(f"{server}/?lang=nl")
    box = page.get_by_placeholder("Zoek naam, thema")
    box.fill("Utrech")
    box.press("Enter")
    page.wait_for_url("**/zoek?**")
    settled(page)
    page.locator("a.inside", has_text="Utrecht").first.click()
    expect(page.locator("h1")).to_have_text("Utrecht")
    settled(page)
    assert urlsplit(page.url).path == "/profiel" and query(page)["id"] == ["gm:GM0344"] and query(page)["lang"] == ["nl"]
    page.locator("section.relation a.inside", has_text="Lokalis").first.click()
    expect(page.locator("h1")).to_contain_text("Lokalis")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Utrecht")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Utrech")
    settled(page)
    assert urlsplit(page.url).path == "/zoek"
    assert "Lokalis" in page.locator(".viewed").inner_text()  # seen in this window, also after Back


def test_a_link_within_the_text_does_not_load_the_app_anew(server: str, visit: Visit) -> None:
    page = visit(f"{server}/profiel?id=gm:GM0344&lang=nl")
    page.evaluate("window.still = true")
    page.get_by_role("link", name="Wat speelt er in Utrecht? Naar het overzicht").click()
    page.wait_for_url("**/regio?**")
    settled(page)
    assert page.evaluate("window.still") is True
    assert page.evaluate("document.querySelector('.stMain').scrollTop") == 0
    assert "Wat hier speelt" in page.locator(".stMain").inner_text()


def test_a_profile_is_reached_by_keyboard(server: str, visit: Visit) -> None:
    page = visit(f"{server}/zoek?q=eenzaamheid&lang=nl")
    page.locator("a.inside").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thema?**")
    settled(page)
    assert heading(page) == "eenzaamheid"
    page.get_by_role("link", name="Naar het profiel met alle feiten").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/profiel?**")
    settled(page)
    page.locator("section.relation summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("section.relation details").first.get_attribute("open") is not None


def test_a_theme_leads_to_its_answers_and_provinces(server: str, visit: Visit) -> None:
    page = visit(f"{server}/thema?id=theme:eenzaamheid&lang=nl")
    page.locator("table.shares a.inside", has_text="Limburg").click()
    page.wait_for_url("**/voortrekkers?**")
    settled(page)
    assert query(page)["thema"] == ["theme:eenzaamheid"] and query(page)["regio"] == ["region:provincie-PV31"]


def test_a_profile_is_taken_along(server: str, visit: Visit) -> None:
    page = visit(f"{server}/profiel?id=org:movisie&lang=en")
    with page.expect_download() as caught:
        page.get_by_role("button", name="JSON-LD").click()
    text = json.loads(caught.value.path().read_text(encoding="utf-8"))
    assert "prov" in text["@context"] and "org_id:movisie" in json.dumps(text)
    page.get_by_text("Is something wrong? Report it").click()
    assert "org:movisie" in page.locator("textarea").input_value()


def test_sources_are_narrowed_in_the_address(server: str, visit: Visit) -> None:
    page = visit(f"{server}/bronnen?lang=nl")
    page.get_by_role("textbox", name="Titel of uitgever").fill("Movisie")
    page.get_by_role("textbox", name="Titel of uitgever").press("Enter")
    page.wait_for_url("**q=Movisie**")
    settled(page)
    assert "Movisie" in page.locator(".hits").inner_text()
    page.locator(".hits a.inside").first.click()
    page.wait_for_url("**id=doc**")
    settled(page)
    assert unquote(page.url).split("id=")[1].startswith("doc:") and "beweringen rusten hierop" in page.locator(".stMain").inner_text()
