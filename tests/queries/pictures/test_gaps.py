"""Themes by regions: by hand on the village (tests/village/README.md), and one cell of the shipped data against its answer."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from queries.pictures import gaps
from queries.questions.coverage import ACTIVE, ALL, ELSEWHERE
from queries.session import Session
from tests.queries.conftest import Engines

OOSTERLAND, WESTERLAND = "region:provincie-PV91", "region:provincie-PV92"


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines) -> Session:
    """Each engine in turn."""
    return getattr(village, request.param)


def test_without_a_theme_the_main_themes_and_those_that_stand_alone(session: Session) -> None:
    """zorg-dichtbij has buurthulp below it; ontmoeten ("elkaar ontmoeten"), muziek ("samen muziek") and tuinieren stand alone."""
    assert gaps.rows_of(session, "") == ("theme:buurthulp", "theme:ontmoeten", "theme:muziek", "theme:tuinieren")
    assert gaps.rows_of(session, "theme:buurthulp") == ("theme:buurthulp", "theme:maaltijden")


def test_maaltijden_is_nobody_s_in_oosterland_though_both_are_known(session: Session) -> None:
    """Westerveen's table and Zuiderhaven's soup bus are about maaltijden; Oosterdorp and Noorderbroek do other things."""
    found = gaps.gaps(session, "provincie", "theme:buurthulp")
    empty = found.cells["theme:maaltijden", OOSTERLAND]
    assert (empty.state, empty.share, empty.of, empty.count(ELSEWHERE)) == (ELSEWHERE, 0.0, 2, 2)
    full = found.cells["theme:maaltijden", WESTERLAND]
    assert (full.state, full.share, set(full.places[ACTIVE])) == (ACTIVE, 1.0, {"gm:GM9002", "gm:GM9003"})
    assert [region.id for region in found.without("theme:maaltijden")] == [OOSTERLAND]
    assert found.emptiest() == ["theme:maaltijden", "theme:buurthulp"] and found.total("theme:maaltijden", ACTIVE) == 2
    assert found.missing() == 0.0  # all four are known from documents


def test_hardly_known_is_told_from_a_gap() -> None:
    """Nothing on the theme says something only where at least half of those without it are known from elsewhere."""
    assert gaps.Cell("t", "r", {"elsewhere": ("a",), "nothing": ("b",)}).state == ELSEWHERE
    assert gaps.Cell("t", "r", {"elsewhere": ("a",), "nothing": ("b", "c")}).state == gaps.UNKNOWN
    assert gaps.Cell("t", "r", {"covered": ("a",), "nothing": ("b", "c")}).state == "covered"
    assert gaps.Cell("t", "r", {}).share == 0.0


@pytest.mark.parametrize(("theme", "region"), [("theme:eenzaamheid", "region:provincie-PV22"), ("theme:mantelzorg", "region:provincie-PV23")])
def test_a_cell_counts_what_its_answer_counts(shipped: Engines, theme: str, region: str) -> None:
    cell = gaps.gaps(shipped.tested, "provincie", theme).cells[theme, region]
    answer = ask(shipped.tested, "coverage", {"theme": theme, "region": region}, top=0)
    whole = {row.id: row.tier for row in answer.rows if row.values["column_id"] == ALL}
    assert {place: state for state, places in cell.places.items() for place in places} == whole
