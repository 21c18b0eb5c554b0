"""Bundling questions: the village by hand, real questions against their documents, and what always holds."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn, over the village."""
    return getattr(village, request.param)


def test_village_questions_meet_at_the_theme_that_one_of_them_is_about(session):
    """Zuiderhaven asks about buurthulp, Westerveen about maaltijden below it. Samen eten (2024 to 2027) is about buurthulp;
    Dichtbij is about the topmost theme, so it fits nothing in particular."""
    answer = ask(session, "bundle", {}, top=0)
    assert [(row.id, row.tier) for row in answer.rows] == [("theme:buurthulp", "fits")]
    values = answer.rows[0].values
    assert (values["askers"], values["count"]) == ("Westerveen; Zuiderhaven", 2)
    assert values["programmes"] == "Programma Samen eten (tot 2027)" and values["calls"] == "Samen eten, eerste ronde (2025)"
    assert "“Hoe blijven maaltijden in de buurt betaalbaar?” (Zuiderhaven, 2017)" in values["texts"]
    assert values["ask"] == "Kennispunt Veldland"
    assert {"asks", "about", "funds"} <= {item.statement["relation_id"] for item in answer.rows[0].evidence}


def test_one_asker_is_no_bundle_and_the_ways_on_are_counted(session):
    """One bundle at buurthulp, which is broader; Dorpswerk is the one that knows meals."""
    answer = ask(session, "bundle", {"theme": "theme:maaltijden"})
    assert not answer.rows and "maaltijden" in answer.empty_reason
    assert [(way.question, way.params, way.count) for way in answer.suggestions] == [
        ("", {"theme": "theme:buurthulp"}, 1), ("who_knows", {"theme": "theme:maaltijden"}, 1)]


def test_a_region_counts_only_its_own_askers(session):
    assert [row.id for row in ask(session, "bundle", {"region": "provincie Westerland"}).rows] == ["theme:buurthulp"]
    assert not ask(session, "bundle", {"region": "jeugdregio Havenstreek"}).rows


def test_on_a_day_before_the_second_question_there_is_no_bundle(session):
    """Westerveen's question is of December 2021."""
    assert not ask(session, "bundle", {"on": "2020-01-01"}).rows


def _row(engines: Engines, theme: str):
    return next(row for row in ask(engines.tested, "bundle", {"theme": theme}, top=0).rows if row.id == theme)


def test_loneliness_is_asked_about_by_three(shipped: Engines):
    """ZonMw (2019: which approach works when), Movisie (2020: what is lacking, and for whom) and Dronten (2019: how to find
    people). Programmes about loneliness: Een tegen eenzaamheid, ZonMw's Versterken Aanpak Eenzaamheid, Sluyterman."""
    row = _row(shipped, "theme:eenzaamheid")
    assert (row.values["askers"], row.values["count"]) == ("Dronten; Movisie; ZonMw", 4)
    programmes = {item.statement["subject_id"] for item in row.evidence if item.statement["object_id"] == "theme:eenzaamheid"}
    assert {"prog:vae", "prog:ete", "prog:eenz-sluyterman"} <= programmes


def test_three_municipalities_asked_about_assistance_experiments(shipped: Engines):
    """Tilburg and Wageningen (2017) and 's-Hertogenbosch (2019) ask what trust, freedom and a premium do; SZW's own programme
    of experiments is on the theme."""
    row = _row(shipped, "theme:bijstandsexperimenten")
    assert row.values["askers"] == "'s-Hertogenbosch; Tilburg; Wageningen" and row.values["count"] == 3
    assert "prog:bijst-szw" in {item.statement["subject_id"] for item in row.evidence}


def test_respite_care_is_asked_about_by_two_municipalities(shipped: Engines):
    """Middelburg (2017) seeks other Zeeland municipalities for respite care; Drimmelen (2018) asks whether a house is
    feasible. In Zeeland alone there is one asker, so no bundle."""
    row = _row(shipped, "theme:respijtzorg")
    assert row.values["askers"] == "Drimmelen; Middelburg"
    assert not ask(shipped.tested, "bundle", {"theme": "theme:respijtzorg", "region": "provincie Zeeland"}).rows


def test_every_bundle_has_two_askers_with_evidence_and_no_two_hold_the_same_questions(shipped: Engines):
    rows = ask(shipped.tested, "bundle", {}, top=0).rows
    assert len(rows) >= 20
    assert len({row.values["texts"] for row in rows}) == len(rows)
    for row in rows:
        index = shipped.tested.index
        asked = {index.successors(item.statement["subject_id"])[0] for item in row.evidence if item.statement["relation_id"] == "asks"}
        assert len(asked) == len(str(row.values["askers"]).split("; ")) > 1, row.id
        assert (row.tier == "fits") == bool(row.values["programmes"])
