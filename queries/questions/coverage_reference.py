"""The observations of `coverage` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph import dates
from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

DOES = ("runs", "tried", "involved_in", "leads", "partner_in", "member_of", "funds", "evaluates", "asks", "adopted_from",
        "recognises", "pioneers", "knows_about")
_BEGUN = ("runs", "tried")  # it did so from the initiative's start, unless the claim says otherwise
TAKEN_UP = ("adopted_from", "recognises")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, place, about, concerns, day, document, claim)."""
    places, regions, homes, on = set(arguments["place"]), set(arguments["region"]), set(arguments["home"]), day_of(arguments)
    rows = [_row(store, claim, claim.subject, claim.object) for relation in DOES for claim in store.claims_of(relation)
            if claim.subject in places and not _legal(store, claim.object) and counts_on(claim, on)]
    rows += [_row(store, claim, claim.object, claim.subject) for relation in TAKEN_UP for claim in store.claims_of(relation)
             if claim.object in places and counts_on(claim, on)]
    rows += [_row(store, claim, claim.object, claim.subject) for claim in store.claims_of("covers")
             if claim.object in regions and not _legal(store, claim.subject) and counts_on(claim, on)]
    rows += [_row(store, claim, claim.subject, claim.object) for claim in store.claims_of("in_region") if claim.object in homes]
    return rows


def _legal(store: MemoryStore, identifier: str) -> bool:
    return store.graph.nodes[identifier]["node"].cells.get("legal") == "yes"


def _row(store: MemoryStore, claim: Claim, place: str, about: str) -> tuple[str, ...]:
    own = store.graph.nodes[about]["node"].cells.get("start", "") if claim.relation in _BEGUN else ""
    start = dates.interval(claim.cell("from") or own)
    return (claim.relation, place, about, claim.cell("concerns"), start.latest if start else claim.cell("since"),
            claim.cell("document"), claim.id)
