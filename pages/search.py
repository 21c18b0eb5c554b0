"""The page `/zoek?q=`: names that look like a text, by kind, each with where it is; typing errors are forgiven."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from graph.schema import schema
from pages import frame, inside, safe, url, viewed
from pages.words import counted, say
from queries.find import Finder, Hit
from queries.profiles.facts import name_in
from queries.profiles.whereabouts import whereabouts
from queries.session import Session

HITS = 60  # names that are looked at; a longer list helps nobody
OPEN = 8  # hits of a kind shown at once


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    text = state.text[:url.SHORT].strip()
    frame.title(say("page.zoek", language), language)
    if not text:
        frame.heading(1, say("search.title", language))
        frame.paragraph(say("search.lead", language), "lead")
        viewed.draw(language)
        return
    hits = found(opened, opened.index.version, text)
    if not hits:
        frame.heading(1, say("search.title", language))
        frame.paragraph(say("search.nothing", language, text=text), "lead")
    else:
        frame.heading(1, counted("search.found", language, len(hits), text=text))
        st.html(_groups(opened, hits, language))
    _ways_on(text, language)
    viewed.draw(language)


@st.cache_resource(max_entries=200, show_spinner=False)
def found(_opened: Session, version: str, text: str) -> list[Hit]:
    """The hits for a text, best first."""
    return Finder(_opened.store, texts=_opened.texts).find(text, HITS)


def _groups(opened: Session, hits: Sequence[Hit], language: str) -> str:
    """Hits by kind; the kind with the best hit first."""
    places = whereabouts(opened, [hit.id for hit in hits], language)
    nodes = opened.index.nodes([hit.id for hit in hits])
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    text = ""
    for kind, own in kinds.items():
        declared = schema().kinds[kind]
        label = (declared.labels if len(own) == 1 else declared.plurals)[language]
        lines = [_line(hit, name_in(nodes[hit.id], language) if hit.id in nodes else hit.name, places.get(hit.id, ""),
                       nodes[hit.id].cells.get("municipality", "") if hit.id in nodes else "") for hit in own]
        text += (f'<h2 class="small part">{safe.markup(label[0].upper() + label[1:])} <span class="count">{len(own)}</span></h2>'
                 f'<ul class="claims hits">{"".join(lines[:OPEN])}</ul>')
        if rest := lines[OPEN:]:
            text += (f'<details><summary>{counted("profile.more", language, len(rest))}</summary>'
                     f'<ul class="claims hits">{"".join(rest)}</ul></details>')
    return text


def _line(hit: Hit, name: str, where: str, municipality: str) -> str:
    """A hit with where it is; a town or village leads to its municipality, which is what something is known of."""
    extra = f' <span class="extra">{safe.markup(where)}</span>' if where else ""
    return f"<li><b>{inside.node(municipality or hit.id, name)}</b>{extra}</li>"


def _ways_on(text: str, language: str) -> None:
    """The text as a plan, and the questions."""
    with st.container(key="ways-out"):
        lang = inside.spoken()
        frame.link(frame.QUESTION_PAGES["known_already"], say("search.as_text", language, text=text), url.State(text=text, lang=lang))
        frame.link(frame.ANY, say("unknown.questions", language), url.State(lang=lang))
