"""From whom can I get which knowledge? People and organisations by what they demonstrably know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graph import dates
from graph.build import CREDITED
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Part, Row
from queries.question import ALSO, LAYER, LIKE, ON, RANKED, REGION, THEME, WEIGHTS, Asked, Column, Question
from queries.ranking import independent_statements, ranks, strength, weights_in
from queries.recency import HALF_LIFE, published_by, speaker_of
from queries.roles import standing
from queries.session import Session
from queries.questions.who_knows_reference import observations
from queries.words import column, counted, say

SIGNALS = ("knows", "studied", "leads", "owns", "role", "rated", "recognised", "current")
# Each relation's signal; "inferred" claims count half where a statement counts one.
_SIGNAL_OF = {"knows_about": "knows", "evaluates": "studied", "leads": "leads", "owns": "owns", "describes": "owns",
              "role_at": "role", "rated_by": "rated", "recognises": "recognised"}
PERSON, ORGANISATION = "person", "organisation"  # blocks of the answer, ranked apart
WEIGHTS_FILE = Path(__file__).with_name("knowledge.weights.toml")


class Seen(NamedTuple):
    """One observation; see queries/questions/who_knows.rq."""

    signal: str
    knower: str
    about: str
    basis: str
    speaker: str
    document: str
    claim: str


class Knower(NamedTuple):
    """Somebody with what their knowledge rests on, per signal, and the score."""

    id: str
    values: Mapping[str, float]
    rows: Mapping[str, tuple[Seen, ...]]
    newest: str
    score: float


@cache
def default_weights() -> dict[str, float]:
    """Weight per signal from knowledge.weights.toml."""
    return weights_in(WEIGHTS_FILE)


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the theme's closure, what is about it, the day."""
    scope = asked.scope
    return {"theme": list(scope.themes), "about": session.index.things(scope.themes, scope.on),
            "on": [scope.on] if scope.on else []}


def _knowers(session: Session, asked: Asked, weights: Mapping[str, float]) -> list[Knower]:
    """Everybody in the scope with something to show, best first within people and organisations."""
    found = _by_knower(session, session.observe(QUESTION, arguments(session, asked)))
    as_of = asked.scope.on or session.index.as_of
    knowers = [_score(session, actor, rows, weights, as_of) for actor, rows in found.items()
               if session.resolver.inside(actor, asked.scope)]
    return [knower for knower in knowers if knower.score > 0]


def knowing(session: Session, rows: Sequence[Sequence[str]]) -> list[str]:
    """Who an answer made of these observations would list, in the whole country."""
    weights = default_weights()
    return [actor for actor, found in _by_knower(session, rows).items()
            if _score(session, actor, found, weights, session.index.as_of).score > 0]


def _by_knower(session: Session, rows: Sequence[Sequence[str]]) -> dict[str, list[Seen]]:
    """Observations by present knower; what a municipality that was split up knew counts for nobody."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for cells in rows:
        seen = Seen(*cells)
        successors = session.index.successors(seen.knower)
        if len(successors) == 1:
            found[successors[0]].append(seen)
    return found


def _score(session: Session, actor: str, rows: Sequence[Seen], weights: Mapping[str, float], as_of: str) -> Knower:
    by_signal: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        by_signal[_SIGNAL_OF[row.signal]].append(row)
    values = {name: _value(session, name, found) for name, found in by_signal.items()}
    days = {row: published_by(session.index, row.document, as_of) for row in rows}
    newest = max(days.values(), default="")
    kept = {name: tuple(found) for name, found in by_signal.items()}
    if newest and any(values.values()):
        values["current"] = 0.5 ** (max(0.0, dates.years_between(newest, as_of)) / HALF_LIFE)
        kept["current"] = tuple(row for row, day in days.items() if day == newest)
    return Knower(actor, values, kept, newest, sum(weights[name] * value for name, value in values.items()))


def _value(session: Session, name: str, rows: Sequence[Seen]) -> float:
    """knows: 1 - 2^-n for n independent statements, half a statement for what is only inferred.

    recognised: 1 - 2^-n for n documents; the others: 1 - 2^(-n/2) for n distinct things.
    """
    if name == "knows":
        said = independent_statements(speaker_of(session.index, row.document, row.speaker) for row in rows if row.basis in CREDITED)
        return 1 - 2.0 ** -(said or 0.5)
    credited = [row for row in rows if row.basis in CREDITED]
    if name == "recognised":
        return 1 - 2.0 ** -len({row.document for row in credited})
    return 1 - 2.0 ** (-len({row.about for row in credited}) / 2)


def answer(session: Session, asked: Asked) -> Answer:
    """People first, then organisations, each ranked apart; with a second theme only who knows both."""
    language, scope = asked.language, asked.scope
    weights = {**default_weights(), **asked.weights}
    knowers = _knowers(session, asked, weights)
    if asked.also is not None:
        both = {knower.id: knower for knower in _knowers(session, replace(asked, scope=asked.also), weights)}
        knowers = [_joined(knower, both[knower.id]) for knower in knowers if knower.id in both]
    nodes = session.index.nodes([knower.id for knower in knowers])
    knowers.sort(key=lambda knower: (_block(knower.id) != PERSON, -round(knower.score, 9), nodes[knower.id].name, knower.id))
    places = _places(knowers)
    shown = [knower for knower in knowers if not asked.top or places[knower.id][0] <= asked.top]
    rows = _rows(session, shown, nodes, weights, asked)
    for row in rows:
        row.rank, row.shared = places[row.id]
    return Answer(
        question=QUESTION.id, sentence=session.sentence(QUESTION, scope, language), kind=QUESTION.kind, params=dict(asked.params),
        as_of=scope.on or session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, language), rows=rows, total=len(knowers), notes=(*session.region_notes(scope, language),
        *session.like_notes(asked.like, scope, language), say("note.knowledge", language)),
        **session.ways_out(QUESTION.id, scope, language, "" if knowers else "empty.who_knows"))


def _block(identifier: str) -> str:
    return PERSON if identifier.startswith("person:") else ORGANISATION


def _places(knowers: Sequence[Knower]) -> dict[str, tuple[int, bool]]:
    """Rank within its block: the first person and the first organisation are both number 1."""
    found = {}
    for block in (PERSON, ORGANISATION):
        own = [knower for knower in knowers if _block(knower.id) == block]
        found.update(zip([knower.id for knower in own], ranks([(0, knower.score) for knower in own]), strict=True))
    return found


def _joined(one: Knower, other: Knower) -> Knower:
    """Who knows two themes: the evidence of both, and the lower of the scores, which both reach."""
    weaker = min(one, other, key=lambda knower: knower.score)
    rows = {name: tuple(dict.fromkeys([*one.rows.get(name, ()), *other.rows.get(name, ())])) for name in weaker.rows}
    return weaker._replace(rows=rows)


def _rows(session: Session, shown: Sequence[Knower], nodes: Mapping[str, Node], weights: Mapping[str, float], asked: Asked) -> list[Row]:
    claims = {row.claim for knower in shown for found in knower.rows.values() for row in found}
    items = proof.evidence_for(session.store, session.index, claims, asked.language)
    ways = proof.reachable(session.store, session.index, {knower.id: nodes[knower.id] for knower in shown}, asked.language)
    roles = standing(session, [knower.id for knower in shown if _block(knower.id) == PERSON], asked.scope.on, asked.language)
    result = []
    for knower in shown:
        own = list(dict.fromkeys(row for found in knower.rows.values() for row in found))
        parts = tuple(Part(name, say(f"signal.{name}", asked.language), value, weights[name], weights[name] * value,
                           tuple(dict.fromkeys(row.claim for row in knower.rows[name])), {"count": len({row.about for row in knower.rows[name]})})
                      for name in SIGNALS if (value := knower.values.get(name, 0.0)))
        node = nodes[knower.id]
        role = roles.get(knower.id)
        result.append(Row(
            id=node.id, kind=node.kind, name=node.name, tier=_block(node.id), score=sum(part.points for part in parts), parts=parts,
            values={"role": role.label if role else "", "standing": role.standing if role else "", "newest": _given(session, own, knower.newest, asked)},
            strength=strength([(row.document, *speaker_of(session.index, row.document, row.speaker)) for row in own if row.basis in CREDITED]),
            why=_why(parts, asked.language), evidence=proof.newest_first(items[claim] for claim in {row.claim for row in own}),
            reachable_via=(*(role.ways if role else ()), *ways[node.id])))
    return result


def _given(session: Session, rows: Sequence[Seen], newest: str, asked: Asked) -> str:
    """The newest document's date with the precision that it has."""
    as_of = asked.scope.on or session.index.as_of
    texts = {session.index.documents[row.document].cells["published"] for row in rows
             if newest and published_by(session.index, row.document, as_of) == newest}
    return max(texts, key=lambda text: (len(text), text), default="")


def _why(parts: Sequence[Part], language: str) -> str:
    said = [counted(f"why.knowledge.{part.signal}", language, int(part.facts["count"])) for part in parts if part.signal != "current"]  # type: ignore[call-overload]
    return "; ".join(said)


QUESTION = Question(
    id="who_knows",
    sentence={"nl": "Bij wie kan ik terecht voor kennis over {theme} in {region}?", "en": "Who can I turn to for knowledge about {theme} in {region}?"},
    needs=(2, 9), kind=RANKED, parameters=(THEME._replace(required=True), REGION, LAYER, ON, ALSO, LIKE, WEIGHTS),
    observations=("signal", "knower", "about", "basis", "speaker", "document", "claim"),
    columns=(Column("rank", "number", "", column("rank")), Column("name", "node", "", column("name")), Column("tier", "text", "", column("tier")),
             Column("role", "text", "", column("role")), Column("standing", "text", "", column("standing")),
             Column("score", "score", "points", column("score")), Column("strength", "text", "", column("strength")),
             Column("newest", "date", "", column("newest")), Column("why", "text", "", column("why"))),
    cost="The root theme lists everybody who knows anything: 44 to 111 ms at S; other themes p95 17.6 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, signals=SIGNALS, example={"theme": "schulden"})
