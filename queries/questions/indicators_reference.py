"""The observations of `indicators` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (theme, indicator, kind, value, document, claim)."""
    indicators, on = set(arguments["indicator"]), day_of(arguments)
    found = []
    for claim in store.claims_of("indicates"):
        if claim.subject in indicators and counts_on(claim, on):
            cells = store.graph.nodes[claim.subject]["node"].cells
            found.append((claim.object, claim.subject, cells.get("kind", ""), cells.get("value_in_source", ""), claim.cell("document"), claim.id))
    return found
