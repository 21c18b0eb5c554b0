"""docs/moving.md is run against real servers: every command in it works, and all stores give the same answer."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.running import NEO4J_PASSWORD, NEO4J_USER, Running

ROOT = Path(__file__).resolve().parents[2]
_TEXT = (ROOT / "docs" / "moving.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", _TEXT, re.DOTALL) for line in block.strip().split("\n")]


def run(command: str, language: str = "C.UTF-8", default: str = "") -> tuple[int, str]:
    """Exit code and what a command prints; `default` is the store of a command that names none: a fresh checkout has none loaded."""
    words = shlex.split(command)
    assert words[0] == "wieweetwat", command
    done = subprocess.run([sys.executable, str(ROOT / "cli.py"), *words[1:]], cwd=ROOT, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300, check=False,
                          env={**os.environ, "LC_ALL": language, "NEO4J_USERNAME": NEO4J_USER, "NEO4J_PASSWORD": NEO4J_PASSWORD,
                               **({"WIEWEETWAT_STORE": default} if default else {})})
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def stores(neo4j_running: Running, fuseki_running: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses in the text, and where those servers are in this run; the embedded store is loaded."""
    found = {"oxigraph:data/build/graph": f"oxigraph:{tmp_path_factory.mktemp('moving') / 'graph'}",
             "neo4j://localhost:7687": f"neo4j://{neo4j_running.address}",
             "sparql+http://localhost:3030/ds": f"sparql+{fuseki_running.address}/ds"}
    code, said = run(f"wieweetwat load --store {found['oxigraph:data/build/graph']}")
    assert code == 0, said
    return found


def here(command: str, stores: dict[str, str]) -> str:
    """A command of the text with the addresses of this run."""
    for address, real in stores.items():
        command = command.replace(address, real)
    return command


def test_every_command_in_the_text_works(stores: dict[str, str]):
    """In their order, since later ones ask what earlier ones loaded."""
    assert len(COMMANDS) > 6
    for command in COMMANDS:
        code, said = run(here(command, stores), default=stores["oxigraph:data/build/graph"])
        assert code == 0 and said.strip(), f"{command}\n{said}"
        assert "localhost" not in here(command, stores), command


@pytest.mark.parametrize(("language", "same"), [("nl_NL.UTF-8", "geen verschil"), ("en_GB.UTF-8", "no difference")])
def test_compare_prints_the_rows_once_and_no_difference(language: str, same: str, stores: dict[str, str]):
    for address in list(stores.values())[1:]:
        assert run(f"wieweetwat load --store {address}")[0] == 0
    code, said = run(f"wieweetwat compare pioneers --theme burgerparticipatie --stores {','.join(stores.values())}", language)
    assert code == 0, said
    verdicts = [line for line in said.splitlines() if any(address in line for address in list(stores.values())[1:])]
    assert len(verdicts) == 2 and all(same in line for line in verdicts), said
    _, alone = run(f"wieweetwat ask pioneers --theme burgerparticipatie --store {stores['oxigraph:data/build/graph']}", language)
    first = next(line for line in alone.splitlines() if re.match(r"\W*1\b", line))
    assert sum(1 for line in said.splitlines() if line.strip() == first.strip()) == 1, said


def test_a_server_that_is_not_there_is_said_without_a_stack_trace():
    for address in ("neo4j://127.0.0.1:9", "sparql+http://127.0.0.1:9/ds"):
        code, said = run(f"wieweetwat load --store {address}", "en_GB.UTF-8")
        assert code == 1 and "cannot be reached" in said and "Traceback" not in said
