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
    for field in ("theme", "also", "region", "actor"):
        text = getattr(state, field)
        try:
            if text:
                _resolve(opened, state, field, text)
        except UnknownError:
            told = say("unknown.theme" if field == "also" else f"unknown.{field}", language, got=_slug(text))
            _draw(opened, state, field, path, told, _nearest(opened, field, text), language)
            return True
        except UsageError:
            _draw(opened, state, field, path, say("unknown.ambiguous", language, got=text), _meanings(opened, field, text), language)
            return True
    return _narrowed(opened, state, path, language)


def _resolve(opened: Session, state: url.State, field: str, text: str) -> None:
    """Raises as the resolver does."""
    if field == "region":
        opened.resolver.region(text, state.layer)
    elif field == "actor":
        opened.resolver.actor(text)
    else:
        opened.resolver.theme(text)


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
    if field == "actor":
        return opened.resolver.actor_labels
    return opened.resolver.region_labels if field == "region" else opened.resolver.themes


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
            frame.link(path, _name(opened, field, identifier, language), state.but(**{field: identifier, "layer": "", "row": ""}))
        frame.link(frame.ASK, say("unknown.start", language), url.State(lang=state.lang))


def _name(opened: Session, field: str, identifier: str, language: str) -> str:
    if field == "actor":
        return opened.index.nodes([identifier])[identifier].name
    if field == "region":
        return pickers.region_name(opened.resolver.region(identifier), language)
    return opened.theme_name(identifier, language)
