"""Documents: what rests on each, what is to be known about it, and the claims of one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph import dates
from graph.schema import schema
from graph.store import Claim, Node
from queries.answer import Evidence
from queries.evidence import evidence_of
from queries.profiles.profile import Group, groups_of
from queries.roles import OLD_AFTER
from queries.session import Session

UNDATED, NO_ADDRESS, OLD, COPY, UNUSED = "undated", "no-address", "old", "copy", "unused"
FLAGS = (UNDATED, NO_ADDRESS, OLD, COPY, UNUSED)
CLAIMS, NEWEST, OLDEST, TITLE = "claims", "newest", "oldest", "title"
ORDERS = (CLAIMS, NEWEST, OLDEST, TITLE)


class Source(NamedTuple):
    """A document: its node, how many claims rest on it, and flags (of FLAGS)."""

    node: Node
    claims: int
    flags: tuple[str, ...]

    def cell(self, name: str) -> str:
        """A cell of its row, empty when unknown."""
        return self.node.cells.get(name, "")


class Said(NamedTuple):
    """The claims of one relation that rest on a document: how many, and the first of them as evidence."""

    relation: str
    label: str
    count: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One document with the claims that rest on it by relation, and what it does itself (it may describe or dispute)."""

    source: Source
    said: tuple[Said, ...]
    own: tuple[Group, ...]


def sources_of(session: Session) -> tuple[Source, ...]:
    """All documents, by id."""
    cited = session.store.cited()
    return tuple(source_of(session, node, cited.get(node.id, 0)) for node in session.index.documents.values())


def source_of(session: Session, node: Node, claims: int) -> Source:
    """A document with its flags on the data date."""
    published = dates.interval(node.cells.get("published", ""))
    old = published is not None and dates.years_between(min(published.latest, session.index.as_of), session.index.as_of) > OLD_AFTER
    true = {UNDATED: published is None, NO_ADDRESS: not node.cells.get("url"), OLD: old, COPY: bool(node.cells.get("reached_through")),
            UNUSED: claims == 0}
    return Source(node, claims, tuple(flag for flag in FLAGS if true[flag]))


def chosen(sources: Sequence[Source], text: str = "", kind: str = "", flag: str = "", order: str = CLAIMS) -> list[Source]:
    """Those whose title or publisher has a text in it, of a kind, with a flag; ordered, undated ones last."""
    wanted = text.casefold()
    found = [source for source in sources if (not wanted or wanted in f"{source.node.name} {source.cell('publisher')}".casefold())
             and (not kind or source.cell("kind") == kind) and (not flag or flag in source.flags)]
    found.sort(key=lambda source: (source.node.name.casefold(), source.node.id))
    if order in (NEWEST, OLDEST):
        found.sort(key=lambda source: source.cell("published"), reverse=order == NEWEST)
        found.sort(key=lambda source: not source.cell("published"))
    elif order != TITLE:
        found.sort(key=lambda source: -source.claims)
    return found


def source_view(session: Session, identifier: str, language: str, most: int) -> SourceView | None:
    """A document and what rests on it, at most so many claims of a relation (0 = all); None when there is no such document."""
    node = session.index.documents.get(identifier)
    if node is None:
        return None
    around = session.store.claims_around(identifier)
    by_relation: dict[str, list[Claim]] = defaultdict(list)
    for claim in around:
        if claim.cell("document") == identifier:
            by_relation[claim.relation].append(claim)
    said = []
    for relation in sorted(by_relation, key=lambda name: (-len(by_relation[name]), name)):
        found = by_relation[relation]
        evidence = evidence_of(found[:most] if most else found, session.index, language)
        ordered = sorted(evidence.values(), key=lambda item: (item.statement["subject"].casefold(), item.statement["object"].casefold(), item.claim))
        said.append(Said(relation, schema().relations[relation].labels[language], len(found), tuple(ordered)))
    own = [claim for claim in around if identifier in (claim.subject, claim.object)]
    return SourceView(source_of(session, node, sum(map(len, by_relation.values()))), tuple(said),
                      groups_of(session, own, {identifier}, language))
