"""Loading a graph into Neo4j: only datasets that changed, in one transaction, or in batches when that is too big.

In one transaction readers see the old graph or the new one, and whatever interrupts it leaves the old. In batches each
can be repeated (MERGE), a marker on the datasets says that the load is not finished, and the next load goes on with the
datasets whose claims were not done. A node that several datasets tell of is one node: what it has is worked out here.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import neo4j

from graph import neo4j_texts as texts
from graph.build import Graph
from graph.neo4j_server import Neo4jServer, TooBig, Work
from graph.problems import Problem, StoreError
from graph.property_rows import ENDS, PropertyRows, property_rows
from graph.records import Dataset
from graph.store import LoadProgress

FORMAT = "1"  # of what is written; another one makes every dataset changed
ONE_TRANSACTION = 150_000  # rows; about 1 GB of the server's memory
BATCH, SMALLEST = 5_000, 50  # rows sent at once; a batch is halved down to the smallest when the server has no memory for it
_Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Held:
    """What a server says of a dataset: the hash of its content, and the version of a load that is not finished."""

    content: str
    loading: str
    version: str


@dataclass(slots=True)
class Plan:
    """What a load has to write: the datasets by name with their rows about themselves, and which of them changed.

    `redo`: claims and links to write again; `touched`: datasets whose nodes may have changed; `gone`: no longer there.
    """

    rows: PropertyRows
    datasets: list[_Row]
    redo: list[str]
    touched: list[str]
    gone: list[str]

    def content(self, name: str) -> str:
        """The hash of a dataset's content; empty for one that is gone."""
        return next((str(row["content"]) for row in self.datasets if row["id"] == name), "")

    def nodes(self, known: Iterable[str]) -> Iterator[tuple[str, list[_Row]]]:
        """Kind and rows of the nodes to write: those of touched datasets, and those that these told of before."""
        affected, touched = set(known), set(self.touched)
        for kind, table in self.rows.nodes.items():
            found = [row for row in table.rows() if row["id"] in affected or touched.intersection(row["datasets"])]  # type: ignore[call-overload]
            if found:
                yield texts.put_nodes(kind), found

    def no_longer(self, known: Iterable[str]) -> list[str]:
        """Which of the nodes known before no dataset tells of now."""
        return sorted(set(known).difference(*(table.columns["id"] for table in self.rows.nodes.values())))

    def relationships(self, names: Sequence[str]) -> Iterator[tuple[str, list[_Row]]]:
        """Text and rows of the claims and links that these datasets tell of."""
        for put, tables in ((texts.put_claims, self.rows.claims), (texts.put_links, self.rows.links)):
            for name, table in tables.items():
                if found := [_linked(row) for row in table.of_datasets(names).rows()]:
                    yield put(name), found

    def relationship_count(self, names: Sequence[str]) -> int:
        """How many claims and links these datasets tell of."""
        return sum(len(table.of_datasets(names)) for tables in (self.rows.claims, self.rows.links) for table in tables.values())


def _linked(row: dict[str, object]) -> dict[str, object]:
    ends = {end: row.pop(end) for end in ENDS}
    return {**ends, "own": row}


def content_hash(dataset: Dataset) -> str:
    """The same rows, the same hash; derived columns count too, which may depend on other datasets."""
    digest = hashlib.sha256(FORMAT.encode())
    for batch in dataset.batches:
        for name in sorted(batch.columns):
            digest.update("\x1f".join((batch.kind.name, name, *batch.columns[name], "\x1e")).encode())
    return digest.hexdigest()[:16]


class Loader:
    """One load into one server."""

    def __init__(self, server: Neo4jServer, graph: Graph, progress: LoadProgress | None) -> None:
        self._server, self._graph, self._progress = server, graph, progress
        self._done, self._total = 0, 1
        self._batch = BATCH
        self._marked: list[str] = []  # the datasets that carry our marker

    @functools.cached_property
    def _contents(self) -> dict[str, str]:
        return {dataset.name: content_hash(dataset) for dataset in self._graph.datasets}

    @functools.cached_property
    def _rows(self) -> PropertyRows:
        return property_rows(self._graph)

    def _plan(self, held: Mapping[str, Held]) -> Plan | None:
        """What there is to do; None when the server holds this version already, whole."""
        redo = [name for name, content in self._contents.items() if name not in held or held[name].content != content]
        gone = sorted(held.keys() - self._contents.keys())
        unfinished = {name for name, one in held.items() if one.loading}
        if not redo and not gone and not unfinished and all(one.version == self._graph.version for one in held.values()):
            return None
        datasets = [{**row, "content": self._contents[str(row["id"])]} for row in self._rows.datasets.rows()]
        return Plan(self._rows, datasets, redo, sorted({*redo, *gone, *unfinished}), gone)

    def run(self) -> bool:
        """Load what changed; False when all was there already. Raises StoreError; then `state` says how it stands."""
        wanted = self._plan(self._held())
        if wanted is None:
            return False
        self._define()
        size = sum(map(len, (*wanted.rows.nodes.values(), *wanted.rows.claims.values(), *wanted.rows.links.values())))
        self._total = max(1, size)
        try:
            if size > ONE_TRANSACTION:
                raise TooBig(f"{size} rows")
            self._server.write(self._whole)
        except TooBig:
            self._in_batches()
        return True

    def _held(self) -> dict[str, Held]:
        return _held(self._server.read(texts.STATE, {}))

    def _define(self) -> None:
        """Constraints and indexes that are missing; reading a hundred names is quicker than asking for each."""
        present = {row[0] for row in self._server.read(texts.INDEXES, {})}
        missing = [text for name, text in texts.definitions().items() if name not in present]
        if missing:
            self._server.define(missing)
            self._server.define([texts.AWAIT_INDEXES])

    def _told(self, what: str, rows: int) -> None:
        self._server.heard()
        self._done = min(self._total, self._done + rows)
        if self._progress:
            self._progress(what, self._done, self._total)

    # -- in one transaction -----------------------------------------------------------------------

    def _whole(self, transaction: neo4j.ManagedTransaction) -> None:
        """Everything; from its start when the driver tries it again. The lock makes a second loader wait."""
        self._done = 0
        transaction.run(texts.LOCK, names=sorted(dataset.name for dataset in self._graph.datasets)).consume()
        wanted = self._plan(_held(transaction.run(texts.STATE).values()))
        if wanted is None:  # another loader was quicker
            return
        known = [row[0] for row in transaction.run(texts.TOLD_BY, names=wanted.touched).values()]
        transaction.run(texts.drop_relationships(), names=[*wanted.gone, *wanted.redo], most=1 << 31).consume()
        for text, rows in wanted.nodes(known):
            for part in _parts(rows, BATCH):
                transaction.run(text, rows=part).consume()
                self._told(_what(part), len(part))
        for text, rows in wanted.relationships(wanted.redo):
            for part in _parts(rows, BATCH):
                transaction.run(text, rows=part).consume()
                self._told(_what(part), len(part))
        self._complete(transaction, wanted, wanted.redo)
        self._leave(transaction, wanted.no_longer(known))
        _finish(transaction, wanted)

    @staticmethod
    def _leave(transaction: neo4j.ManagedTransaction, gone: Sequence[str]) -> None:
        for part in _parts(gone, BATCH):
            transaction.run(texts.DROP_NODES, rows=part).consume()
            transaction.run(texts.strip_nodes(), rows=part).consume()

    # -- in batches -------------------------------------------------------------------------------
    # (each transaction first makes sure that no other load has begun)

    def _in_batches(self) -> None:
        self._done = 0
        wanted = self._plan(self._held())
        if wanted is None:
            return
        self._marked = sorted({*(str(row["id"]) for row in wanted.datasets), *wanted.gone})
        marks = [{"id": name, "content": wanted.content(name)} for name in self._marked]
        self._server.write(lambda transaction: transaction.run(texts.MARK, datasets=marks, version=self._graph.version).consume())
        known = [row[0] for row in self._server.read(texts.TOLD_BY, {"names": wanted.touched})]
        for text, rows in wanted.nodes(known):
            self._put(text, rows)
        for name in (*wanted.gone, *wanted.redo):
            self._drop(name)
        for name in wanted.redo:
            for text, rows in wanted.relationships([name]):
                self._put(text, rows)
            self._checked(lambda transaction, name=name: self._claims_done(transaction, wanted, name))
        for part in _parts(wanted.no_longer(known), BATCH):
            self._checked(lambda transaction, part=part: self._leave(transaction, part))
        self._checked(lambda transaction: self._last(transaction, wanted))

    def _checked(self, work: Work) -> None:
        def guarded(transaction: neo4j.ManagedTransaction) -> None:
            ours = transaction.run(texts.STILL_OURS, names=self._marked, version=self._graph.version)
            self._only_if(ours.single(strict=True)[0] == len(self._marked))
            work(transaction)

        self._server.write(guarded)

    def _put(self, text: str, rows: Sequence[_Row]) -> None:
        start = 0
        while start < len(rows):
            part = rows[start:start + self._batch]
            if self._fits(lambda transaction, part=part: transaction.run(text, rows=part).consume()):
                start += len(part)
                self._told(_what(part), len(part))

    def _drop(self, name: str) -> None:
        found = [1]

        def work(transaction: neo4j.ManagedTransaction) -> None:
            transaction.run(texts.CLAIMS_UNDONE, dataset=name).consume()
            result = transaction.run(texts.drop_relationships(), names=[name], most=self._batch)
            found[0] = result.single(strict=True)[0]

        while found[0]:
            self._fits(work)

    def _claims_done(self, transaction: neo4j.ManagedTransaction, wanted: Plan, name: str) -> None:
        self._complete(transaction, wanted, [name])
        transaction.run(texts.CLAIMS_DONE, dataset=name, content=wanted.content(name)).consume()

    def _complete(self, transaction: neo4j.ManagedTransaction, wanted: Plan, names: Sequence[str]) -> None:
        """Every claim and link of these datasets is there; if not, somebody else is changing the nodes."""
        found = transaction.run(texts.relationship_count(), names=names).single(strict=True)[0]
        self._only_if(found == wanted.relationship_count(names))

    def _last(self, transaction: neo4j.ManagedTransaction, wanted: Plan) -> None:
        done = transaction.run(texts.ALL_DONE, datasets=wanted.datasets).single(strict=True)[0]
        self._only_if(done == len(wanted.datasets))
        _finish(transaction, wanted)

    def _only_if(self, undisturbed: bool) -> None:
        if not undisturbed:
            raise StoreError(Problem("store-busy", self._server.address))

    def _fits(self, work: Work) -> bool:
        """Do it in one transaction; False when the server has no memory for it, and then batches are half as large."""
        try:
            self._checked(work)
        except TooBig as error:
            if self._batch <= SMALLEST:
                raise StoreError(Problem("store-memory", self._server.address, got=str(error))) from None
            self._batch = max(SMALLEST, self._batch // 2)
            return False
        return True


def _held(rows: Iterable[Sequence]) -> dict[str, Held]:
    return {row[0]: Held(row[3] or "", row[4] or "", row[1] or "") for row in rows}


def _finish(transaction: neo4j.ManagedTransaction, wanted: Plan) -> None:
    transaction.run(texts.FINISH, datasets=wanted.datasets).consume()
    transaction.run(texts.DROP_DATASETS, names=wanted.gone).consume()


def _parts(rows: Sequence, size: int) -> Iterator[Sequence]:
    return (rows[start:start + size] for start in range(0, len(rows), size))


def _what(part: Sequence[Mapping]) -> str:
    first = part[0]
    return str(first["type"] if "type" in first else first["own"].get("relation", "") or first["own"]["dataset"])
