"""The themes as a SKOS concept scheme, for thesaurus programs: labels, synonyms, broader and narrower, both ways.

A theme has one preferred label per language, as SKOS demands, also when two datasets tell of it; a synonym that is
its label is no synonym. Where a theme was read, its document's address stands as dcterms:source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graph import ids, rdf
from graph.build import Graph
from graph.exports.rdf import TYPE, Triple, subjects, turtle_head, turtle_paragraph
from graph.exports.writing import Counts, Progress, no_progress, replacing
from graph.records import split_list
from graph.schema import PREFIXES, WEB, schema
from graph.store import Node
from graph.stores.memory import MemoryStore

SCHEME = ids.DATASET_BASE + "themes#scheme"
_SKOS, _DCTERMS, _OWL = PREFIXES["skos"], PREFIXES["dcterms"], "http://www.w3.org/2002/07/owl#"
_TITLES = {"nl": "Thema's van WieWeetWat", "en": "WieWeetWat themes"}


def write_skos(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """Turtle with a skos:ConceptScheme and a skos:Concept per theme; nothing else of the graph, and no claims."""
    store = MemoryStore()
    store.load(graph, progress)
    themes = {node.id: node for node in store.nodes_of("Theme")}
    lines = sorted({f"{subject} <{predicate}> {value} ." for subject, predicate, value in _triples(graph, store, themes)})
    with replacing(path) as handle:
        handle.write(turtle_head({name: PREFIXES[name] for name in ("rdf", "skos", "dcterms", "xsd")}
                                 | {"theme": ids.ID_BASE + "theme/"}))
        for subject, triples in subjects(lines):
            handle.write(f"\n{turtle_paragraph(subject, triples)}".encode())
    return Counts(len(themes), 0, len(lines))


def _triples(graph: Graph, store: MemoryStore, themes: Mapping[str, Node]) -> Iterator[Triple]:
    scheme = f"<{SCHEME}>"
    yield scheme, TYPE, f"<{_SKOS}ConceptScheme>"
    for language, title in _TITLES.items():
        yield scheme, _DCTERMS + "title", rdf.literal(title, f"@{language}")
        yield scheme, _SKOS + "prefLabel", rdf.literal(title, f"@{language}")
    yield scheme, _DCTERMS + "modified", rdf.day_term(graph.as_of)
    yield scheme, _OWL + "versionInfo", rdf.literal(graph.version)
    for dataset in graph.datasets:
        if any(len(batch) for batch in dataset.of_kind("Theme")):
            for path, value in (("license", dataset.info.licence), ("publisher", dataset.info.publisher)):
                if value:
                    yield scheme, _DCTERMS + path, rdf.literal(value)
    documents = store.nodes({node.cells.get("document", "") for node in themes.values()})
    for node in themes.values():
        yield from _concept(node, themes, documents, scheme)


def _concept(node: Node, themes: Mapping[str, Node], documents: Mapping[str, Node], scheme: str) -> Iterator[Triple]:
    cells, subject = node.cells, rdf.node_term(node.id)
    yield subject, TYPE, f"<{_SKOS}Concept>"
    yield subject, _SKOS + "inScheme", scheme
    for language in ("nl", "en"):
        if label := cells.get(f"label_{language}"):
            yield subject, _SKOS + "prefLabel", rdf.literal(label, f"@{language}")
    for synonym in split_list(cells.get("alt_nl", "")):
        if synonym != cells.get("label_nl"):
            yield subject, _SKOS + "altLabel", rdf.literal(synonym, "@nl")
    if (broader := cells.get("broader", "")) in themes:
        yield subject, _SKOS + "broader", rdf.node_term(broader)
        yield rdf.node_term(broader), _SKOS + "narrower", subject
    else:
        yield subject, _SKOS + "topConceptOf", scheme
        yield scheme, _SKOS + "hasTopConcept", subject
    if _is_address(match := cells.get("exact_match", "")):
        yield subject, _SKOS + "exactMatch", f"<{match}>"
    if note := cells.get("note"):
        yield subject, _SKOS + "note", rdf.literal(note, "@nl")
    document = documents.get(cells.get("document", ""))
    if document and _is_address(address := document.cells.get("url", "")):
        yield subject, _DCTERMS + "source", f"<{address}>"
    yield subject, _DCTERMS + "identifier", rdf.literal(node.id)


def _is_address(text: str) -> bool:
    """Whether a text can stand between angle brackets."""
    return schema().patterns[WEB].fullmatch(text) is not None
