"""What a visitor does on the pages of the other questions: choose, type, hand over a file, use only the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, settled
from tests.browser.test_use import address, explained, tab_to

pytestmark = pytest.mark.browser
PLAN = "Vrijwilligers rijden ouderen met hun eigen auto naar de dokter. "


def test_the_first_page_leads_to_each_other_question(server: str, visit: Visit) -> None:
    page = visit(f"{server}/")
    links = page.locator(".st-key-others a")
    targets = [str(links.nth(number).get_attribute("href")) for number in range(links.count())]
    assert len(targets) == 5
    for target in targets:
        page.goto(f"{server}/{target.removeprefix('/')}")
        settled(page)
        expect(page.locator(".why-name")).to_be_visible()


def test_a_row_of_a_later_block_is_explained_and_back_undoes_it(server: str, visit: Visit) -> None:
    page = visit(f"{server}/partners?thema=theme:onbegrepen-gedrag&regio=region:provincie-PV22")
    first = explained(page)
    page.locator(".st-key-rows-practice [data-testid=stDataFrame]").click(position={"x": 150, "y": 70})
    expect(page.locator(".why-name")).not_to_have_text(first)
    assert address(page)["rij"].startswith("org:")
    page.go_back()
    expect(page.locator(".why-name")).to_have_text(first)


def test_two_themes_by_keyboard_only(server: str, visit: Visit) -> None:
    page = visit(f"{server}/kennis?thema=theme:schulden")
    tab_to(page, ".st-key-pick-also input")
    page.keyboard.type("armoede")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("armoede")
    settled(page)
    assert address(page)["ook"] == "theme:armoede"
    page.goto(page.url)
    settled(page)
    first = explained(page)
    tab_to(page, ".st-key-pick-row input")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".why-name")).not_to_have_text(first)


def test_a_text_is_typed_and_found_by_keyboard_only(server: str, visit: Visit) -> None:
    page = visit(f"{server}/bestaat")
    tab_to(page, "textarea")
    page.keyboard.type(PLAN)
    tab_to(page, "[data-testid=stBaseButton-primary]", most=1)
    expect(page.locator(".why-name")).to_have_text("ANWB AutoMaatje")
    settled(page)
    assert address(page) == {"q": PLAN.strip()}


def test_a_file_is_read_and_stays_out_of_the_address(server: str, visit: Visit, tmp_path: Path) -> None:
    plan, picture = tmp_path / "plan.txt", tmp_path / "plan.png"
    plan.write_text(PLAN * 10, encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n")
    page = visit(f"{server}/bestaat")
    chooser = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    chooser.set_input_files(picture)
    expect(page.locator("p.faults")).to_contain_text(".png")
    assert page.locator(".why-name").count() == 0
    settled(page)  # a chosen file has a chooser of its own, and for a moment the first one stands beside it
    expect(chooser).to_have_count(1)
    chooser.set_input_files(plan)
    expect(page.locator(".why-name")).to_have_text("ANWB AutoMaatje")
    settled(page)
    assert "q" not in address(page) and page.locator("textarea").input_value().startswith(PLAN)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".why-name")).to_have_text("ANWB AutoMaatje")


def test_nothing_found_has_ways_on_that_work(server: str, visit: Visit) -> None:
    page = visit(f"{server}/bestaat?q=kwantumzwaartekracht")
    ways = page.locator(".st-key-ways-out a")
    assert ways.count() == 3
    ways.first.click()
    expect(page.locator(".why-name")).to_be_visible()
