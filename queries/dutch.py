"""Dutch text to comparable terms: folded, without stop words, stemmed, compounds taken apart.

Needed because "hulp bij schulden" must meet "schuldhulpverlening" and "eenzame" must meet "eenzaamheid".
The stemmer is Snowball's (dutch_porter; the newer `dutch` takes "gezin" to "zin" and parts "schulden" from
"schuld"), applied until nothing changes, with the few endings that it leaves. Synonyms are not here: they come
from the themes' other labels and from queries/everyday.py.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import Stemmer

SHORTEST_PART = 4  # letters; shorter words (aan, bij, les) would take half the dictionary apart
LONGEST_WORD = 40  # letters; longer ones are not split
_LINKS = ("", "s", "en", "n", "e", "er")  # what stands between the parts of a compound
_WORD = re.compile(r"[^\W_]+")
_DOUBLE = re.compile(r"([bdfgklmnprst])\1$")
_stemmer = Stemmer.Stemmer("dutch_porter")  # written in C: one word at a time, whoever else asks
# One stem by rule, different subjects: the elderly and the parents; traffic, courtship and exploration.
_APART = {"ouderen": "ouderen", "oudere": "ouderen"} | {word: word for word in ("verkeer", "verkering", "verkenning")} | {
    "verkeringen": "verkering", "verkenningen": "verkenning"}
_STOP = frozenset("""
aan achter af al alle alleen allemaal als altijd ander andere anders begin beetje ben bent beter bij binnen blijft blijven
bovendien buiten daar daarbij daardoor daarmee daarnaast daarom daarvan dan dat de deze die dit doen doet door dus echt een
eens eerst eigen elk elkaar elke en er erg eigenlijk even gaan gaat geen geeft gevallen geven geweest gewoon goed graag
had hadden haar hebben hebt heeft heel hele helemaal hem hen het hier hij hoe hun iedere iedereen iemand iets ik in is ja jaar
je jij jou jouw juist kan keer komen komt kon kunnen kunt laat laten lang langs maakt maar maken manier me mee meer meerdere
meest met mij mijn minder misschien moest moet moeten mogelijk na naar naast nadat niet niets nodig nog nu of om onder ons onze
ook op over pas per plaats rond samen sinds soms staan staat steeds te tegen terwijl tijdens toch toe tot tussen uit van
vanaf vanuit vaak vanwege veel verder via volgens voor vooral waar waarbij waardoor waarin waarmee waarom waarvan want was
waren wat we weer wel welk welke werd werden wie wij wil willen worden wordt zal ze zelf zich zien zij zijn zo zoals zoals zodat
zonder zou zouden zowel zulke gemeente gemeenten gemeentelijk gemeentelijke regio regios regionaal regionale twee drie vier vijf
zes the and for with from have we our of to krijgen krijgt krijg gebruiken gebruikt genoemd bron pilot
pilots project projecten
""".split())
FILES = Path(__file__).parent


def fold(text: str) -> str:
    """Lower case without diacritics; folding twice changes nothing."""
    before, plain = "", text
    while before != plain:  # some capitals fold to letters that decompose again
        before = plain
        decomposed = unicodedata.normalize("NFKD", plain.casefold())
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain


def tokens(text: str) -> list[str]:
    """All words, folded, in order."""
    return _WORD.findall(fold(text))


def words(text: str) -> list[str]:
    """The words that say something, folded, in order; numbers and single letters left out."""
    return [word for word in tokens(text) if word not in _STOP and not _is_noise(word)]


def _is_noise(word: str) -> bool:
    return len(word) < 2 or word.isnumeric()


def lines(name: str) -> Iterator[str]:
    """The lines of one of the word lists beside this file, without those that explain."""
    for line in (FILES / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@functools.cache
def general() -> frozenset[str]:
    """The words that say how, when or how much, not what."""
    return frozenset(word for line in lines("general.txt") for word in line.partition(":")[2].split())


@functools.cache
def irregular() -> dict[str, str]:
    """Infinitives by the forms that no rule brings to them."""
    return {form: infinitive for infinitive, *forms in (line.split() for line in lines("strong_verbs.txt")) for form in forms}


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word; the same for the stem itself."""
    if word in _APART:
        return _APART[word]
    if len(word) > LONGEST_WORD:
        return word
    seen = {word}
    while (shorter := _shorten(irregular().get(word, word))) not in seen:
        seen.add(shorter)
        word = shorter
    return word


def _shorten(word: str) -> str:
    if len(word) >= 6 and word.endswith(("je", "jes")):
        word = word[: word.rindex("je")]
    found = _stemmer.stemWord(word)
    if found.endswith("dt"):
        found = found[:-1]
    found = _DOUBLE.sub(r"\1", found)
    for ending, rest in (("er", 4), ("ing", 3)):
        if found.endswith(ending) and len(found) - len(ending) >= rest:
            found = found[: -len(ending)]
    if len(found) > 3 and found[-1] in "zv":
        found = found[:-1] + ("s" if found[-1] == "z" else "f")
    return found or word


def sequence(text: str) -> list[str]:
    """All words of a text by their stems, in order, for phrases. One that says nothing stays whole and is marked: "alleen"
    is not "al", and "dan" is not "dansen"."""
    return [f"={word}" if word in _STOP else stem(word) for word in tokens(text)]


class Splitter:
    """Takes compounds apart into words that occur in what it was made of, by themselves or in front of two others."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._words = {word for word in lexicon if len(word) >= SHORTEST_PART and not word.isnumeric()}
        self._stems = {stem(word) for word in self._words}
        self._words |= self._first_parts()
        self._known: dict[str, tuple[str, ...]] = {}

    def _first_parts(self) -> set[str]:
        """What stands before two different words that occur by themselves: "regenboog" in -beleid and -gemeente."""
        after: dict[str, set[str]] = {}
        for word in self._words:
            for at in range(SHORTEST_PART + 1, len(word) - SHORTEST_PART + 1):
                if word[at:] in self._words:
                    after.setdefault(word[:at], set()).add(stem(word[at:]))
        return {first for first, rests in after.items() if len(rests) >= 2 and first not in _STOP and not self._head(first)}

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of a compound's parts, smaller and larger ones; empty when it cannot be taken apart."""
        if word not in self._known:
            self._known[word] = self._split(word) if len(word) <= LONGEST_WORD else ()
        return self._known[word]

    def _split(self, word: str) -> tuple[str, ...]:
        best: tuple[int, str, str] | None = None
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = self._head(word[:at]), word[at:]
            if not head or not self._is_word(tail):
                continue
            balance = min(at, len(tail))
            if best is None or balance > best[0]:
                best = (balance, head, tail)
        if best is None:
            return ()
        _, head, tail = best
        return tuple(dict.fromkeys((stem(head), stem(tail), *self._split(head), *self._split(tail))))

    def _head(self, text: str) -> str:
        """The word that a first part is, without what links it to the next; empty when it is none."""
        for link in _LINKS:
            rest = text.removesuffix(link) if link else text
            if len(rest) >= SHORTEST_PART and len(rest) + len(link) == len(text) and self._is_word(rest):
                return rest
        return ""

    def _is_word(self, text: str) -> bool:
        return text in self._words or (len(text) > SHORTEST_PART and stem(text) in self._stems)
