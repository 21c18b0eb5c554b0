"""What stands around the map: its legend, what plays in the chosen area with its evidence, and the table with every area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.language import number
from pages import frame, inside, map_chart, picture, safe, url, why_panel
from pages.map_view import View
from pages.words import say, sentence
from queries.answer import Evidence
from queries.pictures.areas import Area, is_inferred
from queries.questions.coverage import NOTHING
from queries.session import Session


def legend(areas: Sequence[Area], bounds: Sequence[float], view: View, cover: Mapping[str, int], language: str) -> str:
    """The colours with what they stand for; only those that the map has."""
    fills, names = map_chart.colours(bounds, False), map_chart.labels(bounds, view.per, language)
    used = {map_chart.klass(area, bounds, view.per) for area in areas}
    items = "".join(f'<li><span class="swatch{" hatched" if kind == NOTHING else ""}"{"" if kind == NOTHING else _painted(fill)}></span>'
                    f"{safe.markup(names[kind])}</li>" for kind, fill in fills.items() if kind in used)
    for how in sorted({*cover.values()} & {map_chart.STATED, map_chart.INFERRED}):
        word = "inferred" if how == map_chart.INFERRED else "stated"
        items += f'<li><span class="swatch outlined {word}"></span>{safe.markup(say(f"map.cover.{word}", language))}</li>'
    what = say(f"map.counted.{view.counted}", language)
    title = say("map.per", language, what=what) if view.per else what
    return f'<div class="map-legend"><span class="legend-title">{safe.markup(title)}</span><ul>{items}</ul></div>'


def _painted(fill: object) -> str:
    return f' style="background:{fill}"'


def area(opened: Session, chosen: Area, view: View, cover: Sequence[Evidence], network: str, language: str) -> str:
    """The chosen area: its figure and its state, the ways on, what a network has to do with it, and the evidence."""
    facts = [say("map.fact", language, count=chosen.count, what=say(f"map.counted.{view.counted}", language))]
    if chosen.inhabitants:
        facts.append(say("map.inhabitants", language, count=number(chosen.inhabitants, language)))
        facts.append(say("map.fact.per", language, value=map_chart.shown(chosen.value(True), True, language)))
    text = f'<h2 class="why-name">{inside.node(chosen.id, chosen.name)}</h2><p class="facts">{safe.markup(" · ".join(facts))}</p>'
    text += f"<p>{safe.markup(sentence(chosen.row.why))}</p>"
    scope = url.State(theme=view.theme, region=chosen.id, on=view.on, lang=view.lang)
    region = url.State(id=chosen.id, lang=view.lang)
    links = [inside.anchor(frame.PIONEERS, say("map.to.pioneers", language, name=chosen.name), scope),
             inside.anchor(inside.path_of(chosen.id), say("map.to.region", language, name=chosen.name), region),
             inside.anchor(frame.ANY, say("map.to.coverage", language, name=chosen.name), scope.but(id="coverage"))]
    text += f'<ul class="claims ways">{"".join(f"<li>{link}</li>" for link in links)}</ul>'
    if network:
        key = "none" if not cover else "inferred" if is_inferred(cover) else "stated"
        text += f"<h3>{safe.markup(network)}</h3><p>{safe.markup(say(f'map.covers.{key}', language, name=chosen.name))}</p>"
        text += why_panel.by_document(opened, cover, language) if cover else ""
    if chosen.row.evidence:
        text += f'<h3>{safe.markup(say("map.plays", language))}</h3>{why_panel.by_document(opened, chosen.row.evidence, language)}'
    return text


def twin(later: Sequence[Area], earlier: Sequence[Area], view: View, cover: Mapping[str, int], title: str, language: str) -> None:
    """Every area with its figure, inhabitants and state, those with most first."""
    before = {area.id: area for area in earlier}
    columns = header(view, bool(earlier), bool(cover), language)
    ordered = sorted(later, key=lambda found: (-(found.value(view.per) or 0), found.name.casefold()))
    rows = [[inside.node(found.id, found.name), *map(safe.markup, cells(found, before.get(found.id), bool(earlier), cover if cover else None, language)[1:])]
            for found in ordered]
    picture.twin(title, columns, rows, language)


def header(view: View, two: bool, cover: bool, language: str) -> list[str]:
    """The columns of the table."""
    what = say(f"map.counted.{view.counted}", language)
    return [say("map.area", language), what, say("map.column.per", language), say("map.column.inhabitants", language), say("map.column.state", language),
            *([say("map.column.before", language)] if two else []), *([say("map.column.cover", language)] if cover else [])]


def cells(found: Area, before: Area | None, two: bool, cover: Mapping[str, int] | None, language: str) -> list[str]:
    """A row of the table."""
    line = [found.name, number(found.count, language), map_chart.shown(found.value(True), True, language),
            number(found.inhabitants, language) if found.inhabitants else say("map.unknown", language), say(f"map.state.{found.state}", language)]
    if two:
        line.append(number(before.count, language) if before else "–")
    if cover is not None:
        how = cover.get(found.id, 0)
        line.append(say(f"map.cover.{'inferred' if how == map_chart.INFERRED else 'stated'}", language) if how else "–")
    return line
