"""The graph as a Cypher script: statements to pipe into cypher-shell, constraints first. The form is docs/property-graph.md.

A script has no parameters, so every value is a literal; `literal` is the one place that makes them, and a test puts
hostile texts through a real Neo4j. Each statement may run again: it sets what a node or relationship has, and adds none twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.build import Graph
from graph.exports.writing import Counts, Progress, counts_of, no_progress, replacing
from graph.property_rows import ENDS, PropertyRows, Table, property_rows, relationship_type
from graph.schema import schema

ROWS = 500  # of a statement: large enough to be quick, small enough for any server's memory
NODE_LABEL, DATASET_LABEL = "Node", "Dataset"
_BETWEEN = "\x1f"  # the values of a list written as one text
_SPECIAL = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPES = {"'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def write_cypher(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """The script; `command` is the line that runs it."""
    rows = property_rows(graph)
    total = 0
    with replacing(path) as handle:
        handle.write(f"// WieWeetWat {graph.as_of}, version {graph.version}\n".encode())
        handle.write("".join(f"{line}\n" for line in constraints(rows)).encode())
        for what, count, statements in _blocks(rows):
            progress(what, 0, 0)
            for statement in statements:
                handle.write(statement.encode("utf-8"))
            total += count
    return counts_of(graph, total, command=f"cypher-shell -a neo4j://localhost:7687 -u neo4j --file {path}")


def constraints(rows: PropertyRows) -> Iterator[str]:
    """What makes ids unique and claims quick to find, a statement per line."""
    for label in (NODE_LABEL, DATASET_LABEL):
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;"
    for relation in rows.claims:
        yield f"CREATE INDEX claim_{relation}_id IF NOT EXISTS FOR ()-[c:{relationship_type(relation)}]-() ON (c.id);"


def labels_of(kind: str) -> tuple[str, ...]:
    """The labels of a kind besides `Node`: its own, and its superclass where that is a kind too."""
    parent = schema().kinds[kind].parent
    return (kind, parent) if parent in schema().kinds else (kind,)


def _blocks(rows: PropertyRows) -> Iterator[tuple[str, int, Iterator[str]]]:
    """What, how many rows, statements: the datasets, the nodes, then what joins them."""
    yield DATASET_LABEL, len(rows.datasets), _statements(rows.datasets, f"MERGE (n:{DATASET_LABEL} {{id: `id`[i]}})\nSET n = ", "")
    for kind, table in rows.nodes.items():
        merge = f"MERGE (n:{NODE_LABEL} {{id: `id`[i]}})\nSET n = "
        yield kind, len(table), _statements(table, merge, f", n:{':'.join(labels_of(kind))}")
    subject, object_ = ENDS
    ends = f"MATCH (a:{NODE_LABEL} {{id: `{subject}`[i]}}), (b:{NODE_LABEL} {{id: `{object_}`[i]}})\n"
    for tables, key in ((rows.claims, "id"), (rows.links, "dataset")):
        for name, table in tables.items():
            merge = f"{ends}MERGE (a)-[c:{relationship_type(name)} {{{key}: `{key}`[i]}}]->(b)\nSET c = "
            yield name, len(table), _statements(table, merge, "")


def _statements(table: Table, merge: str, then: str) -> Iterator[str]:
    """A statement per ROWS rows, each column a list: a server reads that ten times faster than a map per row."""
    for start in range(0, len(table), ROWS):
        lists, properties = [], []
        for name, column in table.columns.items():
            text, value = _column(name, column[start:start + ROWS])
            if text:
                lists.append(f"{text} AS `{name}`")
            if text and name not in ENDS:
                properties.append(f"`{name}`: {value}")
        yield ("WITH\n" + ",\n".join(lists) + f"\nUNWIND range(0, size(`{next(iter(table.columns))}`) - 1) AS i\n"
               f"{merge}{{{', '.join(properties)}}}{then};\n")


def _column(name: str, values: Sequence[object]) -> tuple[str, str]:
    """A column as a list of literals, and how row `i` reads its value; empty when nothing in it is known.

    A list of lists would be slow again, so lists go as texts that are split, unless one holds the very separator.
    """
    if all(value is None for value in values):
        return "", ""
    lists = [value for value in values if isinstance(value, list)]
    if lists and all(value and _BETWEEN not in "".join(value) for value in lists):
        values = [None if value is None else _BETWEEN.join(value) for value in values]  # type: ignore[arg-type]
        return literal(values), f"split(`{name}`[i], {literal(_BETWEEN)})"
    return literal(values), f"`{name}`[i]"


def literal(value: object) -> str:
    """A value as a Cypher literal.

    Cypher reads `\\uXXXX` before it looks for strings, and so also behind an escaped backslash: a backslash before a `u`
    is cut off from it by joining two strings.
    """
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"'{_SPECIAL.sub(_escaped, value)}'"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return repr(value)


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\\":
        return "\\\\' + '" if match.string[match.end():match.end() + 1] in ("u", "U") else "\\\\"
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"
