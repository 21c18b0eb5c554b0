"""The index of texts and names: one SQLite file per data version, built once, opened read-only.

SQLite's FTS5 finds candidates (0.3 ms where no graph engine here has usable full text, design.md section 6);
queries/likeness.py says how like each is. Terms come from queries/dutch.py; FTS5 only splits them at spaces.
Nothing asked is ever written to it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from graph.problems import Problem, StoreError
from graph.schema import schema
from graph.store import Store
from queries import dutch
from queries.asking import Asked, prepare
from queries.entries import Entry, entries_of
from queries.index import Index
from queries.labels import fold, labels_of
from queries.likeness import FIELDS, Likeness, compare, with_meaning
from queries.meaning import Meaning, open_meaning

SHAPE = 3  # raise when what the file holds changes
CANDIDATES = 200  # entries that FTS5 hands over for comparing
LEFT_OUT = ("Document", "Claim", "MunicipalityChange")  # nobody looks for these by a name
_TABLES = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, members TEXT, themes TEXT, places TEXT, last TEXT, plain TEXT, own TEXT);
CREATE VIRTUAL TABLE content USING fts5(name, text, themes, parts, titles, broader, tokenize="unicode61 remove_diacritics 0");
CREATE TABLE term (stem TEXT PRIMARY KEY, entries INTEGER) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE label (number INTEGER PRIMARY KEY, folded TEXT, id TEXT, kind TEXT, name TEXT, own INTEGER);
CREATE INDEX label_folded ON label (folded);
CREATE VIRTUAL TABLE grams USING fts5(folded, tokenize="trigram", content="");
CREATE VIRTUAL TABLE gram USING fts5vocab(grams, row);
"""
_FIND = """SELECT rowid, name, text, themes, parts, titles, broader FROM content WHERE content MATCH ?
ORDER BY bm25(content, ?, ?, ?, ?, ?, ?), rowid LIMIT ?"""


class Found(NamedTuple):
    """An entry that looks like the text, without its texts."""

    id: str
    kind: str
    name: str
    members: tuple[str, ...]
    themes: tuple[str, ...]
    places: frozenset[str]
    last: str
    likeness: Likeness


class TextIndex:
    """A built index. `search` compares a text with the entries; names are looked up by queries/find.py."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.vectors: Path | None = None  # where the vectors of meaning are kept; without it there is no meaning
        self.meaning: Meaning | None = None
        self._splitter: dutch.Splitter | None = None
        self.entries: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]

    @property
    def splitter(self) -> dutch.Splitter:
        """Takes compounds apart by the words of the index."""
        if self._splitter is None:
            self._splitter = dutch.Splitter(row[0] for row in self.connection.execute("SELECT word FROM word"))
        return self._splitter

    def add_meaning(self) -> None:
        """Compare in meaning too, when the extra is there and a folder to keep vectors in (made at the first time)."""
        if self.vectors is not None and self.meaning is None:
            self.meaning = open_meaning(self.vectors, lambda: self.connection.execute(
                "SELECT plain, own FROM entry ORDER BY number").fetchall())

    def prepare(self, text: str) -> Asked:
        """A text as words with weights."""
        return prepare(text, self.splitter, self._frequency, self.entries, self._is_place)

    def search(self, text: str) -> list[Found]:
        """Entries by likeness, best first, then by name and id."""
        asked = self.prepare(text)
        stems = sorted(stem for stem in asked.known if " " not in stem)
        wanted = " OR ".join(f'"{stem}"' for stem in stems)
        rows = self.connection.execute(_FIND, (wanted, *FIELDS.values(), CANDIDATES)).fetchall() if stems else []
        likeness = {row[0]: compare(asked, dict(zip(FIELDS, row[1:], strict=True))) for row in rows}
        if self.meaning is not None:
            near = self.meaning.nearest(text, CANDIDATES, tuple(likeness))
            likeness = {number: with_meaning(likeness.get(number, Likeness()), cosine) for number, cosine in near.items()}
        found = [self._entry(number, value) for number, value in likeness.items() if value.total > 0]
        return sorted(found, key=lambda item: (-round(item.likeness.total, 9), -round(item.likeness.order, 9),
                                            item.name, item.id))

    def _entry(self, number: int, likeness: Likeness) -> Found:
        row = self.connection.execute("SELECT id, kind, name, members, themes, places, last FROM entry WHERE number = ?",
                                      (number,)).fetchone()
        return Found(*row[:3], tuple(json.loads(row[3])), tuple(json.loads(row[4])), frozenset(json.loads(row[5])), row[6], likeness)

    def _is_place(self, word: str) -> bool:
        """Whether a folded word is the name of a municipality or region."""
        return self.connection.execute("SELECT 1 FROM label WHERE folded = ? AND kind IN ('Municipality', 'Region')",
                                       (word,)).fetchone() is not None

    def _frequency(self, stems: Iterable[str]) -> Mapping[str, int]:
        found = {}
        for stem in stems:
            if row := self.connection.execute("SELECT entries FROM term WHERE stem = ?", (stem,)).fetchone():
                found[stem] = row[0]
        return found


def open_index(store: Store, folder: Path | None, index: Index | None = None) -> TextIndex:
    """The text index of a store's data version: from its file in `folder`, built there first when it is not there
    or cannot be read; in memory when there is no folder. `index` when it is loaded already: building needs it."""
    if folder is None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, store, index or Index(store))
        return TextIndex(connection)
    file = folder / f"text-{SHAPE}-{store.state().version}.sqlite"
    try:
        found = _read(file)
    except sqlite3.Error:
        _build(file, store, index or Index(store))
        found = _read(file)
    found.vectors = file.with_suffix(".vectors")
    return found


def _read(file: Path) -> TextIndex:
    """Opened as a file that nobody writes: another process swaps in a new one and never touches this one."""
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return TextIndex(sqlite3.connect(address, uri=True, check_same_thread=False))


def _build(file: Path, store: Store, index: Index) -> None:
    """Build beside, swap in whole, and drop those of other data versions. StoreError when the folder is not writable."""
    draft = file.with_suffix(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            _fill(connection, store, index)
        draft.replace(file)
        for other in file.parent.glob("text-*"):
            if other.suffix in (".sqlite", ".vectors") and other.stem != file.stem:
                other.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(Problem("store-unwritable", str(file.parent), got=str(error))) from None


def _fill(connection: sqlite3.Connection, store: Store, index: Index) -> None:
    connection.executescript(_TABLES)
    entries = entries_of(store, index)
    lexicon = {word for entry in entries for text in entry.texts.values() for word in dutch.words(text)}
    splitter = dutch.Splitter(lexicon)
    frequency: Counter[str] = Counter()
    contents = []
    for entry in entries:
        fields = _fields(entry, splitter)
        frequency.update({stem for stems in fields.values() for stem in stems})
        contents.append([" ".join(sorted(fields[name])) for name in FIELDS])
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [
        (number, entry.id, entry.kind, entry.name, json.dumps(entry.members), json.dumps(entry.themes),
         json.dumps(sorted(entry.places)), entry.last, _plain(entry), _own(entry)) for number, entry in enumerate(entries, 1)])
    connection.executemany("INSERT INTO content (rowid, name, text, themes, parts, titles, broader) VALUES (?, ?, ?, ?, ?, ?, ?)",
                           [(number, *cells) for number, cells in enumerate(contents, 1)])
    connection.executemany("INSERT INTO term VALUES (?, ?)", sorted(frequency.items()))
    connection.executemany("INSERT INTO word VALUES (?)", [(word,) for word in sorted(lexicon)])
    _fill_labels(connection, store)
    connection.execute("INSERT INTO content (content) VALUES ('optimize')")
    connection.commit()


def _fields(entry: Entry, splitter: dutch.Splitter) -> dict[str, set[str]]:
    """The stems of each field; `parts` holds those of the compounds in name, text and themes."""
    found: dict[str, set[str]] = {name: set() for name in FIELDS}
    for name, text in entry.texts.items():
        for word in dutch.words(text):
            found[name].add(dutch.stem(word))
            if name != "broader":
                found["parts"].update(splitter.parts(word))
    return found


def _plain(entry: Entry) -> str:
    """The entry in words, for an encoder of meaning: name, description, themes."""
    return f"{entry.texts['name']}. {entry.texts['text']}. {entry.texts['themes']}"


def _own(entry: Entry) -> str:
    """The entry in its own words, as somebody would ask for it: name and description."""
    return f"{entry.name}. {entry.texts['text']}"


def _fill_labels(connection: sqlite3.Connection, store: Store) -> None:
    rows = [(fold(label), node.id, kind.name, node.name, own) for kind in schema().nodes if kind.name not in LEFT_OUT
            for node in store.nodes_of(kind.name) for label, own in labels_of(node)]
    unique: Sequence[tuple[str, str, str, str, bool]] = sorted(dict.fromkeys(rows))
    connection.executemany("INSERT INTO label (folded, id, kind, name, own) VALUES (?, ?, ?, ?, ?)", unique)
    connection.execute("INSERT INTO grams (rowid, folded) SELECT number, folded FROM label")
