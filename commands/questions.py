"""Commands that answer: `find` and `ask`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
from rich.table import Table

from commands.asking import params_of, scope_options
from commands.frame import LANGUAGE, data_option, out, print_plain, ready_store, say, store_option
from graph.opening import cache_folder
from graph.problems import Problem, UnknownError
from graph.schema import schema
from queries import render
from queries.answer import Answer, Row
from queries.binding import bound_text
from queries.catalogue import QUESTIONS, ask, open_session, question, resolve
from queries.find import Finder
from queries.words import say as say_answer

FORMATS = ("table", "json", "csv", "markdown")
_BESIDE = ("score", "tier", "strength")  # columns a terminal has room for; CSV and JSON have all


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
        table.add_row(_plain(hit.name), schema().kinds[hit.kind].labels[LANGUAGE], hit.id)
    out.print(table)


@click.command("ask", help=say("ask.help"))
@click.argument("name", default="", metavar="[QUESTION]")
@scope_options
@click.option("--top", type=int, default=10, help=say("ask.top"))
@click.option("--why", default="", metavar="ID", help=say("ask.why"))
@click.option("--as", "form", type=click.Choice(FORMATS), default="table", help=say("ask.as"))
@click.option("--show", type=click.Choice(("sparql",)), help=say("ask.show"))
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
        print_plain(bound_text(asked, asked.arguments(session, resolve(session, asked, params))))
        return
    answer = ask(session, name, params, 0 if why else top, LANGUAGE)
    if why:
        answer.rows = [_row(answer, why)]
    print_answer(answer, form, bool(why))


def _row(answer: Answer, identifier: str) -> Row:
    for row in answer.rows:
        if identifier in (row.id, row.name):
            return row
    raise UnknownError(Problem("not-in-answer", got=identifier, expected="; ".join(
        f"{row.name} = {row.id}" for row in answer.rows[:5])))


def _list_questions() -> None:
    for known in QUESTIONS.values():
        example = " ".join(f"--{key} {shlex.quote(value)}" for key, value in known.example.items())
        sentence = known.sentence[LANGUAGE].format(theme="…", region="…")
        out.print(f"{known.id}  {sentence}\n  wieweetwat ask {known.id} {example}", markup=False)


def print_answer(answer: Answer, form: str, one: bool) -> None:
    """Print an answer in one of FORMATS; `one`: its first row explained in full instead of the table."""
    if form == "json":
        print_plain(render.as_json(answer))
    elif form == "csv":
        print_plain(render.as_csv(answer, LANGUAGE))
    elif form == "markdown":
        print_plain(render.as_markdown(answer, LANGUAGE))
    elif one:
        _explain(answer, answer.rows[0])
    else:
        _print_table(answer)


def _plain(text: str) -> str:
    """Text that the console prints as it is."""
    return text.replace("[", "\\[")


def _print_table(answer: Answer) -> None:
    out.print(answer.sentence, markup=False, style="bold")
    if answer.empty_reason:
        out.print(answer.empty_reason, markup=False)
        for way in answer.suggestions:
            options = " ".join(f"--{key} {shlex.quote(value)}" for key, value in way.params.items())
            out.print(f"  {way.label} ({way.count}): wieweetwat ask {way.question or answer.question} {options}", markup=False)
        return
    labels = {column["name"]: column["label"] for column in answer.columns}
    beside = [name for name in labels if name in _BESIDE]
    table = Table(box=None, pad_edge=False, header_style="dim", expand=out.is_terminal)
    table.add_column(labels.get("rank", ""), no_wrap=True, justify="right")
    table.add_column(labels["name"], ratio=1, overflow="fold")
    for name in beside:
        table.add_column(labels[name], no_wrap=True, justify="right" if name == "score" else "left")
    for row in answer.rows:
        role = ", ".join(str(row.values[name]) for name in ("role", "standing") if row.values.get(name))
        below = "; ".join(part for part in (role, row.why) if part)
        who = f"{_plain(row.name)}\n[dim]{_plain(below)}[/dim]" if below else _plain(row.name)
        table.add_row(render.cell(row, "rank", LANGUAGE), who, *(_plain(render.cell(row, name, LANGUAGE)) for name in beside))
    out.print(table)
    if answer.total > len(answer.rows):
        out.print(say("ask.more", shown=len(answer.rows), total=answer.total), style="dim")
    for note in answer.notes:
        out.print(note, markup=False, style="dim")


def _explain(answer: Answer, row: Row) -> None:
    """A row's receipt: its points, its evidence, what speaks against it, and where it stands without each document."""
    out.print(answer.sentence, markup=False, style="bold")
    place = render.cell(row, "rank", LANGUAGE)
    out.print(f"{place} {row.name}: {row.why}", markup=False)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("ask.signal", "ask.value", "ask.weight-short", "ask.points"):
        table.add_column(say(column), justify="left" if column == "ask.signal" else "right")
    for part in row.parts:
        table.add_row(part.label, f"{part.value:.3f}", f"{part.weight:g}", f"{part.points:.3f}")
    table.add_row(say("ask.total"), "", "", f"{row.score or 0:.3f}", style="bold")
    out.print(table)
    if row.above_next:
        out.print(row.above_next, markup=False)
    for heading, items in (("ask.evidence", row.evidence), ("ask.against", row.against)):
        if items:
            out.print(f"\n{say(heading)}", style="bold")
        for item in items:
            out.print(f"- {render.evidence_line(item, LANGUAGE)}", markup=False)
            out.print(f"  {item.url or item.document}", markup=False, style="dim")
    for item in row.without:
        key = "without.rank" if item.rank else "without.gone"
        out.print(f"- {item.title}: {say_answer(key, LANGUAGE, rank=item.rank)}", markup=False)
    for way in row.reachable_via:
        out.print(f"{say('ask.reach')}: {way.label} {way.url} {way.as_of}".rstrip(), markup=False, style="dim")

