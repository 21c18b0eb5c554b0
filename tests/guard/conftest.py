"""The village in every engine that needs no server."""

from __future__ import annotations

import pytest

from graph.opening import open_store
from tests.village.village import village_graph


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Addresses by language."""
    folder = tmp_path_factory.mktemp("guard")
    addresses = {"sparql": f"oxigraph:{folder / 'oxigraph'}", "cypher": f"ladybug:{folder / 'ladybug'}"}
    for address in addresses.values():
        open_store(address).load(village_graph())
    return addresses
