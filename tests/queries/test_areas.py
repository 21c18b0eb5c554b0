"""What the map counts, worked out by hand."""

from __future__ import annotations

import pytest

from graph.stores.memory import MemoryStore
from queries.answer import Row
from queries.catalogue import ask, open_session
from queries.pictures.areas import ACTORS, CLAIMS, COUNTED, KNOWN, Area, areas, change, cover, networks, step_of, steps
from queries.session import Session
from tests.village.village import village_graph

THEME = "theme:zorg-dichtbij"


@pytest.fixture(scope="module")
def session() -> Session:
    """The village."""
    store = MemoryStore()
    store.load(village_graph())
    return open_session(store)


def figures(session: Session, layer: str, counted: str, on: str = "") -> dict[str, Area]:
    """Area -> what the map has of it."""
    more = {"on": on} if on else {}
    covered = ask(session, "coverage", {"theme": THEME, "layer": layer, **more}, 0, "nl")
    return {area.id: area for area in areas(session, covered, ask(session, "pioneers", {"theme": THEME, **more}, 0, "nl"), layer, counted)}


def test_every_present_municipality_is_there_once_with_the_figure_of_the_answer(session: Session) -> None:
    found = figures(session, "gemeente", KNOWN)
    assert set(found) == set(session.index.present())
    rows = {row.id: row for row in ask(session, "coverage", {"theme": THEME, "layer": "gemeente"}, 0, "nl").rows if row.values["column_id"] == "total"}
    assert {area: one.count for area, one in found.items()} == {area: row.values["count"] for area, row in rows.items()}
    assert any(one.count for one in found.values()) and all(one.state == "on_theme" for one in found.values() if one.count)


def test_a_municipality_that_is_active_counts_itself_among_the_actors(session: Session) -> None:
    found = figures(session, "gemeente", ACTORS)
    active = {row.id for row in ask(session, "pioneers", {"theme": THEME}, 0, "nl").rows if row.id in found}
    assert active and all(found[place].count >= 1 for place in active)


def test_statements_are_those_that_the_answer_shows(session: Session) -> None:
    for one in figures(session, "gemeente", CLAIMS).values():
        assert one.count == (len(one.row.evidence) if one.state == "on_theme" else 0)


def test_a_region_has_the_inhabitants_of_its_municipalities_together(session: Session) -> None:
    for counted in COUNTED:
        for area in figures(session, "provincie", counted).values():
            own = [session.index.municipalities[place].cells["inhabitants"] for place in session.resolver.region(area.id).municipalities]
            assert area.inhabitants == (sum(map(int, own)) if all(own) else 0) and "(" not in area.name


def test_nothing_is_known_before_anything_began(session: Session) -> None:
    assert not any(one.count for one in figures(session, "gemeente", KNOWN, "1990-01-01").values())


@pytest.mark.parametrize(("values", "bounds"), [
    ([], []), ([0, 0], []), ([1, 0, 1], [1]), ([1, 2, 2, 5], [1, 2, 5]), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 3, 5, 7, 9]),
    ([0.2, 0.4, 0.6, 0.8, 1.2], [0, 0.4, 0.6, 0.8, 1]), ([12, 130, 170, 260, 4000, 9000], [1, 100, 150, 250, 4000])])
def test_steps_are_smooth_and_hold_about_as_many_areas_each(values: list[float], bounds: list[float]) -> None:
    assert steps(float(value) for value in values) == bounds


def test_a_value_is_on_the_highest_step_that_it_reaches() -> None:
    assert [step_of(value, [1, 2, 5]) for value in (None, 0, 1, 2, 4, 5, 99)] == [-1, -1, 0, 1, 1, 2, 2]


def area(name: str, count: int) -> Area:
    """An area by its name and figure."""
    return Area(name, name, count, "on_theme", 0, 1, Row(id=name, kind="gm", name=name))


def test_two_days_differ_by_sum_and_by_area() -> None:
    found = change([area("A", 1), area("B", 2), area("C", 0)], [area("A", 3), area("B", 1), area("C", 1)])
    assert (found.before, found.after, found.more, found.fewer, found.new) == (3, 5, ("A", "C"), ("B",), ("C",))


def test_unknown_inhabitants_give_no_rate() -> None:
    assert area("A", 3).value(True) is None and area("A", 3).value(False) == 3


def test_a_network_covers_the_municipalities_of_its_regions(session: Session) -> None:
    known = networks(session)
    assert known
    for who, count in known.items():
        places = cover(session, who)
        assert len(places) == count and all(link.subject == who for links in places.values() for link in links)
        assert set(places) <= set(session.index.present())
