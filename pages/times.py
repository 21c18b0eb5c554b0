"""The page `/tijd?deel=&praktijk=&thema=&laag=&regio=&id=`: how an approach spread, activity per period and region, roles and programmes."""

from __future__ import annotations

import streamlit as st

from pages import frame, inside, picture, times_activity, times_roles, times_spread, unknown, url
from pages.words import say
from queries.session import Session

_DRAWS = {"verspreiding": times_spread.show, "bedrijvigheid": times_activity.show, "rollen": times_roles.show}
FIRST = "verspreiding"


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    if unknown.show(opened, state, frame.TIME, language):
        return
    resolver = opened.resolver
    state = state.but(theme=resolver.theme(state.theme).id if state.theme else "", practice=resolver.practice(state.practice) if state.practice else "",
                      region=resolver.region(state.region, state.layer).id if state.region else "")
    part = state.part if state.part in _DRAWS else FIRST
    picture.subnav(frame.TIME, language)
    items = []
    for name in _DRAWS:
        text = say(f"times.part.{name}", language)
        along = state.but(part="" if name == FIRST else name, row="")
        items.append(f'<li><b aria-current="page">{text}</b></li>' if name == part else f"<li>{inside.anchor(frame.TIME, text, along)}</li>")
    st.html(f'<nav aria-label="{say("gaps.parts", language)}"><ul class="parts">{"".join(items)}</ul></nav>')
    _DRAWS[part](opened, state, language)
