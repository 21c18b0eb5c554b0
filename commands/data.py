"""Commands about the data and the stores: `check`, `load`, `stores`, `forget`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click
from rich.progress import Progress

from commands.frame import LANGUAGE, data_option, out, print_plain, progress_bar, say, store_option
from graph.language import number
from graph.opening import CACHE, DEFAULT_STORE, DERIVED, cache_folder, open_store
from graph.problems import Problem, UsageError, report
from graph.schema import schema
from graph.store import StoreState
from graph.version_folder import VersionFolder
from ingest.catalogue import check_data, read_graph
from ingest.forgetting import forget
from ingest.repair import repair
from queries.catalogue import open_session


@click.command("check", help=say("check.help"))
@click.option("--fix", is_flag=True, help=say("check.fix"))
@data_option
def check_command(data: Path, fix: bool) -> None:
    """Faults in the data files; exit 1 when there are any."""
    if fix:
        for line in repair(data):
            out.print(line, markup=False)
    with progress_bar(say("busy.checking")) as bar:
        problems = check_data(data, lambda file, rows: bar.update(bar.task_ids[0], what=file))
    if problems:
        print_plain(report(problems, LANGUAGE))
        out.print(say("check.faults", count=len(problems)), style="bold")
        raise SystemExit(1)
    out.print(say("check.good"))


@click.command("load", help=say("load.help"))
@click.option("--undo", is_flag=True, help=say("load.undo"))
@store_option
@data_option
def load_command(store: str, data: Path, undo: bool) -> None:
    """Datasets into a store."""
    opened = open_store(store)
    if undo:
        if not isinstance(opened, VersionFolder):
            raise UsageError(Problem("nothing-to-undo", store))
        opened.undo()
        out.print(say("load.undone", as_of=opened.state().as_of, version=opened.state().version))
        return
    with progress_bar(say("busy.reading")) as bar:
        graph = read_graph(data, lambda file, rows: bar.update(bar.task_ids[0], what=file))
        bar.update(bar.task_ids[0], description=say("busy.loading"))
        changed = opened.load(graph, lambda what, done, total: _step(bar, what, done, total))
        bar.update(bar.task_ids[0], description=say("busy.counting"), what="")
        open_session(opened, cache_folder(opened))
    out.print(say("load.done" if changed else "load.same", store=store, as_of=graph.as_of))
    _print_counts(opened.state())


def _step(bar: Progress, what: str, done: int, total: int) -> None:
    bar.update(bar.task_ids[0], completed=done, total=total, what=what)


def _print_counts(state: StoreState) -> None:
    for name, kind in schema().kinds.items():
        if count := state.counts.get(name):
            out.print(f"{number(count, LANGUAGE):>9}  {kind.plurals[LANGUAGE]}", markup=False)


@click.command("stores", help=say("stores.help"))
@click.option("--store", multiple=True, metavar="ADDRESS", help=say("option.store"))
def stores_command(store: tuple[str, ...]) -> None:
    """What each store holds; exit 1 when one cannot be read."""
    failed = False
    for address in store or (os.environ.get("WIEWEETWAT_STORE", DEFAULT_STORE),):
        state = open_store(address).state()
        if state.ready:
            out.print(say("stores.ready", address=address, as_of=state.as_of, version=state.version), markup=False)
            for name, rows in state.datasets.items():
                out.print(f"{number(rows, LANGUAGE):>9}  {name}", markup=False)
        elif address.startswith("memory:"):
            out.print(say("stores.memory", address=address), markup=False)
        else:
            failed = True
            out.print(Problem(state.why_not, address).say(LANGUAGE), markup=False)
    if failed:
        raise SystemExit(1)


@click.command("forget", help=say("forget.help"))
@click.argument("person")
@click.option("--yes", is_flag=True, help=say("forget.yes"))
@store_option
@data_option
def forget_command(person: str, yes: bool, store: str, data: Path) -> None:
    """Somebody out of datasets, store, counts and exports."""
    if not yes:
        click.confirm(say("forget.ask", person=person), abort=True)
    done = forget(data, person)
    for derived in (DERIVED, CACHE):  # made again when somebody asks, also when the store itself stands elsewhere
        shutil.rmtree(data / "build" / derived, ignore_errors=True)
    opened = open_store(store)
    if isinstance(opened, VersionFolder):
        with progress_bar(say("busy.loading")):
            opened.load(read_graph(data))
            opened.drop_previous()
            cache = cache_folder(opened)
            if cache is not None:
                shutil.rmtree(cache, ignore_errors=True)
            open_session(opened, cache)
    if done.done_already:
        out.print(say("forget.before"))
        return
    for file, lines in done.lines.items():
        out.print(f"{lines:>6}  {file}", markup=False)
    out.print(say("forget.done"))

