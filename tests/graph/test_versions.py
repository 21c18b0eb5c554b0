"""Stores that are folders of versions: damage, other formats and full disks are said, and a load mends them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.problems import StoreError
from graph.stores.ladybug import FILE, LadybugStore
from graph.stores.oxigraph import OxigraphStore
from graph.version_folder import CURRENT, META
from ingest.catalogue import DATA
from tests.graph.test_stores import KEEPERS, Factory, content, smaller_village
from tests.village.village import village_graph

ROOT = DATA.parent


@pytest.fixture(params=KEEPERS, ids=lambda factory: factory.name)
def keeper(request: pytest.FixtureRequest) -> Factory:
    """Every store that outlives the process."""
    return request.param


def _version_folder(tmp_path: Path) -> Path:
    return tmp_path / "graph" / (tmp_path / "graph" / CURRENT).read_text(encoding="utf-8").strip()


def _change_meta(tmp_path: Path, **values: object) -> None:
    file = _version_folder(tmp_path) / META
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | values), encoding="utf-8")


def _assert_said_and_built_again(keeper: Factory, tmp_path: Path, key: str) -> None:
    """State and reading say what is wrong; a load mends it."""
    assert keeper.open(tmp_path).state().why_not == key
    with pytest.raises(StoreError) as caught:
        keeper.open(tmp_path).nodes_of("Theme")
    assert caught.value.problems[0].key == key and all(caught.value.say(language) for language in ("nl", "en"))
    assert keeper.open(tmp_path).load(village_graph()) is True
    assert keeper.open(tmp_path).state().ready
    assert keeper.open(tmp_path).nodes_of("Theme")


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "two"}', '{"format": 1}'])
def test_a_damaged_folder_is_said_and_built_again_by_a_load(text: str, keeper: Factory, tmp_path: Path) -> None:
    keeper.open(tmp_path).load(village_graph())
    (_version_folder(tmp_path) / META).write_text(text, encoding="utf-8")
    assert keeper.open(tmp_path).state().why_not in ("store-unreadable", "store-other-engine")
    with pytest.raises(StoreError):
        keeper.open(tmp_path).nodes_of("Theme")
    assert keeper.open(tmp_path).load(village_graph()) is True
    assert keeper.open(tmp_path).nodes_of("Theme")


def test_a_folder_of_an_older_or_newer_format_is_said_and_built_again(keeper: Factory, tmp_path: Path) -> None:
    """Incident: after an update the app met a folder without sizes and stopped at "cannot be read"."""
    for change, key in ((-1, "store-unreadable"), (1, "store-newer")):
        keeper.open(tmp_path).load(village_graph())
        _change_meta(tmp_path, format=keeper.open(tmp_path).format + change)  # type: ignore[attr-defined]
        _assert_said_and_built_again(keeper, tmp_path, key)


def test_a_file_of_another_version_of_the_engine_is_said_and_built_again(tmp_path: Path) -> None:
    ladybug = next(factory for factory in KEEPERS if factory.name == "ladybug")
    ladybug.open(tmp_path).load(village_graph())
    _change_meta(tmp_path, engine="ladybug storage 1")
    _assert_said_and_built_again(ladybug, tmp_path, "store-other-engine")


def test_a_dataset_file_cut_off_is_noticed_and_mended_by_a_load(tmp_path: Path) -> None:
    """Incident: a file cut at a line end was read as if it were whole."""
    store = OxigraphStore(tmp_path / "graph")
    store.load(village_graph())
    file = _version_folder(tmp_path) / "field.nt"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-5]))
    with pytest.raises(StoreError):
        OxigraphStore(tmp_path / "graph").nodes_of("Theme")
    assert OxigraphStore(tmp_path / "graph").load(village_graph())
    assert OxigraphStore(tmp_path / "graph").nodes_of("Theme")


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:len(data) // 2], lambda data: bytes(4096) + data[4096:],
                                    lambda data: data[:-8192] + bytes(4096) + data[-4096:]], ids=["empty", "half", "head", "inside"])
def test_a_damaged_database_is_noticed_before_the_engine_answers_from_it(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """Ladybug dies on some damage and answers wrongly on other."""
    LadybugStore(tmp_path / "graph").load(village_graph())
    file = _version_folder(tmp_path) / FILE
    file.write_bytes(damage(file.read_bytes()))
    for read in (lambda store: store.nodes_of("Theme"), lambda store: store.claims(["claim:0000000000000000"])):
        with pytest.raises(StoreError) as caught:
            read(LadybugStore(tmp_path / "graph"))
        assert caught.value.problems[0].key == "store-unreadable"
    assert LadybugStore(tmp_path / "graph").load(village_graph()) is True
    assert LadybugStore(tmp_path / "graph").nodes_of("Theme")


_NO_ROOM = """
import pickle, resource, signal, sys
from pathlib import Path
from graph.problems import StoreError
from tests.graph.test_stores import KEEPERS, village_graph
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
keeper = next(factory for factory in KEEPERS if factory.name == sys.argv[2])
try:
    keeper.open(Path(sys.argv[1])).load(village_graph())
except StoreError as error:
    print(error.problems[0].key, len(error.say("en")) > 20)
"""


@pytest.mark.parametrize(("name", "most"), [("oxigraph", 100), ("oxigraph", 20_000), ("ladybug", 100), ("ladybug", 20_000), ("ladybug", 400_000)])
def test_a_full_disk_is_said_and_what_was_there_stays(name: str, most: int, tmp_path: Path) -> None:
    """While the files are written that the store is built from, and while the engine writes its own."""
    keeper = next(factory for factory in KEEPERS if factory.name == name)
    keeper.open(tmp_path).load(smaller_village())
    before = content(keeper.open(tmp_path))
    done = subprocess.run([sys.executable, "-c", _NO_ROOM, str(tmp_path), keeper.name, str(most)], cwd=ROOT, capture_output=True, text=True,
                          timeout=120, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("store-unwritable True\n", "", 0)
    assert content(keeper.open(tmp_path)) == before
    assert keeper.open(tmp_path).load(village_graph()) is True
