"""The graph as JSON-LD: a graph per dataset, plain JSON to a program that knows no RDF."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.build import Graph
from graph.exports.rdf import TYPE, Triple, compact, export_prefixes, literal_parts, subjects, triple_lines
from graph.exports.writing import Counts, Progress, counts_of, no_progress, replacing


def write_jsonld(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """JSON-LD 1.1: a context, then a named graph per dataset with an object per subject on a line of its own."""
    datasets = [(dataset.name, triple_lines([dataset], graph, progress)) for dataset in graph.datasets]
    terms = _terms(triple for _, lines in datasets for _, triples in subjects(lines) for triple in triples)
    names = {definition["@id"]: name for name, definition in terms.items()}
    context = {"@version": 1.1, **export_prefixes(), **terms}
    with replacing(path) as handle:
        handle.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
        for position, (name, lines) in enumerate(datasets):
            progress(name, position, len(datasets))
            start = ",\n" if position else "\n"
            handle.write(f'{start}{{"@id": "dataset:{name}", "@graph": ['.encode())
            for number, (subject, triples) in enumerate(subjects(lines)):
                handle.write((b",\n" if number else b"\n") + _json(_json_node(subject, triples, terms, names)))
            handle.write(b"]}")
        handle.write(b"]}\n")
    return counts_of(graph, sum(len(lines) for _, lines in datasets))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def _terms(triples: Iterable[Triple]) -> dict[str, dict[str, str]]:
    """Context terms per predicate, with the one type of its values where they have one.

    The short name is the predicate's local name; when two predicates share it, both keep their prefix.
    """
    types: dict[str, set[str]] = defaultdict(set)
    for _, predicate, value in triples:
        if predicate != TYPE:
            types[predicate].add("@id" if value.startswith("<") else literal_parts(value)[2] or "text")
    locals_: dict[str, list[str]] = defaultdict(list)
    for predicate in sorted(types):
        locals_[(compact(predicate) or predicate).rpartition(":")[2]].append(predicate)
    result = {}
    for local, predicates in sorted(locals_.items()):
        for predicate in predicates:
            short = (compact(predicate) or predicate).replace(":", "_")
            name = local if len(predicates) == 1 and local not in export_prefixes() else short
            only = next(iter(types[predicate])) if len(types[predicate]) == 1 else "text"
            result[name] = {"@id": predicate} | ({"@type": only} if only != "text" else {})
    return result


def _json_node(subject: str, triples: Sequence[Triple], terms: Mapping[str, Mapping[str, str]],
               names: Mapping[str, str]) -> dict[str, object]:
    node: dict[str, object] = {"@id": _json_iri(subject)}
    found: dict[str, list[object]] = defaultdict(list)
    for _, predicate, value in triples:
        if predicate == TYPE:
            found["@type"].append(_json_iri(value))
        else:
            found[names[predicate]].append(_json_value(value, terms[names[predicate]].get("@type", "")))
    return node | {name: values[0] if len(values) == 1 else values for name, values in sorted(found.items())}


def _json_iri(term: str) -> str:
    return compact(term[1:-1]) or term[1:-1]


def _json_value(term: str, coerced: str) -> object:
    if term.startswith("<"):
        return _json_iri(term) if coerced == "@id" else {"@id": _json_iri(term)}
    quoted, language, datatype = literal_parts(term)
    text = json.loads(quoted, strict=False)  # the escapes of graph/rdf.py are those of JSON
    if datatype and datatype != coerced:
        return {"@value": text, "@type": compact(datatype) or datatype}
    return {"@value": text, "@language": language} if language else text
