"""The observations of `known_already` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments

_BY_OTHERS = ("runs", "asks", "leads", "owns", "funds")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (candidate, relation, other, level, scale, since, till, document, claim)."""
    candidates = set(arguments["candidate"])
    found = [(claim.subject, claim.object, claim) for claim in store.claims_of("rated_by") if claim.subject in candidates]
    found += [(claim.object, claim.subject, claim) for relation in _BY_OTHERS for claim in store.claims_of(relation)
              if claim.object in candidates]
    return [(candidate, claim.relation, other, *(claim.cell(name) for name in ("level", "scale", "since", "till", "document")),
             claim.id) for candidate, other, claim in found]
