"""The app as Streamlit runs it, without a browser, on a store of the village in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from graph.stores.oxigraph import OxigraphStore
from tests.village.village import village_graph

APP = Path(__file__).resolve().parent.parent.parent / "app.py"


@pytest.fixture(scope="session")
def village_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the village that nobody changes."""
    path = tmp_path_factory.mktemp("village") / "graph"
    OxigraphStore(path).load(village_graph())
    return path


@pytest.fixture
def app(village_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The app on the village, not yet run."""
    monkeypatch.setenv("WIEWEETWAT_STORE", str(village_store))
    st.cache_resource.clear()
    yield AppTest.from_file(str(APP), default_timeout=30)
    st.cache_resource.clear()


def shown(app: AppTest) -> str:
    """Everything that the page says in HTML elements, one after another."""
    return "\n".join(element.proto.body for element in app.get("html"))


def pioneers(app: AppTest, **address: str) -> AppTest:
    """The Voortrekkers page with an address."""
    return page(app, "voortrekkers", **address)


def page(app: AppTest, path: str, **address: str) -> AppTest:
    """A page with an address."""
    app._page_hash = calc_hash(path)  # switch_page() knows only pages that are files
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()
