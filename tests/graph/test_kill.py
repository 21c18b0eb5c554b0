"""kill -9 at any moment of a load leaves the old version or the new one, whole.

A child process reads its graph, says so, waits for a sign and loads; it is killed after a seeded random
part of the time that an undisturbed load takes.
"""

from __future__ import annotations

import hashlib
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.build import Graph
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from graph.version_folder import CURRENT
from ingest.catalogue import DATA, read_graph
from tests.graph.test_stores import content, smaller_village
from tests.village.village import village_graph

ROOT = DATA.parent
CASES = {("oxigraph", "village"): 26, ("oxigraph", "shipped"): 4, ("ladybug", "village"): 10, ("ladybug", "shipped"): 2}  # kills
ENGINES: dict[str, type[OxigraphStore] | type[LadybugStore]] = {"oxigraph": OxigraphStore, "ladybug": LadybugStore}
_CHILD = """
import pickle, sys
from pathlib import Path
from tests.graph.test_kill import ENGINES
graph = pickle.loads(Path(sys.argv[2]).read_bytes())
print("ready", flush=True)
sys.stdin.readline()
ENGINES[sys.argv[3]](Path(sys.argv[1])).load(graph)
print("loaded", flush=True)
sys.stdin.readline()
"""


def _smaller_shipped() -> Graph:
    """One claim less per table of claims: a node less would leave links to nothing, which Ladybug rightly refuses."""
    graph = read_graph(DATA)
    for batch in graph.batches("Claim"):
        for name in batch.columns:
            batch.columns[name] = batch.columns[name][:-1]
        batch.lines = list(batch.lines)[:-1]
    graph.version = "another"
    return graph


OLD: dict[str, Callable[[], Graph]] = {"village": village_graph, "shipped": lambda: read_graph(DATA)}
NEW: dict[str, Callable[[], Graph]] = {"village": smaller_village, "shipped": _smaller_shipped}


def _digest(engine: str, path: Path) -> str:
    """A hash of all that is stored and of what the store says of itself."""
    store = ENGINES[engine](path)
    if isinstance(store, OxigraphStore):
        found = b"\n".join(_quads(store))
    else:
        found = repr(content(store)).encode()
    return hashlib.sha256(repr(store.state()).replace(str(path), "").encode() + found).hexdigest()


def _quads(store: OxigraphStore) -> list[bytes]:
    """Every quad on the disk. Fails when the copies differ."""
    folder = store.path / (store.path / CURRENT).read_text(encoding="utf-8").strip()
    kept = ox.Store.read_only(str(folder / "store"))
    assert len(kept) == len(store._open()), "the disk holds another number of quads than its files"
    return sorted(kept.dump(format=ox.RdfFormat.N_QUADS).split(b"\n"))


def _start(engine: str, path: Path, graph: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(path), str(graph), engine], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout and child.stdout.readline() == "ready\n"
    return child


def _go(child: subprocess.Popen[str]) -> None:
    assert child.stdin
    child.stdin.write("go\n")
    child.stdin.flush()


def _undisturbed(engine: str, path: Path, graph: Path) -> float:
    """Seconds that a load takes in a child."""
    with _start(engine, path, graph) as child:
        begin = time.perf_counter()
        _go(child)
        assert child.stdout and child.stdout.readline() == "loaded\n"
        took = time.perf_counter() - begin
        _go(child)
    return took


def _version_in(engine: str, path: Path, digests: dict[str, str]) -> str:
    """The name of the version that is there; fails when it is neither the old nor the new one, whole."""
    digest = _digest(engine, path)
    assert digest in digests, "the store holds neither the old version nor the new one"
    return digests[digest]


@pytest.mark.parametrize(("engine", "case"), CASES)
def test_a_killed_load_leaves_one_version_whole(engine: str, case: str, tmp_path: Path) -> None:
    template, whole, file = tmp_path / "template", tmp_path / "whole", tmp_path / "new.pickle"
    new = NEW[case]()
    file.write_bytes(pickle.dumps(new))
    ENGINES[engine](template).load(OLD[case]())
    shutil.copytree(template, whole)
    seconds = _undisturbed(engine, whole, file)
    digests = {_digest(engine, template): "old", _digest(engine, whole): "new"}
    assert len(digests) == 2
    chance = random.Random(20251125)
    found: list[str] = []
    for trial in range(CASES[engine, case]):
        path = tmp_path / f"trial-{trial}"
        shutil.copytree(template, path)
        with _start(engine, path, file) as child:
            _go(child)
            time.sleep(chance.uniform(0, 1.1) * seconds)
            child.send_signal(signal.SIGKILL)
        assert child.returncode == -signal.SIGKILL
        found.append(_version_in(engine, path, digests))
        assert ENGINES[engine](path).load(new) is (found[-1] == "old"), "a killed load must leave no lock"
        assert _version_in(engine, path, digests) == "new"
        leftovers = [folder.name for folder in path.iterdir() if folder.name.startswith("draft")]
        assert not leftovers, "the next load must sweep what a killed one left"
        shutil.rmtree(path)
    assert "old" in found, "no kill came in time: the moments are chosen badly"
