"""Initiatives by theme and by place: what the overviews of regions and themes count."""

from __future__ import annotations

from collections.abc import Iterable

from queries.index import Index
from queries.scope import Region

SMALL = 5  # under so many, a share says little: it is shown as a small number


def known(index: Index) -> frozenset[str]:
    """Initiatives that are on a theme and run by a municipality: those that can be counted by both."""
    return frozenset(initiative for initiative in index.initiatives if index.run_in.get(initiative) and initiative in index.about_of)


def here(index: Index, region: Region) -> frozenset[str]:
    """Those of `known` that some municipality of the region runs."""
    return frozenset(initiative for initiative in known(index) if index.run_in[initiative] & region.municipalities)


def on_theme(index: Index, theme: str) -> frozenset[str]:
    """Initiatives about a theme or anything narrower."""
    return frozenset(index.on_themes(index.closure(theme), ("init:",)))


def by_theme(index: Index, initiatives: Iterable[str]) -> dict[str, set[str]]:
    """Some initiatives by theme, broader themes included; themes without any are left out."""
    found: dict[str, set[str]] = {}
    for initiative in initiatives:
        for link in index.about_of.get(initiative, ()):
            for theme in (link.object, *broader(index, link.object)):
                found.setdefault(theme, set()).add(initiative)
    return found


def broader(index: Index, theme: str) -> list[str]:
    """The themes above a theme, the nearest first."""
    found: list[str] = []
    node = index.themes.get(theme)
    while node and (parent := node.cells.get("broader", "")) and parent not in found:
        found.append(parent)
        node = index.themes.get(parent)
    return found


def main_themes(index: Index) -> list[str]:
    """The themes that divide the field: those at the top, or under the one at the top."""
    tops = sorted(theme for theme, node in index.themes.items() if not node.cells.get("broader"))
    return sorted(index.narrower.get(tops[0], tops)) if len(tops) == 1 else tops
