"""What flows from dataset files to stores: batches of rows, column by column.

A batch holds rows of one kind of one dataset as lists of cell texts, exactly as the file gives them,
with the line each row stands on. Columns instead of row objects: a dataset of a million claims is a
few dozen lists, and checks and writers go through them at the speed of a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.schema import Kind

LIST_SEPARATOR = "; "
BATCH_ROWS = 20_000


@dataclass(slots=True)
class Batch:
    """Rows of one kind: `columns` maps `id` and each column of the kind to its cells, row by row."""

    kind: Kind
    columns: dict[str, list[str]]
    file: str
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.columns["id"])

    @property
    def ids(self) -> list[str]:
        """The ids, row by row."""
        return self.columns["id"]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows as tuples in the order of the kind's header."""
        return zip(*(self.columns[name] for name in self.kind.header), strict=True)


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """Who made a dataset: from its SOURCE.md. `rows` = declared rows per file; dates as ISO text."""

    name: str
    title: Mapping[str, str]
    publisher: str
    licence: str
    read_on: str
    next_check: str = ""
    synthetic: bool = False


@dataclass(slots=True)
class Dataset:
    """The unit of loading, replacing and undoing; one named graph in an RDF store."""

    info: DatasetInfo
    batches: list[Batch] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The folder's name, which names the dataset everywhere."""
        return self.info.name

    def of_kind(self, name: str) -> Iterator[Batch]:
        """Its batches of one kind, in file order."""
        return (batch for batch in self.batches if batch.kind.name == name)


def split_list(cell: str) -> list[str]:
    """The values of a list cell; empty for an empty cell."""
    return cell.split(LIST_SEPARATOR) if cell else []
