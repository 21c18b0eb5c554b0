"""The graph as tables: one CSV per kind over all datasets, for spreadsheets and data frames.

The columns are those of data/, with `dataset` after the id. A cell that a spreadsheet would run as a formula gets
an apostrophe before it; numbers do not.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from graph.build import Graph
from graph.exports.writing import Counts, Progress, counts_of, no_progress, replacing_folder
from graph.schema import Kind, schema

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(graph: Graph, folder: Path, progress: Progress = no_progress) -> Counts:
    """One file per kind that has rows; the table of an earlier export for which there are no rows now is removed."""
    total = files = 0
    with replacing_folder(folder, schema().by_table) as draft:
        for step, kind in enumerate(schema().kinds.values()):
            progress(kind.table, step, len(schema().kinds))
            rows = table_rows(graph, kind)
            if rows:
                (draft / kind.table).write_bytes(_table(kind, rows).encode("utf-8"))
                total, files = total + len(rows), files + 1
    return counts_of(graph, total, files)


def table_header(kind: Kind) -> tuple[str, ...]:
    """The header of a kind's table in an export."""
    return ("id", "dataset", *kind.header[1:])


def table_rows(graph: Graph, kind: Kind) -> list[tuple[str, ...]]:
    """A kind's rows over all datasets, sorted by id, then by dataset (a node can be in two)."""
    return sorted((row[0], dataset.name, *row[1:]) for dataset in graph.datasets
                  for batch in dataset.of_kind(kind.name) for row in batch.rows())


def _table(kind: Kind, rows: list[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table_header(kind))
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula and is no number (OWASP, CSV injection).

    A line within it ends in one way: Python's writer leaves a bare carriage return without quotes, and no reader takes that.
    """
    runs = cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell)
    return re.sub("\r\n?", "\n", "'" + cell if runs else cell)
