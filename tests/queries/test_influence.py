"""influence: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, **params: object):
    return ask(session, "influence", params, top=0).rows


def _row(session, identifier: str, **params: object):
    return next(row for row in _rows(session, **params) if row.id == identifier)


def test_programmes_and_networks_on_a_theme_with_who_is_in_them(session):
    """On zorg-dichtbij and what is narrower: Kennispunt funds Samen eten and Dichtbij; four are members of the Tafelkring."""
    rows = _rows(session, theme="zorg-dichtbij")
    assert [row.id for row in rows] == ["prog:dichtbij", "prog:samen-eten", "net:tafelkring"]
    assert [row.values["funds"] for row in rows] == ["Kennispunt Veldland", "Kennispunt Veldland", ""]
    assert rows[2].values["members"] == (
        "Oosterdorp (sinds 2016); Stichting Dorpswerk (secretariaat); Westerveen; Zuiderhaven (uiterlijk sinds 2016, tot 2020)")
    assert rows[2].why == "4 leden" and rows[2].values["parties"] == 4


def test_on_a_day_only_those_who_sat_there_then(session):
    """The annual report that names Dorpswerk and Westerveen, and the theme, is of December 2021; Zuiderhaven was a member until 2020."""
    assert not [row for row in _rows(session, theme="buurthulp", on="2019-12-31") if row.id == "net:tafelkring"]
    assert _row(session, "net:tafelkring", actor=("net:tafelkring",), on="2019-12-31").values["members"] == (
        "Oosterdorp (sinds 2016); Zuiderhaven (uiterlijk sinds 2016, tot 2020)")


def test_a_region_asks_who_sits_there_from_it(session):
    rows = _rows(session, theme="buurthulp", region="provincie Westerland")
    assert {row.id: row.values["members"] for row in rows if row.id == "net:tafelkring"} == {
        "net:tafelkring": "Westerveen; Zuiderhaven (uiterlijk sinds 2016, tot 2020)"}


def test_asked_for_an_organisation_its_own_seats_and_who_sits_in_it(session):
    """Dorpswerk is the secretary of the Tafelkring, beside three others; Cees Mol directs it since 2021."""
    rows = _rows(session, actor=("org:dorpswerk",))
    assert [(row.id, row.values["seat"]) for row in rows] == [("net:tafelkring", "lid van (secretariaat)"), ("org:dorpswerk", "")]
    assert rows[1].values["people"] == "Cees Mol (directeur, sinds 2021)"
    assert rows[0].values["members"].startswith("Stichting Dorpswerk (secretariaat); Oosterdorp")


def test_an_empty_answer_says_why_and_leads_on(session):
    answer = ask(session, "influence", {"theme": "theme:maaltijden"}, top=0)
    assert not answer.rows and "ledenlijsten" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, way.question or "influence", way.params, top=0).total == way.count > 0


def test_vng_leads_the_research_agenda_of_2015(shipped: Engines):
    """The VNG presents the Onderzoeks- en Ontwikkelagenda sociaal domein; of its core group (G32, G4, NDSO) the data hold no claim."""
    row = _row(shipped.tested, "prog:oo-agenda", theme="kennisagenda")
    assert row.values["leads"].startswith("Vereniging van Nederlandse Gemeenten") and row.values["parties"] == 1
    assert {item.statement["relation_id"] for item in row.evidence} == {"leads", "about"}


def test_the_youth_workshop_of_south_limburg_from_limburg(shipped: Engines):
    """Led by the GGD, with Maastricht and Sittard-Geleen as members; the province and the university are partners."""
    values = _row(shipped.tested, "net:rkj-zl", theme="jeugd", region="provincie Limburg").values
    assert values["leads"] == "GGD Zuid-Limburg" and values["members"] == "Maastricht; Sittard-Geleen"
    assert "Provincie Limburg" in values["partners"]


def test_legal_networks_only_when_somebody_is_asked_about(shipped: Engines):
    """Zwolle sits in joint arrangements by law (register of arrangements); on a theme alone they would drown the others."""
    session = shipped.tested
    assert any(row.id in session.index.legal for row in _rows(session, actor=("gm:GM0193",)))
    assert not any(row.id in session.index.legal for row in _rows(session, theme="jeugd"))
