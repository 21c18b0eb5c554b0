"""Asking: every question in every case, whole and its observation query alone, on three engines by turns."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from benchmarks.cases import ROOT, Case, cases
from benchmarks.measure import Times, timed
from graph.store import Store
from graph.stores import oxigraph
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from queries.binding import bound_text, observe
from queries.catalogue import QUESTIONS, ask, resolve
from queries.question import Question
from queries.session import Session

DISK, DISK_EACH = "oxigraph-disk", 3  # every third case there, once: it is many times slower
WHOLE = ("oxigraph", "memory")  # engines on which whole answers are measured


@dataclass(slots=True)
class Asked:
    """Seconds of one question: `whole` and `query` per engine, `root` and `others`: whole, on the default store, for
    the root theme (everything at once) and for all other themes.

    `raw`: the same query text by bare pyoxigraph over the same copy, read to the end. `differ`: cases in
    which an engine gave other observations than the default store; must be none.
    """

    question: str
    cases: int = 0
    rows: list[int] = field(default_factory=list)
    whole: dict[str, list[float]] = field(default_factory=dict)
    query: dict[str, list[float]] = field(default_factory=dict)
    root: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    differ: int = 0

    def times(self, sort: str, engine: str) -> Times:
        """The durations of a sort (`whole` or `query`) on an engine."""
        return Times(getattr(self, sort)[engine])


@contextmanager
def on_disk() -> Iterator[None]:
    """Stores opened inside read from disk, whatever their size."""
    before = oxigraph.COPY_AT_MOST
    oxigraph.COPY_AT_MOST = 0
    try:
        yield
    finally:
        oxigraph.COPY_AT_MOST = before


def sessions(store: OxigraphStore, memory: MemoryStore | None, shared: Session) -> dict[str, Session]:
    """A session per engine; counts are shared, since they are the same for every engine."""
    with on_disk():
        found = {"oxigraph": shared, DISK: Session(OxigraphStore(store.path))}
    if memory is not None:
        found["memory"] = Session(memory)
    for session in found.values():
        session.counts = shared.counts
    return found


def measure(opened: dict[str, Session], chosen: list[str], rounds: int, each: int = 1) -> list[Asked]:
    """Every question in each `each`th case, measured `rounds` times; some cases on disk, see DISK_EACH.

    What is open is out of the garbage collector's sight, as in the app: else a question pays for walking over the graphs
    of all engines, which only this program has open side by side.
    """
    gc.collect()
    gc.freeze()
    try:
        return [_question(question, opened, chosen, rounds, each) for question in QUESTIONS.values()]
    finally:
        gc.unfreeze()


def _question(question: Question, opened: dict[str, Session], chosen: list[str], rounds: int, each: int) -> Asked:
    found = Asked(question.id, whole={name: [] for name in opened}, query={name: [] for name in opened})
    for number, case in enumerate(cases(question, chosen, opened["oxigraph"])[::each]):
        found.cases += 1
        seen: dict[str, list[tuple[str, ...]]] = {}
        for name, session in opened.items():
            if name == DISK and number % DISK_EACH:
                continue
            asked = resolve(session, question, case)
            arguments = question.arguments(session, asked)
            seen[name], seconds = _repeat(lambda s=session.store, a=arguments: observe(question, s, a), 1 if name == DISK else rounds)
            found.query[name].append(seconds)
            if name in WHOLE:
                _, seconds = _repeat(lambda s=session: ask(s, question.id, case), rounds)
                found.whole[name].append(seconds)
                if name == "oxigraph":
                    (found.root if case.get("theme") == ROOT else found.others).append(seconds)
            if name == "oxigraph":
                found.raw.append(_raw(session.store, question, arguments, rounds))
        found.rows.append(len(seen["oxigraph"]))
        found.differ += sum(1 for rows in seen.values() if rows != seen["oxigraph"])
    return found


def _repeat(work: Callable[[], object], rounds: int) -> tuple[object, float]:
    """The outcome and the median of a few rounds."""
    results = [timed(work) for _ in range(rounds)]
    return results[0][0], Times([seconds for _, seconds in results]).median


def _raw(store: Store, question: Question, arguments: dict[str, list[str]], rounds: int) -> float:
    text = bound_text(question, arguments)
    reader: ox.Store = store._open()  # type: ignore[attr-defined]  # the same copy, without our layer
    return _repeat(lambda: sum(1 for _ in reader.query(text, use_default_graph_as_union=True)), rounds)[1]  # type: ignore[union-attr]


def same_answers(first: Session, second: Session, question: str, case: Case) -> bool:
    """Whether two stores give the same answer but for the store's own name."""
    one, other = (ask(session, question, case).as_dict() for session in (first, second))
    return {**one, "store": ""} == {**other, "store": ""}
