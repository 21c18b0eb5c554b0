"""What is refused and what is not, by reading alone: nothing here reaches an engine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from rdflib.plugins.sparql.parser import parseQuery

from graph.guard.checking import check
from graph.problems import TEXTS_FILE, UsageError
from graph.language import texts_of
from tests.guard.benign import CYPHER, NEO4J, SPARQL
from tests.guard.hostile import REFUSED, Refused

STORED = sorted((Path(__file__).resolve().parents[2] / "queries" / "questions").glob("*.rq"))
STORED_CYPHER = sorted((Path(__file__).resolve().parents[2] / "queries" / "questions").glob("*.cypher"))


def test_there_are_enough_of_both_kinds():
    assert len(REFUSED) >= 60 and len(SPARQL) + len(CYPHER) >= 25


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.language}-{case.text[:40]!r}")
def test_what_would_do_harm_is_refused_by_name_and_place(case: Refused):
    started = time.monotonic()
    with pytest.raises(UsageError) as caught:
        check(case.text, case.language, "q")
    assert time.monotonic() - started < 1
    problem = caught.value.problems[0]
    assert (problem.key, problem.file) == (case.key, f"q:{case.place}" if case.place else "q")
    for language in ("nl", "en"):
        said = caught.value.say(language)
        assert said.startswith(problem.file) and "{" not in said.replace("{ … }", "").replace(problem.got, "")
        assert texts_of(TEXTS_FILE).has(f"mend.{problem.key}")


@pytest.mark.parametrize(("language", "text"), [("sparql", text) for text in SPARQL] + [("cypher", text) for text in CYPHER + NEO4J])
def test_what_only_reads_passes_whatever_words_are_in_it(language: str, text: str):
    checked = check(text, language)
    assert len(checked.text) == len(text) and checked.text.count("\n") == text.count("\n")


@pytest.mark.parametrize("file", STORED + STORED_CYPHER, ids=lambda file: file.name)
def test_every_stored_question_passes(file: Path):
    check(file.read_bytes(), "sparql" if file.suffix == ".rq" else "cypher", file.name)


def test_an_engine_reads_no_comment():
    text = "SELECT ?s { ?s ?p ?o } # SERVICE\n"
    assert check(text, "sparql").text == "SELECT ?s { ?s ?p ?o }          \n"
    assert check("RETURN 1 /* a\nb */ AS x // c", "cypher").text == "RETURN 1     \n     AS x     "


@pytest.mark.parametrize("text", [*SPARQL, *(file.read_text(encoding="utf-8") for file in STORED[:2])])
def test_a_second_reader_finds_no_call_of_another_server_in_what_passes(text: str):
    assert "ServiceGraphPattern" not in repr(parseQuery(check(text, "sparql").text))


def test_the_second_reader_alone_would_have_been_fooled():
    """Why rdflib's parser is not the guard: for it a comment goes on after a carriage return, for engines it ends."""
    text = "SELECT * { ?s ?p ?o # c\rSERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n}"
    assert "ServiceGraphPattern" not in repr(parseQuery(text))
    with pytest.raises(UsageError, match="guard-network"):
        check(text, "sparql")


def test_another_language_is_named():
    with pytest.raises(UsageError) as caught:
        check("SELECT 1", "sql")
    assert "sparql | cypher" in caught.value.say("nl")
