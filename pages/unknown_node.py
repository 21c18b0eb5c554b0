"""An address of a profile, region, theme or document that does not exist: the nearest names, and the way to search."""

from __future__ import annotations

import streamlit as st

from pages import frame, inside, url
from pages.words import say
from queries.find import Finder
from queries.session import Session

_NEAREST = 3


def show(opened: Session, identifier: str, language: str, kind: str = "") -> None:
    """Draw it. `kind` (a prefix with its colon) puts names of that kind first."""
    lang = inside.spoken()
    if not identifier:
        frame.title(say("profile.choose", language), language)
        frame.heading(1, say("profile.choose", language))
        frame.paragraph(say("profile.choose.lead", language), "lead")
    else:
        frame.title(say("unknown.node", language, got=_slug(identifier)), language)
        frame.heading(1, say("unknown.title", language))
        frame.paragraph(say("unknown.node", language, got=identifier), "lead")
        hits = Finder(opened.store, texts=opened.texts).find(_slug(identifier), 20)
        near = sorted(hits, key=lambda hit: not hit.id.startswith(kind or identifier.partition(":")[0] + ":"))[:_NEAREST]
        if near:
            frame.paragraph(say("unknown.near", language))
            st.html('<ul class="claims ways">' + "".join(f"<li>{inside.node(hit.id, hit.name)}</li>" for hit in near) + "</ul>")
    frame.link(frame.SEARCH, say("unknown.search", language), url.State(text=_slug(identifier)[:url.SHORT], lang=lang))
    frame.link(frame.ASK, say("unknown.start", language), url.State(lang=lang))


def _slug(identifier: str) -> str:
    """What a person would recognise in an id."""
    return identifier.partition(":")[2].replace("-", " ") or identifier
