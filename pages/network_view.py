"""What the network page shows, as its address says it: `id stappen soorten relaties naar rij n lang`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st

from graph.language import LANGUAGES
from graph.schema import schema
from pages import frame, safe
from queries.pictures.web import KINDS


@dataclass(frozen=True, slots=True)
class View:
    """The centre, how many steps, which kinds and relations (empty = all), the actor that ways lead to, the node that is explained,
    and whether the table also lists what the picture leaves out."""

    id: str = ""
    steps: int = 1
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    to: str = ""
    row: str = ""
    whole: bool = False
    lang: str = ""

    def but(self, **changes: object) -> View:
        """The same with something else."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def shows_kind(self, kind: str) -> bool:
        """Whether nodes of a kind are shown."""
        return not self.kinds or kind in self.kinds

    def shows_relation(self, relation: str) -> bool:
        """Whether links of a relation are shown."""
        return not self.relations or relation in self.relations


def read(address: Mapping[str, str]) -> View:
    """The view that an address gives. What cannot be read is left out."""
    lang = address.get("lang", "")
    return View(address.get("id", "").strip(), 2 if address.get("stappen") == "2" else 1, _listed(address.get("soorten", ""), KINDS),
                _listed(address.get("relaties", ""), schema().relations), address.get("naar", "").strip(), address.get("rij", "").strip(),
                address.get("n") == "0", lang if lang in LANGUAGES else "")


def write(view: View) -> dict[str, str]:
    """The shortest address that gives the view back."""
    found = {"id": view.id, "stappen": "2" if view.steps == 2 else "", "soorten": ",".join(view.kinds), "relaties": ",".join(view.relations),
             "naar": view.to, "rij": view.row, "n": "0" if view.whole else "", "lang": view.lang}
    return {word: value for word, value in found.items() if value}


def change(view: View) -> None:
    """Write a view into the address; the page then shows it."""
    st.query_params.from_dict(write(view))


def anchor(text: str, view: View, css: str = "") -> str:
    """A link to a view; `text` may come from the data."""
    return marked_anchor(safe.markup(text), view, css)


def marked_anchor(markup: str, view: View, css: str = "") -> str:
    """A link to a view around what is HTML already."""
    name = f"inside {css}".strip()
    return f'<a class="{name}" href="{safe.attribute(f"{frame.NETWORK}?{urlencode(write(view))}")}" target="_self">{markup}</a>'


def toggled(shown: Collection[str], known: Collection[str], one: str) -> tuple[str, ...]:
    """What stays shown when one of the known is switched on or off; nothing at all means all."""
    now = set(shown) or set(known)
    now ^= {one}
    return () if now >= set(known) or not now & set(known) else tuple(name for name in known if name in now)


def _listed(text: str, known: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in text.split(",") if part in known))
