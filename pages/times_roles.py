"""Roles, initiatives and programmes of somebody, or the programmes on a theme, as bars; what is unsure is lighter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt
import streamlit as st

from graph import ids
from pages import charts, frame, inside, network_options, picture, pickers, safe, statements, unknown_node, url, viewed
from pages.words import counted, say
from queries.pictures.times import bars, busiest, moments_of
from queries.profiles.timeline import Moment, span
from queries.render import table_csv
from queries.session import Session

_DRAWN = 40  # lines in the picture; the table has all
_LEAST = 150  # a day is drawn as this part of the whole at least
_NAME = 34  # characters of a name beside its bar


def show(opened: Session, state: url.State, language: str) -> None:
    """The part with a node."""
    identifier = state.id or state.theme or busiest(opened)
    node = opened.index.nodes([identifier]).get(identifier) if ids.is_id(identifier) else None
    if node is None:
        unknown_node.show(opened, identifier, language)
        return
    moments = _kept(opened, opened.index.version, identifier, language)
    name = opened.theme_name(identifier, language) if identifier.startswith("theme:") else node.name
    title = say("times.roles.theme" if identifier.startswith("theme:") else "times.roles.title", language, name=name)
    frame.title(title, language)
    viewed.answer(frame.TIME, state, title)
    frame.heading(1, title)
    frame.paragraph(_lead(moments, name, opened.index.as_of, language), "lead")
    with st.container(key="controls"):
        options = dict(network_options.options(opened, opened.index.version, language))
        options.setdefault(identifier, safe.plain(name))
        pickers.select("id", say("times.roles.pick", language), options, state.but(id=identifier))
    if not moments:
        return
    shown = moments[-_DRAWN:]
    numbers = {str(place): moment for place, moment in enumerate(moments)}
    chosen = state.row if state.row in numbers else str(len(moments) - 1)
    first = span(moments, opened.index.as_of)[0]
    with st.container(key="times"):
        offset = len(moments) - len(shown)
        picture.draw(_chart(shown, offset, opened.index.as_of, first, chosen, language).on_screen(), "times-roles", say("times.alt", language, title=title), chosen=chosen,
                     on_choose=lambda row: pickers.change(state.but(row=row)))
        frame.paragraph(say("times.roles.legend", language), "note")
        if offset:
            frame.paragraph(say("times.roles.cut", language, shown=len(shown), count=len(moments)), "note")
    with st.container(key="why"):
        pickers.row({number: safe.plain(f"{moment.name} ({_when(moment, language)})") for number, moment in numbers.items()}, state.but(row=chosen), language)
        st.html(_panel(numbers[chosen], language))
    columns = [say(f"times.column.{column}", language) for column in ("name", "what", "when", "status")]
    lines = [[inside.node(one.id, one.name) if one.id else safe.markup(one.name), safe.markup(one.what), safe.markup(_when(one, language)), safe.markup(one.status)] for one in moments]
    picture.twin(title, columns, lines, language)
    picture.downloads(lambda: _chart(shown, offset, opened.index.as_of, first, "", language, printed=True).on_paper(title), "wieweetwat-times", language,
                      csv=lambda: _csv(moments))


@st.cache_resource(max_entries=200, show_spinner=False)
def _kept(_opened: Session, version: str, identifier: str, language: str) -> tuple[Moment, ...]:
    return moments_of(_opened, identifier, language)


def _lead(moments: Sequence[Moment], name: str, as_of: str, language: str) -> str:
    if not moments:
        return say("times.roles.none", language, name=name)
    over = sum(1 for one in moments if one.last and one.last < as_of)
    first = next((one for one in moments if one.first), moments[0])
    return counted("times.roles.lead", language, len(moments), name=name, over=over, first=first.name, when=_when(first, language))


def _when(moment: Moment, language: str) -> str:
    return statements.when(moment.start, moment.end, moment.by, language) or say("time.unknown", language)


def _chart(shown: Sequence[Moment], offset: int, as_of: str, first: str, chosen: str, language: str, printed: bool = False) -> charts.Drawn:
    drawn, labels = [], {}
    for place, moment in enumerate(shown, offset):
        line, name = f"{place:04d}", safe.plain(moment.name)
        labels[line] = name if len(name) <= _NAME else name[:_NAME - 1] + "…"
        drawn += [{"id": str(place), "line": line, "label": labels[line], "what": safe.plain(moment.what), "since": bar.since, "sure": bar.sure,
                   "until": bar.until if bar.until > bar.since else _seen(bar.since, first, as_of), "edge": 2.5 if str(place) == chosen else 0}
                  for bar in bars(line, moment, as_of, first)]
    base = charts.base().encode(
        y=alt.Y("line:N", title=None, axis=charts.axis(printed, 240, labelFontSize=12, labelExpr=f"({json.dumps(labels)})[datum.value]")),
        x=alt.X("since:T", axis=alt.Axis(title=None, format="%Y", labelColor=picture.ink(printed), labelFontSize=12, gridOpacity=0.3, tickCount="year", labelOverlap=True)),
        x2=alt.X2("until"), opacity=alt.condition("datum.sure", alt.value(0.9), alt.value(0.45)))
    stretch = base.mark_bar(height=11, cursor="pointer", stroke=picture.ink(printed)).encode(
        strokeWidth=alt.StrokeWidth("edge:Q", scale=None), color=alt.condition("datum.sure", alt.value(picture.PALETTE[0]), alt.value(picture.PALETTE[5])),
        tooltip=[alt.Tooltip("label:N", title=say("times.column.name", language)), alt.Tooltip("what:N", title=say("times.column.what", language))])
    marks = base.mark_tick(thickness=3, height=11, color=picture.PALETTE[0], tooltip=None)
    return charts.Drawn(alt.layer(stretch.add_params(picture.picked()), marks).properties(height=alt.Step(21)), {charts.ROWS: drawn})


def _seen(day: str, first: str, last: str) -> str:
    """A day made as long as can be seen and clicked."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return (date.fromisoformat(day) + timedelta(days=max(1, days // _LEAST))).isoformat()


def _panel(moment: Moment, language: str) -> str:
    name = inside.node(moment.id, moment.name) if moment.id else safe.markup(moment.name)
    facts = " · ".join(safe.markup(part) for part in (moment.what, _when(moment, language), moment.status) if part)
    where = f"<p>{inside.node(moment.id, say('times.roles.profile', language))}</p>" if moment.id else ""
    return f'<div class="why-part"><h2 class="small why-name">{name}</h2><p class="facts">{facts}</p>{where}</div>'


def _csv(moments: Sequence[Moment]) -> str:
    return table_csv(("id", "name", "what", "start", "start_by", "end", "first_day", "last_day", "status", "claims"),
                     ([one.id, one.name, one.what, one.start, "yes" if one.by else "", one.end, one.first, one.last, one.status, "; ".join(one.claims)] for one in moments))
