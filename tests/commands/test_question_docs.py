"""docs/questions.md is written from the declarations, and every example in it has rows with evidence."""

from __future__ import annotations

import pytest

from commands.question_docs import COMMAND, FILE, question_docs, shipped_session
from queries.catalogue import QUESTIONS, ask
from queries.question import FOLDER
from queries.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped data."""
    return shipped_session()


def test_the_page_is_fresh(session: Session) -> None:
    assert FILE.read_text(encoding="utf-8") == question_docs(session), f"docs/questions.md is stale: run `{COMMAND}` and commit it"


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_example_has_rows_with_evidence(name: str, session: Session) -> None:
    answer = ask(session, name, QUESTIONS[name].example_params())
    assert answer.rows and all(row.evidence for row in answer.rows)
    assert answer.total >= len(answer.rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_whole(name: str) -> None:
    """Declaration, reference, both query texts and its needs."""
    question = QUESTIONS[name]
    assert question.needs and question.example
    for suffix in ("rq", "cypher"):
        assert (FOLDER / f"{name}.{suffix}").exists(), f"queries/questions/{name}.{suffix} is missing"
    assert (FOLDER / f"{name}_reference.py").exists()
