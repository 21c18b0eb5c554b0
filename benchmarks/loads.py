"""Loading, opening and peers: ours and raw engines on the same quads, turn by turn in the same run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from benchmarks.measure import Times, timed
from graph import ids
from graph.build import Graph
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from graph.version_folder import META
from queries.catalogue import open_session

TRIALS = 3
CACHE = "cache"  # beside the store: inside it a load would sweep it away
RDFLIB_SECONDS = 8.0
_RDFLIB = """import sys, time, rdflib
start = time.perf_counter()
data = rdflib.Graph()
for path in sys.argv[1:]:
    data.parse(path, format="nt")
print(time.perf_counter() - start, len(data))"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Seconds of loading and opening; `ready` is from records to a first answer of the default store."""

    quads: int
    ready: Times
    ours: Times
    raw: Times
    memory: Times
    session: Times
    counts: Times
    cached: Times


def load(graph: Graph, folder: Path) -> tuple[Loaded, OxigraphStore]:
    """Load TRIALS times, ours and raw by turns. The store of the last trial is handed over."""
    spent: dict[str, list[float]] = {name: [] for name in Loaded.__slots__}
    store = OxigraphStore(folder / "ours")
    for _ in range(TRIALS):
        shutil.rmtree(folder, ignore_errors=True)
        store = OxigraphStore(folder / "ours")
        took = timed(lambda store=store: store.load(graph))[1]
        spent["ours"].append(took)
        spent["ready"].append(took + timed(lambda store=store: list(store.select("SELECT ?s { ?s ?p ?o } LIMIT 1")))[1])
        spent["raw"].append(timed(lambda store=store: bulk_load(store, folder / "raw"))[1])
        spent["memory"].append(timed(lambda: MemoryStore().load(graph))[1])
        bare = timed(lambda store=store: open_session(store, folder / CACHE))[1]
        kept = timed(lambda store=store: open_session(store, folder / CACHE))[1]
        spent["session"].append(bare)
        spent["cached"].append(kept)
        spent["counts"].append(max(0.0, bare - kept))
    quads = json.loads((version_folder(store) / META).read_text(encoding="utf-8"))["quads"]
    return Loaded(quads, **{name: Times(seconds) for name, seconds in spent.items() if name != "quads"}), store


def version_folder(store: OxigraphStore) -> Path:
    """The folder of the version in use, with one N-Triples file per dataset."""
    return store.path / (store.path / "CURRENT").read_text(encoding="utf-8").strip()


def bulk_load(store: OxigraphStore, folder: Path) -> None:
    """What a bare pyoxigraph program does with the same files: bulk load on disk, flush, and a first query."""
    raw = ox.Store(str(folder))
    for path in sorted(version_folder(store).glob("*.nt")):
        raw.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(ids.dataset_iri(path.stem)))
    raw.flush()
    list(raw.query("SELECT ?s { ?s ?p ?o } LIMIT 1", use_default_graph_as_union=True))


def rdflib_load(store: OxigraphStore) -> str:
    """How long rdflib takes to read the same files, or that it was stopped: its query was slower still."""
    files = [str(path) for path in sorted(version_folder(store).glob("*.nt"))]
    try:
        done = subprocess.run([sys.executable, "-c", _RDFLIB, *files], capture_output=True, text=True,
                              timeout=RDFLIB_SECONDS, check=True)
    except subprocess.TimeoutExpired:
        return f"not done after {RDFLIB_SECONDS:g} s, stopped"
    return f"{float(done.stdout.split()[0]):.1f} s for reading alone"


def peak(store: OxigraphStore) -> tuple[float, float]:
    """Megabytes at the peak and seconds to the first answer of a process of its own (benchmarks/peak.py)."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.peak", str(store.path), str(store.path.parent / CACHE)], capture_output=True, text=True,
                          check=False, cwd=Path(__file__).resolve().parent.parent)
    if done.returncode:
        raise SystemExit(f"benchmarks.peak failed:\n{done.stderr}")
    found = json.loads(done.stdout)
    return found["mb"], found["first"]
