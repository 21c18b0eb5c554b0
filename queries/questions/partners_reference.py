"""The observations of `partners` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections import defaultdict

from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_TAKES_PART = ("runs", "involved_in", "leads", "partner_in", "member_of")
_ACTIVE = (*_TAKES_PART, "owns", "evaluates")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (ground, signal, party, about, basis, speaker, document, claim)."""
    things, places, on = set(arguments["about"]), set(arguments["place"]), day_of(arguments)
    municipalities, askers = set(arguments["municipality"]), set(arguments["asker"])
    found: list[tuple[str, Claim, str, str]] = []
    for relation in _ACTIVE:
        found += [("theme", claim, claim.subject, claim.object) for claim in store.claims_of(relation) if claim.object in things]
    themes = set(arguments["theme"])
    found += [("theme", claim, claim.subject, claim.object) for claim in store.claims_of("about")
              if claim.object in themes and claim.subject.startswith("net:")]
    found += [("covers", claim, claim.subject, claim.object) for claim in store.claims_of("covers") if claim.object in places]
    for relation in ("member_of", "in_region"):
        found += [("covers", claim, claim.object, claim.subject) for claim in store.claims_of(relation) if claim.subject in municipalities]
    found += _shared(store, askers)
    return [_row(*row) for row in found if counts_on(row[1], on)]


def _shared(store: MemoryStore, askers: set[str]) -> list[tuple[str, Claim, str, str]]:
    taken: dict[str, set[str]] = defaultdict(set)
    claims = [claim for relation in _TAKES_PART for claim in store.claims_of(relation)]
    for claim in claims:
        if claim.subject in askers:
            taken[claim.object].add(claim.subject)
    return [("shared", claim, claim.subject, claim.object) for claim in claims if taken.get(claim.object, set()) - {claim.subject}]


def _row(ground: str, claim: Claim, party: str, about: str) -> tuple[str, ...]:
    return (ground, claim.relation, party, about, claim.cell("basis"), claim.cell("said_by"), claim.cell("document"), claim.id)
