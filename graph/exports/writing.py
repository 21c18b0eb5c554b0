"""What all exports share: what was written, and files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from graph.build import Graph
from graph.problems import Problem, StoreError


@dataclass(frozen=True, slots=True)
class Counts:
    """What an export holds: distinct nodes and claims, and the lines of its kind (triples, rows, relations)."""

    nodes: int
    claims: int
    lines: int
    files: int = 1


def counts_of(graph: Graph, lines: int, files: int = 1) -> Counts:
    """The counts of an export of this graph."""
    found = graph.counts()
    claims = found.pop("Claim", 0)
    return Counts(sum(found.values()), claims, lines, files)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write in, which takes the place of `path` in one step when all went well.

    StoreError when it cannot be written; what was there then stays as it is.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
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
