"""Everyday words for the words of the field: "bejaarden" may mean what an entry calls "ouderen".

The words are our own (queries/everyday.txt says how they came about). They widen what is asked, never what an
entry says, so the index does not depend on them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from queries import dutch

SLACK = 2  # words that may stand between those of a phrase: "geen dak meer boven hun hoofd"


class Phrase(NamedTuple):
    """A phrase as the stems that must stand close together, and what it may mean."""

    stems: frozenset[str]
    reach: int
    text: str
    meanings: tuple[str, ...]


class Everyday:
    """Meanings by stem, and phrases by one of their stems. A meaning is a stem, or those of a term of the field that
    is a phrase, apart by spaces."""

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        words: dict[str, dict[str, None]] = {}
        self.written: dict[str, str] = {}  # a word by its stem, as the file first has it
        self._forms = {dutch.fold(text) for line in lines for text in line}
        phrases: dict[frozenset[str], Phrase] = {}
        for line in lines:
            single = {text: dutch.stem(dutch.fold(text)) for text in line if len(dutch.tokens(text)) == 1}
            meanings = dict.fromkeys((*single.values(), *_field_term(line[0])))
            for text, stem in (*single.items(), *((line[0], term) for term in _field_term(line[0]))):
                self.written.setdefault(stem, text)
            for stem in meanings:
                words.setdefault(stem, {}).update(meanings)
            for text in line:
                if text not in single:
                    phrase = _phrase(text, tuple(meanings))
                    before = phrases.get(phrase.stems)
                    phrases[phrase.stems] = before._replace(meanings=tuple(dict.fromkeys(
                        (*before.meanings, *phrase.meanings)))) if before else phrase
        self._words: Mapping[str, tuple[str, ...]] = {stem: tuple(other for other in others if other != stem)
                                                      for stem, others in words.items()}
        self._phrases: dict[str, list[Phrase]] = {}
        for phrase in phrases.values():
            self._phrases.setdefault(max(phrase.stems, key=lambda stem: (len(stem), stem)), []).append(phrase)

    def others(self, word: str) -> tuple[str, ...]:
        """The stems of other words for a folded word. A general one must stand in the file itself, as its stem may be
        that of another word: "weten" is no "wet"."""
        return () if word in dutch.general() and word not in self._forms else self.of_stem(dutch.stem(word))

    def of_stem(self, stem: str) -> tuple[str, ...]:
        """The stems of other words for a part of a compound."""
        return self._words.get(stem, ())

    def phrases(self, text: str) -> list[Phrase]:
        """The phrases that a text uses, longest first; none whose words all stand in a longer one."""
        stems = dutch.sequence(text)
        found: dict[Phrase, None] = {}
        for at, stem in enumerate(stems):
            for phrase in self._phrases.get(stem, ()):
                if phrase not in found and _near(stems, at, phrase):
                    found[phrase] = None
        kept: list[Phrase] = []
        for phrase in sorted(found, key=lambda one: (-len(one.stems), one.text)):
            if not any(phrase.stems < other.stems for other in kept):
                kept.append(phrase)
        return kept


def _phrase(text: str, meanings: tuple[str, ...]) -> Phrase:
    """Words that say nothing by themselves are wanted only when fewer than two others are left."""
    stems = dutch.sequence(text)
    telling = [stem for stem in stems if not stem.startswith("=")]
    return Phrase(frozenset(telling if len(set(telling)) >= 2 else stems), len(stems) + SLACK, text, meanings)


def _field_term(text: str) -> tuple[str, ...]:
    """What a line begins with, when it is a phrase of two or more telling words: the field's own term, which an entry has when
    it has all its words. Their stems, apart by spaces."""
    telling = sorted({stem for stem in dutch.sequence(text) if not stem.startswith("=")})
    return (" ".join(telling),) if len(telling) >= 2 else ()


def _near(stems: Sequence[str], at: int, phrase: Phrase) -> bool:
    """Whether all stems of a phrase stand within its reach, around one of them."""
    for start in range(max(0, at - phrase.reach + 1), at + 1):
        if phrase.stems.issubset(stems[start: start + phrase.reach]):
            return True
    return False


@functools.cache
def everyday() -> Everyday:
    """The words of the file, read once."""
    return Everyday([[text.strip() for text in line.split(";") if text.strip()] for line in dutch.lines("everyday.txt")])
