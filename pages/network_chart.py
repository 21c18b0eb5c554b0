"""The network picture as a Vega-Lite chart: links, marks with a shape per kind, labels with room of their own.

A picture is laid out for a wide and for a narrow frame; the chart itself takes the one that fits the width it gets. What is chosen
is drawn in a layer of its own above the rest. It is written as plain values: made with altair, every click would wait for its checks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import altair as alt

from graph.store import Node
from pages import picture
from pages.network_looks import LOOKS
from pages.network_view import View
from pages.picture import Spec
from pages.words import day, say
from queries.pictures.labels import clean
from queries.pictures.network import BENEATH, CENTRE_RADIUS, FRAMES, NARROW, RADIUS, WIDE, Picture, name_of
from queries.pictures.web import KINDS, Tie
from queries.profiles.facts import kind_word
from queries.session import Session

_IS_NARROW = f"width < {WIDE.width}"
_GROUNDS = {True: "#14191b", False: "#fcfaf6"}  # of the dark and the light page, as .streamlit/config.toml has them
_PAPER, _PRINTED = "#ffffff", 900  # the ground of a printed picture, and its width in pixels
_LONGEST_NAME = 160  # characters of a name that a tooltip shows


def drawn(opened: Session, shown: Picture, ties: Sequence[Tie], chosen: str, language: str, way: Sequence[str] = ()) -> Spec:
    """The chart on the page, with what is chosen marked: a node with the ties that link it to the centre, or a way. A click on a mark chooses it."""
    if not way and chosen:
        way = next(((shown.centre, via, chosen) for near in shown.nodes if near.id == chosen for via in near.via[:1]), (shown.centre, chosen))
    marked = {frozenset(pair) for pair in zip(way, way[1:], strict=False)}
    return _spec(opened, shown, ties, chosen, marked, language, printed=False)


def printed(opened: Session, shown: Picture, ties: Sequence[Tie], title: str, language: str) -> alt.LayerChart:
    """The chart on paper, with a title, a legend and where it comes from."""
    spec = _spec(opened, shown, ties, "", set(), language, printed=True)
    said = say("network.printed", language, day=day(opened.index.as_of, language))
    spec |= {"width": _PRINTED, "title": {"text": clean(title), "subtitle": said, "anchor": "start", "fontSize": 18, "offset": 14}}
    return alt.LayerChart.from_dict(spec, validate=False)


def visible(shown: Picture, view: View) -> tuple[list[Tie], set[str]]:
    """The ties that the filters leave, each with the claims that they leave, and the nodes: the centre, and what such a tie leads to."""
    kept = []
    for tie in shown.ties:
        links = tuple(link for link in tie.links if view.shows_relation(link.relation))
        if links and all(end == shown.centre or view.shows_kind(end.partition(":")[0]) for end in (tie.one, tie.other)):
            kept.append(tie._replace(links=links))
    return kept, {shown.centre, *(tie.one for tie in kept), *(tie.other for tie in kept)}


def _spec(opened: Session, shown: Picture, ties: Sequence[Tie], chosen: str, marked: Collection[frozenset[str]], language: str, *, printed: bool) -> Spec:
    nodes = {end for tie in ties for end in (tie.one, tie.other)} | {shown.centre}
    known = opened.index.nodes(sorted(nodes))
    spots = {near.id: [frame[place] for frame in shown.spots] for place, near in enumerate(shown.nodes)}
    ends = {way[-1] for way in shown.ways}
    marks = [{**_mark(shown, known[near.id], spots[near.id], language), "end": near.id in ends, "chosen": near.id == chosen}
             for near in shown.nodes if near.id in nodes and near.id in known]
    lines = [_line(tie, spots, shown, frozenset((tie.one, tie.other)) in marked) for tie in ties]
    ink, ground = picture.ink(printed), _PAPER if printed else _GROUNDS[picture.is_dark()]
    layers = [_links(lines, ink), _rings(ink), _signs(marks, ground, language, printed), *_labels(ink, ground)]
    if not printed:
        layers.append(_targets(language))
    return {"$schema": picture.SCHEMA, "height": shown.height, "autosize": {"type": "fit-x", "contains": "padding"}, "datasets": {"marks": marks}, "layer": layers,
            "encoding": {"x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1], "nice": False, "zero": False}},
                         "y": {"field": "y", "type": "quantitative", "axis": None,
                               "scale": {"domain": [0, shown.height], "reverse": True, "nice": False, "zero": False}}},
            "view": {"stroke": None}}


def _mark(shown: Picture, node: Node, spots: Sequence[tuple[float, float]], language: str) -> Spec:
    labels = [shown.label(node, language, frame) for frame in FRAMES]
    texts = ["\n".join(found.lines) for found in labels]
    radius = CENTRE_RADIUS if node.id == shown.centre else RADIUS
    room = [(max(radius, found.width / 2) + 2, radius + BENEATH + frame.line * len(found.lines)) for found, frame in zip(labels, FRAMES, strict=True)]
    name = clean(name_of(node, language))
    return {"id": node.id, "name": name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…", "kind": kind_word(node.kind, language),
            "centre": node.id == shown.centre, "wide": texts[0], "narrow": texts[1],
            "xw": spots[0][0], "yw": spots[0][1], "xn": spots[1][0], "yn": spots[1][1], "radius": radius,
            "halfw": room[0][0], "underw": room[0][1], "halfn": room[1][0], "undern": room[1][1]}


def _line(tie: Tie, spots: Mapping[str, Sequence[tuple[float, float]]], shown: Picture, is_chosen: bool) -> Spec:
    one, other = spots[tie.one], spots[tie.other]
    return {"xw": one[0][0], "yw": one[0][1], "xn": one[1][0], "yn": one[1][1],
            "x2w": other[0][0], "y2w": other[0][1], "x2n": other[1][0], "y2n": other[1][1],
            "shade": 0.9 if is_chosen else 0.4 if shown.centre in (tie.one, tie.other) or shown.ways else 0.16, "over": tie.over, "chosen": is_chosen}


def _placed(*ends: str) -> list[Spec]:
    """Places in the frame that fits the width there is."""
    return [{"calculate": f"{_IS_NARROW} ? datum.{end}n : datum.{end}w", "as": end} for end in ends]


def _when(test: str, then: object, otherwise: object) -> Spec:
    return {"condition": {"test": f"datum.{test}", "value": then}, "value": otherwise}


def _links(lines: list[Spec], ink: str) -> Spec:
    """Thin between neighbours, fuller to the centre, fullest to what is chosen; interrupted when all is over."""
    return {"data": {"values": lines}, "transform": _placed("x", "y", "x2", "y2"), "mark": {"type": "rule", "color": ink, "strokeCap": "round"},
            "encoding": {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "strokeDash": _when("over", [5, 4], [1, 0]),
                         "strokeWidth": _when("chosen", 2.4, 1.1),
                         "opacity": {"field": "shade", "type": "quantitative", "scale": {"domain": [0, 1], "range": [0, 1]}, "legend": None}}}


def _rings(ink: str) -> Spec:
    """A ring around the ends and, on the page, around what is chosen."""
    return {"data": {"name": "marks"}, "transform": [*_placed("x", "y"), {"filter": "datum.centre || datum.chosen || datum.end"}],
            "mark": {"type": "point", "filled": False, "color": ink, "strokeWidth": 2.2, "opacity": 1},
            "encoding": {"size": _when("centre", (2 * CENTRE_RADIUS + 8) ** 2, (2 * RADIUS + 8) ** 2)}}


def _signs(marks: list[Spec], ground: str, language: str, printed: bool) -> Spec:
    kinds = {kind_word(kind, language): LOOKS[kind] for kind in KINDS}
    there = [word for word in kinds if any(mark["kind"] == word for mark in marks)]
    legend = {"title": None, "orient": "bottom", "columns": 6, "symbolSize": 130, "labelFontSize": 12} if printed else None
    kind = {"field": "kind", "type": "nominal", "legend": legend}
    return {
        "data": {"name": "marks"}, "transform": _placed("x", "y"),
        "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": ground, "strokeWidth": 1},
        "encoding": {"color": {**kind, "scale": {"domain": there, "range": [kinds[word].colour for word in there]}},
                     "shape": {**kind, "scale": {"domain": there, "range": [kinds[word].path for word in there]}},
                     "size": _when("centre", (2 * CENTRE_RADIUS) ** 2, (2 * RADIUS) ** 2)}}


def _targets(language: str) -> Spec:
    """What a click hears and a pointer tells: a mark with its label, as a pane that is not seen. Only the layer of the choice hears clicks."""
    edges = {"left": "datum.x - datum.half / width", "right": "datum.x + datum.half / width",
             "top": "datum.y - datum.radius", "bottom": "datum.y + datum.under"}
    tips = [{"field": name, "type": "nominal", "title": say(f"network.tip.{name}", language)} for name in ("name", "kind")]
    return {"params": [picture.CHOICE], "data": {"name": "marks"},
            "transform": [*_placed("x", "y", "half", "under"), *({"calculate": text, "as": edge} for edge, text in edges.items())],
            "mark": {"type": "rect", "opacity": 0, "cursor": "pointer"},
            "encoding": {"x": {"field": "left", "type": "quantitative", "axis": None}, "x2": {"field": "right"},
                         "y": {"field": "top", "type": "quantitative", "axis": None}, "y2": {"field": "bottom"}, "tooltip": tips}}


def _labels(ink: str, ground: str) -> list[Spec]:
    """Each label twice: first broad in the colour of the page, so that no line runs through its letters."""
    found = []
    for is_centre, radius in ((False, RADIUS), (True, CENTRE_RADIUS)):
        larger = 1 if is_centre else 0
        look = {"type": "text", "baseline": "top", "align": "center", "lineBreak": "\n", "dy": radius + BENEATH,
                "fontWeight": "bold" if is_centre else "normal",
                "fontSize": {"expr": f"{_IS_NARROW} ? {NARROW.size + larger} : {WIDE.size + larger}"},
                "lineHeight": {"expr": f"{_IS_NARROW} ? {NARROW.line} : {WIDE.line}"}}
        part = {"data": {"name": "marks"}, "encoding": {"text": {"field": "text"}},
                "transform": [*_placed("x", "y"), {"calculate": f"{_IS_NARROW} ? datum.narrow : datum.wide", "as": "text"},
                              {"filter": "datum.centre" if is_centre else "!datum.centre"}]}
        found += [{**part, "mark": {**look, "color": ground, "stroke": ground, "strokeWidth": 3, "strokeJoin": "round", "opacity": 0.85}},
                  {**part, "mark": {**look, "color": ink}}]
    return found
