"""The page `/vraag?id=`: any question of the catalogue, drawn from its declaration; `/vraag` alone lists them all.

A new question appears here without a page of its own.
"""

from __future__ import annotations

import html

import streamlit as st

from graph.problems import UnknownError, UsageError
from pages import controls, frame, network_view, question_page, unknown, url, viewed
from pages.words import say
from queries.catalogue import QUESTIONS, resolve
from queries.question import Question
from queries.session import Session
from queries.words import say as question_say

# The groups in which the list shows the questions; what is in none comes last.
GROUPS = {
    "who": ("pioneers", "who_knows", "partners", "administrators", "introductions", "influence"),
    "what": ("known_already", "what_works", "spread", "reinventions", "unusual", "indicators", "events"),
    "where": ("comparable", "coverage", "triangle", "bridges"),
    "demand": ("bundle", "supply_demand", "programme_fit", "agenda"),
    "together": ("portfolio", "matching"),
    "keep": ("fragile_knowledge", "orphaned", "freshness"),
}


_ROUTES, _BETWEEN = "introductions", 2  # the question whose answers are also a picture, when it is about so many
_MORE = "another"  # what is missing when one of several is there


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    if not state.id:
        _catalogue(language, state)
        return
    if state.id not in QUESTIONS:
        _unknown(state, language)
        return
    if state.id in frame.QUESTION_PAGES:
        frame.go(frame.QUESTION_PAGES[state.id], state.but(id=""))
    question = QUESTIONS[state.id]
    state = start(opened, question, state.only(state.id))
    if unknown.show(opened, state, frame.ANY, language):
        return
    if missing := _missing(question, state):
        _incomplete(opened, question, state, missing, language)
        return
    answer = question_page.ask(opened, question.id, state, language)
    state = question_page.named(state, answer)
    frame.title(answer.sentence, language)
    viewed.answer(frame.ANY, state, answer.sentence)
    frame.heading(1, answer.sentence)
    with st.container(key="controls"):
        controls.draw(opened, state, language, question.id)
    question_page.draw(opened, answer, state, frame.ANY, language)
    if question.id == _ROUTES and len(state.actors) == _BETWEEN:
        first, last = state.actors
        st.html(f"<p>{network_view.anchor(say('network.link.between', language), network_view.View(id=first, to=last, lang=state.lang))}</p>")


def start(opened: Session, question: Question, state: url.State) -> url.State:
    """The state with what the question must have: the address's, else the question's own example, else a first choice."""
    given = state.params()
    if not state.actor and not any(parameter.name in given for parameter in question.parameters):
        state = _example(opened, question, state)
    if "theme" in _missing(question, state) and (best := _fullest_theme(opened, question)):
        state = state.but(theme=best)
    return state


def _fullest_theme(opened: Session, question: Question) -> str:
    """The theme with most rows of this question, or of pioneers when its rows are not counted."""
    counts = opened.theme_counts(question.id if question.id in opened.counts else "pioneers")
    return max(counts, key=lambda theme: (counts[theme], theme), default="")


def _example(opened: Session, question: Question, state: url.State) -> url.State:
    """The question's example, as far as this data has it."""
    try:
        asked = resolve(opened, question, question.example_params())
    except (UnknownError, UsageError):
        return state
    echoed = ("weights", "layer") if "region" in asked.params else ("weights",)  # a region's layer is said with it, and chosen by nobody
    found = {name: ",".join(value) if isinstance(value, list) else str(value) for name, value in asked.params.items() if name not in echoed}
    return state.but(**found)


def _missing(question: Question, state: url.State) -> list[str]:
    """The parameters that the question cannot do without; of those that need several values also when there are too few."""
    given = state.params()
    return [parameter.name for parameter in question.parameters if parameter.required
            and (parameter.name not in given or parameter.many and len(state.actors) < parameter.least)]


def _incomplete(opened: Session, question: Question, state: url.State, missing: list[str], language: str) -> None:
    """A question that still lacks something: its controls, and what to fill in."""
    sentence = plain_sentence(question, language)
    frame.title(sentence, language)
    frame.heading(1, sentence)
    words = (_MORE if name == "actor" and state.actors else name for name in missing)
    frame.paragraph(say("vraag.missing", language, what=", ".join(say(f"vraag.parameter.{word}", language) for word in words)), "lead")
    with st.container(key="controls"):
        controls.draw(opened, state, language, question.id)


def plain_sentence(question: Question, language: str) -> str:
    """The question without anything filled in."""
    fields = {name: "…" for name in ("theme", "region", "actor", "practice", "who", "layer", "text")}
    return question.sentence[language].format(**fields)


def groups() -> dict[str, list[Question]]:
    """The questions by group, in the order of GROUPS."""
    found = {name: [QUESTIONS[question] for question in members if question in QUESTIONS] for name, members in GROUPS.items()}
    grouped = {question.id for members in found.values() for question in members}
    found["other"] = [question for question in QUESTIONS.values() if question.id not in grouped]
    return {name: members for name, members in found.items() if members}


def link_to(question: Question, text: str, state: url.State) -> None:
    """A link to a question's page, its own or this one."""
    path = frame.QUESTION_PAGES.get(question.id, frame.ANY)
    frame.link(path, text, state.but(id="" if path != frame.ANY else question.id))


def _catalogue(language: str, state: url.State) -> None:
    """All questions, in groups, each with what it is for."""
    frame.title(say("page.vraag", language), language)
    frame.heading(1, say("vraag.title", language))
    frame.paragraph(say("vraag.lead", language, count=len(QUESTIONS)), "lead")
    with st.container(key="catalogue"):
        for name, members in groups().items():
            frame.heading(2, say(f"vraag.group.{name}", language))
            for question in members:
                link_to(question, plain_sentence(question, language), url.State(theme=state.theme, region=state.region, lang=state.lang))
                st.html(f'<p class="note">{html.escape(question_say(f"about.{question.id}", language))}</p>')


def _unknown(state: url.State, language: str) -> None:
    frame.title(say("unknown.title", language), language)
    frame.heading(1, say("unknown.title", language))
    frame.paragraph(say("unknown.question", language, got=state.id), "lead")
    frame.link(frame.ANY, say("unknown.questions", language), url.State(lang=state.lang))
    frame.link(frame.ASK, say("unknown.start", language), url.State(lang=state.lang))
