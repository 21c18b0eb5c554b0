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
# A second word for what an entry was matched by already ("chauffeurs rijden") is no second piece of evidence: it
# counts this much for what is found. For the order it counts whole.
SAME = 0.75
# With an encoder, whose cosines lie between FAR and NEAR here: the share of meaning in the likeness, and what a cosine
# adds to or takes off what is covered. So meaning finds too: an entry that lies near is found with few words or none.
WITH_MEANING, FAR, NEAR = 3 / 7, 0.81, 0.93
PULL, USUAL = 7.5, 0.843


class Match(NamedTuple):
    """What a match is worth, in which field, the stem of the other word that it is by, if it is, and the stem of
    what the entry has."""

    worth: float
    field: str
    by: str = ""
    stem: str = ""


_NONE = Match(0.0, "")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like an entry is: by its own words, by its themes, in meaning; the text's words that made it so;
    `order`, by which entries that cover the text wholly still differ; and `covered`, 0 to 1: how much of the text
    its words and themes cover (with an encoder: more when it is near in meaning, less when far). It decides what is
    found."""

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
    words = themes = told = 0.0
    matched: list[str] = []
    said: set[str] = set()
    for unit in asked.units:
        match = max(_matches(unit, asked.known, has), key=_worth)
        if not match.worth:
            continue
        matched.append(f"{unit.word} ({everyday().written[match.by]})" if match.by else unit.word)
        if match.field in THEME_FIELDS:
            themes += match.worth * unit.weight
        else:
            words += match.worth * unit.weight
        told += match.worth * unit.weight * (SAME if match.stem in said else 1.0)
        said.update((match.stem, *everyday().of_stem(match.stem)))
    if not matched:
        return Likeness()
    order = (words + themes) / asked.whole * (1 + FURTHER * (len(matched) - 1))
    scale = min(1.0, order) / (words + themes)
    return Likeness(words * scale, themes * scale, 0.0, tuple(dict.fromkeys(matched)), order, min(1.0, told / asked.whole))


def with_meaning(likeness: Likeness, cosine: float) -> Likeness:
    """A likeness in words joined with one in meaning: the cosine of text and entry."""
    lexical = 1 - WITH_MEANING
    meaning = WITH_MEANING * min(1.0, max(0.0, (cosine - FAR) / (NEAR - FAR)))
    return Likeness(lexical * likeness.words, lexical * likeness.themes, meaning, likeness.matched,
                    lexical * likeness.order + meaning, min(1.0, max(0.0, likeness.covered + PULL * (cosine - USUAL))))


def _worth(match: Match) -> float:
    return match.worth


def _stems(asked: Asked, fields: Mapping[str, str]) -> dict[str, Match]:
    """Of the stems and terms asked for, those that the entry has, with what each is worth and in which field."""
    found: dict[str, Match] = {}
    for name, worth in FIELDS.items():  # the best field first
        for stem in fields[name].split():
            if stem in asked.known and stem not in found:
                found[stem] = Match(worth, name, stem=stem)
    for term in asked.known:
        if " " in term and all(stem in found for stem in term.split()):
            found[term] = min((found[stem] for stem in term.split()), key=_worth)._replace(stem=term)
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
            yield Match(EVERYDAY * min(1.0, known[other] / weight) * has[other].worth, has[other].field, other, other)


def _compound(unit: Unit, known: Mapping[str, float], has: Mapping[str, Match]) -> Match:
    """The parts of a compound, each by itself or, when its whole is in no entry, by another word for it."""
    total = sum(known[part] for part, _ in unit.parts)
    found = []
    for part, others in unit.parts:
        others = () if unit.stems[0] in known else others
        best = max((has.get(part, _NONE), *_others(others, known[part], known, has)), key=_worth)
        found.append(Match(known[part] / total * best.worth, best.field, stem=best.stem))
    best = max(found, key=_worth)
    return Match(COMPOUND * sum(match.worth for match in found), best.field, stem=best.stem)
