"""Choosing a theme, a region and what narrows them: options with counts, those with an answer first.

A control shows what the address says and writes what is chosen back into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages import safe, url
from pages.words import day, layer, say
from queries.catalogue import QUESTIONS
from queries.scope import LAYERS, SIZES, Region, Scope
from queries.session import Session

QUESTION = "pioneers"
# What the first page starts with when it has an answer; otherwise the theme with most rows in the whole country.
PREFERRED = ("theme:burgerparticipatie", "region:provincie-PV31")
EMPTIED = ","  # a box for several that somebody emptied; a box that the address does not name holds the question's example
_OLDEST = 2010  # years offered for "as known on"; an address may give any day


def start(opened: Session, state: url.State, preferred: tuple[str, str] = PREFERRED, question: str = QUESTION) -> url.State:
    """The state with a theme: the address's, else the preferred one, else the first that has an answer."""
    if state.theme:
        return state
    theme, region = preferred
    known = {found.id: found for found in opened.resolver.regions()}
    if not state.region and (region in known or not region) and opened.count(question, theme, known.get(region)):
        return state.but(theme=theme, region=region)
    counts = opened.theme_counts(question, known.get(state.region))
    best = theme if counts.get(theme) else max(counts, key=lambda found: (counts[found], found), default="")
    return state.but(theme=best)


def count(opened: Session, theme: str, region: Region | None, size: str = "", question: str = QUESTION) -> int:
    """Rows of an answer in a region and a size class."""
    if not size:
        return opened.count(question, theme, region)
    scope = Scope(None, (), region, "", size)
    actors = opened.counts.get(question, {}).get(theme, frozenset())
    return sum(1 for actor in actors if opened.resolver.inside(actor, scope))


def region_of(opened: Session, state: url.State) -> Region | None:
    """The region that the state names; None for the whole country. Raises as the resolver does."""
    return opened.resolver.scope("", state.region, state.layer).region if state.region else None


def region_name(region: Region | None, language: str) -> str:
    """A region with its layer: `Twente (corop)`."""
    if region is None:
        return say("pick.country", language)
    return say("pick.region.name", language, name=region.name, layer=layer(region.layer, language))


def theme(opened: Session, state: url.State, language: str, visible: bool = True, question: str = QUESTION) -> None:
    """The theme picker."""
    select("theme", say("pick.theme", language), theme_options(opened, opened.index.version, state.region, language, question),
           state, visible)


def region(opened: Session, state: url.State, language: str, visible: bool = True, question: str = QUESTION) -> None:
    """The region picker: the whole country, provinces, then whatever else has an answer; or one layer, all of it."""
    options = dict(region_options(opened, opened.index.version, state.theme, state.layer, language, question))
    if state.region not in options:
        found = opened.resolver.region(state.region)
        options[state.region] = option(region_name(found, language), opened.count(question, state.theme, found), language)
    select("region", say("pick.region", language), options, state, visible)


@st.cache_resource(max_entries=300, show_spinner=False)
def theme_options(_opened: Session, version: str, region_id: str, language: str, question: str = QUESTION) -> dict[str, str]:
    """Theme id -> what the picker shows, those with an answer in the region first."""
    place = _opened.resolver.region(region_id) if region_id else None
    counts = _opened.theme_counts(question, place)
    names = {found: _opened.theme_name(found, language) for found in counts}
    ordered = sorted(counts, key=lambda found: (counts[found] == 0, names[found].casefold(), found))
    return {found: option(names[found], counts[found], language) for found in ordered}


@st.cache_resource(max_entries=300, show_spinner=False)
def region_options(_opened: Session, version: str, theme_id: str, only: str, language: str,
                   question: str = QUESTION) -> dict[str, str]:
    """Region id -> what the picker shows; "" is the whole country."""
    options = {"": option(say("pick.country", language), _opened.count(question, theme_id), language)}
    for name in (only,) if only else (LAYERS[0], *LAYERS[1:], "gemeente"):
        counts = _opened.region_counts(question, theme_id, name)
        for found, rows in counts.items():
            if rows or only or name == LAYERS[0]:
                options[found] = option(region_name(_opened.resolver.region(found), language), rows, language)
    return options


def narrow(opened: Session, state: url.State, language: str, question: str = QUESTION) -> None:
    """Kind of region, size of the municipality, and the day of which things were known: those that the question has."""
    kinds = {"": say("pick.layer.all", language), **{name: layer(name, language) for name in (*LAYERS, "gemeente")}}
    as_of = opened.index.as_of
    days = {"": say("pick.on.now", language, day=day(as_of, language))}
    days |= {f"{year}-12-31": day(f"{year}-12-31", language) for year in range(int(as_of[:4]) - 1, _OLDEST - 1, -1)}
    if state.on not in days:
        days[state.on] = day(state.on, language)
    known = {parameter.name for parameter in QUESTIONS[question].parameters}
    sizes = _sizes(opened, state, language, question) if "size" in known else {}
    fields = {"layer": kinds, "size": sizes, "on": days}
    for box, (field, options) in zip(st.columns(3), ((field, fields[field]) for field in fields if field in known), strict=False):
        with box:
            select(field, say(f"pick.{field}", language), options, state)


def _sizes(opened: Session, state: url.State, language: str, question: str) -> dict[str, str]:
    if question not in opened.counts or not state.theme:
        return {"": say("pick.size.all", language), **{size: say(f"pick.size.{size}", language) for size in SIZES}}
    place = region_of(opened, state)
    sizes = {"": option(say("pick.size.all", language), count(opened, state.theme, place, "", question), language)}
    return sizes | {size: option(say(f"pick.size.{size}", language), count(opened, state.theme, place, size, question), language)
                    for size in SIZES}


def weights(state: url.State, language: str, defaults: Mapping[str, float], labels: Mapping[str, str]) -> None:
    """A slider per signal and a button back to the defaults."""
    now = {**defaults, **dict(state.weights)}
    boxes = st.columns(4, gap="medium") * 2
    for box, (signal, weight) in zip(boxes, now.items(), strict=False):
        key = f"weight-{signal}"
        st.session_state[key] = float(weight)
        with box:
            st.slider(safe.label(labels[signal]), 0.0, max(5.0, float(weight)), step=0.5, key=key, format="%g",
                      on_change=_weighed, args=(state, dict(defaults)))
    if state.weights:
        st.button(say("weights.reset", language), on_click=change, args=(state.but(weights=()),))


def row(rows: Mapping[str, str], state: url.State, language: str) -> None:
    """The row to explain, from id -> name: the way to it by keyboard, and on a telephone."""
    select("row", say("pick.row", language), rows, state)


def change(state: url.State) -> None:
    """Write a state into the address; the page then shows it."""
    st.query_params.from_dict(url.write(state))


def _weighed(state: url.State, defaults: Mapping[str, float]) -> None:
    chosen = {signal: st.session_state[f"weight-{signal}"] for signal in defaults}
    change(state.but(weights=url.weights_of(chosen, defaults)))


def option(name: str, rows: int, language: str) -> str:
    """What a picker shows: a name and how many rows its answer has."""
    return safe.plain(say("pick.option", language, name=name, count=rows))


def select(field: str, label: str, options: Mapping[str, str], state: url.State, visible: bool = True) -> None:
    """A box that shows one field of the state. Another theme or region starts again at the first row."""
    key = f"pick-{field}"
    values: Sequence[str] = list(options)
    st.session_state[key] = getattr(state, field)
    st.selectbox(label, values, format_func=_shown(options), key=key, filter_mode="contains", on_change=_chosen,
                 args=(field, key, state), label_visibility="visible" if visible else "collapsed")


def box(key: str, label: str, options: Mapping[str, str], now: str, then: Callable[[str], None]) -> None:
    """A box that shows what the address says and hands what is chosen on; for pages with words of their own in the address."""
    st.session_state[key] = now
    st.selectbox(label, list(options), format_func=_shown(options), key=key, filter_mode="contains",
                 on_change=lambda: then(st.session_state[key] or ""))


def theme_or_none(opened: Session, state: url.State, none: str, language: str) -> None:
    """The theme picker with a first option for no theme."""
    select("theme", say("pick.theme", language), {"": none, **theme_options(opened, opened.index.version, "", language)}, state)


def several(field: str, label: str, options: Mapping[str, str], state: url.State) -> None:
    """A box for more than one; the state holds them with commas."""
    key = f"pick-{field}s"
    st.session_state[key] = [value for value in getattr(state, field).split(",") if value in options]
    st.multiselect(label, list(options), format_func=_shown(options), key=key, on_change=_several_chosen, args=(field, key, state),
                   placeholder="", filter_mode="contains", select_all=False)  # its words are English, and Enter would take all


def _several_chosen(field: str, key: str, state: url.State) -> None:
    change(state.but(**{field: ",".join(st.session_state[key]) or EMPTIED, "row": ""}))


def _shown(options: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: options.get(value, value)


def _chosen(field: str, key: str, state: url.State) -> None:
    changed: dict[str, object] = {} if field == "row" else {"row": ""}
    if field == "layer":
        changed["region"] = ""
    change(state.but(**{**changed, field: st.session_state[key] or ""}))
