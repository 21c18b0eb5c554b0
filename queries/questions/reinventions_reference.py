"""The observations of `reinventions` in plain Python over the memory store: what every engine must return."""

from __future__ import annotations

from graph.records import split_list
from graph.stores.memory import MemoryStore
from queries.binding import Arguments
from queries.questions import spread_reference


def observations(store: MemoryStore, arguments: Arguments) -> list[tuple[str, ...]]:
    """Rows (family, ...): those of `spread`, each with its family."""
    families = set(arguments["family"])
    found = []
    for row in spread_reference.observations(store, {"practice": sorted(families), "on": arguments.get("on", [])}):
        about = row[3]
        practices = split_list(store.graph.nodes[about]["node"].cells.get("practice", ""))
        found += [(family, *row) for family in practices if family in families]
    return found
