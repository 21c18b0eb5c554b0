"""Many who ask one server at once, through one store: each must get the answer to the own question."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from queries.catalogue import QUESTIONS
from queries.session import Session
from queries.binding import observe
from tests.queries.contract import World, is_asked_of

TOGETHER = 50


def many_at_once(session: Session, world: World) -> None:
    """Fifty threads put 200 questions of all kinds to the store, past what the session keeps. Fails at any wrong answer."""
    asked = [question for question in QUESTIONS.values() if is_asked_of(question, session.store.language)]
    work = [(question, expected) for index in range(200 // len(asked)) for question in asked
            for expected in world.expected(question, 200 // len(asked))[index:index + 1]]
    with ThreadPoolExecutor(TOGETHER) as pool:
        found = list(pool.map(lambda one: observe(one[0], session.store, one[1].arguments), work))
    wrong = [(question.id, expected.params) for rows, (question, expected) in zip(found, work, strict=True) if rows != expected.rows]
    assert len({tuple(rows) for rows in found}) > 20 and not wrong, wrong[:3]
