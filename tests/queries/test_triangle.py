"""The triangle of policy, practice and research: the village by hand, real themes, and what always holds."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines

CORNERS = ["policy", "practice", "research"]


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn, over the village."""
    return getattr(village, request.param)


def _cells(answer) -> dict[tuple[str, str], str]:
    return {(row.id, row.values["column_id"]): row.values["parties"] for row in answer.rows}


def test_village_corners_are_as_worked_out_by_hand(session):
    """Buurthulp: municipalities with tables and kitchens, Dorpswerk and others in the Tafelkring, Kennispunt runs and
    studies. Maaltijden alone: only Westerveen, whose table is about it. Music: only Zuiderhaven, its choir."""
    cells = _cells(ask(session, "triangle", {}, top=0))
    assert cells["theme:buurthulp", "policy"] == "Noorderbroek; Oosterdorp; Westerveen; Zuiderhaven"
    assert cells["theme:buurthulp", "practice"] == "Stichting Dorpswerk"
    assert cells["theme:buurthulp", "research"] == "Kennispunt Veldland"
    assert [cells["theme:maaltijden", corner] for corner in CORNERS] == ["Westerveen", "", ""]
    assert [cells["theme:muziek", corner] for corner in CORNERS] == ["Zuiderhaven", "", ""]
    assert not any(theme == "theme:tuinieren" for theme, _ in cells)


def test_an_empty_corner_names_who_is_nearest_and_rests_on_what_they_do(session):
    """In Oosterland nobody of practice is known on buurthulp: Dorpswerk takes part in the Tafelkring, which covers the youth
    region Oosterland with Oosterdorp in it, so there it is. In Havenstreek (Zuiderhaven, Noorderbroek) practice and
    research are missing: the Tafelkring and Kennispunt's kitchen are elsewhere."""
    rows = {row.values["column_id"]: row for row in ask(session, "triangle", {"theme": "buurthulp", "region": "jeugdregio Havenstreek"}, top=0).rows
            if row.id == "theme:buurthulp"}
    assert rows["policy"].values["count"] == 2
    assert (rows["research"].values["state"], rows["research"].values["near"]) == ("ontbreekt", "Kennispunt Veldland")
    assert {item.statement["subject_id"] for item in rows["research"].evidence} <= {"org:kennispunt", "org:register-kpv"}


def test_a_layer_gives_a_line_per_region(session):
    answer = ask(session, "triangle", {"theme": "buurthulp", "layer": "provincie"}, top=0)
    assert {row.id for row in answer.rows} == {"region:provincie-PV91", "region:provincie-PV92"}
    assert [row.values["column_id"] for row in answer.rows] == CORNERS * 2


def test_an_empty_answer_says_that_it_is_not_known(session):
    answer = ask(session, "triangle", {"theme": "theme:tuinieren"})
    assert not answer.rows and "wij weten het niet" in answer.empty_reason


def _line(engines: Engines, theme: str, **params):
    rows = [row for row in ask(engines.tested, "triangle", {"theme": theme, **params}, top=0).rows if row.id == theme]
    assert [row.values["column_id"] for row in rows] == CORNERS
    return rows


def test_youth_mental_health_in_drenthe_lacks_practice_and_research(shipped: Engines):
    """RTV Drenthe (2018): Assen and Hoogeveen try a youth worker at the general practice. Practice elsewhere: Accare and
    Dimence take part in Deventer (Stentor 2017). Research elsewhere: DSP (Foodvalley, 2017) and OBI (Rotterdam, 2018)."""
    policy, practice, research = _line(shipped, "theme:jeugd-ggz", region="provincie Drenthe")
    assert policy.values["parties"] == "Assen; Hoogeveen"
    assert practice.values["near"] == "Accare; Dimence Groep" and practice.values["count"] == 0
    assert set(research.values["near"].split("; ")) == {"DSP-groep", "Onderzoek en Business Intelligence Rotterdam"}
    assert {item.document for item in practice.evidence} == {"doc:stentor-jeugd-ggz-praktijk-2017"}


def test_youth_mental_health_in_rotterdam_lacks_practice(shipped: Engines):
    """Rotterdam ran the jeugdconsulent (2017 to 2019), which its research bureau OBI evaluated in 2018; nobody of practice."""
    policy, practice, research = _line(shipped, "theme:jeugd-ggz", region="gemeente Rotterdam")
    assert (policy.values["parties"], research.values["parties"]) == ("Rotterdam", "Onderzoek en Business Intelligence Rotterdam")
    assert practice.values["state"] == "ontbreekt" and practice.why.startswith("ontbreekt; het dichtst bij:")
    assert {item.document for item in research.evidence} == {"doc:obi-rotterdam-evaluatie-pilot-jeugdconsulent-2018"}


def test_sheltered_work_in_the_country_has_no_research(shipped: Engines):
    """Sluis (accounts of 2019) and Amfors (ZonMw's Vakkundig aan het werk, 2019 to 2020) do sheltered work; ZonMw's project
    names nobody who studies it, here or elsewhere, so the empty cell rests on what the other two do."""
    policy, practice, research = _line(shipped, "theme:beschut-werk")
    assert (policy.values["parties"], practice.values["parties"]) == ("Sluis", "Amfors")
    assert research.values["near"] == "" and "niemand" in research.why
    assert {item.document for item in research.evidence} == {item.document for row in (policy, practice) for item in row.evidence}


def test_every_cell_has_evidence_and_every_line_three_corners(shipped: Engines):
    session = shipped.tested
    for params in ({}, {"theme": "eenzaamheid", "layer": "provincie"}, {"region": "provincie Zeeland"}, {"theme": "theme:jeugd", "region": "Twente"}):
        answer = ask(session, "triangle", params, top=0)
        assert answer.rows and answer.total == len(answer.rows) and len(answer.rows) % 3 == 0
        for row in answer.rows:
            assert row.evidence and all(item.document for item in row.evidence), (params, row.id)
            assert bool(row.values["parties"]) == (row.values["count"] > 0)
