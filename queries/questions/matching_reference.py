"""The observations of `matching` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.questions.portfolio_reference import DOES
from queries.reference import counts_on, day_of


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, actor, thing, document, claim)."""
    actors, on = set(arguments["actor"]), day_of(arguments)
    found = [(claim, claim.subject, claim.object) for relation in DOES for claim in store.claims_of(relation)
             if claim.subject in actors and store.graph.nodes[claim.object]["node"].cells.get("legal") != "yes"]
    found += [(claim, claim.object, claim.subject) for claim in store.claims_of("rated_by") if claim.object in actors]
    return [(claim.relation, actor, thing, claim.cell("document"), claim.id) for claim, actor, thing in found if counts_on(claim, on)]
