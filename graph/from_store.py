"""A small graph out of nodes and claims that a store handed out, so that every export can write it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.build import PRACTICE, SINCE, TILL, Graph
from graph.records import Batch, Dataset, DatasetInfo
from graph.schema import Kind, schema
from graph.store import Claim, Node


def graph_of(nodes: Iterable[Node], claims: Iterable[Claim], info: DatasetInfo, as_of: str, version: str) -> Graph:
    """One dataset with these rows, sorted by id. What they refer to is not added: hand over what should be described."""
    rows: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for node in nodes:
        rows[schema().by_prefix[node.kind].name][node.id] = node.cells
    for claim in claims:
        ends = {"subject": claim.subject, "relation": claim.relation, "object": claim.object}
        rows["Claim"][claim.id] = {**claim.cells, **ends}
    batches = [_batch(kind, rows[name], info.name) for name, kind in schema().kinds.items() if name in rows]
    return Graph([Dataset(info, batches)], as_of, version)


def _batch(kind: Kind, rows: Mapping[str, Mapping[str, str]], dataset: str) -> Batch:
    ids = sorted(rows)
    derived = (SINCE, TILL) if kind.name == "Claim" else (PRACTICE,) if any(PRACTICE in cells for cells in rows.values()) else ()
    names = [*(column.name for column in kind.columns), *derived]
    columns = {"id": ids, **{name: [rows[identifier].get(name, "") for identifier in ids] for name in names}}
    return Batch(kind, columns, f"{dataset}/{kind.table}", list(range(2, len(ids) + 2)))
