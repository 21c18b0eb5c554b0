"""Takes the small pictures of docs/tasks.md and docs/pages.md anew, from the app on the shipped data: `python -m tests.browser.pictures`.

`python -m tests.browser.pictures tasks` or `pages` takes one set only.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT, settled, studio
from tests.browser.tasks import TASKS, Walk

FOLDER = ROOT / "docs" / "images"
WIDTH, HEIGHT, SHOWN, COLOURS = 1280, 1100, 800, 48  # as the visitor's window, and as the picture
PAINTED = 1200  # milliseconds: tables paint themselves after the page is at rest
GALLERY = {  # picture -> address; docs/pages.md says of each what it is
    "ask": "/", "pioneers": "/voortrekkers?thema=theme:dakloosheid", "knowledge": "/kennis?thema=theme:schulden",
    "partners": "/partners?thema=theme:onbegrepen-gedrag&regio=region:provincie-PV22",
    "existing": "/bestaat?q=vrijwilligers rijden ouderen met hun eigen auto naar de dokter", "questions": "/vraag",
    "ranked": "/vraag?id=comparable&actor=gm:GM0321", "table": "/vraag?id=what_works&thema=theme:opvoeden", "matrix": "/vraag?id=matching&actor=org:zonmw,org:vng",
    "series": "/vraag?id=spread&praktijk=family:wijk-ggd", "paths": "/vraag?id=introductions&actor=org:movisie,gm:GM0855",
    "time": "/tijd", "time-activity": "/tijd?deel=bedrijvigheid", "gaps": "/witte-vlekken", "gaps-corners": "/witte-vlekken?deel=hoeken&regio=region:provincie-PV22",
    "map": "/kaart?thema=theme:eenzaamheid",
    "network": "/netwerk?id=gm:GM0153&stappen=2", "network-way": "/netwerk?id=gm:GM0153&naar=org:movisie",
    "search": "/zoek?q=schuldhulpverlenig", "profile": "/profiel?id=org:movisie", "region": "/regio?id=region:corop-CR12",
    "theme": "/thema?id=theme:eenzaamheid", "sources": "/bronnen", "document": "/bronnen?id=doc:roo-organisaties-2026", "about": "/over",
    "unknown": "/voortrekkers?thema=theme:jeugdzorgx"}


def save(page: Page, path: Path) -> None:
    """What the window shows, made small."""
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_timeout(PAINTED)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = picture.resize((SHOWN, SHOWN * picture.height // picture.width), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


def window(browser: Browser) -> Page:
    """A fresh window, in Dutch and in light colours."""
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="nl-NL").new_page()
    page.set_default_timeout(60_000)
    return page


def take(browser: Browser, address: str, wanted: set[str]) -> None:
    """The pictures of the tasks and of the pages."""
    for task in TASKS if "tasks" in wanted else ():
        page = window(browser)
        page.goto(f"{address}/")
        settled(page)
        task.walk(Walk(page))
        if page.locator(".st-key-take").count() and task.name == "excel":
            page.locator(".st-key-take").scroll_into_view_if_needed()
        save(page, FOLDER / "tasks" / f"{task.name}.png")
        page.context.close()
    for name, path in GALLERY.items() if "pages" in wanted else ():
        page = window(browser)
        page.goto(address + path)
        settled(page)
        save(page, FOLDER / "pages" / f"{name}.png")
        page.context.close()


def main() -> None:
    """Build a store in a temporary folder, start the app on it, take every picture asked for."""
    with studio() as (browser, address):
        take(browser, address, set(sys.argv[1:]) or {"tasks", "pages"})


if __name__ == "__main__":
    main()
