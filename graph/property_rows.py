"""The datasets as rows of a property graph: nodes, relationships and their properties, column by column.

The one form that Neo4j, Ladybug and the exports for graph tools write: docs/property-graph.md is its contract,
graph/property_read.py leads back. Values are texts, whole numbers, decimal numbers or lists of texts; None is unknown.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph import dates, ids
from graph.build import PRACTICE, SINCE, TILL, Graph
from graph.records import Batch, Dataset, split_list
from graph.schema import DATE, DECIMAL, REFERENCE, TEXT, WHOLE, Kind, schema
from graph.store import name_of

LIST, FLAG = "list", "flag"  # property types besides TEXT, WHOLE and DECIMAL
ENDS = ("subject", "object")  # the columns of a relationship's table that are its ends, not its properties
_PRACTICED = ("Initiative", "Family", "Method")  # kinds that graph/build.py gives a practice


class Property(NamedTuple):
    """A property: its name and its type (TEXT, WHOLE, DECIMAL, LIST or FLAG)."""

    name: str
    type: str


@dataclass(slots=True)
class Table:
    """Rows as columns of one length; a node's table has `datasets`, any other `dataset` (but that of the datasets)."""

    columns: dict[str, list]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def rows(self) -> Iterator[dict[str, object]]:
        """Row by row, without what is unknown."""
        for values in zip(*self.columns.values(), strict=True):
            yield {name: value for name, value in zip(self.columns, values, strict=True) if value is not None}

    def of_datasets(self, names: Iterable[str]) -> Table:
        """The rows of claims or links that these datasets tell of."""
        wanted = set(names)
        kept = [row for row, one in enumerate(self.columns["dataset"]) if one in wanted]
        return Table({column: [values[row] for row in kept] for column, values in self.columns.items()})


@dataclass(slots=True)
class PropertyRows:
    """Everything: nodes by kind (only kinds that occur), claims by relation, links by column, datasets. Sorted by id."""

    nodes: dict[str, Table]
    claims: dict[str, Table]
    links: dict[str, Table]
    datasets: Table


def relationship_type(name: str) -> str:
    """The type of a relationship: the relation's or column's name in capitals."""
    return name.upper()


@functools.cache
def list_columns() -> frozenset[str]:
    """Columns that hold a list for at least one kind, and so are lists for every kind."""
    return frozenset({column.name for kind in schema().nodes for column in kind.columns if column.many} | {PRACTICE, "datasets"})


@functools.cache
def node_properties(kind: str) -> tuple[Property, ...]:
    """What a node of this kind can have, in the order of its table."""
    found = [Property("id", TEXT), Property("type", TEXT), Property("label", TEXT), *_properties(schema().kinds[kind])]
    if kind in _PRACTICED:
        found.append(Property(PRACTICE, LIST))
    return (*found, Property("datasets", LIST))


@functools.cache
def all_node_properties() -> tuple[Property, ...]:
    """What any node can have: for an engine with one table of nodes."""
    return tuple(dict.fromkeys(one for kind in schema().nodes for one in node_properties(kind.name)))


@functools.cache
def claim_properties() -> tuple[Property, ...]:
    """What a claim's relationship can have besides its ends."""
    own = [one for one in _properties(schema().claim) if one.name not in (*ENDS, "relation")]
    return tuple(Property(name, TEXT) for name in ("id", "relation", "dataset")) + (
        *own, Property(SINCE, TEXT), Property(TILL, TEXT))


DATASET_PROPERTIES = (
    *(Property(name, TEXT) for name in ("id", "title_nl", "title_en", "publisher", "licence", "read_on", "as_of", "version")),
    Property("synthetic", FLAG), Property("rows", WHOLE))


@functools.cache
def link_columns() -> tuple[str, ...]:
    """The columns whose references are relationships of their own, in the order of the schema."""
    names = [column.name for kind in schema().nodes for column in kind.columns
             if column.type == REFERENCE and column.name != "document"]
    return tuple(dict.fromkeys((*names, PRACTICE)))


def _properties(kind: Kind) -> list[Property]:
    found = []
    for column in kind.columns:
        found.append(Property(column.name, LIST if column.name in list_columns() and kind.name != "Claim" else
                              column.type if column.type in (WHOLE, DECIMAL) else TEXT))
        if column.type == DATE:
            found += [Property(f"{column.name}_earliest", TEXT), Property(f"{column.name}_latest", TEXT)]
    return found


def property_rows(graph: Graph) -> PropertyRows:
    """The graph as property-graph rows; the same rows in the same order for the same graph."""
    batches: dict[str, list[tuple[str, Batch]]] = defaultdict(list)
    for dataset in graph.datasets:
        for batch in dataset.batches:
            batches[batch.kind.name].append((dataset.name, batch))
    nodes = {kind.name: _node_table(kind, batches[kind.name]) for kind in schema().nodes if kind.name in batches}
    links = {column: _link_table(column, (pair for kind in nodes for pair in batches[kind])) for column in link_columns()}
    filled = ({name: table for name, table in tables.items() if len(table)} for tables in (nodes, links))
    return PropertyRows(next(filled), _claim_tables(batches["Claim"]), next(filled), _dataset_table(graph))


def _node_table(kind: Kind, batches: Sequence[tuple[str, Batch]]) -> Table:
    """One row per id over all datasets: lists united and sorted, of any other cell the last one that is filled."""
    identifiers = sorted({identifier for _, batch in batches for identifier in batch.ids})
    place = {identifier: row for row, identifier in enumerate(identifiers)}
    many = {column.name for column in kind.columns if column.many} | {PRACTICE}
    cells: dict[str, list] = {name: [""] * len(identifiers) for _, batch in batches for name in batch.columns}
    datasets: list[list[str]] = [[] for _ in identifiers]
    for dataset, batch in batches:
        rows = [place[identifier] for identifier in batch.ids]
        for name, column in batch.columns.items():
            target = cells[name]
            for row, cell in zip(rows, column, strict=True):
                if cell:
                    target[row] = sorted({*split_list(cell), *target[row]}) if name in many else cell
        for row in rows:
            if dataset not in datasets[row]:
                datasets[row].append(dataset)
    name_cells = cells.get(kind.name_column, [""] * len(identifiers)), cells.get("code", [""] * len(identifiers))
    labels = [name_of(ids.prefix_of(identifier), identifier, {kind.name_column: name, "code": code})
              for identifier, name, code in zip(identifiers, *name_cells, strict=True)]
    known = {"id": identifiers, "type": [kind.name] * len(identifiers), "label": labels, "datasets": datasets}
    return Table({one.name: known[one.name] if one.name in known else _values(one, cells) for one in node_properties(kind.name)})


def _values(wanted: Property, cells: dict[str, list]) -> list:
    """The cells of a column as values of a property; those of `COLUMN_earliest` from the dates of COLUMN."""
    name, _, end = wanted.name.rpartition("_")
    if wanted.name not in cells and name in cells and end in ("earliest", "latest"):
        return [getattr(bounds, end) if cell and (bounds := dates.interval(cell)) else None for cell in cells[name]]
    found = cells[wanted.name]
    if wanted.type == WHOLE:
        return [int(cell) if cell else None for cell in found]
    if wanted.type == DECIMAL:
        return [float(cell) if cell else None for cell in found]
    if wanted.type == LIST:
        return [[cell] if isinstance(cell, str) else cell for cell in (cell or None for cell in found)]
    return [cell or None for cell in found]


def _claim_tables(batches: Sequence[tuple[str, Batch]]) -> dict[str, Table]:
    """A table per relation that occurs, in the order of the schema."""
    names = [name for name in schema().claim.header] + [SINCE, TILL]
    cells = {name: [cell for _, batch in batches for cell in batch.columns[name]] for name in names}
    cells["dataset"] = [dataset for dataset, batch in batches for _ in batch.ids]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, relation in enumerate(cells["relation"]):
        rows[relation].append(row)
    tables = {}
    for relation in schema().relations:
        if relation in rows:
            order = sorted(rows[relation], key=cells["id"].__getitem__)
            own = {name: [column[row] for row in order] for name, column in cells.items()}
            tables[relation] = Table({**{end: own[end] for end in ENDS}, **{one.name: _values(one, own) for one in claim_properties()}})
    return tables


def _link_table(column: str, batches: Iterable[tuple[str, Batch]]) -> Table:
    found = sorted({(identifier, value, dataset) for dataset, batch in batches if column in batch.columns
                    for identifier, cell in zip(batch.ids, batch.columns[column], strict=True) if cell
                    for value in split_list(cell)})
    return Table({name: [row[place] for row in found] for place, name in enumerate((*ENDS, "dataset"))})


def _dataset_table(graph: Graph) -> Table:
    rows = [_dataset_row(dataset, graph) for dataset in graph.datasets]
    return Table({one.name: [row[place] for row in rows] for place, one in enumerate(DATASET_PROPERTIES)})


def _dataset_row(dataset: Dataset, graph: Graph) -> tuple:
    info = dataset.info
    return (dataset.name, info.title.get("nl"), info.title.get("en"), info.publisher or None, info.licence or None,
            info.read_on or None, graph.as_of, graph.version, info.synthetic, sum(map(len, dataset.batches)))
