"""What this visitor has looked at, in this window only: it is kept in the session and nowhere else."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from pages import frame, inside, url
from pages.words import say

KEPT, SHOWN = 12, 6
_VIEWED = "viewed"


class Viewed(NamedTuple):
    """A page that was looked at: its path, what it was about as the address says it, and its title."""

    path: str
    state: url.State
    title: str


def note(path: str, identifier: str, title: str) -> None:
    """Remember that a profile was looked at."""
    answer(path, url.State(id=identifier), title)


def answer(path: str, state: url.State, title: str) -> None:
    """Remember a page; the newest first, each address once. Not the row, weights, number of rows, the language or a long text."""
    seen = Viewed(path, state.but(row="", lang="", weights=(), top=url.ROWS, text=state.text[:url.SHORT]), title)
    others = [found for found in st.session_state.get(_VIEWED, []) if (found.path, found.state) != (seen.path, seen.state)]
    st.session_state[_VIEWED] = [seen, *others][:KEPT]


def draw(language: str) -> None:
    """The last few as links, under a heading; nothing when nothing was seen."""
    seen: list[Viewed] = st.session_state.get(_VIEWED, [])
    if not seen:
        return
    frame.heading(2, say("viewed.title", language))
    lang = inside.spoken()
    items = "".join(f"<li>{inside.anchor(found.path, found.title, found.state.but(lang=lang))}</li>" for found in seen[:SHOWN])
    st.html(f'<ul class="claims ways viewed">{items}</ul>')
