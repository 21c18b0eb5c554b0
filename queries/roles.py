"""Public roles of people: which one to show, and whether it still stands. An old role is never shown as today's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph import dates
from graph.store import Claim, Node
from queries.answer import Reach
from queries.session import Session
from queries.words import say

STANDS, OLD, ENDED, UNKNOWN = "stands", "old", "ended", "unknown"
OLD_AFTER = 4.0  # years since its document: a term of office; after it a role has to be checked


class Role(NamedTuple):
    """A role in words, whether it stands (STANDS, OLD, ENDED, UNKNOWN, in words), and ways to reach the person."""

    label: str
    standing: str
    ways: tuple[Reach, ...]


def standing(session: Session, people: Iterable[str], on: str, language: str) -> dict[str, Role]:
    """Per person the role that is most likely to stand: not ended before ended, the latest document first."""
    links = {person: session.index.roles_of.get(person, ()) for person in people}
    claims = session.store.claims(sorted({link.id for found in links.values() for link in found}))
    nodes = session.store.nodes(sorted({claim.object for claim in claims.values()}))
    as_of = on or session.index.as_of
    result = {}
    for person, found in links.items():
        own = sorted((claims[link.id] for link in found if link.id in claims),
                     key=lambda claim: (not claim.cell("till"), claim.cell("since"), claim.id), reverse=True)
        if own:
            ways = tuple(_way(session, claim, nodes) for claim in own if state(claim, as_of) != ENDED)
            result[person] = Role(_label(own[0], nodes), _words(own[0], as_of, _given(session, own[0]), language), ways)
    return result


def _label(claim: Claim, nodes: Mapping[str, Node]) -> str:
    node = nodes.get(claim.object)
    return ", ".join(part for part in (claim.cell("role"), node.name if node else "") if part)


def _given(session: Session, claim: Claim) -> str:
    """The role's start, or else the date of its document, as precise as that is."""
    document = session.index.documents.get(claim.cell("document"))
    return claim.cell("from") or (document.cells.get("published", "") if document else "")


def _way(session: Session, claim: Claim, nodes: Mapping[str, Node]) -> Reach:
    """Through the organisation of a role: its site, else the document that gives the role."""
    node = nodes.get(claim.object)
    document = session.index.documents.get(claim.cell("document"))
    site = (node.cells.get("website", "") if node else "") or (document.cells.get("url", "") if document else "")
    return Reach("role", _label(claim, nodes), site, _given(session, claim))


def state(claim: Claim, as_of: str) -> str:
    """Whether a role stands on a day, as far as its claim and document tell."""
    if (till := claim.cell("till")) and till < as_of:
        return ENDED
    since = claim.cell("since")
    if not since:
        return UNKNOWN
    return OLD if dates.years_between(min(since, as_of), as_of) > OLD_AFTER else STANDS


def in_words(session: Session, claims: Iterable[Claim], on: str, language: str) -> str:
    """Whether the latest of somebody's roles stands, in words: a role that has not ended before one that has."""
    own = max(claims, key=lambda claim: (not claim.cell("till"), claim.cell("since"), claim.id))
    return _words(own, on or session.index.as_of, _given(session, own), language)


def _words(claim: Claim, as_of: str, given: str, language: str) -> str:
    return say(f"standing.{state(claim, as_of)}", language, given=given, until=claim.cell("until"))
