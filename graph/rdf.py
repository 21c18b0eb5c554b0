"""Records as RDF: N-Triples of one dataset, column by column, ready for a bulk loader or a file.

A node is typed by its kind and its kind's superclass and always has an rdfs:label. A claim is a resource
that says subject, relation and object; when somebody states it and it holds on the data date, there is a
direct triple too. A date keeps its text and adds its first and last day, the only ones to compare.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence

from graph import dates, ids
from graph.build import CREDITED, PRACTICE, SINCE, TILL, Graph
from graph.records import Batch, Dataset, split_list
from graph.schema import CHOICE, DATE, DECIMAL, PREFIXES, REFERENCE, VOCABULARY, WEB, WHOLE, Column, schema

XSD = PREFIXES["xsd"]
RDF_TYPE = f"<{PREFIXES['rdf']}type>"
LABEL = f"<{PREFIXES['rdfs']}label>"
_TO_ESCAPE = re.compile(r'["\\\n\r\t]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(text: str, suffix: str = "") -> str:
    """A text as an N-Triples literal; `suffix` is `@nl` or `^^<datatype>`."""
    return f'"{_TO_ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)}"{suffix}'


@functools.lru_cache(maxsize=200_000)
def node_term(identifier: str) -> str:
    """An id as an N-Triples term."""
    return f"<{ids.iri_of(identifier)}>"


def relation_term(name: str) -> str:
    """A relation's name as an N-Triples term."""
    return f"<{schema().relations[name].iri}>"


def relation_names() -> dict[str, str]:
    """Relation names by their IRI."""
    return {relation.iri: name for name, relation in schema().relations.items()}


@functools.lru_cache(maxsize=65_536)
def date_term(text: str) -> str:
    """A partial date with the datatype of its precision."""
    return f'"{text}"^^<{XSD}{dates.DATATYPES[len(text)]}>'


@functools.lru_cache(maxsize=65_536)
def day_term(day: str) -> str:
    """An ISO day as xsd:date."""
    return f'"{day}"^^<{XSD}date>'


def column_name_iri(column: str, suffix: str = "") -> str:
    """The vocabulary term of a column's derived property: `start`, `Earliest` -> wws:startEarliest."""
    first, *rest = column.split("_")
    return VOCABULARY + first + "".join(part.title() for part in rest) + suffix


def _maker(column: Column, claim: bool) -> Callable[[str], str]:
    """From a value of this column to its term."""
    if column.type == REFERENCE:
        return node_term
    if claim and column.name == "relation":
        return relation_term
    if column.type == DATE:
        return date_term
    if column.type == WHOLE:
        return lambda value: f'"{value}"^^<{XSD}integer>'
    if column.type == DECIMAL:
        return lambda value: f'"{value}"^^<{XSD}decimal>'
    if column.type == WEB:
        return lambda value: literal(value, f"^^<{XSD}anyURI>")
    suffix = f"@{column.language}" if column.language else ""
    if column.type == CHOICE:
        return functools.cache(lambda value: literal(value, suffix))
    return lambda value: literal(value, suffix)


def _column_lines(column: Column, subjects: Sequence[str], cells: Sequence[str], claim: bool) -> Iterator[str]:
    make, path = _maker(column, claim), f"<{column.path}>"
    if column.many:
        yield from (f"{subject} {path} {make(value)} .\n" for subject, cell in zip(subjects, cells, strict=True)
                    if cell for value in split_list(cell))
        return
    yield from (f"{subject} {path} {make(cell)} .\n"
                for subject, cell in zip(subjects, cells, strict=True) if cell)
    if column.type == DATE:
        first, last = (f"<{column_name_iri(column.name, end)}>" for end in ("Earliest", "Latest"))
        for subject, cell in zip(subjects, cells, strict=True):
            if cell and (bounds := dates.interval(cell)):
                yield (f"{subject} {first} {day_term(bounds.earliest)} .\n"
                       f"{subject} {last} {day_term(bounds.latest)} .\n")


def _type_lines(batch: Batch, subjects: Sequence[str]) -> Iterator[str]:
    kind = batch.kind
    types = [kind.iri]
    if kind.name != "Claim":
        types.append(VOCABULARY + kind.parent if kind.parent in schema().kinds else kind.parent)
    for iri in types:
        yield from (f"{subject} {RDF_TYPE} <{iri}> .\n" for subject in subjects)
    if kind.name_column and kind.column(kind.name_column).path != PREFIXES["rdfs"] + "label":
        yield from (f"{subject} {LABEL} {literal(name)} .\n"
                    for subject, name in zip(subjects, batch.columns[kind.name_column], strict=True) if name)


def _derived_lines(batch: Batch, subjects: Sequence[str], as_of: str) -> Iterator[str]:
    columns = batch.columns
    for name in (SINCE, TILL):
        if name in columns:
            path = f"<{VOCABULARY}{name}>"
            yield from (f"{subject} {path} {day_term(day)} .\n"
                        for subject, day in zip(subjects, columns[name], strict=True) if day)
    if PRACTICE in columns:
        path = f"<{VOCABULARY}{PRACTICE}>"
        yield from (f"{subject} {path} {node_term(value)} .\n"
                    for subject, cell in zip(subjects, columns[PRACTICE], strict=True) for value in split_list(cell))
    if batch.kind.name == "Claim":
        yield from _direct_lines(batch, as_of)


def _direct_lines(batch: Batch, as_of: str) -> Iterator[str]:
    """Subject, relation, object of the claims that somebody states and that have not ended on the data date."""
    columns = batch.columns
    for subject, relation, object_, basis, since, till in zip(
            columns["subject"], columns["relation"], columns["object"], columns["basis"],
            columns[SINCE], columns[TILL], strict=True):
        if basis in CREDITED and (not since or since <= as_of) and (not till or till >= as_of):
            yield f"{node_term(subject)} {relation_term(relation)} {node_term(object_)} .\n"


def dataset_lines(dataset: Dataset, as_of: str, version: str = "") -> Iterator[str]:
    """What is known of the dataset itself: title, publisher, licence, dates, the version of the whole content."""
    info, subject = dataset.info, f"<{ids.dataset_iri(dataset.name)}>"
    yield f"{subject} {RDF_TYPE} <{VOCABULARY}Dataset> .\n"
    for language, title in sorted(info.title.items()):
        yield f"{subject} <{PREFIXES['dcterms']}title> {literal(title, '@' + language)} .\n"
    for path, value in (("publisher", info.publisher), ("license", info.licence), ("accessed", info.read_on)):
        if value:
            own = VOCABULARY if path == "accessed" else PREFIXES["dcterms"]
            yield f"{subject} <{own}{path}> {literal(value)} .\n"
    yield f"{subject} <{VOCABULARY}asOf> {day_term(as_of)} .\n"
    if version:
        yield f"{subject} <{VOCABULARY}dataVersion> {literal(version)} .\n"
    if info.synthetic:
        yield f'{subject} <{VOCABULARY}synthetic> "true"^^<{XSD}boolean> .\n'


def batch_lines(batch: Batch, as_of: str) -> Iterator[str]:
    """All N-Triples lines of one batch; deterministic for the same rows."""
    subjects = [node_term(identifier) for identifier in batch.ids]
    yield from _type_lines(batch, subjects)
    for column in batch.kind.columns:
        yield from _column_lines(column, subjects, batch.columns[column.name], batch.kind.name == "Claim")
    yield from _derived_lines(batch, subjects, as_of)


def ntriples(dataset: Dataset, graph: Graph) -> Iterator[bytes]:
    """One dataset as N-Triples, a block of bytes per batch."""
    yield "".join(dataset_lines(dataset, graph.as_of, graph.version)).encode("utf-8")
    for batch in dataset.batches:
        yield "".join(batch_lines(batch, graph.as_of)).encode("utf-8")
