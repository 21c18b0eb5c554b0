"""What every command shares: the language, words, errors without a stack trace, progress, the store."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from graph.language import LANGUAGES, language_of, texts_of
from graph.opening import DEFAULT_STORE, open_store
from graph.problems import Problem, StoreError
from graph.store import Store
from ingest.catalogue import DATA, read_graph

Command = Callable[..., object]
TEXTS_FILE = Path(__file__).with_name("texts.toml")
PIPE_WIDTH = 120  # columns when standard output is no terminal
out = Console(highlight=False, emoji=False, soft_wrap=True, width=None if sys.stdout.isatty() else PIPE_WIDTH)
err = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


def take_language(arguments: list[str]) -> tuple[str, list[str]]:
    """The language asked for anywhere on the command line, and the arguments without it.

    Read before the commands are defined, since their help is written in one language.
    """
    rest: list[str] = []
    choice = None
    words = iter(arguments)
    for word in words:
        if word == "--":
            return language_of(choice), [*rest, word, *words]
        if word == "--lang":
            choice = next(words, "")
        elif word.startswith("--lang="):
            choice = word.removeprefix("--lang=")
        else:
            rest.append(word)
    if choice is not None and choice not in LANGUAGES:
        raise SystemExit(_wrong_language(choice))
    return language_of(choice), rest


def _wrong_language(choice: str) -> int:
    err.print(texts_of(TEXTS_FILE).say("wrong-language", language_of(), got=choice), markup=False)
    return 2


LANGUAGE, ARGUMENTS = take_language(sys.argv[1:])


def say(key: str, **fields: object) -> str:
    """A text of the commands in the language of this run."""
    return texts_of(TEXTS_FILE).say(key, LANGUAGE, **fields)


def library_words(text: str) -> str:
    """What the command library itself says, in the language of this run."""
    key = f"library.{text}"
    texts = texts_of(TEXTS_FILE)
    return texts.entry(key)["nl"] if LANGUAGE == "nl" and texts.has(key) else text


def _library_plural(one: str, many: str, count: int) -> str:
    return library_words(one if count == 1 else many)


def speak_library() -> None:
    """Let click look its words up here.

    It asks gettext through these names; a compiled catalogue per language would be the other way, a binary
    file to keep in step for some thirty short texts.
    """
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types, click.termui):
        if hasattr(module, "_"):
            module._ = library_words
    for module in (click.core, click.exceptions, click.parser, click.types):
        if hasattr(module, "ngettext"):
            module.ngettext = _library_plural


def data_option(command: Command) -> Command:
    """`--data`: the folder with the datasets."""
    return click.option("--data", type=click.Path(path_type=Path), default=DATA, metavar="DIR",
                        help=say("option.data"))(command)


def store_option(command: Command) -> Command:
    """`--store`: the store's address; WIEWEETWAT_STORE in the environment gives another default."""
    return click.option("--store", default=DEFAULT_STORE, metavar="ADDRESS", envvar="WIEWEETWAT_STORE",
                        help=say("option.store"))(command)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on standard error for long work; silent when that is no terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[what]}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        bar.add_task(label, total=None, what="")
        yield bar


def ready_store(address: str, data: Path) -> Store:
    """The store at an address, ready to read; `memory:` is loaded from the data folder first."""
    store = open_store(address)
    if store.language == "python":
        with progress_bar(say("busy.reading")) as bar:
            store.load(read_graph(data, lambda file, rows: bar.update(bar.task_ids[0], what=file)))
    return store


def plain(text: str, below: str = "") -> Text:
    """A cell that the console prints as it is, whatever brackets and backslashes it has; `below`: a softer line under it."""
    return Text.assemble(text, "\n", (below, "dim")) if below else Text(text)


def print_plain(text: str) -> None:
    """Print text as it is: no markup, no colour, no wrapping."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def port_is_free(host: str, port: int) -> None:
    """Raises StoreError when somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StoreError(Problem("serve-port", f"{host}:{port}", got=error.strerror or "", fields={"port": str(port)})) from None
