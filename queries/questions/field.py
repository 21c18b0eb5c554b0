"""The observations of `pioneers`, ordered for scoring: who runs what since when, and what is said of it.

Actors are present ones: what was said of a municipality that merged into one other counts for that one;
of one that was split up, for nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.build import CREDITED
from queries.index import Index

COPIED, ROLLOUT = "copied", "rollout"


class Observation(NamedTuple):
    """One row of the query; see queries/questions/pioneers.rq for what each column is."""

    signal: str
    subject: str
    object: str
    about: str
    practice: str
    detail: str
    earliest: str
    latest: str
    basis: str
    speaker: str
    document: str
    claim: str


class Run(NamedTuple):
    """An actor runs an initiative of a practice since some day; `exact` when its document says it began then."""

    actor: str
    practice: str
    initiative: str
    earliest: str
    latest: str
    exact: bool
    row: Observation


class Adoption(NamedTuple):
    """A follower took a practice over from a source, with the weight its ground gives it (1 or 1/2)."""

    follower: str
    source: str
    practice: str
    weight: float
    rows: tuple[Observation, ...]


@dataclass(slots=True)
class Field:
    """Everything observed on one theme, by actor and by practice."""

    index: Index
    runs_of: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    runs_in: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    of_initiative: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    declared: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    adoptions: dict[str, list[Adoption]] = field(default_factory=lambda: defaultdict(list))
    recognised: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    studied: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    tried: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    disputes: list[Observation] = field(default_factory=list)
    about: dict[str, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    split: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def actors(self) -> list[str]:
        """Everybody with a practice here or of whom something counts, sorted; persons are not ranked."""
        found = {*self.runs_of, *self.declared, *self.adoptions, *self.recognised}
        return sorted(actor for actor in found if not actor.startswith("person:"))

    def spread(self, practice: str) -> str:
        """How a family spread; empty for a practice that is no family."""
        node = self.index.families.get(practice)
        return node.cells["spread"] if node else ""

    def present(self, actor: str) -> str:
        """The actor as it is now; empty for a municipality that went into several (noted in `split`)."""
        successors = self.index.successors(actor)
        if len(successors) == 1:
            return successors[0]
        self.split[actor] = successors
        return ""


def arrange(rows: Iterable[Sequence[str]], index: Index) -> Field:
    """Order the observations. Starts first, since adoptions and recognitions of an initiative need its runners."""
    found = Field(index)
    observations = [row if isinstance(row, Observation) else Observation(*row) for row in rows]
    for row in observations:
        if row.signal == "runs" and (actor := found.present(row.subject)):
            run = Run(actor, row.practice, row.about, row.earliest, row.latest, row.detail == "exact", row)
            found.runs_of[actor].append(run)
            found.runs_in[row.practice].append(run)
            found.of_initiative[row.about].append(run)
    for row in observations:
        if handle := _HANDLERS.get(row.signal):
            handle(found, row)
    for source, chained in _over_one_step(found).items():
        found.adoptions[source].extend(chained)
    return found


def _declared(found: Field, row: Observation) -> None:
    if row.basis in CREDITED:
        for actor in _actors(found, row.subject):
            found.declared[actor].append(row)


def _actors(found: Field, identifier: str) -> list[str]:
    """Who stands behind an id: an actor itself, an initiative's runners; nobody for a method or a person."""
    if identifier.startswith("init:"):
        return sorted({run.actor for run in found.of_initiative.get(identifier, ())})
    if identifier.startswith(("gm:", "org:", "net:")):
        actor = found.present(identifier)
        return [actor] if actor else []
    return []


def _adopted(found: Field, row: Observation) -> None:
    if row.basis in CREDITED:
        weight = 1.0
    else:
        weight = 0.0 if found.spread(row.practice) == ROLLOUT else 0.5
    for source in _actors(found, row.object) if weight else ():
        for follower in _actors(found, row.subject):
            if follower != source:
                found.adoptions[source].append(Adoption(follower, source, row.practice, weight, (row,)))


def _over_one_step(found: Field) -> dict[str, list[Adoption]]:
    """Who took it from somebody who took it from the source: half of what the two steps weigh together."""
    chained: dict[str, list[Adoption]] = defaultdict(list)
    direct = {source: list(adoptions) for source, adoptions in found.adoptions.items()}
    for source, adoptions in direct.items():
        for step in adoptions:
            for onward in direct.get(step.follower, ()):
                if onward.practice == step.practice and onward.follower not in (source, step.follower):
                    chained[source].append(Adoption(onward.follower, source, step.practice,
                                                    step.weight * onward.weight / 2, (*step.rows, *onward.rows)))
    return chained


def _recognised(found: Field, row: Observation) -> None:
    """Named as an example by somebody else: not by the actor itself, nor by somebody with a role there."""
    if row.basis not in CREDITED:
        return
    for actor in _actors(found, row.object):
        own = {role.subject for role in found.index.roles.get(actor, ())}
        if row.subject not in own and row.subject != actor and found.present(row.subject) != actor:
            found.recognised[actor].append(row)


def _studied(found: Field, row: Observation) -> None:
    """A research party looked at the initiative, or at the method that the practice is."""
    if row.detail != "research":
        return
    runs = found.of_initiative.get(row.about) or (
        found.runs_in.get(row.practice, ()) if row.about.startswith("method:") else ())
    for actor in sorted({run.actor for run in runs}):
        if actor != row.subject:
            found.studied[actor].append(row)


def _tried(found: Field, row: Observation) -> None:
    if actor := found.present(row.subject):
        found.tried[actor].append(row)


_HANDLERS: Mapping[str, Callable[[Field, Observation], None]] = {
    "pioneers": _declared, "adopted_from": _adopted, "recognises": _recognised, "evaluates": _studied,
    "tried": _tried, "disputes": lambda found, row: found.disputes.append(row),
    "about": lambda found, row: found.about[row.about].append(row)}
