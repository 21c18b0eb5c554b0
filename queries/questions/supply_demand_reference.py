"""The observations of `supply_demand` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph import dates
from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_BESIDE = ("asks", "runs")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, theme, thing, other, status, finished, document, claim)."""
    themes, things, on = set(arguments["theme"]), set(arguments["thing"]), day_of(arguments)
    rows = [_row(store, claim, claim.object, claim.subject, "") for claim in store.claims_of("about")
            if claim.object in themes and counts_on(claim, on)]
    rows += [_row(store, claim, "", claim.object, claim.subject) for relation in _BESIDE for claim in store.claims_of(relation)
             if claim.object in things and counts_on(claim, on)]
    return rows


def _row(store: MemoryStore, claim: Claim, theme: str, thing: str, other: str) -> tuple[str, ...]:
    cells = store.graph.nodes[thing]["node"].cells
    last = dates.interval(cells.get("end", "") or cells.get("until", ""))
    return (claim.relation, theme, thing, other, cells.get("status", ""), last.latest if last else "", claim.cell("document"), claim.id)
