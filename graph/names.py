"""Names of persons in texts, slugs and web addresses: one form to compare them in, and how to find them.

A full name is always a name. A surname alone is one when nothing else here is called so (`distinctive`).
An ordinary surname (Bos, van Dam) counts only after a role word ("wethouder Bos") or in what comes from
a document that speaks of that person (`near`).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from urllib.parse import unquote

STAND_IN = "[naam]"
PARTICLES = frozenset("van de den der het t ter ten te in op la le da di del el al von zu du".split())
ROLE_WORDS = ("wethouder", "burgemeester", "oud-wethouder", "minister", "staatssecretaris", "gedeputeerde", "lector",
              "hoogleraar", "professor", "prof.", "dr.", "drs.", "directeur", "bestuurder", "voorzitter", "onderzoeker",
              "projectleider", "programmaleider", "programmamanager", "projectmanager", "coördinator", "secretaris",
              "meneer", "mevrouw", "dhr.", "mw.")
# Columns that name a thing: their words are words of the world, not somebody's surname.
NAMING_COLUMNS = frozenset(("name", "other_names", "official_name", "publisher", "reached_through", "label_nl", "label_en",
                            "alt_nl", "venue", "place", "code"))
_KEPT = re.compile("\0([0-9]+)\0")
_WORD = re.compile(r"[a-z0-9]+")
_NOT_DECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_ROLES = "|".join(map(re.escape, ROLE_WORDS))
_INITIALS = r"(?<!\w)(?:[A-Z]\.\s?)*"
_END = r"(?:['’]?[sS])?(?!\w)"  # the genitive goes with the name
_BETWEEN = r"[\s.'’‘`-]{1,3}"  # between two words of a name
# Surnames that are everyday words, also where these datasets happen not to use them in lower case.
EVERYDAY = frozenset("""anker bakker beek berg boer boom bos boven brand breed brink brug burg dam dekker dijk duin feit
geluk goed graaf groen groot haan haas hof hout huis jager jong kerk klein koning kok koster kort kuiper lang leeuw maas
meer meester molen mulder need oud peper prins raad raven ring ruiter schipper slager smit spies staal stam tom tulp
valk vat veld verhoeven vis visser vos waal wal wit wolf winter zomer zand zee zwart""".split())


def fold(text: str) -> str:
    """The form in which names are compared: lower case, no diacritics, words with one blank between.

    `Jan-Willem Rouwendal`, `jan-willem-rouwendal` and `JAN WILLEM ROUWENDAL` are one name.
    """
    lowered = text.lower()
    if not lowered.isascii():
        parts = unicodedata.normalize("NFKD", lowered.translate(_NOT_DECOMPOSED))
        lowered = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(_WORD.findall(lowered))


def _variants() -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)
    for code in range(0xC0, 0x250):
        base = fold(chr(code))
        if len(base) == 1:
            found[base] += chr(code)
    return {letter: f"[{letter}{others}]" for letter, others in found.items()}


_LETTERS = _variants()


def _word_pattern(word: str) -> str:
    """A folded word as a pattern that also finds it with diacritics."""
    return "".join(_LETTERS.get(letter, letter) for letter in word)


def _capitalised(word: str) -> str:
    """A word that starts with a capital; the rest in any case."""
    first = "".join({char.upper() for char in _LETTERS.get(word[0], word[0]) if char not in "[]"})
    return f"[{''.join(sorted(first))}]" + (f"(?i:{_word_pattern(word[1:])})" if word[1:] else "")


class _Name:
    """One person's name, folded, with the patterns that find it; made when first needed, they are many."""

    def __init__(self, full: str) -> None:
        self.full = full
        self.words = full.split()
        self.core = self.words[-1]  # the word by which a name is looked up
        start = len(self.words) - 1
        while start > 1 and self.words[start - 1] in PARTICLES:
            start -= 1
        self.surname = self.words[start:]
        self.slug = " ".join(word for word in self.words if word not in PARTICLES)

    @functools.cached_property
    def anywhere(self) -> re.Pattern[str]:
        """The full name."""
        return re.compile(rf"(?<!\w){_BETWEEN.join(map(_word_pattern, self.words))}{_END}", re.IGNORECASE)

    @functools.cached_property
    def alone(self) -> re.Pattern[str]:
        """The last word with whatever of the name goes before it, in any case."""
        before = ""
        for word in self.words[:-1]:
            before = f"(?:{before}{_word_pattern(word)}{_BETWEEN})?"
        return re.compile(rf"{_INITIALS}(?i:{before}{_word_pattern(self.core)}){_END}")

    @functools.cached_property
    def nearby(self) -> re.Pattern[str]:
        """The surname as it is written without a given name: Bos, Van Dam."""
        first, *rest = self.surname
        written = _BETWEEN.join([_capitalised(first), *(f"(?i:{_word_pattern(word)})" for word in rest)])
        return re.compile(rf"{_INITIALS}{written}{_END}")

    @functools.cached_property
    def titled(self) -> re.Pattern[str]:
        """The surname after a role word: wethouder Bos, lector J. van Dam."""
        loose = _BETWEEN.join([*(f"(?i:{_word_pattern(word)})" for word in self.surname[:-1]), _capitalised(self.core)])
        return re.compile(rf"(?<!\w)((?i:{_ROLES})\s+(?:[A-Z]\.\s?)*){loose}{_END}")


class NameFinder:
    """Finds the names of some people.

    `ordinary`: folded words that are more than the surname of one of them; `others`: names of people who stay,
    which may share a surname.
    """

    def __init__(self, names: Iterable[str], ordinary: Collection[str], others: Iterable[str] = ()) -> None:
        self._by_word: dict[str, list[_Name]] = defaultdict(list)
        self.distinctive: set[str] = set()
        for full in sorted({fold(name) for name in names} - {""}):
            name = _Name(full)
            self._by_word[name.core].append(name)
            if name.core + "s" not in ordinary:
                self._by_word[name.core + "s"].append(name)  # the genitive
            if name.core not in ordinary and name.core not in EVERYDAY:
                self.distinctive.add(name.core)
        self._words = frozenset(self._by_word)
        self._others = [name for name in map(_Name, sorted(set(map(fold, others)) - {""}))
                        if name.core in self._words]
        self._runs = frozenset("".join(name.words) for names_ in self._by_word.values() for name in names_)

    def replace(self, text: str, near: Collection[str] = (), names_only: bool = False) -> str:
        """The text with STAND_IN for every name. `names_only`: a cell that names a thing, where an ordinary
        surname is part of that name."""
        found = self._words.intersection(fold(text).split())
        if not found:
            return text
        result = unicodedata.normalize("NFC", text)
        names = [name for word in sorted(found) for name in self._by_word[word]]
        for name in names:  # full names first: of "Piet Jansen" nothing may stay because of a "Maria Jansen"
            result = name.anywhere.sub(STAND_IN, result)
        kept: list[str] = []
        for other in (other for other in self._others if other.core in found):
            result = other.anywhere.sub(lambda match: kept.append(match[0]) or f"\0{len(kept) - 1}\0", result)
        for name in names:
            if name.core in self.distinctive:
                result = name.alone.sub(STAND_IN, result)
            elif not names_only:
                result = name.titled.sub(rf"\g<1>{STAND_IN}", result)
                if name.full in near:
                    result = name.nearby.sub(STAND_IN, result)
        result = _KEPT.sub(lambda match: kept[int(match[1])], result)
        return result if STAND_IN in result else text

    def in_address(self, address: str, near: Collection[str] = ()) -> bool:
        """Whether a slug or a web address holds a name."""
        words = fold(unquote(address)).split()
        line = f" {' '.join(words)} "
        for other in self._others:
            line = line.replace(f" {other.full} ", " ")
        words = line.split()
        if not self.distinctive.isdisjoint(words) or not self._runs.isdisjoint(words):
            return True
        for word in self._words.intersection(words):
            for name in self._by_word[word]:
                surname = f" {' '.join(name.surname)} "
                if f" {name.full} " in line or (name.full in near and surname in line):
                    return True
                if " " in name.slug and f" {name.slug} " in line:  # slugs often leave the particles out
                    return True
                if any(f" {fold(role)}{surname}" in line for role in ROLE_WORDS):
                    return True
        return False
