"""A text that is asked about, as words and phrases with weights and with what else they may mean.

A word weighs by how rare it is among the entries. One that no entry has weighs more than any that one has, unless
another word for the same is known (queries/everyday.py): it asks for something that is not there. One that says how,
where or that something is asked, not what, weighs less, and nothing when no entry has it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from queries import dutch, verbs
from queries.everyday import Phrase, everyday

COMPOUND = 0.9  # what the parts of a compound are worth against the whole word
UNKNOWN = 1.6  # the weight of a word that no entry has, against the rarest word that one has
GENERAL = 0.4  # the weight of a word that says how or where, not what
IN_PHRASE = 0.5  # the weight of a word that stands in a phrase, which has a meaning and a weight of its own
AGAIN = 0.5  # the weight of a second word for the same: "vaders en moeders"
WORDS_AT_MOST = 30  # of a long text, the words that weigh most
# A text counts as covered wholly when its heaviest words are: four of a sentence, and two in three of what a longer
# text has beyond ten. Nobody describes in the same words throughout; over all its words a paraphrase looked no more
# alike than chance does, and a page of text covered by three words found something for everybody.
SENTENCE, OF_SENTENCE, OF_REST = 10, 4, 2 / 3

Frequency = Callable[[Iterable[str]], Mapping[str, int]]
IsPlace = Callable[[str], bool]
_Part = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase of the text: as written, its stems (all must be there), its weight, the stems of other words
    for it, and the parts of a compound, each with other words for it."""

    word: str
    stems: tuple[str, ...]
    weight: float
    others: tuple[str, ...] = ()
    parts: tuple[_Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A text made ready for comparing: its units, heaviest first, the weight that counts as all of it, and how rare
    each stem is that it may be found by."""

    units: tuple[Unit, ...]
    whole: float
    known: Mapping[str, float]

    def knows(self, unit: Unit) -> bool:
        """Whether any entry has the word, a part of it or another word for it."""
        return bool(unit.parts or unit.others) or all(stem in self.known for stem in unit.stems)


def prepare(text: str, splitter: dutch.Splitter, frequency: Frequency, entries: int, is_place: IsPlace) -> Asked:
    """A text as units. `frequency` tells in how many of `entries` each stem occurs; the absent ones are left out."""
    forms = _forms(text)
    phrases = _phrases(text)
    words = everyday()
    parts = {stem: splitter.parts(word) for stem, (word, _) in forms.items()}
    wanted = {*forms, *(part for some in parts.values() for part in some)}
    wanted.update(*(words.of_stem(stem) for stem in tuple(wanted)), *((*phrase.stems, *phrase.meanings) for phrase in phrases))
    occurs = _with_terms(wanted, frequency({stem for meaning in wanted for stem in meaning.split()}))
    rare = _Rare(occurs, entries)
    units = [Unit(phrase.text, tuple(sorted(phrase.stems)), rare.together(others), others)
             for phrase in phrases if (others := rare.known_of(phrase.meanings))]
    inside = {stem for unit in units for stem in unit.stems}
    for stem, (word, count) in forms.items():
        others = rare.known_of(words.others(word))
        own = tuple((part, rare.known_of(words.of_stem(part))) for part in rare.known_of(parts[stem]))
        known = bool(stem in occurs or others or own)
        general = word in dutch.general() or (not others and is_place(word))
        if not known and (general or stem in inside or verbs.is_common(word)):
            continue
        weight = rare.weight(stem, others, own) * (IN_PHRASE if stem in inside else 1.0)
        units.append(Unit(word, (stem,), weight * (GENERAL if general else 1.0) * (1 + math.log(count)), others, own))
    units.sort(key=_heaviest)
    if len(units) > WORDS_AT_MOST:
        units = [unit for unit in units if unit.others or unit.parts or unit.stems[0] in occurs][:WORDS_AT_MOST]
    units = _once(units)
    whole = sum(unit.weight for unit in units[: OF_SENTENCE + math.ceil(OF_REST * max(0, len(units) - SENTENCE))])
    return Asked(tuple(units), whole, rare.idf)


def _with_terms(wanted: Iterable[str], occurs: Mapping[str, int]) -> Mapping[str, int]:
    """A term of several words is taken to be as rare as the rarest of them, and absent when one of them is."""
    return {**occurs, **{term: min(occurs[stem] for stem in term.split()) for term in wanted
                         if " " in term and all(stem in occurs for stem in term.split())}}


def _heaviest(unit: Unit) -> tuple[float, tuple[str, ...]]:
    return -unit.weight, unit.stems


def _forms(text: str) -> dict[str, tuple[str, int]]:
    """By stem: the word as first written, and how often any form of it is there."""
    forms: dict[str, tuple[str, int]] = {}
    for word, count in Counter(dutch.words(text)).items():
        first, before = forms.get(dutch.stem(word), (word, 0))
        forms[dutch.stem(word)] = (first, before + count)
    return forms


def _phrases(text: str) -> list[Phrase]:
    """The phrases of a text, one of each meaning."""
    return list({frozenset(phrase.meanings): phrase for phrase in reversed(everyday().phrases(text))}.values())[::-1]


def _once(units: list[Unit]) -> list[Unit]:
    """A second word for the same weighs less, wherever it stands."""
    said: set[str] = set()
    found = []
    for unit in units:
        again = len(unit.stems) == 1 and unit.stems[0] in said
        found.append(replace(unit, weight=AGAIN * unit.weight) if again else unit)
        said.update(unit.others)
    return sorted(found, key=_heaviest)


class _Rare:
    """How rare stems are among the entries."""

    def __init__(self, occurs: Mapping[str, int], entries: int) -> None:
        self._occurs, self._entries = occurs, entries
        self.idf = {stem: math.log(1 + entries / count) for stem, count in occurs.items()}
        self._unknown = UNKNOWN * math.log(1 + entries)

    def known_of(self, stems: Iterable[str]) -> tuple[str, ...]:
        """Those that any entry has."""
        return tuple(stem for stem in stems if stem in self.idf)

    def together(self, stems: Iterable[str]) -> float:
        """The weight of a meaning: how rare it is to have any of its words, taken as independent of one another."""
        none = math.prod(1 - self._occurs[stem] / self._entries for stem in stems)
        return math.log(1 + 1 / (1 - none))

    def weight(self, stem: str, others: tuple[str, ...], parts: tuple[_Part, ...]) -> float:
        """By the word itself, else by the rarest of its parts, else by what it may mean; unknown words weigh most."""
        if stem in self.idf:
            return self.idf[stem]
        if parts:
            return max(self.idf[part] for part, _ in parts)
        return self.together(others) if others else self._unknown
