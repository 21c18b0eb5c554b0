"""What the map page shows, as its address says it: `thema laag op rij lang` as everywhere, and `maat vergelijk netwerk`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from graph.dates import interval
from pages import frame, pickers, safe, url
from queries.pictures.areas import ALL_LAYERS, COUNTED, KNOWN, MUNICIPALITIES

PER = "-per-100000"  # ends the measure that is per inhabitants


@dataclass(frozen=True, slots=True)
class View:
    """The theme, the layer, what is counted and whether per inhabitants, one day or two, the area and the network that are chosen."""

    theme: str = ""
    layer: str = MUNICIPALITIES
    counted: str = KNOWN
    per: bool = False
    on: str = ""
    other: str = ""
    row: str = ""
    network: str = ""
    lang: str = ""

    def but(self, **changes: object) -> View:
        """The same with something else."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def measure(self) -> str:
        """The measure as one word of the address."""
        return self.counted + (PER if self.per else "")


def read(address: Mapping[str, str]) -> View:
    """The view that an address gives. What cannot be read is left out."""
    state, measure = url.read(address), address.get("maat", "").strip()
    counted, per = measure.removesuffix(PER), measure.endswith(PER)
    other = address.get("vergelijk", "").strip()
    known = counted in COUNTED
    return View(state.theme, state.layer if state.layer in ALL_LAYERS else MUNICIPALITIES, counted if known else KNOWN, per and known,
                state.on, other if _is_day(other) else "", state.row, address.get("netwerk", "").strip(), state.lang)


def write(view: View) -> dict[str, str]:
    """The shortest address that gives the view back."""
    found = {"thema": view.theme, "laag": "" if view.layer == MUNICIPALITIES else view.layer, "maat": "" if view.measure == KNOWN else view.measure,
             "op": view.on, "vergelijk": view.other, "netwerk": view.network, "rij": view.row, "lang": view.lang}
    return {word: value for word, value in found.items() if value}


def change(view: View) -> None:
    """Write a view into the address; the page then shows it."""
    st.query_params.from_dict(write(view))


def anchor(text: str, view: View) -> str:
    """A link to a view; `text` may come from the data."""
    return f'<a class="inside" href="{safe.attribute(f"{frame.MAP}?{urlencode(write(view))}")}" target="_self">{safe.markup(text)}</a>'


def select(name: str, label: str, options: Mapping[str, str], value: str, chosen: Callable[[str], View]) -> None:
    """A box that shows one part of the view and writes what is chosen into the address."""
    names = {one: safe.plain(text) for one, text in options.items()}
    pickers.box(f"map-{name}", label, names, value, lambda one: change(chosen(one)))


def _is_day(text: str) -> bool:
    found = interval(text) if text else None
    return bool(found and len(text) == 10)
