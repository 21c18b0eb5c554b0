"""How much of a question an entry covers: a number from 0 to 1 that means the same for every text.

A search engine's own score orders one list and says nothing across texts, so it cannot tell "nothing found".
Here each word of the text weighs by how rare it is among the entries; the likeness is the share of that
weight that the entry covers. A word that no entry has weighs too: it asks for something that is not there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from queries import dutch

# What a match is worth by where the entry has the word: its own name and description, the other names of its
# themes, a part of a compound, the title of its document, a broader theme. Chosen on tests/queries/search_dev.csv.
FIELDS: Mapping[str, float] = {"name": 1.1, "text": 0.85, "themes": 0.95, "parts": 0.75, "titles": 0.6, "broader": 0.4}
THEME_FIELDS = ("themes", "broader")
COMPOUND = 0.9  # what the parts of a compound are worth against the whole word
ALONE = 0.85  # what a single word of several is worth when it is in no name and no theme: often chance ("op weg")
UNKNOWN = 0.9  # the weight of a word that no entry has, against the rarest word that one has
GENERIC = 0.4  # the weight of a word that says how, not what
WORDS_AT_MOST = 30  # of a long text, the words that weigh most
# A text counts as covered wholly when its heaviest words are: three of a sentence, and two in three of what a longer
# text has beyond ten. Nobody describes in the same words throughout; over all its words a paraphrase looked no more
# alike than chance does, and a page of text covered by three words found something for everybody.
SENTENCE, OF_SENTENCE, OF_REST = 10, 3, 2 / 3
# With an encoder: words and themes four parts, meaning three; a centred cosine of 0.5 is as near as texts come here.
WITH_MEANING, NEAREST = 3 / 7, 0.5
# A text that speaks of this field at all lies nearer to the mean of all entries (cosine above USUAL) than one on
# rotundas; that moves what it must cover to count as found.
PULL, USUAL = 8.0, 0.867


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of the text: as written, its stem, the stems of its parts, its weight."""

    word: str
    stem: str
    parts: tuple[str, ...]
    weight: float


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


@dataclass(slots=True)
class Asked:
    """A text made ready for comparing: its units, heaviest first, and the weight that counts as all of it."""

    units: list[Unit]
    whole: float
    known: dict[str, float] = field(default_factory=dict)


def prepare(text: str, splitter: dutch.Splitter, frequency: Callable[[Iterable[str]], Mapping[str, int]], entries: int) -> Asked:
    """A text as units. `frequency` tells in how many of `entries` each stem occurs; the absent ones are left out."""
    counted = Counter(dutch.words(text))
    forms: dict[str, tuple[str, int]] = {}
    for word, count in counted.items():
        stem = dutch.stem(word)
        first, before = forms.get(stem, (word, 0))
        forms[stem] = (first, before + count)
    parts = {stem: splitter.parts(word) for stem, (word, _) in forms.items()}
    found = frequency({*forms, *(part for some in parts.values() for part in some)})
    idf = {stem: math.log(1 + entries / count) for stem, count in found.items()}
    unknown = UNKNOWN * math.log(1 + entries)
    units = []
    for stem, (word, count) in forms.items():
        own = tuple(part for part in parts[stem] if part in idf)
        weight = idf.get(stem) or max((idf[part] for part in own), default=unknown)
        generic = GENERIC if word in dutch.GENERIC else 1.0
        units.append(Unit(word, stem, own, generic * weight * (1 + math.log(count))))
    units.sort(key=lambda unit: (-unit.weight, unit.stem))
    if len(units) > WORDS_AT_MOST:
        units = [unit for unit in units if unit.stem in idf or unit.parts][:WORDS_AT_MOST]
    whole = sum(unit.weight for unit in units[: OF_SENTENCE + math.ceil(OF_REST * max(0, len(units) - SENTENCE))])
    return Asked(units, whole, idf)


def compare(asked: Asked, fields: Mapping[str, frozenset[str]]) -> Likeness:
    """How like an entry is, from the stems in each of its fields."""
    words = themes = 0.0
    matched: list[str] = []
    fields_hit = set()
    for unit in asked.units:
        worth, where = _match(unit, asked.known, fields)
        if not worth:
            continue
        matched.append(unit.word)
        fields_hit.add(where)
        if where in THEME_FIELDS:
            themes += worth * unit.weight
        else:
            words += worth * unit.weight
    if not matched:
        return Likeness()
    alone = ALONE if len(matched) == 1 and len(asked.units) > 2 and "themes" not in fields_hit and not (
        "name" in fields_hit and len(fields["name"]) <= 3) else 1.0
    covered = alone * (words + themes) / asked.whole
    scale = alone * min(1.0, 1 / covered) / asked.whole
    return Likeness(words * scale, themes * scale, 0.0, tuple(matched), covered, min(1.0, covered))


def with_meaning(likeness: Likeness, cosine: float, field: float) -> Likeness:
    """A likeness in words joined with one in meaning: a centred cosine, and the text's cosine with the whole field."""
    lexical = 1 - WITH_MEANING
    meaning = WITH_MEANING * min(1.0, max(0.0, cosine) / NEAREST)
    return Likeness(lexical * likeness.words, lexical * likeness.themes, meaning, likeness.matched,
                    lexical * likeness.order + meaning, min(1.0, max(0.0, likeness.covered + PULL * (field - USUAL))))


def _match(unit: Unit, known: Mapping[str, float], fields: Mapping[str, frozenset[str]]) -> tuple[float, str]:
    """What the entry's best match with a word is worth, and where it was."""
    best = _best(unit.stem, fields)
    if unit.parts:
        total = sum(known[part] for part in unit.parts)
        found = [(known[part] / total, *_best(part, fields)) for part in unit.parts]
        worth = COMPOUND * sum(share * value for share, value, _ in found)
        if worth > best[0]:
            best = worth, max(found, key=lambda item: item[0] * item[1])[2]
    return best


def _best(stem: str, fields: Mapping[str, frozenset[str]]) -> tuple[float, str]:
    for name, worth in FIELDS.items():
        if stem in fields[name]:
            return worth, name
    return 0.0, ""
