"""administrators: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, **params: str):
    return ask(session, "administrators", params, top=0).rows


def _row(session, person: str, **params: str):
    return next(row for row in _rows(session, **params) if row.id == f"person:{person}")


def test_who_speaks_for_a_theme_comes_before_who_is_named_with_it(session):
    """On zorg-dichtbij and what is narrower: Eef Tan, chair since 2013, advocates the meals; Ada Vos, alderman, names the table of
    Oosterdorp as an example. The Streekblad of 2021 names her beside the wijkwijzer and the report of 2017 beside the table
    of Kleinbrink, each of which her municipality ran. Bo Kramer is a professor: not in office."""
    rows = _rows(session, theme="zorg-dichtbij")
    assert [(row.id, row.tier) for row in rows] == [("person:eef-tan", "advocates"), ("person:ada-vos", "knows")]
    assert rows[0].values["advocates"] == "maaltijden in de buurt" and rows[0].values["term"] == "2013"
    assert rows[1].values["beside"] == "Buurttafel Kleinbrink; Wijkwijzer Oosterdorp"
    assert rows[1].values["term"] == "2019; tot 2018"


def test_what_somebody_stands_for_shows_who_named_it_as_an_example(session):
    """Nobody but Ada Vos herself names a thing she stands beside; her own naming is no recognition of what she leads."""
    assert _row(session, "ada-vos", theme="buurthulp").values["recognised"] == ""


def test_a_role_that_has_ended_is_shown_as_such_and_last(session):
    """Of the two directors who know gardening, Dik Zand's role ended in 2015 with his organisation."""
    rows = _rows(session, theme="theme:tuinieren")
    assert [row.id for row in rows] == ["person:cees-mol", "person:dik-zand"]
    assert rows[1].values["standing"] == "voorbij sinds 2015" and rows[1].values["term"] == "tot 2015"


def test_on_a_day_only_those_in_office_then(session):
    """On 2014-06-01 Dik Zand directed the Hulplijn; Cees Mol began in 2021."""
    assert [row.id for row in _rows(session, theme="theme:tuinieren", on="2014-06-01")] == ["person:dik-zand"]


def test_a_region_asks_where_the_office_is(session):
    """Oosterdorp, with what was Kleinbrink, lies in the province Oosterland; where the Streekraad works is not known."""
    assert [row.id for row in _rows(session, theme="zorg-dichtbij", region="provincie Oosterland")] == ["person:ada-vos"]


def test_an_empty_answer_says_what_would_help_and_leads_on(session):
    answer = ask(session, "administrators", {"theme": "buurthulp", "region": "provincie Westerland"}, top=0)
    assert not answer.rows and "wij weten het niet" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, "administrators", way.params, top=0).total == way.count > 0


def test_kennisinfrastructuur_by_hand(shipped: Engines):
    """Of those who advocate the theme or something narrower in data/people, Bert Wienen, Van Eijk, Smid, Kriens, Mesman, Putters
    and De Zwart hold office; Brekelmans, Jansen and Breed are programme leads or researchers there. Patricia Faasse, of a ZonMw
    committee, is named in the report of the learning network on prevention that ZonMw leads."""
    rows = _rows(shipped.tested, theme="kennisinfrastructuur")
    assert [row.name for row in rows] == ["Bert Wienen", "Cees van Eijk", "Henk Smid", "Jantine Kriens", "Judi Mesman", "Kim Putters",
                                          "Onno de Zwart", "Patricia Faasse"]
    assert [row.tier for row in rows] == ["advocates"] * 7 + ["beside"]
    assert rows[3].values["role"] == "algemeen directeur, Vereniging van Nederlandse Gemeenten"


def test_urk_is_led_by_its_alderman(shipped: Engines):
    """The RIEC calls alderman Freek Brouwer the enthusiastic front runner of Urk Durf, which the same article says Urk runs."""
    row = _row(shipped.tested, "freek-brouwer", theme="jeugd", region="provincie Flevoland")
    assert row.tier == "leads" and row.values["role"] == "wethouder, Urk"
    assert {item.document for item in row.evidence} == {"doc:riec-samen-jeugd-urk-2023"}


def test_debts_show_who_named_a_chair_as_an_example(shipped: Engines):
    """Nadja Jungmann (chair of the recognition committee) knows debts; the ISO chose her Lector of the Year 2017."""
    row = _row(shipped.tested, "nadja-jungmann", theme="schulden")
    assert row.tier == "knows" and "Lector van het Jaar 2017" in row.values["recognised"]
