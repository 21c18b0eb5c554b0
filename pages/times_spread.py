"""How an approach spread: the number that had it by when as a range, and when each can have begun."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from pages import charts, choices, controls, frame, inside, opening, picture, pickers, safe, url, viewed, why_panel
from pages.words import counted, say, sentence
from queries.answer import Answer, Row
from queries.pictures.times import curve, start_bars
from queries.render import as_csv, cell
from queries.session import Session

PREFERRED = "family:oko"
_NAMES, _PRINTED = 130, 640  # pixels for names beside the bars, and of the drawing on paper
_DRAWN = 60  # adopters with a bar of their own; the table has all


def show(opened: Session, state: url.State, language: str) -> None:
    """The part with an approach."""
    practices = controls.practice_options(opened, opened.index.version, language)
    practice = state.practice or (PREFERRED if PREFERRED in practices else next(iter(practices), ""))
    params = {name: value for name, value in (("practice", practice), ("region", state.region), ("layer", state.layer)) if value}
    answer = opening.answer(opened, "spread", params, 0, language)
    name = opened.index.nodes([practice])[practice].name
    title = say("times.spread.title", language, name=name)
    frame.title(title, language)
    viewed.answer(frame.TIME, state, title)
    frame.heading(1, title)
    frame.paragraph(_lead(answer, language), "lead")
    with st.container(key="controls"):
        left, right = st.columns(2, gap="medium")
        with left:
            pickers.select("practice", say("pick.practice", language), practices, state.but(practice=practice))
        with right:
            choices.region(opened, state, language)
    dated = [row for row in answer.rows if row.values["latest"]]
    if not answer.rows:
        frame.link(frame.ANY, say("gaps.to.answer", language, question=answer.sentence), url.State(id="spread", practice=practice, lang=state.lang))
        return
    keys = [row.id for row in answer.rows]
    chosen = answer.rows[keys.index(state.row) if state.row in keys else 0]
    left, right = st.columns([14, 10], gap="medium")
    with left, st.container(key="times"):
        if dated:
            number, starts = _charts(dated, opened.index.as_of, chosen.id, language)
            picture.draw(number.on_screen(), f"times-number-{practice}", say("times.alt", language, title=title))
            picture.draw(starts.on_screen(), f"times-spread-{practice}", say("times.alt", language, title=title), chosen=chosen.id,
                         on_choose=lambda row: pickers.change(state.but(row=row)))
        frame.paragraph(say("times.spread.legend", language), "note")
    with right, st.container(key="why"):
        pickers.row({row.id: safe.plain(row.name) for row in answer.rows}, state.but(row=chosen.id), language)
        why_panel.show(opened, chosen, answer.columns, language)
    _twin(answer, title, language)
    picture.downloads(lambda: _printed(dated, opened.index.as_of, title, language), f"wieweetwat-spread-{practice.partition(':')[2]}",
                      language, csv=lambda: as_csv(answer, language))
    frame.link(frame.ANY, say("gaps.to.answer", language, question=answer.sentence), url.State(id="spread", practice=practice, region=state.region, lang=state.lang))


def _lead(answer: Answer, language: str) -> str:
    if not answer.rows:
        return sentence(answer.empty_reason) or say("empty.unsaid", language)
    dated = [row for row in answer.rows if row.values["latest"]]
    if not dated:
        return counted("times.spread.undated", language, len(answer.rows))
    first = dated[0]
    said = say("times.spread.lead", language, count=len(answer.rows), first=first.name, period=cell(first, "period", language))
    rest = len(answer.rows) - len(dated)
    return f"{said} {counted('times.spread.rest', language, rest)}" if rest else said


def _printed(dated: Sequence[Row], as_of: str, title: str, language: str) -> alt.VConcatChart:
    number, starts = _charts(dated, as_of, "", language, printed=True)
    both = alt.vconcat(number.chart.properties(width=_PRINTED), starts.chart.properties(width=_PRINTED), spacing=24)
    return both.properties(title=safe.plain(title), datasets={**number.rows, **starts.rows})


def _charts(dated: Sequence[Row], as_of: str, chosen: str, language: str, printed: bool = False) -> tuple[charts.Drawn, charts.Drawn]:
    """Above the range of the number, below a bar per adopter, on the same axis of time."""
    levels, ink = curve(dated, as_of), picture.ink(printed)
    first = levels[0].day
    axis = alt.Axis(title=None, format="%Y", labelFontSize=12, labelColor=ink, grid=False, tickCount="year", labelOverlap=True)
    scale = alt.Scale(domain=[first, as_of], nice="year")
    band = charts.base("levels").encode(x=alt.X("day:T", scale=scale, axis=axis))
    number = alt.Axis(title=say("times.spread.number", language), titleColor=ink, labelColor=ink, tickMinStep=1, minExtent=_NAMES, maxExtent=_NAMES)
    area = band.mark_area(interpolate="step-after", color=picture.PALETTE[5], opacity=0.35).encode(y=alt.Y("least:Q", axis=number), y2=alt.Y2("most"))
    line = band.mark_line(interpolate="step-after", color=picture.PALETTE[0], strokeWidth=2.5).encode(y=alt.Y("least:Q"))
    shown = dated[:_DRAWN]
    names = {row.id: safe.plain(row.name) for row in shown}
    drawn = [{"id": bar.id, "name": names[bar.id], "since": bar.since, "until": bar.until, "sure": bar.sure, "edge": 2.5 if bar.id == chosen else 0}
             for bar in start_bars(shown, first)]
    base = charts.base().encode(
        y=alt.Y("name:N", sort=None, title=None, axis=charts.axis(printed, _NAMES - 10, minExtent=_NAMES, maxExtent=_NAMES, labelFontSize=12)))
    reach = base.mark_bar(height=9, cursor="pointer", stroke=ink).encode(
        x=alt.X("since:T", scale=scale, axis=axis), x2=alt.X2("until"), strokeWidth=alt.StrokeWidth("edge:Q", scale=None),
        color=alt.condition("datum.sure", alt.value(picture.PALETTE[0]), alt.value(picture.PALETTE[5])),
        opacity=alt.condition("datum.sure", alt.value(0.9), alt.value(0.45))).add_params(picture.picked())
    last = base.mark_point(filled=True, size=70, opacity=1, color=picture.PALETTE[0], tooltip=None).encode(
        x=alt.X("until:T", scale=scale), shape=alt.condition("datum.sure", alt.value("circle"), alt.value("triangle-left")))
    return (charts.Drawn(alt.layer(area, line).properties(height=190), {"levels": [level._asdict() for level in levels]}),
            charts.Drawn(alt.layer(reach, last).properties(height=alt.Step(20)), {charts.ROWS: drawn}))


def _twin(answer: Answer, title: str, language: str) -> None:
    columns = [column for column in answer.columns if column["name"] in ("name", "period", "known", "state", "province", "source", "reached")]
    lines = [[inside.node(row.id, row.name) if column["name"] == "name" else safe.markup(cell(row, column["name"], language)) for column in columns]
             for row in answer.rows]
    picture.twin(title, [column["label"] for column in columns], lines, language)
