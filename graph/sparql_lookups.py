"""The look-ups that every SPARQL store has, over its own `select`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from graph import ids, rdf
from graph.rdf_read import LINKS_QUERY, Value, claims_from, links_from, nodes_from
from graph.schema import VOCABULARY, schema
from graph.store import Claim, Link, Node


class Term(Protocol):
    """A term of a solution: an IRI or a literal, as pyoxigraph has them."""

    value: str


class Solutions(Protocol):
    """Solutions of a SELECT: rows of terms, None where a variable is unbound."""

    def __iter__(self) -> Iterator[Sequence[Term | None]]:
        """Row by row."""
        ...


class SparqlLookups:
    """Nodes, claims and links by SPARQL. A store adds `select(text)` over the union of its datasets."""

    language = "sparql"

    def select(self, text: str) -> Solutions:
        """The solutions of a SELECT; StoreError when the engine refuses it."""
        raise NotImplementedError

    def _triples(self, pattern: str) -> Iterator[tuple[str, str, Value]]:
        for subject, predicate, object_ in self.select(f"SELECT ?s ?p ?o WHERE {{ {pattern} ?s ?p ?o }}"):
            language = getattr(object_, "language", None) or ""
            yield subject.value, predicate.value, Value(object_.value, language)

    @staticmethod
    def _values(identifiers: Iterable[str]) -> str:
        terms = " ".join(rdf.node_term(identifier) for identifier in identifiers if ids.is_id(identifier))
        return f"VALUES ?s {{ {terms} }}"

    def nodes(self, identifiers: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids that exist."""
        return nodes_from(self._triples(self._values(identifiers)))

    def claims(self, identifiers: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids that exist."""
        return claims_from(self._triples(self._values(identifiers)))

    def nodes_of(self, kind: str) -> list[Node]:
        """All nodes of a kind (by name), sorted by id; subclasses not included."""
        prefix = schema().kinds[kind].prefix
        found = nodes_from(self._triples(f"?s a <{schema().kinds[kind].iri}> ."))
        return [node for node in found.values() if node.kind == prefix]

    def claims_of(self, relation: str) -> list[Claim]:
        """All claims with this relation, sorted by id."""
        path = f"<{VOCABULARY}relation> <{schema().relations[relation].iri}>"
        return list(claims_from(self._triples(f"?s {path} .")).values())

    def links_of(self, relations: Iterable[str]) -> list[Link]:
        """All claims with one of these relations, reduced to links, sorted by id."""
        terms = " ".join(rdf.relation_term(relation) for relation in relations)
        rows = self.select(LINKS_QUERY.replace("RELATIONS", terms))
        return links_from([cell.value if cell else "" for cell in row] for row in rows)

    def claims_around(self, identifier: str) -> list[Claim]:
        """All claims that name this node as subject, object, what is concerned or document, sorted by id."""
        if not ids.is_id(identifier):
            return []
        # No "?s a wws:Claim" for all arms: it makes the engine go through every claim (50 ms for 1). Nodes name documents too.
        node, columns = rdf.node_term(identifier), schema().claim.column
        arms = [f"{{ ?s <{columns(name).path}> {node} }}" for name in ("subject", "object", "concerns")]
        arms.append(f"{{ ?s <{columns('document').path}> {node} ; <{columns('relation').path}> ?r }}")
        return list(claims_from(self._triples(f"{{ SELECT DISTINCT ?s WHERE {{ {' UNION '.join(arms)} }} }}")).values())

    def cited(self) -> dict[str, int]:
        """How many claims rest on each document."""
        claim = schema().claim
        rows = self.select(f"SELECT ?d (COUNT(DISTINCT ?s) AS ?n) WHERE {{ ?s a <{claim.iri}> ; <{claim.column('document').path}> ?d }} GROUP BY ?d")
        return {ids.id_of(document.value): int(count.value) for document, count in rows if document and count}
