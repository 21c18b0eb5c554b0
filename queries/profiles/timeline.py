"""When what was: roles, initiatives and programmes of a node with their uncertain dates as ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph import dates
from graph.store import Node
from queries.index import Index
from queries.profiles.facts import word
from queries.profiles.profile import Profile
from queries.session import Session

# Relations that tell of a time somebody did something; being a member of forty arrangements does not.
_RELATIONS = ("role_at", "runs", "tried", "leads", "partner_in", "involved_in", "organises", "presented_at", "hosts", "adopted_from", "succeeds")

class Moment(NamedTuple):
    """Something with a start and an end, as sure as they are known (ISO days, empty = unknown).

    `start` and `end` are as the source writes them. `by`: it existed by then, since when is not known.
    `status` in words (of an initiative), empty where there is none; `claims` that tell of it.
    """

    id: str
    name: str
    what: str
    start: str
    by: bool
    end: str
    status: str
    status_id: str
    claims: tuple[str, ...]

    @property
    def first(self) -> str:
        """The earliest day on which it can have started."""
        found = dates.interval(self.start) if self.start else None
        return found.earliest if found else ""

    @property
    def last(self) -> str:
        """The latest day on which it can have ended."""
        found = dates.interval(self.end) if self.end else None
        return found.latest if found else ""


def timeline(session: Session, profile: Profile, language: str) -> tuple[Moment, ...]:
    """Moments of a node, those with a start first and in their order, then by name."""
    index, found = session.index, {}
    for group in profile.groups:
        if group.relation not in _RELATIONS:
            continue
        others = index.nodes({statement.other for statement in group.statements})
        for statement in group.statements:
            claim = statement.claim
            role = claim.cell("role") or group.label
            node = others.get(statement.other)
            initiative = node is not None and node.kind == "init"
            key = (statement.other, "" if initiative else group.relation, role + claim.cell("from") if group.relation == "role_at" else "")
            moment = own_time(node, statement.name, role, language)._replace(id=statement.other)
            if not initiative:
                moment = moment._replace(start=claim.cell("from") or moment.start, end=claim.cell("until") or moment.end,
                                         by=claim.cell("from_kind") == "by" if claim.cell("from") else moment.by)
            if claim.relation == "succeeds":  # a day, not a time
                moment = moment._replace(end=moment.start)
            known = found.get(key)
            if not (moment.start or moment.end or initiative or group.relation == "role_at"):
                continue  # a partner since nobody knows when tells of no time
            found[key] = moment._replace(claims=tuple(sorted({*(known.claims if known else ()), claim.id})),
                                         what=known.what if known else moment.what)
    for node in _tied(index, profile):
        found.setdefault((node.id, "", ""), own_time(node, node.name, "", language))
    return ordered(found.values())


def own_time(node: Node | None, name: str, what: str, language: str) -> Moment:
    """A node's own time: of an initiative, an event or a programme."""
    if node is None:
        return Moment("", name, what, "", False, "", "", "", ())
    if node.kind == "init":
        status = node.cells.get("status", "")
        return Moment(node.id, name, what, node.cells.get("start", ""), node.cells.get("start_kind") == "by", node.cells.get("end", ""),
                      word("choice.status", status, language) if status else "", status, ())
    if node.kind in ("event", "call"):
        day = node.cells.get("date") or node.cells.get("year", "")
        return Moment(node.id, name, what, day, False, day, "", "", ())
    if node.kind == "prog":
        return Moment(node.id, name, what, node.cells.get("from", ""), False, node.cells.get("until", ""), "", "", ())
    return Moment(node.id, name, what, "", False, "", "", "", ())


def _tied(index: Index, profile: Profile) -> Iterable[Node]:
    """The node itself when it has a time of its own, and the initiatives of a family or method."""
    node = profile.node
    if node.kind in ("init", "prog", "event"):
        yield node
    if node.kind in ("family", "method"):
        for one in index.initiatives_of.get(node.id, ()):
            yield index.initiatives[one]


def ordered(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    """By first day, those without one last, then by name."""
    return tuple(sorted(moments, key=lambda found: (not found.first, found.first, found.last, found.name.casefold(), found.id)))


def span(moments: Sequence[Moment], as_of: str) -> tuple[str, str]:
    """The first day and the last day that a drawing has to show; the data date is always in it."""
    days = [day for moment in moments for day in (moment.first, moment.last) if day]
    return min([*days, as_of]), max([*days, as_of])
