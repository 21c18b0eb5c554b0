"""Names to ids over everything: `find` forgives typing errors, case, diacritics and hyphens.

The names stand in the text index (queries/textindex.py). Pieces of three letters choose candidates, rapidfuzz
orders them: comparing with all names took longer as they grew, and to no other end.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from graph.store import Store
from queries.labels import fold, likeness
from queries.textindex import TextIndex, open_index

LEAST = 60.0  # likeness from 0 to 100 below which a name is no hit
CANDIDATES = 400  # names with most pieces in common that are compared
PIECES = 8  # the rarest pieces of the text that choose candidates; a typing error spoils three
_EXACT = "SELECT id, kind, name, own FROM label WHERE folded = ? ORDER BY number"
_COUNT = "SELECT doc FROM gram WHERE term = ?"
_NEAR = """SELECT label.folded, label.id, label.kind, label.name FROM grams JOIN label ON label.number = grams.rowid
WHERE grams MATCH ? ORDER BY grams.rank, label.number LIMIT ?"""
_BEGINS = "SELECT folded, id, kind, name FROM label WHERE folded >= ? AND folded < ? ORDER BY folded, number LIMIT ?"


class Hit(NamedTuple):
    """Something found: id, kind name, name to show, likeness from 0 to 100."""

    id: str
    kind: str
    name: str
    likeness: float


class Finder:
    """Looks names up in a store's text index, kept in `cache` when given; `texts` when a session has it open."""

    def __init__(self, store: Store, cache: Path | None = None, texts: TextIndex | None = None) -> None:
        self._names = (texts or open_index(store, cache)).connection

    def find(self, text: str, limit: int = 10) -> list[Hit]:
        """The best hits, those that fit exactly first. Nothing for an empty text."""
        wanted = fold(text)
        if not wanted:
            return []
        exact = self._names.execute(_EXACT, (wanted,)).fetchall()
        hits = {row[0]: Hit(*row[:3], 100.0) for row in ([row for row in exact if row[3]] or exact)}
        scored = sorted((-likeness(wanted, folded), folded, identifier, kind, name) for folded, identifier, kind, name in self._near(wanted))
        for negative, _, identifier, kind, name in scored:
            if -negative >= LEAST:
                hits.setdefault(identifier, Hit(identifier, kind, name, -negative))
        return list(hits.values())[:limit]

    def _near(self, wanted: str) -> Iterable[tuple[str, str, str, str]]:
        """Names that may be meant: with rare pieces in common, or beginning with a text too short for pieces."""
        found = self._names.execute(_BEGINS, (wanted, wanted + "\U0010ffff", CANDIDATES)).fetchall()
        if pieces := self._pieces(wanted):
            found += self._names.execute(_NEAR, (" OR ".join(f'"{piece}"' for piece in pieces), CANDIDATES)).fetchall()
        return found

    def _pieces(self, wanted: str) -> list[str]:
        counted = []
        for piece in {wanted[at:at + 3] for at in range(len(wanted) - 2)}:
            row = self._names.execute(_COUNT, (piece,)).fetchone() if '"' not in piece else None
            if row:
                counted.append((row[0], piece))
        return [piece for _, piece in sorted(counted)[:PIECES]]
