"""What a visitor does: follow a link, choose, go back, use only the keyboard, run into nothing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settled

pytestmark = pytest.mark.browser
LIMBURG = "thema=theme:burgerparticipatie&regio=region:provincie-PV31"


def address(page: Page) -> dict[str, str]:
    """What the address says now."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def explained(page: Page) -> str:
    """Whose place is explained."""
    return page.locator(".why-name").inner_text()


def tab_to(page: Page, found: str, most: int = 80) -> None:
    """Press Tab until the focused element fits a CSS selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", found):
            return
    raise AssertionError(f"no {found} within {most} tabs")


def test_the_button_leads_to_the_whole_answer_and_back(server: str, visit: Visit) -> None:
    page = visit(f"{server}/")
    page.get_by_role("button", name="Toon het hele antwoord").click()
    expect(page.locator(".why-name")).to_be_visible()
    assert address(page) == {"thema": "theme:burgerparticipatie", "regio": "region:provincie-PV31"}
    page.go_back()
    expect(page.locator(".counts")).to_be_visible()


def test_a_sent_link_gives_row_and_weights(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?{LIMBURG}&rij=gm:GM1507&w=practice:4,current:0&op=2024-12-31")
    assert explained(page) == "Horst aan de Maas"
    page.locator("summary").first.click()
    assert page.get_by_role("slider", name="praktijken").input_value() == "4"
    expect(page.get_by_label("Zoals bekend op")).to_have_value("31 december 2024")
    assert "gewicht 4" in page.locator(".points").inner_text()


def test_choices_go_into_the_address_and_back_undoes_them(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?{LIMBURG}")
    first = explained(page)
    page.locator("[data-testid=stDataFrame]").nth(1).click(position={"x": 200, "y": 57})
    expect(page.locator(".why-name")).not_to_have_text(first)
    assert address(page)["rij"].startswith("gm:")
    second = explained(page)
    page.go_back()
    expect(page.locator(".why-name")).to_have_text(first)
    settled(page)
    assert "rij" not in address(page)
    page.go_forward()
    expect(page.locator(".why-name")).to_have_text(second)


def test_the_other_language_keeps_the_question(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?{LIMBURG}&rij=gm:GM1507&w=practice:4")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_contain_text("citizen participation")
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert address(page) | {"lang": "en", "rij": "gm:GM1507", "w": "practice:4"} == address(page)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("burgerparticipatie")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_only_the_keyboard(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?{LIMBURG}")
    tab_to(page, "[role=combobox][aria-label^=Thema], [data-testid=stSelectbox] input")
    page.keyboard.type("armoede")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("armoede")
    settled(page)
    page.goto(f"{server}/voortrekkers?thema=theme:armoede")
    settled(page)
    first = explained(page)
    tab_to(page, ".st-key-pick-row input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".why-name")).not_to_have_text(first)
    settled(page)
    tab_to(page, ".document a")
    assert page.evaluate("document.activeElement.rel") == "noopener noreferrer"
    assert page.evaluate("document.activeElement.href").startswith("http")


def test_an_empty_answer_has_three_ways_out_that_work(server: str, visit: Visit) -> None:
    start = f"{server}/voortrekkers?thema=theme:dementie&regio=region:provincie-PV31"
    page = visit(start)
    assert page.locator("[data-testid=stDataFrame]").count() == 0
    ways = page.locator(".st-key-ways-out a")
    assert ways.count() == 3
    for number in range(3):
        if number:
            page.goto(start)
            settled(page)
        promised = int(ways.nth(number).inner_text().rsplit("(", 1)[1].rstrip(")"))
        ways.nth(number).click()
        expect(page.locator(".why-name")).to_be_visible()
        settled(page)
        label = page.locator(".st-key-pick-region input").input_value()
        assert int(label.rsplit("–", 1)[1].split()[0]) == promised


def test_an_unknown_id_offers_three_names_that_work(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?thema=theme:jeugdzorgx")
    near = page.locator(".st-key-nearest a")
    assert near.count() == 4  # three names and a new question
    near.first.click()
    expect(page.locator("h1")).to_contain_text("jeugd")


def test_all_rows_can_be_shown(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?thema=theme:armoede")
    page.get_by_role("link", name="Toon alle").click()
    expect(page.get_by_role("link", name="Toon alle")).to_have_count(0)
    settled(page)
    assert address(page)["n"] == "0"


def test_examples_on_the_first_page_have_an_answer(server: str, visit: Visit) -> None:
    page = visit(f"{server}/")
    links = page.locator(".st-key-examples a")
    for target in [links.nth(number).get_attribute("href") for number in range(links.count())]:
        page.goto(f"{server}{target}" if str(target).startswith("/") else f"{server}/{target}")
        settled(page)
        assert page.locator(".why-name").count() == 1, target


def test_the_answer_can_be_taken_along(server: str, visit: Visit) -> None:
    page = visit(f"{server}/voortrekkers?{LIMBURG}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Lijst als tabel").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("gm:GM1894,1,Peel en Maas")
