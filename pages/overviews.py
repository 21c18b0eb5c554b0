"""The pages `/regio?id=` and `/thema?id=`: an overview each, with the way to every answer behind a number."""

from __future__ import annotations

import streamlit as st

from graph.problems import UnknownError, UsageError
from pages import fitting, frame, inside, opening, region_parts, theme_parts, unknown_node, url, viewed
from pages.words import say
from queries.catalogue import QUESTIONS
from queries.profiles.region import RegionView, region_view
from queries.profiles.theme import ThemeView, theme_view
from queries.session import Session

TOP = 3  # front runners on a theme's page


def show_region(opened: Session, language: str) -> None:
    """Draw the page of a region or municipality."""
    state = url.read(st.query_params.to_dict())
    try:
        region = opened.resolver.region(state.id, state.layer)
    except (UnknownError, UsageError):
        unknown_node.show(opened, state.id, language, "region:")
        return
    if region.id not in region.municipalities and region.layer == "gemeente":  # dissolved: its profile says what became of it
        frame.go(frame.PROFILE, url.State(id=region.id, lang=state.lang))
    view = _region(opened, opened.index.version, region.id, language)
    name = region_parts.full_name(region, language)
    frame.title(name, language)
    viewed.note(inside.REGION, region.id, name)
    frame.heading(1, region.name)
    st.html(region_parts.head(view, language))
    left, right = st.columns([14, 10], gap="large")
    with left, st.container(key="overview"):
        st.html(region_parts.shares(view, language) + region_parts.gaps(view, language) + region_parts.programmes(opened, view, language))
    with right, st.container(key="overview-beside"):
        theme = view.shares[0].theme if view.shares else ""
        fits = fitting.fitting(opened, region.id, region.name, language, theme)
        st.html(_questions(fits, language) + region_parts.covers(view, language) + region_parts.networks(view, language)
                + region_parts.layers(view, language) + region_parts.members(view, language))


def show_theme(opened: Session, language: str) -> None:
    """Draw the page of a theme."""
    state = url.read(st.query_params.to_dict())
    try:
        theme = opened.resolver.theme(state.id).id
    except (UnknownError, UsageError):
        unknown_node.show(opened, state.id, language, "theme:")
        return
    view = _theme(opened, opened.index.version, theme, language)
    frame.title(view.name, language)
    viewed.note(inside.THEME, theme, view.name)
    frame.heading(1, view.name)
    st.html(theme_parts.head(view, language))
    left, right = st.columns([14, 10], gap="large")
    with left, st.container(key="overview"):
        pioneers = opening.answer(opened, "pioneers", {"theme": theme}, TOP, language)
        methods = opening.answer(opened, "what_works", {"theme": theme}, 0, language) if "what_works" in QUESTIONS else None
        st.html(theme_parts.pioneers(pioneers, view, language) + (theme_parts.methods(methods, view, language) if methods else "")
                + theme_parts.areas(view, language))
    with right, st.container(key="overview-beside"):
        st.html(_questions(fitting.fitting(opened, theme, view.name, language), language) + theme_parts.around(view, language)
                + theme_parts.programmes(opened, view, language) + theme_parts.questions(view, language))


def _questions(fits: list[fitting.Fit], language: str) -> str:
    return f'<h2 class="small part">{say("profile.questions", language)}</h2>{fitting.links(fits, language)}' if fits else ""


@st.cache_resource(max_entries=400, show_spinner=False)
def _region(_opened: Session, version: str, identifier: str, language: str) -> RegionView:
    return region_view(_opened, _opened.resolver.region(identifier), language)


@st.cache_resource(max_entries=400, show_spinner=False)
def _theme(_opened: Session, version: str, identifier: str, language: str) -> ThemeView:
    return theme_view(_opened, identifier, language)
