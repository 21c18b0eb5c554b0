"""The municipalities that a place written in words means: `Rotterdam, Eindhoven, Zwolle`, `Lieshout en Lierop`, `Friesland`."""

from __future__ import annotations

import re

from queries.session import Session

_BETWEEN = re.compile(r",\s*|\s+en\s+")
_READ = ("gemeente", "provincie")  # a name that both have means the town: something is held there


def municipalities_named(session: Session, text: str) -> frozenset[str]:
    """Present municipalities that a text names by their own name, that of a place in them, or that of a whole province.

    What is no place, such as `online`, leads nowhere.
    """
    found: set[str] = set()
    for part in (text, *_BETWEEN.split(text)):
        known = _known(session, part)
        found |= known
        if known and part == text:
            break
    return frozenset(found)


def _known(session: Session, name: str) -> set[str]:
    if not name:
        return set()
    candidates = session.resolver.region_labels.candidates(name)
    for layer in _READ:
        if regions := [candidate.id for candidate in candidates if candidate.kind == layer]:
            return {gm for region in regions for gm in session.index.members.get(region, ()) or session.index.successors(region)}
    wanted = name.casefold()  # folding two thousand places for each name took 30 ms
    return {gm for place in session.index.places if place.name.casefold() == wanted
            for gm in session.index.successors(place.cells["municipality"])}
