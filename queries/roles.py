"""Public roles of people: which one to show, and whether it still stands. An old role is never shown as today's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graph import dates
from graph.store import Claim
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
            node = nodes.get(own[0].object)
            label = ", ".join(part for part in (own[0].cell("role"), node.name if node else "") if part)
            site = node.cells.get("website", "") if node else ""
            document = session.index.documents.get(own[0].cell("document"))
            cells = document.cells if document else {}
            given = own[0].cell("from") or cells.get("published", "")
            ways = (Reach("role", label, site or cells.get("url", ""), given),)
            result[person] = Role(label, _words(own[0], as_of, given, language), ways)
    return result


def state(claim: Claim, as_of: str) -> str:
    """Whether a role stands on a day, as far as its claim and document tell."""
    if (till := claim.cell("till")) and till < as_of:
        return ENDED
    since = claim.cell("since")
    if not since:
        return UNKNOWN
    return OLD if dates.years_between(min(since, as_of), as_of) > OLD_AFTER else STANDS


def _words(claim: Claim, as_of: str, given: str, language: str) -> str:
    return say(f"standing.{state(claim, as_of)}", language, given=given, until=claim.cell("until"))
