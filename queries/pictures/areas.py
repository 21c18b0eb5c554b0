"""What a map shows: a figure per municipality or region on a theme, the steps of its colours, and what networks cover.

The figures are those of the questions `coverage` (what is known there, and why when nothing is) and `pioneers` (who is active).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.store import Link
from queries.answer import Answer, Evidence, Row
from queries.index import COUNTRY, counts_on
from queries.questions.coverage import ACTIVE, ALL, COVERED, ELSEWHERE, NOTHING
from queries.scope import LAYERS
from queries.session import Session

MUNICIPALITIES = "gemeente"
ALL_LAYERS = (MUNICIPALITIES, *LAYERS)
KNOWN, ACTORS, CLAIMS = "bekend", "actoren", "vermeldingen"  # what is counted, as the address says it
COUNTED = (KNOWN, ACTORS, CLAIMS)
PER = 100_000  # inhabitants
MOST_STEPS = 5
NONE = (COVERED, ELSEWHERE, NOTHING)  # what an area without a figure is, each drawn in its own way
_SMOOTH = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the map: its figure (0 = none), its state of `coverage`, and its inhabitants (0 = unknown)."""

    id: str
    name: str
    count: int
    state: str
    inhabitants: int
    places: int
    row: Row

    def value(self, per: bool) -> float | None:
        """The figure that is coloured; None when it is per inhabitants and those are unknown."""
        if not per:
            return float(self.count)
        return self.count * PER / self.inhabitants if self.inhabitants else None


@dataclass(frozen=True, slots=True)
class Change:
    """How two dates differ: the sum on each, and the areas that gained, lost or were new."""

    before: int
    after: int
    more: tuple[str, ...]
    fewer: tuple[str, ...]
    new: tuple[str, ...]


def areas(session: Session, covered: Answer, pioneers: Answer, layer: str, counted: str) -> list[Area]:
    """Every area of a layer from the whole answers of `coverage` (of that layer) and `pioneers` on the same theme and day."""
    members = inside(session, layer)
    actors = _actors(session, pioneers, members) if counted == ACTORS else {}
    found = []
    for row in covered.rows:
        if row.values["column_id"] != ALL or row.id not in members:
            continue
        known = {KNOWN: int(str(row.values["count"])), CLAIMS: len(row.evidence) if row.tier == ACTIVE else 0}
        found.append(Area(row.id, _name(session, row, layer), known.get(counted, actors.get(row.id, 0)), row.tier, _inhabitants(session, members[row.id]),
                          len(members[row.id]), row))
    return sorted(found, key=lambda area: (area.name.casefold(), area.id))


def inside(session: Session, layer: str) -> dict[str, frozenset[str]]:
    """Area of a layer -> its present municipalities."""
    if layer == MUNICIPALITIES:
        return {place: frozenset((place,)) for place in session.index.present()}
    present = set(session.index.present())
    return {region.id: frozenset(region.municipalities & present) for region in session.resolver.regions(layer)}


def _name(session: Session, row: Row, layer: str) -> str:
    """A region without its layer, which the whole map has; some have a code only and keep it."""
    name = session.index.regions[row.id].name if layer != MUNICIPALITIES else ""
    return name or row.name


def _actors(session: Session, pioneers: Answer, members: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """How many of the answer's actors are in each area: municipalities themselves, others where they are active."""
    where = {row.id: frozenset((row.id,)) if row.id in session.index.municipalities else session.index.places_of.get(row.id, frozenset())
             for row in pioneers.rows}
    return {area: sum(1 for places in where.values() if places & own) for area, own in members.items()}


def _inhabitants(session: Session, places: Iterable[str]) -> int:
    """Their sum; 0 when one of them is unknown, for a sum that lacks one would make the rest look busier."""
    cells = [session.index.municipalities[place].cells.get("inhabitants", "") for place in places]
    return sum(int(cell) for cell in cells) if all(cells) else 0


def steps(values: Iterable[float]) -> list[float]:
    """The lowest value of each colour step, at most five, smooth numbers: each step holds about as many areas."""
    ordered = sorted(value for value in values if value > 0)
    distinct = sorted(set(ordered))
    if not distinct:
        return []
    if len(distinct) <= MOST_STEPS and all(value.is_integer() for value in distinct):
        return distinct
    bounds = [0.0 if distinct[0] < 1 else 1.0]
    for step in range(1, MOST_STEPS):
        bound = _smooth(ordered[step * len(ordered) // MOST_STEPS])
        if bound > bounds[-1]:
            bounds.append(bound)
    return bounds


def _smooth(value: float) -> float:
    """The nearest number that reads easily, from below."""
    if 1 <= value < 10:
        return float(int(value))
    unit = 1.0
    while value >= unit * 10:
        unit *= 10
    while value < unit:
        unit /= 10
    return round(max(factor * unit for factor in _SMOOTH if factor * unit <= value * (1 + 1e-9)), 6)


def step_of(value: float | None, bounds: Sequence[float]) -> int:
    """The step of a value, counted from 0; -1 for nothing."""
    if not value:
        return -1
    return max(0, sum(1 for bound in bounds if value >= bound) - 1)


def change(earlier: Sequence[Area], later: Sequence[Area]) -> Change:
    """How the later day differs from the earlier one, area by area."""
    before = {area.id: area.count for area in earlier}
    differ = [(area.name, area.count - before.get(area.id, 0), before.get(area.id, 0)) for area in later]
    differ.sort(key=lambda one: (-abs(one[1]), one[0].casefold()))
    return Change(sum(before.values()), sum(area.count for area in later), tuple(name for name, more, _ in differ if more > 0),
                  tuple(name for name, more, _ in differ if more < 0), tuple(name for name, more, had in differ if more > 0 and not had))


def networks(session: Session, themes: Iterable[str] = (), on: str = "") -> dict[str, int]:
    """Networks and organisations that cover places, with how many municipalities; those on the themes first. Whole-country cover is left out."""
    wanted, about = set(themes), session.index.about_of
    found = {who: len(cover(session, who, on)) for who in {link.subject for link in session.index.links("covers") if link.object != COUNTRY}
             if who not in session.index.legal}
    on_theme = {who for who in found if any(link.object in wanted for link in about.get(who, ()))}
    return {who: count for who, count in sorted(found.items(), key=lambda item: (item[0] not in on_theme, -item[1], item[0])) if count}


def cover(session: Session, who: str, on: str = "") -> dict[str, tuple[Link, ...]]:
    """The municipalities that an actor covers, each with the claims that say so."""
    found: dict[str, list[Link]] = {}
    for link in session.index.links("covers"):
        if link.subject == who and link.object != COUNTRY and counts_on(link, on):
            for place in session.index.members.get(link.object, ()) or session.index.successors(link.object):
                found.setdefault(place, []).append(link)
    return {place: tuple(links) for place, links in found.items()}


def is_inferred(items: Iterable[Evidence]) -> bool:
    """Whether cover is only worked out, from a network's name say, and stated by nobody."""
    return all(item.basis == "inferred" for item in items)
