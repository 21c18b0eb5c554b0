"""The network picture of a node, and of the ways from one actor to others: its nodes, its ties, where each stands.

Everything here is in no language, so that a picture stays as it is when its reader changes the language; `said` gives the words.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph.language import LANGUAGES
from graph.store import Node
from queries.answer import Answer, Evidence
from queries.evidence import evidence_for
from queries.index import COUNTRY
from queries.pictures.kept import kept
from queries.pictures.labels import Label, label
from queries.pictures.layout import Box, Placed, Points, Spot, placed, springs
from queries.pictures.relevance import Near, chosen
from queries.pictures.web import Tie, web
from queries.profiles.facts import name_in
from queries.questions.introductions_reference import MEETS
from queries.questions.meeting import is_open, neighbours, present
from queries.session import Session
from queries.words import say

RADIUS, CENTRE_RADIUS = 8, 12  # pixels of a mark
BENEATH = 4  # pixels between a mark and its label
_MARGIN = 3  # pixels that a node keeps free on every side
_MANY = 36  # nodes; when there are more, labels on a telephone have one line
WAYS_SHOWN = 8  # ways in one picture; the others are told in words
_THINGS = ("init:", "net:", "prog:", "method:", "question:")  # what an actor's themes are found through


class Frame(NamedTuple):
    """A frame that pictures are laid out for, in pixels: its width, the size of the type, the height of a line, the longest line."""

    width: int
    size: int
    line: int
    longest: int


WIDE, NARROW = FRAMES = (Frame(620, 12, 14, 112), Frame(316, 11, 13, 71))


@dataclass(frozen=True, slots=True)
class Picture:
    """The nodes (the centre first), the ties between any two of them, and a spot for each node in each frame.

    `left_out`: linked to the centre and not shown. `further`: how many there were two steps away. `ways`: when it shows the ways
    between actors, each from the first node to the last.
    """

    nodes: tuple[Near, ...]
    ties: tuple[Tie, ...]
    height: int
    spots: tuple[tuple[Spot, ...], ...]
    left_out: tuple[str, ...] = ()
    further: int = 0
    ways: tuple[tuple[str, ...], ...] = ()

    @property
    def centre(self) -> str:
        """The node that it is about."""
        return self.nodes[0].id

    def tie(self, one: str, other: str) -> Tie | None:
        """What links two of its nodes."""
        return next((tie for tie in self.ties if {tie.one, tie.other} == {one, other}), None)

    def label(self, node: Node, language: str, frame: Frame) -> Label:
        """The label of one of its nodes in a frame."""
        return _label(node, language, frame, node.id == self.centre, len(self.nodes))


def around(session: Session, centre: str, steps: int) -> Picture:
    """The network around a node within one or two steps, worked out once."""
    here = present(session, centre)
    return session.once(("network", here, steps), lambda: _around(session, here, steps))


def _around(session: Session, centre: str, steps: int) -> Picture:
    found = chosen(session, centre, steps)
    ties = _between(session, [near.id for near in found.nodes])
    number = {near.id: place for place, near in enumerate(found.nodes)}
    edges = [(number[tie.one], number[tie.other], round(tie.strength, 6)) for tie in ties]
    boxes = _boxes(session, [near.id for near in found.nodes])

    def work() -> Placed:
        points = springs(len(number), edges, [near.step for near in found.nodes])
        return placed([frame.width for frame in FRAMES], boxes, [points, points])

    layout = kept(session, ["around", [near.step for near in found.nodes], edges, boxes], work)
    return Picture(found.nodes, ties, layout.height, layout.spots, found.left_out, found.further)


def _between(session: Session, nodes: Sequence[str]) -> tuple[Tie, ...]:
    """Every tie between two of these nodes, in the order of the nodes: those of the first one first."""
    place, net = {node: number for number, node in enumerate(nodes)}, web(session)
    ties = (tie for node in nodes for other, tie in net.around.get(node, {}).items() if other in place and tie.one == node)
    return tuple(sorted(ties, key=lambda tie: sorted((place[tie.one], place[tie.other]))))


def _boxes(session: Session, nodes: Sequence[str]) -> list[list[Box]]:
    """Per frame what each node takes up, so that its label fits in every language."""
    known = session.index.nodes(nodes)
    return [[_box(known[node], frame, node == nodes[0], len(nodes)) for node in nodes] for frame in FRAMES]


def _box(node: Node, frame: Frame, is_centre: bool, count: int) -> Box:
    labels = [_label(node, language, frame, is_centre, count) for language in LANGUAGES]
    radius = CENTRE_RADIUS if is_centre else RADIUS
    wide = max(2 * radius, *(found.width for found in labels)) + 2 * _MARGIN
    tall = 2 * radius + BENEATH + frame.line * max(len(found.lines) for found in labels) + 2 * _MARGIN
    return Box(int(wide + 1), tall, _MARGIN + radius)


def _label(node: Node, language: str, frame: Frame, is_centre: bool, count: int) -> Label:
    """The centre's label is bold, larger, and always of two lines."""
    rows = 1 if frame is NARROW and count > _MANY and not is_centre else 2
    return label(name_of(node, language), frame.size + is_centre, frame.longest * (1.2 if is_centre else 1.0), is_centre, rows)


def name_of(node: Node, language: str) -> str:
    """A node's name in the picture; a region's with its layer, since one name often means several."""
    if node.kind != "region" or node.id == COUNTRY:
        return name_in(node, language)
    return say("network.region", language, name=node.name, layer=say(f"layer.{node.cells['layer']}", language))


def said(session: Session, ties: Iterable[Tie], language: str) -> dict[str, Evidence]:
    """Every claim of some ties with its document, by its id."""
    return evidence_for(session.store, session.index, (link.id for tie in ties for link in tie.links), language)


def ties_to(session: Session, centre: str, nodes: Iterable[str]) -> tuple[Tie, ...]:
    """The ties from a centre to nodes that its picture leaves out, strongest first as they were ordered."""
    own: Mapping[str, Tie] = web(session).around.get(centre, {})
    return tuple(own[node] for node in nodes if node in own)


# -- ways from one actor to another --------------------------------------------------------------------------------------------


def routes(session: Session, answer: Answer) -> tuple[tuple[str, ...], ...]:
    """The nodes along each way that an answer of `introductions` gives, from the asker to the other, as they are now."""
    first = present(session, str(answer.params["actor"][0]))  # type: ignore[index]
    return tuple((first, row.id, *filter(None, str(row.values["column_id"]).split(">"))) for row in answer.rows)


def ways(session: Session, found: tuple[tuple[str, ...], ...], claims: frozenset[str] = frozenset()) -> Picture:
    """Ways as a picture: step after step from left to right, on a telephone from above. Only with these claims, or with all there are."""
    return session.once(("ways", found, claims), lambda: _ways(session, found, claims))


def _ways(session: Session, found: tuple[tuple[str, ...], ...], claims: Collection[str]) -> Picture:
    at = {node: place / (len(way) - 1) for way in reversed(found) for place, node in enumerate(way)}
    step = {node: place for way in reversed(found) for place, node in enumerate(way)}
    nodes = sorted(dict.fromkeys(node for way in found for node in way), key=lambda node: at[node])  # of one column the first way's first
    pairs = {frozenset(pair) for way in found for pair in zip(way, way[1:], strict=False)}
    ties = tuple(tie._replace(links=tuple(link for link in tie.links if not claims or link.id in claims)) for tie in _between(session, nodes)
                 if frozenset((tie.one, tie.other)) in pairs)
    boxes = _boxes(session, nodes)

    def work() -> Placed:
        across = _columns([at[node] for node in nodes])
        return placed([frame.width for frame in FRAMES], boxes, [across, across[:, ::-1]])

    layout = kept(session, ["ways", [round(at[node], 6) for node in nodes], boxes], work)
    return Picture(tuple(Near(node, step[node], 1.0) for node in nodes), ties, layout.height, layout.spots, ways=found)


def _columns(parts: Sequence[float]) -> Points:
    """A column per part of the way, its nodes evenly from above to below."""
    points = np.empty((len(parts), 2))
    for place, part in enumerate(parts):
        same = [other for other, found in enumerate(parts) if found == part]
        points[place] = (0.06 + 0.88 * part, (same.index(place) + 0.5) / len(same))
    return points


# -- what comes nearest when there is no way -----------------------------------------------------------------------------------


def shared(session: Session, one: str, other: str, most: int = WAYS_SHOWN) -> tuple[tuple[str, ...], ...]:
    """The themes that both work on as ways: from one, perhaps along a thing of theirs, to the theme, and so to the other.

    Strongest first. Things that a law makes have their themes by a rule, so they lead to none.
    """
    first, last = present(session, one), present(session, other)
    own, theirs = _themes(session, first), _themes(session, last)
    both = sorted(set(own) & set(theirs), key=lambda theme: (-min(own[theme][0], theirs[theme][0]), theme))
    return tuple((first, *own[theme][1], theme, *reversed(theirs[theme][1]), last) for theme in both[:most])


def _themes(session: Session, actor: str) -> dict[str, tuple[float, tuple[str, ...]]]:
    """Per theme how strongly an actor is linked to it at best, straight or through one thing, and that thing."""
    net = web(session)
    found: dict[str, tuple[float, tuple[str, ...]]] = {}

    def note(theme: str, strength: float, through: tuple[str, ...]) -> None:
        if theme.startswith("theme:") and (theme not in found or strength > found[theme][0]):
            found[theme] = (strength, through)

    for node, tie in net.around.get(actor, {}).items():
        note(node, tie.strength, ())
        if node.startswith(_THINGS) and not net.is_aside(node):
            for theme, onward in net.around[node].items():
                note(theme, tie.strength * onward.strength, (node,))
    return found


def far(session: Session, one: str, other: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The shortest chain of whatever length along which people meet, and its claims; empty when there is none.

    As in `introductions`, but without a limit; what a law makes is no part of it.
    """
    first, last = present(session, one), present(session, other)
    joined = neighbours(session, "")
    came: dict[str, str] = {first: ""}
    waiting = deque([first])
    while waiting and last not in came:
        node = waiting.popleft()
        for beside in sorted(joined.get(node, ())):
            if beside not in came and beside not in session.index.legal:
                came[beside] = node
                waiting.append(beside)
    if last not in came:
        return (), frozenset()
    way = [last]
    while came[way[-1]]:
        way.append(came[way[-1]])
    net = web(session)
    ties = [net.around[node][after] for node, after in zip(way, way[1:], strict=False)]
    claims = frozenset(link.id for tie in ties for link in tie.links if link.relation in MEETS and is_open(link.till, session.index.as_of))
    return tuple(reversed(way)), claims
