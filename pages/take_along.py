"""An answer to take along: as files, as a text to cite it with, and as its link."""

from __future__ import annotations

import streamlit as st

from pages import frame, url
from pages.words import say
from queries.answer import Answer
from queries.render import as_csv, as_json, as_markdown
from queries.take_along import as_xlsx, citation

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(answer: Answer, state: url.State, language: str) -> None:
    """The answer as files, made only when asked for, and what to write under it."""
    frame.heading(2, say("take.title", language), "small")
    if len(state.text) <= url.SHORT:
        frame.paragraph(say("take.note", language), "note")
    name = f"wieweetwat-{answer.question}-{answer.as_of}"
    with st.container(horizontal=True, key="take"):
        for label, make, suffix, mime in (("csv", lambda: as_csv(answer, language), "csv", "text/csv"),
                                          ("xlsx", lambda: as_xlsx(answer, language), "xlsx", SHEET),
                                          ("json", lambda: as_json(answer), "json", "application/json"),
                                          ("brief", lambda: as_markdown(answer, language), "md", "text/markdown")):
            st.download_button(say(f"take.{label}", language), make, f"{name}.{suffix}", mime, on_click="ignore")
    frame.query_link(answer.question, say("console.behind", language), state)
    with st.expander(say("take.cite", language)):
        st.code(citation(answer, language), language=None, wrap_lines=True)
