"""How a question is declared: once, for every engine, page and command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from queries.scope import Scope

RANKED, TABLE, MATRIX, SERIES, PATHS = "ranked", "table", "matrix", "series", "paths"
SCALE = ("I", "II", "III", "IV")  # the steps of the databanks' shared scale of evidence (claims: `scale`), least first
FOLDER = Path(__file__).resolve().parent / "questions"


class Column(NamedTuple):
    """A column of an answer: name, type (text, number, score, date, node), unit, label by language."""

    name: str
    type: str
    unit: str
    label: Mapping[str, str]


class Parameter(NamedTuple):
    """What a question can be asked with: its name (command and JSON), URL name, whether it must be given, whether
    it may be given more than once, and how many times at least."""

    name: str
    url: str
    required: bool = False
    many: bool = False
    least: int = 1


THEME, REGION, LAYER = Parameter("theme", "thema"), Parameter("region", "regio"), Parameter("layer", "laag")
ON, SIZE, WEIGHTS = Parameter("on", "op"), Parameter("size", "omvang"), Parameter("weights", "w")
ACTOR, TEXT, ALSO = Parameter("actor", "actor"), Parameter("text", "q"), Parameter("also", "ook")
YEAR = Parameter("year", "jaar")
PRACTICE, MINIMUM, LIKE = Parameter("practice", "praktijk"), Parameter("minimum", "minimum"), Parameter("like", "zoals")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked, everything resolved: `params` is what the answer echoes.

    `also` is the scope of a second theme, for what the two have in common. `practice` is a family or method,
    `minimum` the least step of SCALE, `like` the municipality whose likes the scope keeps to (Scope.alike).
    """

    scope: Scope
    params: Mapping[str, object] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    actors: tuple[str, ...] = ()
    text: str = ""
    top: int = 10
    language: str = "nl"
    also: Scope | None = None
    year: str = ""
    practice: str = ""
    minimum: str = ""
    like: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue.

    `observations` are the columns that its query returns, in order and ending in the claim; every engine
    returns the same rows. `reference` computes them in plain Python over the memory store (the oracle);
    queries/ID.rq and ID.cypher hold the same for the other engines. `arguments(session, asked)` gives the
    lists that the query gets, `answer(session, asked)` turns observations into an Answer. `signals`: what a
    ranked question scores, and so what can be weighed. `cost`: when it needs more than 50 ms at 317,000 quads,
    why, with the measurement.
    """

    id: str
    sentence: Mapping[str, str]
    needs: tuple[int, ...]
    kind: str
    parameters: tuple[Parameter, ...]
    observations: tuple[str, ...]
    columns: tuple[Column, ...]
    arguments: Callable[..., dict[str, list[str]]]
    reference: Callable[..., list[tuple[str, ...]]]
    answer: Callable[..., object]
    signals: tuple[str, ...] = ()
    cost: str = ""
    example: Mapping[str, str] = field(default_factory=dict)

    def parameter(self, name: str) -> Parameter | None:
        """A parameter by name; None when the question has none such."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def example_params(self) -> dict[str, object]:
        """The example as it is asked: parameter -> text, for actors a list (several stand with semicolons in it)."""
        return {name: [part.strip() for part in value.split(";")] if name == ACTOR.name else value for name, value in self.example.items()}

    def text(self, suffix: str) -> str:
        """The stored query text: suffix `rq` or `cypher`. FileNotFoundError when there is none (yet)."""
        return (FOLDER / f"{self.id}.{suffix}").read_text(encoding="utf-8")
