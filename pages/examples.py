"""Questions to start with: only combinations that have an answer, always the same ones for the same data."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from pages.pickers import PREFERRED, QUESTION
from queries.session import Session

# One example per kind of region, so that a reader sees that regions overlap.
_LAYERS = ("provincie", "jeugdregio", "corop", "arbeidsmarktregio")
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
