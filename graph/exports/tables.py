"""The graph as tables: one CSV per kind over all datasets, for spreadsheets and data frames.

The columns are those of data/, with `dataset` after the id. A cell that a spreadsheet would run as a formula gets
an apostrophe before it; numbers do not.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from pathlib import Path

from graph.build import Graph
from graph.exports.writing import Counts, counts_of
from graph.problems import Problem, StoreError
from graph.schema import Kind, schema

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(graph: Graph, folder: Path) -> Counts:
    """One file per kind that has rows. A table of an earlier export for which there are no rows now is removed:
    an export without people must not leave an old people.csv beside it."""
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    rows = 0
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for kind in schema().kinds.values():
            text, count = _table(graph, kind)
            if count:
                (draft / kind.table).write_bytes(text.encode("utf-8"))
                rows += count
        folder.mkdir(exist_ok=True)
        written = sorted(path.name for path in draft.iterdir())
        for name in written:
            (draft / name).replace(folder / name)
        for table in schema().by_table:
            if table not in written:
                (folder / table).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(Problem("export-unwritable", str(folder), got=error.strerror or str(error))) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return counts_of(graph, rows, len(written))


def _table(graph: Graph, kind: Kind) -> tuple[str, int]:
    """A kind's table and its number of rows, sorted by id, then by dataset (a node can be in two)."""
    rows = [(row[0], dataset.name, *row[1:]) for dataset in graph.datasets
            for batch in dataset.of_kind(kind.name) for row in batch.rows()]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("id", "dataset", *kind.header[1:]))
    writer.writerows([neutral(cell) for cell in row] for row in sorted(rows))
    return buffer.getvalue(), len(rows)


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula and is no number."""
    if cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
