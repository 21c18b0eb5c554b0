"""An address that names what does not exist, or more than one thing: a plain sentence and the nearest names as links."""

from __future__ import annotations

import streamlit as st

from graph.problems import UnknownError, UsageError
from pages import frame, pickers, url
from pages.words import say
from queries.catalogue import checked_minimum, checked_year
from queries.labels import Labels
from queries.session import Session


_LABELLED = ("theme", "also", "region", "actor", "practice", "like")


def show(opened: Session, state: url.State, path: str, language: str) -> bool:
    """Draw it when something in the address is unknown; False when all is well."""
    for field in _LABELLED:
        for text in state.actors if field == "actor" else filter(None, (getattr(state, field),)):
            try:
                _resolve(opened, state, field, text)
            except UnknownError:
                told = say(f"unknown.{_WORD.get(field, field)}", language, got=_slug(text))
                _draw(opened, state, (field, text), path, told, _nearest(opened, field, text), language)
                return True
            except UsageError:
                _draw(opened, state, (field, text), path, say("unknown.ambiguous", language, got=text), _meanings(opened, field, text), language)
                return True
    return _narrowed(opened, state, path, language)


_WORD = {"also": "theme", "like": "region"}


def _resolve(opened: Session, state: url.State, field: str, text: str) -> None:
    """Raises as the resolver does."""
    if field == "region":
        opened.resolver.region(text, state.layer)
    else:
        {"actor": opened.resolver.actor, "practice": opened.resolver.practice, "like": opened.resolver.municipality}.get(
            field, opened.resolver.theme)(text)


def _narrowed(opened: Session, state: url.State, path: str, language: str) -> bool:
    """A day, size or kind of region that there is not: said, with the question without it."""
    for field in ("on", "size", "layer", "minimum", "year"):
        value = getattr(state, field)
        try:
            if field in _CHECKED:
                _CHECKED[field](value)
            else:
                opened.resolver.scope(**{field: value})
        except UsageError:
            frame.title(say("unknown.title", language), language)
            frame.heading(1, say("unknown.title", language))
            frame.paragraph(say("unknown.day" if field == "on" else "unknown.choice", language, got=value), "lead")
            frame.link(path, say("unknown.without", language), state.but(**{field: ""}))
            return True
    return False


_CHECKED = {"minimum": checked_minimum, "year": checked_year}


def _slug(text: str) -> str:
    """What a person would recognise in an id."""
    return text.partition(":")[2].replace("-", " ") or text


def _labels(opened: Session, field: str) -> Labels:
    if field in ("actor", "practice"):
        return opened.resolver.actor_labels if field == "actor" else opened.resolver.practice_labels
    return opened.resolver.region_labels if field in ("region", "like") else opened.resolver.themes


def _nearest(opened: Session, field: str, text: str) -> list[str]:
    return [candidate.id for candidate, _ in _labels(opened, field).nearest(_slug(text), least=0.0)]


def _meanings(opened: Session, field: str, text: str) -> list[str]:
    return [candidate.id for candidate in _labels(opened, field).candidates(text)]


def _draw(opened: Session, state: url.State, wrong: tuple[str, str], path: str, told: str, ids: list[str], language: str) -> None:
    field, text = wrong
    frame.title(say("unknown.title", language), language)
    frame.heading(1, say("unknown.title", language))
    frame.paragraph(told, "lead")
    if ids:
        frame.paragraph(say("unknown.near", language))
    with st.container(key="nearest"):
        for identifier in ids:
            mended = ",".join(identifier if part == text else part for part in (state.actors if field == "actor" else (text,)))
            frame.link(path, _name(opened, field, identifier, language), state.but(**{field: mended, "layer": "", "row": ""}))
        frame.link(frame.ASK, say("unknown.start", language), url.State(lang=state.lang))


def _name(opened: Session, field: str, identifier: str, language: str) -> str:
    if field in ("actor", "practice"):
        return opened.index.nodes([identifier])[identifier].name
    if field in ("region", "like"):
        return pickers.region_name(opened.resolver.region(identifier), language)
    return opened.theme_name(identifier, language)
