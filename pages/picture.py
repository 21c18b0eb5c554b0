"""What every picture shares: how it is drawn and chosen from, its colours, its table twin, its files, and the way between the picture pages.

One drawing library for all: Vega-Lite through altair, which Streamlit ships, so nothing comes from another host. SVG and PNG are
made by vl-convert, the library that altair itself names for it (docs/decisions/0015-pictures.md).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import altair as alt
import streamlit as st

from pages import frame, inside, safe, url
from pages.words import say

PICKED = "picked"  # the name of the choice in every chart
FIELD = "id"  # a mark's field that says what it stands for
# Okabe and Ito's colours (Color Universal Design, 2008), each made to stand out 3:1 against the light and the dark page.
PALETTE = ("#0072B2", "#D55E00", "#00926B", "#C0639A", "#A87400", "#2B8CBE", "#7E63C8", "#737B7E", "#6F8200", "#9A6239")
GREY = PALETTE[7]
_LIGHT_STEPS = ("#e4efe8", "#b5d6cb", "#7fb8ac", "#43918a", "#0b5c58")  # more = darker, also in grey print
_DARK_STEPS = ("#23373a", "#2f5b5b", "#3f8480", "#62b0a6", "#a9dccf")  # more = lighter
_PAPER = "#ffffff"
_PNG_SCALE = 2.0
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Make = Callable[[], bytes | str]
Spec = dict[str, object]  # a chart as plain values, as Vega-Lite has it
# The choice of one mark by its field `id`, for a chart that is written as plain values.
CHOICE: Spec = {"name": PICKED, "select": {"type": "point", "fields": [FIELD], "on": "click", "toggle": False, "clear": False}}


def is_dark() -> bool:
    """Whether this visitor's page is dark."""
    return st.context.theme.type == "dark"


def steps(printed: bool = False) -> tuple[str, ...]:
    """The colours of few to many, five of them, for the page that is shown or for paper."""
    return _DARK_STEPS if is_dark() and not printed else _LIGHT_STEPS


def ink(printed: bool = False) -> str:
    """The colour of text on the page or on paper."""
    return "#ebe7de" if is_dark() and not printed else "#1d2a30"


def on_step(step: int, printed: bool = False) -> str:
    """The colour of a number that stands on a step's colour: at least 4.5 to 1."""
    dark_page = is_dark() and not printed
    return ("#ebe7de" if step < 2 else "#14191b") if dark_page else ("#1d2a30" if step < 3 else "#ffffff")


def picked() -> alt.Parameter:
    """The choice of one mark by its field `id`, to add to the layer whose marks can be chosen."""
    return alt.selection_point(name=PICKED, fields=[FIELD], on="click", toggle=False, empty=False, clear=False)


def draw(chart: Spec, key: str, alt_text: str, *, chosen: str = "", on_choose: Callable[[str], None] | None = None) -> None:
    """A chart as wide as its place. With `on_choose` it must hold CHOICE or `picked()`; a click gives the mark's id to it.

    What is chosen already is no choice: the browser also tells of one that the page itself made (after Back).
    """
    if on_choose is None:
        st.vega_lite_chart(spec=chart, key=key, alt=alt_text, width="stretch")
        return

    def choose() -> None:
        points = st.session_state[key]["selection"].get(PICKED) or []
        ids = [str(point[FIELD]) for point in points if point.get(FIELD)]
        if ids and ids[0] != chosen:
            on_choose(ids[0])

    st.vega_lite_chart(spec=chart, key=key, alt=alt_text, width="stretch", on_select=choose, selection_mode=PICKED)


def svg(chart: alt.TopLevelMixin) -> str:
    """A chart on paper as SVG. It must hold its data: nothing is fetched for it."""
    out = io.StringIO()
    _on_paper(chart).save(out, format="svg")
    return out.getvalue()


def png(chart: alt.TopLevelMixin) -> bytes:
    """A chart on paper as PNG, twice as fine as a screen."""
    out = io.BytesIO()
    _on_paper(chart).save(out, format="png", scale_factor=_PNG_SCALE)
    return out.getvalue()


def _on_paper(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    return chart.configure(background=_PAPER, font="Liberation Sans, Arial, sans-serif", padding=12)


def downloads(printed: Callable[[], alt.TopLevelMixin], name: str, language: str, *, csv: Make | None = None,
              more: Sequence[tuple[str, Make, str, str]] = (), titled: bool = True) -> None:
    """The picture and its data as files, each made only when asked for.

    `printed` makes the chart for paper: light, with its data inside and what must be said of its source. `name`: the files' name
    without ending. `more`: (label, what makes it, ending, mime type). `titled`: with a heading of its own.
    """
    if titled:
        frame.heading(2, say("take.title", language), "small")
    files: list[tuple[str, Make, str, str]] = [(say("picture.svg", language), lambda: svg(printed()), "svg", "image/svg+xml"),
                                               (say("picture.png", language), lambda: png(printed()), "png", "image/png")]
    if csv is not None:
        files.append((say("picture.csv", language), csv, "csv", "text/csv"))
    with st.container(horizontal=True, key="take-picture"):
        for label, make, ending, mime in (*files, *more):
            st.download_button(label, make, f"{name}.{ending}", mime, on_click="ignore", key=f"take-{ending}")


def twin(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], language: str, *, open_first: bool = False) -> None:
    """The same as a table, for whoever cannot see the picture or wants the figures; cells are markup (pages/safe.py, pages/inside.py)."""
    head = "".join(f'<th scope="col">{safe.markup(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f'<div class="twin" tabindex="0" role="region" aria-label="{safe.attribute(title)}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    shown = " open" if open_first else ""
    st.html(f"<details{shown}><summary>{safe.markup(say('picture.twin', language, title=title, count=len(rows)))}</summary>{table}</details>")


def parts(path: str, names: Mapping[str, str], here: str, state: url.State, language: str) -> None:
    """The way between the parts of a page, `names` by their word in the address; the first is what the address need not say."""
    first = next(iter(names))
    items = [f'<li><b aria-current="page">{safe.markup(text)}</b></li>' if part == here
             else f"<li>{inside.anchor(path, text, state.but(part='' if part == first else part, row=''))}</li>" for part, text in names.items()]
    st.html(f'<nav aria-label="{say("picture.parts", language)}"><ul class="parts">{"".join(items)}</ul></nav>')


def subnav(here: str, language: str) -> None:
    """The way between the picture pages, above their title; the question asked travels along."""
    now = url.read(st.query_params.to_dict())
    along = url.State(theme=now.theme, region=now.region, layer=now.layer, lang=now.lang)
    with st.container(horizontal=True, gap="medium", key="picture-pages"):
        for path, word in ((path, word) for path, word in frame.PICTURES.items() if frame.has(path)):
            with st.container(key=f"nav-{'here' if path == here else 'there'}-among-{path}", width="content"):
                frame.link(path, say(f"page.{word}", language), along)
