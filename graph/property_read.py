"""From property-graph rows back to nodes, claims and links: what graph/property_rows.py wrote, from any Cypher engine."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from graph.build import plain_number
from graph.property_rows import claim_properties, node_properties
from graph.records import LIST_SEPARATOR
from graph.schema import schema
from graph.store import Claim, Node

_NOT_CELLS = ("id", "type", "label", "datasets", "relation", "dataset")


@functools.cache
def node_cells(kind: str) -> tuple[str, ...]:
    """The properties of a node that are cells: neither derived days nor what only a property graph has."""
    return _cells(tuple(one.name for one in node_properties(kind)))


@functools.cache
def claim_cells() -> tuple[str, ...]:
    """The properties of a claim's relationship that are cells, `since` and `till` among them."""
    return _cells(tuple(one.name for one in claim_properties()))


def _cells(names: Sequence[str]) -> tuple[str, ...]:
    days = {f"{name}_{end}" for name in names for end in ("earliest", "latest")}
    return tuple(name for name in names if name not in days and name not in _NOT_CELLS)


def cell(value: object) -> str:
    """A property's value as a cell: a list sorted and joined, a number in plain form, unknown empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return LIST_SEPARATOR.join(sorted(str(one) for one in value))
    return plain_number(repr(value))


def node_from(identifier: str, type_: str, label: str, properties: Mapping[str, object]) -> Node:
    """A node from its id, type, label and properties, as the memory store has it."""
    found = {name: cell(properties.get(name)) for name in node_cells(type_)}
    return Node(identifier, schema().kinds[type_].prefix, label, {name: text for name, text in found.items() if text})


def claim_from(identifier: str, subject: str, relation: str, object_: str, properties: Mapping[str, object]) -> Claim:
    """A claim from its id, ends, relation and properties, as the memory store has it."""
    found = {name: cell(properties.get(name)) for name in claim_cells()}
    return Claim(identifier, subject, relation, object_, {name: text for name, text in found.items() if text})
