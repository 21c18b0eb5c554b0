"""The graphs that every engine is tested with, and what the oracle says of them, worked out once per run."""

from __future__ import annotations

import pytest

from ingest.catalogue import read_graph
from tests.queries.contract import SHIPPED, VILLAGE, World
from tests.village.village import village_graph


@pytest.fixture(scope="session")
def village_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The village sample (synthetic)."""
    return World(village_graph(), tmp_path_factory.mktemp("village"), VILLAGE, seed=1)


@pytest.fixture(scope="session")
def shipped_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The shipped data."""
    return World(read_graph(), tmp_path_factory.mktemp("shipped"), SHIPPED, seed=2)
