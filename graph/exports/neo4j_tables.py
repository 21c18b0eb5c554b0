"""The graph as tables for `neo4j-admin database import`: the fastest way into a new Neo4j database.

A table per kind and per relationship type, with the typed headers of that program, a file of arguments that names them
all, and the constraints to run afterwards. The form is docs/property-graph.md, as the store `neo4j` has it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.build import Graph
from graph.exports.cypher_script import DATASET_LABEL, NODE_LABEL, constraints, labels_of
from graph.exports.writing import Counts, Progress, counts_of, no_progress, replacing_folder
from graph.property_rows import (
    DATASET_PROPERTIES, ENDS, FLAG, LIST, Property, PropertyRows, Table, claim_properties, node_properties, property_rows,
    relationship_type)
from graph.schema import DECIMAL, WHOLE

ARGUMENTS, CONSTRAINTS = "import.args", "constraints.cypher"
OURS = ("nodes-*.csv", "claims-*.csv", "links-*.csv", ARGUMENTS, CONSTRAINTS)
# Between the values of a list: a control character that no text has; the semicolons of lists occur in texts.
_BETWEEN, _BETWEEN_NAME = "\x1f", "U+001F"
_TYPES = {WHOLE: "long", DECIMAL: "double", LIST: "string[]", FLAG: "boolean"}
_LINK = (Property("dataset", "text"),)


def write_neo4j(graph: Graph, folder: Path, progress: Progress = no_progress) -> Counts:
    """The tables in a folder; `command` is the line that imports them."""
    rows = property_rows(graph)
    tables = list(_tables(rows))
    lines = 0
    with replacing_folder(folder, OURS) as draft:
        for step, (name, header, body) in enumerate(tables):
            progress(name, step, len(tables))
            with (draft / name).open("w", encoding="utf-8", newline="") as handle:
                handle.write(header + "\n")
                for line in body:
                    handle.write(line + "\n")
                    lines += 1
        (draft / ARGUMENTS).write_text("".join(f"{argument}\n" for argument in _arguments([name for name, _, _ in tables])), encoding="utf-8")
        (draft / CONSTRAINTS).write_text("".join(f"{line}\n" for line in constraints(rows)), encoding="utf-8")
    command = f"cd {shlex.quote(str(folder))} && neo4j-admin database import full @{ARGUMENTS} --overwrite-destination neo4j"
    return counts_of(graph, lines, len(tables) + 2, command=command)


def _arguments(names: Sequence[str]) -> Iterator[str]:
    yield "--id-type=string"
    yield "--multiline-fields=true"
    yield f"--array-delimiter={_BETWEEN_NAME}"
    for name in names:
        yield f"--{'nodes' if name.startswith('nodes-') else 'relationships'}={name}"


def _tables(rows: PropertyRows) -> Iterator[tuple[str, str, Iterator[str]]]:
    """Name, header and lines of each table."""
    for kind, table in rows.nodes.items():
        yield f"nodes-{kind}.csv", *_node_table(table, node_properties(kind), (NODE_LABEL, *labels_of(kind)))
    yield f"nodes-{DATASET_LABEL}.csv", *_node_table(rows.datasets, DATASET_PROPERTIES, (DATASET_LABEL,))
    for relation, table in rows.claims.items():
        yield f"claims-{relationship_type(relation)}.csv", *_relationship_table(table, claim_properties(), relationship_type(relation))
    for column, table in rows.links.items():
        yield f"links-{relationship_type(column)}.csv", *_relationship_table(table, _LINK, relationship_type(column))


def _node_table(table: Table, properties: Iterable[Property], labels: Iterable[str]) -> tuple[str, Iterator[str]]:
    kept = _filled(table, properties)
    header = ["id:ID" if one.name == "id" else _titled(one) for one in kept]
    return ",".join([*header, ":LABEL"]), _lines([table.columns[one.name] for one in kept], _quoted(_BETWEEN.join(labels)))


def _relationship_table(table: Table, properties: Iterable[Property], type_: str) -> tuple[str, Iterator[str]]:
    kept = _filled(table, properties)
    header = [":START_ID", *map(_titled, kept), ":END_ID", ":TYPE"]
    subjects, objects = (table.columns[end] for end in ENDS)
    return ",".join(header), _lines([subjects, *(table.columns[one.name] for one in kept), objects], type_)


def _filled(table: Table, properties: Iterable[Property]) -> list[Property]:
    return [one for one in properties if any(value is not None for value in table.columns[one.name])]


def _titled(one: Property) -> str:
    return f"{one.name}:{_TYPES[one.type]}" if one.type in _TYPES else one.name


def _lines(columns: Sequence[Sequence[object]], ending: str) -> Iterator[str]:
    for values in zip(*columns, strict=True):
        yield ",".join([*map(_cell, values), ending])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return _quoted(_BETWEEN.join(map(_plain, value)))
    return _quoted(_plain(str(value)))


def _plain(text: str) -> str:
    """Without the character between values, and without NUL, where readers of CSV stop."""
    return text.replace(_BETWEEN, " ").replace("\0", "")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
