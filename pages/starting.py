"""What the app does before its first visitor: it reads the store while its own code is still being imported.

The first module that `app.py` loads, so it loads little itself. Making the reading copy of the store takes one core
and does not hold Python up; importing everything else takes the other.
"""

from __future__ import annotations

import importlib
import os
import threading
from types import ModuleType

from streamlit.runtime.pages_manager import PagesManager

from graph.opening import DEFAULT_STORE, open_store
from graph.problems import WieWeetWatError
from graph.store import Store
from graph.stores.oxigraph import OxigraphStore

VARIABLE = "WIEWEETWAT_STORE"
PAGES = "pages.navigation"
_READ: dict[tuple[str, str], Store] = {}  # by address and data version: what was read ahead and nobody has taken yet
_READING: list[threading.Thread] = []


def address() -> str:
    """The store's address: from the environment (an address or a bare path), else the default."""
    given = os.environ.get(VARIABLE, "")
    return DEFAULT_STORE if not given else given if ":" in given else f"oxigraph:{given}"


def begin() -> None:
    """Start reading the store and importing the pages, and let the app listen meanwhile. A fault in the store is the
    first visitor's to see."""
    own_pages()
    reading = threading.Thread(target=_read, args=(address(),), name="read", daemon=True)
    _READING.append(reading)
    reading.start()
    threading.Thread(target=_import, name="warm", daemon=True).start()


def pages() -> ModuleType:
    """All pages, which are imported at the first call."""
    return importlib.import_module(PAGES)


def taken(where: str, version: str) -> Store | None:
    """The store that was read ahead, for the one who asks first; None when it is of another version. It is kept for nobody else."""
    while _READING:
        _READING.pop().join()
    found = _READ.get((where, version))
    _READ.clear()
    return found


def own_pages() -> None:
    """Tell Streamlit, before the first visitor, that `pages/` is a package and not a folder of scripts.

    Otherwise it offers every module as a page until the first run is over, and answers the first visitor
    who follows a link to a page with "Page not found". There is no setting for it.
    """
    PagesManager.uses_pages_directory = False


def _read(where: str) -> None:
    try:
        store = open_store(where)
        before = store.state()
        if before.ready and isinstance(store, OxigraphStore):
            store.read_ahead()
            if store.state().version == before.version:  # else a load came in between, and what was read may be either
                _READ[where, before.version] = store
    except WieWeetWatError:
        return


def _import() -> None:
    pages().warm()
