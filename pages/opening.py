"""Opens the store for the pages, and builds it from the shipped data when it is not there yet.

A session is kept per data version, so that a reload of the store is seen at the next click, without a restart.
"""

from __future__ import annotations

import gc
import time

import streamlit as st

from graph.opening import cache_folder, open_store
from graph.problems import Problem, StoreError, WieWeetWatError
from graph.store import Store
from graph.stores.memory import MemoryStore
from graph.version_folder import VersionFolder
from ingest.catalogue import read_graph
from pages.starting import address, taken
from pages.words import say
from queries.answer import Answer
from queries.catalogue import ask, open_session
from queries.session import Session

WAIT_AT_MOST = 180.0  # seconds for another process that is loading; a load of ten times our data takes 54
_LOOK_EVERY = 0.5
REBUILT = ("store-missing", "store-unreadable", "store-other-engine")  # what building an embedded store mends


def session(language: str) -> Session:
    """The session of the current data version. Builds an embedded store first when there is none or when it is
    of an older format or damaged, showing how far it is.

    Raises DataError when the data has faults, StoreError when the store cannot be read, written or waited for.
    """
    store = _kept(address())
    state = store.state()
    if not state.ready and state.why_not in REBUILT and isinstance(store, (VersionFolder, MemoryStore)):
        _build(store, language)
        state = store.state()
    if not state.ready:
        raise StoreError(Problem(state.why_not or "store-unreadable", address()))
    with st.spinner(say("opening", language)):
        return _session(address(), state.version, store)


def warm() -> None:
    """Open the store before anybody asks; a fault is for the first visitor to see, not for this."""
    try:
        store = _kept(address())
        state = store.state()
        if state.ready:
            _session(address(), state.version, store)
    except WieWeetWatError:
        return


@st.cache_resource(max_entries=2, show_spinner=False)
def _kept(where: str) -> Store:
    """The store at an address, to look what it holds and to load it."""
    return open_store(where)


@st.cache_resource(max_entries=2, show_spinner=False)
def _session(where: str, version: str, _kept_store: Store) -> Session:
    """One open session per address and data version; `version` is there to be part of the key.

    Each has a store of its own, so that a reload changes nothing under a page that is being drawn. A store
    that lives in this process only cannot be opened twice.
    """
    store = taken(where, version) or open_store(where)
    if not store.state().ready:
        store = _kept_store
    opened = open_session(store, cache_folder(store))
    _set_apart()
    return opened


def _set_apart() -> None:
    """Take what is open out of the sight of the garbage collector: Streamlit runs a whole collection after every click,
    and walking over a large graph each time took 100 of the 130 ms that a click cost (benchmarks/CLICKS.md)."""
    if gc.get_freeze_count():  # an earlier data version is set apart: give what is left of it back
        gc.unfreeze()
        gc.collect()
    gc.freeze()


@st.cache_resource(max_entries=500, show_spinner=False)
def _answer(_session: Session, version: str, question: str, params: dict[str, object], top: int, language: str) -> Answer:
    """Kept as it is, without copies: pages read answers and change nothing in them."""
    return ask(_session, question, params, top, language)


def answer(opened: Session, question: str, params: dict[str, object], top: int, language: str) -> Answer:
    """An answer, worked out once per data version and parameters. Raises as `ask` does."""
    return _answer(opened, opened.index.version, question, params, top, language)


def _build(store: Store, language: str) -> None:
    """Read the shipped data and load it; when somebody else is doing so, wait for them."""
    place = st.empty()
    bar = place.progress(0.0, say("build.read", language))
    graph = read_graph(progress=lambda file, rows: bar.progress(0.1, say("build.read", language)))
    try:
        store.load(graph, lambda what, done, total: bar.progress(0.2 + 0.8 * done / total, say("build.load", language)))
    except StoreError as error:
        if all(problem.key != "store-busy" for problem in error.problems):
            raise
        bar.progress(0.5, say("build.wait", language))
        _wait(store, error)
    place.empty()


def _wait(store: Store, error: StoreError) -> None:
    waited = 0.0
    while not store.state().ready:
        if waited >= WAIT_AT_MOST:
            raise error
        time.sleep(_LOOK_EVERY)
        waited += _LOOK_EVERY
