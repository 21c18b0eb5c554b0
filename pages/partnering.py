"""The page `/partners`: who to work with on a theme in a region, per corner, and who covers one's own municipality.

The module is not called as its url: without `frame.own_pages()` Streamlit would run a file of that name as the page.
"""

from __future__ import annotations

import streamlit as st

from pages import choices, pickers, question_page, url
from queries.session import Session

QUESTION = "partners"
PREFERRED = ("theme:onbegrepen-gedrag", "region:provincie-PV22")


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    question_page.show(PAGE, opened, language)


def start(opened: Session, state: url.State) -> url.State:
    """The state with a theme or an actor; without either there is nothing to be a partner in."""
    theme, region = PREFERRED
    if not (state.actor or state.theme or state.region) and theme in opened.index.themes and region in opened.index.regions:
        return state.but(theme=theme, region=region)
    return state if state.actor else pickers.start(opened, state)


def _controls(opened: Session, state: url.State, language: str) -> None:
    actor, theme, region = st.columns(3, gap="medium")
    with actor:
        choices.actor(opened, state, language)
    with theme:
        choices.theme(opened, state, language)
    with region:
        choices.region(opened, state, language)
    question_page.refine(opened, state, language, QUESTION)


PAGE = question_page.QuestionPage(QUESTION, start, _controls)
