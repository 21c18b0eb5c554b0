"""A query of the user's own, in SPARQL or Cypher: judged, run in a process that can be killed, shown."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from commands.frame import LANGUAGE, err, out, plain, print_plain, say, store_option
from graph.guard.checking import LANGUAGES
from graph.guard.engines import Cell
from graph.guard.forms import found_csv, found_json, found_turtle, short_text
from graph.guard.running import LIMIT, TIMEOUT, Found, run, store_language
from graph.language import number
from graph.problems import Problem, UsageError

FORMS = ("table", "csv", "json", "turtle")
_BY_SUFFIX = {".rq": "sparql", ".sparql": "sparql", ".cypher": "cypher", ".cyp": "cypher"}
_MOST_BYTES = 64_000_000  # of an answer, in this process of its own


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
        print_plain(found_turtle(found))
    elif form == "json":
        print_plain(found_json(found, language, store))
    elif form == "csv":
        print_plain(found_csv(found))
    else:
        _print_table(found)


def _shown(cell: Cell) -> Text:
    """A cell for a terminal."""
    text = say("query.true" if cell else "query.false") if isinstance(cell, bool) else short_text(cell)
    return plain(text)


def _print_table(found: Found) -> None:
    if not found.rows:
        out.print(say("query.nothing"))
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in found.columns:
        table.add_column(_shown(column), overflow="fold")
    for row in found.rows:
        numbers = [number(cell, LANGUAGE) if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) >= 10_000 else None for cell in row]
        table.add_row(*(large or _shown(cell) for large, cell in zip(numbers, row, strict=True)))
    out.print(table)
    if not found.cut:
        out.print(say("query.rows", count=number(len(found.rows), LANGUAGE), seconds=number(found.seconds, LANGUAGE, 1)), style="dim")
