"""Activity on a theme per period and region: the question `coverage` as a picture."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import charts, frame, inside, matrix, opening, picture, pickers, safe, url, viewed, why_panel
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
        picture.draw(_chart(rows, matrix.key(chosen)).on_screen(), f"times-activity-{layer}", say("times.alt", language, title=title), chosen=matrix.key(chosen),
                     on_choose=lambda row: pickers.change(state.but(row=row)))
        frame.paragraph(say("times.activity.legend", language), "note")
    with st.container(key="why"):
        names = {key: safe.plain(f"{row.name}: {row.values['column_name']}") for key, row in keys.items()}
        pickers.row(names, state.but(row=matrix.key(chosen)), language)
        why_panel.show(opened, chosen, answer.columns, language)
    _twin(answer, rows, title, language)
    picture.downloads(lambda: _chart(rows, "", printed=True).on_paper(title), f"wieweetwat-activity-{state.theme.partition(':')[2]}",
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


def _chart(rows: Sequence[Row], chosen: str, printed: bool = False) -> charts.Drawn:
    """Regions by periods; the total stands apart in words and the table."""
    columns: dict[str, str] = {}
    cells = []
    for row in rows:
        column, count = str(row.values["column_id"]), int(row.values["count"] or 0)
        if column != ALL:
            columns[column] = str(row.values["column_name"])
            cells.append({"id": matrix.key(row), "region": safe.plain(row.name), "period": columns[column], "text": str(count),
                          "step": 1 + sum(count >= least for least in _STEPS) if count else 0})
    return charts.heat(cells, "period", "region", printed, order=[columns[column] for column in sorted(columns)], angle=-30, chosen=chosen)


def _twin(answer: Answer, rows: Sequence[Row], title: str, language: str) -> None:
    columns = matrix.column_order(answer.rows)
    places = {(row.id, str(row.values["column_id"])): row for row in rows}
    names = dict.fromkeys((row.id, row.name) for row in rows)
    lines = [[inside.node(identifier, name), *(str(places[identifier, column].values["count"] or 0) if (identifier, column) in places else "" for column in columns)]
             for identifier, name in names]
    picture.twin(title, [say("gaps.column.region", language), *columns.values()], lines, language)
