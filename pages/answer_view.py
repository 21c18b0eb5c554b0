"""Any answer of rows on screen: its blocks as tables, the chosen row explained beside them, or why it is empty."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

import streamlit as st

from pages import frame, matrix, pickers, safe, take_along, url, why_panel
from pages.looks import LEFT_OUT, look_of, width_of
from pages.words import capital, days_in, has, say, sentence
from queries.answer import Answer, Row, Suggestion
from queries.question import MATRIX
from queries.questions.partners import CORNERS
from queries.render import cell
from queries.session import Session
from queries.words import say as question_say

_WIDTHS = {"rank": 96, "node": 160, "score": 58, "date": 68, "number": 84, "text": 156}  # pixels, by column or type
_ROW_HEIGHT, _TALL, _FRAME = 38, 70, 3  # pixels; without them a table scrolls inside itself; Streamlit wraps from 69 on
_LONG = 18  # characters that fit on one line of a narrow column
_LONGEST = {1: 120, 2: 60}  # characters that a cell of two lines holds, by number of columns
_LEAST_LONG = 38  # in a table of more columns than that; also when a telephone makes them narrow


def rows(opened: Session, answer: Answer, state: url.State, path: str, language: str) -> None:
    """The tables, and beside them (below on a narrow screen) the explanation of the chosen row."""
    look = look_of(answer)
    keys = [matrix.key(row) for row in answer.rows]
    chosen = answer.rows[keys.index(state.row) if state.row in keys else 0]
    if state.row and state.row not in keys:
        frame.paragraph(say("unknown.row", language, got=state.row), "note")
    corners = _corners(opened, answer, language)
    left, right = st.columns([14, 11], gap="medium")
    with left:
        if answer.kind == MATRIX:
            matrix.draw(answer, chosen, state, language)
        else:
            for tier in look.tiers if "theme" in answer.params else dict.fromkeys(row.tier for row in answer.rows):
                _block(tier, answer, chosen, corners.get(tier, ""), state, language)
        _rest(answer, state, path, language)
        for note in answer.notes:
            if note not in corners.values():
                frame.paragraph(note, "note")
        take_along.draw(answer, state, language)
        why_panel.disputes(opened, answer.against, say("why.against.theme", language), language)
    with right, st.container(key="why"):
        key = "pick.row.apart" if look.apart else "pick.row.option"
        names = {matrix.key(row): safe.plain(say(key, language, rank=cell(row, "rank", language), tier=cell(row, "tier", language), name=_named(row)))
                 for row in answer.rows}
        pickers.row(names, state.but(row=matrix.key(chosen)), language)
        why_panel.show(opened, chosen, answer.columns, language)


def _named(row: Row) -> str:
    """A row's name, with its column in a matrix."""
    column = str(row.values.get("column_name", ""))
    return f"{row.name}: {column}" if column else row.name


def _corners(opened: Session, answer: Answer, language: str) -> dict[str, str]:
    """By block what the answer says of its being empty: it stands with the block instead of under the tables."""
    region = opened.resolver.region(str(answer.params["region"])) if "region" in answer.params else None
    notes = {tier: question_say("note.corner", language, corner=question_say(f"tier.{tier}", language),
                                region=opened.region_name(region, language)) for tier in CORNERS}
    return {tier: note for tier, note in notes.items() if note in answer.notes}


def _block(tier: str, answer: Answer, chosen: Row, note: str, state: url.State, language: str) -> None:
    look, own = look_of(answer), [row for row in answer.rows if row.tier == tier]
    word = tier or answer.question
    name = _block_name(tier, word, language)
    if own:
        frame.heading(2, name)
        if note or has(f"block.{word}.note"):
            frame.paragraph(note or say(f"block.{word}.note", language), "note")
        _rows(f"rows-{word}", name, own, answer, chosen, state, language)
    elif tier in look.said or look.further and len(answer.rows) < answer.total:
        frame.heading(2, name)
        frame.paragraph(note or say(f"block.{word}.none", language), "note")


def _block_name(tier: str, word: str, language: str) -> str:
    """The heading of a block: its own, else the tier's word as the question has it."""
    if has(f"block.{word}"):
        return say(f"block.{word}", language)
    text = question_say(f"tier.{tier}", language) if tier else say("block.answer", language)
    return capital(text)


def _rows(key: str, name: str, own: Sequence[Row], answer: Answer, chosen: Row, state: url.State, language: str) -> None:
    """One table; the chosen row is marked in it when it is there."""
    most = max((row.score or 0.0 for row in answer.rows), default=0.0)
    table = _table(own, answer, language)
    tall = look_of(answer).tall and any(len(str(text)) > _LONG for texts in table.values() for text in texts)
    height = _TALL if tall else _ROW_HEIGHT
    st.session_state[key] = {"selection": {"rows": [place for place, row in enumerate(own) if matrix.key(row) == matrix.key(chosen)], "cells": []}}
    st.dataframe(table, key=key, on_select=_selected(key, [matrix.key(row) for row in own], matrix.key(chosen), state),
                 selection_mode=["single-row", "single-cell"], hide_index=True, column_config=_columns(answer, most, language),
                 height=_ROW_HEIGHT + height * len(own) + _FRAME, row_height=height, alt=say("block.alt", language, block=name))


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
    look = look_of(answer)
    table: dict[str, list[object]] = {}
    last: dict[str, list[object]] = {}  # plain numbers say least: they stand at the end
    for column in answer.columns:
        name = column["name"]
        text = [safe.plain(cell(row, name, language)) for row in rows]
        if name in LEFT_OUT or (look.columns and name not in look.columns) or not any(text):
            continue
        into = last if column["type"] == "number" and name != "rank" else table
        into[name] = [value[:4] for value in text] if column["type"] == "date" else list(text)
        if column["type"] == "score":
            table[f"{name}-bar"] = [row.score or 0.0 for row in rows]
    table |= last
    if look.tall:  # the panel has the rest
        longest = _LONGEST.get(len(table), _LEAST_LONG)
        return {name: [_shortened(text, longest) if isinstance(text, str) else text for text in texts]
                for name, texts in table.items()}
    return table


def _shortened(text: str, longest: int) -> str:
    """Cut after a word, or inside one that is longer than the cell."""
    kept = textwrap.shorten(text, longest, placeholder=" …")
    return kept if kept != "…" else text[:longest] + "…"


def _columns(answer: Answer, most: float, language: str) -> dict[str, object]:
    """How each column is shown: its label in the language, a score as a bar beside its number."""
    shown: dict[str, object] = {}
    tall = look_of(answer).tall
    for column in answer.columns:
        name = column["name"]
        label = say("column.year", language) if column["type"] == "date" else column["label"]
        shown[name] = st.column_config.TextColumn(label, width=width_of(column) if tall else _WIDTHS.get(name, _WIDTHS.get(column["type"])))
        if column["type"] == "score":
            shown[f"{name}-bar"] = st.column_config.ProgressColumn(say("column.bar", language), min_value=0.0,
                                                                   max_value=most or 1.0, format=" ", width=72)
    return shown


def _rest(answer: Answer, state: url.State, path: str, language: str) -> None:
    if len(answer.rows) < answer.total:
        frame.paragraph(say("rows.shown", language, shown=len(answer.rows), count=answer.total), "note")
        frame.link(path, say("more.rows", language, count=answer.total), state.but(top=0))


def empty(answer: Answer, state: url.State, path: str, language: str) -> None:
    """What was searched, why there may be nothing, and ways out that do have an answer."""
    frame.heading(2, say("empty.title", language))
    frame.paragraph(sentence(days_in(answer.empty_reason, language)) or say("empty.unsaid", language), "lead")
    if answer.suggestions:
        frame.heading(3, say("empty.ways", language))
    with st.container(key="ways-out"):
        for way in answer.suggestions:
            _way_out(way, answer, state, path, language)


def _way_out(way: Suggestion, answer: Answer, state: url.State, path: str, language: str) -> None:
    """A link to another question or the same one, with its count where that is known of this question."""
    found = {field: way.params.get(field, "") for field in ("theme", "region", "text")}
    target = url.State(**found, weights=() if way.question else state.weights, lang=state.lang)
    known = way.question or look_of(answer).counted
    text = say("empty.way", language, label=way.label, count=way.count) if known else way.label
    frame.link(frame.QUESTION_PAGES.get(way.question, path), text, target)
