"""An address that names what does not exist, or more than one thing: a plain sentence and the nearest names as links."""

from __future__ import annotations

import streamlit as st

from graph.problems import UnknownError, UsageError
from pages import frame, pickers, url
from pages.words import say
from queries.labels import Labels
from queries.session import Session


def show(opened: Session, state: url.State, path: str, language: str) -> bool:
    """Draw it when something in the address is unknown; False when all is well."""
    for field, text in (("theme", state.theme), ("region", state.region)):
        try:
            if field == "theme":
                opened.resolver.theme(text)
            elif text:
                opened.resolver.region(text, state.layer)
        except UnknownError:
            _draw(opened, state, field, path, say(f"unknown.{field}", language, got=_slug(text)), _nearest(opened, field, text), language)
            return True
        except UsageError:
            _draw(opened, state, field, path, say("unknown.ambiguous", language, got=text), _meanings(opened, field, text), language)
            return True
    return _narrowed(opened, state, path, language)


def _narrowed(opened: Session, state: url.State, path: str, language: str) -> bool:
    """A day, size or kind of region that there is not: said, with the question without it."""
    for field in ("on", "size", "layer"):
        value = getattr(state, field)
        try:
            opened.resolver.scope(**{field: value})
        except UsageError:
            frame.title(say("unknown.title", language), language)
            frame.heading(1, say("unknown.title", language))
            frame.paragraph(say("unknown.day" if field == "on" else "unknown.choice", language, got=value), "lead")
            frame.link(path, say("unknown.without", language), state.but(**{field: ""}))
            return True
    return False


def _slug(text: str) -> str:
    """What a person would recognise in an id."""
    return text.partition(":")[2].replace("-", " ") or text


def _labels(opened: Session, field: str) -> Labels:
    return opened.resolver.themes if field == "theme" else opened.resolver.region_labels


def _nearest(opened: Session, field: str, text: str) -> list[str]:
    return [candidate.id for candidate, _ in _labels(opened, field).nearest(_slug(text), least=0.0)]


def _meanings(opened: Session, field: str, text: str) -> list[str]:
    return [candidate.id for candidate in _labels(opened, field).candidates(text)]


def _draw(opened: Session, state: url.State, field: str, path: str, told: str, ids: list[str], language: str) -> None:
    frame.title(say("unknown.title", language), language)
    frame.heading(1, say("unknown.title", language))
    frame.paragraph(told, "lead")
    if ids:
        frame.paragraph(say("unknown.near", language))
    with st.container(key="nearest"):
        for identifier in ids:
            name = (opened.theme_name(identifier, language) if field == "theme"
                    else pickers.region_name(opened.resolver.region(identifier), language))
            frame.link(path, name, state.but(**{field: identifier, "layer": "", "row": ""}))
        frame.link(frame.ASK, say("unknown.start", language), url.State(lang=state.lang))
