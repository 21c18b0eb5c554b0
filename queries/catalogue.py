"""The questions that can be asked, and asking them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from graph.problems import Problem, UnknownError, UsageError
from graph.records import split_list
from graph.store import Store
from queries.answer import Answer
from queries.counts import cached_counts
from queries.question import SCALE, Asked, Question
from queries.questions import bundle, comparable, fragile_knowledge, known_already, partners, pioneers, triangle, what_works, who_knows
from queries.questions import coverage, matching, portfolio, spread, supply_demand
from queries.questions import agenda, bridges, freshness, introductions, reinventions, unusual
from queries.questions import administrators, events, indicators, influence, orphaned, programme_fit
from queries.session import Session

QUESTIONS: Mapping[str, Question] = {question.id: question for question in (
    pioneers.QUESTION, who_knows.QUESTION, partners.QUESTION, known_already.QUESTION,
    what_works.QUESTION, comparable.QUESTION, fragile_knowledge.QUESTION, bundle.QUESTION, triangle.QUESTION,
    supply_demand.QUESTION, coverage.QUESTION, portfolio.QUESTION, matching.QUESTION, spread.QUESTION,
    administrators.QUESTION, events.QUESTION, orphaned.QUESTION, programme_fit.QUESTION, influence.QUESTION, indicators.QUESTION,
    unusual.QUESTION,
    reinventions.QUESTION,
    introductions.QUESTION,
    freshness.QUESTION,
    agenda.QUESTION,
    bridges.QUESTION)}
MOST_WEIGHT = 100.0


def open_session(store: Store, cache: Path | None = None) -> Session:
    """A session over a store; counts are kept in `cache` when given. Raises StoreError when it cannot be read."""
    session = Session(store, cache)
    session.counts.update(cached_counts(session, cache))
    if cache is not None:
        session.texts  # noqa: B018  made now, so that nobody waits for it at the first text
    return session


def question(name: str) -> Question:
    """A question by its id. UnknownError names those that exist."""
    if name not in QUESTIONS:
        raise UnknownError(Problem("unknown-question", got=name, expected=", ".join(sorted(QUESTIONS))))
    return QUESTIONS[name]


def ask(session: Session, name: str, params: Mapping[str, object], top: int = 10, language: str = "nl") -> Answer:
    """Ask a question. `params` by JSON name, values as texts (weights: signal -> number); top 0 = all rows.

    Raises UnknownError or UsageError as queries/scope.py and `checked_weights` say.
    """
    asked = question(name)
    return asked.answer(session, resolve(session, asked, params, top, language))  # type: ignore[return-value]


def resolve(session: Session, question: Question, params: Mapping[str, object], top: int = 10, language: str = "nl") -> Asked:
    """Parameters as given to a question as asked: labels to ids, numbers checked. Raises as `ask`."""
    known = {parameter.name for parameter in question.parameters}
    given = {key: value for key, value in params.items() if value}
    if extra := sorted(set(given) - known):
        raise UsageError(Problem("parameter", got=", ".join(extra), expected=", ".join(sorted(known))))
    for parameter in question.parameters:
        if parameter.required and parameter.name not in given:
            raise UsageError(Problem("parameter-missing", expected=parameter.name, fields={"name": parameter.name}))
        if parameter.required and parameter.many and len(_several(given[parameter.name])) < parameter.least:
            raise UsageError(Problem("parameter-several", fields={"name": parameter.name, "count": str(parameter.least)}))
    if top < 0:
        raise UsageError(Problem("top", got=str(top), expected="0, 1, 2 …"))
    text = {key: str(given.get(key, "")) for key in ("theme", "region", "layer", "on", "size", "also", "text", "year", "practice", "minimum", "like")}
    resolver = session.resolver
    like = resolver.municipality(text["like"]) if text["like"] else ""
    scope = resolver.scope(*(text[key] for key in ("theme", "region", "layer", "on", "size")))
    alike = comparable.alike(session, like, scope.on) if like else None
    scope = replace(scope, alike=alike)
    also = replace(resolver.scope(*(text[key] for key in ("also", "region", "layer", "on"))), alike=alike) if text["also"] else None
    weights = checked_weights(given.get("weights", {}), question.signals)  # type: ignore[arg-type]
    actors = tuple(dict.fromkeys(resolver.actor(name) for name in _several(given.get("actor", ()))))
    practice = resolver.practice(text["practice"]) if text["practice"] else ""
    minimum = checked_minimum(text["minimum"])
    echoed: dict[str, object] = {
        "theme": scope.theme.id if scope.theme else "", "region": scope.region.id if scope.region else "",
        "layer": scope.region.layer if scope.region else text["layer"], **{key: text[key] for key in ("on", "size", "text", "year")},
        "also": also.theme.id if also and also.theme else "", "weights": weights, "actor": list(actors), "practice": practice,
        "minimum": minimum, "like": like}
    return Asked(scope, {key: value for key, value in echoed.items() if value}, weights, actors, text["text"], top, language, also,
                 checked_year(text["year"]), practice, minimum, like)


def _several(value: object) -> tuple[str, ...]:
    """The values of a parameter that may be given more than once: each a text, or several in one text as a list cell has them."""
    texts = (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
    return tuple(part for text in texts for part in split_list(text))


def checked_minimum(text: str) -> str:
    """A step of the scale of evidence, I to IV, or empty. UsageError for anything else."""
    step = text.strip().upper()
    if step and step not in SCALE:
        raise UsageError(Problem("minimum", got=text, expected=" | ".join(SCALE)))
    return step


def checked_year(text: str) -> str:
    """A year of four digits, or empty. UsageError for anything else."""
    if text and not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise UsageError(Problem("year", got=text, expected="2024"))
    return text


def checked_weights(weights: Mapping[str, object], signals: tuple[str, ...]) -> dict[str, float]:
    """Weights by signal as numbers from 0 to MOST_WEIGHT. UsageError names what is wrong."""
    result = {}
    for signal, text in weights.items():
        if signal not in signals:
            raise UsageError(Problem("weight-signal", got=str(signal), expected=", ".join(signals)))
        try:
            value = float(str(text).replace(",", "."))
        except ValueError:
            value = -1.0
        if not 0 <= value <= MOST_WEIGHT:
            raise UsageError(Problem("weight-value", got=f"{signal}={text}", expected=f"0 … {MOST_WEIGHT:g}"))
        result[signal] = value
    return result
