"""The second opinion on records: the shapes of graph/schema.ttl, run by pyshacl over what graph/rdf.py writes.

`build()` refuses invalid records, so its lower steps are called here; terms that no valid record can have
(an id with a blank, a relation that does not exist) are written in a form that N-Triples can hold.
What SHACL cannot see, and only graph/validate.py says (UNSEEN): an id used twice (RDF makes it one node), the
form of an id, a claim id that does not fit its content, an alias that leads nowhere.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query

from graph import build, dates, ids, rdf
from graph.records import LIST_SEPARATOR, Dataset, split_list
from graph.schema import REFERENCE, SCHEMA_FILE, VOCABULARY, schema

UNSEEN = frozenset({"id-twice", "id-form", "claim-id", "alias-unknown"})


def node_term(identifier: str) -> str:
    """An id as a term, whatever is in it."""
    return f"<{ids.ID_BASE}{quote(identifier.replace(':', '/', 1), safe='/')}>"


def _relation_term(name: str) -> str:
    known = schema().relations.get(name)
    return f"<{known.iri if known else VOCABULARY + 'noRelation-' + quote(name, safe='')}>"


@functools.cache
def shapes() -> rdflib.Graph:
    """The shapes, which are the schema itself."""
    found = rdflib.Graph()
    found.parse(SCHEMA_FILE)
    return found


@functools.cache
def _prepared(text: str) -> Query:
    """A constraint's query, parsed once: pyshacl has it parsed again for each node, 10 ms every time."""
    return translateQuery(parseQuery(text))


def _resolved(datasets: Sequence[Dataset], aliases: Mapping[str, str]) -> None:
    """References to an alias lead to what it stands for; rows are not merged, so that each is judged."""
    for batch in (batch for dataset in datasets for batch in dataset.batches):
        for column in batch.kind.columns:
            if column.type == REFERENCE:
                batch.columns[column.name] = [
                    LIST_SEPARATOR.join(aliases.get(value, value) for value in split_list(cell)) if column.many
                    else aliases.get(cell, cell) for cell in batch.columns[column.name]]


def as_rdf(datasets: Sequence[Dataset], aliases: Mapping[str, str], patch: pytest.MonkeyPatch) -> rdflib.Graph:
    """Records, valid or not, with the schema beside them. Changes the datasets: hand over a copy."""
    patch.setattr(rdf, "node_term", node_term)
    patch.setattr(rdf, "relation_term", _relation_term)
    patch.setattr(dates, "DATATYPES", defaultdict(lambda: "string", dates.DATATYPES))
    patch.setattr(processor, "parseQuery", str)
    patch.setattr(processor, "translateQuery", lambda text, base, namespaces: _prepared(text))
    patch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # else `+5` would be read as 5 and pass
    _resolved(datasets, aliases)
    graph = build.Graph(list(datasets), "2025-12-31")
    build._date_claims(graph)
    build._name_practices(graph)
    found = rdflib.Graph()
    found.parse(data=b"".join(block for dataset in datasets for block in rdf.ntriples(dataset, graph)), format="nt")
    for triple in shapes():
        found.add(triple)
    return found


def _shapes_for(graph: rdflib.Graph, nodes: Iterable[rdflib.term.Node]) -> rdflib.Graph:
    """The same shapes aimed at these nodes only: pyshacl's own `focus_nodes` skips every sh:node (0.40.1)."""
    found = rdflib.Graph()
    for triple in shapes():
        if triple[1:] != (RDF.type, RDFS.Class):
            found.add(triple)
    for node in nodes:
        for kind in graph.objects(node, RDF.type):
            for shape in (kind, *shapes().objects(kind, RDFS.subClassOf)):
                if (shape, RDF.type, SH.NodeShape) in shapes():
                    found.add((shape, SH.targetNode, node))
    return found


def conforms(graph: rdflib.Graph, about: Iterable[str] | None = None) -> tuple[bool, str]:
    """Whether the shapes accept the graph, and what they say.

    `about` narrows it to these nodes and whatever refers to them (0.1 s instead of 3 s for the village):
    enough when only those records differ from valid ones.
    """
    judges = shapes()
    if about is not None:
        changed = {rdflib.URIRef(node_term(identifier)[1:-1]) for identifier in about}
        judges = _shapes_for(graph, changed | {subject for node in changed for subject in graph.subjects(object=node)})
    accepted, _, text = pyshacl.validate(graph, shacl_graph=judges, inplace=True)
    return bool(accepted), text
