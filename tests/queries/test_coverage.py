"""coverage: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from queries.questions.coverage import ALL, period
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _cells(answer) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in answer.rows:
        found.setdefault(row.id, {})[row.values["column_id"]] = row.values["count"]
    return found


def _whole(answer) -> list:
    return [row for row in answer.rows if row.values["column_id"] == ALL]


def test_what_is_known_is_counted_per_place_and_period(session):
    """buurthulp with maaltijden. Oosterdorp: its table (2013), that of Kleinbrink which merged into it (2015), the Tafelkring
    (since 2016), being called first on the theme (2021) and the family (2013 and 2017). Noorderbroek: a planned table (2026)
    and an inferred adoption of the method, from an undated document."""
    answer = ask(session, "coverage", {"theme": "theme:buurthulp"}, top=0)
    cells = _cells(answer)
    assert cells["gm:GM9001"] == {"..2014": 2, "2015-2018": 3, "2019-2022": 1, "2023-2026": 1, ALL: 5}
    assert cells["gm:GM9004"] == {"2023-2026": 1, "nd": 1, ALL: 2}
    kleinbrink = [item for row in answer.rows if row.id == "gm:GM9001" for item in row.evidence if item.via]
    assert kleinbrink and all("Kleinbrink" in item.via for item in kleinbrink)


def test_known_elsewhere_is_told_from_active_and_comes_first(session):
    """ontmoeten: Zuiderhaven is called first there (inferred), Noorderbroek runs a wijkwijzer about it; the other two are known
    on other themes only, and the car of Splitwoude counts for nobody, since that went into two."""
    rows = _whole(ask(session, "coverage", {"theme": "ontmoeten"}, top=0))
    assert {row.id: row.tier for row in rows} == {
        "gm:GM9001": "elsewhere", "gm:GM9002": "elsewhere", "gm:GM9003": "on_theme", "gm:GM9004": "on_theme"}
    assert {row.id for row in rows[:2]} == {"gm:GM9001", "gm:GM9002"}
    documents = {item.document for item in rows[0].evidence}
    assert rows[0].values["others"] == len(documents) == len(rows[0].evidence)


def test_nothing_known_rests_on_the_register_that_says_it_exists(session):
    """In 2012 no document spoke of any of them yet: the register's membership is the evidence."""
    answer = ask(session, "coverage", {"theme": "ontmoeten", "on": "2012-06-30", "region": "provincie Oosterland"}, top=0)
    assert [row.tier for row in answer.rows] == ["nothing", "nothing"]
    assert all([item.statement["relation_id"] for item in row.evidence] == ["in_region"] for row in answer.rows)
    assert any("100%" in note for note in answer.notes)


def test_a_layer_gives_its_regions_with_their_municipalities(session):
    """Both youth regions on ontmoeten: none of Oosterland's two, both of Havenstreek's."""
    rows = {row.id: row for row in _whole(ask(session, "coverage", {"theme": "ontmoeten", "layer": "jeugdregio"}, top=0))}
    assert rows["region:jeugdregio-JR91"].tier == "elsewhere"
    assert (rows["region:jeugdregio-JR92"].values["places"], rows["region:jeugdregio-JR92"].values["of"]) == (2, 2)


@pytest.mark.parametrize(("day", "name"), [("", "nd"), ("2014-12-31", "..2014"), ("2015-01-01", "2015-2018"), ("2022-12-31", "2019-2022")])
def test_periods(day: str, name: str):
    assert period(day) == name


def test_drenthe_on_eenzaamheid(shipped: Engines):
    """Three of twelve: AutoMaatje, which is about loneliness, runs in Assen, Midden-Drenthe and Aa en Hunze (ANWB), and
    Midden-Drenthe has a local coalition against loneliness; of four only registers speak: 4 of the 9 empty ones, 44%."""
    answer = ask(shipped.tested, "coverage", {"theme": "eenzaamheid", "region": "provincie Drenthe"}, top=0)
    states = {row.name: row.tier for row in _whole(answer)}
    assert {name for name, state in states.items() if state == "on_theme"} == {"Assen", "Midden-Drenthe", "Aa en Hunze"}
    assert {name for name, state in states.items() if state == "nothing"} == {"Coevorden", "Noordenveld", "Tynaarlo", "Westerveld"}
    assert any("44%" in note for note in answer.notes)


def test_a_knowledge_workplace_covers_what_is_empty_in_brabant(shipped: Engines):
    """The Regionale kenniswerkplaats jeugd Noord-Brabant (NJi, 2020) is about preventive youth policy and covers the province,
    as its name says (inferred): so none of its municipalities is blank on youth, though 44 have nothing of their own."""
    answer = ask(shipped.tested, "coverage", {"theme": "jeugd", "region": "provincie Noord-Brabant"}, top=0)
    covered = [row for row in _whole(answer) if row.tier == "covered"]
    assert len(covered) == 44
    assert all("Regionale kenniswerkplaats jeugd Noord-Brabant" in {item.statement["subject"] for item in row.evidence} for row in covered)
    assert all({item.statement["relation_id"] for item in row.evidence} == {"covers", "about"} for row in covered)
    assert not [row for row in _whole(answer) if row.tier in ("elsewhere", "nothing")]


def test_groningen_is_the_best_known_place_without_schulden(shipped: Engines):
    """Fifteen documents tell of Groningen (basisbaan, bijstandsexperiment, Odensehuis, Bouwdepot ...); none of what they tell is
    about debts, so it stands first among what is known elsewhere."""
    first = ask(shipped.tested, "coverage", {"theme": "schulden"}, top=1).rows[0]
    assert (first.name, first.tier, first.values["count"], first.values["others"]) == ("Groningen", "elsewhere", 0, 15)
    assert "Basisbaan (Groningen)" in {item.statement["object"] for item in first.evidence}


def test_every_municipality_is_there_once_and_rests_on_something(shipped: Engines):
    answer = ask(shipped.tested, "coverage", {"theme": "schulden"}, top=0)
    whole = _whole(answer)
    assert len(whole) == len({row.id for row in whole}) == len(shipped.tested.index.present())
    assert all(row.evidence for row in answer.rows) and answer.total == len(answer.rows)


def test_an_empty_choice_says_so(shipped: Engines):
    answer = ask(shipped.tested, "coverage", {"theme": "schulden", "region": "Urk", "size": "large"})
    assert not answer.rows and "Urk" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(shipped.tested, "coverage", way.params, top=0).total == way.count > 0
