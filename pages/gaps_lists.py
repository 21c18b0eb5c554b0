"""The other parts of the gaps page: what else is missing, each part one question's answer as a table whose rows lead to that answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import altair as alt
import streamlit as st

from pages import charts, choices, frame, inside, opening, picture, pickers, safe, take_along, url, viewed
from pages.words import counted, days_in, say, sentence
from queries.answer import Answer, Row
from queries.catalogue import QUESTIONS
from queries.questions.partners import CORNERS
from queries.render import cell
from queries.session import Session
from queries.words import say as question_say

ROWS = 60  # shown at once; a matrix has three to a theme
_DRAWN = 20  # themes in a picture
# Part -> the questions whose answers it shows, one after the other.
PARTS: Mapping[str, tuple[str, ...]] = {
    "hoeken": ("triangle",), "kwetsbaar": ("fragile_knowledge",), "vraag": ("supply_demand",), "onderhoud": ("freshness", "orphaned")}


def show(opened: Session, part: str, state: url.State, language: str) -> None:
    """One part of the page."""
    title = say(f"gaps.title.{part}", language)
    frame.title(title, language)
    viewed.answer(frame.GAPS, state, title)
    frame.heading(1, title)
    answers = [_ask(opened, name, state, language) for name in PARTS[part]]
    place = opened.region_notes(opened.resolver.scope("", state.region, state.layer), language)
    frame.paragraph(" ".join(_lead(answer, place, language) for answer in answers), "lead")
    _controls(opened, state, language)
    for answer in answers:
        with st.container(key=f"gaps-{answer.question}"):
            _draw(answer, state, language, [*place, *(_lead(one, place, language) for one in answers)], several=len(answers) > 1)


def _ask(opened: Session, name: str, state: url.State, language: str) -> Answer:
    known = {parameter.name for parameter in QUESTIONS[name].parameters}
    params = {field: value for field, value in (("theme", state.theme), ("region", state.region), ("layer", state.layer)) if value and field in known}
    return opening.answer(opened, name, params, state.top if state.top != url.ROWS else ROWS, language)


def _lead(answer: Answer, place: Sequence[str], language: str) -> str:
    """What the answer comes down to: its own first note that counts, else how many rows there are, else why there are none.

    `place`: what is said of the region alone.
    """
    if not answer.rows:
        return sentence(days_in(answer.empty_reason, language)) or say("empty.unsaid", language)
    counting = [note for note in answer.notes if note not in place and any(sign.isdigit() for sign in note[:40])]
    return sentence(counting[0]) if counting else counted(f"gaps.rows.{answer.question}", language, answer.total)


def _controls(opened: Session, state: url.State, language: str) -> None:
    with st.container(key="controls"):
        left, right = st.columns(2, gap="medium")
        with left:
            pickers.theme_or_none(opened, state, say("gaps.themes.all", language), language)
        with right:
            choices.region(opened, state, language)


def _draw(answer: Answer, state: url.State, language: str, said: Sequence[str], several: bool) -> None:
    """An answer as a picture where one fits, as a table, and as files. `said`: what stands above it already."""
    if several:
        frame.heading(2, answer.sentence)
    place = url.State(theme=state.theme, region=state.region, layer=state.layer, lang=state.lang)
    make = _CHARTS.get(answer.question) if answer.rows else None
    if make:
        picture.draw(make(answer.rows, language, False).on_screen(), f"gaps-chart-{answer.question}", say("gaps.alt", language, title=answer.sentence))
    if answer.rows:
        columns, lines = _table(answer, state, language)
        picture.twin(answer.sentence, columns, lines, language, open_first=True)
        if answer.kind != "matrix" and len(answer.rows) < answer.total:
            frame.paragraph(say("rows.shown", language, shown=len(answer.rows), count=answer.total), "note")
    for note in answer.notes:
        if note not in said and sentence(note) not in said:
            frame.paragraph(note, "note")
    frame.link(frame.ANY, say("gaps.to.answer", language, question=answer.sentence), place.but(id=answer.question))
    if make:
        picture.downloads(lambda: make(answer.rows, language, True).on_paper(answer.sentence), f"wieweetwat-{answer.question}", language, titled=False)
    if answer.rows and not several:
        take_along.draw(answer, place, language)


def _corners(rows: Sequence[Row], language: str, printed: bool) -> charts.Drawn:
    """Themes by corner: how many parties, nothing where a corner is missing."""
    themes = list(dict.fromkeys(row.name for row in rows))[:_DRAWN]
    most = max((int(row.values["count"] or 0) for row in rows), default=0)
    cells = []
    for row in rows:
        if row.name in themes:
            count = int(row.values["count"] or 0)
            cells.append({"theme": safe.plain(row.name), "corner": question_say(f"tier.{row.values['column_id']}", language), "text": str(count) if count else "–",
                          "step": 1 + 5 * count // (most + 1) if count else 0})
    return charts.heat(cells, "corner", "theme", printed, order=[question_say(f"tier.{corner}", language) for corner in CORNERS], angle=0)


def _balance(rows: Sequence[Row], language: str, printed: bool) -> charts.Drawn:
    """Per theme the questions asked to the left and what answers them to the right."""
    drawn, ink = [], picture.ink(printed)
    asked, offered = say("gaps.asked", language), say("gaps.offered", language)
    for row in rows[:_DRAWN]:
        supply = sum(int(row.values[name] or 0) for name in ("prog", "method", "init", "net"))
        name = safe.plain(row.name)
        drawn += [{"theme": name, "what": asked, "value": -int(row.values["questions"] or 0), "text": str(row.values["questions"] or 0)},
                  {"theme": name, "what": offered, "value": supply, "text": str(supply)}]
    base = charts.base().encode(x=alt.X("value:Q", title=None, axis=alt.Axis(labels=False, ticks=False, grid=False)),
                                y=alt.Y("theme:N", sort=None, title=None, axis=charts.axis(printed, 220)), text=alt.Text("text:N"))
    bars = base.mark_bar(height=14).encode(color=alt.Color("what:N", title=None, sort=[asked, offered], legend=alt.Legend(orient="top"),
                                                           scale=alt.Scale(domain=[asked, offered], range=[picture.PALETTE[1], picture.PALETTE[0]])))
    numbers = [base.transform_filter(alt.datum.what == what).mark_text(align=align, dx=dx, color=ink) for what, align, dx in ((asked, "right", -4), (offered, "left", 4))]
    return charts.Drawn(alt.layer(bars, *numbers).properties(height=alt.Step(22)), {charts.ROWS: drawn})


_CHARTS: Mapping[str, Callable[[Sequence[Row], str, bool], charts.Drawn]] = {"triangle": _corners, "supply_demand": _balance}


def _table(answer: Answer, state: url.State, language: str) -> tuple[list[str], list[list[str]]]:
    """The rows with a way from each to its own answer."""
    labels = {column["name"]: column["label"] for column in answer.columns}
    tiered = any(row.tier for row in answer.rows)
    columns = [labels["name"], *([labels["tier"]] if tiered and "tier" in labels else []), labels.get("why", say("gaps.column.why", language)), say("gaps.column.way", language)]
    lines = []
    for row in answer.rows:
        about = row.id if row.kind == "theme" else state.theme
        target = url.State(id=answer.question, theme=about, region=state.region, layer=state.layer, lang=inside.spoken(), row="" if row.kind == "theme" else row.id)
        column = str(row.values.get("column_name", ""))
        name = inside.node(row.id, row.name) + (f" · {safe.markup(column)}" if column else "")
        tier = [safe.markup(cell(row, "tier", language))] if tiered and "tier" in labels else []
        lines.append([name, *tier, safe.markup(row.why), inside.anchor(frame.ANY, say("gaps.to.row", language), target, "way")])
    return columns, lines
