"""Seven tasks as a newcomer does them, each within five clicks and a minute, and the page that shows them."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Visit
from tests.browser.pictures import GALLERY
from tests.browser.tasks import MOST_CLICKS, MOST_SECONDS, TASKS, Walk

DOCS = ROOT / "docs"
MOST_BYTES = 80_000
_TASKS = {task.name: task for task in TASKS}


@contextmanager
def done(server: str, visit: Visit, name: str, more: int = 0) -> Iterator[Page]:
    """The page at the end of a task's way; `more` clicks follow. The whole, with what is done on it, stays within clicks and time."""
    task = _TASKS[name]
    start = time.monotonic()
    walk = Walk(visit(f"{server}/"))
    task.walk(walk)
    yield walk.page
    assert walk.clicks + more == task.clicks <= MOST_CLICKS
    assert time.monotonic() - start <= MOST_SECONDS


def heading(page: Page) -> str:
    """The page's title on screen."""
    return page.locator("h1").inner_text()


@pytest.mark.browser
def test_front_runners_on_youth_care_in_twente_and_the_link(server: str, visit: Visit) -> None:
    with done(server, visit, "front-runners") as page:
        assert heading(page) == "Wie zijn voortrekkers op jeugdhulp in Twente?"
        said = page.locator(".why-part").inner_text()
        assert said.startswith("Enschede") and page.locator(".why-part .document a").count()
        sent = visit(page.url)
        assert heading(sent) == heading(page) and sent.locator(".why-part").inner_text() == said


@pytest.mark.browser
def test_who_in_gelderland_knows_and_how_to_reach_them(server: str, visit: Visit) -> None:
    with done(server, visit, "knowledge") as page:
        assert heading(page) == "Bij wie kan ik terecht voor kennis over vroegsignalering van schulden in Gelderland?"
        expect(page.get_by_role("heading", name="Hoe te bereiken")).to_be_visible()
        assert page.locator(".why-part h3:has-text('Hoe te bereiken') + ul a").first.get_attribute("href", timeout=2000)


@pytest.mark.browser
def test_has_this_been_done_already(server: str, visit: Visit) -> None:
    with done(server, visit, "done-already") as page:
        assert "ouderen" in page.locator(".why-part .lead").inner_text()
        expect(page.locator("[data-testid=stDataFrame]")).to_have_count(1)


@pytest.mark.browser
def test_what_municipalities_like_mine_do_and_whether_it_works(server: str, visit: Visit) -> None:
    with done(server, visit, "like-mine") as page:
        assert heading(page).startswith("Wat werkt voor dak- en thuisloze jongeren")
        assert "Het Bouwdepot" in page.locator(".why-part").inner_text()
        assert "positief geëvalueerd" in page.locator(".why-part").inner_text()
        assert "hier in 1 gemeente" in page.locator(".why-part").inner_text().lower()


@pytest.mark.browser
def test_what_three_organisations_share(server: str, visit: Visit) -> None:
    with done(server, visit, "shared") as page:
        assert heading(page).startswith("Wat hebben Movisie, ZonMw en Vereniging van Nederlandse Gemeenten gemeen")
        assert "gemeenschappelijk" in page.locator(".why-part .facts").first.inner_text()


@pytest.mark.browser
def test_what_hangs_on_one_person(server: str, visit: Visit) -> None:
    with done(server, visit, "one-person") as page:
        assert heading(page) == "Lineke van Hal"
        assert page.locator("section.relation").count() and page.locator(".st-key-profile-claims a.inside").count()


@pytest.mark.browser
def test_it_goes_to_excel(server: str, visit: Visit) -> None:
    with done(server, visit, "excel", more=1) as page:
        with page.expect_download() as download:
            page.get_by_role("button", name="Excel").click()
        book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        assert len(book.worksheets) == 3 and download.value.suggested_filename.endswith(".xlsx")
        names = [cell.value for cell in book.worksheets[0]["C"]]
        assert page.locator(".why-name").inner_text() in names and book.worksheets[1].max_row > 1


@pytest.mark.browser
def test_the_query_behind_a_panel(server: str, visit: Visit) -> None:
    """Its own query, cut to three rows, run and taken along as CSV."""
    with done(server, visit, "query") as page:
        expect(page.get_by_text("3 rijen in")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Tabel (CSV)").click()
        assert len(Path(download.value.path()).read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.browser
def test_where_nobody_works_on_informal_care(server: str, visit: Visit) -> None:
    """Flevoland has no municipality at all on informele zorg, and each cell leads on."""
    with done(server, visit, "nobody") as page:
        assert heading(page) == "Waar is nog niemand bezig met informele zorg?"
        assert "Nergens een gemeente in: Flevoland." in page.locator(".lead").inner_text()
        expect(page.locator(".st-key-gaps svg.marks")).to_be_visible()
        assert page.locator(".st-key-why .ways a").count() >= 2


@pytest.mark.browser
def test_how_a_municipality_is_connected_to_movisie(server: str, visit: Visit) -> None:
    with done(server, visit, "connected") as page:
        assert heading(page) == "Hoe is Enschede verbonden met Movisie?"
        assert "Enschede → Assen → Alliantie van Kracht → Movisie" in page.locator(".lead").inner_text()
        assert page.locator(".why-part .document").count() >= 3
        expect(page.locator(".st-key-network svg.marks")).to_be_visible()


def test_every_page_has_its_small_picture() -> None:
    shown = (DOCS / "pages.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(images/pages/([a-z-]+)\.png\)", shown)) == set(GALLERY)
    for name in GALLERY:
        assert (DOCS / "images" / "pages" / f"{name}.png").stat().st_size < MOST_BYTES


def test_the_tasks_are_shown_with_their_clicks_and_small_pictures() -> None:
    shown = (DOCS / "tasks.md").read_text(encoding="utf-8")
    for task in TASKS:
        assert f"## {task.asked}" in shown and f"(images/tasks/{task.name}.png)" in shown
        part = shown.split(f"## {task.asked}")[1].split("\n## ")[0]
        assert f"{task.clicks} clicks" in part
        assert (DOCS / "images" / "tasks" / f"{task.name}.png").stat().st_size < MOST_BYTES
