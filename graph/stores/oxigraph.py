"""The default store: Oxigraph on disk, a named graph per dataset, with a copy in memory to read from.

A version in the folder (graph/version_folder.py) is one N-Triples file per dataset and the Oxigraph store built
from them.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pyoxigraph as ox

from graph import ids, rdf
from graph.build import Graph
from graph.problems import Problem, StoreError
from graph.sparql_lookups import SparqlLookups
from graph.store import LoadProgress
from graph.version_folder import VersionFolder

# Up to this many quads the reading copy is made: about 0.3 s and 40 MB per 100,000 quads (benchmarks/RESULTS.md).
COPY_AT_MOST = int(os.environ.get("WIEWEETWAT_COPY_QUADS", "3500000"))
_FORMAT = ox.RdfFormat.N_TRIPLES


class OxigraphStore(SparqlLookups, VersionFolder):
    """Read and load a folder of versions. Reading opens the version that CURRENT names at that moment."""

    format = 2

    def __init__(self, path: Path, address: str = "") -> None:
        super().__init__(path, address or f"oxigraph:{path}")
        self._reader: ox.Store | None = None

    # -- reading ----------------------------------------------------------------------------------

    def _open(self) -> ox.Store:
        if self._reader is None:
            folder, meta = self._current()
            try:
                self._reader = self._copy(folder, meta) if meta["quads"] <= COPY_AT_MOST else ox.Store.read_only(
                    str(folder / "store"))
            except (OSError, ValueError, KeyError, SyntaxError) as error:
                raise StoreError(Problem("store-unreadable", str(folder), got=str(error))) from None
        return self._reader

    @staticmethod
    def _copy(folder: Path, meta: dict) -> ox.Store:
        copy = ox.Store()
        for name, facts in meta["datasets"].items():
            file = folder / f"{name}.nt"
            if file.stat().st_size != facts["bytes"]:
                raise ValueError(f"{file.name}: {file.stat().st_size} bytes, {facts['bytes']} were written")
            copy.bulk_load(path=str(file), format=_FORMAT, to_graph=ox.NamedNode(ids.dataset_iri(name)))
        return copy

    def read_ahead(self) -> None:
        """Open the current version now instead of at the first question. Raises StoreError as reading does."""
        self._open()

    def select(self, text: str) -> ox.QuerySolutions:
        """The solutions of a SPARQL SELECT over the union of the datasets. Raises StoreError when refused."""
        try:
            return self._open().query(text, use_default_graph_as_union=True)  # type: ignore[return-value]
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreError(Problem("query-refused", self.address, got=str(error))) from None

    def close(self) -> None:
        """Let go of the version that was open; the next read opens the current one."""
        self._reader = None

    # -- loading ----------------------------------------------------------------------------------

    def _write_files(self, draft: Path, graph: Graph, progress: LoadProgress | None) -> dict:
        """One N-Triples file per dataset; the folder is named by the hash of them all."""
        datasets, digest = {}, hashlib.sha256(graph.as_of.encode())
        for step, dataset in enumerate(graph.datasets, 1):
            lines = 0
            with (draft / f"{dataset.name}.nt").open("wb") as handle:
                for block in rdf.ntriples(dataset, graph):
                    handle.write(block)
                    digest.update(block)
                    lines += block.count(b"\n")
                size = handle.tell()
            datasets[dataset.name] = {"rows": sum(map(len, dataset.batches)), "lines": lines, "bytes": size}
            if progress:
                progress(dataset.name, step, 2 * len(graph.datasets))
        return self.meta_of(graph, digest.hexdigest()[:16], datasets) | {"quads": sum(facts["lines"] for facts in datasets.values())}

    def _build(self, draft: Path, meta: dict, progress: LoadProgress | None) -> None:
        store = ox.Store(str(draft / "store"))
        steps = len(meta["datasets"])
        for step, name in enumerate(meta["datasets"], 1):
            store.bulk_load(path=str(draft / f"{name}.nt"), format=_FORMAT, to_graph=ox.NamedNode(ids.dataset_iri(name)))
            if progress:
                progress(name, steps + step, 2 * steps)
        store.flush()
        del store  # lets go of the folder also where a traceback is kept, so that the next load can remove it

    def _is_whole(self, folder: Path, meta: dict) -> bool:
        return (folder / "store").is_dir() and all(
            (folder / f"{name}.nt").stat().st_size == facts["bytes"] for name, facts in meta["datasets"].items())
