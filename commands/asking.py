"""The options with which a question is asked, the same for every command that asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from commands.frame import Command, say
from graph.problems import Problem, UsageError
from queries.reading import read_file

_OPTIONS = (
    click.option("--theme", default="", help=say("ask.theme")),
    click.option("--region", default="", help=say("ask.region")),
    click.option("--layer", default="", help=say("ask.layer")),
    click.option("--on", default="", metavar="YYYY-MM-DD", help=say("ask.on")),
    click.option("--size", default="", metavar="small|medium|large", help=say("ask.size")),
    click.option("--actor", multiple=True, metavar="NAME|ID", help=say("ask.actor")),
    click.option("--also", default="", metavar="THEME", help=say("ask.also")),
    click.option("--text", default="", help=say("ask.text")),
    click.option("--file", type=click.Path(path_type=Path), help=say("ask.file")),
    click.option("--year", default="", metavar="YYYY", help=say("ask.year")),
    click.option("--practice", default="", metavar="NAME|ID", help=say("ask.practice")),
    click.option("--minimum", default="", metavar="I|II|III|IV", help=say("ask.minimum")),
    click.option("--like", default="", metavar="NAME|ID", help=say("ask.like")),
    click.option("--weight", multiple=True, metavar="SIGNAL=NUMBER", help=say("ask.weight")))


def scope_options(command: Command) -> Command:
    """Every parameter that a question of the catalogue may have; `params_of` reads them back."""
    for option in reversed(_OPTIONS):
        command = option(command)  # type: ignore[assignment]
    return command


def params_of(given: Mapping[str, object]) -> dict[str, object]:
    """The parameters of a question by their JSON names, from what the options gave."""
    params = {**{name: value for name, value in given.items() if name not in ("weight", "file")}, "weights": _weights(given["weight"])}  # type: ignore[arg-type]
    if file := given.get("file"):
        if given.get("text"):
            raise UsageError(Problem("text-twice"))
        params["text"] = read_file(file)  # type: ignore[arg-type]
    return params


def _weights(texts: tuple[str, ...]) -> Mapping[str, str]:
    found = {}
    for text in texts:
        signal, equals, value = text.partition("=")
        if not equals:
            raise UsageError(Problem("weight-form", got=text, expected="first=2"))
        found[signal] = value
    return found
