"""The profile of one node of any kind: its facts, its claims by relation both ways, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph import ids
from graph.problems import Problem, UnknownError
from graph.records import split_list
from graph.schema import schema
from graph.store import Claim, Node
from queries import roles
from queries.answer import Evidence
from queries.evidence import evidence_of
from queries.index import Index
from queries.profiles.facts import Fact, facts_of, name_in, word
from queries.session import Session
from queries.words import say

CONCERNS = "concerns"  # the group of claims that are about this node without it being an end
_OF_THE_PLACE = ("in_region", "succeeds")  # claims of a dissolved municipality that its successor does not take over
# Relations in the order in which a reader wants them; what stands here comes first.
_ORDER = ("role_at", "pioneers", "runs", "tried", "leads", "partner_in", "involved_in", "adopted_from", "recognises", "evaluates",
          "rated_by", "knows_about", "advocates", "disputes", "about", CONCERNS, "instance_of", "owns", "describes", "funds", "asks",
          "indicates", "organises", "presented_at", "hosts", "part_of", "member_of", "covers", "succeeds", "in_region")
_DETAILS = ("outcome", "level", "scale", "stance", "role_type")  # claim cells that evidence does not carry


class Statement(NamedTuple):
    """A claim seen from the node: the node at the other end, the evidence, and further cells in words.

    `ended`: it ended on or before the data date.
    """

    claim: Claim
    other: str
    name: str
    evidence: Evidence
    details: Mapping[str, str]
    ended: bool


class Group(NamedTuple):
    """Statements of one relation in one direction, with its label; newest first, ended last."""

    relation: str
    inverse: bool
    label: str
    statements: tuple[Statement, ...]


class Tie(NamedTuple):
    """Nodes that refer to this one without a claim: narrower themes, the initiatives of a family, calls of a programme."""

    label: str
    nodes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that is known of a node, in one language.

    `documents`: those of its own row, in the order given. `into`: for a dissolved municipality where it went,
    and `dissolved` when. `formerly`: dissolved municipalities whose claims are found here.
    """

    node: Node
    name: str
    facts: tuple[Fact, ...]
    documents: tuple[Node, ...]
    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    into: tuple[tuple[str, str], ...] = ()
    dissolved: str = ""
    formerly: tuple[tuple[str, str], ...] = ()

    def statements(self) -> list[Statement]:
        """All statements, group by group."""
        return [statement for group in self.groups for statement in group.statements]


def profile_of(session: Session, identifier: str, language: str) -> Profile:
    """The profile of a node. UnknownError when there is no such node."""
    known = ids.is_id(identifier) and ids.prefix_of(identifier) in {kind.prefix for kind in schema().nodes}
    node = session.index.nodes([identifier]).get(identifier) if known else None
    if node is None:
        raise UnknownError(Problem("unknown-node", got=identifier))
    index = session.index
    documents = tuple(index.documents[found] for found in split_list(node.cells.get("document", "")) if found in index.documents)
    old = _formerly(index, identifier)
    return Profile(
        node, name_in(node, language), facts_of(node, index, language), documents,
        groups_of(session, claims_of(session, identifier, old), {identifier, *old}, language), _ties(session, node, language),
        tuple((found, index.municipalities[found].name) for found in index.successors(identifier) if found != identifier),
        node.cells.get("until", "") if node.kind == "gm" else "",
        tuple((found, index.municipalities[found].name) for found in old))


def claims_of(session: Session, identifier: str, formerly: Iterable[str]) -> list[Claim]:
    """Claims around a node and around the municipalities that merged into it, each once, sorted by id."""
    found = {claim.id: claim for claim in session.store.claims_around(identifier) if _is_about(claim, identifier)}
    for old in formerly:
        found |= {claim.id: claim for claim in session.store.claims_around(old)
                  if claim.relation not in _OF_THE_PLACE and _is_about(claim, old)}
    return [found[claim] for claim in sorted(found)]


def _is_about(claim: Claim, identifier: str) -> bool:
    """Whether the claim speaks of the node, instead of resting on it as its document."""
    return identifier in (claim.subject, claim.object, claim.cell("concerns"))


def _formerly(index: Index, identifier: str) -> tuple[str, ...]:
    if ids.prefix_of(identifier) != "gm":
        return ()
    return tuple(old for old in sorted(index.municipalities) if old != identifier and index.successors(old) == (identifier,))


def groups_of(session: Session, claims: Sequence[Claim], own: set[str], language: str) -> tuple[Group, ...]:
    """Claims as statements, grouped by relation and direction seen from the nodes in `own`."""
    evidence = evidence_of(claims, session.index, language)
    alone = any("until" in session.index.municipalities[found].cells for found in own if found in session.index.municipalities) and len(own) == 1
    found: dict[tuple[str, bool], list[Statement]] = defaultdict(list)
    for claim in claims:
        inverse = claim.subject not in own
        other = claim.subject if inverse else claim.object
        relation = CONCERNS if inverse and claim.object not in own else claim.relation
        item = evidence[claim.id]
        if claim.relation in _OF_THE_PLACE or alone:  # on its own page, and of what it went into, there is nothing to add
            item = replace(item, via="")
        said = item.statement
        details = {name: word(f"choice.{name}", claim.cell(name), language) for name in _DETAILS if claim.cell(name)}
        if claim.relation == "role_at":
            details |= _standing(session, claim, item.stated_on, language)
        found[relation, inverse].append(Statement(claim, other, said["subject" if inverse else "object"], item, details,
                                                  bool(claim.cell("till")) and claim.cell("till") <= session.index.as_of))
    ordered = sorted(found, key=lambda key: (_ORDER.index(key[0]) if key[0] in _ORDER else len(_ORDER), key))
    return tuple(Group(relation, inverse, _label(relation, inverse, language), _newest_first(found[relation, inverse]))
                 for relation, inverse in ordered)


def _standing(session: Session, claim: Claim, stated_on: str, language: str) -> dict[str, str]:
    """Whether a role is to be looked at again: one that may be over is never shown as today's."""
    state = roles.state(claim, session.index.as_of)
    if state == roles.STANDS:
        return {}
    return {"standing": say(f"standing.{state}", language, given=claim.cell("from") or stated_on, until=claim.cell("until"))}


def _label(relation: str, inverse: bool, language: str) -> str:
    if relation == CONCERNS:
        return say("profile.concerns", language)
    declared = schema().relations[relation]
    return declared.inverse_labels[language] if inverse else declared.labels[language]


def _newest_first(statements: list[Statement]) -> tuple[Statement, ...]:
    by_name = sorted(statements, key=lambda found: (found.name.casefold(), found.claim.id))
    return tuple(sorted(sorted(by_name, key=lambda found: found.claim.cell("since"), reverse=True), key=lambda found: found.ended))


def _ties(session: Session, node: Node, language: str) -> tuple[Tie, ...]:
    """What refers to this node without a claim."""
    index, store = session.index, session.store
    found: dict[str, list[Node]] = {}
    if node.kind == "theme":
        found["tie.narrower"] = [index.themes[theme] for theme in index.narrower.get(node.id, ())]
    elif node.kind == "family":
        found["tie.initiatives"] = [index.initiatives[one] for one in index.initiatives_of.get(node.id, ())]
    elif node.kind == "prog":
        found["tie.calls"] = [call for call in store.nodes_of("Call") if call.cells.get("programme") == node.id]
    elif node.kind == "event":
        found["tie.sessions"] = [part for part in store.nodes_of("Session") if part.cells.get("event") == node.id]
    elif node.kind == "gm":
        found["tie.places"] = [place for place in index.places if place.cells.get("municipality") == node.id]
    return tuple(Tie(say(key, language), tuple(sorted(((one.id, name_in(one, language)) for one in nodes), key=lambda pair: (pair[1].casefold(), pair[0]))))
                 for key, nodes in found.items() if nodes)
