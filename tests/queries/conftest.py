"""Both engines over the village and over the shipped data, opened once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from graph.build import Graph
from graph.store import Store
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph
from queries.catalogue import open_session
from queries.session import Session
from tests.village.village import village_graph


class Engines(NamedTuple):
    """The oracle and the store under test, loaded with the same graph."""

    oracle: Session
    tested: Session


def _engines(graph: Graph, store: Store) -> Engines:
    oracle = MemoryStore()
    oracle.load(graph)
    store.load(graph)
    return Engines(open_session(oracle), open_session(store))


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """The village sample (synthetic)."""
    return _engines(village_graph(), OxigraphStore(Path(tmp_path_factory.mktemp("village"))))


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """The shipped data."""
    return _engines(read_graph(), OxigraphStore(Path(tmp_path_factory.mktemp("shipped"))))
