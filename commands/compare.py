"""One question put to several stores: the rows once, and what differs between them (nothing, if all is well)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from commands.asking import params_of, scope_options
from commands.frame import LANGUAGE, data_option, out, print_plain, ready_store, say
from commands.answers import print_answer
from graph.opening import DEFAULT_STORE, cache_folder
from graph.problems import Problem, UsageError
from queries.answer import Answer
from queries.catalogue import ask, open_session


@click.command("compare", help=say("compare.help"))
@click.argument("name", metavar="QUESTION")
@scope_options
@click.option("--stores", default=lambda: f"memory:,{os.environ.get('WIEWEETWAT_STORE', DEFAULT_STORE)}", metavar="A,B,...",
              help=say("compare.stores"))
@click.option("--top", type=int, default=10, help=say("ask.top"))
@data_option
def compare_command(name: str, stores: str, top: int, data: Path, **given: object) -> None:
    """Ask every store, print the rows once and the difference; exit 1 when there is any."""
    addresses = [address.strip() for address in stores.split(",") if address.strip()]
    if len(addresses) < 2:
        raise UsageError(Problem("compare-two", got=stores, expected=f"memory:,{DEFAULT_STORE}"))
    answers = {}
    for address in addresses:
        store = ready_store(address, data)
        answers[address] = ask(open_session(store, cache_folder(store)), name, params_of(given), top, LANGUAGE)
    first, *others = addresses
    print_answer(answers[first], "table", False)
    different = False
    for address in others:
        lines = difference(answers[first], answers[address])
        different = different or bool(lines)
        out.print(say("compare.same" if not lines else "compare.different", one=first, other=address, count=len(lines)), markup=False)
        for line in lines:
            print_plain(line)
    if different:
        raise SystemExit(1)


def difference(one: Answer, other: Answer) -> list[str]:
    """Where two answers differ, a line each: the place in the JSON, then both values. The store field is no difference."""
    found: list[str] = []
    _walk("", json.loads(json.dumps(one.as_dict() | {"store": ""})), json.loads(json.dumps(other.as_dict() | {"store": ""})), found)
    return found


def _walk(path: str, one: object, other: object, found: list[str]) -> None:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            _walk(f"{path}.{key}".lstrip("."), one.get(key), other.get(key), found)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            _walk(f"{path}[{place}]", left, right, found)
    elif isinstance(one, float) and isinstance(other, float):
        if abs(one - other) > 1e-9:
            found.append(f"{path}: {one!r} / {other!r}")
    elif one != other:
        found.append(f"{path}: {one!r} / {other!r}")
