"""The observations of `orphaned` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import day_of

BESIDE = ("succeeds", "runs", "tried", "leads", "partner_in", "involved_in", "funds")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, thing, other, document, claim)."""
    things, on = set(arguments["thing"]), day_of(arguments)
    found = [(claim.subject, claim.object, claim) for claim in store.claims_of("about") if claim.subject in things]
    found += [(claim.object, claim.subject, claim) for relation in BESIDE for claim in store.claims_of(relation) if claim.object in things]
    return [(claim.relation, thing, other, claim.cell("document"), claim.id) for thing, other, claim in found
            if not on or (claim.cell("since") and claim.cell("since") <= on)]
