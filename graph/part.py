"""A part of a graph that is a graph itself: some nodes and claims, with everything that they refer to."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graph.build import PRACTICE, Graph
from graph.people import opaque
from graph.records import Batch, Dataset, split_list
from graph.schema import REFERENCE


@dataclass(frozen=True, slots=True)
class Part:
    """Ids of nodes and of claims to keep."""

    nodes: frozenset[str]
    claims: frozenset[str]


def part_of(graph: Graph, part: Part) -> Graph:
    """These nodes and claims, the ends and documents of the claims, and what any of them refers to (a theme's broader
    ones, an initiative's family), so that every reference still leads somewhere. Rows stay in their datasets.

    An id that the graph does not have is left out: it was a person's. One that became opaque is found again.
    """
    wanted = _closed(graph, {*part.nodes, *map(opaque, part.nodes)}, part.claims)
    datasets = [Dataset(dataset.info, [kept for batch in dataset.batches if len(kept := _rows(batch, wanted))])
                for dataset in graph.datasets]
    named = hashlib.sha256("\n".join([graph.version, *sorted(wanted)]).encode("utf-8")).hexdigest()[:16]
    return Graph([dataset for dataset in datasets if dataset.batches], graph.as_of, named)


def around(graph: Graph, start: Collection[str], steps: int = 1) -> Part:
    """The nodes at most so many claims away from some nodes, and every claim between two of them on such a way."""
    nodes, claims = set(start), set()
    for _ in range(steps):
        found = set()
        for batch in graph.batches("Claim"):
            columns = batch.columns
            for identifier, subject, object_ in zip(batch.ids, columns["subject"], columns["object"], strict=True):
                if subject in nodes or object_ in nodes:
                    claims.add(identifier)
                    found.update((subject, object_))
        nodes |= found
    return Part(frozenset(nodes), frozenset(claims))


def _closed(graph: Graph, nodes: Iterable[str], claims: Collection[str]) -> set[str]:
    """All ids to keep: what is referred to comes along, and what that refers to, until nothing is added."""
    references: dict[str, list[str]] = {}
    for batch in graph.batches():
        if batch.kind.name == "Claim":
            for row, identifier in enumerate(batch.ids):
                if identifier in claims:
                    references.setdefault(identifier, []).extend(_referred(batch, row))
        else:
            columns = [batch.columns[name] for name in _reference_columns(batch)]
            for identifier, *cells in zip(batch.ids, *columns, strict=True):
                references.setdefault(identifier, []).extend(value for cell in cells for value in split_list(cell))
    waiting, found = [*nodes, *claims], set()
    while waiting:
        identifier = waiting.pop()
        if identifier not in found and identifier in references:
            found.add(identifier)
            waiting.extend(references[identifier])
    return found


def _reference_columns(batch: Batch) -> list[str]:
    names = [column.name for column in batch.kind.columns if column.type == REFERENCE]
    return names + [PRACTICE] * (PRACTICE in batch.columns)


def _referred(batch: Batch, row: int) -> Iterator[str]:
    for name in _reference_columns(batch):
        yield from split_list(batch.columns[name][row])


def _rows(batch: Batch, wanted: Collection[str]) -> Batch:
    kept = [row for row, identifier in enumerate(batch.ids) if identifier in wanted]
    columns = {name: [cells[row] for row in kept] for name, cells in batch.columns.items()}
    return Batch(batch.kind, columns, batch.file, [batch.lines[row] for row in kept])
