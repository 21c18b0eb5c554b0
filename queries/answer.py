"""What every answer looks like, for the command, the pages and other tools alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

ONE, SEVERAL, INDEPENDENT = "one", "several", "independent"  # strength of evidence
PIONEER, ACTIVE = "pioneer", "active"  # tiers


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim with its document: who says so, where, when, on what ground. Unknown is empty.

    `via` is set when the claim was made of a municipality that has since been dissolved.
    """

    claim: str
    document: str
    title: str
    publisher: str
    url: str
    stated_on: str
    basis: str
    said_by: str
    note: str
    statement: Mapping[str, str] = field(default_factory=dict)
    via: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A named signal: value 0 to 1, its weight, their product in points, and the claims it rests on."""

    signal: str
    label: str
    value: float
    weight: float
    points: float
    claims: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Without:
    """Where the row would stand without a document; rank None when it would not be there at all."""

    document: str
    title: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """A way to the actor: kind (website, role_holder), what to show, where, and the day it was so (or empty)."""

    kind: str
    label: str
    url: str
    as_of: str


@dataclass(slots=True)
class Row:
    """One row of an answer; table answers leave rank, tier, score, strength and parts empty."""

    id: str
    kind: str
    name: str
    values: dict[str, object] = field(default_factory=dict)
    rank: int | None = None
    shared: bool = False
    tier: str = ""
    score: float | None = None
    strength: str = ""
    parts: tuple[Part, ...] = ()
    why: str = ""
    above_next: str = ""
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    without: tuple[Without, ...] = ()
    reachable_via: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way out of an empty answer: its words, its parameters and how many rows it has.

    `question` is set when the way leads to another question than the one asked.
    """

    label: str
    params: Mapping[str, str]
    count: int
    question: str = ""


@dataclass(slots=True)
class Answer:
    """An answer as design.md section 5 gives it. `total` counts all rows, also those not returned."""

    question: str
    sentence: str
    kind: str
    params: dict[str, object]
    as_of: str
    data_version: str
    store: str
    columns: list[dict[str, str]]
    rows: list[Row]
    total: int = 0
    against: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    empty_reason: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON, the same for command, page and other tools."""
        return asdict(self)
