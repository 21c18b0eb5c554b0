"""An answer that is a matrix: a table of rows and columns whose cells carry a number or a word, each a row of the answer."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages import pickers, safe, url
from pages.words import say
from queries.answer import Answer, Row
from queries.render import cell

_ROW_HEIGHT, _FRAME, _MOST = 38, 3, 640  # pixels; a longer table scrolls inside itself
_NOT_CELLS = ("name", "tier", "column_name", "why", "rank")
_SHARE = 62  # per cent of the accent that the fullest cell is mixed with: the number stays readable in light and dark
_CELLS = "matrix-cells"


def key(row: Row) -> str:
    """What tells one row of an answer from the others: its id, and in a matrix its column too."""
    column = row.values.get("column_id", "")
    return f"{row.id}|{column}" if column else row.id


def draw(answer: Answer, chosen: Row, state: url.State, language: str) -> None:
    """The table; choosing a cell explains it."""
    columns, shown = column_order(answer.rows), value_column(answer)
    names = list(dict.fromkeys((row.id, row.name) for row in answer.rows))
    places = {(row.id, str(row.values["column_id"])): row for row in answer.rows}
    labels = {column: safe.plain(text) for column, text in columns.items()}
    texts = [[_text(places.get((identifier, column)), shown, language) for column in columns] for identifier, _ in names]
    frame = pd.DataFrame(texts, columns=list(labels.values()), index=[safe.plain(name) for _, name in names])
    frame.index.name = next(column["label"] for column in answer.columns if column["name"] == "name")
    shades = _shades([[places.get((identifier, column)) for column in columns] for identifier, _ in names], shown)
    styled = frame.reset_index().style.apply(lambda _: pd.DataFrame([["", *line] for line in shades], columns=[frame.index.name, *frame.columns]), axis=None)
    ids, order = [identifier for identifier, _ in names], list(columns)
    st.session_state[_CELLS] = {"selection": {"rows": [], "columns": [], "cells": []}}
    st.dataframe(styled, key=_CELLS, hide_index=True, selection_mode="single-cell", height=min(_MOST, _ROW_HEIGHT * (len(names) + 1) + _FRAME),
                 on_select=lambda: _selected(ids, dict(zip(labels.values(), order, strict=True)), places, key(chosen), state),
                 row_height=_ROW_HEIGHT, alt=say("matrix.alt", language, what=_label(answer, shown)))


def value_column(answer: Answer) -> str:
    """The column whose value stands in the cells: the first that is no name, block or reason."""
    return next(column["name"] for column in answer.columns if column["name"] not in _NOT_CELLS)


def _label(answer: Answer, name: str) -> str:
    return next(column["label"] for column in answer.columns if column["name"] == name)


def column_order(rows: Sequence[Row]) -> dict[str, str]:
    """Column id -> its name, in an order that agrees with that within every row of the matrix."""
    names: dict[str, str] = {}
    lines: dict[str, list[str]] = {}
    for row in rows:
        names[str(row.values["column_id"])] = str(row.values["column_name"])
        lines.setdefault(row.id, []).append(str(row.values["column_id"]))
    order: list[str] = []
    for line in lines.values():
        for place, column in enumerate(line):
            if column not in order:
                later = [order.index(other) for other in line[place + 1:] if other in order]
                order.insert(min(later, default=len(order)), column)
    return {column: names[column] for column in order}


def _text(row: Row | None, shown: str, language: str) -> str:
    return safe.plain(cell(row, shown, language)) if row else ""


def _shades(rows: Sequence[Sequence[Row | None]], shown: str) -> list[list[str]]:
    """Background per cell: the fuller the darker, one hue, so that it also reads in print and for colour-blind readers."""
    values = [[_number(row, shown) for row in line] for line in rows]
    most = max((value for line in values for value in line), default=0.0)
    return [[f"background-color: rgba(11, 118, 110, {_SHARE / 100 * (value / most) ** 0.5:.2f})" if most and value else "" for value in line]
            for line in values]


def _number(row: Row | None, shown: str) -> float:
    value = row.values.get(shown) if row else 0
    return float(value) if isinstance(value, (int, float)) else 0.0


def _selected(ids: Sequence[str], columns: dict[str, str], places: dict[tuple[str, str], Row], chosen: str, state: url.State) -> None:
    for place, column in st.session_state[_CELLS]["selection"]["cells"]:
        row = places.get((ids[place], columns.get(column, ""))) if place < len(ids) else None
        if row and key(row) != chosen:
            pickers.change(state.but(row=key(row)))
