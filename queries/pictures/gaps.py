"""Where on which theme nothing is known: themes by regions, from the question `coverage`, with how much of the emptiness is missing data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from queries.catalogue import QUESTIONS, resolve
from queries.questions import coverage
from queries.questions.coverage import ACTIVE, COVERED, ELSEWHERE, NOTHING
from queries.scope import Region
from queries.session import Session

UNKNOWN = "unknown"  # a cell without anything, of whose municipalities most are known from registers alone
STATES = (ACTIVE, COVERED, ELSEWHERE, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme in a region: its municipalities by what is known of them, as `coverage` tells them apart."""

    theme: str
    region: str
    places: Mapping[str, tuple[str, ...]]

    def count(self, state: str) -> int:
        """How many municipalities are in a state of `coverage`."""
        return len(self.places.get(state, ()))

    @property
    def of(self) -> int:
        """How many municipalities it has."""
        return sum(map(len, self.places.values()))

    @property
    def share(self) -> float:
        """The share of municipalities of which something is known on the theme, 0 to 1."""
        return self.count(ACTIVE) / self.of if self.of else 0.0

    @property
    def state(self) -> str:
        """One of STATES. Nothing on the theme says something only where at least half of those without it are known from other themes."""
        if self.count(ACTIVE):
            return ACTIVE
        if self.count(COVERED):
            return COVERED
        return ELSEWHERE if self.count(ELSEWHERE) >= self.count(NOTHING) else UNKNOWN


@dataclass(frozen=True, slots=True)
class Gaps:
    """Themes by regions of a layer; every pair has a cell."""

    layer: str
    themes: tuple[str, ...]
    regions: tuple[Region, ...]
    cells: Mapping[tuple[str, str], Cell]  # (theme, region id)

    def of_theme(self, theme: str) -> list[Cell]:
        """The cells of a theme, in the order of the regions."""
        return [self.cells[theme, region.id] for region in self.regions]

    def total(self, theme: str, state: str) -> int:
        """How many municipalities of the country are in a state on a theme."""
        return sum(cell.count(state) for cell in self.of_theme(theme))

    def emptiest(self) -> list[str]:
        """The themes, those with the most regions without anything first, then those with the fewest active municipalities."""
        return sorted(self.themes, key=lambda theme: (-len(self.without(theme)), self.total(theme, ACTIVE), theme))

    def without(self, theme: str) -> list[Region]:
        """The regions in which no municipality is known to do anything on a theme."""
        return [region for region in self.regions if not self.cells[theme, region.id].count(ACTIVE)]

    def missing(self) -> float:
        """The share of the emptiness that is missing data: municipalities known from registers alone, 0 to 1."""
        empty = sum(cell.of - cell.count(ACTIVE) for cell in self.cells.values())
        return sum(cell.count(NOTHING) for cell in self.cells.values()) / empty if empty else 0.0


def gaps(session: Session, layer: str, theme: str = "") -> Gaps:
    """The gaps on a theme and those just below it, or on the main themes, per region of a layer; worked out once per data version."""
    return session.once(("gaps", layer, theme), lambda: _gaps(session, layer, rows_of(session, theme)))


def rows_of(session: Session, theme: str) -> tuple[str, ...]:
    """The theme itself and those just below it; without one those just below the tops, and tops with nothing below. By label."""
    below: dict[str, list[str]] = defaultdict(list)
    for one, node in session.index.themes.items():
        for broader in node.cells.get("broader", "").split("; "):
            below[broader].append(one)
    found = below[theme] if theme else {one for top in below[""] for one in below.get(top, [top])}
    return ((theme,) if theme else ()) + tuple(sorted(found, key=lambda one: (session.index.themes[one].name.casefold(), one)))


def _gaps(session: Session, layer: str, themes: tuple[str, ...]) -> Gaps:
    regions = tuple(session.resolver.regions(layer))
    cells = {}
    for theme in themes:
        asked = resolve(session, QUESTIONS[coverage.QUESTION.id], {"theme": theme, "layer": layer})
        states = {place: found.state for place, found in coverage.places(session, asked).items()}
        for region in regions:
            own: dict[str, list[str]] = {}
            for place in sorted(region.municipalities & states.keys(), key=lambda one: session.index.municipalities[one].name.casefold()):
                own.setdefault(states[place], []).append(place)
            cells[theme, region.id] = Cell(theme, region.id, {state: tuple(found) for state, found in own.items()})
    return Gaps(layer, themes, tuple(region for region in regions if any(cells[theme, region.id].of for theme in themes)), cells)
