"""Names to ids: labels, synonyms and old names, without regard to case, diacritics or hyphens."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from graph.records import split_list
from graph.store import Node

_SYNONYM_COLUMNS = ("other_names", "alt_nl", "label_en", "official_name")


class Candidate(NamedTuple):
    """Something a label can mean: id, kind prefix, name to show, and whether the label is its own name."""

    id: str
    kind: str
    name: str
    exact: bool


def fold(text: str) -> str:
    """A label as it is compared: lower case, no diacritics, hyphens and apostrophes as they are spoken.

    `'s-Gravenhage` -> `s gravenhage`, `Súdwest-Fryslân` -> `sudwest fryslan`.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(" " if char in "-–/_" else char for char in plain
                   if not unicodedata.combining(char) and char not in "'’‘`\".,()")
    return " ".join(kept.split())


def labels_of(node: Node) -> Iterable[tuple[str, bool]]:
    """Every label of a node and whether it is its own name."""
    yield node.name, True
    for column in _SYNONYM_COLUMNS:
        for label in split_list(node.cells.get(column, "")):
            yield label, False


class Labels:
    """An index of labels over some nodes; `nearest` forgives typing errors."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._found: dict[str, list[Candidate]] = defaultdict(list)
        for node in nodes:
            for label, exact in labels_of(node):
                self.add(label, Candidate(node.id, node.kind, node.name, exact))

    def add(self, label: str, candidate: Candidate) -> None:
        """Let a label mean something more."""
        known = self._found[fold(label)]
        if all(other.id != candidate.id for other in known):
            known.append(candidate)

    def candidates(self, label: str) -> list[Candidate]:
        """What a label means: those whose own name it is, else those that have it as a synonym."""
        found = self._found.get(fold(label), [])
        return [candidate for candidate in found if candidate.exact] or list(found)

    def nearest(self, label: str, limit: int = 3, least: float = 60.0) -> list[tuple[Candidate, float]]:
        """The nearest labels' candidates, best first, with their likeness from 0 to 100; no id twice."""
        wanted = fold(label)
        if not wanted:
            return []
        rough = process.extract(wanted, self._found.keys(), scorer=fuzz.WRatio, limit=20 * limit, score_cutoff=least)
        hits = sorted((-likeness(wanted, folded), folded) for folded, _, _ in rough)
        result: dict[str, tuple[Candidate, float]] = {}
        for score, folded in ((-negative, folded) for negative, folded in hits if -negative >= least):
            for candidate in self._found[folded]:
                result.setdefault(candidate.id, (candidate, score))
        return list(result.values())[:limit]


def likeness(wanted: str, folded: str) -> float:
    """0 to 100: the whole label against the whole search, or a search that begins one of the label's words.

    A partial match alone would put a two-letter village above the town one letter away.
    """
    whole = max(fuzz.ratio(wanted, folded), fuzz.token_sort_ratio(wanted, folded))
    begins = len(wanted) >= 3 and (" " + folded).find(" " + wanted) >= 0
    return max(whole, 90.0 - min(len(folded) - len(wanted), 30) / 2 if begins else 0.0)
