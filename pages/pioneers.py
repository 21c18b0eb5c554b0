"""The page `/voortrekkers`: who goes first on a theme in a region, with the reason and the documents of each place."""

from __future__ import annotations

import streamlit as st

from pages import answer_view, frame, opening, pickers, unknown, url
from pages.words import say
from queries.answer import Answer
from queries.pioneer_score import SIGNALS, default_weights
from queries.session import Session
from queries.words import say as question_say

QUESTION = "pioneers"


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = pickers.start(opened, url.read(st.query_params.to_dict()))
    if unknown.show(opened, state, frame.PIONEERS, language):
        return
    answer = _answer(opened, state, language)
    state = state.but(theme=answer.params["theme"], region=answer.params.get("region", ""))
    frame.title(answer.sentence, language)
    frame.heading(1, answer.sentence)
    _controls(opened, state, language)
    if answer.rows:
        answer_view.ranked(opened, answer, state, frame.PIONEERS, language)
    else:
        answer_view.empty(answer, state, frame.PIONEERS, language)


def _answer(opened: Session, state: url.State, language: str) -> Answer:
    """The answer with as many rows as the address asks, or all when the chosen row is further down."""
    answer = opening.answer(opened, QUESTION, state.params(), state.top, language)
    if state.row and len(answer.rows) < answer.total and all(row.id != state.row for row in answer.rows):
        return opening.answer(opened, QUESTION, state.params(), 0, language)
    return answer


def _controls(opened: Session, state: url.State, language: str) -> None:
    with st.container(key="controls"):
        theme, region = st.columns(2, gap="medium")
        with theme:
            pickers.theme(opened, state, language)
        with region:
            pickers.region(opened, state, language)
        changed = state.layer or state.on or state.size or state.weights
        with st.expander(say("pick.refined" if changed else "pick.more", language)):
            pickers.narrow(opened, state, language)
            frame.heading(2, say("weights.title", language), "small")
            frame.paragraph(say("weights.lead", language), "note")
            labels = {signal: question_say(f"signal.{signal}", language) for signal in SIGNALS}
            pickers.weights(state, language, default_weights(), labels)
