"""The Cypher that loads a property graph into Neo4j: put together from names of the schema only; all values are parameters."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from graph.property_rows import link_columns, relationship_type
from graph.schema import REFERENCE, schema

STATE = """MATCH (d:Dataset) WHERE d.content IS NOT NULL OR d.loading IS NOT NULL
RETURN d.id, d.version, d.as_of, d.content, d.loading, d.rows ORDER BY d.id"""
NODE_COUNTS = "MATCH (n:Node) WHERE n.datasets IS NOT NULL RETURN n.type, count(*)"
INDEXES = "SHOW INDEXES YIELD name WHERE name STARTS WITH 'wieweetwat_' RETURN name"
AWAIT_INDEXES = "CALL db.awaitIndexes(300)"

# `loading` is the marker: while it stands, a load is under way or was interrupted.
MARK = """UNWIND $datasets AS row MERGE (d:Dataset {id: row.id}) SET d.loading = $version
SET d.content = CASE WHEN d.content = row.content THEN d.content ELSE null END"""
# Writing something, even if nothing changes, makes every other loader wait until this transaction ends.
LOCK = "UNWIND $names AS name MERGE (d:Dataset {id: name}) SET d.locked = true REMOVE d.locked"
STILL_OURS = LOCK + " WITH d WHERE d.loading = $version RETURN count(*)"
CLAIMS_UNDONE = "MATCH (d:Dataset {id: $dataset}) SET d.content = null"
ALL_DONE = "UNWIND $datasets AS row MATCH (d:Dataset {id: row.id}) WHERE d.content = row.content RETURN count(*)"
CLAIMS_DONE = "MATCH (d:Dataset {id: $dataset}) SET d.content = $content"
_ENDS = "UNWIND $rows AS row MATCH (a:Node {id: row.subject}) MATCH (b:Node {id: row.object})"
FINISH = "UNWIND $datasets AS row MERGE (d:Dataset {id: row.id}) SET d = row"
DROP_DATASETS = "MATCH (d:Dataset) WHERE d.id IN $names AND (d.content IS NOT NULL OR d.loading IS NOT NULL) DETACH DELETE d"
TOLD_BY = "MATCH (n:Node) WHERE any(name IN n.datasets WHERE name IN $names) RETURN n.id"
DROP_NODES = "UNWIND $rows AS id MATCH (n:Node {id: id}) WHERE NOT EXISTS { (n)--() } DELETE n"


@functools.cache
def definitions() -> dict[str, str]:
    """Constraints and indexes by name: ids are unique, claims are found by id and by what they refer to."""
    found = {"wieweetwat_node_id": "CREATE CONSTRAINT wieweetwat_node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE",
             "wieweetwat_dataset_id": "CREATE CONSTRAINT wieweetwat_dataset_id IF NOT EXISTS FOR (d:Dataset) REQUIRE d.id IS UNIQUE",
             "wieweetwat_node_type": "CREATE INDEX wieweetwat_node_type IF NOT EXISTS FOR (n:Node) ON (n.type)"}
    references = {column.name for column in schema().claim.columns if column.type == REFERENCE}
    for relation in schema().relations.values():
        for column in ("id", *sorted(relation.carries & references)):
            name = f"wieweetwat_{relation.name}_{column}"
            found[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR ()-[c:{relationship_type(relation.name)}]-() ON (c.`{column}`)"
    return found


def put_nodes(kind: str) -> str:
    """Nodes of a kind, new or not, with exactly the properties of their rows; a subclass has its parent's label too."""
    labels = ":".join(name for name in (kind, schema().kinds[kind].parent) if name in schema().kinds)
    return f"UNWIND $rows AS row MERGE (n:Node {{id: row.id}}) SET n = row SET n:{labels}"


def put_claims(relation: str) -> str:
    """Claims of a relation, those that are not there yet: doing it twice gives them once.

    Asked of the index: MERGE goes through all relationships of a node, 14 s for the 2,500 memberships of the shipped data.
    """
    kind = relationship_type(relation)
    return (f"{_ENDS} WHERE NOT EXISTS {{ ()-[:{kind} {{id: row.own.id}}]->() }} CREATE (a)-[c:{kind}]->(b) SET c = row.own")


def put_links(column: str) -> str:
    """Links of a column: doing it twice gives them once."""
    return f"{_ENDS} MERGE (a)-[c:{relationship_type(column)} {{dataset: row.own.dataset}}]->(b)"


@functools.cache
def relationship_count() -> str:
    """How many claims and links these datasets have."""
    return f"MATCH (:Node)-[c:{_types((*schema().relations, *link_columns()))}]->(:Node) WHERE c.dataset IN $names RETURN count(c)"


@functools.cache
def drop_relationships() -> str:
    """At most $most claims and links of these datasets; says how many there were."""
    return (f"MATCH (:Node)-[c:{_types((*schema().relations, *link_columns()))}]->(:Node) WHERE c.dataset IN $names "
            "WITH c LIMIT $most DELETE c RETURN count(*)")


@functools.cache
def strip_nodes() -> str:
    """Nodes that no dataset tells of any more but that somebody linked to: theirs stays, what is ours goes."""
    labels = ":".join(("Node", *(kind.name for kind in schema().nodes)))
    return f"UNWIND $rows AS id MATCH (n:Node {{id: id}}) SET n = {{id: id}} REMOVE n:{labels}"


@functools.cache
def claim_count() -> str:
    """How many claims there are."""
    return f"MATCH (:Node)-[c:{_types(schema().relations)}]->(:Node) RETURN count(c)"


def _types(names: Iterable[str]) -> str:
    return "|".join(relationship_type(name) for name in names)
