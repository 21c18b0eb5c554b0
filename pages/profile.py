"""The page `/profiel?id=`: everything that is known of one node of any kind, with the document of every fact."""

from __future__ import annotations

import streamlit as st

from graph.problems import UnknownError
from pages import fitting, frame, inside, profile_parts, take_profile, unknown_node, url, viewed
from pages.words import say
from queries.profiles.profile import Profile, profile_of
from queries.profiles.timeline import Moment, timeline
from queries.session import Session


def show(opened: Session, language: str) -> None:
    """Draw the page from its address."""
    state = url.read(st.query_params.to_dict())
    if state.id.startswith("doc:"):
        frame.go(inside.SOURCES, url.State(id=state.id, lang=state.lang))
    try:
        profile, moments = kept(opened, opened.index.version, state.id, language)
    except UnknownError:
        unknown_node.show(opened, state.id, language)
        return
    frame.title(profile.name, language)
    viewed.note(frame.PROFILE, profile.node.id, profile.name)
    frame.heading(1, profile.name)
    st.html(profile_parts.head(opened, profile, language))
    left, right = st.columns([10, 14], gap="large")
    with left, st.container(key="profile-facts"):
        st.html(profile_parts.facts(profile, language) + _questions(opened, profile, language)
                + profile_parts.lacking(opened, profile, language))
    with right, st.container(key="profile-claims"):
        st.html(profile_parts.conflicts(profile, language) + profile_parts.times(moments, opened.index.as_of, language)
                + (_in_time(profile, language) if moments else "") + profile_parts.relations(profile, language, everything=state.top == 0))
        if state.top and profile_parts.is_cut(profile):
            frame.link(frame.PROFILE, say("profile.everything", language), state.but(top=0))
    take_profile.draw(opened, profile, state, language)


@st.cache_resource(max_entries=300, show_spinner=False)
def kept(_opened: Session, version: str, identifier: str, language: str) -> tuple[Profile, tuple[Moment, ...]]:
    """A profile and its timeline, put together once per data version. UnknownError as `profile_of`."""
    profile = profile_of(_opened, identifier, language)
    return profile, timeline(_opened, profile, language)


def _in_time(profile: Profile, language: str) -> str:
    """The way to the same as a picture: of an approach how it spread, of anything else its roles and initiatives."""
    approach = profile.node.kind in ("family", "method")
    state = url.State(practice=profile.node.id, lang=inside.spoken()) if approach else url.State(part="rollen", id=profile.node.id, lang=inside.spoken())
    return f'<p>{inside.anchor(frame.TIME, say("times.link", language), state)}</p>'


def _questions(opened: Session, profile: Profile, language: str) -> str:
    found = [] if profile.dissolved else fitting.fitting(opened, profile.node.id, profile.name, language)
    return f'<h2 class="small part">{say("profile.questions", language)}</h2>{fitting.links(found, language)}' if found else ""
