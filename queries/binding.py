"""Putting a question to a store: the same observations from every engine, in the same order.

A stored .rq runs as it is. Each parameter is a block `VALUES ?name { sample }`; binding swaps the sample
for escaped terms, nothing else, so no input ever becomes query text. A parameter whose sample is UNDEF is
optional and stays UNDEF when not given; any other without values matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph import ids, rdf
from graph.problems import Problem, StoreError
from graph.store import Store
from queries.question import Question

_VALUES = re.compile(r"VALUES \?(\w+) \{([^}]*)\}")
_ABSENT = "UNDEF"
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


def observe(question: Question, store: Store, arguments: Arguments) -> list[tuple[str, ...]]:
    """The observations of a question: tuples in the order of its columns, sorted. StoreError when refused."""
    if store.language == "python":
        found = question.reference(store, arguments)
    elif store.language == "sparql":
        found = _sparql(question, store, arguments)
    else:
        raise StoreError(Problem("engine-not-yet", store.address, got=store.language))
    return sorted(set(found))


def _sparql(question: Question, store: Store, arguments: Arguments) -> list[tuple[str, ...]]:
    rows = store.select(bound_text(question, arguments))  # type: ignore[attr-defined]
    positions = range(len(question.observations))
    result = []
    for row in rows:
        cells = (row[position] for position in positions)
        result.append(tuple("" if cell is None else _plain(cell.value) for cell in cells))
    return result


def _plain(value: str) -> str:
    """An IRI of ours as an id or a relation's name; everything else as it is."""
    if value.startswith(ids.ID_BASE):
        return ids.id_of(value)
    return _RELATIONS.get(value, value)


_RELATIONS = rdf.relation_names()
