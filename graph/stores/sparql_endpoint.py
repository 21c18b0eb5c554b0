"""Any SPARQL 1.1 server by protocol: SELECT to read, the Graph Store Protocol to load, one named graph per dataset.

A server need not show the union of its graphs, so every query names the datasets as `default-graph-uri`, unless the server
turns out to show it: Fuseki with TDB2 takes fifteen times as long over graphs that are named.
A server that runs into its limit while it streams answers 200 with half a body: an answer counts only when its
JSON parses to the end.
"""

from __future__ import annotations

import http.cookiejar
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox
import requests
from requests.adapters import HTTPAdapter

from graph import ids, rdf
from graph.build import Graph
from graph.problems import Problem, StoreError
from graph.schema import VOCABULARY, schema
from graph.sparql_lookups import SparqlLookups, Term
from graph.store import LoadProgress, StoreState

_TOGETHER = 50  # connections kept open
TIMEOUT = (5, 120)  # seconds to connect, seconds without a byte
# While a dataset is sent, the first of the two is how long the server may take none of it: a busy one needs more than 5 s.
_SENDING = (120, 600)
_JSON = "application/sparql-results+json"
_STATUS = {400: "query-refused", 401: "store-login", 403: "store-forbidden", 404: "store-no-dataset", 405: "store-read-only",
           413: "store-full", 422: "query-refused", 503: "store-time-limit", 507: "store-full"}
# What servers say when their disk is full; the second is Fuseki's, whose files are mapped into memory.
_FULL = ("no space left", "unsafe memory access")
_STATE = f"""PREFIX wws: <{VOCABULARY}>
SELECT ?dataset ?asOf ?version WHERE {{ GRAPH ?dataset {{ ?dataset a wws:Dataset ; wws:asOf ?asOf ; wws:dataVersion ?version }} }}"""
_UNION = f"""PREFIX wws: <{VOCABULARY}>
SELECT DISTINCT ?dataset WHERE {{ ?dataset a wws:Dataset ; wws:asOf ?asOf ; wws:dataVersion ?version }}"""
_COUNTS = "SELECT ?kind (COUNT(DISTINCT ?node) AS ?count) WHERE { ?node a ?kind } GROUP BY ?kind"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server answers queries and takes graphs."""

    query: str
    data: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Solutions that were read to the end."""

    variables: Sequence[ox.Variable]
    rows: Sequence[Sequence[Term | None]]

    def __iter__(self) -> Iterator[Sequence[Term | None]]:
        """Row by row."""
        return iter(self.rows)


def addresses_of(base: str) -> Addresses:
    """`http://HOST/DATASET` as Fuseki has it (`/query`, `/data`); `http://HOST` as Oxigraph has it (`/query`, `/store`).

    SPARQL_QUERY_URL and SPARQL_DATA_URL override either.
    """
    plain = base.rstrip("/")
    has_dataset = "/" in plain.partition("://")[2]
    return Addresses(os.environ.get("SPARQL_QUERY_URL", plain + "/query"),
                     os.environ.get("SPARQL_DATA_URL", plain + ("/data" if has_dataset else "/store")))


class SparqlEndpointStore(SparqlLookups):
    """A SPARQL server at an address `sparql+http(s)://…`; credentials from SPARQL_USERNAME and SPARQL_PASSWORD."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._at = addresses_of(address.removeprefix("sparql+"))
        self._http = requests.Session()
        self._http.trust_env = False  # no proxy: the address is the one that was asked for
        # Threads share these connections: as many are kept as ask at once, and no cookie changes what all send.
        self._http.cookies.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=()))
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(pool_maxsize=_TOGETHER))
        if user := os.environ.get("SPARQL_USERNAME"):
            self._http.auth = (user, os.environ.get("SPARQL_PASSWORD", ""))
        self._graphs: list[str] | None = None

    # -- reading ----------------------------------------------------------------------------------

    def select(self, text: str) -> Rows:
        """The solutions of a SELECT over the union of the datasets. Raises StoreError as the module says."""
        return self._select(text, self._datasets())

    def _datasets(self) -> list[str]:
        if self._graphs is None:
            held = self._held()
            if why_not := _why_not(held):
                raise StoreError(Problem(why_not, self.address))
            self._graphs = self._to_name(held)
        return self._graphs

    def _to_name(self, held: Sequence[tuple[str, ...]]) -> list[str]:
        """The graphs that a query has to name: none when the server shows the union of all of them by itself."""
        return [] if len(self._select(_UNION, ()).rows) == len(held) else [graph for graph, _, _ in held]

    def _held(self) -> list[tuple[str, ...]]:
        """Graph, data date and version of each dataset on the server, sorted."""
        return sorted(tuple(cell.value if cell else "" for cell in row) for row in self._select(_STATE, ()))

    def _select(self, text: str, graphs: Sequence[str]) -> Rows:
        response = self._ask("POST", self._at.query, data=text.encode("utf-8"), params={"default-graph-uri": list(graphs)},
                             headers={"Content-Type": "application/sparql-query", "Accept": _JSON})
        found = _parsed(response.content)
        if isinstance(found, str):
            raise StoreError(Problem("store-half-answer", self.address, got=found))
        return found

    def _ask(self, method: str, url: str, timeout: tuple[float, float] = TIMEOUT, **options: object) -> requests.Response:
        try:
            response = self._http.request(method, url, timeout=timeout, **options)  # type: ignore[arg-type]
        except requests.exceptions.Timeout:
            raise StoreError(Problem("store-time-limit", self.address)) from None
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
            raise StoreError(Problem("store-half-answer", self.address, got=str(error))) from None
        except requests.exceptions.RequestException as error:
            raise StoreError(Problem("store-unreachable", self.address, got=_reason(error))) from None
        if response.status_code >= 400:
            is_full = any(words in response.text.casefold() for words in _FULL)
            key = _STATUS.get(response.status_code, "store-full" if is_full else "store-failed")
            raise StoreError(Problem(key, self.address, got=f"{response.status_code} {response.text[:300]}"))
        return response

    def state(self) -> StoreState:
        """What the server holds; datasets of different versions mean that a load was interrupted."""
        try:
            found = self._held()
            if why_not := _why_not(found):
                return StoreState(self.address, ready=False, why_not=why_not)
            kinds = {kind.iri: name for name, kind in schema().kinds.items()}
            rows = self._select(_COUNTS, self._to_name(found))
            counts = {kinds[row[0].value]: int(row[1].value) for row in rows if row[0].value in kinds}  # type: ignore[union-attr]
        except StoreError as error:
            return StoreState(self.address, ready=False, why_not=error.problems[0].key)
        counts["Organisation"] = counts.get("Organisation", 0) - counts.get("Network", 0)  # a network is an organisation too
        ordered = {name: counts[name] for name in schema().kinds if counts.get(name)}
        return StoreState(self.address, True, found[0][2], max(as_of for _, as_of, _ in found), ordered,
                          {graph.removeprefix(ids.DATASET_BASE): 0 for graph, _, _ in found})

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    # -- loading ----------------------------------------------------------------------------------

    def load(self, graph: Graph, progress: LoadProgress | None = None) -> bool:
        """Replace each dataset's graph by one PUT and drop those of datasets that are gone. False when all was there already.

        After an interruption the versions differ (`state` says so) and loading again completes it.
        """
        state = self.state()
        if state.ready and state.version == graph.version:
            return False
        for step, dataset in enumerate(graph.datasets, 1):
            body = b"".join(rdf.ntriples(dataset, graph))
            self._ask("PUT", self._at.data, _SENDING, params={"graph": ids.dataset_iri(dataset.name)}, data=body,
                      headers={"Content-Type": "application/n-triples"})
            if progress:
                progress(dataset.name, step, len(graph.datasets))
        wanted = {ids.dataset_iri(dataset.name) for dataset in graph.datasets}
        for gone in sorted({name for name, _, _ in self._held()} - wanted):
            self._ask("DELETE", self._at.data, _SENDING, params={"graph": gone})
        self._graphs = None
        return True


def _parsed(body: bytes) -> Rows | str:
    """The solutions in a body, or why it is none.

    Returned rather than raised: an error would keep the parser alive, which must be let go of in the thread that made it.
    """
    try:
        solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        return Rows(solutions.variables, [tuple(solution) for solution in solutions])  # type: ignore[union-attr]
    except (SyntaxError, ValueError, OSError) as error:
        return str(error)


def _why_not(held: Sequence[tuple[str, ...]]) -> str:
    """The key of the problem that keeps these datasets from being used; empty when there is none."""
    if not held:
        return "store-missing"
    return "store-mixed" if len({version for _, _, version in held}) > 1 else ""


def _reason(error: Exception) -> str:
    """The innermost reason of a connection error, which names the system's word for it."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return str(error)[:300]
