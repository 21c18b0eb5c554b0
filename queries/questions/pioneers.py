"""Who are the front runners on this theme in my region? Declaration and answer (docs/questions.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.store import Node
from queries import evidence as proof
from queries.answer import PIONEER, Answer, Part, Row, Without
from queries.questions.field import Field, Observation, arrange
from queries.questions.pioneer_score import SIGNALS, Scored, default_weights, score
from queries.questions.pioneers_reference import observations
from queries.question import LAYER, LIKE, ON, RANKED, REGION, SIZE, THEME, WEIGHTS, Asked, Column, Question
from queries.ranking import ranks, strength
from queries.recency import speaker_of
from queries.scope import Scope
from queries.session import Session
from queries.questions.without import LeaveOut, documents_of
from queries.words import column, counted, say

_TIER_ORDER = {PIONEER: 0}


@dataclass(slots=True)
class Ranking:
    """A theme's observations, their arrangement and the actors of the scope, best first."""

    rows: list[tuple[str, ...]]
    field: Field
    scored: list[Scored]
    names: dict[str, Node]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the theme's closure, the practices that stand on it, the day."""
    scope = asked.scope
    themes = list(scope.themes) or sorted(session.index.themes)
    return {"theme": themes, "practice": session.index.practices(themes, scope.on), "on": [scope.on] if scope.on else []}


def rank(session: Session, scope: Scope, weights: Mapping[str, float]) -> Ranking:
    """Observe, arrange and score."""
    return ranked(session, session.observe(QUESTION, arguments(session, Asked(scope))), scope, weights)


def ranked(session: Session, rows: list[tuple[str, ...]], scope: Scope, weights: Mapping[str, float]) -> Ranking:
    """Observations to a ranking: by tier, then score, then name."""
    field = arrange(rows, session.index)
    actors = [actor for actor in field.actors() if session.resolver.inside(actor, scope)]
    as_of = scope.on or session.index.as_of
    scored = [found for actor in actors if (found := score(field, actor, weights, as_of))]
    names = session.index.nodes([found.actor for found in scored])
    scored.sort(key=lambda found: (_TIER_ORDER.get(found.tier, 1), -round(found.score, 9), names[found.actor].name, found.actor))
    return Ranking(rows, field, scored, names)


def answer(session: Session, asked: Asked) -> Answer:
    """The explained answer: front runners first, then who is also active."""
    scope, language = asked.scope, asked.language
    weights = {**default_weights(), **asked.weights}
    ranking = rank(session, scope, weights)
    places = ranks([(_TIER_ORDER.get(found.tier, 1), found.score) for found in ranking.scored])
    shown = ranking.scored[: asked.top] if asked.top else ranking.scored
    rows = _rows(session, scope, ranking, shown, weights, language)
    for row, (place, shared) in zip(rows, places, strict=False):
        row.rank, row.shared = place, shared
    _compare(rows, ranking, weights, language)
    disputes = [row.claim for row in ranking.field.disputes if not row.practice]
    return Answer(
        question=QUESTION.id, sentence=session.sentence(QUESTION, scope, language), kind=QUESTION.kind,
        params=dict(asked.params), as_of=scope.on or session.index.as_of, data_version=session.index.version,
        store=session.store.address, columns=session.columns(QUESTION, language), rows=rows, total=len(ranking.scored),
        against=tuple(proof.evidence_for(session.store, session.index, disputes, language).values()),
        notes=(*session.like_notes(asked.like, scope, language), *_notes(session, scope, ranking, language)),
        **session.ways_out(QUESTION.id, scope, language, "" if ranking.scored else "empty.pioneers"))


def _rows(session: Session, scope: Scope, ranking: Ranking, shown: Sequence[Scored], weights: Mapping[str, float],
          language: str) -> list[Row]:
    claims = {row.claim for found in shown for signal in found.signals.values() for row in signal.rows}
    against = {found.actor: _against(ranking.field, found.actor) for found in shown}
    claims.update(claim for found in against.values() for claim in found)
    items = proof.evidence_for(session.store, session.index, claims, language)
    ways = proof.reachable(session.store, session.index, {found.actor: ranking.names[found.actor] for found in shown}, language)
    leave_out = LeaveOut(ranking.rows, ranking.field, ranking.scored, weights, scope.on or session.index.as_of)
    result = []
    for found in shown:
        node = ranking.names[found.actor]
        parts = _parts(found, weights, language)
        own = [row for signal in found.signals.values() for row in signal.rows]
        documents = documents_of(found)
        result.append(Row(
            id=node.id, kind=node.kind, name=node.name, tier=found.tier, score=sum(part.points for part in parts),
            values=_values(found), strength=_strength(own, session), parts=parts, why=_why(parts, language),
            evidence=proof.newest_first(items[claim] for claim in {row.claim for row in own}),
            against=tuple(items[claim] for claim in against[found.actor]),
            without=tuple(Without(document, session.title(document), leave_out.rank(found.actor, document))
                          for document in documents),
            reachable_via=ways[node.id]))
    return result


def _values(found: Scored) -> dict[str, object]:
    return {"practices": found.signals["practice"].facts.get("count", 0),
            "newest": found.signals["current"].facts.get("day", "")}


def _parts(found: Scored, weights: Mapping[str, float], language: str) -> tuple[Part, ...]:
    return tuple(Part(name, say(f"signal.{name}", language), signal.value, weights[name], weights[name] * signal.value,
                      tuple(dict.fromkeys(row.claim for row in signal.rows)), dict(signal.facts))
                 for name in SIGNALS if (signal := found.signals[name]).value)


def _strength(rows: Sequence[Observation], session: Session) -> str:
    """From what somebody states; what is only inferred strengthens nothing."""
    return strength([(row.document, *speaker_of(session.index, row.document, row.speaker)) for row in dict.fromkeys(rows)
                     if row.basis in ("stated", "attributed")])


def _why(parts: Sequence[Part], language: str) -> str:
    """One line: every signal in words, in the order of SIGNALS."""
    said = [counted(f"why.{part.signal}", language, int(part.facts.get("count", 2)), day=part.facts.get("day", ""))  # type: ignore[call-overload]
            for part in parts]
    return "; ".join(said)


def _against(field: Field, actor: str) -> list[str]:
    """Tries of the actor that did not work out and disputes of practices it runs: shown, never scored."""
    practices = {run.practice for run in field.runs_of.get(actor, ())}
    claims = [row.claim for row in field.tried.get(actor, ())]
    claims += [row.claim for row in field.disputes if row.practice and row.practice in practices]
    return list(dict.fromkeys(claims))


def _compare(rows: Sequence[Row], ranking: Ranking, weights: Mapping[str, float], language: str) -> None:
    """Why each row stands above the next one, in words."""
    for row, found, after in zip(rows, ranking.scored, ranking.scored[1:], strict=False):
        name = ranking.names[after.actor].name
        if found.tier != after.tier:
            row.above_next = say("above.tier", language, next=name)
            continue
        gaps = {signal: weights[signal] * (found.signals[signal].value - after.signals[signal].value) for signal in SIGNALS}
        more = _gap_words(gaps, language, 1)
        if abs(sum(gaps.values())) <= 1e-9:
            row.above_next = say("above.equal", language, next=name)
            continue
        row.above_next = say("above.more", language, next=name, parts=more)
        if less := _gap_words(gaps, language, -1):
            row.above_next = say("above.less", language, more=row.above_next, next=name, parts=less)


def _gap_words(gaps: Mapping[str, float], language: str, sign: int) -> str:
    chosen = sorted((signal for signal in gaps if sign * gaps[signal] > 1e-9), key=lambda signal: -sign * gaps[signal])
    point = "," if language == "nl" else "."
    return ", ".join(f"{say(f'signal.{signal}', language)} ({sign * gaps[signal]:.2f})".replace(".", point) for signal in chosen)


def _notes(session: Session, scope: Scope, ranking: Ranking, language: str) -> tuple[str, ...]:
    municipalities = session.index.municipalities
    notes = [say("note.split", language, old=municipalities[old].name,
                 new=", ".join(municipalities[new].name for new in into))
             for old, into in sorted(ranking.field.split.items()) if into
             and (scope.region is None or set(into) & scope.region.municipalities)]
    if scope.region and scope.region.layer != "gemeente":
        notes.append(say("note.vintage", language, layer=say(f"layer.{scope.region.layer}", language), vintage=scope.region.vintage))
    return (*notes, say("note.first", language))


QUESTION = Question(
    id="pioneers",
    sentence={"nl": "Wie zijn voortrekkers op {theme} in {region}?", "en": "Who are the front runners on {theme} in {region}?"},
    needs=(1, 19, 26, 37, 51, 53, 57), kind=RANKED,
    parameters=(THEME._replace(required=True), REGION, LAYER, ON, SIZE, LIKE, WEIGHTS),
    observations=("signal", "subject", "object", "about", "practice", "detail", "earliest", "latest", "basis", "speaker",
                  "document", "claim"),
    columns=(Column("rank", "number", "", column("rank")), Column("name", "node", "", column("name")), Column("tier", "text", "", column("tier")), Column("score", "score", "points", column("score")),
             Column("strength", "text", "", column("strength")), Column("practices", "number", "", column("practices")), Column("newest", "date", "", column("newest")), Column("why", "text", "", column("why"))),
    cost="The root theme asks for all that is known (about 5,000 observations at S) and leaves out each of its documents: 71 to 593 ms; "
         "other themes median 4.4, p95 19.8 ms. All cases at S: median 4.8, p95 72.3 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, signals=SIGNALS,
    example={"theme": "burgerparticipatie", "region": "Limburg"})
