"""who_knows and partners: by hand on the village (tests/village/README.md) and checked against real documents."""

from __future__ import annotations

import pytest

from graph.problems import UsageError
from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _values(row) -> dict[str, float]:
    return {part.signal: part.value for part in row.parts}


def test_people_and_organisations_are_ranked_apart_by_what_their_knowledge_rests_on(session):
    """buurthulp with maaltijden. Bo Kramer: said to know it (2017, eight years ago: 0.25). Dorpswerk: said to know
    maaltijden, undated. Kennispunt: studied tafel-oosterdorp, owns and studied the method? The method itself is about
    zorg-dichtbij, not buurthulp, so it does not count here. Nobody leads anything."""
    rows = ask(session, "who_knows", {"theme": "buurthulp"}, top=0).rows
    assert [(row.id, row.rank, row.tier) for row in rows][0] == ("person:bo-kramer", 1, "person")
    found = {row.id: _values(row) for row in rows}
    assert found["person:bo-kramer"] == pytest.approx({"knows": 0.5, "current": 0.25})
    assert found["org:dorpswerk"] == pytest.approx({"knows": 0.5})
    assert found["org:kennispunt"] == pytest.approx({"studied": 1 - 2**-0.5, "current": 0.25})
    organisations = [row for row in rows if row.tier == "organisation"]
    assert organisations[0].rank == 1


def test_the_broader_theme_adds_the_method(session):
    """On zorg-dichtbij the method counts: Kennispunt owns it, studied it (under its register id) and rated it."""
    row = {row.id: row for row in ask(session, "who_knows", {"theme": "zorg-dichtbij"}, top=0).rows}["org:kennispunt"]
    assert {"studied", "owns", "rated", "current"} <= set(_values(row))
    assert _values(row)["studied"] == pytest.approx(1 - 2**-1)  # the table and the method


def test_a_role_says_whether_it_stands(session):
    """Bo Kramer's lectorate is of a document of 2017, so it is old; the way to him names the organisation."""
    row = ask(session, "who_knows", {"theme": "buurthulp"}).rows[0]
    assert row.values["role"] == "lector, Kennispunt Voorbeeld" or row.values["role"].startswith("lector, ")
    assert row.values["standing"] == "oud: uit 2017, eerst nagaan"
    assert row.reachable_via[0].kind == "role" and row.reachable_via[0].as_of.startswith("2017")


def test_two_themes_list_only_who_knows_both(session):
    both = ask(session, "who_knows", {"theme": "buurthulp", "also": "zorg-dichtbij"}, top=0)
    one = ask(session, "who_knows", {"theme": "ontmoeten", "also": "buurthulp"}, top=0)
    assert {row.id for row in both.rows} >= {"person:bo-kramer", "org:kennispunt"}
    assert one.rows == [] and one.empty_reason


def test_nobody_is_listed_without_evidence(session):
    for theme in ("theme:zorg-dichtbij", "theme:buurthulp", "theme:maaltijden", "theme:ontmoeten"):
        assert all(row.evidence for row in ask(session, "who_knows", {"theme": theme}, top=0).rows)


def test_partners_stand_in_their_corner_with_what_they_do_and_share(session):
    """For Oosterdorp on buurthulp in the youth region Oosterland: Westerveen runs a table and is in the Tafelkring too."""
    answer = ask(session, "partners", {"theme": "buurthulp", "region": "region:jeugdregio-JR91", "actor": ("gm:GM9001",)}, top=0)
    rows = {row.id: row for row in answer.rows}
    assert rows["gm:GM9002"].tier == "policy" and "Tafelkring" in rows["gm:GM9002"].values["shared"]
    assert rows["org:kennispunt"].tier == "research"
    assert rows["net:tafelkring"].tier == "network"
    assert "gm:GM9001" not in rows


def test_an_empty_corner_is_said_and_answered_from_outside(session):
    """In the province Oosterland nobody of the research corner is active on ontmoeten, nor anywhere else."""
    answer = ask(session, "partners", {"theme": "ontmoeten", "region": "provincie Oosterland"}, top=0)
    assert any("onderzoek" in note and "leeg" in note for note in answer.notes)


def test_what_covers_a_municipality_says_on_what_ground(session):
    answer = ask(session, "partners", {"actor": ("gm:GM9001",)}, top=0)
    rows = {row.id: row for row in answer.rows}
    assert rows["region:jeugdregio-JR91"].tier == "cover"
    assert rows["region:jeugdregio-JR91"].name.endswith("(jeugdregio)")
    assert "region:nl" not in rows
    assert rows["net:tafelkring"].values["ground"] == "is er lid van"


def test_partners_of_nothing_is_wrong_use(session):
    with pytest.raises(UsageError):
        ask(session, "partners", {"region": "provincie Oosterland"})


def test_schulden_has_nadja_jungmann_among_the_first_with_her_lectorate(shipped: Engines):
    """Her page at Hogeschool Utrecht (2017) gives the lectorate Schulden en Incasso; ISO named her lecturer of the year."""
    people = [row for row in ask(shipped.tested, "who_knows", {"theme": "schulden"}).rows if row.tier == "person"]
    row = next(row for row in people[:3] if row.name == "Nadja Jungmann")
    assert any("lector" in item.statement["role"] for item in row.evidence)
    assert all(item.stated_on for item in row.evidence)
    assert any("lector Schulden en Incasso" in way.label for way in row.reachable_via)


def test_onbegrepen_gedrag_in_drenthe_names_the_workplace_and_the_hanze(shipped: Engines):
    """The Hanze leads the Drentse Kenniswerkplaats Onbegrepen Gedrag (opening page of the workplace)."""
    rows = {row.name: row for row in ask(shipped.tested, "partners",
                                         {"theme": "onbegrepen gedrag", "region": "provincie Drenthe"}, top=0).rows}
    assert rows["Drentse Kenniswerkplaats Onbegrepen Gedrag"].tier == "network"
    assert rows["Hanzehogeschool Groningen"].tier == "research"
    assert rows["Hanzehogeschool Groningen"].values["km"] == ""


def test_enschede_is_covered_by_workplaces_ggd_youth_and_labour_market_region(shipped: Engines):
    rows = {row.name: row for row in ask(shipped.tested, "partners", {"actor": ("gm:GM0153",)}).rows}
    for name in ("Werkplaats Sociaal Domein Twente", "Academische Werkplaats Jeugd Twente", "GGD Regio Twente (GGD-regio)",
                 "Twente (jeugdregio)", "Twente (arbeidsmarktregio)"):
        assert rows[name].tier == "cover", name
    assert rows["Werkplaats Sociaal Domein Twente"].values["ground"] == "afgeleid uit de naam"


def test_an_empty_corner_offers_the_nearest_outside_with_its_distance(shipped: Engines):
    answer = ask(shipped.tested, "partners", {"theme": "schulden", "region": "region:corop-CR12"}, top=0)
    outside = [row for row in answer.rows if row.tier == "research" and row.values["km"] != ""]
    assert outside and [row.values["km"] for row in outside] == sorted(row.values["km"] for row in outside)
