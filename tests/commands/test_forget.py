"""`wieweetwat forget` on a copy of the data: afterwards a grep over data, store, caches and exports finds nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ingest.catalogue import DATA

ROOT = Path(__file__).resolve().parents[2]
NAME = "Nadja Jungmann"  # in people.csv, in claims, in a prize; a distinctive surname


def _run(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "WIEWEETWAT_STORE": f"oxigraph:{folder / 'build' / 'graph'}", "LANG": "C.UTF-8"}
    done = subprocess.run([sys.executable, str(ROOT / "cli.py"), *arguments], cwd=ROOT, env=environment, capture_output=True,
                          text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _found(folder: Path, words: str) -> list[str]:
    done = subprocess.run(["grep", "-rliaF", words, str(folder)], capture_output=True, text=True, check=False)
    return done.stdout.split()


def test_afterwards_the_name_is_nowhere_and_a_reload_keeps_it_so(tmp_path: Path):
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("build"))
    _run(tmp_path, "load", "--data", str(data))
    _run(tmp_path, "find", NAME, "--data", str(data))  # so that every cache there is has been made
    _run(tmp_path, "load", "--data", str(data), "--store", f"ladybug:{data / 'build' / 'ladybug'}")  # as the app's console makes it
    assert any("ladybug" in file for file in _found(tmp_path, NAME))
    said = _run(tmp_path, "forget", NAME, "--yes", "--data", str(data))
    assert "people/people.csv" in said
    for form in ("turtle", "nquads", "jsonld", "graphml", "csv"):
        _run(tmp_path, "export", form, str(tmp_path / f"out-{form}"), "--with-people", "--data", str(data))
    for words in (NAME, "nadja-jungmann", "Jungmann"):
        assert _found(tmp_path, words) == [], words
    _run(tmp_path, "load", "--data", str(data))
    assert _found(tmp_path, NAME) == []
    assert "nergens meer" in _run(tmp_path, "forget", NAME, "--yes", "--data", str(data))
