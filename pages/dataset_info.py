"""What is to be known about the datasets in a store: publisher, licence, dates, as their SOURCE.md says.

A store keeps no next day of checking, so the files beside it are read. They are those that were loaded only when
they declare as many rows as the store holds; of a store with other data nothing more is said than what it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.problems import DataError
from graph.records import DatasetInfo
from ingest.catalogue import DATA
from ingest.dataset import read_front


@dataclass(frozen=True, slots=True)
class Known:
    """A dataset of the store: its rows, what its SOURCE.md says (None when that is of other data), rows per file."""

    name: str
    rows: int
    info: DatasetInfo | None
    files: Mapping[str, int]


def datasets(counts: Mapping[str, int], folder: Path | None = None) -> list[Known]:
    """The datasets of a store, from its counts and the data folder."""
    found = []
    for name, rows in sorted(counts.items()):
        try:
            front = read_front((folder or DATA) / name)
        except DataError:
            found.append(Known(name, rows, None, {}))
            continue
        same = sum(front.rows.values()) == rows
        found.append(Known(name, rows, front.info if same else None, front.rows if same else {}))
    return found
