"""What every page shares: language, title, look, navigation, and a plain sentence when something is wrong."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from graph.problems import DataError, WieWeetWatError
from pages import inside, opening, safe, url
from pages.words import counted, day, say, sentence
from queries.session import Session

STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).resolve().parent.parent / "static" / "icon.png"
ASK, PIONEERS, ANY, SEARCH = "", "voortrekkers", "vraag", "zoek"  # url paths
PROFILE, SOURCES, ABOUT, CONSOLE = "profiel", "bronnen", "over", "console"
MAP, NETWORK, TIME, GAPS = "kaart", "netwerk", "tijd", "witte-vlekken"
PICTURES = {MAP: "map", NETWORK: "network", TIME: "time", GAPS: "gaps"}  # path -> word of its title
# Question -> the page that shows it; the first page lists these.
QUESTION_PAGES = {"pioneers": PIONEERS, "who_knows": "kennis", "partners": "partners", "known_already": "bestaat"}
_IN_HEADER = (ASK, *QUESTION_PAGES.values(), ANY, MAP)  # the others are reached by links
_PAGES = "pages"  # where this visitor's session keeps the pages, for links to them
_HERE = "path"  # and the path of the one that is shown
_SEARCH, _SEARCHED = "header-search", "header-searched"
Draw = Callable[[Session, str], None]  # draws a page: the open session, the language
# Streamlit leaves the document's language and its own skip link in English. Only words of pages/texts.toml go in.
# It runs again at every change, so it names nothing: a second `const` of one name would stop it.
_LANGUAGE_SCRIPT = """<script>
document.documentElement.lang = {language};
document.querySelectorAll('[data-testid="stSkipToContent"]').forEach(link => link.textContent = {skip});
</script>"""


def language() -> str:
    """The language of this run: the address's, else English when the browser asks for that, else Dutch."""
    chosen = url.read(st.query_params.to_dict()).lang
    return chosen or ("en" if (st.context.locale or "").lower().startswith("en") else "nl")


def start(shows: Mapping[str, tuple[str, Draw]]) -> st.Page:
    """Set up the page of this run. `shows`: url path -> (key of its title, what draws it); the first is the start page."""
    spoken = language()
    st.set_page_config(page_title=say("brand", spoken), page_icon=str(ICON), layout="wide", initial_sidebar_state="collapsed")
    pages = {path: st.Page(_guarded(draw, spoken), title=say("title", spoken, page=say(f"page.{key}", spoken)), url_path=path or "start",
                           default=path == next(iter(shows)))
             for path, (key, draw) in shows.items()}
    st.session_state[_PAGES] = pages
    current = st.navigation(list(pages.values()), position="hidden")
    st.session_state[_HERE] = next(path for path, page in pages.items() if page.url_path == current.url_path)
    # A link within the page tells the app its address but leaves the browser's as it was: say it back.
    st.query_params.from_dict(st.query_params.to_dict())
    st.html(STYLE)
    script = _LANGUAGE_SCRIPT.format(language=json.dumps(spoken), skip=json.dumps(say("skip", spoken)))
    st.html(script + inside.SCRIPT, unsafe_allow_javascript=True)
    _header(spoken, pages, {path: key for path, (key, _) in shows.items()}, current)
    if wanted := st.session_state.pop(_SEARCHED, ""):
        st.switch_page(pages[SEARCH], query_params=url.write(url.State(text=wanted, lang=url.read(st.query_params.to_dict()).lang)))
    return current


def _guarded(draw: Draw, spoken: str) -> Callable[[], None]:
    """A page with its store opened, and with a plain sentence instead of an error."""
    def show() -> None:
        try:
            opened = opening.session(spoken)
            draw(opened, spoken)
            footer(opened, spoken)
        except WieWeetWatError as error:
            fault(error, spoken)
    return show


def _header(spoken: str, pages: Mapping[str, st.Page], keys: Mapping[str, str], current: st.Page) -> None:
    """The name, the pages and the other language. The question asked travels along between pages."""
    now = url.read(st.query_params.to_dict())
    along = url.write(url.State(theme=now.theme, region=now.region, layer=now.layer, lang=now.lang))
    with st.container(key="site-header", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="brand"><span class="brand-mark" aria-hidden="true"></span>{say("brand", spoken)}</div>', width="content")
        for path in (path for path in _IN_HEADER if path in pages):
            page, here = pages[path], pages[path].url_path == current.url_path or path == MAP and current.url_path in PICTURES
            with st.container(key=f"nav-{'here' if here else 'there'}-{path or 'start'}", width="content"):
                st.page_link(page, label=say("page.pictures" if path == MAP else f"page.{keys[path]}", spoken), query_params=along)
        if SEARCH in pages:
            with st.container(key="nav-search", width=150):
                _search_box(spoken, now.text if current.url_path == SEARCH else "")
        with st.container(key="nav-language", width="content"):  # all of the address, for pages have words of their own in it
            st.page_link(current, label=say("lang.other", spoken), query_params={**st.query_params.to_dict(), "lang": say("lang.other.code", spoken)})


def _search_box(spoken: str, shown: str) -> None:
    """A name to look for, from every page; only what is typed leads to the page of hits."""
    st.session_state[_SEARCH] = shown
    st.text_input(say("search.label", spoken), key=_SEARCH, placeholder=say("search.hint", spoken), label_visibility="collapsed",
                  max_chars=url.SHORT, on_change=_searched)


def _searched() -> None:
    st.session_state[_SEARCHED] = str(st.session_state[_SEARCH]).strip()


def has(path: str) -> bool:
    """Whether the app has a page."""
    return path in st.session_state[_PAGES]


def link(path: str, text: str, state: url.State) -> None:
    """A link to a page of the app; `text` may come from the data."""
    st.page_link(st.session_state[_PAGES][path], label=safe.label(text), query_params=url.write(state))


def query_link(question: str, text: str, state: url.State) -> None:
    """A link to the query behind an answer."""
    st.page_link(st.session_state[_PAGES][CONSOLE], label=safe.label(text), query_params={"naam": question, **url.write(state.but(id="", text="", row=""))})


def go(path: str, state: url.State) -> None:
    """Show another page."""
    st.switch_page(st.session_state[_PAGES][path], query_params=url.write(state))


def title(text: str, spoken: str) -> None:
    """The title of the browser's tab; `text` may come from the data."""
    st.set_page_config(page_title=safe.plain(say("title", spoken, page=text)))


def heading(level: int, text: str, css: str = "") -> None:
    """A heading; `text` may come from the data."""
    name = f' class="{css}"' if css else ""
    st.html(f"<h{level}{name}>{safe.markup(text)}</h{level}>")


def paragraph(text: str, css: str = "") -> None:
    """A paragraph; `text` may come from the data."""
    name = f' class="{css}"' if css else ""
    st.html(f"<p{name}>{safe.markup(text)}</p>")


def footer(opened: Session, spoken: str) -> None:
    """How recent the data is, where it comes from and how it is counted, on every page."""
    with st.container(key="site-footer", horizontal=True, gap="medium"):
        st.html(f'<div class="site-footer">{html.escape(say("footer", spoken, day=day(opened.index.as_of, spoken)))}</div>', width="content")
        for path, key in ((SOURCES, "page.sources"), (CONSOLE, "page.console"), (ABOUT, "page.about")):
            if path in st.session_state[_PAGES]:
                link(path, say(key, spoken), url.State(lang=url.read(st.query_params.to_dict()).lang))


def fault(error: WieWeetWatError, spoken: str) -> None:
    """What is wrong in plain words, never code; for faults of the data all of them."""
    title(say("fault.title", spoken), spoken)
    heading(1, say("fault.title", spoken))
    lines = error.say(spoken).split("\n")
    if isinstance(error, DataError):
        paragraph(counted("fault.data", spoken, len(error.problems)), "lead")
        st.html(_list(lines))
        return
    paragraph(sentence(lines[0]), "lead faults")
    for line in lines[1:]:
        paragraph(sentence(line), "note")
    _ways_on(spoken)


def _ways_on(spoken: str) -> None:
    """The same page once more, and two that ask for less; what is wrong may be over by then."""
    now = url.read(st.query_params.to_dict())
    again = inside.anchor(str(st.session_state.get(_HERE, "")), say("fault.again", spoken), now)
    start, every = (inside.anchor(path, say(key, spoken), url.State(lang=now.lang)) for path, key in ((ASK, "unknown.start"), (ANY, "unknown.questions")))
    st.html(f'<ul class="ways">{"".join(f"<li>{link}</li>" for link in (again, start, every))}</ul>')


def _list(lines: Sequence[str]) -> str:
    """Messages as a list; what is indented belongs to the message before it."""
    items: list[str] = []
    for line in lines:
        if line.startswith("  ") and items:
            items[-1] += f"<br><span>{safe.markup(line)}</span>"
        else:
            items.append(safe.markup(line))
    return f'<ul class="faults">{"".join(f"<li>{item}</li>" for item in items)}</ul>'
