"""The page `/console`: the queries behind the questions, to change and to run; reading only, within limits, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import streamlit as st

from graph.guard.forms import found_csv, found_json, found_turtle, short_text
from graph.guard.running import LIMIT, TIMEOUT, Found, run
from graph.opening import DEFAULT_CYPHER, open_store
from graph.problems import Problem, StoreError, WieWeetWatError
from ingest.catalogue import read_graph
from pages import any_question, charts, frame, opening, picture, safe, url
from pages.words import say, sentence
from queries.binding import bound_cypher, bound_text
from queries.catalogue import QUESTIONS, resolve
from queries.session import Session

LANGUAGES = ("sparql", "cypher")
LONGEST = 6000  # characters of a query that an address carries
_TEXT, _LONG, _FOUND = "console-text", "console-long", "console-found"
_BARS = 50  # names that can be read beside their bars
_TIMES, _ROWS = (5, 10, 30, 60), (100, 1000, 5000)
_FIRST = {"sparql": """PREFIX wws: <https://w3id.org/wieweetwat/schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?theme (COUNT(?what) AS ?number) WHERE {
  ?what wws:about ?about .
  ?about skos:prefLabel ?theme
  FILTER (LANG(?theme) = "nl")
} GROUP BY ?theme ORDER BY DESC(?number) ?theme LIMIT 20""",
          "cypher": """MATCH (what:Node)-[:ABOUT]->(theme:Node)
RETURN theme.label_nl AS theme, count(what) AS number
ORDER BY number DESC, theme LIMIT 20"""}


def show(opened: Session, language: str) -> None:
    """Draw the page from its address: `taal`, `naam` (a question) and `q` (the text)."""
    spoken = st.query_params.get("taal", "")
    spoken = spoken if spoken in LANGUAGES else "sparql"
    name = st.query_params.get("naam", "")
    text = st.query_params.get("q", "") or _kept(spoken, name) or _saved(opened, name, spoken)
    frame.title(say("page.console", language), language)
    frame.heading(1, say("page.console", language))
    frame.paragraph(say("console.lead", language), "lead")
    _choices(spoken, name, language)
    st.session_state[_TEXT] = text
    st.text_area(say("console.text", language), key=_TEXT, height=340, on_change=_typed, args=(spoken, name))
    seconds, rows = _limits(language)
    if st.button(say("console.run", language), type="primary", key="console-go"):
        st.session_state[_FOUND] = (text, spoken, _answer(text, spoken, seconds, rows, language))
    kept = st.session_state.get(_FOUND)
    if kept and kept[:2] == (text, spoken) and kept[2] is not None:
        _shown(kept[2], spoken, language)
    with st.expander(say("console.highlighted", language)):
        st.code(text, language=spoken, line_numbers=True, wrap_lines=True)
    frame.paragraph(say("console.tools", language), "note")


def _kept(spoken: str, name: str) -> str:
    """What was typed and is too long for an address: this window keeps it, until another query is chosen."""
    kept = st.session_state.get(_LONG)
    return kept[1] if kept and kept[0] == (spoken, name) else ""


def _saved(opened: Session, name: str, spoken: str) -> str:
    """A question's own query as the address asks it, else with its example; without a question a first query of ours."""
    if name not in QUESTIONS:
        return _FIRST[spoken]
    question = QUESTIONS[name]
    asked = url.read(st.query_params.to_dict()).but(text="").only(name).params()
    try:
        arguments = question.arguments(opened, resolve(opened, question, asked or question.example_params()))
    except WieWeetWatError:  # this data does not have the example
        arguments = {}
    return bound_text(question, arguments) if spoken == "sparql" else bound_cypher(question, arguments)


def _choices(spoken: str, name: str, language: str) -> None:
    saved, kind = st.columns([2, 1], gap="medium")
    options = {"": say("console.saved.none", language)} | {question.id: safe.plain(any_question.plain_sentence(question, language)) for question in QUESTIONS.values()}
    for key, value in (("console-name", name if name in options else ""), ("console-language", spoken)):
        st.session_state[key] = value
    with saved:
        st.selectbox(say("console.saved", language), list(options), format_func=lambda value: options[value], key="console-name", filter_mode="contains",
                     on_change=_chosen)
    with kind:
        st.selectbox(say("console.language", language), LANGUAGES, format_func=lambda value: say(f"console.{value}", language), key="console-language",
                     on_change=_chosen)


def _limits(language: str) -> tuple[int, int]:
    left, right, _ = st.columns([1, 1, 2], gap="medium")
    with left:
        seconds = st.selectbox(say("console.seconds", language), _TIMES, index=_TIMES.index(int(TIMEOUT)), key="console-seconds")
    with right:
        rows = st.selectbox(say("console.rows", language), _ROWS, index=_ROWS.index(LIMIT), key="console-rows")
    return seconds, rows


def _chosen() -> None:
    """Another question or language starts from its own text."""
    _write(st.session_state["console-language"], st.session_state["console-name"], "")


def _typed(spoken: str, name: str) -> None:
    _write(spoken, name, str(st.session_state[_TEXT]))


def _write(spoken: str, name: str, text: str) -> None:
    st.session_state[_LONG] = ((spoken, name), text) if len(text) > LONGEST else None
    found = {"taal": spoken, "naam": name, "q": text if len(text) <= LONGEST else "", "lang": url.read(st.query_params.to_dict()).lang}
    st.query_params.from_dict({key: value for key, value in found.items() if value})


def store_of(spoken: str) -> str:
    """The address of the store that answers a language: the app's own, else the Cypher one beside it."""
    own = opening.address()
    return own if open_store(own).language == spoken else DEFAULT_CYPHER if spoken == "cypher" else own


def asked(text: str, spoken: str, seconds: int, rows: int, language: str, meanwhile: Callable[[], None] | None = None) -> Found:
    """The answer to a query of the user's own, within the guard's limits. Raises as graph/guard says; whatever `meanwhile` raises ends it."""
    _ready(spoken, language)
    return run(text, spoken, store_of(spoken), timeout=seconds, limit=rows, meanwhile=meanwhile)


def _answer(text: str, spoken: str, seconds: int, rows: int, language: str) -> Found | None:
    """Run it; a click on "Stop" or anything else ends it, since writing to the page is where Streamlit notices a click."""
    place = st.empty()
    with place.container():
        said = st.empty()
        st.button(say("console.stop", language), key="console-stop")

    def busy() -> None:
        said.caption(say("console.busy", language, seconds=seconds))

    try:
        return asked(text, spoken, seconds, rows, language, busy)
    except WieWeetWatError as error:
        with st.container(key="console-fault"):
            for number, line in enumerate(error.say(language).split("\n")):
                frame.paragraph(sentence(line.strip()), "faults" if number == 0 else "note")
        return None
    finally:
        place.empty()


def _ready(spoken: str, language: str) -> None:
    """The Cypher store is made from the datasets when there is none, or when it holds an older version.

    StoreError when the app shows other data than the datasets here hold: then the answer would be about something else.
    """
    where = store_of(spoken)
    if spoken != "cypher" or where != DEFAULT_CYPHER:
        return
    store, wanted = open_store(where), opening.session(language).index.version
    if store.state().version != wanted:
        with st.spinner(say("console.making", language)):
            graph = read_graph()
            if graph.version != wanted:
                raise StoreError(Problem("cypher-other-data", opening.address(), expected=wanted, got=graph.version))
            store.load(graph)


def _shown(found: Found, spoken: str, language: str) -> None:
    """The rows as a table, what was cut, and files."""
    frame.heading(2, say("console.answer", language))
    said = say("console.count", language, count=len(found.rows), seconds=f"{found.seconds:.1f}".replace(".", "," if language == "nl" else "."))
    frame.paragraph(said + (" " + say(f"console.cut.{found.cut}", language) if found.cut else ""), "note")
    if (number := _number_of(found)) is not None:
        picture.draw(_bars(found, number).on_screen(), "console-bars", say("console.bars.alt", language))
        picture.downloads(lambda: _bars(found, number, printed=True).on_paper(""), "query", language, titled=False)
    if found.rows:
        table = {safe.plain(column): [safe.plain(short_text(row[number])) for row in found.rows] for number, column in enumerate(found.columns)}
        st.dataframe(table, hide_index=True, alt=say("console.alt", language))
    with st.container(horizontal=True, key="take"):
        st.download_button(say("console.csv", language), lambda: found_csv(found), "query.csv", "text/csv", on_click="ignore")
        st.download_button(say("console.json", language), lambda: found_json(found, spoken, store_of(spoken)), "query.json", "application/json", on_click="ignore")
        if found.is_graph:
            st.download_button(say("console.turtle", language), lambda: found_turtle(found), "query.ttl", "text/turtle", on_click="ignore")


def _number_of(found: Found) -> int | None:
    """The place of the number when each row is a name with one number and there are few enough to read as bars."""
    if found.is_graph or len(found.columns) != 2 or not 2 <= len(found.rows) <= _BARS:
        return None
    numbers = [place for place in (0, 1) if all(isinstance(row[place], int | float) and not isinstance(row[place], bool) for row in found.rows)]
    return numbers[0] if numbers and all(isinstance(row[1 - numbers[0]], str) for row in found.rows) else None


def _bars(found: Found, number: int, printed: bool = False) -> charts.Drawn:
    rows = [{"name": safe.plain(str(row[1 - number])), "value": row[number]} for row in found.rows]
    ink = picture.ink(printed)
    base = charts.base().encode(y=alt.Y("name:N", sort=None, title=None, axis=charts.axis(printed, 260)), text=alt.Text("value:Q"),
                                x=alt.X("value:Q", title=safe.plain(found.columns[number]), axis=alt.Axis(grid=False, labelColor=ink, titleColor=ink)))
    bars, numbers = base.mark_bar(height=15, color=picture.PALETTE[0]), base.mark_text(align="left", dx=4, color=ink)
    return charts.Drawn(alt.layer(bars, numbers).properties(height=alt.Step(22)), {charts.ROWS: rows})
