"""The command `export`: the graph, one answer's neighbourhood or what is around something, for other programs."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import Progress

from commands.asking import params_of, scope_options
from commands.frame import LANGUAGE, data_option, out, print_plain, progress_bar, say
from graph.build import Graph
from graph.exports.formats import FORMATS, export
from graph.language import number
from graph.part import Part, around
from graph.problems import Problem, UnknownError, UsageError
from graph.stores.memory import MemoryStore
from ingest.catalogue import read_graph
from queries.catalogue import ask, open_session
from queries.find import Finder
from queries.neighbourhood import part_of_answer
from queries.session import Session

_CERTAIN = 100.0  # likeness of a name that is meant without doubt


def _help() -> str:
    """What it does, then the forms with a word each; `\\b` keeps their lines apart."""
    forms = "\n".join(f"  {name:<9}{say(f'export.form.{name}')}" for name in FORMATS)
    return f"{say('export.help')}\n\n\b\n{say('export.forms')}\n{forms}"


@click.command("export", help=_help())
@click.argument("form", metavar="FORM", type=click.Choice(list(FORMATS)))
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--with-people", is_flag=True, help=say("export.people"))
@click.option("--question", default="", metavar="QUESTION", help=say("export.question"))
@scope_options
@click.option("--top", type=int, default=0, help=say("export.top"))
@click.option("--around", "centre", multiple=True, metavar="NAME|ID", help=say("export.around"))
@click.option("--steps", type=click.IntRange(min=1), default=1, help=say("export.steps"))
@data_option
def export_command(form: str, path: Path | None, with_people: bool, question: str, top: int, centre: tuple[str, ...], steps: int,
                   data: Path, **given: object) -> None:
    """Everything, or the part that `--question` or `--around` choose, in one of the forms."""
    params = params_of(given)
    if not question and (useless := sorted(name for name, value in params.items() if value)):
        raise UsageError(Problem("export-question", got=", ".join(f"--{name}" for name in useless)))
    path = path or Path(FORMATS[form].default)
    with progress_bar(say("busy.reading")) as bar:
        graph = read_graph(data, lambda file, rows: bar.update(bar.task_ids[0], what=file))
        part = _chosen(graph, question, params, top, centre, steps, with_people) if question or centre else None
        bar.update(bar.task_ids[0], description=say("busy.exporting"), what=str(path))
        counts = export(graph, form, path, with_people, part, lambda what, done, total: _step(bar, what, done, total))
    out.print(say("export.done", path=path, nodes=number(counts.nodes, LANGUAGE), claims=number(counts.claims, LANGUAGE)), markup=False)
    for note in counts.notes:
        out.print(note.say(LANGUAGE), markup=False)
    if counts.command:
        out.print(say("export.command"), markup=False)
        print_plain(counts.command)


def _step(bar: Progress, what: str, done: int, total: int) -> None:
    bar.update(bar.task_ids[0], completed=done, total=total or None, what=what)


def _chosen(graph: Graph, question: str, params: dict[str, object], top: int, centre: tuple[str, ...], steps: int,
            with_people: bool) -> Part:
    """The part that was asked for. The question is put to the same data, in memory, so that both fit together."""
    store = MemoryStore()
    store.load(graph)
    session = open_session(store)
    nodes: set[str] = set()
    claims: set[str] = set()
    if question:
        answer = ask(session, question, params, top, LANGUAGE)
        out.print(answer.sentence, markup=False, style="bold")
        if answer.empty_reason:
            out.print(answer.empty_reason, markup=False)
        if len(answer.rows) < answer.total:
            out.print(say("ask.more", shown=len(answer.rows), total=answer.total), style="dim")
        people = sum(row.id.startswith("person:") for row in answer.rows)
        if people and not with_people:
            out.print(say("export.people-out", count=people), markup=False)
        chosen = part_of_answer(answer)
        nodes, claims = nodes | chosen.nodes, claims | chosen.claims
    if centre:
        chosen = around(graph, [_meant(text, session, with_people) for text in centre], steps)
        nodes, claims = nodes | chosen.nodes, claims | chosen.claims
    return Part(frozenset(nodes), frozenset(claims))


def _meant(text: str, session: Session, with_people: bool) -> str:
    """The id of the node that a name or id means. UnknownError names what comes near, UsageError several that fit."""
    if session.store.nodes([text]):
        found = [text]
    else:
        hits = Finder(session.store, texts=session.texts).find(text)
        certain = [hit for hit in hits if hit.likeness == _CERTAIN]
        named = "; ".join(f"{hit.name} = {hit.id}" for hit in certain or hits)
        found = [hit.id for hit in certain]
        if not found:
            raise UnknownError(Problem("unknown-label", got=text, expected=named))
        if len(found) > 1:
            raise UsageError(Problem("export-around", got=text, expected=named))
    if found[0].startswith("person:") and not with_people:
        raise UsageError(Problem("export-person", got=text, expected="--with-people"))
    return found[0]
