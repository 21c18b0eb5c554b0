"""From a store's address to a store: the one place where addresses are read.

Addresses: `oxigraph:PATH` (the default, embedded), `ladybug:PATH` (embedded, Cypher), `memory:` (this process; the caller loads it),
`neo4j://HOST[:PORT][/DATABASE]` or `bolt://…` (Neo4j) and `sparql+http(s)://HOST[/DATASET]` (any SPARQL 1.1 server).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from graph.problems import Problem, UsageError
from graph.store import Store
from graph.stores.oxigraph import OxigraphStore
from graph.stores.sparql_endpoint import SparqlEndpointStore
from graph.version_folder import VersionFolder

DEFAULT_STORE = "oxigraph:data/build/graph"
DERIVED = "ladybug"  # the folder in data/build of a store made for those who ask in Cypher without a server
CACHE = "cache"  # and of what is worked out from a store
DEFAULT_CYPHER = f"ladybug:data/build/{DERIVED}"
ROOT = Path(__file__).resolve().parent.parent
_NEO4J = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_FORMS = "oxigraph:PATH | ladybug:PATH | memory: | neo4j://HOST[:PORT][/DATABASE] | sparql+http://HOST/DATASET"


def open_store(address: str = DEFAULT_STORE) -> Store:
    """The store at an address; a relative path counts from the checkout. UsageError for an unknown form."""
    scheme, _, rest = address.partition(":")
    if scheme == "memory" and not rest:
        return _engine("memory", "MemoryStore")(address)
    if scheme == "oxigraph" and rest:
        return OxigraphStore(ROOT / rest, address)
    if scheme == "ladybug" and rest:
        return _engine("ladybug", "LadybugStore")(ROOT / rest, address)
    if scheme in _NEO4J and rest.startswith("//") and len(rest) > 2:
        return _engine("neo4j", "Neo4jStore")(address)
    if scheme in ("sparql+http", "sparql+https") and rest.startswith("//") and len(rest) > 2:
        return SparqlEndpointStore(address)
    raise UsageError(Problem("address", got=address, expected=_FORMS))


def _engine(module: str, store: str) -> Callable[..., Store]:
    """A store by name, imported when an address asks for it: Neo4j's driver takes half a second to import, Ladybug a fifth, networkx a tenth."""
    return getattr(importlib.import_module(f"graph.stores.{module}"), store)


def cache_folder(store: Store) -> Path | None:
    """Where what is worked out from this store may be kept: beside an embedded one, nowhere for others."""
    return store.path.parent / CACHE if isinstance(store, VersionFolder) else None
