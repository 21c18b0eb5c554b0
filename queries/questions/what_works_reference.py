"""The observations of `what_works` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections import defaultdict

from graph.records import split_list
from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_OF_THING = ("runs", "tried", "evaluates", "disputes", "owns", "describes")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, practice, subject, object, level, scale, detail, since, till, claim)."""
    themes, practices, on = set(arguments["theme"]), set(arguments["practice"]), day_of(arguments)
    of_thing = _practices_of(store, practices)
    found: list[tuple[Claim, str]] = [(claim, claim.subject) for claim in store.claims_of("rated_by") if claim.subject in practices]
    found += [(claim, claim.object) for claim in store.claims_of("instance_of") if claim.object in practices]
    found += [(claim, practice) for relation in _OF_THING for claim in store.claims_of(relation) for practice in of_thing.get(claim.object, ())]
    found += [(claim, practice) for claim in store.claims_of("about") if claim.object in themes for practice in of_thing.get(claim.subject, ())]
    found += [(claim, "") for claim in store.claims_of("disputes") if claim.object in themes]
    return [_row(claim, practice) for claim, practice in found if counts_on(claim, on)]


def _practices_of(store: MemoryStore, practices: set[str]) -> dict[str, set[str]]:
    """The practices that each thing belongs to: by its practice or by the method that it follows; not what is only planned."""
    found: dict[str, set[str]] = defaultdict(set)
    cells = {identifier: node.cells for identifier, node in store.graph.nodes(data="node")}
    for identifier, own in cells.items():
        found[identifier].update(practices.intersection(split_list(own.get("practice", ""))))
    for claim in store.claims_of("instance_of"):
        found[claim.subject].update(practices & {claim.object})
    return {identifier: own for identifier, own in found.items() if own and cells[identifier].get("status") != "planned"}


def _row(claim: Claim, practice: str) -> tuple[str, ...]:
    return (claim.relation, practice, claim.subject, claim.object, claim.cell("level"), claim.cell("scale"), claim.cell("outcome"),
            claim.cell("since"), claim.cell("till"), claim.id)
