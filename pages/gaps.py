"""The page `/witte-vlekken?deel=&thema=&laag=&regio=`: where nobody is known to work on what, and what else is missing, in parts."""

from __future__ import annotations

import streamlit as st

from pages import frame, gaps_lists, gaps_matrix, picture, unknown, url
from pages.words import say
from queries.session import Session

MATRIX, PARTS = "leeg", ("leeg", *gaps_lists.PARTS)


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    if unknown.show(opened, state, frame.GAPS, language):
        return
    state = state.but(theme=opened.resolver.theme(state.theme).id if state.theme else "",
                      region=opened.resolver.region(state.region, state.layer).id if state.region else "")
    part = state.part if state.part in PARTS else MATRIX
    picture.subnav(frame.GAPS, language)
    picture.parts(frame.GAPS, {name: say(f"gaps.part.{name}", language) for name in PARTS}, part, state, language)
    if part == MATRIX:
        gaps_matrix.show(opened, state, language)
    else:
        gaps_lists.show(opened, part, state, language)
