"""What happens before the first visitor, and that the app's pages are all there when they are imported late."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from graph.stores.oxigraph import OxigraphStore
from pages import navigation, opening, starting
from tests.village.village import village_graph

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("path", navigation.PLACES)
def test_what_draws_a_page_is_there(path: str) -> None:
    place = navigation.PLACES[path]
    assert callable(getattr(navigation._module(place.module), place.function))


def test_the_first_page_waits_for_no_drawing_library() -> None:
    """Importing altair and pandas for pages that nobody had opened took 0.65 of the 3.4 seconds to the first answer."""
    code = f"import sys; import pages.navigation; import pages.{navigation.PLACES[''].module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert not {"altair", "pandas", "pypdf", "vl_convert", "neo4j"} & set(done.stdout.split())


def _read(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(starting, "_READ", {})
    monkeypatch.setattr(starting, "_READING", [])
    where = f"oxigraph:{path}"
    starting._read(where)
    return where


def test_a_store_is_read_ahead_for_the_one_who_asks_first(village_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = _read(village_store, monkeypatch)
    version = OxigraphStore(village_store).state().version
    store = starting.taken(where, version)
    assert isinstance(store, OxigraphStore) and store._reader is not None
    assert starting.taken(where, version) is None


def test_what_was_read_of_another_version_is_not_kept(village_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of 200 MB would stay for good after a load between the start and the first visitor."""
    where = _read(village_store, monkeypatch)
    assert starting._READ and starting.taken(where, "another version") is None and starting._READ == {}


def test_what_was_read_while_a_load_came_in_between_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    OxigraphStore(tmp_path / "graph").load(village_graph())
    later = village_graph()
    later.as_of, later.version = "2030-01-01", "later"
    monkeypatch.setattr(OxigraphStore, "read_ahead", lambda store: store.load(later))
    where = _read(tmp_path / "graph", monkeypatch)
    assert starting._READ == {} and starting.taken(where, OxigraphStore(tmp_path / "graph").state().version) is None


@pytest.mark.parametrize("damage", ["missing", "unreadable"])
def test_a_store_that_cannot_be_read_ahead_is_left_to_the_first_visitor(tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "graph"
    if damage == "unreadable":
        store = OxigraphStore(path)
        store.load(village_graph())
        for file in store.current().glob("*.nt"):
            file.write_bytes(b"damaged")
    where = _read(path, monkeypatch)
    assert starting.taken(where, OxigraphStore(path).state().version) is None


class _Ring:
    """Two objects that hold each other, as a session's parts do."""

    def __init__(self) -> None:
        self.other = [self]


def test_an_open_store_costs_no_click_anything_and_an_old_one_is_given_back() -> None:
    """Streamlit collects all garbage after each click, which walked over the whole graph: 100 of the 130 ms of a click."""
    old = _Ring()
    opening._set_apart()
    gone = weakref.ref(old)
    assert gc.get_freeze_count() > 0 and not any(one is old for one in gc.get_objects())
    del old
    gc.collect()
    assert gone() is not None
    opening._set_apart()
    assert gone() is None
