"""The observations of `influence` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

INTO = ("leads", "funds", "partner_in", "member_of", "part_of", "role_at")  # how somebody sits in a body or feeds it
OUT = ("leads", "funds", "partner_in", "member_of")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, body, who, role, document, claim)."""
    bodies, actors, on = set(arguments["body"]), set(arguments["actor"]), day_of(arguments)
    found = [claim for relation in INTO for claim in store.claims_of(relation) if claim.object in bodies]
    found += [claim for relation in OUT for claim in store.claims_of(relation) if claim.subject in actors]
    return [(claim.relation, claim.object, claim.subject, claim.cell("role"), claim.cell("document"), claim.id)
            for claim in found if counts_on(claim, on)]
