"""The other parts of the gaps page: what else is missing, each part one question's answer as a table whose rows lead to that answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import altair as alt
import streamlit as st

from pages import choices, frame, inside, picture, pickers, safe, take_along, url, viewed
from pages import opening
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
            options = {"": say("gaps.themes.all", language), **pickers.theme_options(opened, opened.index.version, "", language)}
            pickers.select("theme", say("pick.theme", language), options, state)
        with right:
            choices.region(opened, state, language)


def _draw(answer: Answer, state: url.State, language: str, said: Sequence[str], several: bool) -> None:
    """An answer as a picture where one fits, as a table, and as files. `said`: what stands above it already."""
    if several:
        frame.heading(2, answer.sentence)
    place = url.State(theme=state.theme, region=state.region, layer=state.layer, lang=state.lang)
    if answer.rows:
        title = answer.sentence
        make = _CHARTS.get(answer.question)
        if make:
            picture.draw(make(answer.rows, language), f"gaps-chart-{answer.question}", say("gaps.alt", language, title=title))
        columns, lines = _table(answer, state, language)
        picture.twin(title, columns, lines, language, open_first=True)
        if answer.kind != "matrix" and len(answer.rows) < answer.total:
            frame.paragraph(say("rows.shown", language, shown=len(answer.rows), count=answer.total), "note")
    for note in answer.notes:
        if note not in said and sentence(note) not in said:
            frame.paragraph(note, "note")
    frame.link(frame.ANY, say("gaps.to.answer", language, question=answer.sentence), place.but(id=answer.question))
    if answer.rows and (make := _CHARTS.get(answer.question)):
        picture.downloads(lambda: make(answer.rows, language, True).properties(title=answer.sentence), f"wieweetwat-{answer.question}", language, titled=False)
    if answer.rows and not several:
        take_along.draw(answer, place, language)


def _corners(rows: Sequence[Row], language: str, printed: bool = False) -> alt.LayerChart:
    """Themes by corner: how many parties, nothing where a corner is missing."""
    themes = list(dict.fromkeys(row.name for row in rows))[:_DRAWN]
    most = max((int(row.values["count"] or 0) for row in rows), default=0)
    steps, ink = picture.steps(printed), picture.ink(printed)
    drawn = []
    for row in rows:
        if row.name in themes:
            count = int(row.values["count"] or 0)
            step = min(4, 5 * count // (most + 1))
            drawn.append({"theme": safe.plain(row.name), "corner": question_say(f"tier.{row.values['column_id']}", language), "text": str(count) if count else "–",
                          "colour": steps[step] if count else "#00000000", "ink": picture.on_step(step, printed) if count else ink})
    base = alt.Chart(alt.Data(values=drawn)).encode(
        x=alt.X("corner:N", sort=[question_say(f"tier.{corner}", language) for corner in CORNERS], title=None,
                axis=alt.Axis(orient="top", labelAngle=0, labelFontSize=13, labelColor=ink, domain=False, ticks=False)),
        y=alt.Y("theme:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, labelOverlap=False, labelFontSize=13, labelColor=ink, domain=False, ticks=False)))
    cells = base.mark_rect(stroke=ink, strokeWidth=0.5).encode(color=alt.Color("colour:N", scale=None))
    return alt.layer(cells, base.mark_text(fontSize=12).encode(text="text:N", color=alt.Color("ink:N", scale=None))).properties(height=alt.Step(26))


def _balance(rows: Sequence[Row], language: str, printed: bool = False) -> alt.LayerChart:
    """Per theme the questions asked to the left and what answers them to the right."""
    drawn, ink = [], picture.ink(printed)
    asked, offered = say("gaps.asked", language), say("gaps.offered", language)
    for row in rows[:_DRAWN]:
        supply = sum(int(row.values[name] or 0) for name in ("prog", "method", "init", "net"))
        name = safe.plain(row.name)
        drawn += [{"theme": name, "what": asked, "value": -int(row.values["questions"] or 0), "text": str(row.values["questions"] or 0)},
                  {"theme": name, "what": offered, "value": supply, "text": str(supply)}]
    base = alt.Chart(alt.Data(values=drawn)).encode(
        x=alt.X("value:Q", title=None, axis=alt.Axis(labels=False, ticks=False, grid=False)),
        y=alt.Y("theme:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, labelOverlap=False, labelFontSize=13, labelColor=ink, domain=False, ticks=False)))
    bars = base.mark_bar(height=14).encode(color=alt.Color("what:N", title=None, sort=[asked, offered], legend=alt.Legend(orient="top"),
                                                           scale=alt.Scale(domain=[asked, offered], range=[picture.PALETTE[1], picture.PALETTE[0]])))
    left = base.transform_filter(alt.datum.what == asked).mark_text(align="right", dx=-4, color=ink).encode(text="text:N")
    right = base.transform_filter(alt.datum.what == offered).mark_text(align="left", dx=4, color=ink).encode(text="text:N")
    return alt.layer(bars, left, right).properties(height=alt.Step(22))


_CHARTS: Mapping[str, Callable[..., alt.LayerChart]] = {"triangle": _corners, "supply_demand": _balance}


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
