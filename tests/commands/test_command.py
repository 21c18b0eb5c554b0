"""The command as a user meets it: output, exit codes, languages, never a stack trace."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import pyoxigraph as ox

from commands import app as app_module
from commands.compare import difference
from graph.language import texts_of
from graph.problems import StoreError
from graph.stores.ladybug import LadybugStore
from graph.stores.oxigraph import OxigraphStore
from queries.answer import Answer, Row
from queries.catalogue import QUESTIONS
from tests.servers.running import free_port
from tests.village.village import village_graph

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("ask", "find", "compare", "query", "app", "serve", "check", "load", "stores", "export", "forget")


class Command:
    """Runs `wieweetwat` against a store of its own."""

    def __init__(self, store: Path) -> None:
        self.store = f"oxigraph:{store}"

    def __call__(self, *arguments: str, code: int = 0, lang: str = "nl", stdin: str = "") -> str:
        environment = {**os.environ, "WIEWEETWAT_STORE": self.store, "LANG": "C.UTF-8", "COLUMNS": "100"}
        done = subprocess.run([sys.executable, str(ROOT / "cli.py"), "--lang", lang, *arguments], cwd=ROOT, env=environment,
                              input=stdin, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A command whose store is loaded once."""
    run = Command(tmp_path_factory.mktemp("command") / "graph")
    assert "14." in run("load")
    return run


def test_the_answer_as_table_names_the_first_and_why(command: Command):
    said = command("ask", "pioneers", "--theme", "burgerparticipatie", "--region", "Limburg")
    assert "Peel en Maas" in said and "onafhankelijke bronnen" in said and "voortrekker" in said


def test_json_is_the_answer_contract(command: Command):
    answer = json.loads(command("ask", "pioneers", "--theme", "burgerparticipatie", "--as", "json", "--top", "3"))
    assert answer["rows"][0]["name"] == "Peel en Maas" and len(answer["rows"]) == 3 < answer["total"]
    assert {"question", "sentence", "kind", "params", "as_of", "data_version", "store", "columns", "rows", "empty_reason",
            "suggestions"} <= set(answer)
    for row in answer["rows"]:
        assert {"rank", "id", "kind", "name", "tier", "score", "strength", "values", "parts", "why", "evidence", "against",
                "without", "reachable_via"} <= set(row)
        assert sum(part["points"] for part in row["parts"]) == pytest.approx(row["score"], abs=1e-9)


def test_csv_and_markdown(command: Command):
    rows = list(csv.DictReader(io.StringIO(command("ask", "pioneers", "--theme", "schulden", "--as", "csv", "--lang", "en"))))
    assert rows[0]["who"] == "Den Haag" and float(rows[0]["points"]) > float(rows[1]["points"])
    brief = command("ask", "pioneers", "--theme", "schulden", "--as", "markdown")
    assert brief.startswith("# Wie zijn voortrekkers op schulden") and "| 1e | Den Haag |" in brief


def test_the_shown_query_runs_elsewhere_as_it_is(command: Command):
    """Bound text is complete SPARQL: another reader parses it and it holds the terms asked for."""
    text = command("ask", "pioneers", "--theme", "wijk-GGD'er", "--on", "2016-01-01", "--show", "sparql")
    assert "theme/wijk-ggd" in text and '"2016-01-01"^^' in text
    ox.Store().query(text)


def test_the_shown_cypher_runs_on_an_embedded_engine_as_it_is(command: Command, tmp_path: Path):
    text = command("ask", "pioneers", "--theme", "wijk-GGD'er", "--on", "2016-01-01", "--show", "cypher")
    assert "'theme:wijk-ggd'" in text and "'2016-01-01'" in text and text.endswith(";\n")
    store = LadybugStore(tmp_path / "graph")
    store.load(village_graph())
    assert store.run(text).names == QUESTIONS["pioneers"].observations


def test_a_store_without_a_server_for_cypher_gives_the_same_answer(command: Command, tmp_path: Path):
    store = f"ladybug:{tmp_path / 'ladybug'}"
    assert "14." in command("load", "--store", store)
    assert command("stores", "--store", store).startswith(store)
    said = command("compare", "pioneers", "--theme", "burgerparticipatie", "--stores", f"{command.store},{store}", lang="en")
    assert "no difference" in said


def test_why_tells_points_evidence_and_the_place_without_each_document(command: Command):
    said = command("ask", "pioneers", "--theme", "burgerparticipatie", "--why", "gm:GM1900")
    assert "Jantine Kriens" in said and "zonder dit document" in said and "samen" in said
    assert "is not in this answer" in command("ask", "pioneers", "--theme", "burgerparticipatie", "--why", "gm:GM9999",
                                              code=1, lang="en")


def test_an_empty_answer_is_an_answer(command: Command):
    said = command("ask", "pioneers", "--theme", "wijk-GGD'er", "--region", "Texel")
    assert "wij weten het niet" in said and said.count("wieweetwat ask pioneers") == 3


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("ask", "pioneers", "--theme", "burgerparticipatie", "--region", "Utrecht"), 2, "gm:GM0344"),
    (("ask", "pioneers", "--theme", "burgerpartisipatie"), 1, "theme:burgerparticipatie"),
    (("ask", "pionears", "--theme", "jeugd"), 1, "pioneers"),
    (("ask", "pioneers"), 2, "theme"),
    (("ask", "pioneers", "--theme", "jeugd", "--on", "2018-13-01"), 2, "2018-13-01"),
    (("ask", "pioneers", "--theme", "jeugd", "--weight", "first"), 2, "first=2"),
    (("ask", "pioneers", "--theme", "jeugd", "--top", "-1"), 2, "-1"),
    (("ask", "pioneers", "--theme", "jeugd", "--as", "xml"), 2, "csv"),
    (("ask", "pioneers", "--theme", "x' } UNION { ?s ?p ?o }"), 1, "UNION"),
    (("ask", "pioneers", "--teme", "jeugd"), 2, "--theme"),
    (("find", "qqqqzzzzxxxx"), 1, "qqqq"),
    (("stores", "--store", "oxigraph:/nowhere/at/all"), 1, "wieweetwat load"),
    (("stores", "--store", "ftp:x"), 2, "oxigraph:"),
    (("ask", "pioneers", "--theme", "jeugd", "--store", "oxigraph:/nowhere/at/all"), 1, "wieweetwat load"),
    (("load", "--data", "/nowhere/at/all"), 1, "VERSION"),
    (("export", "turtle", "/proc/nowhere/x.ttl"), 1, "/proc/nowhere"),
    (("export", "docx", "x"), 2, "turtle"),
    (("forget", "Niemand Die Bestaat Xyz", "--yes"), 1, "Xyz"),
    (("nothing",), 2, "nothing"),
])
def test_what_is_wrong_is_said_with_the_right_exit_code(arguments: tuple[str, ...], code: int, words: str, command: Command):
    for lang in ("nl", "en"):
        assert words in command(*arguments, code=code, lang=lang)


def test_an_unknown_language_is_wrong_use(command: Command):
    assert "fr" in command("ask", lang="fr", code=2)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example_in_both_languages(name: str, command: Command):
    assert "Voorbeeld: wieweetwat" in command(name, "--help") and "Gebruik:" in command(name, "--help")
    assert "Example: wieweetwat" in command(name, "--help", lang="en")


def test_the_list_of_questions_shows_an_example_that_works(command: Command):
    said = command("ask")
    for question in QUESTIONS.values():
        assert question.id in said
        arguments = [word for key, value in question.example.items() for word in (f"--{key}", value)]
        assert json.loads(command("ask", question.id, *arguments, "--as", "json"))["rows"]


def test_find_forgives_typing_errors(command: Command):
    assert command("find", "peel en mas").splitlines()[1].split()[-1] == "gm:GM1894"
    assert "net:wsd-twente" in command("find", "Wmo-werkplaats Twente")
    assert "gm:GM0518" in command("find", "gemeente den haag")


def test_loading_twice_says_it_is_there_already_and_undo_needs_something_to_undo(command: Command):
    assert "heeft deze gegevens al" in command("load")
    assert "geen eerdere versie" in command("load", "--undo", code=1)


def test_memory_answers_as_the_embedded_store(command: Command):
    arguments = ("ask", "pioneers", "--theme", "dementie", "--as", "json")
    first, second = json.loads(command(*arguments)), json.loads(command(*arguments, "--store", "memory:"))
    assert first.pop("store") != second.pop("store")
    assert first == second


def test_a_reader_that_leaves_is_no_error(command: Command):
    environment = {**os.environ, "WIEWEETWAT_STORE": command.store}
    done = subprocess.run(f"{sys.executable} cli.py ask pioneers --theme jeugd --top 0 --as json | head -1", cwd=ROOT, env=environment,
                          shell=True, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


def test_library_words_are_translated():
    texts = texts_of(ROOT / "commands" / "texts.toml")
    for key in texts.keys():
        if key.startswith("library."):
            assert texts.entry(key)["en"] == key.removeprefix("library.")


def test_compare_shows_the_rows_once_and_no_difference(command: Command):
    said = command("compare", "pioneers", "--theme", "burgerparticipatie", "--stores", f"memory:,{command.store}")
    assert said.count("Peel en Maas") == 1 and "geen verschil" in said


def test_a_difference_between_answers_is_named_and_fails(tmp_path: Path, command: Command):
    """Another version of the data in the second store: the village, which knows no such theme."""
    OxigraphStore(tmp_path / "other").load(village_graph())
    said = command("compare", "pioneers", "--theme", "burgerparticipatie", "--stores", f"memory:,oxigraph:{tmp_path / 'other'}", code=1)
    assert "burgerparticipatie" in said


def test_difference_walks_to_the_place():
    one = Answer("q", "", "table", {}, "2026-01-01", "v", "a", [], [Row("x", "gm", "X", score=1.0)])
    other = Answer("q", "", "table", {}, "2026-01-01", "v", "b", [], [Row("x", "gm", "X", score=1.5)])
    assert difference(one, one) == []
    assert difference(one, other) == ["rows[0].score: 1.0 / 1.5"]


def test_the_app_is_started_without_streamlits_own_offers(monkeypatch: pytest.MonkeyPatch):
    """Incident: started with a window, Streamlit laid an English offer to install developers' things over every page."""
    started: list[list[str]] = []
    monkeypatch.setattr(app_module.subprocess, "run", lambda command, **_: started.append(command) or subprocess.CompletedProcess(command, 0))
    with pytest.raises(SystemExit):
        app_module.app_command.callback(free_port(), True, "memory:")
    assert "--server.headless=true" in started[0]


def test_a_port_in_use_is_said_before_the_app_starts():
    """Incident: the command said where the app stands, and then Streamlit in English that the port is not available."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(StoreError) as caught:
            app_module.app_command.callback(taken.getsockname()[1], True, "memory:")
    assert caught.value.problems[0].key == "serve-port"
