"""The graph as GraphML: nodes with their cells, claims as relations keyed by claim id.

For networkx, Gephi, yEd, Cytoscape and others. A MultiDiGraph, since two nodes can be linked by many claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import networkx as nx

from graph.build import Graph
from graph.exports.writing import Counts, counts_of, replacing
from graph.schema import DECIMAL, WHOLE, Kind, schema
from graph.stores.memory import MemoryStore

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: Graph, path: Path) -> Counts:
    """Nodes with `type` (kind), `label` and their columns; claims with `relation` and theirs; `as_of` on the graph."""
    plain = property_graph(graph)
    with replacing(path) as handle:
        # the plain writer, not the one that uses lxml where it happens to be installed: same bytes everywhere
        nx.write_graphml_xml(plain, handle, encoding="utf-8", prettyprint=True)
    return counts_of(graph, plain.number_of_edges())


def property_graph(graph: Graph) -> nx.MultiDiGraph:
    """The graph with plain attributes only, as any tool for property graphs takes them."""
    store = MemoryStore()
    store.load(graph)
    plain: nx.MultiDiGraph = nx.MultiDiGraph(as_of=graph.as_of, version=graph.version)
    for identifier, node in store.graph.nodes(data="node"):
        kind = schema().by_prefix[node.kind]
        plain.add_node(identifier, type=kind.name, label=_clean(node.name), **_attributes(kind, node.cells))
    claims = [claim for relation in sorted(store.by_relation) for claim in store.by_relation[relation]]
    for claim in sorted(claims):
        plain.add_edge(claim.subject, claim.object, key=claim.id, relation=claim.relation, label=claim.relation,
                       **_attributes(schema().claim, claim.cells))
    return plain


def _attributes(kind: Kind, cells: Mapping[str, str]) -> dict[str, str | int | float]:
    types = {column.name: column.type for column in kind.columns}
    return {name: _value(types.get(name, ""), cell) for name, cell in sorted(cells.items())}


def _value(cell_type: str, cell: str) -> str | int | float:
    if cell_type == WHOLE:
        return int(cell)
    return float(cell) if cell_type == DECIMAL else _clean(cell)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
