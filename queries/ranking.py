"""Ranks and strengths that every ranked question shares."""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

from queries.answer import INDEPENDENT, ONE, SEVERAL

SAME = 1e-9  # scores closer than this are equal


def weights_in(file: Path) -> dict[str, float]:
    """Weight per signal from a *.weights.toml, in its order."""
    with file.open("rb") as handle:
        return {name: float(entry["weight"]) for name, entry in tomllib.load(handle).items()}


def ranks(scores: Sequence[tuple[int, float]]) -> list[tuple[int, bool]]:
    """Rank and whether it is shared, for (tier, score) pairs sorted best first.

    Equal tier and score give an equal rank; the next rank counts on: 1, 2, 2, 4.
    """
    result: list[tuple[int, bool]] = []
    for position, (tier, score) in enumerate(scores):
        same = position > 0 and scores[position - 1][0] == tier and abs(scores[position - 1][1] - score) <= SAME
        if same:
            rank = result[-1][0]
            result[-1] = (rank, True)
            result.append((rank, True))
        else:
            result.append((position + 1, False))
    return result


def independent_statements(statements: Iterable[tuple[Hashable, Hashable]]) -> int:
    """How many statements are independent: each with another publisher and another speaker.

    The largest set of (publisher, speaker) pairs that share neither, which is a maximum matching of the
    bipartite graph of publishers and speakers (Berge 1957, by augmenting paths).
    """
    speakers: dict[Hashable, set[Hashable]] = {}
    for publisher, speaker in statements:
        speakers.setdefault(publisher, set()).add(speaker)
    match: dict[Hashable, Hashable] = {}

    def augment(publisher: Hashable, tried: set[Hashable]) -> bool:
        for speaker in sorted(speakers[publisher], key=str):
            if speaker not in tried:
                tried.add(speaker)
                if speaker not in match or augment(match[speaker], tried):
                    match[speaker] = publisher
                    return True
        return False

    return sum(augment(publisher, set()) for publisher in sorted(speakers, key=str))


def strength(statements: Sequence[tuple[str, str, str]]) -> str:
    """How strong the evidence is, from (document, publisher, speaker) of each statement.

    `independent`: two statements with another publisher and another speaker; `several`: more than one
    document; else `one`.
    """
    if independent_statements((publisher, speaker) for _, publisher, speaker in statements) >= 2:
        return INDEPENDENT
    return SEVERAL if len({document for document, _, _ in statements}) > 1 else ONE
