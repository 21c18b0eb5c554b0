"""A query of the user's own, in SPARQL or Cypher: judged, run in a process that can be killed, shown."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import click
import pyoxigraph as ox
from rich.table import Table

from commands.frame import LANGUAGE, err, out, print_plain, say, store_option
from graph import ids
from graph.exports.tables import neutral
from graph.guard.checking import LANGUAGES
from graph.guard.engines import Cell
from graph.guard.running import LIMIT, TIMEOUT, Found, run, store_language
from graph.language import number
from graph.problems import Problem, UsageError
from graph.schema import VOCABULARY

FORMS = ("table", "csv", "json", "turtle")
_BY_SUFFIX = {".rq": "sparql", ".sparql": "sparql", ".cypher": "cypher", ".cyp": "cypher"}
_MOST_BYTES = 64_000_000  # of an answer, in this process of its own
_PREFIXES = {"wws": VOCABULARY, "dataset": ids.DATASET_BASE, "xsd": "http://www.w3.org/2001/XMLSchema#",
             "skos": "http://www.w3.org/2004/02/skos/core#", "prov": "http://www.w3.org/ns/prov#"}


@click.command("query", help=say("query.help"))
@click.argument("file", metavar="FILE")
@click.option("--language", type=click.Choice(LANGUAGES), help=say("query.language"))
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True, max=86400), default=TIMEOUT, metavar="S", help=say("query.timeout"))
@click.option("--limit", type=click.IntRange(min=0), default=LIMIT, metavar="N", help=say("query.limit"))
@click.option("--as", "form", type=click.Choice(FORMS), default="table", help=say("query.as"))
@store_option
def query_command(file: str, language: str | None, timeout: float, limit: int, form: str, store: str) -> None:
    """Read, run and print; what was cut off is said on standard error."""
    text = read_query(file)
    spoken = language or _BY_SUFFIX.get(Path(file).suffix.lower()) or store_language(store)
    found = run(text, spoken, store, timeout=timeout, limit=limit, most_bytes=_MOST_BYTES, name="query" if file == "-" else file)
    print_found(found, form, spoken, store)
    if found.cut:
        err.print(say(f"query.cut-{found.cut}", count=number(len(found.rows), LANGUAGE), **(
            {"size": _MOST_BYTES // 1_000_000} if found.cut == "bytes" else {})), markup=False)
    if store.startswith(("neo4j", "bolt")) and err.is_terminal:
        err.print(say("query.neo4j-lock"), markup=False, style="dim")


def read_query(file: str) -> bytes:
    """The bytes of a query file, or of standard input for `-`. UsageError when it cannot be read."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UsageError(Problem("query-file", file, got=error.strerror or str(error))) from None


def print_found(found: Found, form: str, language: str, store: str) -> None:
    """Print an answer in one of FORMS. UsageError for Turtle of rows that are no graph."""
    if form == "turtle":
        print_plain(_turtle(found))
    elif form == "json":
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
        print_plain(json.dumps({"language": language, "store": store, "columns": found.columns, "rows": rows, "cut": found.cut},
                               ensure_ascii=False, indent=2))
    elif form == "csv":
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerows([neutral(_text(cell)) for cell in row] for row in (found.columns, *found.rows))
        print_plain(buffer.getvalue())
    else:
        _print_table(found)


def _text(cell: Cell) -> str:
    """A cell as text; lists and maps as JSON, unknown empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else str(cell)


def _shown(cell: Cell) -> str:
    """A cell for a terminal: our own addresses as ids, nothing that a terminal would obey."""
    text = ids.id_of(_text(cell))
    if isinstance(cell, bool):
        text = say("query.true" if cell else "query.false")
    if text.startswith(VOCABULARY):
        text = "wws:" + text.removeprefix(VOCABULARY)
    return "".join(char if char.isprintable() else " " for char in text).replace("[", "\\[")


def _print_table(found: Found) -> None:
    if not found.rows:
        out.print(say("query.nothing"))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in found.columns:
        table.add_column(_shown(column), overflow="fold")
    for row in found.rows:
        numbers = [number(cell, LANGUAGE) if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= 10_000 else None for cell in row]
        table.add_row(*(plain or _shown(cell) for plain, cell in zip(numbers, row, strict=True)))
    out.print(table)
    if not found.cut:
        out.print(say("query.rows", count=number(len(found.rows), LANGUAGE), seconds=number(found.seconds, LANGUAGE, 1)), style="dim")


def _turtle(found: Found) -> str:
    """The answer of CONSTRUCT or DESCRIBE as Turtle with the usual prefixes."""
    if not found.is_graph:
        raise UsageError(Problem("query-turtle"))
    triples = ox.parse("\n".join(found.triples), format=ox.RdfFormat.N_TRIPLES)
    return (ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode("utf-8")
