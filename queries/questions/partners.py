"""The right partners in a region: per corner who is active on the theme, what covers the place, what is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.problems import Problem, UsageError
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row
from queries.index import COUNTRY
from queries.questions.nearness import distance_to
from queries.questions.partners_reference import observations
from queries.question import ACTOR, LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.session import Session
from queries.words import column, counted, say

CORNERS = ("policy", "practice", "research")
UNKNOWN_CORNER, NETWORK, COVER = "unknown", "network", "cover"
BLOCKS = (*CORNERS, UNKNOWN_CORNER, NETWORK, COVER)
OUTSIDE_AT_MOST = 3  # offered for an empty corner


class Seen(NamedTuple):
    """One observation; see queries/questions/partners.rq."""

    ground: str
    signal: str
    party: str
    about: str
    basis: str
    speaker: str
    document: str
    claim: str


class Party(NamedTuple):
    """Somebody or something that is a partner here, with the observations by ground; `km` outside the region."""

    id: str
    block: str
    rows: Mapping[str, tuple[Seen, ...]]
    km: float | None = None


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: what is about the theme, the asker, its municipality and the regions that lies in."""
    scope, index = asked.scope, session.index
    askers = list(asked.actors)
    municipalities = sorted(actor for actor in askers if actor in index.municipalities)
    regions = {region for gm in municipalities for region in index.layers_of.get(gm, {}).values()}
    places = {*municipalities, *regions}
    if scope.region:
        places.add(scope.region.id)
        places |= {region for gm in scope.region.municipalities for region in index.layers_of.get(gm, {}).values()
                   if index.members[region] >= scope.region.municipalities}
    return {"theme": list(scope.themes), "about": index.things(scope.themes, scope.on) if scope.theme else [], "municipality": municipalities,
            "place": sorted(places), "asker": askers, "on": [scope.on] if scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """Blocks per corner, then networks that cover the region, then who covers the asker's municipality.

    UsageError without a theme and without an actor: then there is nothing to be a partner in.
    """
    if asked.scope.theme is None and not asked.actors:
        raise UsageError(Problem("partners-of-what", expected="theme, actor"))
    parties = _parties(session, asked, session.observe(QUESTION, arguments(session, asked)))
    shown = _shown(parties, asked)
    rows = _rows(session, asked, shown)
    scope, language = asked.scope, asked.language
    return Answer(
        question=QUESTION.id, sentence=_sentence(session, asked), kind=QUESTION.kind, params=dict(asked.params),
        as_of=scope.on or session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, language), rows=rows, total=len(parties), notes=(*session.region_notes(scope, language), *_notes(session, asked, parties)),
        **session.ways_out("pioneers", scope, language, "" if parties else "empty.partners"))


def _sentence(session: Session, asked: Asked) -> str:
    language = asked.language
    names = session.index.nodes(asked.actors)
    who = ", ".join(names[actor].name for actor in asked.actors if actor in names)
    theme = session.theme_name(asked.scope.theme.id, language) if asked.scope.theme else ""
    region = session.region_name(asked.scope.region, language)
    key = "sentence.partners." + ("both" if theme and who else "theme" if theme else "actor")
    return say(key, language, theme=theme, region=region, who=who)


def _parties(session: Session, asked: Asked, rows: Iterable[Sequence[str]]) -> list[Party]:
    """Everybody observed, in blocks; parties outside the region only where a corner would else be empty."""
    found: dict[str, dict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for cells in rows:
        seen = Seen(*cells)
        if seen.party != COUNTRY and not seen.party.startswith("person:") and (party := _present(session, seen.party)) and party not in asked.actors:
            found[party][seen.ground].append(seen)
    nodes = session.index.nodes(found)
    inside, outside = [], []
    for party, grounds in found.items():
        kept = {ground: tuple(seen) for ground, seen in grounds.items()}
        block = _block(nodes[party], kept)
        near = "covers" in kept or session.resolver.inside(party, asked.scope)
        if asked.scope.theme is not None and not kept.keys() & {"theme", "covers"}:
            continue  # shared history alone makes no partner on a theme
        if kept.keys() == {"shared"} and {seen.about for seen in kept["shared"]} <= session.index.legal:
            continue  # so does being in one legal network together
        (inside if near else outside).append(Party(party, block, kept))
    filled = {party.block for party in inside}
    for corner in CORNERS if asked.scope.theme is not None else ():
        if corner not in filled:
            inside += _nearest(session, asked, [party for party in outside if party.block == corner])
    return sorted(inside, key=lambda party: _order(session, asked, party, nodes[party.id]))


def _order(session: Session, asked: Asked, party: Party, node: Node) -> tuple:
    """By block (cover first when nothing but an actor was given); in a block by distance, history and activity.

    What covers a place is listed from near to far: own networks, layers and legal networks, national ones.
    """
    blocks = BLOCKS if asked.scope.theme is not None else (COVER, *BLOCKS[:-1])
    breadth = 0
    if party.block == COVER:
        breadth = 3 if node.id in session.index.national else 1 if node.kind == "region" else 2 if node.id in session.index.legal else 0
    return (blocks.index(party.block), party.km or 0.0, breadth, -len(_things(party, "shared", session)),
            -len(_things(party, "theme", session)), node.name, node.id)


def _present(session: Session, party: str) -> str:
    successors = session.index.successors(party)
    return successors[0] if len(successors) == 1 else ""


def _block(node: Node, grounds: Mapping[str, tuple[Seen, ...]]) -> str:
    if node.kind == "region" or (node.kind == "net" and "theme" not in grounds and "covers" in grounds):
        return COVER
    if node.kind == "net":
        return NETWORK
    if node.kind == "gm":
        return "policy"
    return node.cells.get("corner", "") or UNKNOWN_CORNER


def _nearest(session: Session, asked: Asked, parties: Sequence[Party]) -> list[Party]:
    """The nearest outside the region for a corner that is empty inside it; without a place, after those with one."""
    away = [(distance_to(session.index, party.id, asked.scope.region), party) for party in parties]
    away.sort(key=lambda pair: (pair[0] is None, pair[0] or 0.0, pair[1].id))
    return [party._replace(km=km if km is not None else float("inf")) for km, party in away[:OUTSIDE_AT_MOST]]


def _things(party: Party, ground: str, session: Session) -> set[str]:
    """Distinct things it takes part in; networks by law say little, so they count only on the theme."""
    things = {seen.about for seen in party.rows.get(ground, ())}
    return things - session.index.legal if ground == "shared" else things


def _shown(parties: Sequence[Party], asked: Asked) -> list[Party]:
    """At most `top` of each block, 0 = all; what covers an asker is shown whole when that is the question."""
    top, whole = asked.top, asked.scope.theme is None
    counted_blocks: dict[str, int] = defaultdict(int)
    shown = []
    for party in parties:
        counted_blocks[party.block] += 1
        if not top or counted_blocks[party.block] <= top or (whole and party.block == COVER):
            shown.append(party)
    return shown


def _rows(session: Session, asked: Asked, shown: Sequence[Party]) -> list[Row]:
    claims = {seen.claim for party in shown for seen in _own_rows(party)}
    items = proof.evidence_for(session.store, session.index, claims, asked.language)
    nodes = session.index.nodes([party.id for party in shown])
    abouts = session.index.nodes(sorted({seen.about for party in shown for seen in _own_rows(party)}))
    ways = proof.reachable(session.store, session.index, {party.id: nodes[party.id] for party in shown}, asked.language)
    result = []
    for party in shown:
        node = nodes[party.id]
        ground = _ground(party, node, session, items, asked.language)
        active = sorted({abouts[seen.about].name for seen in party.rows.get("theme", ())})
        shared = sorted({abouts[about].name for about in _things(party, "shared", session)})
        result.append(Row(
            id=node.id, kind=node.kind, name=_name(node, asked.language), tier=party.block,
            values={"what": "; ".join(active), "shared": "; ".join(shared), "ground": ground,
                    "km": "" if party.km in (None, float("inf")) else round(party.km or 0.0)},
            why=_why(party, active, shared, asked.language, ground),
            evidence=proof.newest_first(items[seen] for seen in {row.claim for row in _own_rows(party)}), reachable_via=ways[node.id]))
    return result


def _name(node: Node, language: str) -> str:
    """A region is named with its layer: four of them are called Twente."""
    return f"{node.name} ({_layer(node, language)})" if node.kind == "region" else node.name


def _layer(node: Node, language: str) -> str:
    return say(f"layer.{node.cells['layer']}", language)


def _own_rows(party: Party) -> list[Seen]:
    return [seen for rows in party.rows.values() for seen in rows]


def _ground(party: Party, node: Node, session: Session, items: Mapping[str, Evidence], language: str) -> str:
    """On what ground it covers the place: a register, a membership, or inferred and from what."""
    rows = party.rows.get("covers", ())
    if not rows:
        return ""
    if all(row.basis == "inferred" for row in rows):
        by_name = any(items[row.claim].note.startswith("name") for row in rows)
        return say("ground.name" if by_name else "ground.inferred", language)
    if node.kind == "region" or node.id in session.index.legal:
        return say("ground.register", language, kind=_layer(node, language) if node.kind == "region" else node.cells.get("kind", ""))
    return say("ground.member", language)


def _why(party: Party, active: Sequence[str], shared: Sequence[str], language: str, ground: str) -> str:
    said = []
    if party.km is not None:
        said.append(say("why.partner.outside", language, km=round(party.km)) if party.km != float("inf")
                    else say("why.partner.elsewhere", language))
    if active:
        said.append(counted("why.partner.theme", language, len(active), first=active[0]))
    if shared:
        said.append(counted("why.partner.shared", language, len(shared), first=shared[0]))
    if ground:
        said.append(ground)
    return "; ".join(said)


def _notes(session: Session, asked: Asked, parties: Sequence[Party]) -> Iterable[str]:
    """Which corners are empty in the region; that is an answer too."""
    if asked.scope.theme is None or not parties:
        return
    for corner in CORNERS:
        if not any(party.block == corner and party.km is None for party in parties):
            yield say("note.corner", asked.language, corner=say(f"tier.{corner}", asked.language),
                      region=session.region_name(asked.scope.region, asked.language))


QUESTION = Question(
    id="partners",
    sentence={"nl": "Wie zijn de juiste partners voor {theme} in {region}?", "en": "Who are the right partners for {theme} in {region}?"},
    needs=(3, 17), kind=TABLE, parameters=(THEME, REGION, LAYER, ON, ACTOR),
    observations=("ground", "signal", "party", "about", "basis", "speaker", "document", "claim"),
    columns=(Column("name", "node", "", column("name")), Column("tier", "text", "", column("corner")),
             Column("what", "text", "", column("what")), Column("shared", "text", "", column("shared")),
             Column("ground", "text", "", column("ground")), Column("km", "number", "km", column("km")),
             Column("why", "text", "", column("why"))),
    cost="Up to ten rows in each of six blocks, each with all its claims: median 18, p95 42 ms at S for other themes than the root, "
         "which takes 126 to 410 ms. All cases at S: median 18.7, p95 126 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "onbegrepen gedrag", "region": "provincie Drenthe"})
