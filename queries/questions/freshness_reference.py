"""The observations of `freshness` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.schema import schema
from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

ON_THEME = ("about", "indicates", "knows_about", "advocates", "pioneers", "evaluates", "disputes")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, node, other, since, till, document, claim)."""
    themes, people, on = set(arguments["theme"]), set(arguments["person"]), day_of(arguments)
    rows = [_row(claim, claim.object, claim.subject) for relation in ON_THEME for claim in store.claims_of(relation)
            if claim.object in themes and counts_on(claim, on)]
    rows += [_row(claim, claim.subject, claim.object) for claim in store.claims_of("role_at") if claim.subject in people and counts_on(claim, on)]
    named = {end for relation in schema().relations for claim in store.claims_of(relation) for end in (claim.subject, claim.object, claim.cell("concerns"))}
    return rows + [("loose", node, "", "", "", "", "") for node in arguments["loose"] if node not in named]


def _row(claim: Claim, node: str, other: str) -> tuple[str, ...]:
    return (claim.relation, node, other, claim.cell("since"), claim.cell("till"), claim.cell("document"), claim.id)
