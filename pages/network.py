"""The page `/netwerk?id=`: who and what is around a node, as a picture and in words; with `naar=` the ways to another actor."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph import ids
from graph.language import number
from pages import frame, inside, network_chart, network_files, network_legend, network_options, network_panel, network_table, network_view
from pages import network_ways, picture, safe, unknown_node, url, viewed
from pages.network_view import View
from pages.words import capital, counted, say
from queries.answer import Evidence
from queries.pictures import network
from queries.pictures.network import Picture, name_of
from queries.pictures.relevance import MOST
from queries.pictures.web import KINDS, Tie
from queries.profiles.facts import kind_word
from queries.questions.meeting import present
from queries.session import Session

_NAMED = 3  # neighbours that the lead names


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    view = network_view.read(st.query_params.to_dict())
    picture.subnav(frame.NETWORK, language)
    view = view.but(id=view.id or _start(opened))
    if not _is_known(opened, view, language):
        return
    former = view.id
    view = view.but(id=present(opened, view.id), to=present(opened, view.to) if view.to else "")
    if view.to and network_panel.is_actor(opened, view.id):
        network_ways.show(opened, view, language)
        return
    _around(opened, view, former, language)


def _start(opened: Session) -> str:
    """What the question that travels along is about, else the municipality of which the most is known."""
    state = url.read(st.query_params.to_dict())
    for candidate in (*state.actors, state.region if state.region.startswith("gm:") else "", state.theme):
        if ids.is_id(candidate) and opened.index.nodes([candidate]):
            return candidate
    return network_options.start(opened)


def _is_known(opened: Session, view: View, language: str) -> bool:
    """Whether there is such a node, and it is of a kind that has a network; otherwise it is said."""
    kind = view.id.partition(":")[0]
    node = opened.index.nodes([view.id]).get(view.id) if ids.is_id(view.id) else None
    if node is None:
        unknown_node.show(opened, view.id, language)
        return False
    if kind not in KINDS:
        frame.title(say("page.network", language), language)
        frame.heading(1, name_of(node, language))
        frame.paragraph(say("network.kind.none", language, kind=kind_word(kind, language)), "lead")
        st.html(f"<p>{inside.node(node.id, say('network.to.profile', language, name=name_of(node, language)))}</p>")
        return False
    if view.to and not (ids.is_id(view.to) and network_panel.is_actor(opened, view.to)):
        unknown_node.show(opened, view.to, language, "org:")
        return False
    return True


def _around(opened: Session, view: View, former: str, language: str) -> None:
    """The network around a node."""
    shown = network.around(opened, view.id, view.steps)
    known = opened.index.nodes([near.id for near in shown.nodes])
    centre = known[shown.centre]
    name, title = name_of(centre, language), say("network.title", language, name=name_of(centre, language))
    frame.title(title, language)
    viewed.note(frame.NETWORK, view.id, title)
    frame.heading(1, title)
    if former != view.id:
        frame.paragraph(say("network.formerly", language, old=opened.index.municipalities[former].name, name=name), "note")
    direct = [near for near in shown.nodes if near.step == 1]
    count = len(direct) + len(shown.left_out)
    names = ", ".join(name_of(known[near.id], language) for near in direct[:_NAMED])
    lead = counted("network.lead", language, count, name=capital(name), names=names) if count else say("network.lead.none", language, name=name)
    frame.paragraph(lead, "lead")
    with st.container(key="controls"):
        _controls(opened, view, language)
    if not count:
        return
    said = kept(opened, opened.index.version, view.id, view.steps, language)
    ties, seen = network_chart.visible(shown, view)
    chosen = view.row if view.row in known or view.row in shown.left_out else direct[0].id
    st.html(network_legend.draw(shown, view, language))
    left, right = st.columns([14, 10], gap="medium")
    with left, st.container(key="network"):
        alt_text = say("network.alt", language, name=safe.plain(name), nodes=len(seen), ties=len(ties))
        picture.draw(network_chart.drawn(opened, shown, ties, chosen, language), f"network-{view.id}-{view.steps}", alt_text, chosen=chosen,
                     on_choose=lambda node: network_view.change(view.but(row=node)))
        if len(seen) == 1:
            frame.paragraph(say("network.nothing", language), "note")
        _left_out(shown, view, name, language)
    with right, st.container(key="why"):
        choices = {near.id: safe.plain(name_of(known[near.id], language)) for near in shown.nodes if near.id in seen or near.id == chosen}
        chosen_node = opened.index.nodes([chosen])[chosen]
        network_options.row({**choices, chosen: safe.plain(name_of(chosen_node, language))}, chosen, view, say("network.row", language))
        extra = network.said(opened, network.ties_to(opened, shown.centre, [chosen]), language) if chosen in shown.left_out else {}
        st.html(f'<div class="why-part">{network_panel.node(opened, shown, {**said, **extra}, view, chosen_node, centre, seen, language)}</div>')
    _table(opened, shown, ties, view, said, language)
    network_files.draw(opened, shown, ties, title, language)
    with st.expander(say("network.how", language)):
        frame.paragraph(say("network.how.text", language, most=MOST))


def capital(name: str) -> str:
    """A name at the start of a sentence."""
    return name[:1].upper() + name[1:]


def _controls(opened: Session, view: View, language: str) -> None:
    boxes = st.columns([5, 5, 3], gap="medium")
    with boxes[0]:
        network_options.centre(opened, view, language)
    if network_panel.is_actor(opened, view.id):
        with boxes[1]:
            network_options.to(opened, view, language)
    with boxes[2]:
        network_options.steps(view, language)


def _left_out(shown: Picture, view: View, name: str, language: str) -> None:
    """How many are not in the picture, and the way to see them in the table."""
    if not shown.left_out and not shown.further:
        return
    lines = [say("network.shown", language, shown=len(shown.nodes), name=name)]
    if shown.left_out:
        lines.append(counted("network.left", language, len(shown.left_out)))
    if shown.further:
        second = sum(near.step == 2 for near in shown.nodes)
        lines.append(say("network.further", language, count=number(shown.further, language), shown=second))
    text = f'<p class="note">{safe.markup(" ".join(lines))}'
    if shown.left_out:
        text += " " + network_view.anchor(say("network.left.hide" if view.whole else "network.left.show", language), view.but(whole=not view.whole), "stay")
    st.html(text + "</p>")


@st.cache_resource(max_entries=200, show_spinner=False)
def kept(_opened: Session, version: str, centre: str, steps: int, language: str) -> dict[str, Evidence]:
    """Every claim in a picture in words, put together once per data version."""
    return network.said(_opened, network.around(_opened, centre, steps).ties, language)


def _table(opened: Session, shown: Picture, ties: Sequence[Tie], view: View, said: dict[str, Evidence], language: str) -> None:
    """The twin: every link in the picture, and on request those of the centre that it leaves out."""
    if view.whole and shown.left_out:
        beyond = network.ties_to(opened, shown.centre, shown.left_out)
        said = {**said, **network.said(opened, beyond, language)}
        network_table.draw(opened, [*ties, *beyond], said, say("network.twin.whole", language), language, open_first=True)
    else:
        network_table.draw(opened, ties, said, say("network.twin", language), language)
