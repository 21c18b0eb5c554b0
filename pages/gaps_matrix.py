"""Themes by regions: in how many municipalities something is known of each, as a picture, in words and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import altair as alt
import streamlit as st

from graph.exports.tables import neutral
from pages import frame, inside, picture, pickers, safe, take_along, url, viewed
from pages.words import counted, layer as layer_name, say
from queries.pictures import gaps
from queries.pictures.gaps import Cell, Gaps
from queries.questions.coverage import ACTIVE, COVERED, ELSEWHERE, NOTHING
from queries.scope import LAYERS
from queries.session import Session
from queries.take_along import table_xlsx

_STEPS = (0.1, 0.25, 0.5, 0.75)  # shares of a region's municipalities at which a colour gets darker
_WIDE = 15  # regions that fit beside each other; more of them stand below each other
_OPEN, _NAMED = 12, 3
_CELL = 27  # pixels


def show(opened: Session, state: url.State, language: str) -> None:
    """The part with the matrix."""
    layer = state.layer if state.layer in LAYERS else LAYERS[0]
    found = gaps.gaps(opened, layer, state.theme)
    title = _title(opened, state, language)
    frame.title(title, language)
    viewed.answer(frame.GAPS, state, title)
    frame.heading(1, title)
    frame.paragraph(_lead(opened, found, state, language), "lead")
    _controls(opened, state, layer, language)
    cell = _chosen(found, state)
    names = {theme: safe.plain(opened.theme_name(theme, language)) for theme in found.themes}
    rows = _rows(found, names)
    with st.container(key="gaps"):
        picture.draw(_chart(rows, found, cell, language), "gaps-matrix", say("gaps.alt", language, title=title), chosen=_key(cell),
                     on_choose=lambda chosen: pickers.change(state.but(row=chosen)))
        frame.paragraph(say("gaps.legend", language), "note")
        frame.paragraph(say("gaps.missing", language, share=round(100 * found.missing())), "note")
    with st.container(key="why"):
        _pick(found, names, cell, state, language)
        st.html(_panel(opened, cell, language))
    _twin(found, names, state, title, language)
    picture.downloads(lambda: _chart(rows, found, None, language, printed=True).properties(title=title), f"wieweetwat-gaps-{layer}", language,
                      csv=lambda: _csv(opened, found, names), more=[(say("take.xlsx", language), lambda: _xlsx(opened, found, names, title), "xlsx", take_along.SHEET)])


def _title(opened: Session, state: url.State, language: str) -> str:
    if state.theme:
        return say("gaps.title.theme", language, theme=opened.theme_name(state.theme, language))
    return say("gaps.title", language)


def _lead(opened: Session, found: Gaps, state: url.State, language: str) -> str:
    """What stands out: of a theme where nobody is known; of all themes which are empty in most regions."""
    if state.theme:
        active, of = found.total(state.theme, ACTIVE), sum(cell.of for cell in found.of_theme(state.theme))
        said = say("gaps.lead.theme", language, active=active, of=of, theme=opened.theme_name(state.theme, language))
        if without := found.without(state.theme):
            names = [region.name for region in without]
            shown = ", ".join(names[:_OPEN]) + (say("gaps.and.more", language, count=len(names) - _OPEN) if len(names) > _OPEN else "")
            said += " " + say("gaps.lead.nobody", language, names=shown)
        return said
    worst = found.emptiest()[:_NAMED]
    parts = [say("gaps.lead.part", language, theme=opened.theme_name(theme, language), count=len(found.without(theme))) for theme in worst]
    return say("gaps.lead", language, layer=layer_name(found.layer, language), regions=len(found.regions), parts=", ".join(parts))


def _controls(opened: Session, state: url.State, layer: str, language: str) -> None:
    with st.container(key="controls"):
        left, right = st.columns(2, gap="medium")
        with left:
            options = {"": say("gaps.themes.main", language), **pickers.theme_options(opened, opened.index.version, "", language)}
            pickers.select("theme", say("pick.theme", language), options, state)
        with right:
            pickers.select("layer", say("pick.layer", language), {name: layer_name(name, language) for name in LAYERS}, state.but(layer=layer))


def _key(cell: Cell | None) -> str:
    return f"{cell.theme}|{cell.region}" if cell else ""


def _chosen(found: Gaps, state: url.State) -> Cell:
    """The cell of the address; else the emptiest that says something: nobody on the theme, though much is known there."""
    theme, _, region = state.row.partition("|")
    if (theme, region) in found.cells:
        return found.cells[theme, region]
    return max(found.cells.values(), key=lambda cell: (not cell.count(ACTIVE), cell.count(ELSEWHERE), _key(cell)))


def _rows(found: Gaps, names: dict[str, str]) -> list[dict[str, object]]:
    regions = {region.id: safe.plain(region.name) for region in found.regions}
    return [{"id": _key(cell), "theme": names[cell.theme], "region": regions[cell.region], "share": cell.share, "step": _step(cell),
             "text": _text(cell)} for cell in found.cells.values() if cell.region in regions]


def _step(cell: Cell) -> int:
    """0 for nothing, then one to five by the share of the region's municipalities."""
    return 0 if not cell.share else 1 + sum(cell.share >= least for least in _STEPS)


def _text(cell: Cell) -> str:
    """The number of municipalities; nothing is told apart by what is known there besides."""
    return {ACTIVE: str(cell.count(ACTIVE)), COVERED: "(0)", ELSEWHERE: "0"}.get(cell.state, "?")


def _chart(rows: Sequence[dict[str, object]], found: Gaps, chosen: Cell | None, language: str, printed: bool = False) -> alt.LayerChart:
    colours = ("#00000000", *picture.steps(printed))
    inks = (picture.ink(printed), *(picture.on_step(step, printed) for step in range(5)))
    drawn = [{**row, "colour": colours[row["step"]], "ink": inks[row["step"]],  # type: ignore[index]
              "edge": 3 if row["id"] == _key(chosen) else 0.5} for row in rows]
    wide = len(found.regions) <= _WIDE
    across, down = ("region", "theme") if wide else ("theme", "region")
    base = alt.Chart(alt.Data(values=drawn)).encode(
        x=alt.X(f"{across}:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=-60, labelLimit=170, labelOverlap=False, labelFontSize=13, labelColor=picture.ink(printed), domain=False, ticks=False)),
        y=alt.Y(f"{down}:N", sort=None, title=None, axis=alt.Axis(labelLimit=190, labelOverlap=False, labelFontSize=13, labelColor=picture.ink(printed), domain=False, ticks=False)))
    cells = base.mark_rect(stroke=picture.ink(printed), cursor="pointer").encode(
        color=alt.Color("colour:N", scale=None), strokeWidth=alt.StrokeWidth("edge:Q", scale=None),
        tooltip=[alt.Tooltip("theme:N", title=say("gaps.column.theme", language)), alt.Tooltip("region:N", title=say("gaps.column.region", language)),
                 alt.Tooltip("text:N", title=say("gaps.column.active", language))]).add_params(picture.picked())
    numbers = base.mark_text(fontSize=13, tooltip=None).encode(text="text:N", color=alt.Color("ink:N", scale=None))
    return alt.layer(cells, numbers).properties(height=alt.Step(_CELL))


def _pick(found: Gaps, names: dict[str, str], cell: Cell, state: url.State, language: str) -> None:
    """The way to a cell by keyboard: its theme and its region."""
    regions = {region.id: safe.plain(region.name) for region in found.regions}
    for field, box, options, now in (("theme", 0, names, cell.theme), ("region", 1, regions, cell.region)):
        if box == 0:
            boxes = st.columns(2, gap="medium")
        key = f"gaps-pick-{field}"
        st.session_state[key] = now

        def chosen(field: str = field, key: str = key) -> None:
            theme, region = (st.session_state[key], cell.region) if field == "theme" else (cell.theme, st.session_state[key])
            pickers.change(state.but(row=f"{theme}|{region}"))

        with boxes[box]:
            st.selectbox(say(f"gaps.pick.{field}", language), list(options), format_func=lambda value, of=options: of.get(value, value), key=key,
                         filter_mode="contains", on_change=chosen)


def _panel(opened: Session, cell: Cell, language: str) -> str:
    """The chosen cell in words, its municipalities by what is known of them, and the ways to the answers."""
    lang = inside.spoken()
    theme, region = opened.theme_name(cell.theme, language), opened.resolver.region(cell.region).name
    text = f'<h2 class="small">{safe.markup(say("gaps.cell", language, theme=theme, region=region))}</h2>'
    text += f'<p>{safe.markup(say("gaps.cell.said", language, active=cell.count(ACTIVE), of=cell.of, theme=theme))}</p>'
    place = url.State(theme=cell.theme, region=cell.region, lang=lang)
    ways = [inside.anchor(frame.ANY, say("gaps.to.coverage", language), place.but(id="coverage"))]
    if cell.count(ACTIVE):
        ways.append(inside.anchor(frame.PIONEERS, say("gaps.to.pioneers", language), place))
    ways.append(inside.anchor(frame.ANY, say("gaps.to.triangle", language), place.but(id="triangle")))
    text += f'<ul class="ways">{"".join(f"<li>{way}</li>" for way in ways)}</ul>'
    for state in (ACTIVE, COVERED, ELSEWHERE, NOTHING):
        if places := cell.places.get(state, ()):
            items = [f"<li>{inside.node(place, opened.index.municipalities[place].name)}</li>" for place in places]
            shown = f'<ul class="claims names">{"".join(items[:_OPEN])}</ul>'
            if rest := items[_OPEN:]:
                shown += f'<details><summary>{counted("profile.more", language, len(rest))}</summary><ul class="claims names">{"".join(rest)}</ul></details>'
            text += f'<h3>{safe.markup(say(f"gaps.state.{state}", language))} <span class="count">{len(places)}</span></h3>{shown}'
    return f'<div class="why-part">{text}</div>'


def _twin(found: Gaps, names: dict[str, str], state: url.State, title: str, language: str) -> None:
    """Every cell as "active of all", each a link to its answer."""
    lang = inside.spoken()
    columns = [say("gaps.column.theme", language), *(region.name for region in found.regions)]
    lines = []
    for theme in found.themes:
        cells = [inside.anchor(frame.ANY, say("gaps.cell.of", language, active=_text(cell), of=cell.of),
                               url.State(id="coverage", theme=theme, region=cell.region, lang=lang)) for cell in found.of_theme(theme)]
        lines.append([inside.node(theme, names[theme]), *cells])
    picture.twin(title, columns, lines, language)


_HEAD = ("theme_id", "theme", "region_id", "region", "municipalities", ACTIVE, COVERED, ELSEWHERE, NOTHING, "state")


def _lines(opened: Session, found: Gaps, names: dict[str, str]) -> list[list[object]]:
    """A line per theme and region, with its municipalities in each state counted."""
    return [[cell.theme, names[cell.theme], cell.region, opened.resolver.region(cell.region).name, cell.of,
             *(cell.count(state) for state in (ACTIVE, COVERED, ELSEWHERE, NOTHING)), cell.state] for cell in found.cells.values()]


def _csv(opened: Session, found: Gaps, names: dict[str, str]) -> str:
    """The lines as CSV; formulas neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_HEAD, *([neutral(value) if isinstance(value, str) else value for value in line] for line in _lines(opened, found, names))])
    return out.getvalue()


def _xlsx(opened: Session, found: Gaps, names: dict[str, str], title: str) -> bytes:
    return table_xlsx(title, _HEAD, _lines(opened, found, names), opened.index.as_of)
