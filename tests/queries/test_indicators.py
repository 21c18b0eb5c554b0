"""indicators: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _rows(session, **params: str):
    return ask(session, "indicators", params, top=0).rows


def test_counts_first_then_findings_and_stories_the_newest_first(session):
    assert [(row.id, row.tier) for row in _rows(session)] == [
        ("indicator:gasten", "count"), ("indicator:bezoekers", "count"), ("indicator:contact", "qualitative"), ("indicator:plezier", "story")]


def test_values_stand_in_the_words_of_the_document(session):
    """The report of 2017 counts 40 guests a week; the Streekblad of 2013 more than a hundred visitors a month."""
    first, second = _rows(session)[:2]
    assert first.values["value"] == "40" and first.values["stated"] == "2017"
    assert second.values["value"] == "ruim 100 per maand" and second.evidence[0].document == "doc:streekblad-2013"


def test_a_theme_counts_with_what_is_narrower(session):
    assert [row.id for row in _rows(session, theme="zorg-dichtbij")] == ["indicator:gasten", "indicator:contact"]
    assert ask(session, "indicators", {"theme": "zorg-dichtbij"}).notes[0] == "1 telling; 1 kwalitatieve bevinding."


def test_on_a_day_only_what_had_been_published(session):
    assert [row.id for row in _rows(session, theme="zorg-dichtbij", on="2016-01-01")] == ["indicator:contact"]


def test_an_empty_answer_says_what_would_help_and_leads_on(session):
    answer = ask(session, "indicators", {"theme": "theme:maaltijden", "on": "2016-01-01"}, top=0)
    assert not answer.rows and "monitor" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, "indicators", way.params, top=0).total == way.count > 0


def test_evictions_keep_their_number_and_their_cost(shipped: Engines):
    """The report of the congress Doen wat werkt (Movisie 2019) gives 3,700 evictions in 2017 and 100,000 euro for each."""
    found = {row.id: row.values["value"] for row in _rows(shipped.tested)}
    assert found["indicator:k-huisuit"] == "3.700 in 2017" and found["indicator:k-huisuit-kost"] == "100.000 euro"


def test_dementia_is_measured_in_three_ways(shipped: Engines):
    """A share of officials (Stentor), a score of the Dementiescan (Alzheimer Nederland), and what mystery guests met at the desk."""
    rows = _rows(shipped.tested, theme="dementie")
    assert [(row.id, row.tier) for row in rows] == [
        ("indicator:k-dem-ambt", "count"), ("indicator:k-dem-scan", "qualitative"), ("indicator:k-dem-mystery", "story")]
    assert "gemiddelde" in rows[1].values["value"]
