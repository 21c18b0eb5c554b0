"""The page `/bronnen`: datasets and documents with what is to be known of them; `/bronnen?id=doc:` shows one document."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import streamlit as st

from pages import dataset_info, frame, pickers, safe, source_parts, unknown_node, url, viewed
from pages.words import counted, say
from queries.profiles import sources as query
from queries.profiles.facts import word
from graph.exports.tables import neutral
from queries.session import Session

SHOWN = 40  # documents shown at once
EACH = 200  # claims of a relation that one document's page shows at first
_TEXT = "sources-text"
_COLUMNS = ("title", "publisher", "published", "kind", "reached_through", "url")


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    if state.id:
        _document(opened, state, language)
        return
    frame.title(say("page.sources", language), language)
    frame.heading(1, say("sources.title", language))
    frame.paragraph(say("sources.lead", language), "lead")
    found = _all(opened, opened.index.version)
    st.html(source_parts.datasets(dataset_info.datasets(opened.store.state().datasets), opened.index.as_of, language))
    frame.heading(2, counted("sources.documents", language, len(found)))
    st.html(source_parts.flags(found, language))
    _controls(found, state, language)
    chosen = query.chosen(found, state.text, state.kind, state.flag, state.order or query.CLAIMS)
    _list(chosen, state, language)


def _document(opened: Session, state: url.State, language: str) -> None:
    view = _view(opened, opened.index.version, state.id, language, EACH if state.top else 0)
    if view is None:
        unknown_node.show(opened, state.id, language, "doc:")
        return
    frame.title(view.source.node.name, language)
    viewed.note(frame.SOURCES, state.id, view.source.node.name)
    frame.heading(1, view.source.node.name)
    st.html(source_parts.document(view, language))
    st.html(source_parts.claims(view, language))
    if state.top and any(said.count > len(said.evidence) for said in view.said):
        frame.link(frame.SOURCES, say("profile.everything", language), state.but(top=0))
    frame.link(frame.SOURCES, say("sources.back", language), url.State(lang=state.lang))


def _controls(found: Sequence[query.Source], state: url.State, language: str) -> None:
    """What narrows and orders the list."""
    text, kind, flag, order = st.columns([3, 2, 2, 2], gap="medium")
    with text:
        st.session_state[_TEXT] = state.text
        st.text_input(say("sources.text", language), key=_TEXT, max_chars=url.SHORT, on_change=_typed, args=(state,))
    kinds = sorted({source.cell("kind") for source in found}, key=lambda name: word("choice.kind", name, language))
    with kind:
        pickers.select("kind", say("sources.kind", language), {"": say("sources.kind.all", language),
                       **{name: word("choice.kind", name, language) for name in kinds}}, state)
    with flag:
        pickers.select("flag", say("sources.flag", language), {"": say("sources.flag.all", language),
                       **{name: say(f"flag.{name}", language) for name in query.FLAGS}}, state)
    with order:
        pickers.select("order", say("sources.order", language), {"": say("order.claims", language),
                       **{name: say(f"order.{name}", language) for name in query.ORDERS if name != query.CLAIMS}}, state)


def _typed(state: url.State) -> None:
    pickers.change(state.but(text=str(st.session_state[_TEXT]).strip()))


def _list(chosen: Sequence[query.Source], state: url.State, language: str) -> None:
    if not chosen:
        frame.paragraph(say("sources.none", language), "lead")
        frame.link(frame.SOURCES, say("sources.all", language), url.State(lang=state.lang))
        return
    shown = chosen[:SHOWN] if state.top else chosen
    frame.paragraph(say("rows.shown", language, shown=len(shown), count=len(chosen)), "note")
    st.html(source_parts.listing(shown, language))
    if len(shown) < len(chosen):
        frame.link(frame.SOURCES, say("more.rows", language, count=len(chosen)), state.but(top=0))
    st.download_button(say("sources.csv", language), lambda: as_csv(chosen), "wieweetwat-bronnen.csv", "text/csv", on_click="ignore")


def as_csv(sources: Sequence[query.Source]) -> str:
    """The documents as CSV, formulas neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", *_COLUMNS, "claims", "flags"])
    for source in sources:
        cells = [source.node.id, *(source.cell(name) for name in _COLUMNS), str(source.claims), "; ".join(source.flags)]
        writer.writerow([neutral(safe.plain(text)) for text in cells])
    return out.getvalue()


@st.cache_resource(max_entries=2, show_spinner=False)
def _all(_opened: Session, version: str) -> tuple[query.Source, ...]:
    """All documents, counted once per data version."""
    return query.sources_of(_opened)


@st.cache_resource(max_entries=100, show_spinner=False)
def _view(_opened: Session, version: str, identifier: str, language: str, most: int) -> query.SourceView | None:
    return query.source_view(_opened, identifier, language, most)
