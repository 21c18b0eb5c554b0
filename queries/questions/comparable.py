"""Which municipalities are like mine? By size, density, themes and regions, as parts that add up (docs/questions.md).

Every value can be worked out by hand: size and density are the smaller number divided by the larger one,
themes and regions the share of what the municipality has that the other has too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graph.language import number
from graph.problems import Problem, UsageError
from queries import evidence as proof
from queries.answer import Answer, Part, Row
from queries.index import COUNTRY
from queries.question import ACTOR, LAYER, ON, RANKED, REGION, SIZE, WEIGHTS, Asked, Column, Question
from queries.questions.comparable_reference import observations
from queries.ranking import SAME, ranks, weights_in
from queries.scope import Scope
from queries.session import Session
from queries.words import column, counted, say

SIGNALS = ("size", "density", "themes", "regions")
KEPT = 30  # municipalities that count as like another: the most alike, about one in eleven; equals at the end too
NAMED_AT_MOST = 3
WEIGHTS_FILE = Path(__file__).with_name("comparable.weights.toml")
_CELLS = {"size": "inhabitants", "density": "density"}


class Seen(NamedTuple):
    """One observation; see queries/questions/comparable.rq."""

    signal: str
    municipality: str
    other: str
    about: str
    claim: str


class Likeness(NamedTuple):
    """How like a municipality is: per signal its value, and what it has in common with its observations."""

    id: str
    values: Mapping[str, float]
    common: Mapping[str, Mapping[str, list[Seen]]]
    score: float


@cache
def default_weights() -> dict[str, float]:
    """Weight per signal from comparable.weights.toml."""
    return weights_in(WEIGHTS_FILE)


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the themes on which the municipality runs something, its regions but the country, the day."""
    index, own = session.index, _subject(session, asked)
    themes = {link.object for initiative, places in index.where_run.items() if own in places for link in index.about_of.get(initiative, ())}
    regions = {region for region in index.layers_of.get(own, {}).values() if region != COUNTRY}
    return {"theme": sorted(themes), "region": sorted(regions), "on": [asked.scope.on] if asked.scope.on else []}


def _subject(session: Session, asked: Asked) -> str:
    """The one municipality that the others are compared with. UsageError when it is none, gone, or not one."""
    index = session.index
    if len(asked.actors) != 1 or asked.actors[0] not in index.municipalities or index.successors(asked.actors[0]) != asked.actors:
        raise UsageError(Problem("municipality", got=", ".join(asked.actors), expected="; ".join(
            f"{index.municipalities[one].name} = {one}" for actor in asked.actors if actor in index.municipalities for one in index.successors(actor))))
    return asked.actors[0]


def alike(session: Session, municipality: str, on: str = "") -> frozenset[str]:
    """The KEPT municipalities most like this one, itself left out: what `--like` keeps to."""
    found = likenesses(session, Asked(Scope(None, (), None, on, ""), actors=(municipality,)), default_weights())
    least = found[:KEPT][-1].score if found else 0.0
    return frozenset(one.id for one in found if one.score >= least - SAME)


def likenesses(session: Session, asked: Asked, weights: Mapping[str, float]) -> list[Likeness]:
    """All other municipalities of the scope, most alike first, equals by name."""
    index, own = session.index, _subject(session, asked)
    common: dict[str, dict[str, dict[str, list[Seen]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for cells in session.observe(QUESTION, arguments(session, asked)):
        seen = Seen(*cells)
        if len(into := index.successors(seen.municipality)) == 1:
            common[into[0]]["regions" if seen.signal == "in_region" else "themes"][seen.other].append(seen)
    mine = common[own]  # on a day, or of what is only planned, less than was asked for
    result = []
    for other in index.present():
        if other != own and session.resolver.inside(other, asked.scope):
            values = {signal: _ratio(session, own, other, cell) for signal, cell in _CELLS.items()}
            both = {signal: {one: seen for one, seen in common[other][signal].items() if one in has} for signal, has in mine.items()}
            values |= {signal: len(both[signal]) / len(has) for signal, has in mine.items() if has}
            result.append(Likeness(other, values, both, sum(weights[name] * value for name, value in values.items())))
    return sorted(result, key=lambda one: (-round(one.score, 9), index.municipalities[one.id].name, one.id))


def _ratio(session: Session, own: str, other: str, cell: str) -> float:
    """The smaller of two numbers divided by the larger; 0 when either is unknown."""
    one, two = (float(session.index.municipalities[place].cells.get(cell, 0)) for place in (own, other))
    return min(one, two) / max(one, two) if one and two else 0.0


def answer(session: Session, asked: Asked) -> Answer:
    """The municipalities most alike, each with why, as parts that add up."""
    scope, language, own = asked.scope, asked.language, _subject(session, asked)
    weights = {**default_weights(), **asked.weights}
    found = likenesses(session, asked, weights)
    rows = _rows(session, asked, found[: asked.top] if asked.top else found, weights)
    for row, (place, shared) in zip(rows, ranks([(0, one.score) for one in found]), strict=False):
        row.rank, row.shared = place, shared
    name = session.index.municipalities[own].name
    reason = "" if found else say("empty.comparable", language, region=session.region_name(scope.region, language), who=name)
    return Answer(
        question=QUESTION.id, sentence=QUESTION.sentence[language].format(who=name, region=session.region_name(scope.region, language)),
        kind=QUESTION.kind, params=dict(asked.params), as_of=scope.on or session.index.as_of, data_version=session.index.version,
        store=session.store.address, columns=session.columns(QUESTION, language), rows=rows, total=len(found),
        notes=tuple(_notes(session, asked, own)), empty_reason=reason)


def _rows(session: Session, asked: Asked, shown: Sequence[Likeness], weights: Mapping[str, float]) -> list[Row]:
    index, language = session.index, asked.language
    own = index.municipalities[_subject(session, asked)]
    claims = {claim for one in shown for found in one.common.values() for rows in found.values() for seen in rows for claim in (seen.claim, seen.about)}
    items = proof.evidence_for(session.store, index, claims, language)
    ways = proof.reachable(session.store, index, {one.id: index.municipalities[one.id] for one in shown}, language)
    result = []
    for one in shown:
        node = index.municipalities[one.id]
        rows = {signal: [seen for found in one.common.get(signal, {}).values() for seen in found] for signal in ("themes", "regions")}
        parts = tuple(Part(name, say(f"signal.{name}", language), value, weights[name], weights[name] * value,
                           tuple(dict.fromkeys(claim for seen in rows.get(name, ()) for claim in (seen.claim, seen.about))))
                      for name in SIGNALS if (value := one.values.get(name, 0.0)))
        values = {**{cell: _whole(node.cells.get(cell, "")) for cell in _CELLS.values()}, **_names(session, one, language)}
        mine = dict.fromkeys(claim for part in parts for claim in part.claims)
        result.append(Row(
            id=node.id, kind=node.kind, name=node.name, score=sum(part.points for part in parts), values=values, parts=parts,
            why=_why(session, own.cells, values, one, language), reachable_via=ways[node.id],
            evidence=(*proof.described_in(index, node, language), *proof.newest_first(items[claim] for claim in mine))))
    return result


def _whole(cell: str) -> object:
    """A number as it is shown: whole, or empty when unknown."""
    return round(float(cell)) if cell else ""


def _names(session: Session, one: Likeness, language: str) -> dict[str, object]:
    """What is in common, by name."""
    themes = sorted((session.theme_name(theme, language) for theme in one.common.get("themes", ())), key=str.casefold)
    regions = sorted(f"{session.index.regions[region].name} ({say('layer.' + session.index.regions[region].cells['layer'], language)})"
                     for region in one.common.get("regions", ()))
    return {"themes": "; ".join(themes), "regions": "; ".join(regions)}


def _why(session: Session, own: Mapping[str, str], values: Mapping[str, object], one: Likeness, language: str) -> str:
    said = []
    for cell in _CELLS.values():
        if values[cell] != "" and own.get(cell):
            said.append(say(f"why.comparable.{cell}", language, other=number(values[cell], language), own=number(_whole(own[cell]), language)))  # type: ignore[arg-type]
    for name in ("themes", "regions"):
        if names := [text for text in str(values[name]).split("; ") if text]:
            first = ", ".join(names[:NAMED_AT_MOST]) + (" …" if len(names) > NAMED_AT_MOST else "")
            said.append(counted(f"why.comparable.{name}", language, len(names), names=first))
    return "; ".join(said)


def _notes(session: Session, asked: Asked, own: str) -> Iterable[str]:
    """How the score is made, and what is not known of the municipality itself."""
    language, cells = asked.language, session.index.municipalities[own].cells
    yield from session.region_notes(asked.scope, language)
    name = cells["name"]
    for signal, cell in _CELLS.items():
        if not cells.get(cell):
            yield say("note.comparable.unknown", language, who=name, what=say(f"signal.{signal}", language))
    if not arguments(session, asked)["theme"]:
        yield say("note.comparable.themes", language, who=name)
    yield say("note.comparable", language)


_COLUMNS = {"rank": "number", "name": "node", "score": "score", "inhabitants": "number", "density": "number", "themes": "text", "regions": "text", "why": "text"}
_LABELS = {"name": "municipality", "themes": "common.themes", "regions": "common.regions"}
QUESTION = Question(
    id="comparable",
    sentence={"nl": "Welke gemeenten in {region} lijken het meest op {who}?", "en": "Which municipalities in {region} are most like {who}?"},
    needs=(20, 21, 48), kind=RANKED, parameters=(ACTOR._replace(required=True), REGION, LAYER, SIZE, ON, WEIGHTS),
    observations=("signal", "municipality", "other", "about", "claim"),
    columns=tuple(Column(name, kind, "km2" if name == "density" else "", column(_LABELS.get(name, name))) for name, kind in _COLUMNS.items()),
    cost="A large city shares its many themes with hundreds of municipalities: median 31, p95 84 ms at S on two busy cores. "
         "All cases at S: median 17.2, p95 28.6 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, signals=SIGNALS, example={"actor": "gemeente Houten"})
