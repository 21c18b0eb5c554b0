"""From a store's address to a store: the one place where addresses are read.

Addresses: `oxigraph:PATH` (the default, embedded), `memory:` (this process; the caller loads it) and
`sparql+http(s)://HOST[/DATASET]` (any SPARQL 1.1 server).
"""

from __future__ import annotations

from pathlib import Path

from graph.problems import Problem, UsageError
from graph.store import Store
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from graph.stores.sparql_endpoint import SparqlEndpointStore

DEFAULT_STORE = "oxigraph:data/build/graph"
ROOT = Path(__file__).resolve().parent.parent


def open_store(address: str = DEFAULT_STORE) -> Store:
    """The store at an address; a relative path counts from the checkout. UsageError for an unknown form."""
    scheme, _, rest = address.partition(":")
    if scheme == "memory" and not rest:
        return MemoryStore(address)
    if scheme == "oxigraph" and rest:
        return OxigraphStore(ROOT / rest, address)
    if scheme in ("sparql+http", "sparql+https") and rest.startswith("//") and len(rest) > 2:
        return SparqlEndpointStore(address)
    raise UsageError(Problem("address", got=address, expected="oxigraph:PATH | memory: | sparql+http://HOST/DATASET"))


def cache_folder(store: Store) -> Path | None:
    """Where what is worked out from this store may be kept: beside an embedded one, nowhere for others."""
    return store.path.parent / "cache" if isinstance(store, OxigraphStore) else None
