"""One run of all benchmarks: prints benchmarks/RESULTS.md and writes it. `make bench` calls `python -m benchmarks.run`.

Sizes: the shipped data and S; `--full` adds M. Ratios come from one run, since only those carry over to
another machine. A missed bar is listed and does not fail the run: a shared machine would make that a lottery.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks import asks, loads
from benchmarks.cases import themes
from benchmarks.generate import SIZES, declarations_in, generate
from benchmarks.measure import Bar, milliseconds, table, timed
from graph.build import Graph
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import check_data, read_graph
from queries.catalogue import open_session
from queries.session import Session

RESULTS = Path(__file__).with_name("RESULTS.md")
BIG_EACH = 3  # at M each third case, compared with the same ones at S
MORE = 1.05  # an answer of so many times the observations is said to be of another size
LOAD_SHARE, ASK_SECONDS, SLOWER, GROWTH, MEGABYTES, FIRST = 0.5, 0.05, 1.5, 5.0, 500.0, 3.0


@dataclass(slots=True)
class Sized:
    """All figures of one size."""

    name: str
    read: float
    checked: float
    generated: float
    loaded: loads.Loaded
    asked: list[asks.Asked]
    megabytes: float
    first: float
    rdflib: str
    themes: list[str]


def main() -> None:
    """Run, print and write."""
    parser = argparse.ArgumentParser(description="Measure loading and asking, with peers in the same run.")
    parser.add_argument("--full", action="store_true", help="size M too: some minutes more and 3 GB of memory")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the day to print")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="wieweetwat-bench-"))
    try:
        found: list[Sized] = []
        for name in ("shipped", "S", *(["M"] if given.full else [])):
            found.append(_size(name, work / name, found[-1].themes if name == "M" else []))
            text = "\n".join(_report(found, given.date))
            given.out.write_text(text, encoding="utf-8")  # after each size, so that a run that is broken off is not lost
            print(f"{name} is done", file=sys.stderr)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(text)


def _graph(name: str, folder: Path) -> tuple[Graph, float, float, float]:
    """The graph of a size and the seconds to generate, check and read it."""
    if name == "shipped":
        graph, read = timed(read_graph)
        return graph, 0.0, 0.0, read
    _, generated = timed(lambda: generate(folder / "data", SIZES[name]))
    declared = declarations_in(folder / "data")
    problems, checked = timed(lambda: check_data(folder / "data", declarations=declared))
    assert not problems, problems[0].say("en")
    graph, read = timed(lambda: read_graph(folder / "data", declarations=declared))
    return graph, generated, checked, read


def _size(name: str, folder: Path, chosen: list[str]) -> Sized:
    """Measure one size with the chosen themes, or with its own: M is asked what S was."""
    graph, generated, checked, read = _graph(name, folder)
    loaded, store = loads.load(graph, folder / "stores")
    shared = open_session(store, folder / "stores" / "cache")
    chosen = chosen or themes(shared)
    measured = asks.measure(_sessions(name, graph, store, shared), chosen, *((1, BIG_EACH) if name == "M" else (2, 1)))
    rdflib = loads.rdflib_load(store)
    megabytes, first = loads.peak(store)
    return Sized(name, read, checked, generated, loaded, measured, megabytes, first, rdflib, chosen)


def _sessions(name: str, graph: Graph, store: OxigraphStore, shared: Session) -> dict[str, Session]:
    """The engines to ask; at M the default store alone, since the others take an hour there and only its growth is a bar."""
    if name == "M":
        return {"oxigraph": shared}
    memory = MemoryStore()
    memory.load(graph)
    return asks.sessions(store, memory, shared)


# -- the report -----------------------------------------------------------------------------------


def _bars(found: list[Sized]) -> list[Bar]:
    bars = []
    by_name = {size.name: size for size in found}
    for size in found:
        share = size.loaded.raw.median / size.loaded.ready.median
        bars.append(Bar(f"{size.name}: load, share of raw bulk_load's speed", f">= {LOAD_SHARE:.0%}", f"{share:.0%}", share >= LOAD_SHARE))
        if size.name == "M":
            continue
        for asked in size.asked:
            p95 = asked.times("whole", "oxigraph").p95
            bars.append(Bar(f"{size.name}: {asked.question}, p95 of the whole answer", f"<= {ASK_SECONDS * 1000:g} ms",
                            f"{milliseconds(p95)} ms", p95 <= ASK_SECONDS))
            medians = {name: asked.times("query", name).median for name in asked.query if name != asks.DISK}  # fewer cases there
            ratio = medians["oxigraph"] / min(medians.values())
            bars.append(Bar(f"{size.name}: {asked.question}, query against the fastest engine", f"<= {SLOWER:g}x", f"{ratio:.2f}x", ratio <= SLOWER))
        bars.append(Bar(f"{size.name}: peak memory", f"<= {MEGABYTES:g} MB", f"{size.megabytes:.0f} MB", size.megabytes <= MEGABYTES))
        bars.append(Bar(f"{size.name}: process start to first answer, counts cached", f"<= {FIRST:g} s", f"{size.first:.2f} s", size.first <= FIRST))
    if {"S", "M"} <= set(by_name):
        for small, big in zip(by_name["S"].asked, by_name["M"].asked, strict=True):
            growth = big.times("whole", "oxigraph").median / asks.Times(small.whole["oxigraph"][::BIG_EACH]).median
            more = max(1.0, sum(big.rows) / max(1, sum(small.rows[::BIG_EACH])))
            bars.append(Bar(f"S to M: {small.question}, whole answer at the same size", f"<= {GROWTH:g}x",
                            f"{growth / more:.1f}x" + (f" ({growth:.1f}x with {more:.1f}x the observations)" if more >= MORE else ""), growth / more <= GROWTH))
    return bars


def _report(found: list[Sized], date: str) -> list[str]:
    bars = _bars(found)
    lines = ["# Benchmarks", "", f"Made by `make bench` on {date}. S and M are synthetic (benchmarks/generate.py). Times are "
             "milliseconds: each case's median of a few rounds, then p50, p95 and min..max over the cases.", "",
             f"Machine: {_cpu()}, {os.cpu_count()} cores (shared), {platform.system()} {platform.release()}, Python "
             f"{platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "networkx")) + ".",
             "", "## Bars", "", f"{sum(not bar.met for bar in bars)} of {len(bars)} missed.", ""]
    lines += table(("bar", "demanded", "measured", ""), [[bar.what, bar.demanded, bar.measured, "met" if bar.met else "**missed**"] for bar in bars])
    lines += ["## Load and open", "", "Seconds, medians of " f"{loads.TRIALS}. `ready`: from records to a first query on the default store "
              "(files, disk store, memory copy). `raw`: bare pyoxigraph, the same files to disk and a first query.", ""]
    lines += table(("size", "quads", "generate", "check", "read", "ready", "of which load", "raw", "memory store", "session with counts",
                    "session, counts cached", "counts", "rdflib", "peak MB", "first answer"),
                   [[size.name, f"{size.loaded.quads:,}", *(f"{seconds:.2f}" for seconds in (
                       size.generated, size.checked, size.read, *(getattr(size.loaded, name).median for name in (
                           "ready", "ours", "raw", "memory", "session", "cached", "counts")))),
                     size.rdflib, f"{size.megabytes:.0f}", f"{size.first:.2f}"] for size in found])
    for sort, title in (("whole", "Whole answers (top 10, evidence, without each document)"), ("query", "Observation query alone")):
        lines += [f"## {title}", ""]
        lines += table(("size", "question", "engine", "cases", "p50", "p95", "min..max", "to fastest p50"), _times(found, sort))
    lines += ["The default store is `oxigraph`: its memory copy up to 3.5 million quads. `pyoxigraph` is the same query text on the "
              "same copy, rows counted and not turned into ids. `memory` is the oracle: plain Python over dicts and networkx in this process, which answers what is "
              "a look-up in microseconds; the bars against the fastest engine that are missed are missed against it alone. Against `pyoxigraph` the default store "
              f"takes at most {_slowest(found):.1f}x; against the other engines see STORES.md.", ""]
    return lines


def _slowest(found: list[Sized]) -> float:
    """The query of the default store against bare pyoxigraph, in the question where it is slowest."""
    return max(asked.times("query", "oxigraph").median / asks.Times(asked.raw).median for size in found for asked in size.asked)


def _times(found: list[Sized], sort: str) -> list[list[str]]:
    rows = []
    for size in found:
        for asked in size.asked:
            taken = {name: asks.Times(seconds) for name, seconds in getattr(asked, sort).items() if seconds}
            best = min(times.median for times in taken.values())
            rows += [[size.name, asked.question, name, str(len(times.seconds)), *times.cells(), f"{times.median / best:.2f}x"]
                     for name, times in taken.items()]
            if sort == "query":
                raw = asks.Times(asked.raw)
                rows.append([size.name, asked.question, "pyoxigraph", str(asked.cases), *raw.cells(), f"{raw.median / best:.2f}x"])
                rows.append([size.name, asked.question, f"observations {min(asked.rows)}..{max(asked.rows)}; {asked.differ} cases differ",
                             "", "", "", "", ""])
            elif asked.root:
                rows += [[size.name, asked.question, f"oxigraph, {what}", str(len(seconds)), *asks.Times(seconds).cells(), ""]
                         for what, seconds in (("root theme", asked.root), ("other themes", asked.others))]
    return rows


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
