"""Through whom one gets from one organisation to another, in at most three steps along what they do together.

Only ways along which people meet count (introductions_reference.MEETS), and nothing that has ended: taking part, leading, a public role. A table
that a law makes has everybody at it, so it is weak and shown only when there is nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import networkx as nx

from graph.schema import schema
from graph.store import Claim, Node
from queries import evidence as proof
from queries.answer import Answer, Row, Suggestion
from queries.question import ACTOR, ON, PATHS, Asked, Column, Question
from queries.questions import partners, portfolio
from queries.questions.introductions_reference import observations
from queries.questions.listing import finished, listed
from queries.questions.meeting import Neighbours, is_open, neighbours, present
from queries.roles import in_words
from queries.scope import Scope
from queries.session import Session
from queries.words import column, counted, say

STEPS_AT_MOST = 3
WARM, WEAK = "warm", "weak"
_TABLES = ("net:", "init:", "prog:", "event:")


class Seen(NamedTuple):
    """One observation; see queries/questions/introductions.rq."""

    signal: str
    subject: str
    object: str
    role: str
    till: str
    document: str
    claim: str


class Path(NamedTuple):
    """A way: the nodes from one end to the other, how many others share its busiest table, and whether a law made one of them."""

    nodes: tuple[str, ...]
    busiest: int
    tier: str


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the ends and every node on a way of at most three steps between them; the day."""
    joined = neighbours(session, asked.scope.on)
    first, *others = [present(session, actor) for actor in asked.actors]
    nodes = {first, *others}
    for other in others:
        behind = joined.get(other, frozenset())
        for one in joined.get(first, ()):
            if between := joined[one] & behind:
                nodes |= {one, *between}
            if one in behind:
                nodes.add(one)
    return {"node": portfolio.with_merged(session, nodes), "actor": portfolio.with_merged(session, {first, *others}),
            "on": [asked.scope.on] if asked.scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """A row per way, the shortest first; of equally long ones those along the smallest tables."""
    language = asked.language
    paths, steps, nodes = _paths(session, asked)
    shown = paths[: asked.top] if asked.top else paths
    first, *others = [nodes[present(session, actor)] for actor in asked.actors]
    fields = {"one": first.name, "other": listed([other.name for other in others], language)}
    notes = _notes(session, asked, paths, others, fields)
    reason = "" if paths else " ".join([say("empty.introductions", language, **fields), *notes[:-1]])
    return finished(session, asked, QUESTION, _rows(session, asked, shown, steps, nodes), len(paths), notes=notes, empty_reason=reason,
                    sentence=say("sentence.introductions", language, **fields), ways=_ways(session, asked, nodes))


def _paths(session: Session, asked: Asked) -> tuple[list[Path], dict[frozenset[str], list[Seen]], dict[str, Node]]:
    """The ways from the first actor to each of the others, what stands between two nodes, and the nodes."""
    wanted = arguments(session, asked)
    rows = [row for cells in session.observe(QUESTION, wanted) if (row := Seen(*cells)).object in wanted["node"]]
    joined, day = neighbours(session, asked.scope.on), asked.scope.on or session.index.as_of
    steps: dict[frozenset[str], list[Seen]] = defaultdict(list)
    graph: nx.Graph = nx.Graph()
    for row in rows:
        subject, object_ = present(session, row.subject), present(session, row.object)
        if subject != object_ and is_open(row.till, day):
            steps[frozenset((subject, object_))].append(row)
            graph.add_edge(subject, object_)
    first, *others = dict.fromkeys(present(session, actor) for actor in asked.actors)
    nodes = session.index.nodes(sorted({*graph.nodes, first, *others, *asked.actors}))
    found = []
    for other in others:
        if first in graph and other in graph:
            found += [_path(session, tuple(path), joined) for path in nx.all_simple_paths(graph, first, other, cutoff=STEPS_AT_MOST)
                      if not {first, *others} & set(path[1:-1]) and not _detour(graph, path)]
    warm = [path for path in found if path.tier == WARM]
    found = warm or found
    return sorted(found, key=lambda path: (others.index(path.nodes[-1]), len(path.nodes), path.busiest,
                                           [nodes[one].name for one in path.nodes], path.nodes)), steps, nodes


def _detour(graph: nx.Graph, path: Sequence[str]) -> bool:
    """Whether a step could be left out: two nodes that are not next to each other on the way are so in the graph."""
    return any(graph.has_edge(one, other) for place, one in enumerate(path) for other in path[place + 2:] if (one, other) != (path[0], path[-1]))


def _path(session: Session, nodes: tuple[str, ...], joined: Neighbours) -> Path:
    between = nodes[1:-1]
    tables = [one for one in between if one.startswith(_TABLES)]
    return Path(nodes, max((len(joined.get(one, ())) for one in tables), default=0), WEAK if session.index.legal & set(between) else WARM)


def _rows(session: Session, asked: Asked, shown: Sequence[Path], steps: Mapping[frozenset[str], Sequence[Seen]], nodes: Mapping[str, Node]) -> list[Row]:
    language = asked.language
    kept = {path: [[row for row in steps[frozenset(pair)]] for pair in zip(path.nodes, path.nodes[1:], strict=False)] for path in shown}
    claims = session.store.claims(sorted({row.claim for parts in kept.values() for part in parts for row in part}))
    items = proof.evidence_of(claims.values(), session.index, language)
    contacts = {one for path in shown for one in path.nodes[1:]}
    reach = proof.reachable(session.store, session.index, {one: nodes[one] for one in sorted(contacts) if not one.startswith("person:")}, language)
    result = []
    for path in shown:
        words = [_step(session, asked, part, claims, nodes) for part in kept[path]]
        contact = path.nodes[1]
        result.append(Row(
            id=contact, kind=contact.partition(":")[0], name=say("introductions.arrow", language).join(nodes[one].name for one in path.nodes), tier=path.tier,
            # ways by the same first contact are told apart by where they go on to
            values={"column_id": ">".join(path.nodes[2:]), "steps": len(path.nodes) - 1, "first": nodes[contact].name, "other": nodes[path.nodes[-1]].name,
                    "route": "; ".join(f"{number}. {text}" for number, text in enumerate(words, 1)), "busiest": path.busiest or "",
                    "newest": _newest(claims[row.claim] for part in kept[path] for row in part)},
            why=_why(path, words, language), evidence=tuple(item for part in kept[path] for item in proof.newest_first(items[row.claim] for row in part)),
            reachable_via=tuple(dict.fromkeys(way for one in path.nodes[1:] for way in reach.get(one, ())))))
    return result


def _step(session: Session, asked: Asked, rows: Sequence[Seen], claims: Mapping[str, Claim], nodes: Mapping[str, Node]) -> str:
    """What joins two nodes, in words; of a role also whether it still stands."""
    said = []
    for row in rows:
        subject, object_ = nodes[present(session, row.subject)].name, nodes[present(session, row.object)].name
        text = f"{subject} {schema().relations[row.signal].labels[asked.language]} {object_}"
        extra = [row.role] if row.role else []
        if row.signal == "role_at":
            extra.append(in_words(session, [claims[row.claim]], asked.scope.on, asked.language))
        said.append(f"{text} ({', '.join(extra)})" if extra else text)
    return ", ".join(dict.fromkeys(said))


def _newest(claims: Iterable[Claim]) -> str:
    """The year of the newest claim along a way; empty when none has a date."""
    return max((claim.cell("since") for claim in claims), default="")[:4]


def _why(path: Path, words: Sequence[str], language: str) -> str:
    steps = counted("why.introductions", language, len(words))
    if path.tier == WEAK:
        steps += " " + say("why.introductions.weak", language)
    return f"{steps}: {', '.join(words)}"


def _notes(session: Session, asked: Asked, paths: Sequence[Path], others: Sequence[Node], fields: Mapping[str, str]) -> list[str]:
    """That there is no warm way, when there is none, with the public pages; what counts as a way."""
    language, notes = asked.language, []
    if not any(path.tier == WARM for path in paths):
        notes += [say("note.introductions.cold", language, **fields)] if paths else []
        notes += [say("note.introductions.page", language, who=other.name, url=other.cells["website"]) for other in others if other.cells.get("website")]
    return [*notes, say("note.introductions", language)]


def _ways(session: Session, asked: Asked, nodes: Mapping[str, Node]) -> Iterator[Suggestion]:
    """Without the date; what the other does, with whom; what the asker does."""
    language = asked.language
    everything = Scope(None, (), None, "", "")
    if asked.scope.on:
        yield Suggestion(say("suggest.today", language), {"actor": "; ".join(asked.actors)}, len(_paths(session, replace(asked, scope=everything))[0]))
    for actor in reversed(asked.actors):
        one = replace(asked, actors=(actor,), scope=everything, params={"actor": [actor]})
        yield Suggestion(say("suggest.portfolio", language, who=nodes[actor].name), {"actor": actor}, portfolio.count(session, one), portfolio.QUESTION.id)
        yield Suggestion(say("suggest.partners", language, who=nodes[actor].name), {"actor": actor}, partners.answer(session, one).total, partners.QUESTION.id)


def _text(name: str, kind: str = "text") -> Column:
    return Column(name, kind, "", column(f"introductions.{name}"))


QUESTION = Question(
    id="introductions",
    sentence={"nl": "Langs wie komt de een bij de ander?", "en": "Through whom does one get to the other?"},
    needs=(52,), kind=PATHS, parameters=(ACTOR._replace(required=True, many=True, least=2), ON),
    observations=("signal", "subject", "object", "role", "till", "document", "claim"),
    columns=(Column("name", "node", "", column("introductions.name")), Column("tier", "text", "", column("introductions.tier")), _text("steps", "number"),
             _text("first"), _text("other"), _text("route"), _text("busiest", "number"), _text("newest", "date"), Column("why", "text", "", column("why"))),
    arguments=arguments, reference=observations, answer=answer, example={"actor": "ZonMw; org:vng"})
