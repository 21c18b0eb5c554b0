"""Answers on a terminal: a ranked answer with its reasons, any other with the columns it declares, one row in full."""

from __future__ import annotations

import shlex

from rich.table import Table

from commands.frame import LANGUAGE, out, plain, print_plain, say
from commands.matrix import crossed
from queries import render
from queries.answer import Answer, Row
from queries.question import MATRIX, RANKED
from queries.words import say as say_answer

_BESIDE = ("score", "tier", "strength")  # columns a terminal has room for beside a ranked name; CSV and JSON have all
_SHORT, _BESIDE_AT_MOST = 26, 6  # characters of a cell and columns of any other answer
_IN_TEXT = ("name", "why", "rank")  # what stands in the first column


def print_answer(answer: Answer, form: str, one: bool) -> None:
    """Print an answer in one of FORMATS; `one`: its rows explained in full instead of the table."""
    if form == "json":
        print_plain(render.as_json(answer))
    elif form == "csv":
        print_plain(render.as_csv(answer, LANGUAGE))
    elif form == "markdown":
        print_plain(render.as_markdown(answer, LANGUAGE))
    elif one:
        out.print(answer.sentence, markup=False, style="bold")
        for row in answer.rows:
            _explain(answer, row)
    else:
        _print_table(answer)


def _print_table(answer: Answer) -> None:
    out.print(answer.sentence, markup=False, style="bold")
    if answer.empty_reason:
        out.print(answer.empty_reason, markup=False)
        for way in answer.suggestions:
            options = " ".join(f"--{key} {shlex.quote(value)}" for key, value in way.params.items())
            out.print(f"  {way.label} ({way.count}): wieweetwat ask {way.question or answer.question} {options}", markup=False)
        return
    out.print(_ranked(answer) if answer.kind == RANKED else crossed(answer) if answer.kind == MATRIX else _listed(answer))
    if answer.total > len(answer.rows):
        out.print(say("ask.more", shown=len(answer.rows), total=answer.total), style="dim")
    for note in answer.notes:
        out.print(note, markup=False, style="dim")


def _ranked(answer: Answer) -> Table:
    """Place and name with the reason below it, and what there is room for beside it."""
    labels = {column["name"]: column["label"] for column in answer.columns}
    beside = [name for name in labels if name in _BESIDE]
    table = _table(labels.get("rank", ""))
    table.add_column(labels["name"], ratio=1, overflow="fold")
    for name in beside:
        table.add_column(labels[name], no_wrap=True, justify="right" if name == "score" else "left")
    for row in answer.rows:
        role = ", ".join(str(row.values[name]) for name in ("role", "standing") if row.values.get(name))
        below = "; ".join(part for part in (role, row.why) if part)
        who = plain(row.name, below)
        table.add_row(render.cell(row, "rank", LANGUAGE), who, *(plain(render.cell(row, name, LANGUAGE)) for name in beside))
    return table


def _listed(answer: Answer) -> Table:
    """Name, then every declared column that is short; long texts stand under the name, as the reason does."""
    shown = [column for column in answer.columns if column["name"] not in _IN_TEXT]
    cells = {column["name"]: [render.cell(row, column["name"], LANGUAGE) for row in answer.rows] for column in shown}
    filled = [column for column in shown if any(cells[column["name"]])]
    beside = [column for column in filled if max(map(len, cells[column["name"]])) <= _SHORT][:_BESIDE_AT_MOST]
    long = [column for column in filled if column not in beside and column["type"] not in ("number", "date")]
    table = _table("")
    table.add_column(next(column["label"] for column in answer.columns if column["name"] == "name"), ratio=1, overflow="fold")
    for column in beside:
        table.add_column(column["label"], justify="right" if column["type"] in ("number", "score") else "left", overflow="fold")
    for number, row in enumerate(answer.rows):
        texts = [f"{column['label']}: {text}" for column in long if (text := cells[column["name"]][number]) and text not in row.why]
        below = "\n".join(part for part in (row.why, *texts) if part)
        who = plain(row.name, below)
        table.add_row("", who, *(plain(cells[column["name"]][number]) for column in beside))
    return table


def _table(first: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", expand=out.is_terminal)
    table.add_column(first, no_wrap=True, justify="right")
    return table


def _explain(answer: Answer, row: Row) -> None:
    """A row's receipt: its points, its evidence, what speaks against it, and where it stands without each document."""
    place = render.cell(row, "rank", LANGUAGE)
    out.print(f"{place} {row.name}: {row.why}".lstrip(), markup=False)
    if row.parts:
        out.print(_points(row))
    for column in answer.columns:
        if column["name"] not in _IN_TEXT and not row.parts and (text := render.cell(row, column["name"], LANGUAGE)):
            out.print(f"{column['label']}: {text}", markup=False)
    if row.above_next:
        out.print(row.above_next, markup=False)
    for heading, items in (("ask.evidence", row.evidence), ("ask.against", row.against)):
        if items:
            out.print(f"\n{say(heading)}", style="bold")
        for item in items:
            out.print(f"- {render.evidence_line(item, LANGUAGE)}", markup=False)
            out.print(f"  {item.url or item.document}", markup=False, style="dim")
    for item in row.without:
        key = "without.rank" if item.rank else "without.gone"
        out.print(f"- {item.title}: {say_answer(key, LANGUAGE, rank=item.rank)}", markup=False)
    for way in row.reachable_via:
        out.print(f"{say('ask.reach')}: {way.label} {way.url} {way.as_of}".rstrip(), markup=False, style="dim")


def _points(row: Row) -> Table:
    """The signals with value, weight and points, and their sum."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("ask.signal", "ask.value", "ask.weight-short", "ask.points"):
        table.add_column(say(column), justify="left" if column == "ask.signal" else "right")
    for part in row.parts:
        table.add_row(part.label, f"{part.value:.3f}", f"{part.weight:g}", f"{part.points:.3f}")
    table.add_row(say("ask.total"), "", "", f"{row.score or 0:.3f}", style="bold")
    return table
