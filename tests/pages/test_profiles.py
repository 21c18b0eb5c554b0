"""Search, profiles, regions, themes, sources and the page about, on the village and on names that mean harm."""

from __future__ import annotations

import csv
import html
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.stores.oxigraph import OxigraphStore
from pages import dataset_info, inside, opening, sources, take_profile, url, viewed
from queries.profiles.profile import profile_of
from queries.profiles.sources import sources_of
from queries.profiles.take import as_csv, as_rdf
from tests.pages.conftest import APP, page, shown
from tests.village.village import VILLAGE, village_graph

HOSTILE = ["<script>alert(1)</script>", "[x](javascript:alert(1))", "**vet** :red[rood]", "</a><img src=x onerror=alert(1)>", "a\u202eb\u2066c\u200f",
           "'\"&lt;b&gt; class=x", "lang " + "x" * 495, "🏡👩‍👩‍👧 dorp",
           '=HYPERLINK("http://example.org")', "@SUM(1)"]
ADDRESSES = [("profiel", {"id": "gm:GM9001"}), ("profiel", {"id": "gm:GM9005"}), ("profiel", {"id": "person:ada-vos"}),
             ("profiel", {"id": "family:buurttafel"}), ("profiel", {"id": "method:keukentafel"}), ("profiel", {"id": "init:soepbus"}),
             ("profiel", {"id": "org:kennispunt"}), ("profiel", {"id": "net:tafelkring"}), ("profiel", {"id": "theme:buurthulp"}),
             ("profiel", {"id": "question:wie-kookt"}), ("profiel", {"id": "prog:dichtbij"}), ("profiel", {"id": "place:9001"}),
             ("regio", {"id": "region:provincie-PV91"}), ("regio", {"id": "gm:GM9003"}), ("regio", {"id": "region:nl"}),
             ("thema", {"id": "theme:buurthulp"}), ("thema", {"id": "theme:ontmoeten"}), ("bronnen", {}), ("bronnen", {"id": "doc:rapport-2017"}),
             ("netwerk", {}), ("netwerk", {"id": "gm:GM9001"}), ("netwerk", {"id": "theme:buurthulp", "stappen": "2"}), ("netwerk", {"id": "person:bo-kramer", "stappen": "2"}),
             ("netwerk", {"id": "gm:GM9003", "naar": "gm:GM9001"}), ("netwerk", {"id": "org:streekraad", "naar": "org:dorpswerk"}),
             ("zoek", {"q": "tafel"}), ("zoek", {}), ("over", {})]


def texts(app: AppTest) -> str:
    """What a reader reads: the page without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", shown(app)))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("path", "address"), ADDRESSES)
def test_each_page_is_drawn_in_both_languages(app: AppTest, path: str, address: dict[str, str], lang: str) -> None:
    page(app, path, **address, lang=lang)
    assert not app.exception and "<h1>" in shown(app)
    links = re.findall(r'class="inside[^"]*" href="([^"]*)"', shown(app))
    assert all(f"lang={lang}" in link for link in links)  # a reader stays in the language
    ids = re.findall(r"\b(?:gm|org|net|init|theme|region|person|doc|family|method):[A-Za-z0-9-]+", texts(app))
    assert not ids, "an id stands where a name belongs"


def test_a_profile_shows_facts_relations_and_documents(app: AppTest) -> None:
    page(app, "profiel", id="gm:GM9002")
    said = texts(app)
    for words in ("Westerveen", "71.000", "Voert uit", "Buurttafel Westerveen", "Nam over van", "Oosterdorp", "Door de tijd", "vanaf 2017", "loopt",
                  "Verzonnen register van plaatsen", "Niet bekend: website"):
        assert words in said
    assert 'href="bronnen?id=doc%3Awesterveen-2021"' in shown(app) and 'href="profiel?id=init%3Atafel-westerveen"' in shown(app)


def test_a_dissolved_municipality_leads_on(app: AppTest) -> None:
    page(app, "profiel", id="gm:GM9005")
    assert "opgeheven op 1 januari 2019 en ging op in Oosterdorp" in texts(app)
    page(app, "profiel", id="gm:GM9006", lang="en")
    assert "went into Westerveen, Zuiderhaven" in texts(app) and "counts for none" in texts(app)


def test_a_person_is_a_public_role_with_the_way_out(app: AppTest) -> None:
    page(app, "profiel", id="person:ada-vos")
    assert "openbare functie" in texts(app) and 'href="over"' in shown(app)
    page(app, "over")
    assert "wieweetwat forget" in texts(app)


@pytest.mark.parametrize(("path", "identifier"), [("profiel", "org:dorpswerkk"), ("thema", "theme:buurthulpp"), ("regio", "region:oosterdorp"),
                                                 ("bronnen", "doc:geen"), ("profiel", ""), ("profiel", "<script>")])
def test_an_unknown_thing_leads_on(app: AppTest, path: str, identifier: str) -> None:
    page(app, path, id=identifier)
    assert not app.exception
    if identifier or path != "bronnen":
        assert len(app.get("page_link")) >= 2
    if "dorpswerk" in identifier:
        assert "Stichting Dorpswerk" in texts(app)


def test_questions_that_fit_are_filled_in(app: AppTest) -> None:
    page(app, "profiel", id="gm:GM9001")
    assert 'href="partners?actor=gm%3AGM9001"' in shown(app)
    page(app, "thema", id="theme:buurthulp")
    assert 'href="voortrekkers?thema=theme%3Abuurthulp"' in shown(app)


def test_a_report_has_ids_and_documents_and_goes_nowhere(app: AppTest) -> None:
    page(app, "profiel", id="init:soepbus")
    report = app.text_area[0].value
    for part in ("Soepbus Zuiderhaven (init:soepbus)", "31 december 2025", "doc:rapport-2017", "claim:"):
        assert part in report


# ------------------------------------------------------------------------------------------- search

@pytest.mark.parametrize(("asked", "found"), [("osterdorp", "Oosterdorp"), ("buurthulb", "buurthulp"), ("Ada", "Ada Vos"), ("brinkhoek", "Brinkhoek"),
                                             ("noaberhulp", "buurthulp"), ("tafelkring", "Tafelkring Veldland")])
def test_search_forgives_typing(app: AppTest, asked: str, found: str) -> None:
    page(app, "zoek", q=asked)
    assert found in texts(app)


def test_search_says_kind_and_place(app: AppTest) -> None:
    page(app, "zoek", q="brinkhoek")
    assert "Plaats" in texts(app) and "gemeente Oosterdorp" in texts(app)
    assert 'href="profiel?id=gm%3AGM9001"' in shown(app)  # what is known is known of its municipality
    page(app, "zoek", q="buurthulp")
    assert 'href="thema?id=theme%3Abuurthulp"' in shown(app)


def test_nothing_found_is_said_with_ways_on(app: AppTest) -> None:
    page(app, "zoek", q="kwantumzwaartekracht")
    assert "Niets gevonden" in texts(app) and len(app.get("page_link")) >= 2


def test_what_was_seen_comes_back_in_this_window_only(app: AppTest) -> None:
    page(app, "profiel", id="gm:GM9001")
    page(app, "thema", id="theme:buurthulp")
    page(app, "profiel", id="gm:GM9001")
    app.query_params.clear()
    page(app, "zoek")
    assert re.findall(r'class="inside" href="([^"]*)"', shown(app)) == ["profiel?id=gm%3AGM9001", "thema?id=theme%3Abuurthulp"]
    other = page(AppTest.from_file(str(APP), default_timeout=30), "zoek")
    assert "Onlangs bekeken" not in texts(other)


def test_a_long_text_is_not_remembered() -> None:
    state = url.State(text="x" * 1000, row="gm:GM9001", lang="en")
    st.session_state.clear()
    viewed.answer("bestaat", state, "titel")
    assert len(st.session_state["viewed"][0].state.text) == url.SHORT and not st.session_state["viewed"][0].state.row
    st.session_state.clear()


# ------------------------------------------------------------------------------------------ sources

def test_sources_are_listed_with_what_to_take_note_of(app: AppTest) -> None:
    page(app, "bronnen")
    said = texts(app)
    for words in ("Tafels vergeleken", "Kennispunt Veldland", "zonder datum", "ouder dan 4 jaar"):
        assert words in said
    page(app, "bronnen", vlag="undated")
    assert "Wie gaat voor" in texts(app) and "Tafels vergeleken" not in texts(app)
    page(app, "bronnen", vlag="no-address", soort="book")
    assert "Geen document voldoet hieraan" in texts(app)


def test_datasets_are_told_only_of_the_data_that_was_loaded(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page(app, "bronnen")
    assert "Publisher" not in shown(app) and "staan niet bij deze gegevens" in texts(app)  # the shipped files are of other data
    monkeypatch.setattr(dataset_info, "DATA", VILLAGE)
    page(app, "bronnen")
    assert "weer nakijken" in texts(app) and "staan niet bij deze gegevens" not in texts(app)


def test_a_document_lists_its_claims(app: AppTest) -> None:
    page(app, "bronnen", id="doc:oosterdorp-2025")
    assert "Collegebrief buurttafels" in texts(app) and "Buurttafel Noorderbroek" in texts(app)
    page(app, "profiel", id="doc:oosterdorp-2025")
    assert "Open het document zelf" in texts(app)  # a document has one page


# ------------------------------------------------------------------------------------------ hostile

class Elements(HTMLParser):
    """Elements and attributes that no page of ours writes, and elements that are not closed."""

    ours = {"h1", "h2", "h3", "p", "a", "b", "bdi", "span", "small", "div", "section", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary",
            "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure"}

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        for name, value in attrs:
            if name not in ("class", "href", "target", "rel", "style", "lang", "role", "scope", "start", "aria-hidden", "aria-label", "tabindex", "open"):
                self.wrong.append(name)
            if name == "href" and not re.match(r"(https?://|(profiel|thema|regio|bronnen|zoek|over|netwerk|kaart|tijd|witte-vlekken|console|vraag|voortrekkers|kennis|partners|bestaat)\b)", value or ""):
                self.wrong.append(value or "")
        if tag not in self.ours:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village with names that mean harm. A build refuses some of these, so they are put in after it."""
    graph, number = village_graph(), 0
    for batch in graph.batches():
        for column in ("name", "title", "label_nl", "label_en", "note", "role", "publisher", "text", "what", "said_by", "other_names", "budget"):
            for row, cell in enumerate(batch.columns.get(column, ())):
                if cell or column == "note":
                    batch.columns[column][row] = HOSTILE[number % len(HOSTILE)]
                    number += 1
    graph.version = "hostile"
    path = tmp_path_factory.mktemp("hostile") / "graph"
    OxigraphStore(path).load(graph)
    return path


@pytest.mark.parametrize(("path", "address"), ADDRESSES + [("zoek", {"q": HOSTILE[0]}), ("zoek", {"q": HOSTILE[3]})])
def test_hostile_names_are_only_read(hostile_store: Path, monkeypatch: pytest.MonkeyPatch, path: str, address: dict[str, str]) -> None:
    monkeypatch.setenv("WIEWEETWAT_STORE", str(hostile_store))
    st.cache_resource.clear()
    app = page(AppTest.from_file(str(APP), default_timeout=30), path, **address)
    assert not app.exception
    bodies = [element.proto.body for element in app.get("html")
              if not element.proto.unsafe_allow_javascript and not element.proto.body.startswith("<style>")]
    for body in bodies:
        reader = Elements()
        reader.feed(body)
        assert not reader.wrong and not reader.open, (reader.wrong, reader.open)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    st.cache_resource.clear()


def test_hostile_names_are_harmless_in_files(hostile_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIEWEETWAT_STORE", str(hostile_store))
    st.cache_resource.clear()
    session = opening.session("nl")
    for identifier in ("gm:GM9001", "org:kennispunt", "method:keukentafel"):
        profile = profile_of(session, identifier, "nl")
        for text in (as_csv(profile), sources.as_csv(sources_of(session))):
            assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(("=", "+", "-", "@"))]
        assert as_rdf(session, profile, "turtle") and as_rdf(session, profile, "jsonld")
        assert "\u202e" not in take_profile.report(session, profile, url.State(), "nl")
    st.cache_resource.clear()


def test_a_link_holds_nothing_but_its_address() -> None:
    text = inside.anchor("profiel", "</a><script>", url.State(id='x" onclick="alert(1)', text="<b>"))
    assert "<script>" not in text and text.count('"') == 6 and text.count("<") == 4
