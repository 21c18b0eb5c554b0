"""Put a query that was judged to an engine, for reading only, and hand out its rows one by one. Runs in the worker."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import pyoxigraph as ox
import requests

from graph.opening import open_store
from graph.problems import Problem, StoreError, UsageError
from graph.schema import VOCABULARY
from graph.stores.oxigraph import OxigraphStore
from graph.stores.sparql_endpoint import SparqlEndpointStore, addresses_of

Cell = str | int | float | bool | None | list | dict
_NO_MEMORY = re.compile("bad_alloc|unable to allocate|buffer pool is full|out of memory", re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBERS = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "decimal", "double", "float"}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TRIPLE = ["subject", "predicate", "object"]
_GRAPHS = "SELECT ?graph WHERE { ?graph a <" + VOCABULARY + "Dataset> }"
# What an engine can raise when it works on a query; a memory limit inside an engine written in C++ ends the process instead.
ENGINE_ERRORS = (SyntaxError, ValueError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Job:
    """What the worker is to do. `parameters` are for Cypher; `memory` in MB, `seconds` from the start of the run."""

    text: str
    language: str
    form: str
    address: str
    limit: int
    most_bytes: int
    memory: int
    seconds: float
    parent: int
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """Columns and rows of an answer; `triples`: the rows are a graph, each with its N-Triples line."""

    columns: list[str]
    rows: Iterator[tuple[list[Cell], str]]
    triples: bool = False


@runtime_checkable
class CypherStream(Protocol):
    """A store that gives the rows of a Cypher query one by one; the engine itself stops after `seconds`."""

    def stream(self, text: str, parameters: Mapping[str, object], seconds: float) -> tuple[list[str], Iterator[Sequence[object]]]:
        """Columns and rows."""
        ...


def answer(job: Job) -> Result:
    """The engine's answer. UsageError when it does not understand the query, StoreError when it cannot answer."""
    store = open_store(job.address)
    try:
        if isinstance(store, OxigraphStore):
            return _from_oxigraph(store.select(job.text))
        if isinstance(store, SparqlEndpointStore):
            return _from_endpoint(store, job)
        if isinstance(store, CypherStream):
            columns, rows = store.stream(job.text, job.parameters, job.seconds)
            return Result(columns, (([value(cell) for cell in row], "") for row in rows))
    except StoreError as error:
        raise _said(error) from None
    raise UsageError(Problem("guard-no-engine", got=job.address))


def _said(error: StoreError) -> StoreError | UsageError:
    """A refused query is the writer's to mend; everything else is the store's."""
    problem = error.problems[0]
    if problem.key == "query-refused" and _NO_MEMORY.search(problem.got):
        return StoreError(Problem("guard-memory", problem.file, got=problem.got))
    return UsageError(Problem("guard-syntax", problem.file, got=problem.got)) if problem.key == "query-refused" else error


def plain(term: object) -> Cell:
    """A term of RDF as a value: numbers and truth as such, IRIs and texts as text."""
    if isinstance(term, ox.Literal):
        name = term.datatype.value.removeprefix(_XSD)
        if name == "boolean":
            return term.value in ("true", "1")
        if name in _NUMBERS:
            return int(term.value) if _INTEGER.fullmatch(term.value) else _float(term.value)
        return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return None if term is None else str(term)


def value(cell: object) -> Cell:
    """A value of Cypher as JSON has it: a node or relationship becomes the map of its properties, a date its text."""
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return _float(str(cell))
    if isinstance(cell, list | tuple):
        return [value(item) for item in cell]
    if isinstance(cell, Mapping) or hasattr(cell, "items"):
        return {str(key): value(item) for key, item in cell.items() if item is not None}
    return str(cell)


def _float(text: str) -> float | str:
    try:
        value = float(text)
    except ValueError:
        return text
    return value if value - value == 0 else text  # JSON has no infinity


def _from_oxigraph(found: object) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result(["answer"], iter([([bool(found)], "")]))
    if isinstance(found, ox.QuerySolutions):
        return Result([variable.value for variable in found.variables], (([plain(cell) for cell in row], "") for row in found))
    return Result(_TRIPLE, _triples(found), triples=True)  # type: ignore[arg-type]


def _triples(found: Iterator[ox.Triple | ox.Quad]) -> Iterator[tuple[list[Cell], str]]:
    for item in found:
        terms = (item.subject, item.predicate, item.object)
        yield [plain(term) for term in terms], f"{' '.join(map(str, terms))} ."


def _from_endpoint(store: SparqlEndpointStore, job: Job) -> Result:
    """The answer as it streams in: the connection is closed when enough was read."""
    graphs = [row[0].value for row in store.select(_GRAPHS)]  # type: ignore[union-attr]
    asks_rows = job.form in ("SELECT", "ASK")
    session = requests.Session()
    session.trust_env = False  # no proxy: the address is the one that was asked for
    if user := os.environ.get("SPARQL_USERNAME"):
        session.auth = (user, os.environ.get("SPARQL_PASSWORD", ""))
    try:
        response = session.post(
            addresses_of(job.address.removeprefix("sparql+")).query, data=job.text.encode(), stream=True, timeout=(5, job.seconds),
            params={"default-graph-uri": graphs, "named-graph-uri": graphs}, allow_redirects=False,
            headers={"Content-Type": "application/sparql-query", "Accept-Encoding": "identity", "Timeout": str(max(1, int(job.seconds))),
                     "Accept": "application/sparql-results+json" if asks_rows else "application/n-triples"})
    except requests.exceptions.Timeout:
        raise StoreError(Problem("store-time-limit", job.address)) from None
    except requests.exceptions.RequestException as error:
        raise StoreError(Problem("store-unreachable", job.address, got=str(error)[:300])) from None
    if response.status_code >= 300:
        said = f"{response.status_code} {response.raw.read(300).decode('utf-8', 'replace')}"
        if response.status_code in (400, 422):
            raise UsageError(Problem("guard-syntax", job.address, got=said))
        key = {401: "store-login", 403: "store-forbidden", 404: "store-no-dataset", 503: "store-time-limit"}.get(response.status_code, "store-failed")
        raise StoreError(Problem(key, job.address, got=said))
    try:
        if asks_rows:
            return _from_oxigraph(ox.parse_query_results(response.raw, format=ox.QueryResultsFormat.JSON))
        return Result(_TRIPLE, _triples(ox.parse(response.raw, format=ox.RdfFormat.N_TRIPLES)), triples=True)
    except ENGINE_ERRORS as error:
        raise StoreError(Problem("store-half-answer", job.address, got=str(error))) from None
