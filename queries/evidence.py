"""Claims as evidence: each with its document, in words, newest first. Shared by all questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph import ids
from graph.records import split_list
from graph.schema import schema
from graph.store import Claim, Node, Store
from queries.answer import Evidence, Reach
from queries.index import Index
from queries.words import say

_ROLE_HOLDERS = ("administrator", "director", "programme_lead", "chair", "professor")
_REACH_AT_MOST = 3  # role holders shown; the profile has all


def evidence_for(store: Store, index: Index, claims: Iterable[str], language: str) -> dict[str, Evidence]:
    """Evidence by claim id, for claims that exist."""
    return evidence_of(store.claims(sorted(set(claims))).values(), index, language)


def evidence_of(claims: Collection[Claim], index: Index, language: str) -> dict[str, Evidence]:
    """Evidence by claim id, for claims that are at hand."""
    mentioned = {identifier for claim in claims
                 for identifier in (claim.subject, claim.object, claim.cell("concerns")) if identifier}
    nodes = index.nodes(mentioned)
    return {claim.id: _evidence(claim, nodes, index, language) for claim in claims}


def _evidence(claim: Claim, nodes: Mapping[str, Node], index: Index, language: str) -> Evidence:
    document = index.documents.get(claim.cell("document"))
    cells = document.cells if document else {}

    def name(identifier: str) -> str:
        node = nodes.get(identifier)
        return (node.cells.get(f"label_{language}") or node.name) if node else identifier

    relation = schema().relations[claim.relation]
    statement = {"subject": name(claim.subject), "relation": relation.labels[language], "object": name(claim.object),
                 "role": claim.cell("role"), "from": claim.cell("from"), "until": claim.cell("until"),
                 "relation_id": claim.relation, "subject_id": claim.subject, "object_id": claim.object}
    if concerns := claim.cell("concerns"):
        statement["concerns"] = name(concerns)
    return Evidence(
        claim=claim.id, document=claim.cell("document"), title=document.name if document else "",
        publisher=cells.get("publisher", ""), url=cells.get("url", ""), stated_on=cells.get("published", ""),
        basis=claim.cell("basis"), said_by=claim.cell("said_by"), note=claim.cell("note"), statement=statement,
        via=_via(claim, nodes, index, language))


def _via(claim: Claim, nodes: Mapping[str, Node], index: Index, language: str) -> str:
    """Says so when the claim speaks of a municipality that has merged into another since."""
    for identifier in (claim.subject, claim.object):
        if ids.prefix_of(identifier) == "gm":
            successors = index.successors(identifier)
            if len(successors) == 1 and successors[0] != identifier:
                return say("via.merged", language, old=index.municipalities[identifier].name,
                           new=index.municipalities[successors[0]].name)
    return ""


def described_in(index: Index, node: Node, language: str) -> tuple[Evidence, ...]:
    """The documents that a node itself names, as evidence of what stands in its row: no claim, so `claim` is empty."""
    documents = [index.documents[identifier] for identifier in split_list(node.cells.get("document", "")) if identifier in index.documents]
    name = node.cells.get(f"label_{language}") or node.name
    return tuple(Evidence(
        claim="", document=document.id, title=document.name, publisher=document.cells.get("publisher", ""),
        url=document.cells.get("url", ""), stated_on=document.cells.get("published", ""), basis="stated", said_by="", note="",
        statement={"subject": name, "relation": say("described-in", language), "object": document.name, "role": "", "from": "",
                   "until": "", "relation_id": "", "subject_id": node.id, "object_id": document.id}) for document in documents)


def newest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence by publication, newest first, undated last, claim id as the last word."""
    return tuple(sorted(evidence, key=lambda item: (item.stated_on == "", _descending(item.stated_on), item.claim)))


def _descending(text: str) -> tuple[int, ...]:
    return tuple(-ord(char) for char in text.ljust(10, "~"))


def reachable(store: Store, index: Index, actors: Mapping[str, Node], language: str) -> dict[str, tuple[Reach, ...]]:
    """Per actor its site and public role holders with the date of their document; never mail or phone.

    A role that ended is left out; an old one keeps its date, so that nobody takes it for today's.
    """
    roles = store.claims(sorted(role.id for actor in actors for role in index.roles.get(actor, ())))
    people = store.nodes(sorted({claim.subject for claim in roles.values()}))
    found = {}
    for actor, node in actors.items():
        ways = [Reach("website", node.name, node.cells["website"], "")] if node.cells.get("website") else []
        holders = [claim for claim in roles.values() if claim.object == actor and not claim.cell("till")
                   and claim.cell("role_type") in _ROLE_HOLDERS and claim.subject in people]
        holders.sort(key=lambda claim: (claim.cell("since"), claim.id), reverse=True)
        for claim in holders[:_REACH_AT_MOST]:
            document = index.documents.get(claim.cell("document"))
            cells = document.cells if document else {}
            label = ", ".join(part for part in (people[claim.subject].name, claim.cell("role")) if part)
            ways.append(Reach("role_holder", label, cells.get("url", ""), claim.cell("from") or cells.get("published", "")))
        found[actor] = tuple(ways)
    return found
