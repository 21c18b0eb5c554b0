"""reinventions: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def test_certain_stands_before_possible_and_who_took_it_over_is_no_starter(session):
    """The klusploeg is independent: Klusdienst (2014) and Handenteam (by 2016) began; Nabuur took it from the Klusdienst. Of the
    leeskring it is unknown, and nobody took it over. The buurttafel was copied and the wijkwijzer rolled out: neither counts."""
    rows = ask(session, "reinventions", {}, top=0).rows
    assert [(row.id, row.tier, row.values["count"]) for row in rows] == [("family:klusploeg", "apart", 2), ("family:leeskring", "possibly-apart", 2)]
    assert rows[0].values["who"] == "Klusdienst Veldland (2014); Handenteam Veldland (uiterlijk 2016)"
    assert rows[0].values["taken"] == "Stichting Nabuur (van Klusdienst Veldland)" and rows[0].values["period"] == "2014–2016"
    assert rows[1].why.startswith("mogelijk los van elkaar")


def test_every_start_and_the_spread_itself_have_their_source(session):
    row = ask(session, "reinventions", {}, top=0).rows[0]
    assert row.evidence[0].document == "doc:rapport-2017" and not row.evidence[0].claim
    assert {item.statement["relation_id"] for item in row.evidence[1:]} == {"runs", "adopted_from"}


def test_nothing_apart_says_so_with_a_way_on(session):
    answer = ask(session, "reinventions", {"theme": "buurthulp", "region": "provincie Oosterland"})
    assert not answer.rows and "weten wij niet" in answer.empty_reason
    assert [(way.params, way.count) for way in answer.suggestions] == [({}, 2)]


def test_youth_practice_nurses_began_apart_and_assen_knew_of_enschede(shipped: Engines):
    """RTV Drenthe (2018): Assen set up its own after Enschede, Hoogeveen followed Assen. Deventer, Enschede and The Hague began."""
    row = next(row for row in ask(shipped.tested, "reinventions", {}, top=0).rows if row.id == "family:poh-jeugd")
    assert row.tier == "apart" and row.values["count"] == 3
    assert row.values["who"].startswith("Deventer (uiterlijk 2017)") and "Den Haag (2019)" in row.values["who"]
    assert row.values["taken"] == "Assen (van Enschede); Hoogeveen (van Assen)"


def test_mobility_mentoring_is_only_possible(shipped: Engines):
    """Four municipalities use it; that one took it from another is not said, nor how it spread."""
    row = next(row for row in ask(shipped.tested, "reinventions", {}, top=0).rows if row.id == "family:mobility-mentoring")
    assert row.tier == "possibly-apart" and row.values["count"] == 4 and row.values["provinces"] == 3


def test_a_region_keeps_families_with_a_starter_there(shipped: Engines):
    """In Drenthe only Midden-Drenthe began something by itself that others began too: taking over debts of the young."""
    rows = ask(shipped.tested, "reinventions", {"region": "provincie Drenthe"}, top=0).rows
    assert [(row.id, row.values["here"]) for row in rows] == [("family:schulden-jongeren-overnemen", "Midden-Drenthe")]


def test_no_family_that_was_rolled_out_or_copied_is_called_a_reinvention(shipped: Engines):
    spread = {node.id: node.cells["spread"] for node in shipped.tested.index.families.values()}
    rows = ask(shipped.tested, "reinventions", {}, top=0).rows
    assert {spread[row.id] for row in rows} == {"independent", "unknown"}
    assert all((spread[row.id] == "independent") == (row.tier == "apart") for row in rows)
