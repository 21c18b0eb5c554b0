"""agenda: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from queries.render import as_markdown
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def test_what_the_region_asks_comes_with_its_asker_partners_and_programme(session):
    """Westerland: Zuiderhaven asks on buurthulp (2017), Westerveen on maaltijden (2021-12). Kennispunt carries the keukentafel out
    with Westerveen and Dorpswerk sits in the Tafelkring; prog:samen-eten runs, on buurthulp, so it fits maaltijden as a broader one."""
    rows = ask(session, "agenda", {"region": "provincie Westerland"}).rows
    assert [(row.id, row.tier, row.values["askers"]) for row in rows] == [
        ("theme:buurthulp", "asked-here", "Zuiderhaven"), ("theme:maaltijden", "asked-here", "Westerveen")]
    assert "“Hoe blijven maaltijden in de buurt betaalbaar?” (Zuiderhaven, 2017)" in rows[0].why
    assert "Beleid: Westerveen; Zuiderhaven." in rows[0].why and "Praktijk: Stichting Dorpswerk." in rows[0].why
    assert "Onderzoek: Kennispunt Veldland." in rows[0].why
    assert [row.values["programmes"] for row in rows] == ["Programma Samen eten"] * 2
    assert {"asks", "about"} <= {item.statement["relation_id"] for item in rows[0].evidence}


def test_what_others_ask_is_shown_where_something_goes_on(session):
    """Nobody in Oosterland asks; its tables are about buurthulp, on which Zuiderhaven asks. No initiative there is about maaltijden."""
    rows = ask(session, "agenda", {"region": "provincie Oosterland"}).rows
    assert [(row.id, row.tier) for row in rows] == [("theme:buurthulp", "asked-elsewhere")]


def test_without_questions_it_says_what_would_help(session):
    answer = ask(session, "agenda", {"theme": "theme:muziek"})
    assert not answer.rows and "raadsstukken" in answer.empty_reason
    assert answer.suggestions[-1].params == {} and answer.suggestions[-1].count == 2


def test_as_markdown_it_is_a_brief_to_take_along(session):
    text = as_markdown(ask(session, "agenda", {"region": "provincie Westerland"}), "nl")
    assert text.startswith("# Kennisagenda van Westerland") and "## buurthulp\n" in text
    assert "Past bij: Programma Samen eten." in text and "Tafels vergeleken" in text


def test_dronten_asks_how_to_find_the_lonely(shipped: Engines):
    """Dronten asked so in 2019; Lelystad and Zeewolde run something against loneliness, with the ANWB and the GGD. ZonMw's and
    Movisie's questions on the theme are not Flevoland's. The national action programme fits."""
    rows = ask(shipped.tested, "agenda", {"theme": "eenzaamheid", "region": "provincie Flevoland"}).rows
    assert [(row.id, row.values["askers"], row.values["count"]) for row in rows] == [("theme:eenzaamheid", "Dronten", 1)]
    assert "Beleid: Dronten; Lelystad; Zeewolde." in rows[0].why and "eenzaamheid" in rows[0].values["programmes"]


def test_brabant_asks_twice_about_assistance_experiments(shipped: Engines):
    """Tilburg (2017) and 's-Hertogenbosch (2019); Wageningen asks too but is in Gelderland."""
    rows = ask(shipped.tested, "agenda", {"region": "provincie Noord-Brabant"}, top=0).rows
    row = next(row for row in rows if row.id == "theme:bijstandsexperimenten")
    assert row.values["askers"] == "'s-Hertogenbosch; Tilburg" and row.tier == "asked-here"
    assert sum(1 for row in rows if row.tier == "asked-here") >= 5 and rows[0].tier == "asked-here"
