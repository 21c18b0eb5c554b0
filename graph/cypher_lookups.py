"""The look-ups that every Cypher engine has, over its own `run`: one text for Neo4j and Ladybug.

Texts are put together from names of the schema only; what is looked for is a parameter. Every property is named,
since the engines hand out whole nodes in forms of their own. docs/property-graph.md says what stands where.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph import ids
from graph.property_read import cell, claim_cells, claim_from, node_cells, node_from
from graph.property_rows import all_node_properties, relationship_type
from graph.schema import schema
from graph.store import Claim, Link, Node

_DOCUMENT = "doc"  # prefix of documents
Parameters = Mapping[str, object]  # name without `$` -> a text, a number or a list of texts


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer that was read to the end: the names of its columns and its rows, None where nothing is known."""

    names: tuple[str, ...]
    rows: Sequence[Sequence[object]]

    def __iter__(self) -> Iterator[Sequence[object]]:
        """Row by row."""
        return iter(self.rows)


def returned(variable: str, names: Iterable[str]) -> str:
    """Properties of a variable as a RETURN names them, each in backticks: some are keywords (`from`, `end`)."""
    return ", ".join(f"{variable}.`{name}`" for name in names)


@functools.cache
def any_node_cells() -> tuple[str, ...]:
    """The cells that any kind of node can have."""
    wanted = {name for kind in schema().nodes for name in node_cells(kind.name)}
    return tuple(one.name for one in all_node_properties() if one.name in wanted)


@functools.cache
def _node_text() -> str:
    return f"UNWIND $ids AS wanted MATCH (n:Node {{id: wanted}}) RETURN n.id, n.type, n.label, {returned('n', any_node_cells())}"


@functools.cache
def _kind_text(kind: str) -> str:
    return f"MATCH (n:Node) WHERE n.type = $type RETURN n.id, n.type, n.label, {returned('n', node_cells(kind))}"


@functools.cache
def _claim_text(types: str) -> str:
    return f"MATCH (a:Node)-[c:{types}]->(b:Node) RETURN c.id, a.id, c.relation, b.id, {returned('c', claim_cells())}"


@functools.cache
def claims_by_id() -> str:
    """Claims by their ids, by way of the index of each type: without types Neo4j needs 492 ms, with them 15."""
    return _claim_text(_types(schema().relations)).replace(" RETURN ", " WHERE c.id IN $ids RETURN ")


def _types(relations: Iterable[str]) -> str:
    return "|".join(relationship_type(relation) for relation in relations)


class CypherLookups:
    """Nodes, claims and links by Cypher. A store adds `run`."""

    language = "cypher"

    def run(self, text: str, parameters: Parameters | None = None) -> Rows:
        """The rows of a query that reads; StoreError when the engine refuses it."""
        raise NotImplementedError

    def nodes(self, identifiers: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids that exist."""
        wanted = _ids(identifiers)
        found = self.run(_node_text(), {"ids": wanted}) if wanted else ()
        return {node.id: node for node in sorted(_node(row, any_node_cells()) for row in found)}

    def claims(self, identifiers: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids that exist."""
        wanted = _ids(identifiers)
        return {claim.id: claim for claim in _claims(self._claim_rows(wanted))} if wanted else {}

    def _claim_rows(self, wanted: list[str]) -> Iterable[Sequence[object]]:
        """Rows of id, subject, relation, object and `claim_cells`."""
        return self.run(claims_by_id(), {"ids": wanted})

    def nodes_of(self, kind: str) -> list[Node]:
        """All nodes of a kind (by name), sorted by id; subclasses not included."""
        return sorted(_node(row, node_cells(kind)) for row in self.run(_kind_text(kind), {"type": kind}))

    def claims_of(self, relation: str) -> list[Claim]:
        """All claims with this relation, sorted by id."""
        return _claims(self.run(_claim_text(_types([relation]))))

    def links_of(self, relations: Iterable[str]) -> list[Link]:
        """All claims with one of these relations, reduced to links, sorted by id."""
        types = _types(sorted(set(relations)))
        if not types:
            return []
        text = f"MATCH (a:Node)-[c:{types}]->(b:Node) RETURN c.id, c.relation, a.id, b.id, c.since, c.till"
        return sorted(Link(*map(cell, row)) for row in self.run(text))

    def claims_around(self, identifier: str) -> list[Claim]:
        """All claims that name this node as subject, object, what is concerned or document, sorted by id."""
        if not ids.is_id(identifier):
            return []
        found = {claim.id: claim for claim in _claims(self._rows_around(identifier))}
        return [found[claim] for claim in sorted(found)]

    def _rows_around(self, identifier: str) -> Iterable[Sequence[object]]:
        """Rows of id, subject, relation, object and `claim_cells`, perhaps more than once.

        One condition at a time, so that each can use its index; only a document has to be looked for in every claim.
        """
        texts = [_claim_text(_types(schema().relations)).replace(end, end[:-1] + " {id: $id})") for end in ("(a:Node)", "(b:Node)")]
        concerning = [name for name, relation in schema().relations.items() if "concerns" in relation.carries]
        cell_name, among = ("document", list(schema().relations)) if ids.prefix_of(identifier) == _DOCUMENT else ("concerns", concerning)
        texts.append(_claim_text(_types(among)).replace(" RETURN ", f" WHERE c.{cell_name} = $id RETURN "))
        return [row for text in texts for row in self.run(text, {"id": identifier})]

    def cited(self) -> dict[str, int]:
        """How many claims rest on each document."""
        rows = self.run(f"MATCH (a:Node)-[c:{_types(schema().relations)}]->(b:Node) RETURN c.document AS cited, count(c.id) AS claims")
        return {str(document): int(str(count)) for document, count in rows if document}


def _ids(identifiers: Iterable[str]) -> list[str]:
    return sorted({identifier for identifier in identifiers if ids.is_id(identifier)})


def _node(row: Sequence[object], names: Sequence[str]) -> Node:
    identifier, type_, label, *values = row
    return node_from(str(identifier), str(type_), str(label), dict(zip(names, values, strict=True)))


def _claims(rows: Iterable[Sequence[object]]) -> list[Claim]:
    return sorted((claim_from(*map(str, row[:4]), dict(zip(claim_cells(), row[4:], strict=True))) for row in rows),  # type: ignore[call-arg]
                  key=lambda claim: claim.id)
