"""`wieweetwat query` as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import pyoxigraph as ox

from graph.stores.oxigraph import OxigraphStore
from tests.village.village import village_graph

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The village."""
    path = tmp_path_factory.mktemp("query") / "graph"
    OxigraphStore(path).load(village_graph())
    return f"oxigraph:{path}"


def _query(store: str, text: str | bytes, *arguments: str, code: int = 0, file: str = "-", lang: str = "nl") -> tuple[str, str]:
    environment = {**os.environ, "WIEWEETWAT_STORE": store, "COLUMNS": "100"}
    done = subprocess.run([sys.executable, "cli.py", "--lang", lang, "query", file, *arguments], cwd=ROOT, env=environment,
                          input=text.encode() if isinstance(text, str) else text, capture_output=True, timeout=90, check=False)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == code and "Traceback" not in out + err, out + err
    return out, err


def test_rows_as_table_csv_and_json(store: str):
    text = "SELECT ?s (COUNT(*) AS ?n) { ?s a <https://w3id.org/wieweetwat/schema#Municipality> ; ?p ?o } GROUP BY ?s ORDER BY ?s LIMIT 3"
    table, _ = _query(store, text)
    assert "Rijen: 3" in table and "https://w3id.org" not in table
    rows = list(csv.DictReader(io.StringIO(_query(store, text, "--as", "csv")[0])))
    found = json.loads(_query(store, text, "--as", "json")[0])
    assert [row["s"] for row in rows] == [row["s"] for row in found["rows"]] and found["columns"] == ["s", "n"]
    assert all(isinstance(row["n"], int) for row in found["rows"]) and found["cut"] == ""


def test_csv_runs_no_formula_and_keeps_numbers(store: str):
    out, _ = _query(store, 'SELECT ("=HYPERLINK(1)" AS ?a) ("@x" AS ?b) (-5 AS ?c) ("-5+1" AS ?d) {}', "--as", "csv")
    assert out.splitlines()[1] == "'=HYPERLINK(1),'@x,-5,'-5+1"


def test_a_terminal_obeys_no_answer(store: str):
    out, _ = _query(store, 'SELECT ("\\u001b" AS ?refused) {}', code=2)
    out, _ = _query(store, 'SELECT (ENCODE_FOR_URI("[red]x") AS ?a) ("[bold]y" AS ?b) {}')
    assert "[bold]y" in out and "\x1b" not in out


def test_cutting_off_is_said_with_the_way_to_more(store: str):
    _, err = _query(store, "SELECT * { ?s ?p ?o }", "--limit", "2")
    assert "Afgekapt na 2 rijen" in err and "--limit" in err
    _, err = _query(store, "SELECT * { ?s ?p ?o }", "--limit", "0", "--as", "csv")
    assert err == ""


def test_a_graph_as_turtle_is_read_by_a_parser(store: str):
    out, _ = _query(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "--as", "turtle", "--limit", "20")
    assert len(list(ox.parse(out, format=ox.RdfFormat.TURTLE))) == 20
    assert "CONSTRUCT" in _query(store, "SELECT * { ?s ?p ?o }", "--as", "turtle", code=2, lang="en")[1]


def test_empty_is_an_answer(store: str):
    assert "geen rijen" in _query(store, "SELECT * { ?s <http://none/> ?o }")[0]
    assert "nee" in _query(store, "ASK { ?s <http://none/> ?o }")[0]


def test_the_suffix_of_the_file_says_the_language(store: str, tmp_path: Path):
    (tmp_path / "a.rq").write_text("ASK {}", encoding="utf-8")
    (tmp_path / "a.cypher").write_text("RETURN 1", encoding="utf-8")
    assert "ja" in _query(store, "", file=str(tmp_path / "a.rq"))[0]
    assert "sparql" in _query(store, "", file=str(tmp_path / "a.cypher"), code=2)[1]
    assert "a.cypher:1:1" in _query(store, "", "--language", "sparql", file=str(tmp_path / "a.cypher"), code=2)[1]


@pytest.mark.parametrize(("text", "arguments", "code", "words"), [
    ("SELECT * {\n SERVICE <http://x> { ?s ?p ?o } }", (), 2, "query:2:2"),
    ("DROP ALL", (), 2, "DROP"), ("SELECT * { ?s ?p }", (), 2, "1:19"), (b"\xff", (), 2, "UTF-8"), ("", (), 2, "SELECT"),
    ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o } ORDER BY ?a ?o", ("--timeout", "2"), 1, " "),
    ("ASK {}", ("--store", "oxigraph:/nowhere/at/all"), 1, "wieweetwat load"), ("ASK {}", ("--store", "memory:"), 2, "wieweetwat ask"),
    ("ASK {}", ("--store", "sparql+http://127.0.0.1:9"), 1, "127.0.0.1:9"), ("ASK {}", ("--timeout", "0"), 2, "--timeout"),
    ("ASK {}", ("--limit", "-1"), 2, "--limit")])
def test_what_is_wrong_is_said_with_the_right_exit_code(text: str | bytes, arguments: tuple[str, ...], code: int, words: str, store: str):
    for lang in ("nl", "en"):
        assert words in _query(store, text, *arguments, code=code, lang=lang)[1]


def test_a_file_that_is_not_there(store: str):
    assert "nergens.rq" in _query(store, "", file="nergens.rq", code=2)[1]
