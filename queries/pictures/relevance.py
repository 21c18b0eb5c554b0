"""Which nodes a network picture shows: the most relevant ones around its centre, and how relevance is worked out.

Relevance of a node is how strongly it is linked to the centre over ways of one or two steps. The direct way counts as strong as
its claims are together (queries/pictures/web.py): what somebody does says more than a membership, several claims more than one,
what is inferred or over half. A way through another node counts the product of its two steps, divided by how many neighbours that
node has (resource allocation, Zhou, Lü and Zhang 2009): through a small table two parties are near, through one where everybody
sits hardly. No way runs through a region or a table that a law makes. So nobody is chosen for having many links, and no hub
brings all that hangs on it. Of the initiatives of one family or method the second counts half, the third a third, and so on: one
approach that was copied a hundred times does not fill the picture. Equally relevant nodes stand by newest claim, then by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.records import split_list
from queries.pictures.web import Tie, Web, web
from queries.session import Session

MOST = 60  # nodes in one picture; more cannot be read
_NAMED = 300  # nodes put in order by name too; of more, the most relevant
_DIRECT_SHARE = 2 / 3  # with two steps, at most this part of the places for direct neighbours while there are others


class Near(NamedTuple):
    """A chosen node: how many steps from the centre, its relevance from 0 to 1, and the nodes that two steps lead through, best first."""

    id: str
    step: int
    relevance: float
    via: tuple[str, ...] = ()


class Chosen(NamedTuple):
    """The nodes of a picture, the centre first and then the most relevant; who is linked directly and is not in it; how many were
    two steps away altogether."""

    nodes: tuple[Near, ...]
    left_out: tuple[str, ...]
    further: int


def chosen(session: Session, centre: str, steps: int, most: int = MOST) -> Chosen:
    """The nodes to show around a centre within one or two steps."""
    net = web(session)
    ties = net.around.get(centre, {})
    claims = session.store.claims(sorted(link.id for tie in ties.values() for link in tie.links))
    inferred = {claim.id for claim in claims.values() if claim.cell("basis") == "inferred"}
    strengths = {node: net.strength(tie, inferred) for node, tie in ties.items()}
    order = _Order(session, net, centre)
    ways = _ways(net, centre, strengths)
    direct = order.sorted({node: _both(strength, ways.get(node, {})) for node, strength in strengths.items()}, 1, ways)
    room = most - 1
    if steps == 1:
        return Chosen((Near(centre, 0, 1.0), *direct[:room]), tuple(near.id for near in direct[room:]), 0)
    beyond = {node: found for node, found in ways.items() if node not in strengths and node != centre}
    kept = direct[:max(room - len(beyond), int(_DIRECT_SHARE * room))]
    shown = {near.id for near in kept}
    reached = {node: {via: value for via, value in found.items() if via in shown} for node, found in beyond.items()}
    second = order.sorted({node: _both(0.0, found) for node, found in reached.items() if found}, 2, reached)
    kept += direct[len(kept):max(len(kept), room - len(second))]
    return Chosen((Near(centre, 0, 1.0), *kept, *second[:room - len(kept)]), tuple(near.id for near in direct[len(kept):]), len(beyond))


def _ways(net: Web, centre: str, strengths: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Per node what each node between it and the centre contributes."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for via, strength in strengths.items():
        if net.is_aside(via):
            continue
        share = strength / len(net.around[via])
        for node, tie in net.around[via].items():
            if node != centre and not (tie.weak and net.is_aside(node)):
                found[node][via] = share * tie.strength
    return found


def _both(direct: float, ways: Mapping[str, float]) -> float:
    missing = 1.0 - direct
    for via in sorted(ways):
        missing *= 1.0 - ways[via]
    return 1.0 - missing


class _Order:
    """Puts nodes in order; names are looked up once for all of them."""

    def __init__(self, session: Session, net: Web, centre: str) -> None:
        self._session, self._net, self._centre = session, net, centre

    def sorted(self, relevance: Mapping[str, float], step: int, ways: Mapping[str, Mapping[str, float]]) -> list[Near]:
        wanted = sorted(relevance, key=lambda node: (-round(relevance[node], 9), node)) if step == 2 else list(relevance)
        names = self._session.index.nodes(wanted[:_NAMED] if step == 2 else wanted)
        known = [node for node in wanted if node in names]
        known.sort(key=lambda node: (-round(relevance[node], 9), _backwards(self._newest(node)), names[node].name.casefold(), node))
        known = self._varied(known, relevance)
        return [Near(node, step, round(relevance[node], 9), _best(ways.get(node, {})) if step == 2 else ()) for node in known]

    def _varied(self, ordered: Sequence[str], relevance: Mapping[str, float]) -> list[str]:
        """The same nodes with the second, third, ... of one approach counting a half, a third, ..."""
        before: Counter[str] = Counter()
        counts = {}
        for node in ordered:
            initiative = self._session.index.initiatives.get(node)
            practices = split_list(initiative.cells.get("practice", "")) if initiative else []
            before.update(practices)
            counts[node] = relevance[node] / max((before[practice] for practice in practices), default=1)
        return sorted(ordered, key=lambda node: -round(counts[node], 9))  # stable: what counts the same stays in its order

    def _newest(self, node: str) -> str:
        tie: Tie | None = self._net.around[self._centre].get(node)
        return max((link.since for link in tie.links), default="") if tie else ""


def _best(ways: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(ways, key=lambda via: (-ways[via], via)))


def _backwards(day: str) -> tuple[int, ...]:
    """Sorts days the newest first, unknown ones last."""
    return tuple(-ord(char) for char in day) or (0,)
