"""The observations of `events` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

OF_EVENT = ("organises", "hosts", "presented_at", "part_of")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, event, session, other, document, claim)."""
    events, sessions, on = set(arguments["event"]), set(arguments["session"]), day_of(arguments)
    found = []
    for relation in OF_EVENT:
        for claim in store.claims_of(relation):
            if counts_on(claim, on):
                if claim.object in events:
                    found.append((relation, claim.object, "", claim.subject, claim))
                if claim.object in sessions and relation == "presented_at":
                    found.append((relation, "", claim.object, claim.subject, claim))
    found += [("about", "", claim.subject, claim.object, claim) for claim in store.claims_of("about")
              if claim.subject in sessions and counts_on(claim, on)]
    return [(signal, event, session, other, claim.cell("document"), claim.id) for signal, event, session, other, claim in found]
