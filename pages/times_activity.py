"""Activity on a theme per period and region: the question `coverage` as a picture."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from pages import frame, inside, matrix, opening, picture, pickers, safe, url, viewed, why_panel
from pages.words import layer as layer_name, say
from queries.answer import Answer, Row
from queries.questions.coverage import ALL, UNDATED
from queries.render import as_csv
from queries.scope import LAYERS
from queries.session import Session

_STEPS = (2, 4, 8, 16)  # numbers from which a colour is fuller


def show(opened: Session, state: url.State, language: str) -> None:
    """The part with a theme."""
    state = pickers.start(opened, state, preferred=("theme:jeugd", ""))
    layer = state.layer if state.layer in LAYERS else LAYERS[0]
    answer = opening.answer(opened, "coverage", {"theme": state.theme, "layer": layer}, 0, language)
    theme = opened.theme_name(state.theme, language)
    title = say("times.activity.title", language, theme=theme)
    frame.title(title, language)
    viewed.answer(frame.TIME, state, title)
    frame.heading(1, title)
    frame.paragraph(_lead(answer, theme, language), "lead")
    with st.container(key="controls"):
        left, right = st.columns(2, gap="medium")
        with left:
            pickers.theme(opened, state, language)
        with right:
            pickers.select("layer", say("pick.layer", language), {name: layer_name(name, language) for name in LAYERS}, state.but(layer=layer))
    if not answer.rows:
        return
    rows = sorted((row for row in answer.rows), key=lambda row: row.name.casefold())
    keys = {matrix.key(row): row for row in rows}
    best = max((row for row in rows if row.values["column_id"] != ALL), key=lambda row: int(row.values["count"] or 0), default=rows[0])
    chosen = keys.get(state.row, best)
    with st.container(key="times"):
        picture.draw(_chart(rows, matrix.key(chosen), language), f"times-activity-{layer}", say("times.alt", language, title=title), chosen=matrix.key(chosen),
                     on_choose=lambda row: pickers.change(state.but(row=row)))
        frame.paragraph(say("times.activity.legend", language), "note")
    with st.container(key="why"):
        names = {key: safe.plain(f"{row.name}: {row.values['column_name']}") for key, row in keys.items()}
        pickers.row(names, state.but(row=matrix.key(chosen)), language)
        why_panel.show(opened, chosen, answer.columns, language)
    _twin(answer, rows, title, language)
    picture.downloads(lambda: _chart(rows, "", language, printed=True).properties(title=title), f"wieweetwat-activity-{state.theme.partition(':')[2]}",
                      language, csv=lambda: as_csv(answer, language))
    frame.link(frame.ANY, say("gaps.to.answer", language, question=answer.sentence), url.State(id="coverage", theme=state.theme, layer=layer, lang=state.lang))


def _lead(answer: Answer, theme: str, language: str) -> str:
    """The period with most, and how much has no date."""
    sums: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in answer.rows:
        column = str(row.values["column_id"])
        names[column] = str(row.values["column_name"])
        sums[column] = sums.get(column, 0) + int(row.values["count"] or 0)
    periods = {column: count for column, count in sums.items() if column not in (ALL, UNDATED) and count}
    if not periods:
        return say("times.activity.none", language, theme=theme)
    best = max(periods, key=lambda column: (periods[column], column))
    said = say("times.activity.lead", language, theme=theme, period=names[best], count=periods[best])
    return f"{said} {say('times.activity.undated', language, count=sums[UNDATED])}" if sums.get(UNDATED) else said


def _chart(rows: Sequence[Row], chosen: str, language: str, printed: bool = False) -> alt.LayerChart:
    """Regions by periods; the total stands apart in words and the table."""
    steps, ink = picture.steps(printed), picture.ink(printed)
    drawn = []
    for row in rows:
        if row.values["column_id"] == ALL:
            continue
        count = int(row.values["count"] or 0)
        step = sum(count >= least for least in _STEPS)
        drawn.append({"id": matrix.key(row), "region": safe.plain(row.name), "period": str(row.values["column_name"]), "order": str(row.values["column_id"]), "text": str(count),
                      "colour": steps[step] if count else "#00000000", "ink": picture.on_step(step, printed) if count else ink,
                      "edge": 3 if matrix.key(row) == chosen else 0.5})
    periods = list(dict.fromkeys(one["period"] for one in sorted(drawn, key=lambda one: one["order"])))
    base = alt.Chart(alt.Data(values=drawn)).encode(
        x=alt.X("period:N", sort=periods, title=None, axis=alt.Axis(orient="top", labelAngle=-30, labelOverlap=False, labelFontSize=13, labelColor=ink, domain=False, ticks=False)),
        y=alt.Y("region:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False, labelFontSize=13, labelColor=ink, domain=False, ticks=False)))
    cells = base.mark_rect(stroke=ink, cursor="pointer").encode(color=alt.Color("colour:N", scale=None), strokeWidth=alt.StrokeWidth("edge:Q", scale=None))
    numbers = base.mark_text(fontSize=13, tooltip=None).encode(text="text:N", color=alt.Color("ink:N", scale=None))
    return alt.layer(cells.add_params(picture.picked()), numbers).properties(height=alt.Step(27))


def _twin(answer: Answer, rows: Sequence[Row], title: str, language: str) -> None:
    columns = matrix.column_order(answer.rows)
    places = {(row.id, str(row.values["column_id"])): row for row in rows}
    names = dict.fromkeys((row.id, row.name) for row in rows)
    lines = [[inside.node(identifier, name), *(str(places[identifier, column].values["count"] or 0) if (identifier, column) in places else "" for column in columns)]
             for identifier, name in names]
    picture.twin(title, [say("gaps.column.region", language), *columns.values()], lines, language)
