"""How much of a question an entry covers: a number from 0 to 1 that means the same for every text.

A search engine's own score orders one list and says nothing across texts, so it cannot tell "nothing found".
Here each word of the text weighs by how rare it is among the entries; the likeness is the share of that
weight that the entry covers. A word that no entry has weighs most: it asks for something that is not there.
Which words a text has, and what else they may mean: queries/asking.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from queries.asking import COMPOUND, Asked, Unit
from queries.everyday import everyday

# What a match is worth by where the entry has the word: its own name and description, the other names of its
# themes, a part of a compound, the title of its document, a broader theme. Chosen on tests/queries/search_dev.csv.
FIELDS: Mapping[str, float] = {"name": 1.1, "text": 0.85, "themes": 0.85, "parts": 0.65, "titles": 0.6, "broader": 0.4}
THEME_FIELDS = ("themes", "broader")
EVERYDAY = 0.75  # what another word for the same is worth against the word itself
FURTHER = 0.1  # each further word of the text that an entry has adds this much to its place: together they say more
# With an encoder: words and themes four parts, meaning three; a centred cosine of 0.5 is as near as texts come here.
WITH_MEANING, NEAREST = 3 / 7, 0.5
# A text that speaks of this field at all lies nearer to the mean of all entries (cosine above USUAL) than one on
# rotundas; that moves what it must cover to count as found.
PULL, USUAL = 4.0, 0.875

class Match(NamedTuple):
    """What a match is worth, in which field, and the stem of the other word that it is by, if it is."""

    worth: float
    field: str
    by: str = ""


_NONE = Match(0.0, "")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an entry is: by its own words, by its themes, in meaning; the text's words that made it so;
    `order`, by which entries that cover the text wholly still differ; and `covered`, 0 to 1: how much of the text
    its words and themes cover (with an encoder: more when the text is of this field). It decides what is found."""

    words: float = 0.0
    themes: float = 0.0
    meaning: float = 0.0
    matched: tuple[str, ...] = ()
    order: float = 0.0
    covered: float = 0.0

    @property
    def total(self) -> float:
        """0 to 1."""
        return self.words + self.themes + self.meaning


def compare(asked: Asked, fields: Mapping[str, str]) -> Likeness:
    """How like an entry is, from the stems in each of its fields, separated by spaces."""
    has = _stems(asked, fields)
    words = themes = 0.0
    matched: list[str] = []
    for unit in asked.units:
        match = max(_matches(unit, asked.known, has), key=_worth)
        if not match.worth:
            continue
        matched.append(f"{unit.word} ({everyday().written[match.by]})" if match.by else unit.word)
        if match.field in THEME_FIELDS:
            themes += match.worth * unit.weight
        else:
            words += match.worth * unit.weight
    if not matched:
        return Likeness()
    covered = (words + themes) / asked.whole
    order = covered * (1 + FURTHER * (len(matched) - 1))
    scale = min(1.0, order) / (words + themes)
    return Likeness(words * scale, themes * scale, 0.0, tuple(dict.fromkeys(matched)), order, min(1.0, covered))


def with_meaning(likeness: Likeness, cosine: float, field: float) -> Likeness:
    """A likeness in words joined with one in meaning: a centred cosine, and the text's cosine with the whole field."""
    lexical = 1 - WITH_MEANING
    meaning = WITH_MEANING * min(1.0, max(0.0, cosine) / NEAREST)
    return Likeness(lexical * likeness.words, lexical * likeness.themes, meaning, likeness.matched,
                    lexical * likeness.order + meaning, min(1.0, max(0.0, likeness.covered + PULL * (field - USUAL))))


def _worth(match: Match) -> float:
    return match.worth


def _stems(asked: Asked, fields: Mapping[str, str]) -> dict[str, Match]:
    """Of the stems asked for, those that the entry has, with what each is worth and in which field."""
    found: dict[str, Match] = {}
    for name, worth in FIELDS.items():  # the best field first
        for stem in fields[name].split():
            if stem in asked.known and stem not in found:
                found[stem] = Match(worth, name)
    return found


def _matches(unit: Unit, known: Mapping[str, float], has: Mapping[str, Match]) -> Iterator[Match]:
    """The ways in which the entry has a word or phrase: itself, by another word, by the parts of a compound."""
    yield min((has.get(stem, _NONE) for stem in unit.stems), key=_worth)
    yield from _others(unit.others, unit.weight, known, has)
    if unit.parts:
        yield _compound(unit, known, has)


def _others(others: Iterable[str], weight: float, known: Mapping[str, float], has: Mapping[str, Match]) -> Iterator[Match]:
    """By another word. One that many entries have says less than what was asked, and is worth less."""
    for other in others:
        if other in has:
            yield Match(EVERYDAY * min(1.0, known[other] / weight) * has[other].worth, has[other].field, other)


def _compound(unit: Unit, known: Mapping[str, float], has: Mapping[str, Match]) -> Match:
    """The parts of a compound, each by itself or, when its whole is in no entry, by another word for it."""
    total = sum(known[part] for part, _ in unit.parts)
    found = []
    for part, others in unit.parts:
        others = () if unit.stems[0] in known else others
        best = max((has.get(part, _NONE), *_others(others, known[part], known, has)), key=_worth)
        found.append(Match(known[part] / total * best.worth, best.field))
    return Match(COMPOUND * sum(match.worth for match in found), max(found, key=_worth).field)
