"""What somebody works on: the weight of each theme in what they do. Shared by `portfolio` and `matching`.

Every claim that has a theme counts as one, divided over the themes of its thing; so the weights add up to 1. Networks
that a law makes count for nothing: everybody is in them, and their themes are given by a rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from queries.index import counts_on
from queries.questions.listing import ancestors
from queries.session import Session


class Own(NamedTuple):
    """Something that an actor does: the thing, what it is to it, the claim that says so."""

    signal: str
    thing: str
    claim: str


class Themed(NamedTuple):
    """A thing on a theme, for an actor: how much of its claim the theme gets, and the claims behind both."""

    theme: str
    thing: str
    part: float
    claims: frozenset[str]


def themed(session: Session, own: Iterable[Own], on: str = "") -> list[Themed]:
    """What an actor does, theme by theme."""
    found = []
    for row in own:
        if row.thing in session.index.legal:
            continue
        if row.thing.startswith("theme:"):
            found.append(Themed(row.thing, row.thing, 1.0, frozenset((row.claim,))))
            continue
        links = [link for link in session.index.about_of.get(row.thing, ()) if counts_on(link, on)]
        for theme in sorted({link.object for link in links}):
            claims = frozenset((row.claim, *(link.id for link in links if link.object == theme)))
            found.append(Themed(theme, row.thing, 1 / len({link.object for link in links}), claims))
    return found


def weights(found: Iterable[Themed]) -> dict[str, float]:
    """Weight per theme, adding up to 1; empty when nothing has a theme."""
    parts: dict[str, float] = defaultdict(float)
    for one in found:
        parts[one.theme] += one.part
    total = sum(parts[theme] for theme in sorted(parts))
    return {theme: parts[theme] / total for theme in sorted(parts)}


def main_theme(session: Session, theme: str) -> str:
    """The theme just below the top of its tree, or the top itself: the level at which a profile is read."""
    path = [theme, *ancestors(session, theme)]
    return path[-2] if len(path) > 1 else path[0]


def by_main_theme(session: Session, own: Mapping[str, float]) -> dict[str, float]:
    """Weights gathered at the main themes."""
    found: dict[str, float] = defaultdict(float)
    for theme in sorted(own):
        found[main_theme(session, theme)] += own[theme]
    return dict(found)
