"""Any ranked answer on screen: its tiers as tables, the chosen row explained beside them, or why it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages import frame, pickers, safe, url, why_panel
from pages.words import days_in, say, sentence
from queries.answer import ACTIVE, PIONEER, Answer, Row
from queries.render import as_csv, as_markdown, cell
from queries.session import Session

_LEFT_OUT = {"tier", "why", "practices"}  # the blocks say the tier; the panel says why and with how many approaches
_WIDTHS = {"rank": 96, "node": 160, "score": 58, "date": 68, "number": 84, "text": 156}  # pixels, by column or type
_ROW_HEIGHT, _FRAME = 38, 3  # pixels; without them a table scrolls inside itself


def ranked(opened: Session, answer: Answer, state: url.State, path: str, language: str) -> None:
    """The tables, and beside them (below on a narrow screen) the explanation of the chosen row."""
    chosen = next((row for row in answer.rows if row.id == state.row), answer.rows[0])
    if state.row and chosen.id != state.row:
        frame.paragraph(say("unknown.row", language, got=state.row), "note")
    most = max((row.score or 0.0 for row in answer.rows), default=0.0)
    left, right = st.columns([14, 11], gap="medium")
    with left:
        for tier in (PIONEER, ACTIVE):
            rows = [row for row in answer.rows if row.tier == tier]
            _block(tier, rows, answer, chosen, most, state, language)
        _rest(answer, state, path, language)
        for note in answer.notes:
            frame.paragraph(note, "note")
        _take(answer, language)
        why_panel.disputes(opened, answer.against, say("why.against.theme", language), language)
    with right, st.container(key="why"):
        names = {row.id: safe.plain(say("pick.row.option", language, rank=cell(row, "rank", language), name=row.name))
                 for row in answer.rows}
        pickers.row(names, state.but(row=chosen.id), language)
        why_panel.show(opened, chosen, language)


def _block(tier: str, rows: Sequence[Row], answer: Answer, chosen: Row, most: float, state: url.State, language: str) -> None:
    name = say(f"block.{tier}", language)
    if not rows:
        _none(tier, name, answer, language)
        return
    frame.heading(2, name)
    frame.paragraph(say(f"block.{tier}.note", language), "note")
    key = f"rows-{tier}"
    st.session_state[key] = {"selection": {"rows": [place for place, row in enumerate(rows) if row.id == chosen.id], "cells": []}}
    st.dataframe(_table(rows, answer, language), key=key, on_select=_selected(key, [row.id for row in rows], chosen.id, state),
                 selection_mode=["single-row", "single-cell"], hide_index=True, column_config=_columns(answer, most, language),
                 height=_ROW_HEIGHT * (len(rows) + 1) + _FRAME, row_height=_ROW_HEIGHT,
                 alt=say("block.alt", language, block=name))


def _none(tier: str, name: str, answer: Answer, language: str) -> None:
    """A block without rows: nobody is a pioneer, or the others come further down the list."""
    more = len(answer.rows) < answer.total
    if tier == PIONEER or more:
        frame.heading(2, name)
        frame.paragraph(say(f"block.{tier}.none", language), "note")


def _selected(key: str, ids: Sequence[str], chosen: str, state: url.State) -> Callable[[], None]:
    """What a choice in a table does. Letting go of a row keeps it chosen, for there is always one explained.

    The browser also tells of a choice that the page itself made (after Back): that is no choice of the reader,
    and writing it into the address would make Back lead nowhere.
    """
    def write() -> None:
        selection = st.session_state[key]["selection"]
        places = [*(place for place, _ in selection["cells"]), *selection["rows"]]
        places = [place for place in places if place < len(ids) and ids[place] != chosen]
        if places:
            pickers.change(state.but(row=ids[places[0]]))
    return write


def _table(rows: Sequence[Row], answer: Answer, language: str) -> dict[str, list[object]]:
    """The rows in words, by column name; a score twice, in words and as a bar."""
    table: dict[str, list[object]] = {}
    last: dict[str, list[object]] = {}  # plain numbers say least: they stand at the end
    for column in answer.columns:
        name = column["name"]
        if name in _LEFT_OUT:
            continue
        text = [safe.plain(cell(row, name, language)) for row in rows]
        into = last if column["type"] == "number" and name != "rank" else table
        into[name] = [value[:4] for value in text] if column["type"] == "date" else list(text)
        if column["type"] == "score":
            table[f"{name}-bar"] = [row.score or 0.0 for row in rows]
    return {**table, **last}


def _columns(answer: Answer, most: float, language: str) -> dict[str, object]:
    """How each column is shown: its label in the language, a score as a bar beside its number."""
    shown: dict[str, object] = {}
    for column in answer.columns:
        name = column["name"]
        label = say("column.year", language) if column["type"] == "date" else column["label"]
        shown[name] = st.column_config.TextColumn(label, width=_WIDTHS.get(name, _WIDTHS.get(column["type"])))
        if column["type"] == "score":
            shown[f"{name}-bar"] = st.column_config.ProgressColumn(say("column.bar", language), min_value=0.0,
                                                                   max_value=most or 1.0, format=" ", width=72)
    return shown


def _rest(answer: Answer, state: url.State, path: str, language: str) -> None:
    if len(answer.rows) < answer.total:
        frame.paragraph(say("rows.shown", language, shown=len(answer.rows), count=answer.total), "note")
        frame.link(path, say("more.rows", language, count=answer.total), state.but(top=0))


def _take(answer: Answer, language: str) -> None:
    """The answer as files, made only when asked for."""
    frame.heading(2, say("take.title", language), "small")
    frame.paragraph(say("take.note", language), "note")
    name = f"wieweetwat-{answer.question}-{answer.as_of}"
    with st.container(horizontal=True, key="take"):
        st.download_button(say("take.csv", language), lambda: as_csv(answer, language), f"{name}.csv", "text/csv", on_click="ignore")
        st.download_button(say("take.brief", language), lambda: as_markdown(answer, language), f"{name}.md", "text/markdown",
                           on_click="ignore")


def empty(answer: Answer, state: url.State, path: str, language: str) -> None:
    """What was searched, why there may be nothing, and ways out that do have an answer."""
    frame.heading(2, say("empty.title", language))
    frame.paragraph(sentence(days_in(answer.empty_reason, language)), "lead")
    if answer.suggestions:
        frame.heading(3, say("empty.ways", language))
    with st.container(key="ways-out"):
        for way in answer.suggestions:
            target = url.State(theme=way.params["theme"], region=way.params.get("region", ""), weights=state.weights, lang=state.lang)
            frame.link(path, say("empty.way", language, label=way.label, count=way.count), target)
