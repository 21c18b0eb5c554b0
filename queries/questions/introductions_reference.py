"""The observations of `introductions` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

MEETS = ("role_at", "leads", "runs", "involved_in", "partner_in", "member_of", "funds", "organises", "adopted_from")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, subject, object, role, till, document, claim)."""
    nodes, ends, on = set(arguments["node"]), set(arguments["actor"]), day_of(arguments)
    return [(relation, claim.subject, claim.object, claim.cell("role"), claim.cell("till"), claim.cell("document"), claim.id)
            for relation in MEETS for claim in store.claims_of(relation)
            if (claim.subject in nodes or claim.object in ends) and counts_on(claim, on)]
