"""The oracle and the default store over the village and over the shipped data, opened once."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from queries.session import Session
from tests.queries.contract import World


class Engines(NamedTuple):
    """The oracle and the store under test, loaded with the same graph."""

    oracle: Session
    tested: Session


@pytest.fixture(scope="session")
def village(village_world: World) -> Engines:
    """The village sample (synthetic)."""
    return Engines(village_world.oracle, village_world.session("oxigraph"))


@pytest.fixture(scope="session")
def shipped(shipped_world: World) -> Engines:
    """The shipped data."""
    return Engines(shipped_world.oracle, shipped_world.session("oxigraph"))
