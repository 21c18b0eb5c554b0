"""Who connects groups that are otherwise apart, and which connections are missing.

Actors are joined by what they do together (`meeting`: a network, an initiative, a programme, an event; none that a law
makes). A bridge is an actor or network on many of the shortest ways between others (betweenness, Freeman 1977; computed by
Brandes' algorithm in networkx from at most PIVOTS starting points, evenly spread by id, so that it is the same every time).
Missing is a link between two regions or two themes where both do something and nobody is on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import networkx as nx

from graph.language import number
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row
from queries.index import counts_on
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.bridges_reference import observations
from queries.questions.listing import ancestors, finished, listed, named, theme_label, widest
from queries.questions.meeting import is_open, present
from queries.questions.shares import main_theme
from queries.scope import Region
from queries.session import Session
from queries.words import column, counted, say

BRIDGE, REGIONS, THEMES = BLOCKS = ("bridge", "apart-regions", "apart-themes")
PIVOTS = 60  # starting points; a graph of no more actors is computed exactly
LEAST = 0.005  # share of the ways; below it nobody is called a bridge
_THINGS = ("init:", "net:", "prog:", "event:")
_DEFAULT_LAYER = "provincie"


class Seen(NamedTuple):
    """One observation; see queries/questions/bridges.rq."""

    signal: str
    actor: str
    thing: str
    till: str
    document: str
    claim: str


class Web(NamedTuple):
    """The graph of actors and what they do together, its observations by pair, and the share of the ways through each node."""

    graph: nx.Graph
    rows: Mapping[tuple[str, str], tuple[Seen, ...]]
    share: Mapping[str, float]
    exact: bool

    def claims(self, actor: str) -> list[str]:
        """The claims that join an actor or a network to others."""
        return [row.claim for pair, rows in self.rows.items() if actor in pair for row in rows]


class Apart(NamedTuple):
    """Two regions or themes without a link: those who do something on each side, most first."""

    block: str
    one: str
    other: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the networks, initiatives, programmes and events on the theme (or all there are), the day."""
    index, on = session.index, asked.scope.on
    things = index.on_themes(asked.scope.themes or index.themes, _THINGS, on)
    return {"thing": sorted(things - index.legal), "on": [on] if on else []}


def web(session: Session, asked: Asked) -> Web:
    """The graph of a theme on a day with its shares; worked out once per session."""
    return session.once(("bridges", asked.scope.themes, asked.scope.on), lambda: _web(session, asked))


def _web(session: Session, asked: Asked) -> Web:
    day = asked.scope.on or session.index.as_of
    rows: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        row = Seen(*cells)
        if is_open(row.till, day) and not row.actor.startswith("person:"):
            rows[present(session, row.actor), row.thing].append(row)
    graph: nx.Graph = nx.Graph()
    graph.add_edges_from(sorted(rows))
    share, exact = shares(graph)
    return Web(graph, {pair: tuple(found) for pair, found in rows.items()}, share, exact)


def shares(graph: nx.Graph) -> tuple[dict[str, float], bool]:
    """Which part of the shortest ways between actors runs through each node, and whether from every actor or from some."""
    actors = sorted(node for node in graph if node.startswith(("gm:", "org:")))
    step = -(-len(actors) // PIVOTS) or 1
    pivots = actors[::step]
    found = nx.betweenness_centrality_subset(graph, pivots, actors) if pivots else {}
    pairs = len(pivots) * (len(actors) - 1)
    return {node: 2 * value / pairs if pairs else 0.0 for node, value in found.items()}, step == 1


def answer(session: Session, asked: Asked) -> Answer:
    """The bridges in the region, then regions without a link, then themes without one; `top` counts per block."""
    language, scope = asked.language, asked.scope
    found = web(session, asked)
    bridges, apart = _bridges(session, asked, found), _apart(session, asked, found)
    total, top = len(bridges) + len(apart), asked.top or None
    gaps = [one for block in (REGIONS, THEMES) for one in [each for each in apart if each.block == block][:top]]
    rows = [*_bridge_rows(session, asked, bridges[:top], found), *_gap_rows(session, asked, gaps, found)]
    reason = "" if total else say("empty.bridges", language, theme=theme_label(session, scope, language), region=session.region_name(scope.region, language))
    notes = [say("note.bridges", language)] + ([] if found.exact else [say("note.bridges.sampled", language, count=PIVOTS)])
    return finished(session, asked, QUESTION, rows, total, notes=notes if total else (), empty_reason=reason,
                    ways=widest(session, asked, QUESTION, lambda other: _count(session, other)))


def _count(session: Session, asked: Asked) -> int:
    found = web(session, asked)
    return len(_bridges(session, asked, found)) + len(_apart(session, asked, found))


def _bridges(session: Session, asked: Asked, found: Web) -> list[str]:
    names = session.index.nodes(sorted(node for node, share in found.share.items() if share >= LEAST and node.startswith(("gm:", "org:", "net:"))))
    return sorted((node for node in names if session.resolver.inside(node, asked.scope)),
                  key=lambda node: (-round(found.share[node], 9), names[node].name.casefold(), node))


def _apart(session: Session, asked: Asked, found: Web) -> list[Apart]:
    """Pairs of regions, and of themes, with somebody on each side and nobody on both; where both do most first."""
    size = {node: len(found.graph[node]) for node in found.graph}
    regions = _regions(session, asked)
    of_region = {region.id: _members(session, region, found) for region in regions}
    linked = {frozenset(pair) for thing in found.graph if thing.startswith(_THINGS)
              for pair in combinations([region.id for region in regions if of_region[region.id] & set(found.graph[thing])], 2)}
    pairs = [pair for pair in combinations([region.id for region in regions], 2) if frozenset(pair) not in linked and _asked_region(asked, pair, regions)]
    result = [_gap(REGIONS, pair, of_region, size) for pair in pairs if all(of_region[one] for one in pair)]
    of_theme = _by_theme(session, asked, found)
    result += [_gap(THEMES, pair, of_theme, size) for pair in combinations(sorted(of_theme), 2) if not of_theme[pair[0]] & of_theme[pair[1]]]
    return sorted(result, key=lambda one: (BLOCKS.index(one.block), -min(map(len, one.sides)), -sum(map(len, one.sides)), one.one, one.other))


def _gap(block: str, pair: tuple[str, str], members: Mapping[str, Collection[str]], size: Mapping[str, int]) -> Apart:
    one, other = (tuple(sorted(members[end], key=lambda actor: (-size[actor], actor))) for end in pair)
    return Apart(block, *pair, (one, other))


def _regions(session: Session, asked: Asked) -> list[Region]:
    """The regions to compare: those of the layer asked for or of the region asked for, else the provinces."""
    region = asked.scope.region
    layer = region.layer if region and region.layer != "gemeente" else "" if region else str(asked.params.get("layer", ""))
    return session.resolver.regions(layer if layer not in ("", "gemeente", "nl") else _DEFAULT_LAYER)


def _asked_region(asked: Asked, pair: tuple[str, str], regions: Sequence[Region]) -> bool:
    """Whether a pair has the region asked for on one side."""
    region = asked.scope.region
    return region is None or any(one.id in pair and one.municipalities & region.municipalities for one in regions
                                 if one.id == region.id or region.municipalities <= one.municipalities)


def _members(session: Session, region: Region, found: Web) -> frozenset[str]:
    """Who of the graph is of a region: its municipalities, and organisations active there for at least half."""
    def belongs(actor: str) -> bool:
        own = session.index.places_of.get(actor, frozenset())
        return actor in region.municipalities or (actor.startswith("org:") and bool(own) and 2 * len(own & region.municipalities) >= len(own))
    return frozenset(actor for actor in found.graph if actor.startswith(("gm:", "org:")) and belongs(actor))


def _by_theme(session: Session, asked: Asked, found: Web) -> dict[str, frozenset[str]]:
    """Who does something on each theme just below the one asked for (or on each main theme), in the region."""
    top = asked.scope.theme.id if asked.scope.theme else ""
    actors: dict[str, set[str]] = defaultdict(set)
    for thing in found.graph:
        for link in session.index.about_of.get(thing, ()) if thing.startswith(_THINGS) else ():
            if counts_on(link, asked.scope.on) and (theme := _group(session, link.object, top)):
                actors[theme].update(actor for actor in found.graph[thing] if session.resolver.inside(actor, asked.scope))
    return {theme: frozenset(own) for theme, own in actors.items() if own}


def _group(session: Session, theme: str, top: str) -> str:
    """The theme just below `top` that a theme belongs to; without `top` its main theme; empty outside of it."""
    if not top:
        return main_theme(session, theme) if session.index.themes[theme].cells.get("broader") else ""
    path = [theme, *ancestors(session, theme)]
    return path[path.index(top) - 1] if top in path[1:] else ""


def _bridge_rows(session: Session, asked: Asked, shown: Sequence[str], found: Web) -> list[Row]:
    language, index = asked.language, session.index
    items = proof.evidence_for(session.store, index, {claim for node in shown for claim in found.claims(node)}, language)
    nodes = index.nodes(sorted({*shown, *(other for node in shown for other in found.graph[node])}))
    reach = proof.reachable(session.store, index, {node: nodes[node] for node in shown}, language)
    result = []
    for node in shown:
        around = found.graph[node] if not node.startswith("net:") else ()
        others = {other for thing in (around or [node]) for other in found.graph[thing]} - {node}
        groups = _provinces(session, others)
        loose = _cut_off(found.graph, node)
        share = number(100 * found.share[node], language, 1)
        values = {"share": share, "parties": len(others), "provinces": named(groups, language), "cut": len(loose) or "",
                  "through": named((nodes[other].name for other in around), language)}
        result.append(Row(id=node, kind=node.partition(":")[0], name=nodes[node].name, tier=BRIDGE, values=values,
                          why=_bridge_why(share, len(groups), len(loose), language),
                          evidence=proof.newest_first(items[claim] for claim in found.claims(node)), reachable_via=reach.get(node, ())))
    return result


def _provinces(session: Session, actors: Iterable[str]) -> list[str]:
    layers = session.index.layers_of
    return sorted({session.index.regions[layers[actor]["provincie"]].name for actor in actors if "provincie" in layers.get(actor, {})})


def _cut_off(graph: nx.Graph, node: str) -> set[str]:
    """The actors that would have no way to the most of the others without this node."""
    around = nx.node_connected_component(graph, node) - {node}
    parts = sorted(nx.connected_components(graph.subgraph(around)), key=lambda part: (-len(part), min(part)))
    return {actor for part in parts[1:] for actor in part if actor.startswith(("gm:", "org:"))}


def _bridge_why(share: str, provinces: int, loose: int, language: str) -> str:
    said = [say("why.bridges.share", language, share=share)]
    if provinces > 1:
        said.append(say("why.bridges.provinces", language, count=provinces))
    if loose:
        said.append(counted("why.bridges.cut", language, loose))
    return "; ".join(said)


def _gap_rows(session: Session, asked: Asked, shown: Sequence[Apart], found: Web) -> list[Row]:
    """Each gap with who does most on either side: those could meet."""
    language, index = asked.language, session.index
    kept = {one: [claim for side in one.sides for claim in found.claims(side[0])] for one in shown}
    items: Mapping[str, Evidence] = proof.evidence_for(session.store, index, {claim for claims in kept.values() for claim in claims}, language)
    nodes: Mapping[str, Node] = index.nodes(sorted({actor for one in shown for side in one.sides for actor in side}))
    result = []
    for one in shown:
        first, second = (session.theme_name(end, language) if one.block == THEMES else index.regions[end].name for end in (one.one, one.other))
        could = [nodes[side[0]].name for side in one.sides]
        values = {"parties": sum(map(len, one.sides)), "through": named((nodes[actor].name for side in one.sides for actor in side), language),
                  "share": "", "provinces": "", "cut": ""}
        why = say(f"why.bridges.{one.block}", language, one=first, other=second, first=len(one.sides[0]), second=len(one.sides[1]),
                  could=listed(list(dict.fromkeys(could)), language))
        result.append(Row(id=one.one, kind=one.one.partition(":")[0], name=say("bridges.pair", language, one=first, other=second), tier=one.block,
                          values=values, why=why, evidence=proof.newest_first(items[claim] for claim in dict.fromkeys(kept[one]))))
    return result


def _text(name: str, kind: str = "text") -> Column:
    return Column(name, kind, "", column(f"bridges.{name}"))


QUESTION = Question(
    id="bridges",
    sentence={"nl": "Wie verbindt bij {theme} in {region} groepen die anders los van elkaar staan, en welke verbinding ontbreekt?",
              "en": "Who connects groups on {theme} in {region} that are otherwise apart, and which connection is missing?"},
    needs=(7, 52), kind=TABLE, parameters=(THEME, REGION, LAYER, ON), observations=("signal", "actor", "thing", "till", "document", "claim"),
    columns=(Column("name", "node", "", column("bridges.name")), Column("tier", "text", "", column("bridges.tier")), _text("share"), _text("parties", "number"),
             _text("provinces"), _text("through"), _text("cut", "number"), Column("why", "text", "", column("why"))),
    cost="Betweenness has to walk the whole graph of a theme from each starting point: the largest theme and no theme at all take 275 ms of processor "
         "time on the shipped data, of which 140 once per theme and day (Session.once). A theme of average size: 15 to 25 ms. "
         "All cases at S: median 7.5, p95 125 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "jeugd"})
