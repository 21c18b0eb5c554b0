"""The graph as RDF files: N-Quads (a graph per dataset), Turtle (their union) and JSON-LD (a graph per dataset).

All three start from the lines of graph/rdf.py, sorted and each once, so the same content gives the same bytes.
Turtle and JSON-LD have their own writers: a prefix per kind makes `init:hoogeloon` read as it does in the
tables, subjects stay together, and no library promises an order.
"""

from __future__ import annotations

import functools
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from graph import ids, rdf
from graph.build import Graph
from graph.exports.writing import Counts, counts_of, replacing
from graph.records import Dataset
from graph.schema import PREFIXES, schema

_LINE = re.compile(r"(<[^>]*>) <([^>]*)> (.*) \.$")
_LITERAL = re.compile(r'(".*")(?:@([A-Za-z-]+)|\^\^<([^>]*)>)?$')
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
Triple = tuple[str, str, str]  # subject term, predicate IRI, object term, in the syntax of N-Triples


def _lines(datasets: Iterable[Dataset], graph: Graph) -> list[str]:
    """The distinct triples of some datasets as sorted N-Triples lines."""
    found: set[bytes] = set()
    for dataset in datasets:
        for block in rdf.ntriples(dataset, graph):
            found.update(block.splitlines())
    return [line.decode("utf-8") for line in sorted(found)]


def _subjects(lines: Iterable[str]) -> Iterator[tuple[str, list[Triple]]]:
    triples = (_LINE.fullmatch(line).groups() for line in lines)  # type: ignore[union-attr]
    for subject, group in groupby(triples, key=lambda triple: triple[0]):
        yield subject, list(group)  # type: ignore[arg-type]


@functools.cache
def export_prefixes() -> dict[str, str]:
    """Prefix -> namespace: those of the schema and one per kind, which lets an IRI read as the id it stands for.

    Where a kind's prefix is taken (`org`) the kind gets `_id` behind it.
    """
    prefixes = {name: iri for name, iri in PREFIXES.items() if name != "id"}
    for kind in schema().kinds.values():
        prefixes[f"{kind.prefix}_id" if kind.prefix in PREFIXES else kind.prefix] = f"{ids.ID_BASE}{kind.prefix}/"
    return prefixes | {"dataset": ids.DATASET_BASE}


@functools.cache
def _by_namespace() -> Mapping[str, str]:
    return {iri: name for name, iri in export_prefixes().items()}


@functools.lru_cache(maxsize=200_000)
def compact(iri: str) -> str:
    """`prefix:local` where that can be said in Turtle without escapes, else empty."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _by_namespace().get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.fullmatch(iri[cut:]) else ""


# -- N-Quads --------------------------------------------------------------------------------------


def write_nquads(graph: Graph, path: Path) -> Counts:
    """Every triple with the graph of its dataset."""
    total = 0
    with replacing(path) as handle:
        for dataset in graph.datasets:
            lines = _lines([dataset], graph)
            end = f" <{ids.dataset_iri(dataset.name)}> .\n"
            handle.write("".join(line[:-2] + end for line in lines).encode("utf-8"))
            total += len(lines)
    return counts_of(graph, total)


# -- Turtle ---------------------------------------------------------------------------------------


def write_turtle(graph: Graph, path: Path) -> Counts:
    """The union of the datasets, a paragraph per subject; a triple in two datasets stands there once."""
    lines = _lines(graph.datasets, graph)
    with replacing(path) as handle:
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in export_prefixes().items())
        handle.write(head.encode("utf-8"))
        for subject, triples in _subjects(lines):
            handle.write(f"\n{_turtle_paragraph(subject, triples)}".encode())
    return counts_of(graph, len(lines))


def _turtle_paragraph(subject: str, triples: Sequence[Triple]) -> str:
    by_predicate: dict[str, list[str]] = defaultdict(list)
    for _, predicate, value in triples:
        by_predicate[predicate].append(_turtle_term(value))
    order = sorted(by_predicate, key=lambda predicate: (predicate != _TYPE, predicate != _LABEL, predicate))
    parts = [f"{'a' if predicate == _TYPE else _turtle_term(f'<{predicate}>')} {', '.join(by_predicate[predicate])}"
             for predicate in order]
    return _turtle_term(subject) + " " + " ;\n  ".join(parts) + " .\n"


def _turtle_term(term: str) -> str:
    if term.startswith("<"):
        return compact(term[1:-1]) or term
    text, language, datatype = _literal(term)
    if datatype:
        return f"{text}^^{compact(datatype) or f'<{datatype}>'}"
    return f"{text}@{language}" if language else text


def _literal(term: str) -> tuple[str, str, str]:
    """A literal term as quoted text, language and datatype IRI."""
    text, language, datatype = _LITERAL.fullmatch(term).groups()  # type: ignore[union-attr]
    return text, language or "", datatype or ""


# -- JSON-LD --------------------------------------------------------------------------------------


def write_jsonld(graph: Graph, path: Path) -> Counts:
    """JSON-LD 1.1: a context, then a named graph per dataset with an object per subject on a line of its own."""
    datasets = [(dataset.name, _lines([dataset], graph)) for dataset in graph.datasets]
    terms = _terms(triple for _, lines in datasets for _, triples in _subjects(lines) for triple in triples)
    names = {definition["@id"]: name for name, definition in terms.items()}
    context = {"@version": 1.1, **export_prefixes(), **terms}
    with replacing(path) as handle:
        handle.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
        for position, (name, lines) in enumerate(datasets):
            start = ",\n" if position else "\n"
            handle.write(f'{start}{{"@id": "dataset:{name}", "@graph": ['.encode())
            for number, (subject, triples) in enumerate(_subjects(lines)):
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
        if predicate != _TYPE:
            types[predicate].add("@id" if value.startswith("<") else _literal(value)[2] or "text")
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
        if predicate == _TYPE:
            found["@type"].append(_json_iri(value))
        else:
            found[names[predicate]].append(_json_value(value, terms[names[predicate]].get("@type", "")))
    return node | {name: values[0] if len(values) == 1 else values for name, values in sorted(found.items())}


def _json_iri(term: str) -> str:
    return compact(term[1:-1]) or term[1:-1]


def _json_value(term: str, coerced: str) -> object:
    if term.startswith("<"):
        return _json_iri(term) if coerced == "@id" else {"@id": _json_iri(term)}
    quoted, language, datatype = _literal(term)
    text = json.loads(quoted, strict=False)  # the escapes of graph/rdf.py are those of JSON
    if datatype and datatype != coerced:
        return {"@value": text, "@type": compact(datatype) or datatype}
    return {"@value": text, "@language": language} if language else text
