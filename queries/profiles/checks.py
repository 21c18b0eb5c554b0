"""What a profile lacks, what in it is old, and where its documents say different things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from graph import dates
from graph.schema import schema
from graph.store import Claim
from queries import roles
from queries.profiles.profile import Group, Profile, Statement
from queries.session import Session
from queries.words import counted, say

OLD_AFTER = roles.OLD_AFTER  # years; after it a page or a role may have changed
# What a reader looks for first, by kind. An empty cell is no fault: it is not known here.
_IMPORTANT = {
    "gm": ("website", "inhabitants"), "org": ("kind", "corner", "website"), "net": ("from",), "prog": ("from", "until", "budget"),
    "init": ("what", "start", "status"), "method": ("target_group", "working_elements", "outcome_claim"), "event": ("date",),
    "question": ("date",), "doc": ("publisher", "url", "published"), "call": ("year", "budget"), "indicator": ("value_in_source",)}
# Relations of which a node without any is poor: (relation, seen from the object).
_EXPECTED = {"init": (("runs", True), ("about", False)), "person": (("role_at", False),), "net": (("member_of", True), ("about", False)),
             "method": (("about", False), ("rated_by", False)), "prog": (("about", False),), "question": (("about", False), ("asks", True)),
             "family": (), "org": ()}
_COMPARED = ("until", "outcome", "level", "scale")  # cells in which two claims about the same thing can differ


class Conflict(NamedTuple):
    """Statements that cannot all be right, or that somebody disputes; `what` says in which they differ."""

    what: str
    statements: tuple[Statement, ...]


def missing(profile: Profile, language: str) -> tuple[str, ...]:
    """Sentences on what is not known of the node."""
    node, kind = profile.node, schema().by_prefix[profile.node.kind]
    empty = [kind.column(name).labels[language] for name in _IMPORTANT.get(node.kind, ())
             if node.cells.get(name, "") in ("", "unknown")] if not profile.dissolved else []
    found = [say("missing.cells", language, what=", ".join(empty))] if empty else []
    had = {(group.relation, group.inverse) for group in profile.groups}
    found += [say(f"missing.{relation}", language) for relation, inverse in _EXPECTED.get(node.kind, ())
              if (relation, inverse) not in had and not (relation == "runs" and ("tried", True) in had)]
    return tuple(found)


def stale(session: Session, profile: Profile, language: str) -> tuple[str, ...]:
    """Sentences on documents without a date, on how old the newest is, and on roles to look at again."""
    as_of, found = session.index.as_of, []
    documents = {item.document: item.stated_on for item in (statement.evidence for statement in profile.statements())}
    documents |= {document.id: document.cells.get("published", "") for document in profile.documents}
    if undated := sum(1 for published in documents.values() if not published):
        found.append(counted("stale.undated", language, undated, total=len(documents)))
    days = [bounds.latest for published in documents.values() if published and (bounds := dates.interval(published))]
    if days and dates.years_between(min(max(days), as_of), as_of) > OLD_AFTER:
        found.append(say("stale.newest", language, day=max(days)[:4], years=int(OLD_AFTER)))
    for state in (roles.OLD, roles.UNKNOWN):
        checked = [statement for statement in _roles(profile.groups) if roles.state(statement.claim, as_of) == state]
        if checked:
            names = ", ".join(dict.fromkeys(statement.name for statement in checked))
            found.append(counted(f"stale.role.{state}", language, len(checked), names=names, years=int(OLD_AFTER)))
    return tuple(found)


def _roles(groups: Iterable[Group]) -> list[Statement]:
    return [statement for group in groups if group.relation == "role_at" for statement in group.statements]


def conflicts(profile: Profile, language: str) -> tuple[Conflict, ...]:
    """Statements about the same thing with another start, end, outcome or level; then what is disputed."""
    same: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    ends: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in profile.statements():
        claim = statement.claim
        same[claim.subject, claim.relation, claim.object, claim.cell("concerns"), claim.cell("role")].append(statement)
        if claim.relation in ("runs", "tried"):
            ends[claim.subject, claim.object].append(statement)
    found = []
    for statements in same.values():
        labels = [schema().claim.column(name).labels[language] for name in differing([statement.claim for statement in statements])]
        if labels:
            found.append(Conflict(say("conflict.differs", language, what=", ".join(labels)), tuple(statements)))
    found += [Conflict(say("conflict.tried", language), tuple(statements)) for statements in ends.values()
              if len({statement.claim.relation for statement in statements}) > 1]
    disputes = [statement for group in profile.groups if group.relation == "disputes" for statement in group.statements]
    if disputes:
        found.append(Conflict(say("conflict.disputed", language), tuple(disputes)))
    return tuple(found)


def differing(claims: list[Claim]) -> list[str]:
    """The cells in which claims about the same thing say something else; an empty cell contradicts nothing.

    Dates differ when they cannot mean the same day: `2018` and `2018-09` agree. A start "by" a day agrees with any
    start on or before it.
    """
    if len(claims) < 2:
        return []
    found = ["from"] if _starts_differ(claims) else []
    for name in _COMPARED:
        values = {claim.cell(name) for claim in claims} - {""}
        if len(values) > 1 and not (name == "until" and _may_agree(values)):
            found.append(name)
    return found


def _starts_differ(claims: list[Claim]) -> bool:
    exact = {claim.cell("from") for claim in claims if claim.cell("from") and claim.cell("from_kind") != "by"}
    if len(exact) > 1 and not _may_agree(exact):
        return True
    by = [bounds.latest for claim in claims if claim.cell("from_kind") == "by" and (bounds := dates.interval(claim.cell("from")))]
    first = [bounds.earliest for text in exact if (bounds := dates.interval(text))]
    return bool(by and first) and min(by) < max(first)


def _may_agree(texts: Iterable[str]) -> bool:
    """Whether some day is meant by all of these partial dates."""
    bounds = [found for text in texts if (found := dates.interval(text))]
    return max(found.earliest for found in bounds) <= min(found.latest for found in bounds)
