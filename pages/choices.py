"""Pickers of some pages only: a second theme, one's own municipality or organisation, any region, a text or a file."""

from __future__ import annotations

import streamlit as st

from graph.problems import UsageError
from pages import frame, pickers, safe, url
from pages.words import layer, say, sentence
from queries.reading import SUFFIXES, read_bytes
from queries.scope import LAYERS
from queries.session import Session

_TEXT, _KEPT, _FAULT, _FILES = "pick-text", "text-kept", "text-fault", "text-files"  # of this visitor's session only
_HEIGHT = 150  # pixels of the text box


def also(opened: Session, state: url.State, language: str, question: str) -> None:
    """A second theme, with how many rows know both; those that somebody knows first."""
    select = {"": safe.plain(say("pick.also.none", language))}
    select |= also_options(opened, opened.index.version, state.theme, state.region, state.layer, language, question)
    pickers.select("also", say("pick.also", language), select, state)


@st.cache_resource(max_entries=300, show_spinner=False)
def also_options(_opened: Session, version: str, theme_id: str, region_id: str, only: str, language: str, question: str) -> dict[str, str]:
    """Theme id -> what the picker of a second theme shows."""
    scope = _opened.resolver.scope("", region_id, only)
    counts = _opened.counts[question]
    inside = {actor for actor in counts.get(theme_id, ()) if _opened.resolver.inside(actor, scope)}
    both = {found: len(inside & actors) for found, actors in counts.items() if found != theme_id}
    names = {found: _opened.theme_name(found, language) for found in both}
    ordered = sorted(both, key=lambda found: (both[found] == 0, names[found].casefold(), found))
    return {found: pickers.option(names[found], both[found], language) for found in ordered}


def actor(opened: Session, state: url.State, language: str) -> None:
    """One's own municipality (these first), organisation or network; nobody is a choice too."""
    options = {"": say("pick.actor.none", language), **actor_options(opened, opened.index.version, language)}
    pickers.select("actor", say("pick.actor", language), options, state)


@st.cache_resource(max_entries=4, show_spinner=False)
def actor_options(_opened: Session, version: str, language: str) -> dict[str, str]:
    """Actor id -> name: municipalities first, then those of which something is known on a theme, then the others."""
    places = {found: _opened.index.municipalities[found].name for found in _opened.index.present()}
    others = {found: node.name for found, node in _opened.index.actors.items()}
    named = {found: say("pick.region.name", language, name=name, layer=layer("gemeente", language)) for found, name in places.items()}
    known = {actor for counts in _opened.counts.values() for actors in counts.values() for actor in actors}
    return {found: safe.plain(names[found]) for names in (named, others)
            for found in sorted(names, key=lambda key: (key not in known, names[key].casefold(), key))}


def theme(opened: Session, state: url.State, language: str) -> None:
    """A theme, or none, without counts: for questions whose rows are not counted beforehand."""
    names = {found: opened.theme_name(found, language) for found in opened.index.themes}
    ordered = sorted(names, key=lambda found: (not opened.count(pickers.QUESTION, found), names[found].casefold(), found))
    options = {"": say("pick.theme.none", language)} if state.actor else {}
    pickers.select("theme", say("pick.theme", language), options | {found: safe.plain(names[found]) for found in ordered}, state)


def region(opened: Session, state: url.State, language: str) -> None:
    """Any region or municipality, without counts."""
    pickers.select("region", say("pick.region", language), region_options(opened, opened.index.version, state.layer, language), state)


@st.cache_resource(max_entries=40, show_spinner=False)
def region_options(_opened: Session, version: str, only: str, language: str) -> dict[str, str]:
    """Region id -> its name with its layer; "" is the whole country."""
    found = {"": say("pick.country", language)}
    for name in (only,) if only else (*LAYERS, "gemeente"):
        found |= {place.id: safe.plain(pickers.region_name(place, language)) for place in _opened.resolver.regions(name)}
    return found


def text(state: url.State) -> str:
    """The text to look up: the address's, else the long one that this window keeps."""
    return state.text or str(st.session_state.get(_KEPT, ""))


def text_box(state: url.State, language: str) -> None:
    """A box to type or paste in, and the button. Nothing but this machine reads it."""
    st.session_state[_TEXT] = state.text
    st.text_area(say("pick.text", language), key=_TEXT, height=_HEIGHT, on_change=_typed, args=(state,),
                 placeholder=say("pick.text.hint", language))
    st.button(say("pick.text.button", language), type="primary", on_click=_typed, args=(state,))
    frame.paragraph(say("pick.text.long" if len(state.text) > url.SHORT else "pick.text.stays", language, count=url.SHORT), "note")


def file(state: url.State, language: str) -> None:
    """A file instead of a typed text. What is wrong with it is said in words."""
    version = int(st.session_state.get(_FILES, 0))
    st.file_uploader(say("pick.file", language, kinds=", ".join(suffix.removeprefix(".") for suffix in SUFFIXES)),
                     key=f"pick-file-{version}", on_change=_handed, args=(state, version, language))
    if fault := st.session_state.pop(_FAULT, ""):
        frame.paragraph(fault, "faults")


def _typed(state: url.State) -> None:
    _keep(state, str(st.session_state[_TEXT]))


def _keep(state: url.State, text: str) -> None:
    """A short text goes into the address, a long one stays in this window."""
    st.session_state[_KEPT] = text if len(text.strip()) > url.SHORT else ""
    row = state.row if text.strip() == state.text else ""
    pickers.change(state.but(text=text.strip(), row=row))


def _handed(state: url.State, version: int, language: str) -> None:
    """Read the file that was handed over; what is wrong with it is said. The file itself is then let go."""
    file = st.session_state[f"pick-file-{version}"]
    if file is None:
        return
    st.session_state[_FILES] = version + 1
    try:
        _keep(state, read_bytes(file.getvalue(), file.name))
    except UsageError as error:
        st.session_state[_FAULT] = " ".join(sentence(line) for line in error.say(language).split("\n"))
