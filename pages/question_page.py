"""Any question of the catalogue as a page: its sentence as title, its controls, and its answer or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages import answer_view, frame, matrix, opening, pickers, unknown, url, viewed
from pages.words import say
from queries.answer import Answer
from queries.session import Session
from queries.words import say as question_say

Start = Callable[[Session, url.State], url.State]
Controls = Callable[[Session, url.State, str], None]


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A named page: the question it shows, what it starts with when the address says too little, its controls."""

    question: str
    start: Start
    controls: Controls

    @property
    def path(self) -> str:
        """Its url path."""
        return frame.QUESTION_PAGES[self.question]


def show(page: QuestionPage, opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = page.start(opened, url.read(st.query_params.to_dict()).only(page.question))
    if unknown.show(opened, state, page.path, language):
        return
    answer = ask(opened, page.question, state, language)
    state = named(state, answer)
    title = titled(opened, answer, state, language)
    frame.title(title, language)
    viewed.answer(page.path, state, title)
    frame.heading(1, title)
    with st.container(key="controls"):
        page.controls(opened, state, language)
    draw(opened, answer, state, page.path, language)


def draw(opened: Session, answer: Answer, state: url.State, path: str, language: str) -> None:
    """The answer, or why it is empty."""
    if answer.rows:
        answer_view.rows(opened, answer, state, path, language)
    else:
        answer_view.empty(answer, state, path, language)


def ask(opened: Session, question: str, state: url.State, language: str) -> Answer:
    """The answer with as many rows as the address asks, or all when the chosen row is further down."""
    answer = opening.answer(opened, question, state.params(), state.top, language)
    if state.row and len(answer.rows) < answer.total and all(matrix.key(row) != state.row for row in answer.rows):
        return opening.answer(opened, question, state.params(), 0, language)
    return answer


def named(state: url.State, answer: Answer) -> url.State:
    """The state with the ids that its labels turned out to mean."""
    actors: list[str] = answer.params.get("actor") or []  # type: ignore[assignment]
    fields = ("theme", "also", "region", "practice", "like", "minimum")
    return state.but(actor=",".join(actors), **{field: str(answer.params.get(field, "")) for field in fields})


def titled(opened: Session, answer: Answer, state: url.State, language: str) -> str:
    """The answer's sentence; with a second theme it says so."""
    if not state.also:
        return answer.sentence
    return say("title.also", language, sentence=answer.sentence, theme=opened.theme_name(state.also, language))


def refine(opened: Session, state: url.State, language: str, question: str, defaults: dict[str, float] | None = None) -> None:
    """What narrows the question, and its weights when it has them, folded away."""
    changed = state.layer or state.on or state.size or state.weights
    label = ("pick.refined" if changed else "pick.more") if defaults else "pick.narrowed" if changed else "pick.narrow"
    with st.expander(say(label, language)):
        pickers.narrow(opened, state, language, question)
        if defaults:
            frame.heading(2, say("weights.title", language), "small")
            frame.paragraph(say("weights.lead", language), "note")
            pickers.weights(state, language, defaults, {signal: question_say(f"signal.{signal}", language) for signal in defaults})
