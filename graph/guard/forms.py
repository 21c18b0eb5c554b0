"""What a user's query found, as files: CSV, JSON, Turtle; and a cell as text, for whatever shows a table."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox

from graph import ids
from graph.exports.tables import neutral
from graph.guard.engines import Cell
from graph.guard.running import Found
from graph.problems import Problem, UsageError
from graph.schema import VOCABULARY

_PREFIXES = {"wws": VOCABULARY, "dataset": ids.DATASET_BASE, "xsd": "http://www.w3.org/2001/XMLSchema#",
             "skos": "http://www.w3.org/2004/02/skos/core#", "prov": "http://www.w3.org/ns/prov#"}


def cell_text(cell: Cell) -> str:
    """A cell as text; lists and maps as JSON, unknown empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else str(cell)


def short_text(cell: Cell) -> str:
    """A cell for a reader: our own addresses as ids and names, nothing that a terminal would obey."""
    text = ids.id_of(cell_text(cell))
    if text.startswith(VOCABULARY):
        text = "wws:" + text.removeprefix(VOCABULARY)
    return "".join(char if char.isprintable() else " " for char in text)


def found_csv(found: Found) -> str:
    """Columns and rows as CSV (comma); formulas neutralised."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([neutral(cell_text(cell)) for cell in row] for row in (found.columns, *found.rows))
    return buffer.getvalue()


def found_json(found: Found, language: str, store: str) -> str:
    """Columns and rows as JSON, with what was cut: "", "rows" or "bytes"."""
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return json.dumps({"language": language, "store": store, "columns": found.columns, "rows": rows, "cut": found.cut},
                      ensure_ascii=False, indent=2)


def found_turtle(found: Found) -> str:
    """The answer of CONSTRUCT or DESCRIBE as Turtle with the usual prefixes. UsageError for rows that are no graph."""
    if not found.is_graph:
        raise UsageError(Problem("query-turtle"))
    triples = ox.parse("\n".join(found.triples), format=ox.RdfFormat.N_TRIPLES)
    return (ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode("utf-8")
