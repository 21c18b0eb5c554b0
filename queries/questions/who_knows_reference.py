"""The observations of `who_knows` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_OF_THING = {"knows_about", "evaluates", "leads", "owns", "describes", "role_at"}
_OF_THEME = {"knows_about", "evaluates"}


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, knower, about, basis, speaker, document, claim)."""
    themes, things, on = set(arguments["theme"]), set(arguments["about"]), day_of(arguments)
    rows = []
    for relation in sorted(_OF_THING):
        for claim in store.claims_of(relation):
            if claim.object in things or (relation in _OF_THEME and claim.object in themes):
                rows.append((claim, claim.subject, claim.object))
    rows += [(claim, claim.object, claim.subject) for claim in store.claims_of("rated_by") if claim.subject in things]
    known: dict[str, set[str]] = {}
    for claim in store.claims_of("knows_about"):
        if claim.object in themes:
            known.setdefault(claim.subject, set()).add(claim.object)
    rows += [(claim, claim.object, theme) for claim in store.claims_of("recognises") for theme in known.get(claim.object, ())]
    return [_row(claim, knower, about) for claim, knower, about in rows if counts_on(claim, on)]


def _row(claim: Claim, knower: str, about: str) -> tuple[str, ...]:
    return (claim.relation, knower, about, claim.cell("basis"), claim.cell("said_by"), claim.cell("document"), claim.id)
