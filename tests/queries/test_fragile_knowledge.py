"""Fragile knowledge: the village by hand, real themes against their documents, and what always holds."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn, over the village."""
    return getattr(village, request.param)


def test_village_themes_rest_on_what_ended_on_a_person_and_on_one_municipality(session):
    """The choir of Zuiderhaven ended in 2017. Gardening: Cees Mol stands, Dik Zand's only role ended in 2015. Ontmoeten:
    Noorderbroek's wijkwijzer; Splitwoude's car counts for nobody. Buurthulp, maaltijden and zorg dichtbij have several."""
    answer = ask(session, "fragile_knowledge", {}, top=0)
    assert [(row.id, row.tier) for row in answer.rows] == [
        ("theme:muziek", "ended"), ("theme:tuinieren", "person"), ("theme:ontmoeten", "organisation")]
    music, gardening, meeting = answer.rows
    assert (music.values["rests"], music.values["gone"]) == ("", "Zuiderhaven")
    assert gardening.values["rests"].startswith("Cees Mol (directeur, Stichting Dorpswerk")
    assert gardening.values["gone"].startswith("Dik Zand (directeur, Hulplijn Veldland")
    assert meeting.values["rests"] == "Noorderbroek"
    assert any("6 thema" in note for note in answer.notes)


def test_a_region_looks_at_its_own_and_says_who_knows_elsewhere(session):
    """In Westerland only Westerveen does meals (its table); Dorpswerk, without a known place, is said to know them too."""
    rows = {row.id: row for row in ask(session, "fragile_knowledge", {"region": "provincie Westerland"}, top=0).rows}
    assert set(rows) == {"theme:muziek", "theme:maaltijden"}
    meals = rows["theme:maaltijden"].values
    assert (meals["rests"], meals["elsewhere"], meals["near"]) == ("Westerveen", 1, "Stichting Dorpswerk")


def test_on_a_day_a_role_that_ended_later_still_stood(session):
    """In the middle of 2014 only the Streekblad of 2013 tells anything: Dik Zand knew gardening and was a director."""
    answer = ask(session, "fragile_knowledge", {"on": "2014-06-30"}, top=0)
    assert [(row.id, row.tier) for row in answer.rows] == [("theme:tuinieren", "person")]
    assert answer.rows[0].values["rests"].startswith("Dik Zand") and answer.rows[0].values["gone"] == ""


def test_nothing_known_is_told_apart_from_nothing_fragile(session):
    sound = ask(session, "fragile_knowledge", {"theme": "theme:maaltijden"})
    assert not sound.rows and "meer dan één organisatie" in sound.empty_reason
    unknown = ask(session, "fragile_knowledge", {"theme": "theme:tuinieren", "region": "provincie Westerland"})
    assert not unknown.rows and "wij weten het niet" in unknown.empty_reason
    assert [(way.params, way.count) for way in unknown.suggestions] == [({"theme": "theme:tuinieren"}, 1)]


def test_social_quality_in_friesland_rests_on_one_lector(shipped: Engines):
    """The page of Werkplaats Sociaal Domein Friesland (undated) says that lector Jolanda Tuinstra (NHL Stenden) knows social
    quality. The others are elsewhere: Hogeschool Utrecht leads a platform in Utrecht, Overijssel's policy ended in 2019."""
    row = next(row for row in ask(shipped.tested, "fragile_knowledge", {"region": "provincie Fryslân"}, top=0).rows if row.id == "theme:sociale-kwaliteit")
    assert row.tier == "person" and row.values["rests"].startswith("Jolanda Tuinstra (lector Werkplaats Sociaal Domein Friesland, NHL Stenden")
    assert {item.document for item in row.evidence} == {"doc:wsd-werkplaats-friesland-nd"}
    assert row.values["newest"] == "" and row.values["near"] == "Hogeschool Utrecht"


def test_sheltered_work_in_zeeland_rests_on_sluis(shipped: Engines):
    """Sluis' accounts of 2019 (published 2020) tell of its sheltered work; Amfors' trial in Amersfoort ended in 2020, so
    nobody is known elsewhere either."""
    row = next(row for row in ask(shipped.tested, "fragile_knowledge", {"region": "provincie Zeeland"}, top=0).rows if row.id == "theme:beschut-werk")
    assert (row.tier, row.values["rests"], row.values["elsewhere"]) == ("organisation", "Sluis", 0)
    assert [item.document for item in row.evidence] == ["doc:sluis-jaarstukken-sociaal-domein-2020"]


def test_dementia_in_zeeland_rests_on_what_has_ended(shipped: Engines):
    """Of Zeeland only Schouwen-Duiveland's dementia-friendly municipality is known, and its initiative has ended; in the
    rest of the country it is done in many places, so the country as a whole is not fragile."""
    session = shipped.tested
    row = next(row for row in ask(session, "fragile_knowledge", {"region": "provincie Zeeland"}, top=0).rows if row.id == "theme:dementie")
    assert (row.tier, row.values["gone"]) == ("ended", "Schouwen-Duiveland") and row.values["elsewhere"] > 20
    runs = next(item for item in row.evidence if item.statement["relation_id"] == "runs")
    assert session.index.initiatives[runs.statement["object_id"]].cells["status"] == "ended"
    assert "theme:dementie" not in {one.id for one in ask(session, "fragile_knowledge", {}, top=0).rows}


def test_every_row_has_evidence_and_no_row_has_two_organisations(shipped: Engines):
    session = shipped.tested
    for region in session.resolver.regions("provincie"):
        for row in ask(session, "fragile_knowledge", {"region": region.id}, top=0).rows:
            assert row.evidence and all(item.document for item in row.evidence), (region.id, row.id)
            bodies = [text for text in str(row.values["rests"]).split("; ") if text and "(" not in text]
            assert len(bodies) <= 1 and (row.tier == "person") == (bool(row.values["rests"]) and not bodies), (region.id, row.id)
