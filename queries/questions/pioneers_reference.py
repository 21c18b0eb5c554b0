"""The observations of `pioneers` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from collections.abc import Iterator

from graph import dates
from graph.records import split_list
from graph.store import Claim, Node
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.reference import counts_on, day_of

_OF_PRACTICE = {"runs", "tried", "evaluates", "disputes", "pioneers"}
_CONCERNING = {"adopted_from", "recognises"}
_OF_THEME = {"pioneers", "disputes"}


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (signal, subject, object, about, practice, detail, earliest, latest, basis, speaker, document, claim)."""
    themes, practices = set(arguments["theme"]), set(arguments["practice"])
    on = day_of(arguments)
    practices_of = {
        node.id: [practice for practice in split_list(node.cells.get("practice", "")) if practice in practices]
        for _, node in store.graph.nodes(data="node") if "practice" in node.cells}
    rows = []
    for relation in sorted(_OF_PRACTICE | _CONCERNING | {"about"}):
        for claim in store.claims_of(relation):
            if counts_on(claim, on):
                for about, practice in _abouts(claim, themes, practices_of, store):
                    rows.append(_row(claim, about, practice, store))
    return rows


def _abouts(claim: Claim, themes: set[str], practices_of: dict[str, list[str]],
            store: MemoryStore) -> Iterator[tuple[str, str]]:
    """What a claim is about here, with the practice it belongs to (empty when it speaks of the theme)."""
    relation, concerns = claim.relation, claim.cell("concerns")
    if relation == "about":
        if claim.object in themes:
            yield from ((claim.subject, practice) for practice in practices_of.get(claim.subject, ()))
        return
    target = claim.object if relation in _OF_PRACTICE or not concerns else concerns
    if not _planned(store, target):
        yield from ((target, practice) for practice in practices_of.get(target, ()))
    if relation in _OF_THEME and claim.object in themes:
        yield claim.object, ""
    elif relation in _CONCERNING and concerns in themes:
        yield concerns, ""


def _planned(store: MemoryStore, identifier: str) -> bool:
    return _node(store, identifier).cells.get("status") == "planned"


def _node(store: MemoryStore, identifier: str) -> Node:
    return store.graph.nodes[identifier]["node"]


def _row(claim: Claim, about: str, practice: str, store: MemoryStore) -> tuple[str, ...]:
    cells = _node(store, about).cells
    own = claim.cell("from")
    start = own or cells.get("start", "")
    bounds = dates.interval(start) if start else None
    detail = ""
    if claim.relation == "runs":
        detail = claim.cell("from_kind") if own else cells.get("start_kind", "")
    elif claim.relation == "tried":
        detail = claim.cell("outcome")
    elif claim.relation == "evaluates":
        detail = _node(store, claim.subject).cells.get("corner", "")
    return (claim.relation, claim.subject, claim.object, about, practice, detail,
            bounds.earliest if bounds else "", bounds.latest if bounds else "",
            claim.cell("basis"), claim.cell("said_by"), claim.cell("document"), claim.id)
