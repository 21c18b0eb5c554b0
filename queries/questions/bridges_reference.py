"""The observations of `bridges` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_JOINS = ("runs", "involved_in", "leads", "partner_in", "member_of", "funds", "organises")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, actor, thing, till, document, claim)."""
    things, on = set(arguments["thing"]), day_of(arguments)
    return [(relation, claim.subject, claim.object, claim.cell("till"), claim.cell("document"), claim.id)
            for relation in _JOINS for claim in store.claims_of(relation) if claim.object in things and counts_on(claim, on)]
