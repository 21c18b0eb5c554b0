"""Whether records are as the schema says: every fault with its file, line, column, expected and got.

The rules are those of schema.ttl (cell types, choices, required cells, relation ends) and what SHACL
cannot see: ids that are used twice, references that lead nowhere, a claim id that its content does not give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from graph import dates, ids
from graph.problems import Problem
from graph.records import Batch, Dataset, split_list
from graph.schema import CHOICE, DATE, DECIMAL, REFERENCE, TEXT, WHOLE, Column, Kind, Schema, schema

_FAULTS = {TEXT: "formula", WHOLE: "number", DECIMAL: "number"}  # key of a value that misses its type's pattern


class AliasTable(dict[str, str]):
    """Alias id -> the id it stands for, with the file and the line that say so."""

    def __init__(self, file: str = "") -> None:
        super().__init__()
        self.file = file
        self.lines: dict[str, int] = {}


def check(datasets: Sequence[Dataset], aliases: Mapping[str, str] | None = None) -> Iterator[Problem]:
    """All faults in the records of these datasets taken together.

    `aliases` maps an id to the one it stands for (the reviewed alias table); a reference to either is good.
    """
    aliases = aliases or {}
    rules = schema()
    known: dict[str, tuple[str, int]] = {}
    batches = [batch for dataset in datasets for batch in dataset.batches]
    for batch in batches:
        yield from _ids(batch, known)
    for batch in batches:
        for column in batch.kind.columns:
            yield from _cells(batch, column, rules)
            if column.type == REFERENCE:
                yield from _references(batch, column, known, aliases, rules)
        if batch.kind.name == "Claim":
            yield from _claims(batch, rules)
        yield from _periods(batch)
    file, lines = (aliases.file, aliases.lines) if isinstance(aliases, AliasTable) else ("", {})
    for alias, canonical in aliases.items():
        if canonical not in known:
            yield Problem("alias-unknown", file, lines.get(alias, 0), "canonical", alias, got=canonical)


def _ids(batch: Batch, known: dict[str, tuple[str, int]]) -> Iterator[Problem]:
    start = batch.kind.prefix + ":"
    for identifier, line in zip(batch.ids, batch.lines, strict=True):
        if not identifier.startswith(start) or not ids.is_id(identifier):
            yield Problem("id-form", batch.file, line, "id", expected=start + "…", got=identifier)
        elif identifier in known:
            file, first = known[identifier]
            yield Problem("id-twice", batch.file, line, "id", identifier, got=f"{file}:{first}")
        else:
            known[identifier] = (batch.file, line)


def _fault_finder(column: Column, rules: Schema) -> Callable[[str], str]:
    """A function from one value to the key of its fault, or empty when it is good."""
    pattern, longest = rules.patterns.get(column.type), rules.longest.get(column.type)
    choices = set(column.choices) or set(rules.relations)

    def fault(value: str) -> str:
        if column.type == CHOICE:
            return "" if value in choices else "choice"
        if column.type == DATE:
            return "" if dates.interval(value) else "date"
        if column.type == REFERENCE:
            return "" if ids.is_id(value) else "reference-form"
        if longest and len(value) > longest:
            return "too-long"
        if pattern and not pattern.search(value):
            return _FAULTS.get(column.type, "form")
        return ""

    return fault


def _cells(batch: Batch, column: Column, rules: Schema) -> Iterator[Problem]:
    """Faults in one column. Distinct values are judged once, then the rows that hold a bad one are named."""
    cells = batch.columns[column.name]
    fault = _fault_finder(column, rules)
    bad: dict[str, tuple[str, str]] = {}
    for cell in set(cells):
        if not cell:
            if column.required:
                bad[cell] = ("empty", "")
            continue
        for value in split_list(cell) if column.many else (cell,):
            if key := fault(value):
                bad[cell] = (key, value)
                break
    if bad:
        expected = _expected(column, rules)
        for row, cell in enumerate(cells):
            if cell in bad:
                key, value = bad[cell]
                hint = f"<= {rules.longest[column.type]}" if key == "too-long" else expected
                yield Problem(key, batch.file, batch.lines[row], column.name, batch.ids[row], hint, value)


def _expected(column: Column, rules: Schema) -> str:
    if column.type == CHOICE:
        return " | ".join(column.choices or sorted(rules.relations))
    if column.type == REFERENCE:
        prefixes = sorted(prefix for name in column.targets for prefix in rules.prefixes_of(name))
        return " | ".join(f"{prefix}:…" for prefix in prefixes) or "kind:slug"
    return {"date": "2018 | 2018-09 | 2018-09-24", "whole number": "0, 1, 2 …", "number": "-12.5",
            "web address": "https://…", "wikidata item": "Q123"}.get(column.type, "")


def _references(batch: Batch, column: Column, known: Mapping[str, tuple[str, int]], aliases: Mapping[str, str],
                rules: Schema) -> Iterator[Problem]:
    """References that lead nowhere or to a kind that does not belong there."""
    prefixes = {prefix for name in column.targets for prefix in rules.prefixes_of(name)}
    for row, cell in enumerate(batch.columns[column.name]):
        for value in (split_list(cell) if column.many else (cell,)) if cell else ():
            if not ids.is_id(value):
                continue  # said already by _cells
            if prefixes and ids.prefix_of(value) not in prefixes:
                yield Problem("reference-kind", batch.file, batch.lines[row], column.name, batch.ids[row],
                              _expected(column, rules), value)
            elif value not in known and value not in aliases:
                yield Problem("reference-unknown", batch.file, batch.lines[row], column.name, batch.ids[row],
                              got=value)


def _claims(batch: Batch, rules: Schema) -> Iterator[Problem]:
    """What a claim's relation demands, and the id that its content gives it."""
    columns = batch.columns
    identity = zip(*(columns[name] for name in ids.CLAIM_IDENTITY), strict=True)
    carried = sorted(rules.carried)
    for row, parts in enumerate(identity):
        identifier, (subject, relation, object_) = columns["id"][row], parts[:3]
        place = {"file": batch.file, "line": batch.lines[row], "id": identifier}
        if identifier != (expected := ids.claim_id(parts)):
            yield Problem("claim-id", column="id", expected=expected, got=identifier, **place)
        if (rule := rules.relations.get(relation)) is None:
            continue  # said already by _cells
        if ids.prefix_of(subject) not in rule.subjects:
            yield Problem("end", column="subject", expected=_ends(rule.subjects), got=subject,
                          fields={"relation": relation}, **place)
        if ids.prefix_of(object_) not in rule.objects:
            yield Problem("end", column="object", expected=_ends(rule.objects), got=object_,
                          fields={"relation": relation}, **place)
        if rule.same_kind and ids.prefix_of(subject) != ids.prefix_of(object_):
            yield Problem("same-kind", column="object", expected=ids.prefix_of(subject) + ":…", got=object_,
                          fields={"relation": relation}, **place)
        for name in carried:
            cell = columns[name][row]
            if cell and name not in rule.carries:
                yield Problem("not-carried", column=name, got=cell, fields={"relation": relation}, **place)
            elif not cell and name in rule.requires:
                yield Problem("required-by-relation", column=name, fields={"relation": relation}, **place)


def _ends(prefixes: frozenset[str]) -> str:
    return " | ".join(f"{prefix}:…" for prefix in sorted(prefixes))


def _period_columns(kind: Kind) -> tuple[str, str] | None:
    names = {column.name for column in kind.columns}
    for first, last in (("from", "until"), ("start", "end")):
        if first in names and last in names:
            return first, last
    return None


def _periods(batch: Batch) -> Iterator[Problem]:
    """Rows that end before they start, as far as their dates can say so."""
    if (names := _period_columns(batch.kind)) is None:
        return
    for row, (first, last) in enumerate(zip(batch.columns[names[0]], batch.columns[names[1]], strict=True)):
        if first and last and (start := dates.interval(first)) and (end := dates.interval(last)):
            if end.latest < start.earliest:
                yield Problem("period", batch.file, batch.lines[row], names[1], batch.ids[row], f">= {first}", last)
