"""Where things are, in a few words: a province for a municipality, municipalities for an initiative, a role for a person."""

from __future__ import annotations

from collections.abc import Iterable

from graph import dates
from queries.index import Index
from queries.roles import OLD_AFTER
from queries.session import Session
from queries.words import counted, say

_NAMED = 2  # municipalities that are named; more are counted


def whereabouts(session: Session, identifiers: Iterable[str], language: str) -> dict[str, str]:
    """Per id where it is, as far as known; what has no place is left out."""
    index = session.index
    found = {}
    for identifier in identifiers:
        kind = identifier.partition(":")[0]
        if kind == "gm":
            found[identifier] = _in_province(index, identifier, language)
        elif kind == "region":
            found[identifier] = say(f"layer.{index.regions[identifier].cells['layer']}", language) if identifier in index.regions else ""
        elif kind == "place":
            found[identifier] = _place(index, identifier, language)
        elif kind == "person":
            found[identifier] = _role(session, identifier, language)
        elif kind in ("init", "family", "method"):
            found[identifier] = _several(index, index.run_in.get(identifier, frozenset()), language)
        elif kind in ("org", "net"):
            found[identifier] = _several(index, index.places_of.get(identifier, frozenset()), language)
    return {identifier: text for identifier, text in found.items() if text}


def _in_province(index: Index, municipality: str, language: str) -> str:
    province = index.layers_of.get(municipality, {}).get("provincie", "")
    return say("where.province", language, name=index.regions[province].name) if province in index.regions else ""


def _several(index: Index, places: frozenset[str], language: str) -> str:
    """The names of one or two, else how many, and in which province when they share one."""
    names = sorted(index.municipalities[place].name for place in places if place in index.municipalities)
    if not names:
        return ""
    provinces = {index.layers_of.get(place, {}).get("provincie", "") for place in places}
    if len(names) <= _NAMED:
        return ", ".join(names)
    text = counted("where.several", language, len(names))
    only = next(iter(provinces)) if len(provinces) == 1 else ""
    return f"{text}, {index.regions[only].name}" if only in index.regions else text


def _place(index: Index, identifier: str, language: str) -> str:
    node = next((place for place in index.places if place.id == identifier), None)
    municipality = index.municipalities.get(node.cells.get("municipality", "")) if node else None
    return say("where.municipality", language, name=municipality.name) if municipality else ""


def _role(session: Session, identifier: str, language: str) -> str:
    """The organisations of the roles that stand; else the latest with its year, for an old role is not today's."""
    as_of, links = session.index.as_of, session.index.roles_of.get(identifier, [])
    standing = [link for link in links if link.since and not (link.till and link.till < as_of)
                and dates.years_between(min(link.since, as_of), as_of) <= OLD_AFTER]
    nodes = session.index.nodes({link.object for link in links})
    if standing:
        return ", ".join(sorted({nodes[link.object].name for link in standing if link.object in nodes})[:_NAMED])
    last = max((link for link in links if link.object in nodes), key=lambda link: (link.till or link.since, link.id), default=None)
    if last is None:
        return ""
    year = (last.till or last.since)[:4]
    return say("where.then" if year else "where.undated", language, name=nodes[last.object].name, **({"year": year} if year else {}))
