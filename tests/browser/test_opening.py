"""A store that is not there yet, and a store full of hostile names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph
from tests.browser.conftest import Visit, served, settled
from tests.browser.test_every_page import violations
from tests.village.village import VILLAGE, declarations

pytestmark = pytest.mark.browser
# Validation refuses cells that start as a formula; everything else a name can hold must be harmless.
HOSTILE = {
    "Oosterdorp": "<script>window.hit=1</script><img src=x onerror=window.hit=2>Oosterdorp",
    "Westerveen": "**Westerveen** [klik](javascript:window.hit=3) :red[rood] :material/home: $x^2$",
    "Collegebrief buurttafels": "Brief <b onmouseover=window.hit=4>\u202eom</b> ![](http://example.org/x.png)",
    "Stichting Dorpswerk": "\U0001f600" + "x" * 500 + "<b>",
    "buurthulp": "buurthulp <iframe src=//example.org> {{7*7}} SUM(1+1)",
}


def test_a_missing_store_builds_itself_for_a_deep_link(tmp_path: Path, visit: Visit) -> None:
    """The very first visit to a fresh server, to a page that is not the first: no dialog "Page not found" either."""
    with served(tmp_path / "graph") as address:
        page = visit(f"{address}/voortrekkers?thema=theme:armoede")
        expect(page.locator(".why-name")).to_be_visible()
        assert page.get_by_role("dialog").count() == 0
        assert (tmp_path / "graph" / "CURRENT").exists()


def test_hostile_names_are_only_read(tmp_path: Path, visit: Visit) -> None:
    data = tmp_path / "data"
    shutil.copytree(VILLAGE, data)
    for file in data.rglob("*.csv"):
        lines = file.read_text(encoding="utf-8").split("\n")
        for name, hostile in HOSTILE.items():
            lines = [line.replace(f",{name},", f',"{hostile}",') for line in lines]
        file.write_text("\n".join(lines), encoding="utf-8")
    OxigraphStore(tmp_path / "graph").load(read_graph(data, declarations=declarations()))
    with served(tmp_path / "graph") as address:
        page = visit(f"{address}/voortrekkers?thema=theme:buurthulp&rij=gm:GM9002")
        assert page.locator(".why-name").inner_text() == HOSTILE["Westerveen"]
        for path in ("/?thema=theme:buurthulp", "/voortrekkers?thema=theme:buurthulp&rij=gm:GM9001",
                     "/voortrekkers?thema=theme:buurthulp&rij=gm:GM9002", "/voortrekkers?thema=<script>window.hit=5</script>",
                     "/vraag?id=comparable&actor=gm:GM9001", "/vraag?id=matching&actor=gm:GM9001,org:dorpswerk", "/vraag?id=portfolio&actor=org:dorpswerk",
                     "/vraag?id=spread&praktijk=method:keukentafel", "/vraag?id=what_works&thema=theme:buurthulp", "/profiel?id=org:dorpswerk",
                     "/netwerk?id=gm:GM9001&stappen=2", "/netwerk?id=gm:GM9001&naar=org:dorpswerk",
                     "/kennis?thema=theme:buurthulp", "/partners?thema=theme:buurthulp&actor=gm:GM9001",
                     "/bestaat?q=<img src=x onerror=window.hit=6> buurttafel eten :material/home:"):
            page.goto(f"{address}{path}")
            settled(page)
            assert page.evaluate("window.hit") is None
            assert page.locator(".stHtml script").count() == 2  # the app's own: for the language and for links
            assert page.locator(".stHtml iframe, .stMain img, a[href^=javascript]").count() == 0
            page.set_viewport_size({"width": 390, "height": 1000})
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            page.set_viewport_size({"width": 1280, "height": 1000})
