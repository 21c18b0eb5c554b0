"""All pages by their address. What draws a page is imported when somebody opens it: only the first page must be there at once."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

import streamlit as st

from pages import frame, inside, opening
from queries.session import Session


class Place(NamedTuple):
    """What stands at an address: the key of its title, the module of pages/ and its function that draw it."""

    title: str
    module: str
    function: str = "show"

    def draw(self, opened: Session, language: str) -> None:
        """Draw the page; its module is imported the first time."""
        getattr(_module(self.module), self.function)(opened, language)


_QUESTIONS = {"pioneers": "pioneers", "who_knows": "knowledge", "partners": "partnering", "known_already": "existing"}  # -> module
PLACES: Mapping[str, Place] = {
    frame.ASK: Place("ask", "ask"),
    **{frame.QUESTION_PAGES[question]: Place(question, module) for question, module in _QUESTIONS.items()},
    frame.ANY: Place("vraag", "any_question"), frame.SEARCH: Place("zoek", "search"), frame.PROFILE: Place("profile", "profile"),
    inside.REGION: Place("region", "overviews", "show_region"), inside.THEME: Place("theme", "overviews", "show_theme"),
    frame.SOURCES: Place("sources", "sources"), frame.ABOUT: Place("about", "about"), frame.CONSOLE: Place("console", "console"),
    frame.MAP: Place("map", "map_page"), frame.NETWORK: Place("network", "network"),
    frame.GAPS: Place("gaps", "gaps"), frame.TIME: Place("time", "times")}
_REST: list[threading.Thread] = []  # the thread that imports the other pages, once it is begun


def run() -> None:
    """Draw the page that the address names. After the first one the others are imported, before anybody asks for them."""
    frame.start({path: (place.title, place.draw) for path, place in PLACES.items()}).run()
    if not _REST:
        _REST.append(threading.Thread(target=_import_all, name="pages", daemon=True))
        _REST[0].start()


def warm() -> None:
    """Import the first page and open the store while the first visitor's browser is still loading."""
    _module(PLACES[frame.ASK].module)
    opening.warm()


def _import_all() -> None:
    for place in PLACES.values():
        _module(place.module)
    gc.freeze()  # as opening.py does with the graph: what is imported stays


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__package__}.{name}")
