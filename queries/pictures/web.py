"""Who is linked to whom over all relations, and how strongly: the ground of the network picture, made once per session.

A municipality that went into one other is that other one. Documents stand with the links that rest on them, so they are no
nodes here; sessions, measures, places and calls are left to their profiles, since each hangs on one thing only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from graph.schema import schema
from graph.store import Link
from queries.questions.meeting import is_open, present
from queries.session import Session

# Kinds that are nodes of the picture, by id prefix, in the order of the legend.
KINDS = ("gm", "org", "net", "person", "prog", "init", "method", "family", "theme", "event", "question", "region")
# How much one claim says about two nodes belonging together, from 0 to 1: what one does oneself most, then working together and
# being named, then being on one subject; sitting at one table little, lying in one region next to nothing.
STRENGTH: Mapping[str, float] = {
    "runs": 0.6, "leads": 0.6, "role_at": 0.6, "adopted_from": 0.6, "tried": 0.5, "pioneers": 0.5, "owns": 0.5, "partner_in": 0.5,
    "involved_in": 0.45, "funds": 0.45, "evaluates": 0.45, "instance_of": 0.4, "recognises": 0.4, "organises": 0.35, "succeeds": 0.35,
    "knows_about": 0.35, "asks": 0.35, "about": 0.3, "advocates": 0.3, "disputes": 0.3, "describes": 0.3, "rated_by": 0.3,
    "presented_at": 0.3, "hosts": 0.3, "indicates": 0.2, "part_of": 0.2, "member_of": 0.2, "covers": 0.1, "in_region": 0.05}
ENDED, INFERRED, BY_LAW = 0.5, 0.5, 0.25  # what is over, only inferred, or with a region or a table that a law makes counts for less
_BARE = ("in_region", "covers")  # relations that say where something is, not what it does


class Tie(NamedTuple):
    """All that links two nodes: the claims as links, `strength` from 0 to 1; `weak`: only by law or by where they are; `over`: all ended."""

    one: str
    other: str
    links: tuple[Link, ...]
    strength: float
    weak: bool
    over: bool

    def beside(self, node: str) -> str:
        """The node at the other end."""
        return self.other if self.one == node else self.one


class Web:
    """Every node with its ties, by the node at the other end."""

    def __init__(self, session: Session) -> None:
        self._legal, self._as_of = session.index.legal, session.index.as_of
        pairs: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in session.store.links_of(sorted(schema().relations)):
            subject, object_ = present(session, link.subject), present(session, link.object)
            if subject != object_ and _kind(subject) in KINDS and _kind(object_) in KINDS:
                pairs[min(subject, object_), max(subject, object_)].append(link)
        around: dict[str, dict[str, Tie]] = defaultdict(dict)
        for (one, other), links in sorted(pairs.items()):
            tie = self._tie(one, other, links)
            around[one][other] = around[other][one] = tie
        self.around: Mapping[str, Mapping[str, Tie]] = dict(around)

    def _tie(self, one: str, other: str, links: Iterable[Link]) -> Tie:
        own = tuple(links)
        aside = self.is_aside(one) or self.is_aside(other)
        return Tie(one, other, own, self._strength(own, aside, ()), aside or all(link.relation in _BARE for link in own),
                   not any(is_open(link.till, self._as_of) for link in own))

    def is_aside(self, node: str) -> bool:
        """Whether a node is a region or a table that a law makes: shown, but never gone through to others."""
        return node in self._legal or _kind(node) == "region"

    def strength(self, tie: Tie, inferred: Collection[str]) -> float:
        """A tie's strength when it is known which of its claims are only inferred."""
        return self._strength(tie.links, self.is_aside(tie.one) or self.is_aside(tie.other), inferred)

    def _strength(self, links: Iterable[Link], aside: bool, inferred: Collection[str]) -> float:
        """Each further claim adds part of what is missing to 1 (noisy-or), so many weak ones never outdo everything."""
        missing = 1.0
        for link in links:
            says = STRENGTH[link.relation] * (BY_LAW if aside else 1.0)
            says *= (1.0 if is_open(link.till, self._as_of) else ENDED) * (INFERRED if link.id in inferred else 1.0)
            missing *= 1.0 - says
        return 1.0 - missing


def web(session: Session) -> Web:
    """The web of a session, made when first needed."""
    return session.once(("web",), lambda: Web(session))


def _kind(identifier: str) -> str:
    return identifier.partition(":")[0]
