"""Synthetic rows with the shape of the shipped field: its structure copied, every word and name replaced.

A clone repeats the shipped field and its people row by row: same degrees (initiatives per family, runs per
municipality, themes per initiative, claims per document), same shares of dates, bases and empty cells, texts
of the same length. What it says is invented: names are numbers, municipalities are exchanged for others of
their size, dates shift by whole years, and no text or person of the real data remains.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph import dates, ids
from graph.records import LIST_SEPARATOR, Dataset, split_list
from graph.schema import DATE, PREFIXES, REFERENCE, TEXT, WEB, WIKIDATA, Column, Kind, schema

SIZE_BLOCK = 40  # municipalities of about equal size that may stand for one another
_KEPT_WORDS = {"kind", "corner"}  # columns of plain words that say a sort, not a fact
# What others refer to comes first, so that a row whose reference was left out is left out too.
_ORDER = ("Document", "Event", "Programme", "Family", "Organisation", "Network", "Person", "Method", "Initiative",
          "Call", "Session", "KnowledgeQuestion", "Indicator", "Claim")
_DATED = 0.73  # share of the shipped documents that have a date
_PRACTICES = {"Family", "Method", "Initiative"}
_LABEL = PREFIXES["rdfs"] + "label"
Row = dict[str, str]
Tables = dict[str, list[Row]]  # kind name -> rows


@dataclass(slots=True)
class Source:
    """What is cloned: the rows by kind, and the ids of registers that clones may refer to."""

    tables: Mapping[str, list[Row]]
    themes: Sequence[Row]
    registers: frozenset[str]
    by_size: Sequence[str] = field(default_factory=tuple)


def rows_of(datasets: Iterable[Dataset]) -> Tables:
    """The rows of datasets by kind, as dictionaries."""
    found: Tables = {}
    for dataset in datasets:
        for batch in dataset.batches:
            header = batch.kind.header
            found.setdefault(batch.kind.name, []).extend(dict(zip(header, row, strict=True)) for row in batch.rows())
    return found


def quads(kind: Kind, row: Row) -> float:
    """About how many quads graph/rdf.py makes of a row: its values, dates three times, and what is derived.

    Within 2 %: whether a claim's document is dated and whether it holds today is not looked up.
    """
    found: float
    if kind.name == "Claim":
        found = 1 + (row["basis"] != "inferred") + (row["until"] != "") + (1 if row["from"] else _DATED)
    else:
        found = 2 + (kind.name in _PRACTICES) + (kind.column(kind.name_column).path != _LABEL if kind.name_column else 0)
    for column in kind.columns:
        if cell := row[column.name]:
            found += len(split_list(cell)) if column.many else 3 if column.type == DATE else 1
    return found


class Clone:
    """One copy of the source. `name` marks its ids, `first` numbers its nodes, `share` of the documents is kept."""

    def __init__(self, source: Source, name: str, number: int, share: float, chance: random.Random,
                 themes: Callable[[str], str]) -> None:
        self._source, self._name, self._number, self._chance, self._theme = source, name, number, chance, themes
        documents = [row["id"] for row in source.tables["Document"]]
        chance.shuffle(documents)
        self._left_out = set(documents[round(share * len(documents)):])
        self._municipalities = _exchange(source.by_size, chance)
        self._ids: dict[str, str] = {}
        self._words: dict[str, dict[str, int]] = {}

    def tables(self) -> Tables:
        """The rows by kind; one that would refer to something left out is left out too."""
        return {name: list(self._rows(schema().kinds[name])) for name in _ORDER if name in self._source.tables}

    def _rows(self, kind: Kind) -> Iterator[Row]:
        rows = self._source.tables[kind.name]
        for number, row in enumerate(rows, self._number * len(rows) + 1):
            if row["id"] in self._left_out or row.get("document") in self._left_out:
                continue
            shift = -self._chance.randrange(3)
            fresh: Row = {"id": f"{kind.prefix}:{self._name}-{number}"}
            for column in kind.columns:
                cell = row[column.name]
                fresh[column.name] = self._cell(column, cell, kind, number, shift) if cell else ""
                if column.type == REFERENCE and cell and not fresh[column.name] and (column.required or kind.name == "Claim"):
                    break
            else:
                if kind.name == "Claim":
                    fresh["id"] = ids.claim_id([fresh[name] for name in ids.CLAIM_IDENTITY])
                self._ids[row["id"]] = fresh["id"]
                yield fresh

    def _cell(self, column: Column, cell: str, kind: Kind, number: int, shift: int) -> str:
        if column.type == REFERENCE:
            return LIST_SEPARATOR.join(filter(None, map(self._reference, split_list(cell))))
        if column.name == kind.name_column:
            return f"{kind.labels['nl'].capitalize()} {number} (synthetisch)"
        if column.type == DATE:
            return shifted(cell, shift)
        if column.type == WEB:
            return f"https://{self._name}.voorbeeld.invalid/{kind.prefix}/{number}/{column.name}"
        if column.type == WIKIDATA:
            return ""
        if column.type != TEXT or column.name in _KEPT_WORDS:
            return cell
        return LIST_SEPARATOR.join(self._text(column.name, value) for value in (split_list(cell) if column.many else [cell]))

    def _text(self, column: str, value: str) -> str:
        """An invented text of the same length; the same value gives the same text in every clone."""
        known = self._words.setdefault(column, {})
        text = f"synthetisch {column} {known.setdefault(value, len(known) + 1)}"
        return text if len(text) >= len(value) else (text + " synthetisch" * (len(value) // 12))[:len(value)].strip()

    def _reference(self, identifier: str) -> str:
        prefix = ids.prefix_of(identifier)
        if prefix == "theme":
            return self._theme(identifier)
        if prefix == "gm":
            return self._municipalities.get(identifier, identifier)
        return self._ids.get(identifier) or (identifier if identifier in self._source.registers else "")


def _exchange(by_size: Sequence[str], chance: random.Random) -> dict[str, str]:
    """Each municipality -> another of about its size."""
    result: dict[str, str] = {}
    for start in range(0, len(by_size), SIZE_BLOCK):
        block = list(by_size[start:start + SIZE_BLOCK])
        others = list(block)
        chance.shuffle(others)
        result.update(zip(block, others, strict=True))
    return result


def shifted(text: str, years: int) -> str:
    """A partial date some years later; 29 February becomes the 28th."""
    moved = f"{int(text[:4]) + years:04d}{text[4:]}"
    return moved if dates.interval(moved) else moved[:-2] + "28"
