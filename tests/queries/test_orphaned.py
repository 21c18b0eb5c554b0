"""orphaned: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, **params: str):
    return ask(session, "orphaned", params, top=0).rows


def _row(rows, identifier: str):
    return next(row for row in rows if row.id == identifier)


def test_what_ended_without_a_successor_block_by_block_the_latest_first(session):
    """zorg-dichtbij had one programme, Dichtbij (2017 to 2021), which nothing succeeded; Samen eten runs to 2027. The car of Splitwoude
    (2019), the choir and the soup bus (both 2017) ended. The Hulplijn was succeeded and is no initiative."""
    assert [row.id for row in _rows(session)] == ["theme:zorg-dichtbij", "prog:dichtbij", "init:dorpsauto", "init:koor", "init:soepbus"]


def test_a_theme_names_the_programmes_that_it_lost(session):
    row = _rows(session, theme="zorg-dichtbij")[0]
    assert row.values["lost"] == "Programma Dichtbij" and row.values["ended"] == "2021"
    assert row.why == "het enige bekende programma (1) is afgelopen, zonder bekende opvolger"
    assert [item.statement["relation_id"] for item in row.evidence] == ["about"]


def test_a_failed_try_is_shown_with_who_tried(session):
    row = _row(_rows(session, theme="theme:maaltijden"), "init:soepbus")
    assert row.values["who"] == "Zuiderhaven" and row.why == "gestopt, geen opvolger bekend; elders is deze aanpak niet bekend"


def test_a_region_keeps_what_was_run_there(session):
    """The choir and the soup bus were in Zuiderhaven; Splitwoude went into two and counts for neither."""
    assert [row.id for row in _rows(session, region="provincie Westerland") if row.kind == "init"] == ["init:koor", "init:soepbus"]
    assert not [row for row in _rows(session, region="provincie Oosterland") if row.kind == "init"]


def test_on_a_day_only_what_had_ended_by_then(session):
    """By 2018-06-01 the choir and the soup bus had ended; the car ran until 2019 and the programme until 2021."""
    assert [row.id for row in _rows(session, on="2018-06-01")] == ["init:koor", "init:soepbus"]


def test_an_empty_answer_says_why_and_leads_on(session):
    answer = ask(session, "orphaned", {"theme": "buurthulp", "region": "provincie Oosterland", "on": "2018-06-01"}, top=0)
    assert not answer.rows and "einddatums" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, "orphaned", way.params, top=0).total == way.count > 0


def test_violence_at_home_lost_its_programme(shipped: Engines):
    """Geweld hoort nergens thuis ran from 2018 to 2021 (sdonline); the data name no successor. It was the only programme about
    child abuse."""
    row = _rows(shipped.tested, theme="kindermishandeling")[0]
    assert row.id == "theme:kindermishandeling" and row.values["lost"] == "Geweld hoort nergens thuis" and row.values["ended"] == "2021"


def test_the_rooms_of_the_gooi_ended_and_others_have_them(shipped: Engines):
    """Kamers met Aandacht in the Gooi ended in 2023; by the same family it is known in Amersfoort, Smallingerland and Utrecht."""
    row = _row(_rows(shipped.tested, theme="jeugd"), "init:kma-gooi")
    assert row.values["elsewhere"] == "Amersfoort; Smallingerland; Utrecht" and row.values["ended"] == "2023"


def test_what_was_succeeded_is_not_orphaned(shipped: Engines):
    """The youth workshops of 2020 to 2024 were followed by Vervolg werkplaatsen jeugd (2025), the academic ones before by these."""
    found = {row.id for row in _rows(shipped.tested, theme="jeugd")}
    assert "prog:oko-prog" in found and not {"prog:rkj", "prog:awtj", "prog:awj", "prog:oko-pilot"} & found
