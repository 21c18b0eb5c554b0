"""The observations of `spread` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections.abc import Iterator

from graph import dates
from graph.records import split_list
from graph.store import Claim, Node
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_DOES = ("runs", "tried")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, subject, object, about, detail, earliest, latest, status, finished, since, basis, document, claim)."""
    practices, on = set(arguments["practice"]), day_of(arguments)
    own = {identifier for identifier, node in store.graph.nodes(data="node") if practices & set(split_list(node.cells.get("practice", "")))}
    instances = {claim.subject for claim in store.claims_of("instance_of") if claim.object in practices}
    return [_row(claim, about, store) for relation in (*_DOES, "adopted_from") for claim in store.claims_of(relation)
            if counts_on(claim, on) for about in _abouts(claim, own, instances)]


def _abouts(claim: Claim, own: set[str], instances: set[str]) -> Iterator[str]:
    """What a claim is about here; an adoption that names another practice is about that one."""
    if claim.object in own | instances and (claim.relation in _DOES or not claim.cell("concerns")):
        yield claim.object
    elif claim.relation == "adopted_from" and claim.cell("concerns") in own:
        yield claim.cell("concerns")


def _node(store: MemoryStore, identifier: str) -> Node:
    return store.graph.nodes[identifier]["node"]


def _row(claim: Claim, about: str, store: MemoryStore) -> tuple[str, ...]:
    cells, does = _node(store, about).cells, claim.relation in _DOES
    as_initiative = does and not claim.cell("from")
    bounds = dates.interval((cells.get("start", "") if as_initiative else claim.cell("from")) or "")
    end = dates.interval(cells.get("end", "")) if does else None
    status = claim.cell("outcome") if claim.relation == "tried" else cells.get("status", "") if does else ""
    return (claim.relation, claim.subject, claim.object, about, cells.get("start_kind", "") if as_initiative else claim.cell("from_kind"),
            bounds.earliest if bounds else "", bounds.latest if bounds else "", status,
            claim.cell("till") or (end.latest if end else ""), claim.cell("since"), claim.cell("basis"), claim.cell("document"), claim.id)
