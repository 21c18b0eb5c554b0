"""What is known of a theme: its place among the others, programmes, questions asked, and where it is worked on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from graph.records import split_list
from graph.store import Node
from queries.profiles.counting import broader, by_theme, known, on_theme
from queries.session import Session

_NEIGHBOURS = 8


class Near(NamedTuple):
    """Another theme with the number of initiatives that make it worth a look."""

    id: str
    name: str
    initiatives: int


class Area(NamedTuple):
    """A province: initiatives on the theme that its municipalities run, and initiatives on any theme."""

    id: str
    name: str
    initiatives: int
    all: int


@dataclass(frozen=True, slots=True)
class ThemeView:
    """The overview of a theme; `neighbours` share initiatives with it and are neither above nor below it.

    `elsewhere`: initiatives on it of which no present municipality is known.
    """

    node: Node
    name: str
    synonyms: tuple[str, ...]
    broader: tuple[Near, ...]
    narrower: tuple[Near, ...]
    neighbours: tuple[Near, ...]
    programmes: tuple[Node, ...]
    questions: tuple[Node, ...]
    areas: tuple[Area, ...]
    initiatives: int
    elsewhere: int


def theme_view(session: Session, theme: str, language: str) -> ThemeView:
    """The overview of a theme that exists."""
    index = session.index
    node, own = index.themes[theme], on_theme(index, theme)
    counts = {found: len(members) for found, members in by_theme(index, index.initiatives).items()}

    def near(themes: Iterable[str], shared: Counter[str] | None = None) -> tuple[Near, ...]:
        return tuple(Near(found, session.theme_name(found, language), (shared or counts).get(found, 0)) for found in themes)

    above, closure = broader(index, theme), set(index.closure(theme))
    shared = Counter(link.object for initiative in own for link in index.about_of.get(initiative, ())
                     if link.object not in closure and link.object not in above)
    neighbours = sorted(shared, key=lambda found: (-shared[found], session.theme_name(found, language).casefold()))[:_NEIGHBOURS]
    narrower = sorted(near(index.narrower.get(theme, ())), key=lambda found: (-found.initiatives, found.name.casefold()))
    return ThemeView(
        node, session.theme_name(theme, language), tuple(split_list(node.cells.get("alt_nl", ""))), near(above), tuple(narrower),
        near(neighbours, shared), _about(session, closure, "prog:"), _about(session, closure, "question:"), tuple(_areas(session, own)),
        len(own), sum(1 for initiative in own if not index.run_in.get(initiative)))


def _about(session: Session, themes: set[str], kind: str) -> tuple[Node, ...]:
    """Programmes or questions about these themes, the newest first, undated last."""
    ids = session.index.on_themes(themes, (kind,))
    nodes = sorted(session.index.nodes(ids).values(), key=lambda node: (node.name.casefold(), node.id))
    return tuple(sorted(nodes, key=lambda node: node.cells.get("until") or node.cells.get("from") or node.cells.get("date", ""), reverse=True))


def _areas(session: Session, own: frozenset[str]) -> Iterable[Area]:
    """Every province, those with most first; a province with nothing known stays in."""
    index, everything = session.index, known(session.index)
    found = [Area(region.id, region.name, sum(1 for one in own if index.run_in.get(one, frozenset()) & region.municipalities),
                  sum(1 for one in everything if index.run_in[one] & region.municipalities)) for region in session.resolver.regions("provincie")]
    return sorted(found, key=lambda area: (-area.initiatives, area.name.casefold()))
