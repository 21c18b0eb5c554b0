"""The page `/kennis`: who knows what, people and organisations apart, with what their knowledge rests on."""

from __future__ import annotations

import streamlit as st

from pages import choices, controls, pickers, question_page, url
from queries.session import Session
from queries.questions.who_knows import default_weights

QUESTION = "who_knows"
PREFERRED = ("theme:schulden", "")


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    question_page.show(PAGE, opened, language)


def start(opened: Session, state: url.State) -> url.State:
    """The state with a theme that somebody knows something of."""
    return pickers.start(opened, state, PREFERRED, QUESTION)


def _controls(opened: Session, state: url.State, language: str) -> None:
    theme, region = st.columns(2, gap="medium")
    with theme:
        pickers.theme(opened, state, language, question=QUESTION)
        choices.also(opened, state, language, QUESTION)
    with region:
        pickers.region(opened, state, language, question=QUESTION)
        controls.like(opened, state, language)
    question_page.refine(opened, state, language, QUESTION, default_weights())


PAGE = question_page.QuestionPage(QUESTION, start, _controls)
