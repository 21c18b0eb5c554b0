"""Triples back to nodes and claims: what graph/rdf.py wrote, read by any SPARQL store."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph import ids, rdf
from graph.build import PRACTICE, SINCE, TILL, plain_number
from graph.records import LIST_SEPARATOR
from graph.schema import DECIMAL, REFERENCE, VOCABULARY, schema
from graph.store import Claim, Link, Node, name_of

# RELATIONS stands for the terms of relations, which come from the schema, never from input.
LINKS_QUERY = f"""PREFIX wws: <{VOCABULARY}>
SELECT ?claim ?relation ?subject ?object ?since ?till WHERE {{
  VALUES ?relation {{ RELATIONS }}
  ?claim wws:relation ?relation ; wws:subject ?subject ; wws:object ?object .
  OPTIONAL {{ ?claim wws:since ?since }} OPTIONAL {{ ?claim wws:till ?till }}
}}"""


class Value(NamedTuple):
    """An object term as text: an IRI or a literal's lexical form, with its language when it has one."""

    text: str
    language: str = ""


class _Place(NamedTuple):
    column: str
    reference: bool
    number: bool = False  # a decimal number, which some stores write in a form of their own: 300 as 300.0


@functools.cache
def _places(prefix: str) -> Mapping[tuple[str, str], _Place]:
    """For a kind: (path, language) -> the column it fills. Derived columns included."""
    kind = schema().by_prefix[prefix]
    places = {(column.path, column.language): _Place(column.name, column.type == REFERENCE, column.type == DECIMAL) for column in kind.columns}
    places |= {(VOCABULARY + name, ""): _Place(name, False) for name in (SINCE, TILL)}
    places[(VOCABULARY + PRACTICE, "")] = _Place(PRACTICE, True)
    return places


def cells_of(triples: Iterable[tuple[str, str, Value]]) -> dict[str, dict[str, str]]:
    """Cells by id from (subject IRI, predicate IRI, value); lists sorted and joined."""
    gathered: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in triples:
        identifier = ids.id_of(subject)
        prefix = ids.prefix_of(identifier)
        if prefix not in schema().by_prefix:
            continue
        known = gathered[identifier]
        if place := _places(prefix).get((predicate, value.language)):
            text = ids.id_of(value.text) if place.reference else plain_number(value.text) if place.number else value.text
            known[place.column].add(text)
    return {identifier: {name: LIST_SEPARATOR.join(sorted(values)) for name, values in known.items()}
            for identifier, known in gathered.items()}


def nodes_from(triples: Iterable[tuple[str, str, Value]]) -> dict[str, Node]:
    """Nodes by id, sorted by id."""
    found = cells_of(triples)
    result = {}
    for identifier in sorted(found):
        prefix = ids.prefix_of(identifier)
        result[identifier] = Node(identifier, prefix, name_of(prefix, identifier, found[identifier]), found[identifier])
    return result


def claims_from(triples: Iterable[tuple[str, str, Value]]) -> dict[str, Claim]:
    """Claims by id, sorted by id."""
    found = cells_of(triples)
    names = rdf.relation_names()
    result = {}
    for identifier in sorted(found):
        cells = found[identifier]
        subject, object_, relation = cells.pop("subject"), cells.pop("object"), names[cells.pop("relation")]
        result[identifier] = Claim(identifier, subject, relation, object_, cells)
    return result


def links_from(rows: Iterable[list[str]]) -> list[Link]:
    """Links from the rows of LINKS_QUERY, sorted by id."""
    names = rdf.relation_names()
    return sorted(Link(ids.id_of(claim), names[relation], ids.id_of(subject), ids.id_of(object_), since, till)
                  for claim, relation, subject, object_, since, till in rows)
