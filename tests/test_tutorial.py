"""The tutorial is run: every query gives the rows shown. `python -m tests.test_tutorial --write` renews them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(r"```(sparql|cypher)\n(.*?)```\n```text\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"```console\n\$ (echo .*?)\n(.*?)```", re.DOTALL)
STORES = {"sparql": "oxigraph", "cypher": "ladybug"}


def _run(arguments: list[str], said: str, folder: Path) -> str:
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([sys.executable, str(ROOT / "cli.py"), "--lang", "en", *arguments], cwd=folder, input=said, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180, check=False)
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().split("\n"))


def rows(language: str, text: str, folder: Path) -> str:
    """What a query prints, without the line that says how long it took."""
    lines = _run(["query", "--language", language, "--store", f"{STORES[language]}:{folder / STORES[language]}", "-"], text, folder).split("\n")
    return "\n".join(line for line in lines if not re.match(r"Rows: \d", line)) + "\n"


def refused(command: str, folder: Path) -> str:
    """What the query in an `echo '…' | wieweetwat query … -` prints."""
    text = re.match(r"echo '(.*)' \| wieweetwat query", command)[1]
    language = command.split("--language ")[1].split()[0]
    return _run(["query", "--language", language, "--store", f"{STORES[language]}:{folder / STORES[language]}", "-"], text, folder) + "\n"


def load(folder: Path) -> None:
    """Both stores of the tutorial with the shipped data."""
    for engine in STORES.values():
        _run(["load", "--store", f"{engine}:{folder / engine}"], "", folder)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both stores."""
    folder = tmp_path_factory.mktemp("tutorial")
    load(folder)
    return folder


@pytest.mark.parametrize(("language", "query", "shown"), _BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")))
def test_a_query_gives_the_rows_shown(language: str, query: str, shown: str, stores: Path):
    assert rows(language, query, stores) == shown, "renew it with: python -m tests.test_tutorial --write"
    assert shown.count("\n") > 1


def test_a_refused_query_names_the_clause(stores: Path):
    (command, shown), = _COMMAND.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert refused(command, stores) == shown and "LOAD CSV" in shown


def test_sparql_and_cypher_say_the_same():
    """Each pair of the tutorial asks one thing in two languages."""
    blocks = _BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert [language for language, _, _ in blocks] == ["sparql", "cypher"] * (len(blocks) // 2)
    for (_, _, one), (_, _, other) in zip(blocks[::2], blocks[1::2], strict=True):
        assert one.count("\n") == other.count("\n")


def write() -> None:
    """Put what the queries print now into the tutorial."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        load(folder)
        text = TUTORIAL.read_text(encoding="utf-8")
        text = _BLOCK.sub(lambda match: f"```{match[1]}\n{match[2]}```\n```text\n{rows(match[1], match[2], folder)}```", text)
        text = _COMMAND.sub(lambda match: f"```console\n$ {match[1]}\n{refused(match[1], folder)}```", text)
        TUTORIAL.write_text(text, encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    write()
