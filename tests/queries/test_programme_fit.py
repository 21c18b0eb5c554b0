"""programme_fit: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, **params: str):
    return ask(session, "programme_fit", params, top=0).rows


def _tiers(session, **params: str) -> list[tuple[str, str]]:
    return [(row.id, row.tier.removeprefix("programme-")) for row in _rows(session, **params)]


def test_on_the_theme_on_a_part_of_it_under_a_roof_or_ended(session):
    """Samen eten (2024 to 2027) is about buurthulp: it fits there, holds a part of zorg-dichtbij, and is a roof over the meals.
    Dichtbij is about zorg-dichtbij and ended in 2021; that is the topmost theme, so it is no roof over the others."""
    assert _tiers(session, theme="buurthulp") == [("prog:samen-eten", "fits")]
    assert _tiers(session, theme="zorg-dichtbij") == [("prog:samen-eten", "part"), ("prog:dichtbij", "past")]
    assert _tiers(session, theme="theme:maaltijden") == [("prog:samen-eten", "roof")]


def test_years_budgets_and_calls_stand_as_their_documents_give_them(session):
    first, past = _rows(session, theme="zorg-dichtbij")
    assert first.values["calls"] == "Samen eten, eerste ronde (2025)" and first.values["period"] == "2024–2027" and first.values["budget"] == ""
    assert past.values["budget"] == "EUR 2 mln" and past.values["funds"] == "Kennispunt Veldland"
    assert first.why == "gaat over een deel van zorg dichtbij; loopt tot en met 2027; 1 subsidieoproep bekend"


def test_on_a_day_only_programmes_that_had_begun(session):
    """On 2019-01-01 Dichtbij ran and Samen eten was still to come."""
    assert _tiers(session, theme="zorg-dichtbij", on="2019-01-01") == [("prog:dichtbij", "fits")]


def test_a_text_means_the_themes_that_it_names(session):
    answer = ask(session, "programme_fit", {"text": "Hoe krijgen wij meer noaberhulp en burenhulp in de buurt?"}, top=0)
    assert [row.id for row in answer.rows] == ["prog:samen-eten"]
    assert answer.notes[0] == "De tekst is gelezen als een vraag over: buurthulp."


def test_no_programme_yet_says_so_and_leads_on(session):
    answer = ask(session, "programme_fit", {"theme": "theme:muziek"}, top=0)
    assert not answer.rows and "nog geen programma" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, way.question or "programme_fit", way.params, top=0).total == way.count > 0


def test_loneliness_has_three_programmes_and_four_calls(shipped: Engines):
    """ZonMw's Versterking aanpak eenzaamheid (2019), the action programme of VWS (2018) and that of the Sluyterman van Loo fund are
    about loneliness; the first had calls in 2019, two in 2020 and one in 2022, of which one gives 800.000 euro."""
    rows = _rows(shipped.tested, theme="eenzaamheid")
    assert [row.id for row in rows if row.tier == "programme-fits"] == ["prog:vae", "prog:ete", "prog:eenz-sluyterman"]
    assert rows[0].values["calls"].count("(20") == 4 and "(2020, 800.000 euro; maximaal 40.000 euro per project)" in rows[0].values["calls"]


def test_informal_carers_have_only_the_roof_of_a_fund(shipped: Engines):
    """No programme in the data is about mantelzorg; the Oranje Fonds is about informal care, and the Wmo workshops were succeeded."""
    rows = _rows(shipped.tested, theme="mantelzorg")
    assert [(row.id, row.tier) for row in rows if row.tier != "programme-past"] == [("prog:of-algemeen", "programme-roof")]
    assert rows[0].values["budget"] == "33 mln per jaar (2017)" and {"prog:wsd", "prog:wmo-wp"} <= {row.id for row in rows}


def test_a_question_about_debts_of_the_young_is_read_as_such(shipped: Engines):
    """The text names the young, debts of the young, and the homeless young; debts is left out, since a narrower theme is named."""
    answer = ask(shipped.tested, "programme_fit", {"text": "Hoe voorkomen wij dat jongeren met schulden dakloos raken?"}, top=0)
    assert "jongeren met schulden" in answer.notes[0] and " schulden," not in answer.notes[0].replace("jongeren met schulden,", "")
    assert "prog:kf-tiny" in {row.id for row in answer.rows}
