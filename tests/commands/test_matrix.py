"""A matrix on the terminal: one line per row of the matrix, its columns across, every reason below its name."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from commands.matrix import crossed
from graph.stores.memory import MemoryStore
from queries.answer import Answer
from queries.catalogue import ask, open_session
from queries.session import Session
from tests.village.village import village_graph


@pytest.fixture(scope="module")
def session() -> Session:
    """The village sample."""
    store = MemoryStore()
    store.load(village_graph())
    return open_session(store)


def _printed(answer: Answer) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=140, no_color=True).print(crossed(answer))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_a_place_stands_once_with_its_periods_across(session: Session):
    """Oosterdorp on buurthulp: 2 up to 2014, 3 in 2015-2018, 1 in each period after; 5 in all (tests/queries/test_coverage.py)."""
    lines = _printed(ask(session, "coverage", {"theme": "theme:buurthulp"}, top=0))
    header = lines[0]
    assert header.index("2014") < header.index("2015–2018") < header.index("2019–2022") < header.index("zonder datum") < header.index("totaal")
    found = [line for line in lines if line.startswith("Oosterdorp")]
    assert len(found) == 1 and found[0].split()[1:] == ["2", "3", "1", "1", "5"]


def test_each_actor_is_a_column_and_what_holds_for_all_is_said_once(session: Session):
    lines = _printed(ask(session, "matching", {"actor": ("Oosterdorp", "Westerveen")}, top=0))
    assert "Oosterdorp" in lines[0] and "Westerveen" in lines[0]
    assert sum(1 for line in lines if "al samen in Tafelkring Veldland" in line) == 1
    assert any(line.startswith("Oosterdorp: niets bekend; kan terecht bij Westerveen") for line in lines)
