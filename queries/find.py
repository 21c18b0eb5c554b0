"""Names to ids over everything: `find` forgives typing errors, case, diacritics and hyphens."""

from __future__ import annotations

from typing import NamedTuple

from graph.schema import schema
from graph.store import Store
from queries.labels import Labels, fold

LEFT_OUT = ("Document", "Claim", "MunicipalityChange")  # nobody looks for these by a name


class Hit(NamedTuple):
    """Something found: id, kind name, name to show, the label that fitted, likeness from 0 to 100."""

    id: str
    kind: str
    name: str
    likeness: float


class Finder:
    """An index over the names and synonyms of one store."""

    def __init__(self, store: Store) -> None:
        self._labels = Labels(node for kind in schema().nodes if kind.name not in LEFT_OUT
                              for node in store.nodes_of(kind.name))

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """The best hits, those that fit exactly first. Nothing for an empty text."""
        kinds = schema().by_prefix
        exact = self._labels.candidates(text) if fold(text) else []
        hits = {candidate.id: Hit(candidate.id, kinds[candidate.kind].name, candidate.name, 100.0) for candidate in exact}
        for candidate, likeness in self._labels.nearest(text, limit):
            hits.setdefault(candidate.id, Hit(candidate.id, kinds[candidate.kind].name, candidate.name, likeness))
        return list(hits.values())[:limit]
