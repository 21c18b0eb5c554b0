"""The network page as a visitor uses it: seen soon, clicked, filtered, by keyboard, with Back, taken along; and the way to another actor."""

from __future__ import annotations

import csv
import io
import itertools
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from graph.stores.memory import MemoryStore
from ingest.catalogue import read_graph
from queries.catalogue import open_session
from queries.pictures import network
from queries.pictures.network import BENEATH, RADIUS, WIDE, Picture
from queries.session import Session
from tests.browser.conftest import Visit, settled, unwatched

pytestmark = pytest.mark.browser
PAINT, CLICK, BUSY = 4.0, 0.6, 2.5  # seconds that may pass on a machine of two cores, and how much slower a busy one may be
CHART = ".st-key-network svg.marks"
LARGE = "theme:eenzaamheid"  # 60 nodes, and more than that around it


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """The shipped data, to know what stands where."""
    store = MemoryStore()
    store.load(read_graph())
    yield open_session(store)


def spot(page: Page, shown: Picture, node: str) -> tuple[float, float]:
    """Where a node stands on the screen."""
    box = page.locator(f"{CHART} path.background").first.bounding_box()
    assert box and abs(box["height"] - shown.height) <= 1
    at = shown.spots[0 if box["width"] >= WIDE.width else 1][[near.id for near in shown.nodes].index(node)]
    return box["x"] + at.x * box["width"], box["y"] + at.y


def click(page: Page, shown: Picture, node: str, below: int = 0) -> float:
    """Click on a node, or so many pixels below it; the seconds until it is explained."""
    page.evaluate("y => document.querySelector('.stMain').scrollBy(0, y)", spot(page, shown, node)[1] - 500)
    page.wait_for_timeout(100)
    x, y = spot(page, shown, node)
    y += below
    before = page.locator(".why-name").inner_text()
    start = time.monotonic()
    page.mouse.click(x, y)
    page.wait_for_function("before => document.querySelector('.why-name')?.innerText !== before", arg=before, polling=20)
    return time.monotonic() - start


def query(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def opened(page: Page, server: str, address: str) -> Page:
    """A page whose picture is there."""
    page.goto(f"{server}{address}")
    page.wait_for_selector(CHART)
    settled(page)
    return page


def test_sixty_nodes_are_seen_and_answer_a_click_in_time(server: str, visit: Visit, session: Session) -> None:
    page = visit(f"{server}/netwerk?lang=nl")
    unwatched(page)  # now the browser has the scripts, the server its session
    page.wait_for_selector(CHART)
    shown = network.around(session, LARGE, 2)
    assert len(shown.nodes) == 60
    seen = []
    for lang in ("nl", "en", "nl", "en"):
        start = time.monotonic()
        opened(page, server, f"/netwerk?id={LARGE}&stappen=2&lang={lang}")
        seen.append(time.monotonic() - start)
    clicks = [click(page, shown, near.id) for near in shown.nodes[2:9]]
    print(f"60 nodes: seen after {statistics.median(seen):.2f} s (median of {len(seen)}), a click answered after {statistics.median(clicks):.2f} s (of {len(clicks)})")
    assert statistics.median(seen) <= PAINT * BUSY and statistics.median(clicks) <= CLICK * BUSY


def test_a_click_explains_and_back_undoes_it(server: str, visit: Visit, session: Session) -> None:
    page = opened(visit(f"{server}/netwerk?lang=nl"), server, "/netwerk?id=gm:GM0153&lang=nl")
    shown = network.around(session, "gm:GM0153", 1)
    first = page.locator(".why-name").inner_text()
    click(page, shown, "gm:GM0106", below=RADIUS + BENEATH + 6)  # its label
    settled(page)
    assert query(page)["rij"] == "gm:GM0106" and page.locator(".why-name").inner_text() == "Assen"
    said = page.locator(".why-part").inner_text()
    assert "Waarom verbonden met Enschede" in said and "nam over van" in said and "RTV Drenthe" in said
    page.go_back()
    expect(page.locator(".why-name")).to_have_text(first)
    settled(page)
    assert "rij" not in query(page)
    page.go_forward()
    expect(page.locator(".why-name")).to_have_text("Assen")
    page.get_by_role("link", name="Zet Assen in het midden").click()
    expect(page.locator("h1")).to_have_text("Het netwerk rond Assen")
    settled(page)
    assert query(page)["id"] == "gm:GM0106"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", [f"/netwerk?id={LARGE}&stappen=2", "/netwerk?id=gm:GM0153", "/netwerk?id=org:movisie&stappen=2", "/netwerk?id=theme:jeugdhulp",
                                     "/netwerk?id=org:vng&naar=org:zonmw"])
def test_no_label_covers_another_or_leaves_the_picture(server: str, visit: Visit, address: str, width: int) -> None:
    """Letters as this browser draws them; each label is there twice, the lower one as its ground."""
    page = opened(visit(f"{server}/over?lang=nl", width=width), server, f"{address}&lang=nl")
    frame, labels = page.evaluate("""chart => { const box = item => { const {left, top, right, bottom} = item.getBoundingClientRect(); return [left, top, right, bottom]; };
        const svg = document.querySelector(chart);
        return [box(svg), [...svg.querySelectorAll('text')].filter(item => item.textContent).map(item => [item.textContent, ...box(item)])]; }""", CHART)
    boxes = {(text, round(left), round(top)): (left, top, right, bottom) for text, left, top, right, bottom in labels}
    assert 3 <= len(boxes) <= 60
    for (text, *_), (left, top, right, bottom) in boxes.items():
        assert frame[0] <= left and right <= frame[2] and frame[1] <= top and bottom <= frame[3], text
    for (one, first), (other, second) in itertools.combinations(boxes.items(), 2):
        apart = first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] + 1 or second[3] <= first[1] + 1
        assert apart, (one, other)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_legend_hides_and_shows_and_nothing_moves(server: str, visit: Visit, session: Session) -> None:
    page = opened(visit(f"{server}/netwerk?lang=nl"), server, "/netwerk?id=gm:GM0153&lang=nl&rij=gm:GM0106")
    shown = network.around(session, "gm:GM0153", 1)
    rows = page.locator(".twin tbody tr").count()
    assert rows == sum(len(tie.links) for tie in shown.ties)
    page.get_by_role("link", name="regio's 8").click()
    expect(page.locator(".twin tbody tr")).not_to_have_count(rows)
    assert "region" not in query(page)["soorten"] and page.locator(".twin tbody tr").count() < rows
    page.get_by_role("link", name="lid van").click()
    expect(page.locator(".legend a.off")).to_have_count(2)
    settled(page)
    page.wait_for_selector(CHART)
    person = next(near.id for near in shown.nodes if near.id.startswith("person:"))
    click(page, shown, person)  # where it stood before
    settled(page)
    assert query(page)["rij"] == person
    page.get_by_role("link", name="alles tonen").first.click()
    page.wait_for_function("!location.search.includes('soorten')")


def test_only_the_keyboard(server: str, visit: Visit) -> None:
    page = opened(visit(f"{server}/netwerk?lang=nl"), server, "/netwerk?id=gm:GM0153&lang=nl")
    first = page.locator(".why-name").inner_text()
    page.locator(".st-key-pick-row input").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".why-name")).not_to_have_text(first)
    settled(page)
    page.locator(".stMain summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".twin")).to_be_visible()
    page.locator(".legend a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('soorten')")


def test_what_is_left_out_can_be_read_in_the_table(server: str, visit: Visit, session: Session) -> None:
    page = opened(visit(f"{server}/netwerk?lang=nl"), server, f"/netwerk?id={LARGE}&lang=nl")
    shown = network.around(session, LARGE, 1)
    assert shown.left_out and f"{len(shown.left_out)} rechtstreekse banden passen er niet meer bij" in page.locator(".stMain").inner_text()
    before = page.locator(".twin tbody tr").count()
    page.get_by_role("link", name="Zet ook die in de tabel").click()
    expect(page.locator(".twin tbody tr")).not_to_have_count(before)
    assert "n" in query(page) and page.locator(".twin tbody tr").count() >= before + len(shown.left_out)


def test_the_picture_and_its_data_are_taken_along_without_people(server: str, visit: Visit, session: Session) -> None:
    page = opened(visit(f"{server}/netwerk?lang=nl"), server, "/netwerk?id=gm:GM0153&lang=nl")
    files = {}
    for button in ("Tekening (SVG)", "Afbeelding (PNG)", "Tabel (CSV)", "Netwerk (GraphML)", "Netwerk (GEXF)"):
        with page.expect_download() as caught:
            page.get_by_role("button", name=button).click()
        files[button] = Path(caught.value.path()).read_bytes()
        assert caught.value.suggested_filename.startswith("wieweetwat-netwerk-gm-GM0153.")
    assert b"Assen" in files["Tekening (SVG)"] and b"http://www.w3.org/2000/svg" in files["Tekening (SVG)"]
    assert files["Afbeelding (PNG)"].startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO(files["Tabel (CSV)"].decode())))
    links = [link for tie in network.around(session, "gm:GM0153", 1).ties for link in tie.links]
    assert {row["claim"] for row in rows} == {link.id for link in links if not link.subject.startswith("person:")}
    for form in ("Netwerk (GraphML)", "Netwerk (GEXF)"):
        assert b"person:" not in files[form] and ElementTree.fromstring(files[form]) is not None


def test_the_way_to_movisie_in_words_and_as_a_picture(server: str, visit: Visit) -> None:
    page = opened(visit(f"{server}/netwerk?lang=nl"), server, "/netwerk?id=gm:GM0153&naar=org:movisie&lang=nl")
    assert page.locator("h1").inner_text() == "Hoe is Enschede verbonden met Movisie?"
    assert "Enschede → Assen → Alliantie van Kracht → Movisie" in page.locator(".lead").inner_text()
    steps = page.locator(".why-part h3").all_inner_texts()
    assert steps == ["Stap 1: Enschede en Assen", "Stap 2: Assen en Alliantie van Kracht", "Stap 3: Alliantie van Kracht en Movisie"]
    assert page.locator(".why-part .document").count() >= 3 and page.locator(".twin tbody tr").count() == 3
    page.get_by_role("link", name="Terug naar het hele netwerk").click()
    expect(page.locator("h1")).to_have_text("Het netwerk rond Enschede")


def test_no_way_is_said_honestly(server: str, visit: Visit) -> None:
    page = visit(f"{server}/netwerk?id=gm:GM1859&naar=org:zonmw&lang=en")
    said = page.locator(".stMain").inner_text()
    assert "That does not mean that they do not know each other" in said and re.search("nearest|Nor is", said)


def test_an_unknown_node_leads_on(server: str, visit: Visit) -> None:
    page = visit(f"{server}/netwerk?id=org:movisi&lang=nl")
    assert page.locator(".ways a").count() and page.locator(CHART).count() == 0
