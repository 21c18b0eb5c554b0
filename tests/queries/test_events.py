"""events: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, **params: str):
    return ask(session, "events", params, top=0).rows


def _ids(session, **params: str) -> list[str]:
    return [row.id for row in _rows(session, **params)]


def test_an_event_is_on_a_theme_through_a_session_or_what_was_shown(session):
    """The Streekdag of 2021 has a session about zorg-dichtbij, in which the wijkwijzer of Oosterdorp was shown; that of
    Noorderbroek was shown there too. The Tafeldag has a session of which no theme is known."""
    rows = _rows(session, theme="zorg-dichtbij")
    assert [row.id for row in rows] == ["event:streekdag-2021"]
    values = rows[0].values
    assert values["sessions"] == "De wijkwijzer" and values["presented"] == "Wijkwijzer Noorderbroek; Wijkwijzer Oosterdorp"
    assert values["place"] == "De Schuur, Oosterdorp" and values["date"] == "2021-09-18" and values["organisers"] == "Streekraad Veldland"
    assert rows[0].why == "1 sessie; 2 initiatieven gepresenteerd"


def test_the_other_sessions_are_counted(session):
    """Of the two sessions of 2013 one was about music; in 2021 an initiative that is also about ontmoeten was shown."""
    row = _rows(session, theme="theme:muziek")[0]
    assert row.id == "event:streekdag-2013" and row.values["sessions"] == "Samen zingen" and row.values["others"] == 1
    assert _ids(session, theme="ontmoeten") == ["event:streekdag-2021", "event:streekdag-2013"]


def test_without_a_theme_every_event_newest_first_and_undated_last(session):
    assert _ids(session) == ["event:streekdag-2021", "event:tafeldag", "event:streekdag-2013", "event:borrel"]
    last = _rows(session)[-1]
    assert last.why == "wat er te zien was, is niet bekend" and [item.document for item in last.evidence] == ["doc:platform-nd"]


def test_in_a_region_an_event_was_held_or_shows_something_from_there(session):
    """The Streekdag of 2021 was held in Oosterdorp; for the youth region Havenstreek it showed what Noorderbroek runs. That of 2013
    was held in Zuiderhaven, the Tafeldag in Westerveen."""
    assert _ids(session, region="provincie Oosterland") == ["event:streekdag-2021"]
    assert {row.id: row.why.rsplit("; ", 1)[-1] for row in _rows(session, region="jeugdregio Havenstreek")} == {
        "event:streekdag-2021": "elders gehouden, met iets van hier", "event:streekdag-2013": "hier gehouden of georganiseerd"}
    assert _ids(session, region="provincie Westerland") == ["event:tafeldag", "event:streekdag-2013"]


def test_on_a_day_only_what_had_been_held_and_told_of(session):
    """By 2018-01-01 the Streekdag of 2021 was still to come; when the vrijwilligers had their drinks is not known."""
    assert _ids(session, on="2018-01-01") == ["event:tafeldag", "event:streekdag-2013"]


def test_an_empty_answer_says_why_and_leads_on(session):
    answer = ask(session, "events", {"theme": "theme:maaltijden"}, top=0)
    assert not answer.rows and "maaltijden in de buurt" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, "events", way.params, top=0).total == way.count > 0


def test_dementia_was_the_subject_of_one_learning_circle(shipped: Engines):
    """The page of Dementiezorg voor Elkaar tells of a Leerkring (Vilans) with two sessions, both about dementia; without a date."""
    rows = _rows(shipped.tested, theme="dementie")
    assert [row.id for row in rows] == ["event:leerkring-dementie"]
    assert rows[0].values["sessions"] == "Dementievriendelijke samenleving; Rol van de gemeente per fase" and rows[0].values["date"] == ""
    assert rows[0].values["organisers"] == "Vilans" and rows[0].values["others"] == 0


def test_the_session_of_texel_is_one_of_six(shipped: Engines):
    """Of the six sessions of the inspiration session on the Icelandic model (Trimbos and NJi) only that of Texel was about steering;
    what Texel presented is about youth and addiction, so it does not count here."""
    row = next(row for row in _rows(shipped.tested, theme="theme:sturing") if row.id == "event:oko-inspiratie")
    assert row.values["sessions"] == "Bestuurlijk proces (Texel)" and row.values["others"] == 5 and row.values["presented"] == ""


def test_the_parade_of_zwolle_is_found_by_its_place(shipped: Engines):
    """The announcement gives three regional days of the PraktijkVoorbeeldenParade of 2018; the overall event names all three towns."""
    assert {"event:pvp-z", "event:pvp-2018"} <= set(_ids(shipped.tested, region="gemeente Zwolle"))
    assert "event:pvp-r" not in _ids(shipped.tested, region="gemeente Zwolle")
