"""Themes by regions: in how many municipalities something is known of each, as a picture, in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages import charts, frame, inside, picture, pickers, profile_parts, safe, take_along, url, viewed
from pages.words import layer as layer_name, say
from queries.pictures import gaps
from queries.pictures.gaps import Cell, Gaps
from queries.questions.coverage import ACTIVE, COVERED, ELSEWHERE, NOTHING
from queries.render import table_csv
from queries.scope import LAYERS
from queries.session import Session
from queries.take_along import table_xlsx

_STEPS = (0.1, 0.25, 0.5, 0.75)  # shares of a region's municipalities at which a colour gets darker
_WIDE = 15  # regions that fit beside each other; more of them stand below each other
_OPEN, _NAMED = 12, 3


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
    with st.container(key="gaps"):
        picture.draw(_chart(found, names, _key(cell), language).on_screen(), "gaps-matrix", say("gaps.alt", language, title=title), chosen=_key(cell),
                     on_choose=lambda chosen: pickers.change(state.but(row=chosen)))
        frame.paragraph(say("gaps.legend", language), "note")
        frame.paragraph(say("gaps.missing", language, share=round(100 * found.missing())), "note")
    with st.container(key="why"):
        _pick(found, names, cell, state, language)
        st.html(_panel(opened, cell, language))
    picture.twin(title, [say("gaps.column.theme", language), *(region.name for region in found.regions)],
                 _lines_linked(found, f"{opened.index.version} {layer}", names, language, inside.spoken()), language)
    picture.downloads(lambda: _chart(found, names, "", language, printed=True).on_paper(title), f"wieweetwat-gaps-{layer}", language,
                      csv=lambda: table_csv(_HEAD, _lines(opened, found, names)),
                      more=[(say("take.xlsx", language), lambda: table_xlsx(title, _HEAD, _lines(opened, found, names), opened.index.as_of, language), "xlsx",
                             take_along.SHEET)])


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
            pickers.theme_or_none(opened, state, say("gaps.themes.main", language), language)
        with right:
            pickers.select("layer", say("pick.layer", language), {name: layer_name(name, language) for name in LAYERS}, state.but(layer=layer))


def _key(cell: Cell) -> str:
    return f"{cell.theme}|{cell.region}"


def _chosen(found: Gaps, state: url.State) -> Cell:
    """The cell of the address; else the emptiest that says something: nobody on the theme, though much is known there."""
    theme, _, region = state.row.partition("|")
    if (theme, region) in found.cells:
        return found.cells[theme, region]
    return max(found.cells.values(), key=lambda cell: (not cell.count(ACTIVE), cell.count(ELSEWHERE), _key(cell)))


def _step(cell: Cell) -> int:
    """0 for nothing, then one to five by the share of the region's municipalities."""
    return 0 if not cell.share else 1 + sum(cell.share >= least for least in _STEPS)


def _text(cell: Cell) -> str:
    """The number of municipalities; nothing is told apart by what is known there besides."""
    return {ACTIVE: str(cell.count(ACTIVE)), COVERED: "(0)", ELSEWHERE: "0"}.get(cell.state, "?")


def _chart(found: Gaps, names: Mapping[str, str], chosen: str, language: str, printed: bool = False) -> charts.Drawn:
    regions = {region.id: safe.plain(region.name) for region in found.regions}
    cells = [{"id": _key(cell), "theme": names[cell.theme], "region": regions[cell.region], "step": _step(cell), "text": _text(cell)}
             for cell in found.cells.values() if cell.region in regions]
    across, down = ("region", "theme") if len(regions) <= _WIDE else ("theme", "region")
    tips = {field: say(f"gaps.column.{key}", language) for field, key in (("theme", "theme"), ("region", "region"), ("text", "active"))}
    return charts.heat(cells, across, down, printed, chosen=chosen, tips=tips)


def _pick(found: Gaps, names: Mapping[str, str], cell: Cell, state: url.State, language: str) -> None:
    """The way to a cell by keyboard: its theme and its region."""
    left, right = st.columns(2, gap="medium")
    with left:
        pickers.box("gaps-pick-theme", say("gaps.pick.theme", language), names, cell.theme,
                    lambda theme: pickers.change(state.but(row=f"{theme}|{cell.region}")))
    with right:
        pickers.box("gaps-pick-region", say("gaps.pick.region", language), {region.id: safe.plain(region.name) for region in found.regions}, cell.region,
                    lambda region: pickers.change(state.but(row=f"{cell.theme}|{region}")))


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
            links = [inside.node(place, opened.index.municipalities[place].name) for place in places]
            text += profile_parts.folded(say(f"gaps.state.{state}", language), links, language, "claims names", _OPEN)
    return f'<div class="why-part">{text}</div>'


@st.cache_resource(max_entries=60, show_spinner=False)
def _lines_linked(_found: Gaps, version: str, names: Mapping[str, str], language: str, lang: str) -> list[list[str]]:
    """Every cell as "active of all", each a link to its answer; made once, since the largest has nine hundred. `version`: of the data, with the layer."""
    return [[inside.node(theme, names[theme]),
             *(inside.anchor(frame.ANY, say("gaps.cell.of", language, active=_text(cell), of=cell.of), url.State(id="coverage", theme=theme, region=cell.region, lang=lang))
               for cell in _found.of_theme(theme))] for theme in _found.themes]


_HEAD = ("theme_id", "theme", "region_id", "region", "municipalities", ACTIVE, COVERED, ELSEWHERE, NOTHING, "state")


def _lines(opened: Session, found: Gaps, names: Mapping[str, str]) -> list[list[object]]:
    """A line per theme and region, with its municipalities in each state counted."""
    return [[cell.theme, names[cell.theme], cell.region, opened.resolver.region(cell.region).name, cell.of,
             *(cell.count(state) for state in (ACTIVE, COVERED, ELSEWHERE, NOTHING)), cell.state] for cell in found.cells.values()]
