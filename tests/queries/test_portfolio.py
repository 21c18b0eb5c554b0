"""portfolio: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from graph.problems import UsageError
from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, actor: str, **params: str):
    return {row.id: row for row in ask(session, "portfolio", {"actor": (actor,), **params}, top=0).rows}


def test_the_weight_of_a_theme_is_its_share_of_the_claims(session):
    """Oosterdorp with Kleinbrink: two tables, the Tafelkring and three times called first on buurthulp make six claims; the
    wijkwijzer is one, on zorg-dichtbij. Six and one of seven."""
    answer = ask(session, "portfolio", {"actor": ("Oosterdorp",)}, top=0)
    shares = [(row.id, row.values["share"]) for row in answer.rows if row.tier == "theme"]
    assert shares == [("theme:buurthulp", 86), ("theme:zorg-dichtbij", 14)]
    assert any("Kleinbrink" in item.via for item in answer.rows[0].evidence)


def test_things_carry_the_own_role_and_who_else_stands_behind_them(session):
    """Westerveen commissions the kitchen that Kennispunt carries out; it was a member of the Tafelkring, whose members are no partners here."""
    rows = _rows(session, "Westerveen")
    assert rows["init:keuken-westerveen"].values["role"] == "voert uit (opdrachtgever)"
    assert rows["init:keuken-westerveen"].values["runs"] == "Kennispunt Veldland"
    assert rows["net:tafelkring"].values["role"] == "lid van"
    assert rows["gm:GM9001"].values["role"] == "nam over van"


def test_what_a_body_judges_funds_and_who_works_there(session):
    """Of seven claims four are on zorg-dichtbij: Kennispunt funds the programme (2017-2021), owns, rated and (under its register id) studied the method; three on
    buurthulp: a kitchen, a study, a programme it leads. Bo Kramer is its lecturer, of a document of 2017."""
    rows = _rows(session, "Kennispunt Veldland")
    assert (rows["prog:dichtbij"].values["role"], rows["prog:dichtbij"].values["when"]) == ("financiert", "2017–2021")
    assert rows["method:keukentafel"].values["role"] == "eigenaar van; onderzoekt; beoordeelde"
    assert rows["person:bo-kramer"].why == "oud: uit 2017, eerst nagaan" and rows["person:bo-kramer"].values["role"] == "lector"
    assert [rows[theme].values["share"] for theme in ("theme:zorg-dichtbij", "theme:buurthulp")] == [57, 43]


def test_on_a_day_only_what_counted_then(session):
    rows = _rows(session, "Oosterdorp", on="2014-06-30")
    assert set(rows) == {"theme:buurthulp"}


def test_two_actors_stand_below_each_other(session):
    answer = ask(session, "portfolio", {"actor": ("Zuiderhaven", "Westerveen")}, top=0)
    assert list(dict.fromkeys(row.values["who"] for row in answer.rows)) == ["Zuiderhaven", "Westerveen"]


def test_nothing_known_leads_on(session):
    answer = ask(session, "portfolio", {"actor": ("Noorderbroek",), "on": "2012-06-30"})
    assert not answer.rows and "Noorderbroek" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        found = ask(session, way.question or "portfolio", way.params, top=0)
        assert found.total == way.count > 0


def test_an_actor_is_needed(session):
    with pytest.raises(UsageError):
        ask(session, "portfolio", {})


def test_alphen_as_its_documents_tell(shipped: Engines):
    """Movisie: Alphen runs Tom in de Buurt, was host of the congress of 2019 and organised it; Omroep West: its pre-informal-care
    homes follow Nieuwkoop's; ZonMw funds Mobility Mentoring there."""
    rows = _rows(shipped.tested, "Alphen aan den Rijn")
    assert rows["init:tom-in-de-buurt-alphen"].values["role"] == "voert uit"
    assert rows["event:congres-2019"].values["role"] == "organiseert; gastheer van"
    assert rows["gm:GM0569"].name == "Nieuwkoop"
    assert rows["init:mobility-mentoring--alphen-aan-den-rijn"].values["funds"] == "ZonMw"


def test_the_hanze_leads_three_networks(shipped: Engines):
    """WSD Noord, the Innovatiewerkplaats Generatiearmoede and the Drentse Kenniswerkplaats Onbegrepen Gedrag, each by its own page."""
    rows = _rows(shipped.tested, "org:hanze")
    led = {row.id for row in rows.values() if row.tier == "net" and row.values["role"].startswith("leidt")}
    assert led == {"net:wsd-noord", "net:iwp-generatiearmoede", "net:kwog-drenthe"}
    assert len({item.document for one in led for item in rows[one].evidence if item.statement["subject_id"] == "org:hanze"}) == 3


def test_groningen_coordinates_the_northern_expertise_network(shipped: Engines):
    """JENN's update of 2021: Groningen is the coordinating municipality; Accare, Cosis, Jeugdhulp Friesland and Molendrift are partners."""
    row = _rows(shipped.tested, "gm:GM0014")["net:jenn-net"]
    assert row.values["role"] == "leidt (coördinerende gemeente)"
    assert row.values["partners"].startswith("Accare; Cosis; Jeugdhulp Friesland; Molendrift")


def test_a_municipality_that_merged_is_asked_as_its_successor(shipped: Engines):
    """Westvoorne merged into Voorne aan Zee in 2023: both names give the same rows."""
    assert set(_rows(shipped.tested, "gm:GM0614")) == set(_rows(shipped.tested, "gm:GM1992"))


@pytest.mark.parametrize("actor", ["org:zonmw", "org:vng", "gm:GM0363", "net:jogg-net"])
def test_every_row_rests_on_claims_and_shares_add_up(shipped: Engines, actor: str):
    rows = _rows(shipped.tested, actor).values()
    assert rows and all(row.evidence for row in rows)
    shares = [row.values["share"] for row in rows if row.tier == "theme"]
    assert abs(sum(shares) - 100) <= len(shares) / 2
    assert len({item.claim for row in rows for item in row.evidence}) < 600
