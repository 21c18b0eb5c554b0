"""What all exports share: what was written, progress, and files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from graph.build import Graph
from graph.problems import Problem, StoreError

Progress = Callable[[str, int, int], None]  # what is being written, steps done, steps in all (0 = not known)
# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def no_progress(what: str, done: int, total: int) -> None:
    """For a caller that shows none."""


def clean_for_xml(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Counts:
    """What an export holds: distinct nodes and claims, and the lines of its kind (triples, rows, relations).

    `notes`: what the form could not take as it is, for the user to know;
    `command`: what to run to bring it into the program it is for.
    """

    nodes: int
    claims: int
    lines: int
    files: int = 1
    notes: tuple[Problem, ...] = ()
    command: str = ""


def counts_of(graph: Graph, lines: int, files: int = 1, notes: tuple[Problem, ...] = (), command: str = "") -> Counts:
    """The counts of an export of this graph."""
    found = graph.counts()
    claims = found.pop("Claim", 0)
    return Counts(sum(found.values()), claims, lines, files, notes, command)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write in, which takes the place of `path` in one step when all went well.

    StoreError when it cannot be written; what was there then stays as it is.
    """
    draft = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    except OSError as error:
        raise StoreError(Problem("export-unwritable", str(path), got=error.strerror or str(error))) from None
    finally:
        with suppress(OSError):  # the folder itself may not be there
            draft.unlink(missing_ok=True)


@contextmanager
def replacing_folder(folder: Path, ours: Collection[str]) -> Iterator[Path]:
    """A folder to write files in, which take their places in `folder` when all went well.

    Files of an earlier export (`ours` are the names that one can have, as patterns) that are not written now are
    removed: an export without people must not leave an old table of people beside it. StoreError as `replacing`.
    """
    draft = folder.parent / f".{folder.name}.{os.getpid()}.part"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        folder.mkdir(exist_ok=True)
        written = sorted(path.name for path in draft.iterdir())
        for name in written:
            (draft / name).replace(folder / name)
        for pattern in ours:
            for old in folder.glob(pattern):
                if old.name not in written:
                    old.unlink()
    except OSError as error:
        raise StoreError(Problem("export-unwritable", str(folder), got=error.strerror or str(error))) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
