"""Clicking visitors on one process of the app: page changes at once, the first answer after a start, and what a click costs.

Prints and writes benchmarks/CLICKS.md. Visitors speak the app's own protocol over its websocket (benchmarks/visitor.py), think
between clicks, and follow different links; the app does everything that it does for a browser, painting excepted.
Run on an idle machine: `python -m benchmarks.clicks`.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import websockets

from benchmarks.generate import SIZES, generate
from benchmarks.measure import Bar, Times, milliseconds, table
from benchmarks.visitor import Click, Visitor, connected
from graph.build import Graph
from graph.opening import cache_folder
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph
from queries.catalogue import open_session

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("CLICKS.md")
THEMES = ("jeugd", "schulden", "eenzaamheid", "dementie", "armoede", "jeugdhulp", "dakloosheid", "burgerparticipatie", "mantelzorg", "preventie")
REGIONS = ("", "region:provincie-PV31", "region:corop-CR12", "region:provincie-PV25", "region:provincie-PV26")
PAGES = ("?thema={theme}&regio={region}", "voortrekkers?thema={theme}&regio={region}", "kennis?thema={theme}", "partners?thema={theme}&regio={region}",
         "vraag?id=what_works&thema={theme}", "profiel?id=org:movisie", "thema?id={theme}", "profiel?id=gm:GM0344", "zoek?q={word}", "vraag",
         "regio?id=region:corop-CR12", "bronnen")
MOST_SECONDS, MOST_CPU, MOST_START = 1.0, 0.1, 3.0  # issue 7
RERUNS = 20
SEED = 7


def paths(visitor: int, count: int) -> list[str]:
    """The addresses that a visitor clicks on, each visitor in another order; the same at every run."""
    choice = random.Random(SEED + visitor)
    found = []
    for page in itertools.islice(itertools.cycle(choice.sample(PAGES, len(PAGES))), count):
        word = choice.choice(THEMES)
        found.append(page.format(theme=f"theme:{word}", word=word, region=choice.choice(REGIONS)))
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(store: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    """The app on a store."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}", "--server.headless=true"]
    with log.open("w") as out:
        return subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, "WIEWEETWAT_STORE": str(store)})


async def first(port: int, process: subprocess.Popen[bytes]) -> Visitor:
    """The first visitor, from the moment that the app listens, with its first page drawn."""
    while True:
        try:
            visitor = await connected(port)
            break
        except (OSError, websockets.InvalidHandshake):
            if process.poll() is not None:
                raise SystemExit("the app stopped before it could be visited") from None
            await asyncio.sleep(0.02)
    await visitor.go("")
    return visitor


async def clicking(port: int, number: int, clicks: int, think: tuple[float, float]) -> list[Click]:
    """One visitor: opens the first page, then thinks and clicks."""
    pause = random.Random(SEED * 1000 + number)
    await asyncio.sleep(pause.uniform(0, think[1]))
    visitor = await connected(port)
    await visitor.go("")
    visitor.clicks.clear()
    for path in paths(number, clicks):
        await asyncio.sleep(pause.uniform(*think))
        await visitor.go(path)
    await visitor.connection.close()
    return visitor.clicks


def spent(process: subprocess.Popen[bytes]) -> float:
    """Seconds of processor that the app has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def rerun_cost(visitor: Visitor, process: subprocess.Popen[bytes]) -> dict[str, float]:
    """Per page the processor seconds of a click at rest, everything known already."""
    found = {}
    for page in PAGES:
        path = page.format(theme="theme:jeugd", word="jeugd", region="region:provincie-PV31")
        await visitor.go(path)
        before = spent(process)
        for _ in range(RERUNS):
            await visitor.go(path)
        found[page.partition("&")[0]] = (spent(process) - before) / RERUNS
    return found


async def measured(store: Path, folder: Path, visitors: int, clicks: int, think: tuple[float, float]) -> tuple[float, dict[str, float], list[Click]]:
    """Seconds to the first answer after a start, processor seconds per page, and every click of all visitors."""
    port = free_port()
    start = time.perf_counter()
    process = started(store, port, folder / "app.log")
    try:
        visitor = await first(port, process)
        opened = time.perf_counter() - start
        cost = await rerun_cost(visitor, process)
        found = await asyncio.gather(*(clicking(port, number, clicks, think) for number in range(visitors)))
    finally:
        process.terminate()
        process.wait(timeout=20)
    return opened, cost, [click for one in found for click in one]


def report(size: str, visitors: int, think: tuple[float, float], opened: float, cost: dict[str, float], clicks: list[Click]) -> list[str]:
    """The Markdown of the results."""
    times = Times([click.seconds for click in clicks])
    costs = Times(list(cost.values()))
    bars = (Bar("first answer after the process starts", f"<= {MOST_START:g} s", f"{opened:.2f} s", opened <= MOST_START),
            Bar("processor of a rerun, median over the pages", f"<= {MOST_CPU * 1000:g} ms", f"{milliseconds(costs.median)} ms", costs.median <= MOST_CPU),
            Bar(f"page change, {visitors} clicking, p95", f"<= {MOST_SECONDS:g} s", f"{times.p95:.2f} s", times.p95 <= MOST_SECONDS),
            Bar("pages that were not what was asked", "0", str(sum(not click.right for click in clicks)), all(click.right for click in clicks)))
    by_page: dict[str, list[Click]] = {}
    for click in clicks:
        by_page.setdefault(click.path.partition("?")[0] or "/", []).append(click)
    rows = [[page, str(len(own)), *Times([click.seconds for click in own]).cells(), f"{max(click.size for click in own) // 1024}"]
            for page, own in sorted(by_page.items())]
    return ["# Clicking visitors", "",
            f"Made by `python -m benchmarks.clicks`. Size {size}; {visitors} visitors on one process, each {think[0]:g} to {think[1]:g} seconds of thought "
            f"between clicks, {len(clicks)} clicks. Over the app's own websocket, without painting. Times are milliseconds.", "",
            *table(("bar", "demanded", "measured", ""), [[bar.what, bar.demanded, bar.measured, "met" if bar.met else "**missed**"] for bar in bars]),
            *table(("page", "clicks", "p50", "p95", "min..max", "most kB"), rows),
            "Processor of a rerun at rest, everything known already:", "",
            *table(("page", "ms"), [[f"`{page or '/'}`", milliseconds(seconds)] for page, seconds in cost.items()])]


def graph_of(size: str, folder: Path) -> Graph:
    """The shipped data, or a synthetic graph of a size made in a folder."""
    if size == "shipped":
        return read_graph()
    return read_graph(folder, declarations=generate(folder, SIZES[size]))


def main() -> None:
    """Make a store, start the app on it, let them click."""
    parser = argparse.ArgumentParser(description="Clicking visitors on one process of the app; writes benchmarks/CLICKS.md.")
    parser.add_argument("--visitors", type=int, default=20, help="visitors at once (20)")
    parser.add_argument("--clicks", type=int, default=12, help="clicks of each (12)")
    parser.add_argument("--think", type=float, nargs=2, default=(2.0, 6.0), metavar=("LEAST", "MOST"), help="seconds between clicks (2 6)")
    parser.add_argument("--size", choices=("shipped", *SIZES), default="S", help="the shipped data, or a synthetic size (S)")
    parser.add_argument("--print-only", action="store_true", help="leave CLICKS.md as it is")
    given = parser.parse_args()
    think = (given.think[0], given.think[1])
    with tempfile.TemporaryDirectory() as name:
        store = OxigraphStore(Path(name) / "graph")
        store.load(graph_of(given.size, Path(name) / "data"))
        open_session(store, cache_folder(store))  # counts and texts are kept beside the store, as after a first start
        opened, cost, clicks = asyncio.run(measured(store.path, Path(name), given.visitors, given.clicks, think))
    text = "\n".join(report(given.size, given.visitors, think, opened, cost, clicks))
    print(text)
    if not given.print_only:
        RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
