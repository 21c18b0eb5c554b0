"""Layouts, worked out once per data version: kept as small files in the session's cache folder, or in memory when there is none.

A file's name is a fingerprint of what was laid out, and it holds places only: no id and no name, so nobody has to be taken out of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from queries.pictures.layout import Placed, Spot
from queries.session import Session

SHAPE = 1  # of these files and of the layout; raise it when either changes
_FOLDER = "layouts"


def kept(session: Session, wanted: Sequence[object], work: Callable[[], Placed]) -> Placed:
    """The layout of what `wanted` says (numbers and texts), worked out by `work` when it is not kept yet."""
    key = hashlib.sha256(json.dumps([SHAPE, session.index.version, wanted]).encode()).hexdigest()[:32]
    return session.once(("layout", key), lambda: _from_file(session, key, work))


def _from_file(session: Session, key: str, work: Callable[[], Placed]) -> Placed:
    if session.cache is None:
        return work()
    folder = session.cache / f"{_FOLDER}-{SHAPE}-{session.index.version}"
    file = folder / f"{key}.json"
    try:
        height, spots = json.loads(file.read_text(encoding="utf-8"))
        return Placed(int(height), tuple(tuple(Spot(float(x), float(y)) for x, y in frame) for frame in spots))
    except (OSError, ValueError, TypeError):
        found = work()
    with suppress(OSError):  # a disk that is full or read-only costs time, not the picture
        _write(folder, file, found)
    return found


def _write(folder: Path, file: Path, found: Placed) -> None:
    """Write beside and swap in; layouts of other data versions are of no use any more."""
    if not folder.exists():
        for other in folder.parent.glob(f"{_FOLDER}-*"):
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}.new")
    draft.write_text(json.dumps(found), encoding="utf-8")
    draft.replace(file)
