"""Ladybug: Cypher without a server, in one file that is built from Parquet, swapped in whole and only read.

A version in the folder (graph/version_folder.py) is the file and what it says of itself. It holds the property graph
of docs/property-graph.md and, beside it, the table `Claim`: a relationship cannot be looked up by a property, so
claims by id stand there too (2 ms for a hundred against 53 ms through all relationship types).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import ladybug

from graph.build import Graph
from graph.cypher_lookups import CypherLookups, Parameters, Rows, returned
from graph.problems import Problem, StoreError
from graph.property_read import claim_cells
from graph.property_rows import (DATASET_PROPERTIES, ENDS, FLAG, LIST, Property, Table, all_node_properties, claim_properties,
                                 link_columns, property_rows, relationship_type)
from graph.schema import DECIMAL, TEXT, WHOLE, schema
from graph.store import LoadProgress, StoreState
from graph.version_folder import VersionFolder

if TYPE_CHECKING:  # only a load needs it, and it takes an eighth of a second, with every query that somebody types
    import pyarrow as pa

FILE = "graph.lbug"
READ_MB = int(os.environ.get("WIEWEETWAT_LADYBUG_MB", "256"))  # pages kept while reading; the file may be larger
_FULL = "Buffer manager exception"  # what the engine says when its memory is used up
BUILD_MB = 1024  # at most, while a load runs
ADDRESS_SPACE = 1 << 34  # the engine reserves this much address space (16 GiB), by itself 8 TiB
THREADS = 2
_TYPES = {TEXT: "STRING", WHOLE: "INT64", DECIMAL: "DOUBLE", LIST: "STRING[]", FLAG: "BOOL"}
_ENDS = tuple(Property(name, TEXT) for name in ENDS)
_LINK = (Property("dataset", TEXT),)
# A property called as the end of a relationship confuses COPY, which then fills it with the end's id in silence.
_RENAMED = ("from", "from_")


class LadybugStore(CypherLookups, VersionFolder):
    """Read and load a folder of versions. Reading opens the version that CURRENT names at that moment."""

    format = 1

    def __init__(self, path: Path, address: str = "") -> None:
        VersionFolder.__init__(self, path, address or f"ladybug:{path}")
        self._reader: ladybug.Database | None = None
        self._idle: list[ladybug.Connection] = []  # one thread, one connection; kept for the next that asks

    # -- reading ----------------------------------------------------------------------------------

    def _open(self) -> ladybug.Database:
        if self._reader is None:
            folder, meta = self._current()
            if meta.get("engine") != _engine():
                raise StoreError(Problem("store-other-engine", str(folder), expected=_engine(), got=str(meta.get("engine"))))
            file = folder / FILE
            try:
                if _digest(file) != meta["digest"]:  # the engine answers wrongly, or dies, on a file that was damaged
                    raise ValueError(f"{FILE}: {file.stat().st_size} bytes, not those that were written ({meta['bytes']})")
                self._reader = ladybug.Database(str(file), read_only=True, buffer_pool_size=READ_MB << 20, max_num_threads=THREADS,
                                                max_db_size=ADDRESS_SPACE)
            except (OSError, ValueError, KeyError, RuntimeError, MemoryError) as error:
                raise StoreError(Problem("store-unreadable", str(folder), got=str(error))) from None
        return self._reader

    def state(self) -> StoreState:
        """What it holds now, without opening it; not ready when another version of the engine made the file."""
        state = VersionFolder.state(self)
        if state.ready and self._current()[1].get("engine") != _engine():
            return StoreState(self.address, ready=False, version=self._version(), why_not="store-other-engine")
        return state

    def run(self, text: str, parameters: Parameters | None = None) -> Rows:
        """The rows of a query. StoreError when the engine refuses it."""
        try:
            return self._run(text, parameters)
        except StoreError as error:
            if _FULL not in error.problems[0].got:
                raise
        # The engine keeps memory of earlier queries and lets go of it only with the database (after some 440 large ones).
        self.close()
        return self._run(text, parameters)

    def _run(self, text: str, parameters: Parameters | None) -> Rows:
        database = self._open()
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = ladybug.Connection(database, num_threads=THREADS)
        try:
            with connection.execute(text, dict(parameters or {})) as result:
                rows = Rows(tuple(result.get_column_names()), result.get_all())
        except (RuntimeError, ValueError, TypeError, OverflowError, MemoryError) as error:
            raise StoreError(Problem("query-refused", self.address, got=str(error))) from None
        if database is self._reader:
            self._idle.append(connection)
        return rows

    def stream(self, text: str, parameters: Parameters, seconds: float) -> tuple[list[str], Iterator[Sequence[object]]]:
        """Columns and rows one by one, for an answer of unknown size. StoreError when the engine refuses the query."""
        connection = ladybug.Connection(self._open(), num_threads=THREADS)
        connection.set_query_timeout(int(seconds * 1000))
        try:
            result = connection.execute(text, dict(parameters))
        except (RuntimeError, ValueError, TypeError, OverflowError) as error:
            raise StoreError(Problem("query-refused", self.address, got=str(error))) from None
        return result.get_column_names(), iter(lambda: result.get_next() if result.has_next() else None, None)  # type: ignore[union-attr]

    def _claim_rows(self, wanted: list[str]) -> Iterable[Sequence[object]]:
        return self.run("UNWIND $ids AS wanted MATCH (c:Claim {id: wanted}) RETURN " + _claim_columns(), {"ids": wanted})

    def _rows_around(self, identifier: str) -> Iterable[Sequence[object]]:
        return self.run("MATCH (c:Claim) WHERE c.subject = $id OR c.object = $id OR c.concerns = $id OR c.document = $id RETURN "
                        + _claim_columns(), {"id": identifier})

    def cited(self) -> dict[str, int]:
        """How many claims rest on each document."""
        rows = self.run("MATCH (c:Claim) WHERE c.document <> '' RETURN c.document, count(c)")
        return {str(document): int(count) for document, count in rows}  # type: ignore[call-overload]

    def close(self) -> None:
        """Let go of the version that was open; the next read opens the current one."""
        self._reader, self._idle = None, []

    # -- loading ----------------------------------------------------------------------------------

    def _write_files(self, draft: Path, graph: Graph, progress: LoadProgress | None) -> dict:
        """A Parquet file per table; the folder is named by the hash of them all."""
        digest = hashlib.sha256(f"{self.format} {_engine()} {graph.as_of}".encode())
        import pyarrow.parquet as pq
        tables = _tables(graph)
        for step, (name, table) in enumerate(sorted(tables.items()), 1):
            pq.write_table(table, draft / f"{name}.parquet")
            digest.update(_digest(draft / f"{name}.parquet").encode())
            if progress:
                progress(name, step, 2 * len(tables))
        datasets = {dataset.name: {"rows": sum(map(len, dataset.batches))} for dataset in graph.datasets}
        return self.meta_of(graph, digest.hexdigest()[:16], datasets) | {"engine": _engine()}

    def _build(self, draft: Path, meta: dict, progress: LoadProgress | None) -> None:
        """Everything in one transaction and one thread, written once: 1.3 s where table by table took 5.9."""
        files = sorted(draft.glob("*.parquet"))
        try:
            with ladybug.Database(str(draft / FILE), buffer_pool_size=BUILD_MB << 20, max_num_threads=1, auto_checkpoint=False,
                                  max_db_size=ADDRESS_SPACE) as database, ladybug.Connection(database) as connection:
                connection.execute("BEGIN TRANSACTION")
                for statement in _definitions():
                    connection.execute(statement)
                for step, file in enumerate(_nodes_first(files), 1):
                    connection.execute(f"COPY {file.stem} FROM '{_quoted(file)}'")
                    if progress:
                        progress(file.stem, len(files) + step, 2 * len(files))
                for statement in _renames():
                    connection.execute(statement)
                connection.execute("COMMIT")
                connection.execute("CHECKPOINT")
        except (RuntimeError, MemoryError) as error:
            raise StoreError(Problem("store-unwritable", str(self.path), got=str(error))) from None
        for file in files:
            file.unlink()
        meta |= {"bytes": (draft / FILE).stat().st_size, "digest": _digest(draft / FILE)}

    def _is_whole(self, folder: Path, meta: dict) -> bool:
        return meta["engine"] == _engine() and _digest(folder / FILE) == meta["digest"]


def _claim_columns() -> str:
    return returned("c", ("id", ENDS[0], "relation", ENDS[1], *claim_cells()))


def _engine() -> str:
    """A file is read by the same form of storage only."""
    return f"ladybug storage {ladybug.Database.get_storage_version()}"


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _quoted(file: Path) -> str:
    return str(file).replace("\\", "\\\\").replace("'", "\\'")


def _nodes_first(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: (file.stem not in ("Node", "Dataset", "Claim"), file.stem))


def _arrow(table: Table, properties: Sequence[Property]) -> pa.Table:
    import pyarrow as pa
    types = {TEXT: pa.string(), WHOLE: pa.int64(), DECIMAL: pa.float64(), LIST: pa.list_(pa.string()), FLAG: pa.bool_()}
    unknown = [None] * len(table)
    return pa.table({one.name: pa.array(table.columns.get(one.name, unknown), type=types[one.type]) for one in properties})


def _tables(graph: Graph) -> dict[str, pa.Table]:
    """Every table that has rows, by its name; the columns stand in the order of `_definitions`."""
    import pyarrow as pa
    rows = property_rows(graph)
    found = {"Node": pa.concat_tables(_arrow(table, all_node_properties()) for table in rows.nodes.values()),
             "Dataset": _arrow(rows.datasets, DATASET_PROPERTIES)}
    if rows.claims:
        found["Claim"] = pa.concat_tables(_arrow(table, _identified()) for table in rows.claims.values())
    found |= {relationship_type(name): _arrow(table, (*_ENDS, *claim_properties())) for name, table in rows.claims.items()}
    return found | {relationship_type(name): _arrow(table, (*_ENDS, *_LINK)) for name, table in rows.links.items()}


def _identified() -> tuple[Property, ...]:
    """The columns of the table `Claim`."""
    first, *others = claim_properties()
    return (first, *_ENDS, *others)


def _columns(properties: Iterable[Property]) -> str:
    return ", ".join(f"`{one.name}` {_TYPES[one.type]}" for one in properties)


def _definitions() -> list[str]:
    """All tables of the schema, also those without rows, so that a query may name any."""
    own = [Property(_RENAMED[1] if one.name == _RENAMED[0] else one.name, one.type) for one in claim_properties()]
    nodes = {"Node": all_node_properties(), "Dataset": DATASET_PROPERTIES, "Claim": _identified()}
    return [f"CREATE NODE TABLE {name}({_columns(properties)}, PRIMARY KEY(id))" for name, properties in nodes.items()] + [
        f"CREATE REL TABLE {relationship_type(name)}(FROM Node TO Node, {_columns(properties)})"
        for names, properties in ((schema().relations, own), (link_columns(), _LINK)) for name in names]


def _renames() -> list[str]:
    return [f"ALTER TABLE {relationship_type(name)} RENAME {_RENAMED[1]} TO `{_RENAMED[0]}`" for name in schema().relations]
