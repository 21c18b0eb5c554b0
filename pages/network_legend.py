"""The legend of the network: each kind and each relation in the picture with its number, as a link that hides or shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.schema import schema
from pages import network_view, safe
from pages.network_looks import sign
from pages.network_view import View
from pages.words import say
from queries.pictures.network import Picture
from queries.pictures.web import KINDS


def draw(shown: Picture, view: View, language: str) -> str:
    """The legend as HTML, with what a ring and a broken line mean."""
    kinds = Counter(near.id.partition(":")[0] for near in shown.nodes)
    relations = Counter(link.relation for tie in shown.ties for link in tie.links)
    kinds_known = {kind: kinds[kind] for kind in KINDS if kinds[kind]}
    relations_known = dict(sorted(relations.items(), key=lambda item: (-item[1], item[0])))
    if shown.ways:
        items = "".join(f"<li>{sign(kind)}{safe.markup(_kind(kind, count, language))}</li>" for kind, count in kinds_known.items())
        return f'<div class="legend-row"><ul class="legend">{items}</ul></div><p class="note">{say("network.legend.ways", language)}</p>'
    return (_group("kinds", kinds_known, view, language) + _group("relations", relations_known, view, language)
            + f'<p class="note">{say("network.legend", language)}</p>')


def _group(field: str, known: Mapping[str, int], view: View, language: str) -> str:
    shown: tuple[str, ...] = getattr(view, field)
    items = [_item(field, one, count, known, view, language) for one, count in known.items()]
    if shown:
        items.append(f'<li>{network_view.anchor(say("network.all", language), view.but(**{field: ()}), "stay")}</li>')
    name = say(f"network.{field}", language)
    return (f'<div class="legend-row"><span class="legend-title">{name}</span>'
            f'<ul class="legend" aria-label="{safe.attribute(name)}">{"".join(items)}</ul></div>')


def _item(field: str, one: str, count: int, known: Mapping[str, int], view: View, language: str) -> str:
    shown: tuple[str, ...] = getattr(view, field)
    target = view.but(**{field: network_view.toggled(shown, known, one)})
    name = _kind(one, count, language) if field == "kinds" else f"{schema().relations[one].labels[language]} {count}"
    is_off = bool(shown) and one not in shown
    hidden = f' <span class="unseen">{say("network.hidden", language)}</span>' if is_off else ""
    mark = sign(one) if field == "kinds" else ""
    return f'<li>{network_view.marked_anchor(f"{mark}<span>{safe.markup(name)}</span>{hidden}", target, "stay off" if is_off else "stay")}</li>'


def _kind(kind: str, count: int, language: str) -> str:
    known = schema().by_prefix[kind]
    return f"{(known.labels if count == 1 else known.plurals)[language]} {count}"
