"""The page `/kaart?thema=&laag=&op=&maat=&vergelijk=&netwerk=`: where what is known, as a map, with a list of what plays in the chosen area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from graph import ids
from pages import frame, map_chart, map_files, map_panel, map_view, opening, picture, pickers, safe, unknown, unknown_node, url
from pages.map_view import View
from pages.words import capital, counted, day, layer, say
from queries.answer import Evidence
from queries.evidence import evidence_for
from queries.pictures.areas import ALL_LAYERS, COUNTED, MUNICIPALITIES, Area, Change, areas, change, cover, inside, is_inferred, networks, steps
from queries.questions.coverage import ACTIVE, NOTHING
from queries.session import Session

_NAMED = 3  # areas that a sentence names
_OLDEST = 2010
PREFERRED = ("theme:eenzaamheid", "")


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    address = st.query_params.to_dict()
    view = map_view.read(address)
    picture.subnav(frame.MAP, language)
    asked = url.State(theme=view.theme, layer=url.read(address).layer, on=view.on, lang=view.lang)
    if unknown.show(opened, asked, frame.MAP, language):
        return
    view = view.but(theme=opened.resolver.theme(view.theme).id if view.theme else pickers.start(opened, asked.but(layer=""), PREFERRED).theme)
    options = networks(opened, opened.index.closure(view.theme))
    if view.network and view.network not in options:
        unknown_node.show(opened, view.network, language, "net:" if not ids.is_id(view.network) else "")
        return
    theme = opened.theme_name(view.theme, language)
    title = capital(say("map.title", language, theme=theme))
    frame.title(title, language)
    frame.heading(1, title)
    later, claims = figures(opened, view, view.on, language), _covered(opened, view, language)
    earlier = figures(opened, view, view.other, language) if view.other else []
    frame.paragraph(_lead(later, view, theme, language), "lead")
    if earlier:
        frame.paragraph(_compared(change(earlier, later), view, opened.index.as_of, language))
    with st.container(key="controls"):
        _controls(opened, view, options, language)
    bounds = steps(value for area in (*later, *earlier) if (value := area.value(view.per)) is not None)
    marked = {area: map_chart.INFERRED if is_inferred(items) else map_chart.STATED for area, items in claims.items()}
    chosen = next((area for area in later if area.id == view.row), None) or max(later, key=lambda area: (area.value(view.per) or 0, area.id))
    left, right = st.columns([14, 10] if not earlier else [17, 7], gap="medium")
    with left, st.container(key="map"):
        _maps(later, earlier, bounds, view, chosen, marked, theme, opened.index.as_of, language)
    with right, st.container(key="why"):
        map_view.select("row", say("map.row", language), {area.id: area.name for area in later}, chosen.id, lambda one: view.but(row=one))
        names = _names(opened, options)
        st.html(f'<div class="why-part">{map_panel.area(opened, chosen, view, claims.get(chosen.id, ()), names.get(view.network, ""), language)}</div>')
    map_panel.twin(later, earlier, view, marked, title, language)
    map_files.draw(later, earlier, bounds, view, marked, title, opened.index.as_of, language)
    with st.expander(say("map.how", language)):
        frame.paragraph(say(f"map.how.{map_chart.folder(view.layer)}", language))
        frame.paragraph(say("map.how.caribbean", language))


def figures(opened: Session, view: View, on: str, language: str) -> list[Area]:
    """The areas of the view on a day."""
    return _figures(opened, opened.index.version, view.theme, view.layer, view.counted, on, language)


@st.cache_resource(max_entries=100, show_spinner=False)
def _figures(_opened: Session, version: str, theme: str, layer_name: str, what: str, on: str, language: str) -> list[Area]:
    asked = {"theme": theme, "on": on}
    covered = opening.answer(_opened, "coverage", _given({**asked, "layer": layer_name}), 0, language)
    return areas(_opened, covered, opening.answer(_opened, "pioneers", _given(asked), 0, language), layer_name, what)


def _given(params: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in params.items() if value}


@st.cache_resource(max_entries=100, show_spinner=False)
def _cover(_opened: Session, version: str, network: str, layer_name: str, on: str, language: str) -> dict[str, tuple[Evidence, ...]]:
    """Area -> the claims by which a network covers municipalities in it."""
    places = cover(_opened, network, on)
    items = evidence_for(_opened.store, _opened.index, {link.id for links in places.values() for link in links}, language)
    found = {area: {link.id for place in own for link in places.get(place, ())} for area, own in inside(_opened, layer_name).items()}
    return {area: tuple(items[claim] for claim in sorted(claims)) for area, claims in found.items() if claims}


def _covered(opened: Session, view: View, language: str) -> dict[str, tuple[Evidence, ...]]:
    return _cover(opened, opened.index.version, view.network, view.layer, view.on, language) if view.network else {}


def _names(opened: Session, networks_known: Mapping[str, int]) -> dict[str, str]:
    return {found: node.name for found, node in opened.index.nodes(list(networks_known)).items()}


def _lead(found: Sequence[Area], view: View, theme: str, language: str) -> str:
    """What is seen, in words: how many areas are active, which most, and how much is simply not known."""
    active = sorted((area for area in found if area.count), key=lambda area: (-(area.value(view.per) or 0), area.name.casefold()))
    nothing = sum(1 for area in found if area.state == NOTHING)
    kind = say(f"map.areas.{'gemeente' if view.layer == MUNICIPALITIES else 'regio'}", language)
    if not active:
        return say("map.lead.none", language, theme=theme, kind=kind, total=len(found), nothing=nothing)
    names = ", ".join(area.name for area in active[:_NAMED])
    return say("map.lead", language, theme=theme, kind=kind, count=len(active), total=len(found), names=names) + (
        " " + counted("map.lead.nothing", language, nothing, kind=kind) if nothing else "")


def _compared(found: Change, view: View, as_of: str, language: str) -> str:
    """The difference between the two days in words."""
    days = {"other": day(view.other, language), "on": day(view.on or as_of, language)}
    text = say("map.change", language, before=found.before, after=found.after, what=say(f"map.counted.{view.counted}", language), **days)
    parts = [counted(f"map.change.{key}", language, len(names), names=", ".join(names[:_NAMED]))
             for key, names in (("more", found.more), ("fewer", found.fewer)) if names]
    return " ".join([text, *parts] if parts else [text, say("map.change.none", language)])


def _controls(opened: Session, view: View, options: Mapping[str, int], language: str) -> None:
    first, second = st.columns([5, 4, 4], gap="medium"), st.columns([4, 4, 5], gap="medium")
    as_of = opened.index.as_of
    days = {f"{year}-12-31": day(f"{year}-12-31", language) for year in range(int(as_of[:4]) - 1, _OLDEST - 1, -1)}
    themes = pickers.theme_options(opened, opened.index.version, "", language)
    names = _names(opened, options)
    with first[0]:
        map_view.select("theme", say("pick.theme", language), themes, view.theme, lambda one: view.but(theme=one, row=""))
    with first[1]:
        kinds = {name: say("map.areas.gemeente", language).capitalize() if name == MUNICIPALITIES else layer(name, language) for name in ALL_LAYERS}
        map_view.select("layer", say("map.layer", language), kinds, view.layer, lambda one: view.but(layer=one, row=""))
    with first[2]:
        measures = {view.but(counted=what, per=per).measure: say("map.per", language, what=say(f"map.counted.{what}", language)) if per
                    else say(f"map.counted.{what}", language) for per in (False, True) for what in COUNTED}
        chosen = {view.but(counted=what, per=per).measure: (what, per) for per in (False, True) for what in COUNTED}
        map_view.select("measure", say("map.measure", language), measures, view.measure, lambda one: view.but(counted=chosen[one][0], per=chosen[one][1]))
    with second[0]:
        own = {"": say("pick.on.now", language, day=day(as_of, language)), **days, **({view.on: day(view.on, language)} if view.on else {})}
        map_view.select("on", say("pick.on", language), own, view.on, lambda one: view.but(on=one))
    with second[1]:
        others = {"": say("map.other.none", language), **days, **({view.other: day(view.other, language)} if view.other else {})}
        map_view.select("other", say("map.other", language), others, view.other, lambda one: view.but(other=one))
    with second[2]:
        known = {"": say("map.network.none", language)} | {who: say("map.network.option", language, name=names[who], count=count) for who, count in options.items()}
        map_view.select("network", say("map.network", language), known, view.network, lambda one: view.but(network=one))


def _maps(later: Sequence[Area], earlier: Sequence[Area], bounds: Sequence[float], view: View, chosen: Area, marked: Mapping[str, int], theme: str, as_of: str,
          language: str) -> None:
    """The map, or two beside one another on the same scale, with their legend above."""
    st.html(map_panel.legend((*later, *earlier), bounds, view, marked, language))
    parts = [(view.other, earlier), (view.on, later)] if earlier else [(view.on, later)]
    for place, (on, found) in zip(st.columns(len(parts), gap="small"), parts, strict=True):
        with place:
            if earlier:
                frame.heading(2, day(on or as_of, language), "small")
            active = sum(1 for area in found if area.state == ACTIVE)
            alt_text = say("map.alt", language, theme=safe.plain(theme), day=day(on or as_of, language), count=active, total=len(found))
            chart = map_chart.drawn(found, bounds, view.per, view.layer, chosen.id, marked, language, map_chart.SMALL if earlier else map_chart.TALL)
            picture.draw(chart, f"map-{view.layer}-{'earlier' if earlier and on == view.other and found is earlier else 'later'}", alt_text, chosen=chosen.id,
                         on_choose=lambda one: map_view.change(view.but(row=one)))
    frame.paragraph(say(f"map.source.{map_chart.folder(view.layer)}", language), "note")
