"""What stands beside the network picture: what the chosen node is and why it is linked, or a way step by step, with every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from graph.schema import schema
from graph.store import Node
from pages import inside, network_view, safe, why_panel
from pages.network_view import View
from pages.words import say
from queries.answer import Evidence
from queries.evidence import newest_first
from queries.pictures.network import Picture, name_of
from queries.pictures.web import Tie, web
from queries.profiles.facts import kind_word
from queries.profiles.whereabouts import whereabouts
from queries.session import Session

VIA = 3  # nodes between the centre and what is two steps away that are explained
Said = Mapping[str, Evidence]


def node(opened: Session, shown: Picture, said: Said, view: View, chosen: Node, centre: Node, seen: set[str], language: str) -> str:
    """The chosen node: what it is, why it is linked to the centre, and where one can go from it."""
    name = name_of(chosen, language)
    where = whereabouts(opened, [chosen.id], language).get(chosen.id, "")
    facts = " · ".join(part for part in (kind_word(chosen.kind, language), where) if part)
    text = f'<h2 class="why-name">{inside.node(chosen.id, name)}</h2><p class="facts">{safe.markup(facts)}</p>'
    text += _onward(opened, view, chosen, centre, name, language)
    if chosen.id == shown.centre:
        return text + _counts(shown, language)
    if chosen.id not in seen:
        inside_picture = any(near.id == chosen.id for near in shown.nodes)
        text += f'<p class="note">{say("network.is.hidden" if inside_picture else "network.is.out", language)}</p>'
    return text + _why(opened, shown, said, chosen, centre, language)


def _onward(opened: Session, view: View, chosen: Node, centre: Node, name: str, language: str) -> str:
    links = [inside.node(chosen.id, say("network.to.profile", language, name=name))]
    if chosen.id != centre.id:
        links.insert(0, network_view.anchor(say("network.make.centre", language, name=name), view.but(id=chosen.id, row="", to="", whole=False)))
        if is_actor(opened, chosen.id) and is_actor(opened, centre.id):
            text = say("network.to.way", language, one=name_of(centre, language), other=name)
            links.append(network_view.anchor(text, View(id=centre.id, to=chosen.id, lang=view.lang)))
    return f'<ul class="claims ways">{"".join(f"<li>{link}</li>" for link in links)}</ul>'


def is_actor(opened: Session, identifier: str) -> bool:
    """Whether ways can be asked from and to a node: municipalities, organisations and networks."""
    return identifier in opened.index.municipalities or identifier in opened.index.actors


def _counts(shown: Picture, language: str) -> str:
    """How many of each kind the centre is linked to directly."""
    kinds = Counter(tie.beside(shown.centre).partition(":")[0] for tie in shown.ties if shown.centre in (tie.one, tie.other))
    labels = {kind: (schema().by_prefix[kind].labels if count == 1 else schema().by_prefix[kind].plurals)[language] for kind, count in kinds.items()}
    items = "".join(f"<li>{count} {safe.markup(labels[kind])}</li>" for kind, count in kinds.most_common())
    return f'<p class="note">{say("network.is.centre", language)}</p><ul class="claims">{items}</ul>'


def _why(opened: Session, shown: Picture, said: Said, chosen: Node, centre: Node, language: str) -> str:
    name = name_of(centre, language)
    tie = web(opened).around.get(shown.centre, {}).get(chosen.id)
    if tie:
        return f'<h3>{safe.markup(say("network.why", language, name=name))}</h3>{_claims(opened, [tie], said, language)}'
    between = next((near.via for near in shown.nodes if near.id == chosen.id), ())[:VIA]
    names = {found: name_of(node, language) for found, node in opened.index.nodes(between).items()}
    text = f'<p class="note">{safe.markup(say("network.indirect", language, name=name))}</p>'
    for via in between:
        ties = [found for found in (shown.tie(shown.centre, via), shown.tie(via, chosen.id)) if found]
        text += f'<h3>{safe.markup(say("network.via", language, name=name, via=names[via]))}</h3>{_claims(opened, ties, said, language)}'
    return text


def _claims(opened: Session, ties: Sequence[Tie], said: Said, language: str) -> str:
    items = newest_first(said[link.id] for tie in ties for link in tie.links if link.id in said)
    return why_panel.by_document(opened, items, language)


def way(opened: Session, shown: Picture, said: Said, chosen: Sequence[str], language: str) -> str:
    """A way: its nodes as a title, and per step what links the two, with the documents."""
    names = {found: name_of(known, language) for found, known in opened.index.nodes(chosen).items()}
    title = ' <span aria-hidden="true">→</span> '.join(inside.node(found, names[found]) for found in chosen)
    text = f'<h2 class="why-name">{title}</h2>'
    for number, (one, other) in enumerate(zip(chosen, chosen[1:], strict=False), 1):
        tie = shown.tie(one, other)
        step = say("network.step", language, number=number, one=names[one], other=names[other])
        text += f"<h3>{safe.markup(step)}</h3>{_claims(opened, [tie] if tie else [], said, language)}"
    return text
