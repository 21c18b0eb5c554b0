"""The observations of `portfolio` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections import defaultdict

from graph.store import Claim
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

DOES = ("runs", "tried", "involved_in", "leads", "partner_in", "member_of", "funds", "owns", "evaluates", "describes", "asks",
        "organises", "hosts", "pioneers", "knows_about", "advocates", "adopted_from", "about")
_AT = ("role_at", "leads", "funds", "partner_in")
_TAKES_PART = ("runs", "tried", "involved_in", "leads", "partner_in", "member_of", "funds")
_STANDS_BEHIND = ("leads", "runs", "partner_in", "involved_in", "funds")


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (ground, signal, actor, thing, other, role, document, claim)."""
    actors, on = set(arguments["actor"]), day_of(arguments)
    found: list[tuple[str, str, str, str, Claim]] = []
    taken: dict[str, set[str]] = defaultdict(set)
    for relation in DOES:
        for claim in store.claims_of(relation):
            if claim.subject in actors:
                found.append(("own", claim.subject, claim.object, "", claim))
                if relation in _TAKES_PART and store.graph.nodes[claim.object]["node"].cells.get("legal") != "yes":
                    taken[claim.object].add(claim.subject)
    found += [("own", claim.object, claim.subject, "", claim) for claim in store.claims_of("rated_by") if claim.object in actors]
    found += [("at", claim.object, claim.object, claim.subject, claim) for relation in _AT for claim in store.claims_of(relation)
              if claim.object in actors]
    found += [("others", actor, claim.object, claim.subject, claim) for relation in _STANDS_BEHIND for claim in store.claims_of(relation)
              for actor in taken.get(claim.object, ()) if actor != claim.subject]
    return [(ground, claim.relation, actor, thing, other, claim.cell("role"), claim.cell("document"), claim.id)
            for ground, actor, thing, other, claim in found if counts_on(claim, on)]
