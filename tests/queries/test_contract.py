"""The contract: every engine returns the oracle's observations and, from them, the same answer."""

from __future__ import annotations

import itertools
import random

import pytest

from graph.problems import WieWeetWatError
from queries.questions import pioneers
from queries.binding import observe
from queries.catalogue import QUESTIONS, ask, resolve
from queries.questions.pioneer_score import default_weights
from queries.question import Question
from queries.questions.without import LeaveOut, documents_of
from tests.queries.conftest import Engines

COMBINATIONS = 220


def combinations(engines: Engines, question: Question, count: int, seed: int) -> list[dict[str, object]]:
    """Values for the question's parameters, drawn with a fixed seed; every theme occurs, the root too."""
    draw = random.Random(seed)
    session = engines.oracle
    regions = [""] * 3 + [region.id for region in session.resolver.regions()] + [
        region.id for region in session.resolver.regions("gemeente")]
    themes = itertools.cycle(sorted(session.index.themes))
    texts = [f"{_ABOUT} {node.name}" for node in session.index.initiatives.values()] + [
        " ".join(draw.sample(_WORDS, 4)) for _ in range(5)]
    actors = [*session.index.present(), *sorted(session.index.actors)[::7]]
    values = {"theme": lambda: next(themes), "region": lambda: draw.choice(regions), "also": lambda: draw.choice(["", "", *session.index.themes]),
              "on": lambda: draw.choice(("", "", "2012-06-30", "2016-01-01", "2019-12-31", "2023-07-01")),
              "size": lambda: draw.choice(("", "", "small", "medium", "large")),
              "actor": lambda: draw.choice(((), (draw.choice(actors),), tuple(draw.sample(actors, 2)))),
              "text": lambda: draw.choice(texts)}
    names = [parameter.name for parameter in question.parameters if parameter.name in values]
    if "text" in names:  # a pasted text finds something by its words, and a random municipality would empty it again
        values["region"] = lambda: draw.choice(["", "", "", *(region.id for region in session.resolver.regions("provincie"))])
    return [{name: values[name]() for name in names} for _ in range(count)]


_ABOUT = "Wij zoeken ervaringen van anderen met"
_WORDS = "vrijwilligers ouderen schulden jongeren wijkteam huisarts vervoer taal eenzaam mantelzorg werk school buurt ggz".split()


def _check(engines: Engines, question: Question, params: dict[str, object]) -> int:
    asked = [resolve(session, question, params, top=5) for session in engines]
    arguments = [question.arguments(session, one) for session, one in zip(engines, asked, strict=True)]
    assert arguments[0] == arguments[1], params
    expected = observe(question, engines.oracle.store, arguments[0])
    assert observe(question, engines.tested.store, arguments[0]) == expected, params
    answers = [ask(session, question.id, params, top=5).as_dict() | {"store": ""} for session in engines]
    assert answers[0] == answers[1], params
    assert all(row["evidence"] for row in answers[0]["rows"]), params
    return len(expected)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_same_observations_and_answers_over_the_village(question: Question, village: Engines):
    rows = [_check(village, question, params) for params in combinations(village, question, 60, seed=1)]
    assert sum(1 for count in rows if count) > 20


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_same_observations_and_answers_over_the_shipped_data(question: Question, shipped: Engines):
    rows = [_check(shipped, question, params) for params in combinations(shipped, question, COMBINATIONS, seed=2)]
    assert sum(1 for count in rows if count) > COMBINATIONS / 3


def test_indexes_and_counts_are_the_same_on_both_engines(shipped: Engines):
    first, second = shipped.oracle.index, shipped.tested.index
    for name in ("themes", "regions", "municipalities", "initiatives", "families", "documents", "places", "about", "roles",
                 "members", "places_of"):
        assert getattr(first, name) == getattr(second, name), name
    assert shipped.oracle.counts == shipped.tested.counts


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
