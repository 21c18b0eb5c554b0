"""How an approach spread, worked out from its observations: adopters with the days between which each began, and from whom.

A document rarely says on what day something began. So a start is a range: `exact` when a document says that it began then,
`by` when it existed by then, `document` when only the date of the document is known. Nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from queries.index import Index

EXACT, BY, DOCUMENT, UNKNOWN = "exact", "by", "document", "unknown"
RUNS, TRIED, PLANNED, ADOPTED, ENDED = "runs", "tried", "planned", "adopted", "ended"


class Seen(NamedTuple):
    """One observation; see queries/questions/spread.rq."""

    signal: str
    subject: str
    object: str
    about: str
    detail: str
    earliest: str
    latest: str
    status: str
    finished: str
    since: str
    basis: str
    document: str
    claim: str


class Start(NamedTuple):
    """When somebody began: between two days (ISO), either empty when unknown, and how that is known."""

    earliest: str
    latest: str
    kind: str


class Source(NamedTuple):
    """From whom somebody took it over, by which claim; `inferred` when nobody says so."""

    actor: str
    claim: str
    inferred: bool


class Adopter(NamedTuple):
    """Somebody with the approach: since when, what became of it, from whom, and the observations behind it."""

    actor: str
    start: Start
    state: str
    sources: tuple[Source, ...]
    rows: tuple[Seen, ...]

    @property
    def counted(self) -> bool:
        """Whether it has, or had, the approach: a failed try or a plan is shown and not counted."""
        return self.state not in (TRIED, PLANNED)


def start_of(row: Seen) -> Start:
    """The start that an observation tells."""
    if row.latest and row.detail == EXACT:
        return Start(row.earliest, row.latest, EXACT)
    if row.latest:
        return Start("", row.latest, BY)
    return Start("", row.since, DOCUMENT) if row.since else Start("", "", UNKNOWN)


def adopters(rows: Iterable[Sequence[str]], index: Index, as_of: str) -> list[Adopter]:
    """Everybody with the approach, in the order in which they had it at the latest; what is unknown last.

    What was said of a municipality that merged counts for its successor. An organisation that carries an initiative out
    together with a municipality stands behind that one; where no municipality is known it stands itself.
    """
    seen = [Seen(*cells) for cells in rows]
    runners = _runners(seen, index)
    own: dict[str, list[Seen]] = defaultdict(list)
    sources: dict[str, list[Source]] = defaultdict(list)
    for row in seen:
        if row.signal == "adopted_from":
            for actor in _actors(row.subject, runners, index):
                own[actor].append(row)
                sources[actor] += [Source(source, row.claim, row.basis == "inferred")
                                   for source in _actors(row.object, runners, index) or [row.object]]
        elif (actor := _present(row.subject, index)) and (actor.startswith("gm:") or not any(
                other.startswith("gm:") for other in runners.get(row.about, ()))):
            own[actor].append(row)
    found = [Adopter(actor, _first(own[actor]), _state(own[actor], as_of), tuple(dict.fromkeys(sources[actor])), tuple(own[actor]))
             for actor in sorted(own)]
    return sorted(found, key=lambda one: (not one.start.latest, one.start.latest, one.start.earliest or one.start.latest, one.actor))


def _runners(seen: Iterable[Seen], index: Index) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in seen:
        if row.signal == "runs" and (actor := _present(row.subject, index)):
            found[row.about].add(actor)
    return found


def _present(actor: str, index: Index) -> str:
    """The actor as it is now; empty for a municipality that went into several, whose share nobody knows."""
    successors = index.successors(actor)
    return successors[0] if len(successors) == 1 else ""


def _actors(identifier: str, runners: Mapping[str, set[str]], index: Index) -> list[str]:
    """Who stands behind an end of an adoption: an actor, or those who run the initiative; nobody for a method."""
    if identifier.startswith("init:"):
        return sorted(runners.get(identifier, ()))
    if identifier.startswith(("gm:", "org:", "net:")):
        return [actor] if (actor := _present(identifier, index)) else []
    return []


def _first(rows: Sequence[Seen]) -> Start:
    """The start by which it had the approach at the latest; an exact one before others that say the same day."""
    return min((start_of(row) for row in rows), key=lambda start: (not start.latest, start.latest, start.kind != EXACT, start.kind))


def _state(rows: Sequence[Seen], as_of: str) -> str:
    """What became of it: runs while anything of it does, else what is known of the rest."""
    states = {_state_of(row, as_of) for row in rows}
    return next(state for state in (RUNS, ADOPTED, ENDED, TRIED, PLANNED) if state in states)


def _state_of(row: Seen, as_of: str) -> str:
    if row.signal == "tried":
        return TRIED
    if row.signal == "adopted_from":
        return ADOPTED
    if row.status == PLANNED:
        return PLANNED
    return ENDED if row.status in ("ended", "stopped") or (row.finished and row.finished < as_of) else RUNS


def reached(found: Sequence[Adopter], day: str) -> tuple[int, int]:
    """How many had it on a day: at least those who certainly did, at most those of whom it cannot be excluded."""
    counted = [one.start for one in found if one.counted]
    return (sum(1 for start in counted if start.latest and start.latest <= day),
            sum(1 for start in counted if not start.earliest or start.earliest <= day))


def chain(actor: str, found: Mapping[str, Adopter]) -> list[str]:
    """From whom it came, step by step: the first source, its source, and so on until nobody is known or a circle closes."""
    steps, here = [], actor
    while here in found and found[here].sources:
        here = min(found[here].sources, key=lambda source: (source.inferred, source.actor)).actor
        if here in steps or here == actor:
            break
        steps.append(here)
    return steps
