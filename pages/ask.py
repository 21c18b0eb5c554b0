"""The first page: the question as a sentence, already filled in, and a real answer under it. No graph, no jargon."""

from __future__ import annotations

import streamlit as st

from graph.language import number
from pages import examples, frame, opening, pickers, safe, unknown, url, viewed
from pages.words import day, days_in, say, sentence
from queries.answer import Answer, Row
from queries.catalogue import QUESTIONS
from queries.render import cell
from queries.session import Session

QUESTION = "pioneers"
TOP = 3
_COUNTS = ("Organisation", "Initiative", "Document", "Claim")


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = pickers.start(opened, url.read(st.query_params.to_dict()))
    if unknown.show(opened, state, frame.ASK, language):
        return
    frame.title(say("page.ask", language), language)
    answer = opening.answer(opened, QUESTION, {"theme": state.theme, "region": state.region, "layer": state.layer}, TOP, language)
    state = url.State(theme=str(answer.params["theme"]), region=str(answer.params.get("region", "")), lang=state.lang)
    frame.heading(1, say("ask.title", language))
    frame.paragraph(say("ask.lead", language), "lead")
    _sentence(opened, state, language)
    _top(answer, state, language)
    viewed.draw(language)
    _examples(opened, state, language)
    _contents(opened, language)


def _sentence(opened: Session, state: url.State, language: str) -> None:
    """Who is a pioneer on [theme] in [region]? and the one button."""
    with st.container(key="ask", gap="medium"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<p class="ask-word">{say("ask.who", language)}</p>', width="content")
            with st.container(width=330):
                pickers.theme(opened, state, language, visible=False)
            st.html(f'<p class="ask-word">{say("ask.in", language)}</p>', width="content")
            with st.container(width=330):
                pickers.region(opened, state, language, visible=False)
            st.html('<p class="ask-word ask-end">?</p>', width="content")
        if st.button(say("ask.button", language), type="primary"):
            frame.go(frame.PIONEERS, state)


def _top(answer: Answer, state: url.State, language: str) -> None:
    """The first three with their reasons, or what there is instead."""
    frame.heading(2, say("ask.top", language))
    frame.paragraph(answer.sentence, "note")
    if not answer.rows:
        frame.paragraph(sentence(days_in(answer.empty_reason, language)), "lead")
        for way in answer.suggestions:
            frame.link(frame.ASK, say("empty.way", language, label=way.label, count=way.count),
                       url.State(theme=way.params["theme"], region=way.params.get("region", ""), lang=state.lang))
        return
    with st.container(key="top"):
        for row in answer.rows:
            _row(row, state, language)
    if answer.total > len(answer.rows):
        frame.link(frame.PIONEERS, say("more.rows", language, count=answer.total), state)


def _row(row: Row, state: url.State, language: str) -> None:
    with st.container(key=f"place-{row.id.replace(':', '-')}", horizontal=True, gap="medium"):
        st.html(f'<div class="place">{safe.markup(cell(row, "rank", language))}</div>', width=110)
        with st.container():
            frame.link(frame.PIONEERS, row.name, state.but(row=row.id))
            facts = f'{cell(row, "tier", language)} · {cell(row, "strength", language)}'
            st.html(f'<p class="facts">{safe.markup(facts)}</p><p class="why-line">{safe.markup(sentence(days_in(row.why, language)))}</p>')


def _examples(opened: Session, state: url.State, language: str) -> None:
    frame.heading(2, say("ask.examples", language))
    with st.container(key="examples"):
        for example in examples.examples(opened, opened.index.version):
            place = opened.resolver.region(example.region)
            text = say("ask.example", language, theme=opened.theme_name(example.theme, language),
                       region=pickers.region_name(place, language), count=example.count)
            frame.link(frame.PIONEERS, text, url.State(theme=example.theme, region=example.region, lang=state.lang))
    frame.heading(2, say("ask.more", language))
    with st.container(key="others"):
        for other in examples.others(opened, opened.index.version, state.theme, language):
            path = frame.QUESTION_PAGES.get(other.question, frame.ANY)
            frame.link(path, other.text, other.state.but(id=other.question if path == frame.ANY else "", lang=state.lang))
    frame.link(frame.ANY, say("ask.all", language, count=len(QUESTIONS)), url.State(theme=state.theme, region=state.region, lang=state.lang))


def _contents(opened: Session, language: str) -> None:
    """How much there is, and how recent."""
    counts = opened.store.state().counts
    found = {"municipalities": len(opened.index.present()), **{kind: counts.get(kind, 0) for kind in _COUNTS}}
    items = "".join(f'<div><dt>{say(f"count.{name}", language)}</dt><dd>{number(value, language)}</dd></div>'
                    for name, value in found.items())
    frame.heading(2, say("ask.contents", language))
    st.html(f'<dl class="counts">{items}</dl>')
    frame.paragraph(say("ask.date", language, day=day(opened.index.as_of, language)), "note")
