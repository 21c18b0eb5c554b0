"""The observations of `programme_fit` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

BEHIND = ("leads", "partner_in", "funds", "succeeds")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, programme, other, role, document, claim)."""
    programmes, on = set(arguments["programme"]), day_of(arguments)
    found = [(claim.subject, claim.object, claim) for claim in store.claims_of("about") if claim.subject in programmes]
    found += [(claim.object, claim.subject, claim) for relation in BEHIND for claim in store.claims_of(relation) if claim.object in programmes]
    return [(claim.relation, programme, other, claim.cell("role"), claim.cell("document"), claim.id)
            for programme, other, claim in found if counts_on(claim, on)]
