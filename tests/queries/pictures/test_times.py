"""Times: the range of a number by day and the bars of uncertain dates, by hand on the village (tests/village/README.md)."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from queries.pictures.times import Bar, Level, bars, curve, moments_of, start_bars
from queries.profiles.timeline import Moment
from queries.session import Session
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines) -> Session:
    """Each engine in turn."""
    return getattr(village, request.param)


def test_the_buurttafel_as_a_range(session: Session) -> None:
    """Oosterdorp 2013 (and, by its successor, Kleinbrink's of 2015 is Oosterdorp's too), Zuiderhaven by 2016, Westerveen 2017; Noorderbroek's
    is planned for 2026, after the data date: Zuiderhaven may have begun any time before the end of 2016, so it counts among the most from the start."""
    rows = ask(session, "spread", {"practice": "family:buurttafel"}, top=0).rows
    levels = curve(rows, session.index.as_of)
    by_day = {level.day: (level.least, level.most) for level in levels}
    assert by_day["2013-01-01"] == (0, 2) and by_day["2013-12-31"] == (1, 2)
    assert by_day["2016-12-31"] == (2, 2) and by_day["2017-01-01"] == (2, 3) and by_day["2017-12-31"] == (3, 3)
    assert levels[-1] == Level(session.index.as_of, 3, 3) and all(level.least <= level.most for level in levels)
    starts = {bar.id: bar for bar in start_bars(rows, levels[0].day)}
    assert starts["gm:GM9001"] == Bar("gm:GM9001", "2013-01-01", "2013-12-31", True)
    assert starts["gm:GM9003"] == Bar("gm:GM9003", levels[0].day, "2016-12-31", False)


def test_programmes_on_a_theme_stand_in_order(session: Session) -> None:
    """prog:samen-eten (2024 to 2027) is about buurthulp; prog:dichtbij, which ended in 2021, about zorg-dichtbij, which buurthulp is part of."""
    assert [one.id for one in moments_of(session, "theme:buurthulp", "nl")] == ["prog:samen-eten"]
    assert [one.id for one in moments_of(session, "theme:zorg-dichtbij", "nl")] == ["prog:dichtbij", "prog:samen-eten"]


@pytest.mark.parametrize(("start", "by", "end", "status", "expected"), [
    ("2013", False, "2017", "", [("2013-01-01", "2013-12-31", False), ("2013-12-31", "2017-01-01", True), ("2017-01-01", "2017-12-31", False)]),
    ("2016", True, "", "running", [("2010-01-01", "2016-12-31", False), ("2016-12-31", "2025-12-31", True)]),
    ("2021-03-05", False, "", "", [("2021-03-05", "2021-03-05", True), ("2021-03-05", "2025-12-31", False)]),
    ("", False, "2019-06", "", [("2019-06-01", "2019-06-30", False)]),
    ("2021", False, "", "ended", [("2021-01-01", "2021-12-31", False)])])
def test_what_is_unsure_of_a_date_is_no_sure_stretch(start: str, by: bool, end: str, status: str, expected: list[tuple[str, str, bool]]) -> None:
    moment = Moment("x", "x", "", start, by, end, "", status, ())
    assert [(bar.since, bar.until, bar.sure) for bar in bars("0", moment, "2025-12-31", "2010-01-01")] == expected
