"""The pickers of the network page: the centre, the actor to find ways to, how far, and what is explained (the way by keyboard)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from pages import network_view, pickers, safe
from pages.network_view import View
from pages.words import say
from queries.pictures.network import name_of
from queries.pictures.web import web
from queries.profiles.facts import kind_word
from queries.session import Session

_ORDER = ("gm", "org", "net", "prog", "theme", "method", "family", "init", "event", "person")  # kinds that can be chosen here; search knows the rest
_ACTORS = ("gm:", "org:", "net:")
_REGISTERED = ("part_of", "in_region", "covers", "succeeds")  # relations that registers give everybody


@st.cache_resource(max_entries=4, show_spinner=False)
def options(_opened: Session, version: str, language: str) -> dict[str, str]:
    """Node id -> its name with its kind: the municipalities, and whatever is linked to anything by more than a register."""
    prefixes, present = tuple(f"{kind}:" for kind in _ORDER), set(_opened.index.present())
    linked = [node for node, ties in web(_opened).around.items() if node in present or node.startswith(prefixes)
              and any(link.relation not in _REGISTERED for tie in ties.values() if not tie.weak for link in tie.links)]
    known = _opened.index.nodes(linked)
    names = {node: safe.plain(name_of(found, language)) for node, found in known.items()}
    ordered = sorted(names, key=lambda node: (_ORDER.index(known[node].kind), names[node].casefold(), node))
    return {node: say("network.option", language, name=names[node], kind=kind_word(known[node].kind, language)) for node in ordered}


def start(opened: Session) -> str:
    """The municipality of which the most is known, by the strength of its ties; empty without any."""
    net = web(opened)
    sums = {node: sum(tie.strength for tie in ties.values() if not tie.weak) for node, ties in net.around.items() if node.startswith("gm:")}
    return max(sums, key=lambda node: (round(sums[node], 6), node), default="")


def centre(opened: Session, view: View, language: str) -> None:
    """The node in the centre."""
    known = options(opened, opened.index.version, language)
    if view.id not in known:
        node = opened.index.nodes([view.id])[view.id]
        own = say("network.option", language, name=safe.plain(name_of(node, language)), kind=kind_word(node.kind, language))
        known = {view.id: own, **known}

    def chosen(node: str) -> View:
        return view.but(id=node, row="", whole=False, to="" if node == view.to else view.to)

    _select("centre", say("network.centre", language), known, view.id, chosen)


def to(opened: Session, view: View, language: str) -> None:
    """The actor that ways are looked for to; nobody at first."""
    known = actors(opened, opened.index.version, language)
    if view.to and view.to not in known:
        node = opened.index.nodes([view.to])[view.to]
        known = {**known, view.to: safe.plain(name_of(node, language))}
    _select("to", say("network.to", language), known, view.to, lambda chosen: view.but(to=chosen, row="", whole=False))


@st.cache_resource(max_entries=4, show_spinner=False)
def actors(_opened: Session, version: str, language: str) -> dict[str, str]:
    """The options who are actors, after one for nobody."""
    known = options(_opened, version, language)
    return {"": say("network.to.none", language), **{node: text for node, text in known.items() if node.startswith(_ACTORS)}}


def steps(view: View, language: str) -> None:
    """One or two steps from the centre."""
    names = {"1": say("network.steps.1", language), "2": say("network.steps.2", language)}
    _select("steps", say("network.steps", language), names, str(view.steps), lambda chosen: view.but(steps=int(chosen), whole=False))


def row(names: Mapping[str, str], chosen: str, view: View, label: str) -> None:
    """What is explained."""
    _select("row", label, names, chosen, lambda picked: view.but(row=picked))


def _select(field: str, label: str, names: Mapping[str, str], now: str, then: Callable[[str], View]) -> None:
    pickers.box(f"pick-{field}", label, names, now, lambda chosen: network_view.change(then(chosen)))
