"""The observations of `fragile_knowledge` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import day_of

_OF_THING = ("knows_about", "evaluates", "leads", "owns", "describes", "role_at", "runs", "involved_in")
_OF_THEME = ("knows_about", "evaluates")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, bearer, about, till, document, claim)."""
    themes, things, on = set(arguments["theme"]), set(arguments["about"]), day_of(arguments)
    found = []
    for relation in _OF_THING:
        wanted = things | themes if relation in _OF_THEME else things
        for claim in store.claims_of(relation):
            known = not on or (claim.cell("since") and claim.cell("since") <= on)
            if claim.object in wanted and not claim.subject.startswith("doc:") and known:
                found.append((relation, claim.subject, claim.object, claim.cell("till"), claim.cell("document"), claim.id))
    return found
