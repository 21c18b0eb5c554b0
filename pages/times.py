"""The page `/tijd?deel=&praktijk=&thema=&laag=&regio=&id=`: how an approach spread, activity per period and region, roles and programmes."""

from __future__ import annotations

import streamlit as st

from pages import frame, picture, times_activity, times_roles, times_spread, unknown, url
from pages.words import say
from queries.session import Session

_DRAWS = {"verspreiding": times_spread.show, "bedrijvigheid": times_activity.show, "rollen": times_roles.show}


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    if unknown.show(opened, state, frame.TIME, language):
        return
    resolver = opened.resolver
    state = state.but(theme=resolver.theme(state.theme).id if state.theme else "", practice=resolver.practice(state.practice) if state.practice else "",
                      region=resolver.region(state.region, state.layer).id if state.region else "")
    part = state.part if state.part in _DRAWS else next(iter(_DRAWS))
    picture.subnav(frame.TIME, language)
    picture.parts(frame.TIME, {name: say(f"times.part.{name}", language) for name in _DRAWS}, part, state, language)
    _DRAWS[part](opened, state, language)
