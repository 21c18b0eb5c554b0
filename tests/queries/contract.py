"""The contract of the engines, for any store that holds the same graph: what is asked, and what must come out.

The oracle answers once per question and graph, whatever the number of engines. An embedded engine adds a line to
ENGINES; a server loads `world.graph` and hands its session to `check` (tests/servers).
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from graph.build import Graph
from graph.store import Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from queries.catalogue import ask, open_session, resolve
from queries.question import FOLDER, Question
from queries.session import Session

ENGINES: dict[str, Callable[[Path], Store]] = {"oxigraph": OxigraphStore, "ladybug": LadybugStore}
VILLAGE, SHIPPED = 60, 220  # combinations of parameters per question
ON_A_SERVER, ON_A_SERVER_FIRST = 40, 200  # of those of the shipped data: over a network each takes longer
FIRST = ("pioneers", "who_knows", "partners", "known_already")  # the questions that most others are built on
_ABOUT = "Wij zoeken ervaringen van anderen met"
_WORDS = "vrijwilligers ouderen schulden jongeren wijkteam huisarts vervoer taal eenzaam mantelzorg werk school buurt ggz".split()


class Expected(NamedTuple):
    """What the oracle says to one combination of parameters."""

    params: dict[str, object]
    arguments: dict[str, list[str]]
    rows: list[tuple[str, ...]]
    answer: dict[str, object]


class World:
    """One graph, the oracle over it, and a session per embedded engine; each is opened when first needed."""

    def __init__(self, graph: Graph, folder: Path, count: int, seed: int) -> None:
        self.graph, self.count = graph, count
        self._folder, self._seed = folder, seed
        store = MemoryStore()
        store.load(graph)
        self.oracle = open_session(store)
        self._sessions: dict[str, Session] = {}
        self._combinations: dict[str, list[dict[str, object]]] = {}
        self._expected: dict[str, list[Expected]] = {}

    def session(self, engine: str) -> Session:
        """A session over an embedded engine that holds the graph."""
        if engine not in self._sessions:
            store = ENGINES[engine](self._folder / engine)
            store.load(self.graph)
            self._sessions[engine] = open_session(store)
        return self._sessions[engine]

    def expected(self, question: Question, most: int | None = None) -> list[Expected]:
        """The oracle's observations and answers to `count` combinations, or to the first `most` of them."""
        if question.id not in self._combinations:
            self._combinations[question.id] = combinations(self, question, self.count, self._seed)
        known = self._expected.setdefault(question.id, [])
        known += [self._expect(question, params) for params in self._combinations[question.id][len(known):most]]
        return known[:most]

    def _expect(self, question: Question, params: dict[str, object]) -> Expected:
        arguments = question.arguments(self.oracle, resolve(self.oracle, question, params, top=5))
        answer = ask(self.oracle, question.id, params, top=5).as_dict() | {"store": ""}
        return Expected(params, arguments, self.oracle.observe(question, arguments), answer)


def check_on_a_server(world: World, session: Session, question: Question) -> None:
    """Fails where a server's session says otherwise than the oracle, or where too few of the answers have rows to say so."""
    most = ON_A_SERVER_FIRST if question.id in FIRST else ON_A_SERVER
    assert check(world, session, question, most) > most / 4


def check(world: World, session: Session, question: Question, most: int | None = None) -> int:
    """Fails where an engine's session says otherwise than the oracle; returns how many of the answers had rows."""
    for expected in world.expected(question, most):
        arguments = question.arguments(session, resolve(session, question, expected.params, top=5))
        assert arguments == expected.arguments, expected.params
        assert session.observe(question, arguments) == expected.rows, expected.params
        answer = ask(session, question.id, expected.params, top=5).as_dict() | {"store": ""}
        assert answer == expected.answer, expected.params
    return sum(1 for expected in world.expected(question, most) if expected.rows)


def is_asked_of(question: Question, language: str) -> bool:
    """Whether the question has its text in the language of an engine."""
    return language != "cypher" or (FOLDER / f"{question.id}.cypher").exists()


def combinations(world: World, question: Question, count: int, seed: int) -> list[dict[str, object]]:
    """Values for the question's parameters, drawn with a fixed seed; every theme occurs, the root too."""
    draw = random.Random(seed)
    session = world.oracle
    regions = [""] * 3 + [region.id for region in session.resolver.regions()] + [
        region.id for region in session.resolver.regions("gemeente")]
    themes = itertools.cycle(sorted(session.index.themes))
    practices = itertools.cycle([*sorted(session.index.families), *sorted(session.index.methods)])
    texts = [f"{_ABOUT} {node.name}" for node in session.index.initiatives.values()] + [
        " ".join(draw.sample(_WORDS, 4)) for _ in range(5)]
    actors = [*session.index.present(), *sorted(session.index.actors)[::7]]
    busy = sorted(session.index.places_of.keys() & session.index.actors.keys())  # those of whom a place of work is known
    values = {"theme": lambda: next(themes), "region": lambda: draw.choice(regions), "also": lambda: draw.choice(["", "", *session.index.themes]),
              "on": lambda: draw.choice(("", "", "2012-06-30", "2016-01-01", "2019-12-31", "2023-07-01")),
              "size": lambda: draw.choice(("", "", "small", "medium", "large")),
              "actor": lambda: draw.choice(((), (draw.choice(actors),), tuple(draw.sample(actors, 2)))),
              "practice": lambda: next(practices),
              "text": lambda: draw.choice(texts), "minimum": lambda: draw.choice(("", "", "", "I", "II", "III")),
              "like": lambda: draw.choice(("", "", "", draw.choice(session.index.present())))}
    names = [parameter.name for parameter in question.parameters if parameter.name in values]
    declared = {parameter.name: parameter for parameter in question.parameters}
    if "actor" in declared and declared["actor"].many and declared["actor"].required:
        values["actor"] = lambda: tuple(draw.sample([*session.index.present(), *busy], draw.choice((declared["actor"].least, 2))))
    elif "actor" in declared and declared["actor"].required:
        values["actor"] = lambda: (draw.choice(session.index.present()),)
    if "text" in names:  # a pasted text finds something by its words, and a random municipality would empty it again
        values["region"] = lambda: draw.choice(["", "", "", *(region.id for region in session.resolver.regions("provincie"))])
    return [{name: values[name]() for name in names} for _ in range(count)]
