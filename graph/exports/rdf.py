"""The graph as RDF files: N-Quads and TriG (a graph per dataset) and Turtle (their union).

They start from the lines of graph/rdf.py, sorted and each once, so the same content gives the same bytes. Turtle
has its own writer: a prefix per kind makes `init:hoogeloon` read as it does in the tables, subjects stay together,
and no library promises an order. JSON-LD and SKOS stand in files of their own and share what is here.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from graph import ids, rdf
from graph.build import Graph
from graph.exports.writing import Counts, Progress, counts_of, no_progress, replacing
from graph.records import Dataset
from graph.schema import PREFIXES, schema

_LINE = re.compile(r"(<[^>]*>) <([^>]*)> (.*) \.$")
_LITERAL = re.compile(r'(".*")(?:@([A-Za-z-]+)|\^\^<([^>]*)>)?$')
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
TYPE, LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
Triple = tuple[str, str, str]  # subject term, predicate IRI, object term, in the syntax of N-Triples


def triple_lines(datasets: Iterable[Dataset], graph: Graph, progress: Progress = no_progress) -> list[str]:
    """The distinct triples of some datasets as sorted N-Triples lines."""
    found: set[bytes] = set()
    for dataset in datasets:
        progress(dataset.name, 0, 0)
        for block in rdf.ntriples(dataset, graph):
            found.update(block.splitlines())
    return [line.decode("utf-8") for line in sorted(found)]


def subjects(lines: Iterable[str]) -> Iterator[tuple[str, list[Triple]]]:
    """Sorted lines as triples, those of one subject together."""
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


def literal_parts(term: str) -> tuple[str, str, str]:
    """A literal term as quoted text, language and datatype IRI."""
    text, language, datatype = _LITERAL.fullmatch(term).groups()  # type: ignore[union-attr]
    return text, language or "", datatype or ""


def write_nquads(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """Every triple with the graph of its dataset."""
    total = 0
    with replacing(path) as handle:
        for step, dataset in enumerate(graph.datasets):
            progress(dataset.name, step, len(graph.datasets))
            lines = triple_lines([dataset], graph)
            end = f" <{ids.dataset_iri(dataset.name)}> .\n"
            handle.write("".join(line[:-2] + end for line in lines).encode("utf-8"))
            total += len(lines)
    return counts_of(graph, total)


def write_turtle(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """The union of the datasets, a paragraph per subject; a triple in two datasets stands there once."""
    lines = triple_lines(graph.datasets, graph, progress)
    with replacing(path) as handle:
        handle.write(turtle_head(export_prefixes()))
        for subject, triples in subjects(lines):
            handle.write(f"\n{turtle_paragraph(subject, triples)}".encode())
    return counts_of(graph, len(lines))


def write_trig(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """Turtle with a named graph per dataset."""
    total = 0
    with replacing(path) as handle:
        handle.write(turtle_head(export_prefixes()))
        for step, dataset in enumerate(graph.datasets):
            progress(dataset.name, step, len(graph.datasets))
            lines = triple_lines([dataset], graph)
            handle.write(f"\n{_turtle_term(f'<{ids.dataset_iri(dataset.name)}>')} {{\n".encode())
            for subject, triples in subjects(lines):
                handle.write(f"\n{turtle_paragraph(subject, triples)}".encode())
            handle.write(b"}\n")
            total += len(lines)
    return counts_of(graph, total)


def turtle_head(prefixes: Mapping[str, str]) -> bytes:
    """The prefixes of a Turtle or TriG file."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()).encode("utf-8")


def turtle_paragraph(subject: str, triples: Sequence[Triple]) -> str:
    """What is said of one subject: its type first, then its label, then the rest in alphabetical order."""
    by_predicate: dict[str, list[str]] = defaultdict(list)
    for _, predicate, value in triples:
        by_predicate[predicate].append(_turtle_term(value))
    order = sorted(by_predicate, key=lambda predicate: (predicate != TYPE, predicate != LABEL, predicate))
    parts = [f"{'a' if predicate == TYPE else _turtle_term(f'<{predicate}>')} {', '.join(by_predicate[predicate])}"
             for predicate in order]
    return _turtle_term(subject) + " " + " ;\n  ".join(parts) + " .\n"


def _turtle_term(term: str) -> str:
    if term.startswith("<"):
        return compact(term[1:-1]) or term
    text, language, datatype = literal_parts(term)
    if datatype:
        return f"{text}^^{compact(datatype) or f'<{datatype}>'}"
    return f"{text}@{language}" if language else text
