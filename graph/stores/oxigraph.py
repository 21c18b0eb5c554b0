"""The default store: Oxigraph on disk, a named graph per dataset, with a copy in memory to read from.

A folder holds versions, each complete: one N-Triples file per dataset and the Oxigraph store built from
them. The file CURRENT names the version in use and is replaced in one step, so whatever interrupts a load,
the next start finds the old version or the new one, whole. The version before is kept for `undo`.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from graph import ids, rdf
from graph.build import Graph
from graph.problems import Problem, StoreError
from graph.sparql_lookups import SparqlLookups
from graph.store import LoadProgress, StoreState

FORMAT = 2  # of the folder; a version of another format is built again by the next load
CURRENT, PREVIOUS, LOCK, META = "CURRENT", "PREVIOUS", "LOCK", "meta.json"
# Up to this many quads the reading copy is made: about 0.3 s and 40 MB per 100,000 quads (benchmarks/RESULTS.md).
COPY_AT_MOST = int(os.environ.get("WIEWEETWAT_COPY_QUADS", "3500000"))
_FORMAT = ox.RdfFormat.N_TRIPLES


class OxigraphStore(SparqlLookups):
    """Read and load a folder of versions. Reading opens the version that CURRENT names at that moment."""

    def __init__(self, path: Path, address: str = "") -> None:
        self.path = path
        self.address = address or f"oxigraph:{path}"
        self._reader: ox.Store | None = None
        self._meta: dict = {}

    # -- reading ----------------------------------------------------------------------------------

    def _version(self, name: str = CURRENT) -> str:
        try:
            return (self.path / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(Problem("store-unreadable", str(self.path / name), got=str(error))) from None

    def _open(self) -> ox.Store:
        if self._reader is None:
            version = self._version()
            if not version:
                raise StoreError(Problem("store-missing", str(self.path)))
            folder = self.path / version
            try:
                self._meta = json.loads((folder / META).read_text(encoding="utf-8"))
                self._reader = self._copy(folder) if self._meta["quads"] <= COPY_AT_MOST else ox.Store.read_only(
                    str(folder / "store"))
            except (OSError, ValueError, KeyError, SyntaxError) as error:
                raise StoreError(Problem("store-unreadable", str(folder), got=str(error))) from None
        return self._reader

    def _copy(self, folder: Path) -> ox.Store:
        copy = ox.Store()
        for name, facts in self._meta["datasets"].items():
            file = folder / f"{name}.nt"
            if file.stat().st_size != facts["bytes"]:
                raise ValueError(f"{file.name}: {file.stat().st_size} bytes, {facts['bytes']} were written")
            copy.bulk_load(path=str(file), format=_FORMAT, to_graph=ox.NamedNode(ids.dataset_iri(name)))
        return copy

    def select(self, text: str) -> ox.QuerySolutions:
        """The solutions of a SPARQL SELECT over the union of the datasets. Raises StoreError when refused."""
        try:
            return self._open().query(text, use_default_graph_as_union=True)  # type: ignore[return-value]
        except (SyntaxError, ValueError, OSError) as error:
            raise StoreError(Problem("query-refused", self.address, got=str(error))) from None

    def state(self) -> StoreState:
        """What it holds now, without opening it."""
        version = self._version()
        if not version:
            return StoreState(self.address, ready=False, why_not="store-missing")
        try:
            meta = json.loads((self.path / version / META).read_text(encoding="utf-8"))
            same_format = meta["format"] == FORMAT
        except (OSError, ValueError, KeyError, TypeError):
            same_format = False
        if not same_format:
            return StoreState(self.address, ready=False, version=version, why_not="store-unreadable")
        return StoreState(self.address, True, meta["version"], meta["as_of"], meta["counts"],
                          {name: facts["rows"] for name, facts in meta["datasets"].items()})

    def close(self) -> None:
        """Let go of the version that was open; the next read opens the current one."""
        self._reader = None

    # -- loading ----------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Only one loader at a time; the system frees the lock when a loader dies."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle = (self.path / LOCK).open("w")
        except OSError as error:
            raise StoreError(Problem("store-unwritable", str(self.path), got=error.strerror or "")) from None
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreError(Problem("store-busy", str(self.path))) from None
            yield

    def load(self, graph: Graph, progress: LoadProgress | None = None) -> bool:
        """Make a new version with these datasets, and make it current in one step.

        False when the current version has the same content. Raises StoreError when the folder cannot be
        written or another load is under way; then the current version stays as it is.
        """
        with self._locked():
            self._sweep()
            draft = self.path / f"draft-{os.getpid()}"
            try:
                draft.mkdir()
                meta = self._write_files(draft, graph, progress)
                if meta["folder"] == self._version() and self._whole():
                    return False
                self._build(draft, meta, progress)
                (draft / META).write_text(json.dumps(meta, indent=1, sort_keys=True), encoding="utf-8")
                self._publish(draft, meta["folder"])
            except OSError as error:
                raise StoreError(Problem("store-unwritable", str(self.path), got=error.strerror or str(error))) from None
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            self._sweep()
        self.close()
        return True

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
        return {"format": FORMAT, "folder": digest.hexdigest()[:16], "version": graph.version, "as_of": graph.as_of, "counts": graph.counts(),
                "datasets": datasets, "quads": sum(facts["lines"] for facts in datasets.values())}

    @staticmethod
    def _build(draft: Path, meta: dict, progress: LoadProgress | None) -> None:
        store = ox.Store(str(draft / "store"))
        steps = len(meta["datasets"])
        for step, name in enumerate(meta["datasets"], 1):
            store.bulk_load(path=str(draft / f"{name}.nt"), format=_FORMAT, to_graph=ox.NamedNode(ids.dataset_iri(name)))
            if progress:
                progress(name, steps + step, 2 * steps)
        store.flush()
        del store  # lets go of the folder also where a traceback is kept, so that the next load can remove it

    def _whole(self) -> bool:
        """Whether the current version is there with everything that was written."""
        folder = self.path / self._version()
        try:
            meta = json.loads((folder / META).read_text(encoding="utf-8"))
            return meta["format"] == FORMAT and (folder / "store").is_dir() and all(
                (folder / f"{name}.nt").stat().st_size == facts["bytes"] for name, facts in meta["datasets"].items())
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _publish(self, draft: Path, version: str) -> None:
        target = self.path / version
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        before = self._version()
        if before and before != version:
            self._point(PREVIOUS, before)
        self._point(CURRENT, version)

    def _point(self, name: str, version: str) -> None:
        """Write a pointer beside the old one and swap it in: a reader sees one or the other."""
        draft = self.path / f"{name}.new"
        with draft.open("w", encoding="utf-8") as handle:
            handle.write(version + "\n")
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(self.path / name)

    def undo(self) -> str:
        """Make the version before the last load current again; returns it. StoreError when there is none."""
        with self._locked():
            before, now = self._version(PREVIOUS), self._version()
            if not before or not (self.path / before / META).exists():
                raise StoreError(Problem("nothing-to-undo", str(self.path)))
            self._point(CURRENT, before)
            self._point(PREVIOUS, now)
        self.close()
        return before

    def drop_previous(self) -> bool:
        """Remove the version before the last load from the disk, so that who was forgotten is gone from there too.

        Afterwards `undo` has nothing to go back to. False when there was no such version.
        """
        with self._locked():
            before = self._version(PREVIOUS)
            (self.path / PREVIOUS).unlink(missing_ok=True)
            self._sweep()
        return bool(before)

    def _sweep(self) -> None:
        """Remove what no pointer names: drafts of killed loads and versions older than the one before."""
        keep = {self._version(CURRENT), self._version(PREVIOUS)}
        for folder in self.path.iterdir():
            if folder.is_dir() and folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)
