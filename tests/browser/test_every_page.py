"""What holds for every page, in each language, each theme and both widths: accessible, in one language, offline."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit, settled, visiting

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = {
    "ask": "/?",
    "pioneers": "/voortrekkers?thema=theme:jeugd&regio=&rij=gm:GM0344",
    "empty": "/voortrekkers?thema=theme:dementie&regio=region:provincie-PV31",
    "knowledge": "/kennis?thema=theme:schulden&ook=theme:bestaanszekerheid&rij=org:divosa",
    "partners": "/partners?thema=theme:dementie&regio=region:provincie-PV31",
    "existing": "/bestaat?q=vrijwilligers rijden ouderen met hun eigen auto naar de dokter",
    "nothing": "/bestaat?q=kwantumzwaartekracht",
    "questions": "/vraag?",
    "ranked": "/vraag?id=comparable&actor=gm:GM0321",
    "table": "/vraag?id=what_works&thema=theme:opvoeden",
    "matrix": "/vraag?id=matching&actor=org:zonmw,org:vng",
    "series": "/vraag?id=spread&praktijk=family:wijk-ggd",
    "paths": "/vraag?id=introductions&actor=org:movisie,gm:GM0855",
    "one-of-two": "/vraag?id=matching&actor=org:zonmw",
    "console": "/console?",
    "map": "/kaart?thema=theme:eenzaamheid",
    "map-two": "/kaart?thema=theme:jeugdhulp&laag=jeugdregio&vergelijk=2019-12-31&netwerk=net:awpg-brabant",
    "time": "/tijd?praktijk=family:wijk-ggd",
    "time-activity": "/tijd?deel=bedrijvigheid&thema=theme:jeugd&laag=corop",
    "time-roles": "/tijd?deel=rollen&id=org:movisie",
    "time-programmes": "/tijd?deel=rollen&id=theme:jeugd",
    "gaps": "/witte-vlekken?",
    "gaps-theme": "/witte-vlekken?thema=theme:informele-zorg&laag=jeugdregio",
    "gaps-corners": "/witte-vlekken?deel=hoeken&regio=region:provincie-PV22",
    "gaps-fragile": "/witte-vlekken?deel=kwetsbaar",
    "gaps-demand": "/witte-vlekken?deel=vraag",
    "gaps-upkeep": "/witte-vlekken?deel=onderhoud&regio=region:provincie-PV22",
    "network": "/netwerk?id=gm:GM0153&stappen=2",
    "network-way": "/netwerk?id=gm:GM0153&naar=org:movisie",
    "network-unknown": "/netwerk?id=org:movisi",
    "profile": "/profiel?id=gm:GM0344",
    "person": "/profiel?id=person:nadja-jungmann",
    "dissolved": "/profiel?id=gm:GM0347",
    "region": "/regio?id=region:corop-CR12",
    "theme": "/thema?id=theme:eenzaamheid",
    "search": "/zoek?q=schuldhulpverlenig",
    "sources": "/bronnen?",
    "document": "/bronnen?id=doc:roo-organisaties-2026",
    "about": "/over?",
    "unknown-profile": "/profiel?id=org:movisi",
    "unknown": "/voortrekkers?thema=theme:jeugdzorgx",
}
TITLES: dict[tuple[str, str], str] = {}  # by language and name, as the pages were visited
# Words of one language that may not be seen in the other. Names and notes from documents are Dutch in both.
ENGLISH = ("Skip to", "Deploy", "Stop", "points", "evidence", "theme", "region", "weight", "Show")
DUTCH = ("Direct naar", "punten", "bewijs", "gewicht", "Toon", "heel Nederland", "voortrekker", "gemeenten", "thema", "zonder dit")


def violations(page: Page) -> list[str]:
    """What axe finds, one line per place."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def own_words(page: Page) -> str:
    """The page's text without what comes from the data."""
    return page.evaluate("""() => {
        const copy = document.body.cloneNode(true);
        copy.querySelectorAll('script,style,noscript,.claims,.document,.documents,.ways,[lang=nl],canvas,svg,textarea,code[class*=language-]').forEach(item => item.remove());
        return copy.innerText; }""")


@pytest.fixture(scope="module")
def windows(browser: Browser, server: str) -> Iterator[dict[str, Page]]:
    """A window per scheme, for all pages in turn: the browser then loads its scripts once."""
    with visiting(browser) as opened:
        yield {scheme: opened(f"{server}/", scheme=scheme) for scheme in ("light", "dark")}


@pytest.mark.parametrize(("lang", "scheme"), [("nl", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_in_one_language(server: str, windows: dict[str, Page], name: str, lang: str, scheme: str) -> None:
    page = windows[scheme]
    page.goto(f"{server}{PAGES[name]}&lang={lang}")
    settled(page)
    if name in ("pioneers", "ranked"):
        page.locator("summary").first.click()
        page.wait_for_selector("[data-testid=stSlider]")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        page.wait_for_timeout(300)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.title().endswith("WieWeetWat") and page.title() != "WieWeetWat"
    TITLES[lang, name] = page.title()
    levels = [int(tag[1]) for tag in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(item => item.tagName)")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    words = own_words(page)
    wrong = [word for word in (ENGLISH if lang == "nl" else DUTCH) if re.search(rf"\b{word}\b", words)]
    assert wrong == []
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", background)[:3])) < 200) == (scheme == "dark")


def test_titles_differ() -> None:
    """Of the pages that were visited before this test; a visitor's own text is in no title."""
    for lang in ("nl", "en"):
        titles = {name: title for (spoken, name), title in TITLES.items() if spoken == lang and name not in ("nothing", "network-unknown")}
        assert sorted(titles.values()) == sorted(set(titles.values()))
        assert TITLES.get((lang, "network-unknown")) == TITLES.get((lang, "unknown-profile"))  # the same sentence on either page
        assert TITLES.get((lang, "nothing")) == TITLES.get((lang, "existing"))


def test_the_browser_chooses_the_language_when_the_address_does_not(server: str, visit: Visit) -> None:
    assert visit(f"{server}/", locale="en-GB").evaluate("document.documentElement.lang") == "en"
    assert visit(f"{server}/", locale="fr-FR").evaluate("document.documentElement.lang") == "nl"


def test_axe_sees_what_is_wrong(server: str, visit: Visit) -> None:
    """The check itself: a picture without a description is found."""
    page = visit(f"{server}/")
    page.evaluate("document.querySelector('.stMain').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any(line.startswith("image-alt") for line in violations(page))
