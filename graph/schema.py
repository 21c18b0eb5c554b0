"""The schema as Python sees it: read from schema.ttl, the one place where it is written.

Everything that knows kinds, columns or relations derives from here: CSV contracts, validation,
store mappings, the schema reference and the labels on screen.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

SCHEMA_FILE = Path(__file__).with_name("schema.ttl")
VOCABULARY = "https://w3id.org/wieweetwat/schema#"
PREFIXES = {
    "wws": VOCABULARY,
    "id": "https://w3id.org/wieweetwat/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
}
_SH = "http://www.w3.org/ns/shacl#"
# Cell types: what a column's cells may hold. `kind` is one word; see Column.
TEXT, WHOLE, DECIMAL, WEB, WIKIDATA, DATE, CHOICE, REFERENCE = (
    "text", "whole number", "number", "web address", "wikidata item", "date", "choice", "reference")
_CELL_TYPES = {"PlainText": TEXT, "WholeNumber": WHOLE, "DecimalNumber": DECIMAL, "WebAddress": WEB,
               "WikidataItem": WIKIDATA, "PartialDate": DATE, "DutchText": TEXT, "EnglishText": TEXT}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind's table: its cell type, whether it may be empty, list or not, its RDF path.

    `choices` for CHOICE; `targets` (kind names) for REFERENCE, empty when any kind will do.
    """

    name: str
    path: str
    type: str
    required: bool
    many: bool
    labels: Mapping[str, str]
    choices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node (or the claim): id prefix, table, labels, columns in file order without `id`."""

    name: str
    iri: str
    prefix: str
    table: str
    name_column: str
    parent: str
    labels: Mapping[str, str]
    plurals: Mapping[str, str]
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The header of its CSV table."""
        return ("id", *(column.name for column in self.columns))

    def column(self, name: str) -> Column:
        """A column by name; KeyError when the kind has none such."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: labels both ways, the prefixes at its ends, the columns it alone carries or requires.

    `same_kind`: its subject and object must be of one kind.
    """

    name: str
    iri: str
    labels: Mapping[str, str]
    inverse_labels: Mapping[str, str]
    subjects: frozenset[str]
    objects: frozenset[str]
    carries: frozenset[str]
    requires: frozenset[str]
    same_kind: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A property that graph/build.py works out: no file has it, every store does."""

    name: str
    labels: Mapping[str, str]
    comment: str


@dataclass(frozen=True, slots=True)
class Schema:
    """Kinds by name, prefix and table, relations by name, and what cells of a type look like.

    `carried`: the claim columns that only some relations may fill; `patterns` and `longest` (characters)
    hold per cell type what its shape demands.
    """

    kinds: Mapping[str, Kind]
    by_prefix: Mapping[str, Kind]
    by_table: Mapping[str, Kind]
    relations: Mapping[str, Relation]
    carried: frozenset[str]
    patterns: Mapping[str, re.Pattern[str]]
    longest: Mapping[str, int]
    derived: tuple[Derived, ...] = ()

    @property
    def claim(self) -> Kind:
        """The kind of claims."""
        return self.kinds["Claim"]

    @property
    def nodes(self) -> tuple[Kind, ...]:
        """All kinds but the claim, in the order of schema.ttl."""
        return tuple(kind for kind in self.kinds.values() if kind.name != "Claim")

    def prefixes_of(self, kind_name: str) -> frozenset[str]:
        """The id prefixes that count as a kind: its own and those of its subclasses."""
        return frozenset(kind.prefix for kind in self.kinds.values()
                         if kind_name in (kind.name, kind.parent))


class _Reader:
    """Looks things up in the parsed schema, keeping the order of the file."""

    def __init__(self, file: Path) -> None:
        self.facts: dict[object, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list))
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            self.facts[quad.subject][quad.predicate.value].append(quad.object)

    def of_class(self, name: str) -> Iterator[ox.NamedNode]:
        """Subjects with this rdf:type, in file order."""
        wanted = ox.NamedNode(VOCABULARY + name)
        for subject, facts in self.facts.items():
            if wanted in facts.get(PREFIXES["rdf"] + "type", ()):
                yield subject  # type: ignore[misc]

    def values(self, subject: object, predicate: str) -> list:
        """Objects of a subject and predicate, in file order."""
        return self.facts[subject][predicate] if predicate in self.facts[subject] else []

    def text(self, subject: object, predicate: str) -> str:
        """The first object's text, or empty."""
        found = self.values(subject, predicate)
        return found[0].value if found else ""

    def labels(self, subject: object, predicate: str) -> dict[str, str]:
        """Texts by language."""
        return {value.language: value.value for value in self.values(subject, predicate)}

    def rdf_list(self, head: object) -> list:
        """The members of an RDF list."""
        members = []
        while isinstance(head, ox.BlankNode):
            members.append(self.values(head, PREFIXES["rdf"] + "first")[0])
            head = self.values(head, PREFIXES["rdf"] + "rest")[0]
        return members


def _local(iri: str) -> str:
    return iri[len(VOCABULARY):] if iri.startswith(VOCABULARY) else iri


def _column(reader: _Reader, shape: object) -> Column:
    choices, targets, cell_type, one_language = (), (), TEXT, ""
    if found := reader.values(shape, _SH + "in"):
        choices, cell_type = tuple(item.value for item in reader.rdf_list(found[0])), CHOICE
    alternatives = [reader.text(item, _SH + "class") for head in reader.values(shape, _SH + "or")
                    for item in reader.rdf_list(head)]
    classes = [_local(iri) for iri in alternatives or [reader.text(shape, _SH + "class")] if iri]
    if reader.text(shape, VOCABULARY + "anyKind") or classes:
        targets, cell_type = tuple(classes), REFERENCE
    if classes == ["Relation"]:
        targets, cell_type = (), CHOICE
    for predicate in ("node", "qualifiedValueShape"):
        if node := _local(reader.text(shape, _SH + predicate)):
            cell_type = _CELL_TYPES[node]
    one_language = reader.text(shape, VOCABULARY + "language")
    qualified = bool(reader.text(shape, _SH + "qualifiedMinCount"))
    return Column(
        name=reader.text(shape, VOCABULARY + "column"), path=reader.text(shape, _SH + "path"), type=cell_type,
        required=qualified or reader.text(shape, _SH + "minCount") == "1",
        many=not qualified and reader.text(shape, _SH + "maxCount") != "1",
        labels=reader.labels(shape, _SH + "name"),
        choices=choices, targets=targets, language=one_language)


def _kind(reader: _Reader, node: ox.NamedNode) -> Kind:
    shapes = sorted(reader.values(node, _SH + "property"), key=lambda shape: int(reader.text(shape, _SH + "order")))
    return Kind(
        name=_local(node.value), iri=node.value, prefix=reader.text(node, VOCABULARY + "idPrefix"),
        table=reader.text(node, VOCABULARY + "table"), name_column=reader.text(node, VOCABULARY + "nameColumn"),
        parent=_local(reader.text(node, PREFIXES["rdfs"] + "subClassOf")),
        labels=reader.labels(node, PREFIXES["rdfs"] + "label"), plurals=reader.labels(node, VOCABULARY + "plural"),
        columns=tuple(_column(reader, shape) for shape in shapes))


def _relation(reader: _Reader, node: ox.NamedNode, kinds: Mapping[str, Kind]) -> Relation:
    by_path = {column.path: column.name for column in kinds["Claim"].columns}

    def ends(predicate: str) -> frozenset[str]:
        names = {_local(value.value) for value in reader.values(node, VOCABULARY + predicate)}
        return frozenset(kind.prefix for kind in kinds.values() if names & {kind.name, kind.parent})

    def columns(predicate: str) -> frozenset[str]:
        return frozenset(by_path[value.value] for value in reader.values(node, VOCABULARY + predicate))

    return Relation(
        name=reader.text(node, VOCABULARY + "relationName"), iri=node.value,
        labels=reader.labels(node, PREFIXES["rdfs"] + "label"),
        inverse_labels=reader.labels(node, VOCABULARY + "inverseLabel"),
        subjects=ends("subjectKind"), objects=ends("objectKind"),
        carries=columns("carries"), requires=columns("requires"),
        same_kind=reader.text(node, VOCABULARY + "sameKind") == "true")


@functools.cache
def schema() -> Schema:
    """The schema, read once per process from schema.ttl."""
    reader = _Reader(SCHEMA_FILE)
    kinds = {_local(node.value): _kind(reader, node) for node in list(reader.of_class("Kind"))}
    relations = [_relation(reader, node, kinds) for node in list(reader.of_class("Relation"))]
    shapes = {cell_type: ox.NamedNode(VOCABULARY + name) for name, cell_type in _CELL_TYPES.items()
              if name not in ("DutchText", "EnglishText")}
    return Schema(
        kinds=kinds, by_prefix={kind.prefix: kind for kind in kinds.values()},
        by_table={kind.table: kind for kind in kinds.values()},
        relations={relation.name: relation for relation in relations},
        carried=frozenset(name for relation in relations for name in relation.carries),
        patterns={cell_type: re.compile(text) for cell_type, shape in shapes.items()
                  if (text := reader.text(shape, _SH + "pattern"))},
        longest={cell_type: int(text) for cell_type, shape in shapes.items()
                 if (text := reader.text(shape, _SH + "maxLength"))},
        derived=tuple(
            Derived(_local(term.value), reader.labels(term, PREFIXES["rdfs"] + "label"), reader.text(term, PREFIXES["rdfs"] + "comment"))
            for term in reader.facts if isinstance(term, ox.NamedNode) and reader.text(term, VOCABULARY + "derived") == "true"))
