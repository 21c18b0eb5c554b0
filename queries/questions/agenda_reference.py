"""The observations of `agenda` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_BY_OTHERS = ("asks", "leads", "funds", "runs", "involved_in", "partner_in", "member_of", "evaluates", "owns")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, thing, other, corner, document, claim)."""
    things, on = set(arguments["thing"]), day_of(arguments)
    found = [(claim, claim.subject, claim.object) for claim in store.claims_of("about") if claim.subject in things]
    found += [(claim, claim.object, claim.subject) for relation in _BY_OTHERS for claim in store.claims_of(relation) if claim.object in things]
    return [(claim.relation, thing, other, store.graph.nodes[other]["node"].cells.get("corner", ""), claim.cell("document"), claim.id)
            for claim, thing, other in found if counts_on(claim, on)]
