"""What the clicking visitors do and how their clicks are told; the measuring itself needs a quiet machine."""

from __future__ import annotations

from benchmarks.clicks import PAGES, paths, report
from benchmarks.visitor import Click


def test_visitors_click_on_every_page_each_in_another_order_and_the_same_at_every_run() -> None:
    one, other = paths(1, len(PAGES)), paths(2, len(PAGES))
    assert one == paths(1, len(PAGES)) and one != other
    assert len({path.partition("?")[0] for path in one}) == len({page.partition("?")[0] for page in PAGES})


def test_a_report_names_what_is_missed() -> None:
    clicks = [Click("kennis?thema=theme:jeugd", 0.2, 2048, True)] * 9 + [Click("vraag", 3.0, 4096, False)]
    text = "\n".join(report("S", 5, (2, 6), 2.5, {"": 0.05}, clicks))
    assert "| first answer after the process starts | <= 3 s | 2.50 s | met |" in text
    assert "| page change, 5 clicking, p95 | <= 1 s | 3.00 s | **missed** |" in text
    assert "| pages that were not what was asked | 0 | 1 | **missed** |" in text
