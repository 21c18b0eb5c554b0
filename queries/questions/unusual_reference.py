"""The observations of `unusual` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_DOES = ("runs", "tried", "involved_in")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, initiative, other, document, claim)."""
    initiatives, on = set(arguments["initiative"]), day_of(arguments)
    found = [(claim, claim.subject, claim.object) for claim in store.claims_of("about") if claim.subject in initiatives]
    found += [(claim, claim.object, claim.subject) for relation in _DOES for claim in store.claims_of(relation) if claim.object in initiatives]
    return [(claim.relation, initiative, other, claim.cell("document"), claim.id) for claim, initiative, other in found if counts_on(claim, on)]
