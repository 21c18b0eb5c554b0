"""People who asked to be removed: a salted, slow hash of each name is kept, and every build honours it.

Only hashes are kept, so that the list does not name those who wanted to be gone. The hash is slow on purpose:
trying all names of a country costs weeks, checking those in the data a second. What can be recognised is a
Person row and a speaker; a name in running text only is found by `forget` (ingest/forgetting.py), never by a hash.
"""

from __future__ import annotations

import functools
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph import dates
from graph.names import fold
from graph.problems import DataError, Problem
from graph.records import Dataset
from graph.redaction import Redaction
from graph.speakers import people_of
from ingest.dataset import FORGOTTEN_TABLE
from ingest.reader import rows

FILE = f"people/{FORGOTTEN_TABLE}"
SALT_FILE = "people/forgotten.salt"
HEADER = ["hash", "on"]
_COST = 2 ** 11  # scrypt's n: about 4 ms and 2 MB per name
_HASH_DIGITS = 64


@functools.lru_cache(maxsize=20_000)
def name_hash(folded: str, salt: bytes) -> str:
    """The hash under which a folded name is kept."""
    return hashlib.scrypt(folded.encode("utf-8"), salt=salt, n=_COST, r=8, p=1, dklen=_HASH_DIGITS // 2).hex()


def read_forgotten(data: Path) -> dict[str, str]:
    """Hash -> the day it was written. No file, nobody; DataError when a line is not as it should be."""
    path = data / FILE
    if not path.exists():
        return {}
    found: dict[str, str] = {}
    for line, cells in rows(path, FILE):
        if line == 1 and cells != HEADER:
            raise DataError(Problem("header", FILE, 1, expected=",".join(HEADER), got=",".join(cells),
                                    fields={"position": "1"}))
        if line > 1:
            if len(cells) != len(HEADER) or len(cells[0]) != _HASH_DIGITS or dates.interval(cells[1]) is None:
                raise DataError(Problem("forgotten-line", FILE, line, got=",".join(cells)))
            found[cells[0]] = cells[1]
    return found


def read_salt(data: Path, make: bool = False) -> bytes:
    """The salt of the hashes. `make` writes one when there is none; else DataError, since without it nobody
    can be recognised and a build would publish who was forgotten."""
    path = data / SALT_FILE
    if make and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as handle:
            handle.write(secrets.token_hex(16) + "\n")
    try:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise DataError(Problem("forgotten-salt", SALT_FILE, got=str(error))) from None


def recognised(names: Iterable[str], hashes: Mapping[str, str], salt: bytes) -> set[str]:
    """Which of these folded names are among the forgotten."""
    known = sorted(set(names) - {""})
    with ThreadPoolExecutor() as pool:  # scrypt lets other threads run
        found = pool.map(lambda name: name_hash(name, salt), known)
        return {name for name, digest in zip(known, found, strict=True) if digest in hashes}


def leave_out(datasets: list[Dataset], data: Path) -> list[Dataset]:
    """The datasets without the people whose names were forgotten.

    Their rows, the claims from and to them, and their names in every cell are gone; a claim whose role named
    them gets the id that its new content gives it. Ids of documents stay, so every reference still leads somewhere.
    """
    hashes = read_forgotten(data)
    if not hashes:
        return datasets
    everybody = people_of(datasets)
    spelt = {person: {fold(person.name), *(fold(identifier.partition(":")[2]) for identifier in person.ids)}
             for person in everybody}
    gone = recognised((name for names in spelt.values() for name in names), hashes, read_salt(data))
    people = [person for person in everybody if spelt[person] & gone]
    if not people:
        return datasets
    others = [person for person in everybody if not spelt[person] & gone]
    redaction = Redaction(datasets, people, reclaim=True, others=others)
    return [redaction.dataset(dataset) for dataset in datasets]
