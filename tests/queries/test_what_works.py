"""What works: the village by hand, real answers against their documents, and what always holds."""

from __future__ import annotations

import pytest

from graph.problems import UnknownError, UsageError
from queries.catalogue import ask
from queries.question import SCALE
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn, over the village."""
    return getattr(village, request.param)


def _rows(session, **params):
    return ask(session, "what_works", {"theme": "buurthulp", **params}, top=0).rows


def test_village_approaches_stand_by_proof_with_their_places(session):
    """The method was rated II in 2021; the tables were only studied (by Kennispunt, which runs none); the soup bus was
    tried. Kleinbrink's table counts for Oosterdorp, and Noorderbroek's is only planned."""
    rows = _rows(session)
    assert [(row.id, row.tier, row.values["where"]) for row in rows] == [
        ("method:keukentafel", "II", "Westerveen"), ("family:buurttafel", "studied", "Oosterdorp; Westerveen; Zuiderhaven"),
        ("init:soepbus", "example", "")]
    assert rows[0].values["level"] == "eerste aanwijzingen (Kennispunt Veldland, 2021)"
    assert rows[0].values["working"] == "Luisteren; samen een plan"
    assert rows[1].values["studied"] == "Kennispunt Veldland" and rows[1].values["level"] == ""
    assert rows[2].values["tried"] == "Zuiderhaven: mislukt"


def test_what_is_disputed_and_still_run_is_marked_with_both_sides(session):
    row = _rows(session)[0]
    assert row.values["disputed"] == "betwist en toch uitgevoerd (Bo Kramer)"
    assert [item.statement["relation_id"] for item in row.against] == ["disputes"]
    assert "disputes" not in {item.statement["relation_id"] for item in row.evidence}


def test_a_region_says_where_it_runs_and_hides_no_approach(session):
    rows = {row.id: row for row in _rows(session, region="provincie Westerland")}
    assert len(rows) == 3
    assert (rows["family:buurttafel"].values["where"], rows["family:buurttafel"].values["elsewhere"]) == ("Westerveen; Zuiderhaven", 1)


def test_a_minimum_keeps_to_steps_of_the_scale_and_an_empty_answer_says_so(session):
    assert [row.id for row in _rows(session, minimum="II")] == ["method:keukentafel"]
    answer = ask(session, "what_works", {"theme": "buurthulp", "minimum": "iii"})
    assert not answer.rows and "III" in answer.empty_reason
    assert (answer.suggestions[0].params, answer.suggestions[0].count) == ({"theme": "theme:buurthulp"}, 3)


def test_a_day_leaves_out_what_was_not_known_then(session):
    """By 2018 the report of 2017 tells of the tables of Kleinbrink (now Oosterdorp) and Zuiderhaven and of the soup bus;
    the method's rating and its initiative came later."""
    rows = _rows(session, on="2018-06-30")
    assert [(row.id, row.values["where"]) for row in rows] == [("family:buurttafel", "Oosterdorp; Zuiderhaven"), ("init:soepbus", "")]


def test_what_was_minimal_or_unknown_is_refused_with_what_would_do(session):
    for params in ({"minimum": "5"}, {"like": "Kleinbrinkje"}):
        with pytest.raises((UsageError, UnknownError)):
            _rows(session, **params)


def test_triple_p_is_rated_and_disputed_and_nobody_is_known_to_run_it(shipped: Engines):
    """data/field: method:triplep45 was rated II by the NJi on 2018-12-14 (RIVM's loket gives it). ZonMw's Mediator of 2016
    and the Volkskrant (Renske Schappin) argue against it. No initiative is an instance of it, so it is not said to run."""
    row = next(row for row in ask(shipped.tested, "what_works", {"theme": "theme:opvoeden"}, top=0).rows if row.id == "method:triplep45")
    assert row.tier == "II" and row.values["level"] == "effectief volgens eerste aanwijzingen (Nederlands Jeugdinstituut, 2018)"
    assert {item.document for item in row.against} == {"doc:mediator-triple-p-ja-2016", "doc:volkskrant-triple-p-mcdonalds-nd"}
    assert row.values["disputed"].startswith("betwist (") and row.values["places"] == 0


def test_a_family_and_the_method_it_follows_are_one_approach(shipped: Engines):
    """All 28 initiatives of family:automaatje follow method:automaatje-v: one row, with the method's working elements, and
    28 municipalities that run it. Of family:demvriend's eleven only two follow the Dementiescan: those stay two rows."""
    rows = {row.id: row for row in ask(shipped.tested, "what_works", {"theme": "eenzaamheid"}, top=0).rows}
    assert "method:automaatje-v" not in rows
    assert rows["family:automaatje"].values["places"] == 28
    assert "kleine vergoeding" in rows["family:automaatje"].values["working"]
    rows = {row.id: row for row in ask(shipped.tested, "what_works", {"theme": "dementie"}, top=0).rows}
    assert rows["family:demvriend"].values["places"] == 11
    assert rows["method:dementiescan"].values["where"] == "De Ronde Venen; Zaanstad"


def test_buurtgezinnen_runs_in_eleven_municipalities_and_failed_in_one(shipped: Engines):
    """Runs: Veendam, Geertruidenberg, Neder-Betuwe, West Maas en Waal, Hoogeveen, Meppel, Roosendaal, Rhenen, Drimmelen and
    De Wolden, and Schagen's Stevig ouderschap, which follows the method outside the family. Edam-Volendam tried and failed
    (Omroep Gelderland 2017). In Gelderland: Neder-Betuwe and West Maas en Waal."""
    row = next(row for row in ask(shipped.tested, "what_works", {"theme": "theme:opvoeden", "region": "provincie Gelderland"}, top=0).rows
               if row.id == "family:buurtgezinnen")
    assert (row.values["where"], row.values["elsewhere"]) == ("Neder-Betuwe; West Maas en Waal", 9)
    assert row.values["tried"] == "Edam-Volendam: mislukt"
    assert [item.statement["subject"] for item in row.against] == ["Edam-Volendam"]


def test_recognised_without_a_step_stands_below_the_scale(shipped: Engines):
    """Skipr (2021) says that Vilans recognised Partner in Balans as effective, without a step. Zicht op Evenwicht has IV and
    In Balans and TOM have II (RIVM 2021, 2022), Halt! U valt has no rating: that is the order for falls prevention."""
    assert ask(shipped.tested, "what_works", {"theme": "dementie"}).rows[0].tier == "recognised"
    assert [row.tier for row in ask(shipped.tested, "what_works", {"theme": "valpreventie"}).rows] == ["IV", "II", "II", "described"]


def test_likeness_limits_where_it_runs_to_comparable_municipalities(shipped: Engines):
    whole = {row.id: row.values["places"] for row in ask(shipped.tested, "what_works", {"theme": "eenzaamheid"}, top=0).rows}
    alike = ask(shipped.tested, "what_works", {"theme": "eenzaamheid", "like": "Houten"}, top=0)
    assert alike.params["like"] == "gm:GM0321" and any("Houten" in note for note in alike.notes)
    assert all(row.values["places"] + row.values["elsewhere"] == whole[row.id] for row in alike.rows)
    assert 0 < sum(row.values["places"] for row in alike.rows) < sum(whole.values())


def test_every_row_rests_on_documents_and_counts_are_as_pickers_say(shipped: Engines):
    session = shipped.tested
    for theme in list(session.index.themes)[::5]:
        answer = ask(session, "what_works", {"theme": theme}, top=0)
        assert answer.total == session.count("what_works", theme), theme
        for row in answer.rows:
            assert row.evidence and all(item.document for item in row.evidence)
            assert row.tier not in SCALE or any(item.statement["relation_id"] == "rated_by" for item in row.evidence)
        assert answer.rows or answer.empty_reason
