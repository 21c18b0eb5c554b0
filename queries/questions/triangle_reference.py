"""The observations of `triangle` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_ACTIVE = ("runs", "involved_in", "leads", "partner_in", "member_of", "owns", "evaluates", "funds")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, party, corner, about, claim)."""
    things, on = set(arguments["about"]), day_of(arguments)
    return [(relation, claim.subject, store.graph.nodes[claim.subject]["node"].cells.get("corner", ""), claim.object, claim.id)
            for relation in _ACTIVE for claim in store.claims_of(relation) if claim.object in things and counts_on(claim, on)]
