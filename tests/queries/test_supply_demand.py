"""supply_demand: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines

KINDS = ("questions", "prog", "method", "init", "net", "ended")


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _numbers(row) -> tuple[int, ...]:
    return tuple(row.values[name] for name in KINDS)


def _shipped(shipped: Engines, theme: str, **params: str):
    answer = ask(shipped.tested, "supply_demand", {"theme": theme, **params}, top=0)
    return next(row for row in answer.rows if row.id == f"theme:{theme}")


def test_every_theme_counts_with_what_is_narrower_and_what_ended_is_no_offer(session):
    """Westerveen asks about maaltijden, where its table runs and the soup bus stopped in 2017. buurthulp adds the question of
    Zuiderhaven, the programme Samen eten, four tables and kitchens (the planned one of Noorderbroek is none) and the Tafelkring;
    zorg-dichtbij two wijkwijzers and the method, and its programme ended in 2021. On the others nobody asks; the choir ended."""
    rows = ask(session, "supply_demand", {}, top=0).rows
    assert [(row.id, _numbers(row)) for row in rows] == [
        ("theme:maaltijden", (1, 0, 0, 1, 0, 1)), ("theme:buurthulp", (2, 1, 0, 5, 1, 1)),
        ("theme:zorg-dichtbij", (2, 1, 1, 7, 1, 2)), ("theme:ontmoeten", (0, 0, 0, 1, 0, 1)), ("theme:muziek", (0, 0, 0, 0, 0, 1))]


def test_what_is_missing_is_named_with_the_nearest_broader_theme_that_has_it(session):
    """For maaltijden: programme and network stand on buurthulp, the method on zorg-dichtbij."""
    row = ask(session, "supply_demand", {"theme": "theme:maaltijden"}).rows[0]
    assert row.values["missing"] == "geen programma; geen methode; geen netwerk"
    assert row.values["broader"] == (
        "programma op buurthulp, zoals Programma Samen eten; methode op zorg dichtbij, zoals Keukentafelgesprek; "
        "netwerk op buurthulp, zoals Tafelkring Veldland")
    assert row.values["asked"] == "Hoe houden wij vrijwilligers aan tafel? (Westerveen)"
    said = {(item.statement["subject_id"], item.statement["relation_id"]) for item in row.evidence}
    assert said == {("question:wie-kookt", "about"), ("gm:GM9002", "asks"), ("init:tafel-westerveen", "about"), ("init:soepbus", "about"),
                    ("method:keukentafel", "about"), ("net:tafelkring", "about"), ("prog:samen-eten", "about")}


def test_in_a_region_only_its_own_questions_and_initiatives_count(session):
    """In the province Oosterland nobody asks; on buurthulp it has the tables of Oosterdorp and, through the merger, of Kleinbrink."""
    row = next(row for row in ask(session, "supply_demand", {"theme": "buurthulp", "region": "provincie Oosterland"}, top=0).rows
               if row.id == "theme:buurthulp")
    assert _numbers(row) == (0, 1, 0, 2, 1, 0)
    assert {item.statement["subject_id"] for item in row.evidence if item.statement["relation_id"] == "runs"} == {"gm:GM9001", "gm:GM9005"}


def test_on_a_day_what_ended_later_still_counts(session):
    """On 2018-01-01 the programme Dichtbij (2017-2021) ran; the question of Westerveen is of a document of 2021, the other of 2017."""
    row = next(row for row in ask(session, "supply_demand", {"on": "2018-01-01"}, top=0).rows if row.id == "theme:zorg-dichtbij")
    assert row.values["questions"] == 1 and row.values["prog"] == 1


def test_an_empty_answer_says_why_and_leads_on(session):
    answer = ask(session, "supply_demand", {"theme": "ontmoeten", "on": "2012-06-30"}, top=0)
    assert not answer.rows and "ontmoeten" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, "supply_demand", way.params, top=0).total == way.count > 0


def test_borging_is_asked_about_and_nothing_is_offered(shipped: Engines):
    """Only a question (how to keep knowledge when people and means are lacking) is about borging in the documents, beside a
    session of a learning network, which is no offer. It shares the first place with other themes like it."""
    row = _shipped(shipped, "borging")
    assert _numbers(row) == (1, 0, 0, 0, 0, 0)
    assert row.why == "1 vraag, geen aanbod bekend"
    first = [found.id for found in ask(shipped.tested, "supply_demand", {}, top=4).rows]
    assert "theme:borging" in first


def test_demografische_krimp_has_four_questions_and_no_programme(shipped: Engines):
    """Three of the knowledge agenda of the Kennisnetwerk Krimp Noord-Nederland and one of Sluis (Omroep Zeeland), against the
    health village of Oostburg, the Limburg experiment in self-organisation and the Werkplaats Zuyd; one more initiative ended."""
    row = _shipped(shipped, "demografische-krimp")
    assert _numbers(row) == (4, 0, 0, 2, 1, 1)
    assert "(Sluis)" in row.values["asked"] and row.values["asked"].count("Kennisnetwerk Krimp Noord-Nederland") == 3
    assert row.values["offered"] == "Gezondheidsdorp Oostburg; Proeftuin Zelfsturing Krimpgroeien; Werkplaats Sociaal Domein Zuyd"


def test_zeeland_asks_one_of_the_four(shipped: Engines):
    """Sluis lies in Zeeland and runs the health village; the northern network does not, nor does the Limburg experiment."""
    row = _shipped(shipped, "demografische-krimp", region="provincie Zeeland")
    assert row.values["questions"] == 1 and row.values["offered"].startswith("Gezondheidsdorp Oostburg")
    assert "Limburg" not in row.values["offered"]


def test_nothing_without_evidence_and_not_the_whole_graph(shipped: Engines):
    session = shipped.tested
    rows = ask(session, "supply_demand", {"theme": "jeugd"}, top=0).rows
    assert rows and all(row.evidence for row in rows)
    claims = {item.claim for row in rows for item in row.evidence}
    assert len(claims) < sum(1 for _ in session.index.about) / 2
