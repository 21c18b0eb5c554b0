"""How the answer of each question is laid out; what it holds is the question's own affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from queries.questions import partners, who_knows
from queries.answer import ACTIVE, PIONEER, Answer

LEFT_OUT = ("tier", "why", "practices")  # the blocks say the tier; the panel says why and with how many approaches
# Pixels by column or type, in tables whose long texts run over two lines, and what a table has beside its box to tick.
NARROW = {"rank": 72, "node": 128, "score": 76, "date": 66, "number": 84, "text": 128, "strength": 104, "role": 116, "standing": 100}
ROOM = 590


@dataclass(frozen=True, slots=True)
class Look:
    """Blocks in order ("" = one block without a name) and how their tables look.

    `columns` are those that fit in a table (empty = all but the tier and the reason); the panel shows every
    text of the chosen row in full. `said` are the blocks whose emptiness is an answer too; `further`: an empty
    block may come further down the list. `apart`: a row is named with its block, because a rank counts within
    it or there is none. `tall` rows hold two lines. `counted`: ways out promise a number of rows.
    """

    tiers: tuple[str, ...] = ("",)
    columns: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    further: bool = False
    apart: bool = False
    tall: bool = False
    counted: bool = True


LOOKS = {
    "pioneers": Look((PIONEER, ACTIVE), said=frozenset({PIONEER}), further=True),
    "who_knows": Look((who_knows.PERSON, who_knows.ORGANISATION), ("rank", "name", "role", "standing", "strength", "newest"),
                      frozenset({who_knows.PERSON, who_knows.ORGANISATION}), apart=True, tall=True),
    "partners": Look(partners.BLOCKS, ("name", "what", "shared", "ground", "km"), frozenset(partners.CORNERS),
                     apart=True, tall=True, counted=False),
    "known_already": Look(columns=("rank", "name", "kind", "score", "level", "ended"), tall=True),
}


def look_of(answer: Answer) -> Look:
    """The look of a question's answer; one without a look of its own has a block per tier that its rows have."""
    known = LOOKS.get(answer.question)
    return known or Look(tuple(dict.fromkeys(row.tier for row in answer.rows)) or ("",), _fitting(answer), tall=True)


def width_of(column: Mapping[str, str]) -> int:
    """Pixels of a column in a table of two-line rows; a number's label stands on one line, so it decides there."""
    width = NARROW.get(column["name"], NARROW.get(column["type"], NARROW["text"]))
    return max(width, 7 * len(column["label"]) + 24) if column["type"] == "number" and column["name"] != "rank" else width


def _fitting(answer: Answer) -> tuple[str, ...]:
    """The columns that there is room for, in the order declared: those that a fifth of the rows fill go first."""
    most = len(answer.rows)
    shown, room = ["name"], ROOM - NARROW["node"]
    for least in (most / 5, 1):
        for column in answer.columns:
            name, width = column["name"], width_of(column)
            filled = sum(1 for row in answer.rows if row.values.get(name) not in ("", None) or name in ("rank", "score", "strength"))
            if name not in (*shown, *LEFT_OUT) and filled >= max(1, least) and width <= room:
                shown.append(name)
                room -= width + (72 if name == "score" else 0)
    return tuple(shown)
