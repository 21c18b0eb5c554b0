"""The README is run: every command shown gives the output shown. `python -m tests.test_readme --write` renews it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from graph.opening import DEFAULT_STORE

ROOT = Path(__file__).resolve().parents[1]
LADYBUG = "ladybug:data/build/ladybug"
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ (.*?)\n(.*?)\n```", re.DOTALL)
_SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def blocks() -> list[tuple[str, str]]:
    """(command, output shown) of each console block."""
    return _BLOCK.findall(README.read_text(encoding="utf-8"))


def run(command: str, store: str) -> str:
    """What a command prints, both streams, without blanks at line ends. The stores that the README names are those of the test."""
    here_are = {DEFAULT_STORE: store, LADYBUG: f"ladybug:{store.partition(':')[2].removesuffix('graph')}ladybug"}
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "WIEWEETWAT_STORE": store}
    here = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'cli.py'))}"
    for named, own in here_are.items():
        command = command.replace(named, own)
    done = subprocess.run(command.replace("wieweetwat ", here + " ", 1), shell=True, cwd=ROOT, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    said = done.stdout
    for named, own in here_are.items():
        said = said.replace(own, named)
    return "\n".join(line.rstrip() for line in said.rstrip().split("\n"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of its own with the shipped data."""
    address = f"oxigraph:{tmp_path_factory.mktemp('readme') / 'graph'}"
    assert "14." in run("wieweetwat load", address)
    assert "14." in run(f"wieweetwat load --store {LADYBUG}", address)
    return address


@pytest.mark.parametrize(("command", "shown"), blocks(), ids=[command for command, _ in blocks()])
def test_a_block_prints_what_the_readme_shows(command: str, shown: str, store: str):
    assert run(command, store) == shown, "renew it with: python -m tests.test_readme --write"


def test_the_two_commands_exist():
    commands = [line.split("#")[0].strip() for line in _SHELL.search(README.read_text(encoding="utf-8"))[1].splitlines()]
    assert commands == ["make run", "make test"]
    for command in commands:
        done = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_files_the_readme_names_exist():
    text = README.read_text(encoding="utf-8")
    for name in re.findall(r"(?:docs|benchmarks|queries|data)/[\w/.-]+\.(?:md|png|rq)", text):
        assert (ROOT / name).exists(), name


def write(address: str) -> None:
    """Put what the commands print now into the README."""
    text = README.read_text(encoding="utf-8")
    README.write_text(_BLOCK.sub(lambda match: f"```console\n$ {match[1]}\n{run(match[1], address)}\n```", text), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv:
    run(f"wieweetwat load --store {LADYBUG}", DEFAULT_STORE)
    write(DEFAULT_STORE)
