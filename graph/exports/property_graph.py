"""The graph for programs that draw and measure networks: nodes with their cells, claims as edges keyed by claim id.

A MultiDiGraph, since two nodes can be linked by many claims. GraphML for networkx, yEd, Cytoscape and Gephi; GEXF for
Gephi, by a writer of our own: that of networkx puts today's date in the file and takes `start` and `end` for a
timeline, which partial dates are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

import networkx as nx

from graph.build import Graph
from graph.exports.writing import Counts, Progress, clean_for_xml, counts_of, no_progress, replacing
from graph.schema import DECIMAL, WHOLE, Kind, schema
from graph.stores.memory import MemoryStore

# Columns that Gephi would take for its timeline.
_RENAMED = {"start": "start_date", "end": "end_date"}
_XML_TYPES = {int: "long", float: "double", str: "string"}
_ESCAPES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}  # else a reader makes blanks of them
_GEXF = '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'


def write_graphml(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """Nodes with `type` (kind), `label` and their columns; claims with `relation` and theirs; `as_of` on the graph."""
    plain = property_graph(graph, progress)
    progress(path.name, 0, 0)
    with replacing(path) as handle:
        # the plain writer, not the one that uses lxml where it happens to be installed: same bytes everywhere
        nx.write_graphml_xml(plain, handle, encoding="utf-8", prettyprint=True)
    return counts_of(graph, plain.number_of_edges())


def write_gexf(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """As `write_graphml`, in GEXF 1.2: a static directed graph, dates as text, an edge's id its claim."""
    plain = property_graph(graph, progress)
    progress(path.name, 0, 0)
    nodes, edges = _columns(plain.nodes(data=True)), _columns((key, cells) for *_, key, cells in plain.edges(keys=True, data=True))
    with replacing(path) as handle:
        for line in _gexf_lines(plain, nodes, edges):
            handle.write(line.encode("utf-8"))
    return counts_of(graph, plain.number_of_edges())


def property_graph(graph: Graph, progress: Progress = no_progress) -> nx.MultiDiGraph:
    """The graph with plain attributes only, as any tool for property graphs takes them."""
    store = MemoryStore()
    store.load(graph, progress)
    plain: nx.MultiDiGraph = nx.MultiDiGraph(as_of=graph.as_of, version=graph.version)
    for identifier, node in store.graph.nodes(data="node"):
        kind = schema().by_prefix[node.kind]
        plain.add_node(identifier, type=kind.name, label=clean_for_xml(node.name), **_attributes(kind, node.cells))
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
    return float(cell) if cell_type == DECIMAL else clean_for_xml(cell)


# -- GEXF ---------------------------------------------------------------------------------------


def _gexf_lines(plain: nx.MultiDiGraph, nodes: Mapping[str, tuple[str, str]], edges: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{_GEXF}\n<meta lastmodifieddate={_quoted(plain.graph["as_of"])}>'
    yield f"<creator>WieWeetWat</creator><description>{plain.graph['version']}</description></meta>\n"
    yield '<graph mode="static" defaultedgetype="directed">\n'
    yield from _declared("node", nodes)
    yield from _declared("edge", edges)
    yield "<nodes>\n"
    for identifier, cells in plain.nodes(data=True):
        yield f"<node id={_quoted(identifier)} label={_quoted(cells['label'])}>{_attvalues(cells, nodes)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for subject, object_, key, cells in plain.edges(keys=True, data=True):
        yield (f"<edge id={_quoted(key)} source={_quoted(subject)} target={_quoted(object_)} label={_quoted(cells['label'])}>"
               f"{_attvalues(cells, edges)}</edge>\n")
    yield "</edges>\n</graph>\n</gexf>\n"


def _columns(rows: Iterator[tuple[str, Mapping[str, object]]]) -> dict[str, tuple[str, str]]:
    """Attribute -> its id in the file and its type; a column whose values are of two types is text."""
    types: dict[str, set[str]] = {}
    for _, cells in rows:
        for name, value in cells.items():
            if name != "label":
                types.setdefault(name, set()).add(_XML_TYPES[type(value)])
    return {name: (str(number), next(iter(types[name])) if len(types[name]) == 1 else "string")
            for number, name in enumerate(sorted(types))}


def _declared(of: str, columns: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for name, (identifier, xml_type) in columns.items():
        yield f'<attribute id="{identifier}" title="{_RENAMED.get(name, name)}" type="{xml_type}"/>\n'
    yield "</attributes>\n"


def _attvalues(cells: Mapping[str, object], columns: Mapping[str, tuple[str, str]]) -> str:
    found = "".join(f'<attvalue for="{columns[name][0]}" value={_quoted(str(value))}/>'
                    for name, value in sorted(cells.items()) if name != "label")
    return f"<attvalues>{found}</attvalues>"


def _quoted(text: str) -> str:
    return quoteattr(text, _ESCAPES)
