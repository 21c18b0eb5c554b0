"""Each real server once per run, empty. A missing one is a skip with the command that brings it, and a failure in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.bring import why_absent
from tests.servers.running import NEO4J_PASSWORD, NEO4J_USER, Running, fuseki_server, neo4j_server, oxigraph_program, oxigraph_server

KEPT = Path(__file__).resolve().parents[2] / "test-results"


def need(server: str) -> None:
    """Skip when a server is absent, or fail where CI or WIEWEETWAT_NEED_SERVERS says that it must be there."""
    reason = why_absent(server) if server != "oxigraph" else "" if oxigraph_program() else "the Oxigraph server is absent; `make install` brings it"
    if reason:
        (pytest.fail if os.environ.get("CI") or os.environ.get("WIEWEETWAT_NEED_SERVERS") else pytest.skip)(reason)


def _keep_log(request: pytest.FixtureRequest, log: Path) -> None:
    """After a failure the server's log outlives the temporary folder."""
    if request.session.testsfailed:
        KEPT.mkdir(exist_ok=True)
        shutil.copy(log, KEPT / log.name)


@pytest.fixture(scope="session")
def oxigraph_running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server as a store."""
    need("oxigraph")
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph-server") / "data") as (address, _):
        yield "sparql+" + address


@pytest.fixture(scope="session")
def fuseki_running(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Running]:
    """Fuseki; its datasets are `/ds`, `/ro` and `/hasty`."""
    need("fuseki")
    with fuseki_server(tmp_path_factory.mktemp("fuseki")) as running:
        yield running
        _keep_log(request, running.log)


@pytest.fixture(scope="session")
def neo4j_login() -> Iterator[None]:
    """Name and password of the test servers in the environment, as a user has them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", NEO4J_USER)
        patch.setenv("NEO4J_PASSWORD", NEO4J_PASSWORD)
        yield


@pytest.fixture(scope="session")
def neo4j_running(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, neo4j_login: None) -> Iterator[Running]:
    """Neo4j Community."""
    need("neo4j")
    with neo4j_server(tmp_path_factory.mktemp("neo4j")) as running:
        yield running
        _keep_log(request, running.log)
