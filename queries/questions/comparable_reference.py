"""The observations of `comparable` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections import defaultdict

from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, municipality, other, about, claim)."""
    themes, regions, on = set(arguments["theme"]), set(arguments["region"]), day_of(arguments)
    rows = [(claim.relation, claim.subject, claim.object, claim.id, claim.id) for claim in store.claims_of("in_region") if claim.object in regions]
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in store.claims_of("about"):
        if claim.object in themes and counts_on(claim, on):
            if store.graph.nodes[claim.subject]["node"].cells.get("status") != "planned":
                about[claim.subject].append(claim)
    rows += [(claim.relation, claim.subject, on_theme.object, on_theme.id, claim.id) for claim in store.claims_of("runs")
             if claim.subject.startswith("gm:") and counts_on(claim, on) for on_theme in about.get(claim.object, ())]
    return rows
