"""The answer page for every question of the catalogue: on the village, on hostile names, once on the shipped data; and its files."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import read_graph
from pages import controls, frame, opening, safe
from queries.answer import Answer
from queries.catalogue import QUESTIONS, ask
from queries.render import as_csv, as_json, as_markdown
from queries.take_along import as_xlsx, citation
from tests.graph.hostile import HOSTILE, hostile_graph
from tests.pages.conftest import APP, page, shown
from tests.pages.test_profiles import Elements

BOTH, TEXT = "gm:GM9001,gm:GM9002", "buurttafels voor ouderen, samen eten in de buurt"
VILLAGE = {"theme": ("thema", "theme:buurthulp"), "actor": ("actor", "gm:GM9001"), "practice": ("praktijk", "method:keukentafel"), "text": ("q", TEXT)}
WITH_ROWS = ("pioneers", "who_knows", "partners", "known_already", "what_works", "comparable", "coverage", "triangle", "portfolio", "matching",
             "spread", "introductions")  # questions that the village answers with rows; of the others an empty answer is right too


def asked(question: str) -> dict[str, str]:
    """An address that gives a question what it must have, on the village."""
    found = {}
    for parameter in QUESTIONS[question].parameters:
        if parameter.required:
            word, value = VILLAGE[parameter.name]
            found[word] = BOTH if parameter.many and parameter.least > 1 else value
    return found


def answered(app: AppTest, question: str, **address: str) -> AppTest:
    """The page of a question, its own or that of any question."""
    path = frame.QUESTION_PAGES.get(question, frame.ANY)
    return page(app, path, **address, **({"id": question} if path == frame.ANY else {}))


def holds(app: AppTest, language: str = "nl") -> None:
    """No fault, a title, and rows with one explained or an honest empty answer."""
    assert not app.exception
    text = shown(app)
    assert re.search("<h1><bdi>.+</bdi></h1>", text) and "kan nu niet worden getoond" not in text and "cannot be shown" not in text
    if app.dataframe:
        assert 'class="why-name"' in text and 'class="why-part"' in text
    else:
        assert ("Hier is nog niets bekend" if language == "nl" else "Nothing is known here yet") in text


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_page_with_rows_or_an_honest_empty_answer(app: AppTest, question: str, lang: str) -> None:
    answered(app, question, **asked(question), lang=lang)
    holds(app, lang)
    assert bool(app.dataframe) or question not in WITH_ROWS


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_parameter_has_its_control_and_only_weighed_questions_speak_of_weighing(app: AppTest, question: str) -> None:
    declared = QUESTIONS[question]
    answered(app, question, **asked(question))
    keys = {element.key for kind in ("selectbox", "multiselect", "text_area") for element in app.get(kind)}
    for parameter in declared.parameters:
        if parameter.name != "weights" and not (parameter.name == "also" and question not in opening.session("nl").counts):
            assert {f"pick-{parameter.name}", f"pick-{parameter.name}s"} & keys, parameter.name
    assert {element.key for element in app.slider} == {f"weight-{signal}" for signal in declared.signals}
    folded = [block.label for block in app.expander]
    assert any("zelf wegen" in label for label in folded) == bool(declared.signals)


def test_whatever_can_be_weighed_has_weights_to_start_from() -> None:
    assert {question.id: set(question.signals) for question in QUESTIONS.values() if question.signals} == {
        question: set(weights()) for question, weights in controls.WEIGHED.items()}


def test_a_changed_question_without_weights_says_only_that_it_is_narrowed(app: AppTest) -> None:
    answered(app, "events", op="2020-12-31")
    assert [block.label for block in app.expander][0] == "Verfijnen (aangepast)"


def test_weights_of_any_question_travel_in_the_address(app: AppTest) -> None:
    answered(app, "comparable", actor="gm:GM9001", w="density:0")
    assert app.slider(key="weight-density").value == 0 and "gewicht 0" not in shown(app)
    app.slider(key="weight-size").set_value(5.0).run()
    assert app.query_params["w"].split(",") == ["size:5", "density:0"] and "gewicht 5" in shown(app)


def test_counts_stand_beside_what_a_question_counts(app: AppTest) -> None:
    answered(app, "what_works", thema="theme:buurthulp")
    assert all("bekend" in option for option in app.selectbox(key="pick-theme").options[:3])
    app.selectbox(key="pick-size").set_value("small").run()
    assert app.query_params["omvang"] == "small"
    holds(app)


@pytest.mark.parametrize("question", ["matching", "introductions"])
def test_one_of_several_asks_for_another(app: AppTest, question: str) -> None:
    """A profile leads here with itself filled in; before, the page fell over this."""
    answered(app, question, actor="gm:GM9001")
    assert "Kies hieronder nog een gemeente of organisatie" in shown(app) and not app.dataframe
    app.multiselect(key="pick-actors").set_value(["gm:GM9001", "gm:GM9002"]).run()
    assert app.query_params["actor"] == BOTH
    holds(app)


def test_a_box_for_several_can_be_emptied(app: AppTest) -> None:
    answered(app, "matching", actor=BOTH)
    app.multiselect(key="pick-actors").set_value([]).run()
    assert app.multiselect(key="pick-actors").value == [] and "Kies hieronder een gemeente of organisatie" in shown(app)


@pytest.mark.parametrize(("question", "field", "value"), [
    ("what_works", "thema", "theme:x"), ("what_works", "regio", "region:x"), ("what_works", "zoals", "gm:x"), ("what_works", "minimum", "V"),
    ("what_works", "op", "gisteren"), ("what_works", "omvang", "reus"), ("what_works", "laag", "planeet"), ("spread", "praktijk", "method:x"),
    ("comparable", "actor", "org:x"), ("matching", "actor", "gm:GM9001,org:x"), ("who_knows", "ook", "theme:x"), ("known_already", "jaar", "1066"),
    ("what_works", "rij", "method:x"), ("what_works", "thema", HOSTILE[8]), ("comparable", "actor", "x" * 500), ("spread", "praktijk", "\u202e<b>")])
def test_an_unknown_value_in_any_field_is_said_with_ways_on(app: AppTest, question: str, field: str, value: str) -> None:
    answered(app, question, **{**asked(question), field: value})
    text = shown(app)
    assert not app.exception and "kan nu niet worden getoond" not in text
    assert re.search("bestaat hier niet|geen dag die wij kennen|geen keuze die wij kennen|staat niet in deze lijst", text)
    assert app.get("page_link") and "<script>alert" not in text and "<b>" not in re.sub("<b><bdi>|<b><a ", "", text)


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village with a hostile text in every kind of cell; a build refuses some, so they are put in after it."""
    graph = hostile_graph()
    graph.version = "hostile-answers"
    path = tmp_path_factory.mktemp("hostile") / "graph"
    OxigraphStore(path).load(graph)
    return path


@pytest.fixture
def hostile(hostile_store: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on hostile names."""
    monkeypatch.setenv("WIEWEETWAT_STORE", str(hostile_store))
    st.cache_resource.clear()
    return AppTest.from_file(str(APP), default_timeout=30)


@pytest.mark.parametrize("question", QUESTIONS)
def test_hostile_names_are_only_read_on_the_answer_page(hostile: AppTest, question: str) -> None:
    answered(hostile, question, **asked(question))
    holds(hostile)
    for element in hostile.get("html"):
        body = element.proto.body
        if element.proto.unsafe_allow_javascript or body.startswith("<style>"):
            continue
        reader = Elements()
        reader.feed(body)
        assert not reader.wrong and not reader.open, (reader.wrong, reader.open)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    for box in hostile.selectbox:
        assert all(option == safe.plain(option) for option in box.options)


def answer_of(question: str) -> Answer:
    """All rows of a question on the store that is open."""
    params: dict[str, object] = {"theme": VILLAGE["theme"][1]} if question == "partners" else {}
    for parameter in QUESTIONS[question].parameters:
        if parameter.required:
            value = VILLAGE[parameter.name][1]
            params[parameter.name] = BOTH.split(",") if parameter.many and parameter.least > 1 else value
    return ask(opening.session("nl"), question, params, 0)


@pytest.mark.parametrize("question", QUESTIONS)
def test_hostile_names_are_harmless_in_the_files_of_an_answer(hostile: AppTest, question: str) -> None:
    answer = answer_of(question)
    lines = list(csv.reader(io.StringIO(as_csv(answer, "nl"))))
    assert len({len(line) for line in lines}) == 1 and len(lines) == len(answer.rows) + 1
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [row["name"] for row in json.loads(as_json(answer))["rows"]] == [row.name for row in answer.rows]
    written = MarkdownIt("commonmark", {"html": True}).render(as_markdown(answer, "nl"))
    assert not set(re.findall(r"<(\w+)", written)) - {"h1", "h2", "p", "ul", "li", "a"}
    assert all(re.fullmatch("https?://.+", html.unescape(target)) for target in re.findall('href="([^"]*)"', written))
    assert answer.data_version in citation(answer, "nl")
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(answer, "nl")))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"} and not [cell for cell in cells if cell.hyperlink]
    assert book.worksheets[0].max_row == max(len(answer.rows) + 1, 1)


@pytest.mark.parametrize("text", ["<r><t>rich</t></r>", "<r></r><evil/><r></r>", "=1+1", "bell\x07", "x" * 40_000, "😀" * 20_000])
def test_a_hostile_cell_of_a_workbook_stays_a_text(app: AppTest, text: str) -> None:
    app.run()
    answer = answer_of("pioneers")
    answer.rows[0].name = text
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(answer, "nl"))).worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == next(one["label"] for one in answer.columns if one["name"] == "name"))
    cell = sheet.cell(2, column)
    assert cell.data_type == "s" and str(cell.value)[:20].strip().lstrip("'") == text.replace("\x07", "")[:20].strip()


@pytest.fixture(scope="module")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data."""
    path = tmp_path_factory.mktemp("shipped") / "graph"
    OxigraphStore(path).load(read_graph())
    return path


def test_every_question_opens_with_an_answer_on_the_shipped_data(shipped_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As somebody comes from the list of questions: without anything chosen."""
    monkeypatch.setenv("WIEWEETWAT_STORE", str(shipped_store))
    st.cache_resource.clear()
    bare = []
    for question in QUESTIONS:
        app = answered(AppTest.from_file(str(APP), default_timeout=60), question)
        assert not app.exception, question
        if question != "known_already":
            holds(app)
            bare += [] if app.dataframe else [question]
    st.cache_resource.clear()
    assert len(bare) <= 1, bare
