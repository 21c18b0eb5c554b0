"""Questions to start with: only combinations that have an answer, always the same ones for the same data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import streamlit as st

from pages import url
from pages.pickers import PREFERRED, QUESTION
from pages.words import say
from queries.answer import Answer
from queries.catalogue import QUESTIONS, ask
from queries.session import Session

# One example per kind of region, so that a reader sees that regions overlap.
_LAYERS = ("provincie", "jeugdregio", "corop", "arbeidsmarktregio")
OTHERS = ("who_knows", "partners", "what_works", "known_already", "fragile_knowledge")  # questions that the first page shows too
_THEMES, _ENOUGH = 30, 6  # themes with most rows that are looked at; more rows than this make no better example


class Example(NamedTuple):
    """A theme and a region with the number of rows of the answer."""

    theme: str
    region: str
    count: int


@st.cache_resource(max_entries=8, show_spinner=False)
def examples(_opened: Session, version: str) -> list[Example]:
    """An example per layer, each with another theme; those with about six rows first."""
    totals = {theme: count for theme, count in _opened.theme_counts(QUESTION).items() if count}
    themes = sorted(totals, key=lambda theme: (-totals[theme], theme))[:_THEMES]
    used, found = {PREFERRED[0]}, []
    for layer in _LAYERS:
        choices = [Example(theme, region, count) for theme in themes if theme not in used
                   for region, count in _opened.region_counts(QUESTION, theme, layer).items() if count > 1]
        if choices:
            best = min(choices, key=lambda example: (abs(example.count - _ENOUGH), example.theme, example.region))
            used.add(best.theme)
            found.append(best)
    return found


class Other(NamedTuple):
    """An example of another question: which, in words, and what it is asked with."""

    question: str
    text: str
    state: url.State


@st.cache_resource(max_entries=60, show_spinner=False)
def others(_opened: Session, version: str, theme: str, language: str) -> list[Other]:
    """One example of each of some other questions, about the theme where that has an answer; none without an answer."""
    found = []
    for question in (question for question in OTHERS if question in QUESTIONS):
        for state in _tries(_opened, question, theme):
            answer = ask(_opened, question, state.params(), 1, language)
            if answer.rows:
                found.append(Other(question, _words(answer, state, language), state))
                break
    return found


def _tries(opened: Session, question: str, theme: str) -> Iterator[url.State]:
    """What to try in turn."""
    if question == "known_already":
        yield url.State(text=QUESTIONS[question].example["text"])
        yield from (url.State(text=node.name) for node in list(opened.index.initiatives.values())[:1])
        return
    yield url.State(theme=theme)
    best = max(opened.index.themes, key=lambda found: (opened.count("who_knows", found), found), default="")
    yield url.State(theme=best)


def _words(answer: Answer, state: url.State, language: str) -> str:
    return say("existing.example", language, text=state.text) if state.text else answer.sentence
