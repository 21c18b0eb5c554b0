"""Every store and its peers in one run: loading, and every question's query, at S; loading at M too with `--full`.

Prints benchmarks/STORES.md and writes it: `python -m benchmarks.stores` (`make bench` does so). Servers are real ones on this machine; one
that is not here is left out and named. Ratios come from one run, by turns, since only those carry over to another machine.
"""

from __future__ import annotations

import argparse
import datetime
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import networkx as nx

from benchmarks import loads
from benchmarks.cases import cases, themes
from benchmarks.generate import SIZES, declarations_in, generate
from benchmarks.measure import Times, milliseconds, table, timed
from graph.build import Graph
from graph.opening import open_store
from graph.store import Store
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph
from queries.binding import observe
from queries.catalogue import QUESTIONS, open_session, resolve
from queries.question import FOLDER
from queries.session import Session
from tests.servers.bring import why_absent
from tests.servers.running import NEO4J_PASSWORD, NEO4J_USER, fuseki_server, neo4j_server, oxigraph_program, oxigraph_server

RESULTS = Path(__file__).with_name("STORES.md")
THEMES, EVERY = 6, 2  # themes per question, and each second case: a server answers in tens of milliseconds
FASTEST_AT_MOST = 1.5  # the default store against the fastest engine (design: section 7)
WHY = """Where the default store is slower than Ladybug, the answer is thousands of rows gathered from many municipalities or bodies: Oxigraph hands out each such
row, with its optional cells, in about 15 µs, Ladybug reads whole columns. Leaving out the order, DISTINCT or the optional cells of rows that need none won at most a
fifth (comparable, shipped data: 3.4 to 2.6 ms), so the plain text was kept; `indicators` was changed to start from the few claims of its relation: 4.7 to 1.0 ms."""
LOOKED_UP = 100  # claims looked up at once, as an answer's evidence is


@dataclass(slots=True)
class Found:
    """Figures of one store: seconds of a load, of looking claims up, and per question of its query in each case."""

    name: str
    load: float = 0.0
    again: float = 0.0
    look_up: float = 0.0
    process_mb: float = 0.0
    asked: dict[str, list[float]] = field(default_factory=dict)
    differ: int = 0


def main() -> None:
    """Run, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help="load M too: many minutes and 4 GB of memory")
    parser.add_argument("--size", default="S", choices=("shipped", "XS", "S"), help="size of the data that is asked")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the day to print")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    os.environ |= {"NEO4J_USERNAME": NEO4J_USER, "NEO4J_PASSWORD": NEO4J_PASSWORD, "WIEWEETWAT_MEANING": "off"}
    work = Path(tempfile.mkdtemp(prefix="wieweetwat-stores-"))
    try:
        graph = _graph(given.size, work)
        found, peers = _measured(graph, work / given.size)
        bigger = _loads(_graph("M", work), work / "M") if given.full else []
    finally:
        shutil.rmtree(work, ignore_errors=True)
    text = "\n".join(_report(given.size, found, peers, bigger, given.date))
    given.out.write_text(text, encoding="utf-8")
    print(text)


def _graph(name: str, work: Path) -> Graph:
    if name == "shipped":
        return read_graph()
    folder = work / f"data-{name}"
    generate(folder, SIZES[name])
    return read_graph(folder, declarations=declarations_in(folder))


@contextmanager
def _stores(work: Path) -> Iterator[list[tuple[str, Store, int]]]:
    """Name, empty store and the process to watch (0 = this one), with every server started."""
    work.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        found: list[tuple[str, Store, int]] = [("memory", MemoryStore(), 0), ("oxigraph", OxigraphStore(work / "oxigraph"), 0),
                                               ("ladybug", open_store(f"ladybug:{work / 'ladybug'}"), 0)]
        if oxigraph_program():
            address, process = stack.enter_context(oxigraph_server(work / "oxigraph-server"))
            found.append(("oxigraph server", open_store(f"sparql+{address}"), process.pid))
        for name, server, path in (("fuseki", fuseki_server, "sparql+{}/ds"), ("neo4j", neo4j_server, "bolt://{}")):
            if why_absent(name):
                print(f"{name} is left out: {why_absent(name)}", file=sys.stderr)
                continue
            running = stack.enter_context(server(work / name))
            found.append((name, open_store(path.format(running.address)), running.process.pid))
        yield found
        for _, store, _ in found:
            store.close()


def _measured(graph: Graph, work: Path) -> tuple[list[Found], list[list[str]]]:
    """Load every store, then ask every question of each by turns."""
    with _stores(work) as stores:
        found = [_loaded(name, store, graph, process) for name, store, process in stores]
        sessions = [open_session(store) for _, store, _ in stores]
        default = sessions[1]
        identifiers = [link.id for link in default.index.about][:LOOKED_UP]
        for one, session in zip(found, sessions, strict=True):
            one.look_up = Times([timed(lambda s=session: s.store.claims(identifiers))[1] for _ in range(5)]).median
        chosen = themes(default)[:THEMES]
        for question in QUESTIONS.values():
            _ask(question.id, chosen, sessions, found, default)
        for one, (_, _, process) in zip(found, stores, strict=True):
            one.process_mb = _megabytes(process)
        peers = _peers(graph, default.store, work)
    return found, peers


def _loaded(name: str, store: Store, graph: Graph, process: int) -> Found:
    found = Found(name, load=timed(lambda: store.load(graph))[1])
    found.again = timed(lambda: store.load(graph))[1]
    return found


def _ask(name: str, chosen: Sequence[str], sessions: Sequence[Session], found: Sequence[Found], default: Session) -> None:
    """Each case on every store, one after the other, twice; the second counts: a first one compiles the text."""
    question = QUESTIONS[name]
    cypher = (FOLDER / f"{name}.cypher").exists()
    for case in cases(question, list(chosen), default)[::EVERY]:
        arguments = question.arguments(default, resolve(default, question, case))
        expected: list[tuple[str, ...]] | None = None
        for one, session in zip(found, sessions, strict=True):
            if session.store.language == "cypher" and not cypher:
                continue
            observe(question, session.store, arguments)
            rows, seconds = timed(lambda s=session: observe(question, s.store, arguments))
            one.asked.setdefault(name, []).append(seconds)
            expected = rows if expected is None else expected
            one.differ += rows != expected


def _megabytes(process: int) -> float:
    """Peak resident memory: of this process with all embedded stores, or of a server."""
    if not process:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    try:
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def _peers(graph: Graph, store: Store, work: Path) -> list[list[str]]:
    """Raw engines on the same data."""
    assert isinstance(store, OxigraphStore)
    raw = timed(lambda: loads.bulk_load(store, work / "raw"))[1]
    memory = MemoryStore()
    memory.load(graph)
    plain = memory.graph
    ends = [node for node in list(plain)[:2000:400]]
    undirected = nx.Graph(plain)
    path = Times([timed(lambda a=a, b=b: nx.has_path(undirected, a, b) and nx.bidirectional_shortest_path(undirected, a, b))[1]
                  for a, b in zip(ends, ends[1:], strict=False)]).median
    return [["pyoxigraph bulk_load of the same files, with a first query", f"{raw:.2f} s"], ["rdflib, the same files", loads.rdflib_load(store)],
            ["networkx, shortest path between two nodes", f"{milliseconds(path)} ms"]]


def _loads(graph: Graph, work: Path) -> list[Found]:
    with _stores(work) as stores:
        found = []
        for name, store, process in stores:
            one = _loaded(name, store, graph, process)
            one.process_mb = _megabytes(process)
            found.append(one)
        return found


def _report(size: str, found: Sequence[Found], peers: Sequence[Sequence[str]], bigger: Sequence[Found], date: str) -> list[str]:
    default = next(one for one in found if one.name == "oxigraph")
    lines = ["# Stores side by side", "", f"Made by `python -m benchmarks.stores` on {date}, size {size} (synthetic but for shipped). Milliseconds: median (95th percentile) "
             "over the cases, each asked twice, the second measured. All stores give the same rows: "
             f"{sum(one.differ for one in found)} of {sum(map(len, default.asked.values())) * len(found)} differ.", "", "## Load", ""]
    lines += table(("store", f"load {size}, s", "to the fastest", "load the same again, s", f"{LOOKED_UP} claims by id, ms", "peak MB", *(("load M, s", "peak MB at M") if bigger else ())),
                   [[one.name, f"{one.load:.1f}", f"{one.load / min(other.load for other in found):.1f}x", f"{one.again:.2f}", milliseconds(one.look_up), f"{one.process_mb:.0f}",
                     *_bigger(one.name, bigger)] for one in found])
    lines += ["The peak of memory, oxigraph and ladybug is that of one process which holds all three and the questions' sessions.", ""]
    lines += table(("peer", ""), peers)
    lines += ["## Ask: the observation query", ""]
    lines += table(("question", "cases", *(one.name for one in found), "default to the fastest engine"), [_asked(name, found, default) for name in default.asked])
    return [*lines, WHY, ""]


def _bigger(name: str, bigger: Sequence[Found]) -> list[str]:
    return [text for one in bigger if one.name == name for text in (f"{one.load:.1f}", f"{one.process_mb:.0f}")]


def _asked(name: str, found: Sequence[Found], default: Found) -> list[str]:
    """The oracle is plain Python over dicts and no engine: the last column compares with the engines."""
    times = {one.name: Times(one.asked[name]) for one in found if name in one.asked}
    best = min(time.median for store, time in times.items() if store != "memory")
    ratio = times[default.name].median / best
    return [f"`{name}`", str(len(default.asked[name])),
            *(f"{milliseconds(times[one.name].median)} ({milliseconds(times[one.name].p95)})" if one.name in times else "" for one in found),
            f"{ratio:.2f}x" + ("" if ratio <= FASTEST_AT_MOST else " **missed**")]


if __name__ == "__main__":
    main()
