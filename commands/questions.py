"""Commands that answer: `find` and `ask`."""

from __future__ import annotations

import shlex
from collections import defaultdict
from pathlib import Path

import click
from rich.table import Table

from commands.answers import print_answer
from commands.asking import params_of, scope_options
from commands.frame import LANGUAGE, data_option, out, plain, print_plain, ready_store, say, store_option
from graph.opening import cache_folder
from graph.problems import Problem, UnknownError
from graph.schema import schema
from queries.answer import Answer, Row
from queries.binding import bound_cypher, bound_text
from queries.catalogue import QUESTIONS, ask, open_session, question, resolve
from queries.find import Finder
from queries.question import MATRIX

FORMATS = ("table", "json", "csv", "markdown")
SHOWN = {"sparql": bound_text, "cypher": bound_cypher}  # how a question reads in each language of the stores


@click.command("find", help=say("find.help"))
@click.argument("text")
@click.option("--top", "limit", type=click.IntRange(min=1), default=10, help=say("find.top"))
@store_option
@data_option
def find_command(text: str, limit: int, store: str, data: Path) -> None:
    """Names and synonyms to ids and kinds."""
    opened = ready_store(store, data)
    hits = Finder(opened, cache_folder(opened)).find(text, limit)
    if not hits:
        raise UnknownError(Problem("unknown-label", got=text))
    table = Table(box=None, pad_edge=False)
    for column in ("find.name", "find.kind", "find.id"):
        table.add_column(say(column), overflow="fold")
    for hit in hits:
        table.add_row(plain(hit.name), schema().kinds[hit.kind].labels[LANGUAGE], hit.id)
    out.print(table)


@click.command("ask", help=say("ask.help"))
@click.argument("name", default="", metavar="[QUESTION]")
@scope_options
@click.option("--top", type=int, default=10, help=say("ask.top"))
@click.option("--why", default="", metavar="ID", help=say("ask.why"))
@click.option("--as", "form", type=click.Choice(FORMATS), default="table", help=say("ask.as"))
@click.option("--show", type=click.Choice(tuple(SHOWN)), help=say("ask.show"))
@store_option
@data_option
def ask_command(name: str, top: int, why: str, form: str, show: str | None, store: str, data: Path, **given: object) -> None:
    """Ask a question; `given` holds what `scope_options` offers."""
    if not name:
        _list_questions()
        return
    asked = question(name)
    opened = ready_store(store, data)
    session = open_session(opened, cache_folder(opened))
    params = params_of(given)
    if show:
        print_plain(SHOWN[show](asked, asked.arguments(session, resolve(session, asked, params))))
        return
    answer = ask(session, name, params, 0 if why else top, LANGUAGE)
    if why:
        answer.rows = _rows(answer, why)
    print_answer(answer, form, bool(why))


def _rows(answer: Answer, identifier: str) -> list[Row]:
    """The row with this id or name; in a matrix all cells of its line."""
    found = [row for row in answer.rows if identifier in (row.id, row.name)]
    if not found:
        raise UnknownError(Problem("not-in-answer", got=identifier, expected="; ".join(
            dict.fromkeys(f"{row.name} = {row.id}" for row in answer.rows[:5]))))
    return found if answer.kind == MATRIX else found[:1]


def _list_questions() -> None:
    for known in QUESTIONS.values():
        example = " ".join(f"--{key} {shlex.quote(value)}" for key, value in known.example.items())
        sentence = known.sentence[LANGUAGE].format_map(defaultdict(lambda: "…"))
        out.print(f"{known.id}  {sentence}\n  wieweetwat ask {known.id} {example}", markup=False)
