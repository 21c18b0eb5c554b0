"""A server whose disk is full, for real: its data stands in a small file system in memory that is filled up before the load.

Only root may mount one; elsewhere these tests are skipped (the scripted servers play the same fault everywhere).
"""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from graph.opening import open_store
from graph.problems import StoreError
from ingest.catalogue import read_graph
from tests.servers.conftest import need
from tests.servers.running import fuseki_server, neo4j_server, oxigraph_server

ROOM_MB, LEFT = 900, 1 << 20  # of the file system, and bytes that are left when it is full


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder with its own small file system."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(folder: Path) -> None:
    """Leave LEFT bytes."""
    with (folder / "filler").open("wb") as handle:
        try:
            while True:
                handle.write(bytes(LEFT // 4))
                handle.flush()
        except OSError as error:
            assert error.errno == errno.ENOSPC
    with (folder / "filler").open("r+b") as handle:
        handle.truncate((folder / "filler").stat().st_size - LEFT)


@contextmanager
def _oxigraph(folder: Path) -> Iterator[str]:
    with oxigraph_server(folder / "data") as (address, _):
        yield "sparql+" + address


@contextmanager
def _fuseki(folder: Path) -> Iterator[str]:
    with fuseki_server(folder) as running:
        yield f"sparql+http://{running.address.removeprefix('http://')}/ds"


@contextmanager
def _neo4j(folder: Path) -> Iterator[str]:
    with neo4j_server(folder) as running:
        yield f"bolt://{running.address}"


_SERVERS = {"oxigraph": _oxigraph, "fuseki": _fuseki, "neo4j": _neo4j}


@pytest.mark.usefixtures("neo4j_login")
@pytest.mark.parametrize("name", _SERVERS)
def test_a_full_disk_is_said_and_the_load_is_not_called_done(name: str, disk: Path, monkeypatch: pytest.MonkeyPatch):
    """Incidents: Fuseki spoke of a fault in Java; Neo4j never answered its commit, and the load stood still for good."""
    need(name)
    monkeypatch.setattr("graph.neo4j_patience.SILENT_SECONDS", 15)
    serving: AbstractContextManager[str] = _SERVERS[name](disk)
    with serving as address:
        _fill(disk)
        store = open_store(address)
        with pytest.raises(StoreError) as caught:
            store.load(read_graph())
        assert caught.value.problems[0].key == ("store-silent" if name == "neo4j" else "store-full")
        assert not open_store(address).state().ready
