"""The contract: every engine returns the oracle's observations and, from them, the same answer."""

from __future__ import annotations

import random

import pytest

from graph.problems import WieWeetWatError
from queries.questions import pioneers
from queries.catalogue import QUESTIONS, ask
from queries.questions.pioneer_score import default_weights
from queries.question import Question
from queries.questions.without import LeaveOut, documents_of
from tests.queries.conftest import Engines
from tests.queries.contract import ENGINES, SHIPPED, World, check, is_asked_of

ASKED = [pytest.param(question, engine, id=f"{question.id}-{engine}") for question in QUESTIONS.values()
         for engine, store in ENGINES.items() if is_asked_of(question, store.language)]


@pytest.mark.parametrize(("question", "engine"), ASKED)
def test_same_observations_and_answers_over_the_village(question: Question, engine: str, village_world: World):
    assert check(village_world, village_world.session(engine), question) > 20


@pytest.mark.parametrize(("question", "engine"), ASKED)
def test_same_observations_and_answers_over_the_shipped_data(question: Question, engine: str, shipped_world: World):
    assert check(shipped_world, shipped_world.session(engine), question) > SHIPPED / 3


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_every_row_of_an_answer_has_evidence(question: Question, village_world: World, shipped_world: World):
    for expected in (*village_world.expected(question), *shipped_world.expected(question)):
        assert all(row["evidence"] for row in expected.answer["rows"]), expected.params


@pytest.mark.parametrize("engine", ENGINES)
def test_indexes_and_counts_are_the_same_on_every_engine(engine: str, shipped_world: World):
    first, second = shipped_world.oracle.index, shipped_world.session(engine).index
    for name in ("themes", "regions", "municipalities", "initiatives", "families", "documents", "places", "about", "roles",
                 "members", "places_of"):
        assert getattr(first, name) == getattr(second, name), name
    assert shipped_world.oracle.counts == shipped_world.session(engine).counts


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_the_stored_query_runs_as_it_is_and_projects_the_declared_observations(question, shipped: Engines):
    """What docs and other tools paste is the file itself, with its sample values."""
    solutions = shipped.tested.store.select(question.text("rq"))
    assert tuple(variable.value for variable in solutions.variables) == question.observations
    assert question.observations[-1] == "claim"
    assert sum(1 for _ in solutions) > 0


def test_leaving_a_document_out_ranks_as_computing_everything_again(shipped: Engines):
    """LeaveOut scores only what a document touches; the whole computation must agree, also where that is subtle
    (an earlier start by somebody else that refutes "first", an adoption chain, a family's last initiative)."""
    session, draw = shipped.oracle, random.Random(3)
    weights = default_weights()
    checked = 0
    for theme in ("theme:burgerparticipatie", "theme:schulden", "theme:jeugd", "theme:wijk-ggd", "theme:dementie"):
        scope = session.resolver.scope(theme)
        ranking = pioneers.rank(session, scope, weights)
        leave_out = LeaveOut(ranking.rows, ranking.field, ranking.scored, weights, session.index.as_of)
        pairs = [(scored, document) for scored in ranking.scored for document in documents_of(scored)]
        for scored, document in draw.sample(pairs, min(25, len(pairs))):
            kept = [row for row in ranking.rows if row[10] != document]
            whole = pioneers.ranked(session, kept, scope, weights)
            order = {found.actor: 1 + sum(1 for other in whole.scored if _above(other, found)) for found in whole.scored}
            assert leave_out.rank(scored.actor, document) == order.get(scored.actor), (theme, scored.actor, document)
            checked += 1
    assert checked > 80


def _above(other, found) -> bool:
    return (other.tier != found.tier and other.tier == "pioneer") or (
        other.tier == found.tier and other.score > found.score + 1e-9)


def test_asking_for_what_does_not_exist_says_what_does(shipped: Engines):
    for params, code in (({"theme": "burgerpartisipatie"}, 1), ({"theme": "jeugd", "region": "Utrecht"}, 2),
                         ({"theme": "jeugd", "on": "2016"}, 2), ({"theme": "jeugd", "size": "huge"}, 2), ({}, 2),
                         ({"theme": "jeugd", "weights": {"luck": "1"}}, 2), ({"theme": "jeugd", "weights": {"first": "-1"}}, 2),
                         ({"theme": "jeugd", "weights": {"first": "nan"}}, 2), ({"theme": "jeugd", "layer": "dorp"}, 2)):
        with pytest.raises(WieWeetWatError) as caught:
            ask(shipped.tested, "pioneers", params)
        assert caught.value.exit_code == code, params
        assert all(caught.value.say(language) for language in ("nl", "en"))
