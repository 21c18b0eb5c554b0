"""The questions that fit a node, with the node filled in: whatever the catalogue has that takes such a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graph.language import texts_of
from pages import frame, inside, url
from pages.words import TEXTS_FILE, counted, say
from queries.catalogue import QUESTIONS
from queries.question import Question
from queries.session import Session
from queries.words import say as question_say

# Kind -> the fields that it can fill, the first that a question has counts.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "gm": ("actor", "like", "region"), "org": ("actor",), "net": ("actor",), "theme": ("theme",), "region": ("region",),
    "family": ("practice",), "method": ("practice",)}
_SEARCHED = ("init", "prog", "question", "call")  # nothing asks for these; what looks like them can be looked up
_MUNICIPAL = ("comparable",)  # questions about a municipality only
OPEN = 6  # questions shown at once


class Fit(NamedTuple):
    """A question with the node filled in: its words, its page and what it is asked with."""

    question: str
    text: str
    path: str
    state: url.State


def fitting(opened: Session, identifier: str, name: str, language: str, theme: str = "") -> list[Fit]:
    """Questions that can be asked with this node, and with a theme where one is given; in the order of the catalogue."""
    kind = identifier.partition(":")[0]
    if kind in _SEARCHED:
        return [_fit(QUESTIONS["known_already"], {"text": name[:url.SHORT]}, {}, language)]
    found = []
    for question in QUESTIONS.values():
        field = next((field for field in _FIELDS.get(kind, ()) if question.parameter(field)), "")
        if not field or question.id == "known_already" or question.id in _MUNICIPAL and kind != "gm":
            continue
        filled = {field: identifier}
        if theme and question.parameter("theme"):
            filled["theme"] = theme
        if all(parameter.name in filled for parameter in question.parameters if parameter.required):  # a second actor is chosen there
            names = {field: name, **({"theme": opened.theme_name(theme, language)} if "theme" in filled and field != "theme" else {})}
            found.append(_fit(question, filled, names, language))
    return found


def _fit(question: Question, filled: Mapping[str, str], names: Mapping[str, str], language: str) -> Fit:
    path = frame.QUESTION_PAGES.get(question.id, frame.ANY)
    state = url.State(id=question.id if path == frame.ANY else "", lang=inside.spoken()).but(**filled)
    own = f"fit.{question.id}.{next(iter(filled))}"
    given = {"who": names.get("actor", names.get("like", "")), **names}
    if texts_of(TEXTS_FILE).has(own):
        return Fit(question.id, say(own, language, name=next(iter(names.values()), filled.get("text", ""))), path, state)
    fields = {name: given.get(name) or "…" for name in ("theme", "region", "actor", "practice", "who", "layer", "text")}
    if not given.get("region"):
        fields["region"] = question_say("country", language)
    if not given.get("theme"):
        fields["theme"] = say("pick.theme.all", language)
    return Fit(question.id, question.sentence[language].format(**fields), path, state)


def links(fits: list[Fit], language: str) -> str:
    """The questions as a list of links, the first few at once."""
    items = [f"<li>{inside.anchor(fit.path, fit.text, fit.state)}</li>" for fit in fits]
    text = f'<ul class="ways">{"".join(items[:OPEN])}</ul>'
    if rest := items[OPEN:]:
        text += f'<details><summary>{counted("profile.more", language, len(rest))}</summary><ul class="ways">{"".join(rest)}</ul></details>'
    return text
