"""How the answer of each question is laid out; what it holds is the question's own affair."""

from __future__ import annotations

from dataclasses import dataclass

from queries.questions import partners, who_knows
from queries.answer import ACTIVE, PIONEER


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
    "known_already": Look(columns=("rank", "name", "kind", "score", "level", "places", "ended"), tall=True),
}
