"""The stored Cypher: its parameters and columns, what it avoids, and the text that somebody pastes elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import queries.question
from graph.problems import StoreError
from graph.stores.ladybug import LadybugStore
from queries.binding import bound_cypher, cypher_arguments, observe, sample_arguments
from queries.catalogue import QUESTIONS
from queries.question import Question
from tests.queries.contract import World, is_asked_of

WITH_CYPHER = [question for question in QUESTIONS.values() if is_asked_of(question, "cypher")]
# What one of the engines refuses or answers otherwise (docs/property-graph.md).
AVOIDED = re.compile(r"\b(labels|type|toString|substring|split|sum|properties|id)\s*\(|\bn:Label\b|\[\s*\w+\s+IN\b|\w\[\d|(?<!<)-\[[^\]]*\]-(?!>)"
                     r"|\b(CREATE|MERGE|SET|DELETE|CALL|LOAD|COPY)\b")
KEYWORDS = re.compile(r"\bAS (end|order|group|column|table|index|desc|profile|in|all|any|case|from|on)\b", re.IGNORECASE)
HOSTILE = ["it's", "back\\slash", "ends in \\", "\\' RETURN 1 //", "\\u0027", "\\\\u0027]", "line\nbreak\rand\ttab", "$day", "// no comment",
           "/* nor */ this", "`ticks`", '"quotes"', "'] AS x RETURN x", "é ü 漢字 \U0001f600", "{}", ";", ""]


def _code(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("//"))


_each = pytest.mark.parametrize("question", WITH_CYPHER, ids=lambda question: question.id)


@_each
def test_it_uses_its_parameters_all_of_them_and_says_what_each_is(question: Question):
    text = question.text("cypher")
    declared = set(cypher_arguments(question, {}))
    assert set(re.findall(r"\$(\w+)", _code(text))) == declared
    assert {name for name in declared if re.search(rf"^// \${name} +\S", text, re.MULTILINE)} == declared


@_each
def test_it_keeps_to_what_both_engines_understand(question: Question):
    code = _code(question.text("cypher"))
    assert not (found := AVOIDED.search(code)), found
    assert not (found := KEYWORDS.search(code)), found
    for part in re.split(r"\bUNION ALL\b", code):
        returned = re.findall(r"(?:RETURN|,)\s*(\w+\.\w+) AS", part[part.rindex("RETURN"):])
        assert len(returned) == len(set(returned)), f"a property under two names: {returned}"


@_each
def test_the_stored_query_runs_with_its_samples_and_returns_the_declared_observations(question: Question, shipped_world: World):
    store = shipped_world.session("ladybug").store
    found = store.run(question.text("cypher"), cypher_arguments(question, {}))
    assert found.names == question.observations
    assert len(found.rows) > 0
    samples = sample_arguments(question)
    assert observe(question, store, samples) == observe(question, shipped_world.oracle.store, samples)


@_each
def test_the_pasted_text_gives_the_same_rows_also_for_empty_lists(question: Question, shipped_world: World):
    store = shipped_world.session("ladybug").store
    none = {name: [] for name in sample_arguments(question)}
    cases = [expected.arguments for expected in shipped_world.expected(question)[:12]] + [none, {**none, "on": ["2016-01-01"]}]
    for arguments in cases:
        known = {name: values for name, values in arguments.items() if name in none}
        rows = {tuple("" if cell is None else str(cell) for cell in row) for row in store.run(bound_cypher(question, known))}
        assert sorted(rows) == observe(question, store, known), known


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_a_value(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, village_world: World):
    """In the text that is pasted and as a parameter, in a list and alone."""
    question, store = QUESTIONS["who_knows"], village_world.session("ladybug").store
    (tmp_path / "who_knows.rq").write_text("VALUES ?on { UNDEF } VALUES ?theme { <https://w3id.org/wieweetwat/id/theme/a> }", encoding="utf-8")
    echo = "// $theme and $day\nUNWIND $theme AS value\nRETURN value, $day AS day"
    (tmp_path / "who_knows.cypher").write_text(echo, encoding="utf-8")
    monkeypatch.setattr(queries.question, "FOLDER", tmp_path)
    arguments = {"theme": [value, "after"], "on": [value]}
    text = bound_cypher(question, arguments)
    for rows in (store.run(text), store.run(echo, cypher_arguments(question, arguments))):
        assert sorted(map(tuple, rows)) == sorted([(value, value), ("after", value)])
    assert text.startswith("// $theme and $day\n") and text.endswith(";\n")
    assert "\\\\u" not in text, "Neo4j reads an escape there before it reads the text"


def test_an_optional_parameter_takes_one_value():
    with pytest.raises(ValueError, match="on"):
        cypher_arguments(QUESTIONS["who_knows"], {"theme": [], "about": [], "on": ["2016-01-01", "2017-01-01"]})


def test_a_refused_query_says_what_the_engine_says(village_world: World):
    store = village_world.session("ladybug").store
    assert isinstance(store, LadybugStore)
    for text in ("MATCH (n:Node RETURN n", "MATCH (n:Nothing) RETURN n", "CREATE (:Node {id: 'theme:x'})", "MATCH (n:Node) RETURN n.nothing"):
        with pytest.raises(StoreError) as caught:
            store.run(text)
        assert caught.value.problems[0].key == "query-refused" and caught.value.problems[0].got
