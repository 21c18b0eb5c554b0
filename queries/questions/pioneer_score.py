"""The pioneer score: seven signals from 0 to 1, weighted, in two tiers.

Formulas and their reasons: docs/decisions/ and queries/questions/pioneers.weights.toml. All values are between 0 and 1
and carry the observations they rest on, so that each point can be traced to its claims and documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graph import dates
from queries.answer import ACTIVE, PIONEER
from queries.questions.field import COPIED, ROLLOUT, Field, Observation, Run
from queries.ranking import independent_statements, weights_in
from queries.recency import HALF_LIFE, published_by, speaker_of

SIGNALS = ("declared", "followed", "first", "recognised", "practice", "studied", "current")
WEIGHTS_FILE = Path(__file__).with_name("pioneers.weights.toml")


class Signal(NamedTuple):
    """A signal's value, the observations behind it, and the figures that its words name."""

    value: float
    rows: tuple[Observation, ...] = ()
    facts: Mapping[str, object] = {}


NOTHING = Signal(0.0)


class Scored(NamedTuple):
    """An actor with its signals, tier and score."""

    actor: str
    tier: str
    score: float
    signals: Mapping[str, Signal]


@cache
def default_weights() -> dict[str, float]:
    """Weight per signal from pioneers.weights.toml."""
    return weights_in(WEIGHTS_FILE)


def score(field: Field, actor: str, weights: Mapping[str, float], as_of: str) -> Scored | None:
    """An actor's score on the theme; None when nothing counts for it. `as_of` is an ISO day."""
    signals = {
        "declared": _declared(field, actor), "followed": _followed(field, actor), "first": _first(field, actor),
        "recognised": _recognised(field, actor), "practice": _practice(field, actor),
        "studied": _studied(field, actor)}
    if not any(signal.value for signal in signals.values()):
        return None
    signals["current"] = _current(field, actor, signals, as_of)
    total = sum(weights[name] * signals[name].value for name in SIGNALS)
    leads = any(signals[name].value for name in ("declared", "followed", "recognised"))
    first = signals["first"]
    tier = PIONEER if leads or (first.value and first.facts["years"] == 0) else ACTIVE
    return Scored(actor, tier, total, signals)


def _declared(field: Field, actor: str) -> Signal:
    """1 - 2^-n for n independent statements that it goes first."""
    rows = field.declared.get(actor)
    if not rows:
        return NOTHING
    count = independent_statements(speaker_of(field.index, row.document, row.speaker) for row in rows)
    return Signal(1 - 2.0 ** -count, tuple(rows), {"count": count})


def _followed(field: Field, actor: str) -> Signal:
    """1 - 2^-n for n followers, each with the most that any of its ways gives it."""
    best: dict[str, tuple[float, tuple[Observation, ...]]] = {}
    ways = [(adoption.follower, adoption.weight, adoption.rows) for adoption in field.adoptions.get(actor, ())]
    for practice in sorted({run.practice for run in field.runs_of.get(actor, ())}):
        if field.spread(practice) == COPIED:
            ways.extend(_later_copies(field, actor, practice))
    for follower, weight, rows in ways:
        if weight > best.get(follower, (0.0, ()))[0]:
            best[follower] = (weight, rows)
    if not best:
        return NOTHING
    count = sum(weight for weight, _ in best.values())
    rows = tuple(dict.fromkeys(row for follower in sorted(best) for row in best[follower][1]))
    return Signal(1 - 2.0 ** -count, rows, {"count": len(best), "weighed": count})


def _later_copies(field: Field, actor: str, practice: str) -> list[tuple[str, float, tuple[Observation, ...]]]:
    """In a copied family: each actor with an exact later start counts half for the first starter(s)."""
    own = _own_start(field, actor, practice)
    if own is None or any(_before(run, own) for run in field.runs_in[practice]):
        return []
    return [(run.actor, 0.5, (own.row, run.row)) for run in field.runs_in[practice]
            if run.actor != actor and run.exact and run.earliest > own.latest]


def _own_start(field: Field, actor: str, practice: str) -> Run | None:
    """The actor's first exact start of a practice, or None when no document gives one."""
    own = [run for run in field.runs_of.get(actor, ()) if run.practice == practice and run.exact and run.latest]
    return min(own, key=lambda run: (run.latest, run.initiative, run.row.claim), default=None)


def _before(run: Run, own: Run) -> bool:
    """Whether a run of anybody certainly existed before the own start, exact or by then."""
    return bool(run.latest) and run.latest < own.earliest


def _first(field: Field, actor: str) -> Signal:
    """1/(1 + years after the practice's first known start) x (1 - 2^(-k/3)), k that started strictly later.

    The own start must be exact; somebody who had it by an earlier day refutes it; never for a rollout.
    """
    best = NOTHING
    for practice in sorted({run.practice for run in field.runs_of.get(actor, ())}):
        if field.spread(practice) == ROLLOUT or (own := _own_start(field, actor, practice)) is None:
            continue
        runs = field.runs_in[practice]
        if any(_before(run, own) and not run.exact for run in runs if run.actor != actor):
            continue
        later = {run.actor: run.row for run in runs if run.actor != actor and run.exact and run.earliest > own.latest}
        opener = min((run.latest for run in runs if run.exact and run.latest), default=own.latest)
        years = max(0.0, dates.years_between(opener, own.earliest))
        value = 1 / (1 + years) * (1 - 2.0 ** (-len(later) / 3))
        if value > best.value:
            best = Signal(value, (own.row, *(later[name] for name in sorted(later))),
                          {"count": len(later), "years": years, "practice": practice, "start": own.row.about})
    return best


def _recognised(field: Field, actor: str) -> Signal:
    """1 - 2^-n for n others that named its practice as an example."""
    rows = field.recognised.get(actor)
    if not rows:
        return NOTHING
    count = len({row.subject for row in rows})
    return Signal(1 - 2.0 ** -count, tuple(rows), {"count": count})


def _practice(field: Field, actor: str) -> Signal:
    """1 - 2^(-n/2) for n distinct practices that it runs; why each stands on the theme belongs to its evidence."""
    runs = field.runs_of.get(actor)
    if not runs:
        return NOTHING
    count = len({run.practice for run in runs})
    about = [row for run in runs for row in field.about.get(run.initiative, ()) if row.practice == run.practice]
    return Signal(1 - 2.0 ** (-count / 2), tuple(dict.fromkeys([*(run.row for run in runs), *about])), {"count": count})


def _studied(field: Field, actor: str) -> Signal:
    """1 when a research party other than itself evaluated its practice."""
    rows = field.studied.get(actor)
    return Signal(1.0, tuple(rows), {"count": len({row.subject for row in rows})}) if rows else NOTHING


def _current(field: Field, actor: str, signals: Mapping[str, Signal], as_of: str) -> Signal:
    """0.5^(years/4) since the newest evidence about the actor or what it runs, published on or before the day.

    That somebody else began later is evidence for having gone first, not for still being at it.
    """
    index, newest, rows = field.index, "", []
    own = {run.initiative for run in field.runs_of.get(actor, ())}
    for row in dict.fromkeys(row for signal in signals.values() for row in signal.rows):
        if row.about not in own and actor not in (*index.successors(row.subject), *index.successors(row.object)):
            continue
        day = published_by(index, row.document, as_of)
        if day > newest:
            newest, rows = day, [row]
        elif day and day == newest:
            rows.append(row)
    if not newest:
        return NOTHING
    years = max(0.0, dates.years_between(newest, as_of))
    given = max((index.documents[row.document].cells["published"] for row in rows), key=lambda text: (len(text), text))
    return Signal(0.5 ** (years / HALF_LIFE), tuple(rows), {"day": given, "years": years})
