"""An embedded store as a folder of versions, each complete, of which one is in use. Shared by the engines that keep files.

The file CURRENT names the version in use and is replaced in one step, so whatever interrupts a load, the next
start finds the old version or the new one, whole. The version before is kept for `undo`. A version is never
written to again: others read it while a load runs.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.build import Graph
from graph.problems import Problem, StoreError
from graph.store import LoadProgress, StoreState

CURRENT, PREVIOUS, LOCK, META = "CURRENT", "PREVIOUS", "LOCK", "meta.json"


class VersionFolder:
    """Versions of a store in a folder. An engine says how a version is written, built and known to be whole."""

    format = 1  # of a version; one of another format is built again by the next load

    def __init__(self, path: Path, address: str) -> None:
        self.path = path
        self.address = address

    # -- what an engine adds ------------------------------------------------------------------------

    def _write_files(self, draft: Path, graph: Graph, progress: LoadProgress | None) -> dict:
        """Write what the store is built from; returns the meta data: `meta_of` and what the engine needs besides."""
        raise NotImplementedError

    def _build(self, draft: Path, meta: dict, progress: LoadProgress | None) -> None:
        """Build the store from those files; may add to `meta`."""
        raise NotImplementedError

    def _is_whole(self, folder: Path, meta: dict) -> bool:
        """Whether a version has everything that was written. May raise OSError, KeyError, TypeError or ValueError: no."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the version that is open; the next read opens the current one."""
        raise NotImplementedError

    # -- reading ------------------------------------------------------------------------------------

    def _version(self, name: str = CURRENT) -> str:
        try:
            return (self.path / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(Problem("store-unreadable", str(self.path / name), got=str(error))) from None

    def _current(self) -> tuple[Path, dict]:
        """The folder of the version in use and its meta data. StoreError when there is none or it cannot be read."""
        version = self._version()
        if not version:
            raise StoreError(Problem("store-missing", str(self.path)))
        folder = self.path / version
        try:
            meta = _read_meta(folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(Problem("store-unreadable", str(folder), got=str(error))) from None
        if meta["format"] > self.format:
            raise StoreError(Problem("store-newer", str(folder), expected=str(self.format), got=str(meta["format"])))
        if meta["format"] < self.format:
            raise StoreError(Problem("store-unreadable", str(folder), expected=str(self.format), got=str(meta["format"])))
        return folder, meta

    def state(self) -> StoreState:
        """What it holds now, without opening it."""
        version = self._version()
        if not version:
            return StoreState(self.address, ready=False, why_not="store-missing")
        try:
            _, meta = self._current()
            return StoreState(self.address, True, meta["version"], meta["as_of"], meta["counts"],
                              {name: facts["rows"] for name, facts in meta["datasets"].items()})
        except StoreError as error:
            return StoreState(self.address, ready=False, version=version, why_not=error.problems[0].key)
        except (KeyError, TypeError, AttributeError):
            return StoreState(self.address, ready=False, version=version, why_not="store-unreadable")

    def current(self) -> Path:
        """The folder of the version in use. StoreError when there is none, also when the first load is still under way."""
        try:
            return self._current()[0]
        except StoreError:
            if self.is_loading():
                raise StoreError(Problem("store-busy", str(self.path))) from None
            raise

    def is_loading(self) -> bool:
        """Whether a load into this folder is under way now."""
        try:
            with (self.path / LOCK).open() as handle:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False  # there is no folder yet
        return False

    # -- loading ------------------------------------------------------------------------------------

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

    def meta_of(self, graph: Graph, folder: str, datasets: dict[str, dict]) -> dict:
        """What every version says of itself; `folder` is a hash of all that it was built from."""
        return {"format": self.format, "folder": folder, "version": graph.version, "as_of": graph.as_of, "counts": graph.counts(),
                "datasets": datasets}

    def _whole(self) -> bool:
        """Whether the current version is there with everything that was written."""
        folder = self.path / self._version()
        try:
            meta = _read_meta(folder)
            return meta["format"] == self.format and self._is_whole(folder, meta)
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


def _read_meta(folder: Path) -> dict:
    """ValueError when it is no table with a whole number as its format."""
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    if not isinstance(meta, dict) or not isinstance(meta.get("format"), int):
        raise ValueError(f"{META}: no format")
    return meta
