"""The observations of `administrators` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections import defaultdict

from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

ROLE_TYPES = ("administrator", "director", "chair")
OWN = ("leads", "advocates", "knows_about", "evaluates", "recognises")
BESIDE = ("runs", "tried", "leads", "partner_in", "involved_in")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (ground, signal, person, about, role, till, document, claim)."""
    people, things, on = set(arguments["person"]), set(arguments["thing"]), day_of(arguments)
    found: list[tuple[str, str, str, Claim]] = []
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in store.claims_of("role_at"):
        if claim.cell("role_type") in ROLE_TYPES and counts_on(claim, on):
            named[claim.object, claim.cell("document")].add(claim.subject)
            if claim.subject in people:
                found.append(("role", claim.subject, claim.object, claim))
    found += [("own", claim.subject, claim.object, claim) for relation in OWN for claim in store.claims_of(relation)
              if claim.subject in people]
    found += [("beside", person, claim.object, claim) for relation in BESIDE for claim in store.claims_of(relation)
              if claim.object in things for person in named.get((claim.subject, claim.cell("document")), ())]
    for claim in store.claims_of("recognises"):
        if claim.object in people:
            found.append(("person", claim.object, "", claim))
        if claim.object in things:
            found.append(("named", "", claim.object, claim))
        if claim.cell("concerns") in things:
            found.append(("named", "", claim.cell("concerns"), claim))
    return [(ground, claim.relation, person, about, claim.cell("role"), claim.cell("till"), claim.cell("document"), claim.id)
            for ground, person, about, claim in found if counts_on(claim, on)]
