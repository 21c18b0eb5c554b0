"""unusual: by hand on the village (tests/village/README.md) and counted again in the files of the shipped data."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def test_a_pair_is_rare_when_fewer_initiatives_are_about_both_than_chance_would_have_it(session):
    """11 initiatives have a theme; 9 are about zorg-dichtbij or something below it, 2 about ontmoeten (dorpsauto and the
    wijzer of Noorderbroek): 9 x 2 / 11 = 1.6 by chance, 1 in fact. No other initiative has two themes apart."""
    answer = ask(session, "unusual", {}, top=0)
    assert [(row.id, row.values["both"], row.values["expected"], row.values["factor"]) for row in answer.rows] == [("init:wijzer-noorderbroek", 1, "1,6", "1,6")]
    row = answer.rows[0]
    assert {row.values["one"], row.values["two"]} == {"ontmoeten", "zorg dichtbij"}
    assert row.values["who"] == "Noorderbroek" and "11" in row.why
    assert {item.statement["relation_id"] for item in row.evidence} == {"about", "runs"}


def test_the_region_and_the_theme_limit_the_rows_and_not_the_count(session):
    assert [row.id for row in ask(session, "unusual", {"theme": "ontmoeten", "region": "provincie Oosterland"}).rows] == ["init:wijzer-noorderbroek"]
    empty = ask(session, "unusual", {"theme": "buurthulp", "region": "provincie Westerland"})
    assert not empty.rows and "buurthulp" in empty.empty_reason
    assert ({}, 1) in [(way.params, way.count) for way in empty.suggestions] and all(way.count for way in empty.suggestions)


def test_before_anything_was_known_nothing_is_rare(session):
    answer = ask(session, "unusual", {"theme": "ontmoeten", "on": "2015-01-01"})
    assert not answer.rows and answer.suggestions[0].params == {"theme": "theme:ontmoeten"}


def test_volunteers_in_debt_help_join_debts_and_the_social_base(shipped: Engines):
    """Humanitas in Rotterdam is about schuldhulpverlening (under schulden) and vrijwilligerswerk (under sociale basis), says the
    UvH study of 2021. Counted in the files: 468 initiatives with a theme, 40 under schulden, 128 under sociale basis: 40 x 128 /
    468 = 10.9 by chance, and this is the only one."""
    row = next(row for row in ask(shipped.tested, "unusual", {"theme": "schulden"}, top=0).rows if row.id == "init:rotterdam-humanitas-schuld")
    assert (row.values["one"], row.values["two"], row.values["both"], row.values["expected"]) == ("schulden", "sociale basis", 1, "10,9")
    assert row.values["who"] == "Humanitas; Rotterdam" and "(40 initiatieven)" in row.why and "(128)" in row.why


def test_goes_joins_income_security_and_youth(shipped: Engines):
    """Goes Bezig is the only initiative under both bestaanszekerheid (80) and jeugd (98): 16.8 by chance; the rarest of all."""
    row = ask(shipped.tested, "unusual", {}).rows[0]
    assert row.id == "init:goes-bezig-i" and (row.values["both"], row.values["expected"]) == (1, "16,8")
