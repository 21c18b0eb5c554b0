"""Putting a question to a store: the same observations from every engine, in the same order.

A stored .rq runs as it is. Each parameter is a block `VALUES ?name { sample }`; binding swaps the sample
for escaped terms, nothing else, so no input ever becomes query text. A parameter whose sample is UNDEF is
optional and stays UNDEF when not given; any other without values matches nothing.

A stored .cypher has $parameters of the same names (but `$day` for `on`): a list each, an optional one a text that is
empty when it was not given. `bound_cypher` writes them out where somebody wants to paste the whole elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph import ids, rdf
from graph.problems import Problem, StoreError
from graph.property_read import cell
from graph.store import Store
from queries.question import Question

_VALUES = re.compile(r"VALUES \?(\w+) \{([^}]*)\}")
_TERM = re.compile(r'<([^>]*)>|"((?:[^"\\]|\\.)*)"')
_DOLLAR = re.compile(r"\$(\w+)")
_ESCAPES = str.maketrans({"'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_ABSENT = "UNDEF"
_IN_CYPHER = {"on": "day"}  # `on` is a keyword in Ladybug, also behind a $
Arguments = Mapping[str, Sequence[str]]  # parameter -> ids, relation names or ISO days; empty = not given


def term(value: str) -> str:
    """An id as an IRI, an ISO day as xsd:date, anything else as a string literal."""
    if ids.is_id(value):
        return rdf.node_term(value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return rdf.day_term(value)
    return rdf.literal(value)


def bound_text(question: Question, arguments: Arguments) -> str:
    """The question's SPARQL with these arguments, ready to run or to paste elsewhere."""

    def swap(match: re.Match[str]) -> str:
        name = match[1]
        if name not in arguments:
            return match[0]
        terms = " ".join(term(value) for value in arguments[name])
        if not terms and match[2].strip() == _ABSENT:
            terms = _ABSENT
        return f"VALUES ?{name} {{ {terms} }}"

    return _VALUES.sub(swap, question.text("rq"))


def sample_arguments(question: Question) -> dict[str, list[str]]:
    """The samples of the stored .rq; nothing for a parameter that is optional."""
    samples = dict(_VALUES.findall(question.text("rq")))
    return {name: [_plain(iri) or text for iri, text in _TERM.findall(sample)] for name, sample in samples.items()}


def cypher_arguments(question: Question, arguments: Arguments) -> dict[str, list[str] | str]:
    """The $parameters of the question's Cypher: lists, an optional one (UNDEF in the .rq) as one text, `''` when absent.

    What is not among the arguments keeps its sample, as in SPARQL.
    """
    given = sample_arguments(question) | {name: list(values) for name, values in arguments.items()}
    optional = {name for name, sample in _VALUES.findall(question.text("rq")) if sample.strip() == _ABSENT}
    if crowded := [name for name in sorted(optional) if len(given[name]) > 1]:
        raise ValueError(f"{question.id}: ${crowded[0]} takes one value")
    return {_IN_CYPHER.get(name, name): "".join(values) if name in optional else values for name, values in given.items()}


def bound_cypher(question: Question, arguments: Arguments) -> str:
    """The question's Cypher with these arguments written out, ready to paste into any Cypher tool.

    Values stand in the text, since tools set parameters each in a way of their own. Running it here takes parameters.
    StoreError when the question has no Cypher yet.
    """
    values = cypher_arguments(question, arguments)

    def swap(match: re.Match[str]) -> str:
        value = values[match[1]]
        return _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"

    lines = _cypher_text(question, question.id).rstrip().split("\n")
    return "\n".join(line if line.startswith("//") else _DOLLAR.sub(swap, line) for line in lines) + ";\n"


def _quoted(value: str) -> str:
    """A text as a Cypher literal. It ends after each backslash: Neo4j reads `\\u0027` as a quote, also after another backslash."""
    parts = value.split("\\")
    literals = [f"'{part.translate(_ESCAPES)}\\\\'" for part in parts[:-1]] + [f"'{parts[-1].translate(_ESCAPES)}'"]
    return literals[0] if len(literals) == 1 else f"({' + '.join(literals)})"


def observe(question: Question, store: Store, arguments: Arguments) -> list[tuple[str, ...]]:
    """The observations of a question: tuples in the order of its columns, sorted. StoreError when refused."""
    if store.language == "python":
        found = question.reference(store, arguments)
    elif store.language == "sparql":
        found = _sparql(question, store, arguments)
    else:
        found = _cypher(question, store, arguments)
    return sorted(set(found))


def _sparql(question: Question, store: Store, arguments: Arguments) -> list[tuple[str, ...]]:
    rows = store.select(bound_text(question, arguments))  # type: ignore[attr-defined]
    positions = range(len(question.observations))
    known: dict[str, str] = {}  # most values come again in other rows: documents, themes, relations
    result = []
    for row in rows:
        cells = []
        for position in positions:
            found = row[position]
            value = "" if found is None else found.value
            if value not in known:
                known[value] = _plain(value)
            cells.append(known[value])
        result.append(tuple(cells))
    return result


def _cypher(question: Question, store: Store, arguments: Arguments) -> list[tuple[str, ...]]:
    rows = store.run(_cypher_text(question, store.address), cypher_arguments(question, arguments))  # type: ignore[attr-defined]
    positions = [rows.names.index(name) for name in question.observations]
    return [tuple(cell(row[position]) for position in positions) for row in rows]


def _cypher_text(question: Question, where: str) -> str:
    try:
        return question.text("cypher")
    except FileNotFoundError:
        raise StoreError(Problem("engine-not-yet", where, got="cypher")) from None


def _plain(value: str) -> str:
    """An IRI of ours as an id or a relation's name; everything else as it is."""
    if value.startswith(ids.ID_BASE):
        return ids.id_of(value)
    return _RELATIONS.get(value, value)


_RELATIONS = rdf.relation_names()
