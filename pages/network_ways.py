"""The ways from one actor to another on the network page: in words, as a picture, and what comes nearest when there is none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages import any_question, frame, network_chart, network_files, network_legend, network_options, network_panel, network_table, network_view
from pages import opening, picture, safe, url
from pages.network_view import View
from pages.words import counted, say
from queries.catalogue import QUESTIONS
from queries.pictures import network
from queries.pictures.network import name_of
from queries.questions.introductions import WEAK
from queries.session import Session

_ARROW = " → "


def show(opened: Session, view: View, language: str) -> None:
    """Draw the page with its ways. Which way is explained: `rij` names a node on it, or the way itself."""
    names = {found: name_of(node, language) for found, node in opened.index.nodes([view.id, view.to]).items()}
    one, other = names[view.id], names[view.to]
    title = say("network.title.ways", language, one=one, other=other)
    frame.title(title, language)
    frame.heading(1, title)
    if view.id == view.to:
        frame.paragraph(say("network.ways.same", language), "lead")
        _controls(opened, view, one, language)
        return
    answer = opening.answer(opened, "introductions", {"actor": [view.id, view.to]}, 0, language)
    found = network.routes(opened, answer)
    claims = frozenset(item.claim for row in answer.rows for item in row.evidence)
    themes = () if found and answer.rows[0].tier != WEAK else network.shared(opened, view.id, view.to)
    if not found:
        chain, along = network.far(opened, view.id, view.to) if not themes else ((), frozenset())
        _lead_without(opened, themes, chain, (one, other), language)
        found, claims = (themes, frozenset()) if themes else ((chain,) if chain else (), along)
    else:
        _lead(opened, found, answer.rows[0].tier == WEAK, language)
    with st.container(key="controls"):
        _controls(opened, view, one, language)
    if found:
        _drawn(opened, view, found, claims, title, language)
    if themes and answer.rows:
        frame.paragraph(_themes(opened, themes, language), "note")
    with st.container(key="ways-out"):
        _onward(view, bool(answer.rows), one, other, language)


def _lead(opened: Session, found: Sequence[Sequence[str]], is_weak: bool, language: str) -> None:
    first = _words(opened, found[0], language)
    frame.paragraph(say("network.ways.weak", language, first=first) if is_weak else counted("network.ways.lead", language, len(found), first=first), "lead")


def _lead_without(opened: Session, themes: Sequence[Sequence[str]], chain: Sequence[str], names: tuple[str, str], language: str) -> None:
    frame.paragraph(say("network.ways.none", language, one=names[0], other=names[1]), "lead")
    if themes:
        frame.paragraph(_themes(opened, themes, language))
    elif chain:
        frame.paragraph(say("network.ways.far", language, steps=len(chain) - 1, first=_words(opened, chain, language)))
    else:
        frame.paragraph(say("network.ways.apart", language))


def _themes(opened: Session, themes: Sequence[Sequence[str]], language: str) -> str:
    named = [opened.theme_name(next(node for node in way if node.startswith("theme:")), language) for way in themes]
    return counted("network.ways.shared", language, len(named), names=", ".join(named[:3]))


def _words(opened: Session, way: Sequence[str], language: str) -> str:
    known = opened.index.nodes(way)
    return _ARROW.join(name_of(known[node], language) for node in way)


def _controls(opened: Session, view: View, one: str, language: str) -> None:
    boxes = st.columns(2, gap="medium")
    with boxes[0]:
        network_options.centre(opened, view, language)
    with boxes[1]:
        network_options.to(opened, view, language)
    st.html(f'<p>{network_view.anchor(say("network.back", language, name=one), View(id=view.id, lang=view.lang))}</p>')


def _drawn(opened: Session, view: View, found: tuple[tuple[str, ...], ...], claims: frozenset[str], title: str, language: str) -> None:
    """The picture, the chosen way in words, the twin and the files."""
    shown = network.ways(opened, found[:network.WAYS_SHOWN], claims)
    said = network.said(opened, shown.ties, language)
    way = next((way for way in shown.ways if key(way) == view.row), None) or next((way for way in shown.ways if view.row in way[1:-1]), shown.ways[0])
    st.html(network_legend.draw(shown, view, language))
    left, right = st.columns([14, 10], gap="medium")
    with left, st.container(key="network"):
        known = {found: safe.plain(name_of(node, language)) for found, node in opened.index.nodes([shown.centre, view.to]).items()}
        alt_text = say("network.alt.ways", language, one=known[view.id], other=known[view.to], ways=len(shown.ways))
        chosen = view.row if view.row in way[1:-1] else ""
        picture.draw(network_chart.drawn(opened, shown, shown.ties, chosen, language, way), f"ways-{view.id}-{view.to}", alt_text, chosen=chosen,
                     on_choose=lambda node: network_view.change(view.but(row=node)))
        if len(found) > len(shown.ways):
            frame.paragraph(say("network.ways.more", language, shown=len(shown.ways)), "note")
    with right, st.container(key="why"):
        names = {key(one): safe.plain(_words(opened, one, language)) for one in shown.ways}
        network_options.row(names, key(way), view, say("network.way", language))
        st.html(f'<div class="why-part">{network_panel.way(opened, shown, said, way, language)}</div>')
    network_table.draw(opened, shown.ties, said, say("network.twin", language), language)
    network_files.draw(opened, shown, shown.ties, title, language)


def key(way: Sequence[str]) -> str:
    """What tells a way from the others between the same two: the nodes between."""
    return ">".join(way[1:-1]) or "direct"


def _onward(view: View, is_answered: bool, one: str, other: str, language: str) -> None:
    """To the questions that say more: all ways, or what the two have in common."""
    state = url.State(actor=f"{view.id},{view.to}", lang=view.lang)
    if is_answered:
        any_question.link_to(QUESTIONS["introductions"], say("network.ways.answer", language), state)
    any_question.link_to(QUESTIONS["matching"], say("network.ways.shared.answer", language, one=one, other=other), state)
