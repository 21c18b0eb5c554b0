"""The controls of any question, from its declaration: one per parameter, with counts where the question has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages import choices, pickers, question_page, safe, url
from pages.words import layer, say
from queries.catalogue import QUESTIONS
from queries.question import SCALE, Question
from queries.questions import comparable, pioneer_score, who_knows
from queries.scope import LAYERS
from queries.session import Session

Control = Callable[[Session, url.State, str, Question], None]
_FOLDED = ("layer", "on", "size", "weights")  # what narrows the question stands folded away
# Question with signals -> their weights when nobody changes them.
WEIGHED: Mapping[str, Callable[[], dict[str, float]]] = {
    "pioneers": pioneer_score.default_weights, "who_knows": who_knows.default_weights, "comparable": comparable.default_weights}


def draw(opened: Session, state: url.State, language: str, question: str) -> None:
    """All controls of a question, those that it must have first."""
    declared = QUESTIONS[question]
    shown = [parameter for parameter in declared.parameters if parameter.name in _CONTROLS and parameter.name not in _folded(declared)]
    shown.sort(key=lambda parameter: not parameter.required)
    for start in range(0, len(shown), 3):
        boxes = st.columns(min(3, len(shown)), gap="medium")
        for box, parameter in zip(boxes, shown[start:start + 3], strict=False):
            with box:
                _CONTROLS[parameter.name](opened, state, language, declared)
    if any(parameter.name in _folded(declared) for parameter in declared.parameters):
        weighed = WEIGHED.get(question)
        question_page.refine(opened, state, language, question, weighed() if weighed else None)


def _folded(question: Question) -> tuple[str, ...]:
    """A question about regions of a layer shows the layer; others fold it away."""
    names = {parameter.name for parameter in question.parameters}
    return _FOLDED if "region" in names else tuple(name for name in _FOLDED if name != "layer")


def _required(question: Question, name: str) -> bool:
    parameter = question.parameter(name)
    return bool(parameter and parameter.required)


def _theme(opened: Session, state: url.State, language: str, question: Question) -> None:
    required = _required(question, "theme")
    if required and question.id in opened.counts:
        pickers.theme(opened, state, language, question=question.id)
        return
    names = {found: opened.theme_name(found, language) for found in opened.index.themes}
    options = {} if required else {"": say("pick.theme.all", language)}
    ordered = sorted(names, key=lambda found: (not opened.count(pickers.QUESTION, found), names[found].casefold(), found))
    pickers.select("theme", say("pick.theme", language), options | {found: safe.plain(names[found]) for found in ordered}, state)


def _region(opened: Session, state: url.State, language: str, question: Question) -> None:
    if question.id in opened.counts and state.theme:
        pickers.region(opened, state, language, question=question.id)
    else:
        choices.region(opened, state, language)


def _also(opened: Session, state: url.State, language: str, question: Question) -> None:
    if question.id in opened.counts:
        choices.also(opened, state, language, question.id)


def _layer(opened: Session, state: url.State, language: str, question: Question) -> None:
    options = {"": say("pick.layer.default", language), **{name: layer(name, language) for name in (*LAYERS, "gemeente")}}
    pickers.select("layer", say("pick.layer", language), options, state)


def _actor(opened: Session, state: url.State, language: str, question: Question) -> None:
    options = choices.actor_options(opened, opened.index.version, language)
    declared = question.parameter("actor")
    if declared and declared.many:
        pickers.several("actor", say("pick.actors", language), options, state)
        return
    required = _required(question, "actor")
    nobody = {} if required else {"": say("pick.actor.none", language)}
    pickers.select("actor", say("pick.actor.subject" if required else "pick.actor", language), nobody | options, state)


def _practice(opened: Session, state: url.State, language: str, question: Question) -> None:
    pickers.select("practice", say("pick.practice", language), practice_options(opened, opened.index.version, language), state)


@st.cache_resource(max_entries=4, show_spinner=False)
def practice_options(_opened: Session, version: str, language: str) -> dict[str, str]:
    """Family or method id -> its name with how many initiatives it has; those with most first."""
    nodes = {**_opened.index.families, **_opened.index.methods}
    counts = {found: len(_opened.index.initiatives_of.get(found, ())) for found in nodes}
    ordered = sorted(nodes, key=lambda found: (-counts[found], nodes[found].name.casefold(), found))
    return {found: pickers.option(nodes[found].name, counts[found], language) for found in ordered}


def _like(opened: Session, state: url.State, language: str, question: Question) -> None:
    like(opened, state, language)


def like(opened: Session, state: url.State, language: str) -> None:
    """A municipality whose likes the answer keeps to; none is a choice too."""
    names = {found: opened.index.municipalities[found].name for found in opened.index.present()}
    options = {"": say("pick.like.none", language)}
    options |= {found: safe.plain(names[found]) for found in sorted(names, key=lambda found: (names[found].casefold(), found))}
    pickers.select("like", say("pick.like", language), options, state)


def _minimum(opened: Session, state: url.State, language: str, question: Question) -> None:
    options = {"": say("pick.minimum.none", language), **{step: say("pick.minimum.step", language, step=step) for step in SCALE}}
    pickers.select("minimum", say("pick.minimum", language), options, state)


def _text(opened: Session, state: url.State, language: str, question: Question) -> None:
    choices.text_box(state, language)


def _year(opened: Session, state: url.State, language: str, question: Question) -> None:
    year(opened, state, language)


def year(opened: Session, state: url.State, language: str) -> None:
    """A year, or all."""
    last = int(opened.index.as_of[:4])
    options = {"": say("pick.year.all", language), **{str(year): str(year) for year in range(last, last - 16, -1)}}
    if state.year not in options:
        options[state.year] = safe.plain(state.year)
    pickers.select("year", say("pick.year", language), options, state)


_CONTROLS: Mapping[str, Control] = {
    "actor": _actor, "practice": _practice, "theme": _theme, "also": _also, "region": _region, "layer": _layer, "like": _like,
    "minimum": _minimum, "text": _text, "year": _year}


def known() -> Sequence[str]:
    """The parameters that have a control, those folded away included."""
    return tuple(dict.fromkeys((*_CONTROLS, *_FOLDED)))
