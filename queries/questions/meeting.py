"""Who meets whom: present actors, people and what they do together, joined by the relations along which people meet.

Shared by `introductions` and `bridges`. What has ended joins nobody any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from queries.index import counts_on
from queries.questions.introductions_reference import MEETS
from queries.session import Session

Neighbours = Mapping[str, frozenset[str]]


def present(session: Session, identifier: str) -> str:
    """A node as it is now; a municipality that went into several stays itself."""
    if not identifier.startswith("gm:"):
        return identifier
    successors = session.index.successors(identifier)
    return successors[0] if len(successors) == 1 else identifier


def is_open(till: str, day: str) -> bool:
    """Whether something had not ended on a day."""
    return not till or till >= day


def neighbours(session: Session, on: str) -> Neighbours:
    """Each node with those it is joined to on a day (empty: today, whatever its date); worked out once."""
    return session.once(("neighbours", on), lambda: _neighbours(session, on))


def _neighbours(session: Session, on: str) -> Neighbours:
    day, found = on or session.index.as_of, defaultdict(set)
    for relation in MEETS:
        for link in session.index.links(relation):
            if counts_on(link, on) and is_open(link.till, day):
                subject, object_ = present(session, link.subject), present(session, link.object)
                if subject != object_:
                    found[subject].add(object_)
                    found[object_].add(subject)
    return {one: frozenset(others) for one, others in found.items()}
