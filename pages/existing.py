"""The page `/bestaat`: what looks like a text or a plan, with the words in common and whom to ask; or that nothing does.

The text is compared on this machine. A short one stands in the address; a long one, or a file, stays in the window.
"""

from __future__ import annotations

import streamlit as st

from pages import choices, controls, frame, question_page, unknown, url
from pages.words import say
from queries.answer import Answer
from queries.catalogue import QUESTIONS
from queries.catalogue import ask as ask_now
from queries.session import Session

QUESTION = "known_already"
_LAST = "text-answer"  # the last answer of this visitor: a text is kept for nobody else


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict()).only(QUESTION)
    if unknown.show(opened, state, PAGE.path, language):
        return
    state = state.but(text=choices.text(state).strip())
    frame.title(say("page.known_already", language), language)
    if not state.text:
        frame.heading(1, say("existing.title", language))
        frame.paragraph(say("existing.lead", language), "lead")
        _controls(opened, state, language)
        frame.heading(2, say("existing.examples", language))
        example = QUESTIONS[QUESTION].example["text"]
        frame.link(PAGE.path, say("existing.example", language, text=example), state.but(text=example))
        return
    answer = _answer(opened, state, language)
    state = state.but(region=str(answer.params.get("region", "")))
    frame.heading(1, answer.sentence)
    _controls(opened, state, language)
    question_page.draw(opened, answer, state, PAGE.path, language)


def _answer(opened: Session, state: url.State, language: str) -> Answer:
    """As other pages ask, but kept in this visitor's session instead of the cache that all share."""
    key = (opened.index.version, state.text, state.region, state.layer, state.year, state.top, language)
    kept = st.session_state.get(_LAST)
    if kept is None or kept[0] != key or state.row and all(row.id != state.row for row in kept[1].rows):
        answer = ask_now(opened, QUESTION, state.params(), state.top, language)
        if state.row and len(answer.rows) < answer.total and all(row.id != state.row for row in answer.rows):
            answer = ask_now(opened, QUESTION, state.params(), 0, language)
        kept = st.session_state[_LAST] = (key, answer)
    return kept[1]  # type: ignore[no-any-return]


def _controls(opened: Session, state: url.State, language: str) -> None:
    text, region = st.columns([2, 1], gap="medium")
    with text:
        choices.text_box(state, language)
    with region:
        choices.region(opened, state, language)
        controls.year(opened, state, language)
        choices.file(state, language)
    if state.text:
        question_page.refine(opened, state, language, QUESTION)


PAGE = question_page.QuestionPage(QUESTION, lambda _opened, state: state, _controls)
