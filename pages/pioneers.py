"""The page `/voortrekkers`: who goes first on a theme in a region, with the reason and the documents of each place."""

from __future__ import annotations

import streamlit as st

from pages import controls, map_view, pickers, question_page, url
from pages.words import say
from queries.questions.pioneer_score import default_weights
from queries.session import Session

QUESTION = "pioneers"


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    question_page.show(PAGE, opened, language)
    state = pickers.start(opened, url.read(st.query_params.to_dict()))
    if state.theme in opened.index.themes:
        st.html(f'<p>{map_view.anchor(say("map.link", language), map_view.View(theme=state.theme, on=state.on, lang=state.lang))}</p>')


def _controls(opened: Session, state: url.State, language: str) -> None:
    theme, region, like = st.columns(3, gap="medium")
    with theme:
        pickers.theme(opened, state, language)
    with region:
        pickers.region(opened, state, language)
    with like:
        controls.like(opened, state, language)
    question_page.refine(opened, state, language, QUESTION, default_weights())


PAGE = question_page.QuestionPage(QUESTION, pickers.start, _controls)
