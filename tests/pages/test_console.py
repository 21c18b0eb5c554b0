"""The query console without a browser: every question's own query is accepted, and what is hostile is refused the way the page asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit as st

from graph.guard.checking import check
from graph.guard.running import Found
from graph.problems import UsageError
from pages import console, opening
from queries.catalogue import QUESTIONS
from tests.guard.harness import listener, with_port, workers
from tests.guard.hostile import CYPHER, SPARQL


@pytest.fixture
def village(village_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's own store is the village."""
    monkeypatch.setenv("WIEWEETWAT_STORE", str(village_store))
    st.cache_resource.clear()


@pytest.mark.parametrize("language", console.LANGUAGES)
def test_the_query_of_every_question_may_be_run(language: str, village: None) -> None:
    opened = opening.session("nl")
    for name in ("", *QUESTIONS):
        assert check(console._saved(opened, name, language), language, "query").text  # noqa: SLF001  what the page puts in the box


def test_every_question_s_sparql_runs_as_the_page_shows_it(village: None) -> None:
    opened = opening.session("nl")
    for name in QUESTIONS:
        found = console.asked(console._saved(opened, name, "sparql"), "sparql", 30, 5, "nl")  # noqa: SLF001
        assert found.columns == list(QUESTIONS[name].observations), name


def test_whatever_is_hostile_is_refused_with_its_place(village: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, as the page asks; the Cypher store of the app itself must not even be made for that."""
    monkeypatch.setattr(console, "_ready", lambda spoken, language: None)
    with listener() as port:
        for case in (*SPARQL, *CYPHER):
            with pytest.raises(UsageError) as caught:
                console.asked(with_port(case.text, port), case.language, 10, 100, "en")  # type: ignore[arg-type]
            problem = caught.value.problems[0]
            assert problem.key == case.key, case.text
            line = case.place.partition(":")[0]  # the column moves with the port's digits
            assert re.match(rf"query:{line}:\d+: " if case.place else "query: ", caught.value.say("en")), case.text
    assert workers() == []


def test_bars_only_for_names_with_one_number() -> None:
    assert console._number_of(Found(["theme", "number"], [["jeugd", 3], ["schulden", 2]])) == 1  # noqa: SLF001
    for found in (Found(["theme", "number"], [["jeugd", 3]]), Found(["a", "b"], [["x", "y"], ["z", "w"]]), Found(["a", "b"], [["x", True], ["z", False]]),
                  Found(["a", "b"], [["x", None], ["z", 1]]), Found(["a", "b", "c"], [["x", 1, 2], ["z", 1, 2]]), Found(["a", "b"], [[str(n), n] for n in range(51)])):
        assert console._number_of(found) is None  # noqa: SLF001
