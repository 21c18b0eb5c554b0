"""Common verbs in every form: what a text has of them says how, not what.

A word that no entry has counts against what is found, as it may be what the text is about. A verb of the list is
not, in whatever form ("gedraaid", "draait", "meedraaien"). The forms are made by rule from the infinitives of
queries/verbs.txt; too many are made rather than too few, since they only ever meet words that no entry has.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from queries import dutch

# What comes before a separable verb.
_BEFORE = tuple(sorted("""aan af achter bij bijeen binnen boven buiten dicht door dood door fijn goed heen in klaar kwijt langs los mee mis na
neer om onder op open over recht rond samen stil stuk tegemoet tegen terug thuis toe uit uiteen vast verder vol voor voorbij voort waar
weer weg zwart""".split(), key=len, reverse=True))
_OPEN = re.compile(r"(?:^|[^aeiou])[aeou][bdfgklmnprstvz]$")  # "mak" of "maken": said long, written double in "maakt"


def is_common(word: str) -> bool:
    """Whether a folded word is a form of a common verb, by itself or with a preposition in front."""
    forms = _forms()
    if word in forms:
        return True
    for before in _BEFORE:
        rest = word.removeprefix(before)
        if len(rest) > 2 and rest != word and (rest in forms or rest.removeprefix("te") in forms):
            return True
    return False


@functools.cache
def _forms() -> frozenset[str]:
    """All forms of all verbs of the list."""
    infinitives = {dutch.fold(word) for line in dutch.lines("verbs.txt") for word in line.split()}
    regular = {form for infinitive in infinitives for form in _conjugated(infinitive)}
    return frozenset(regular | {form for form, infinitive in dutch.irregular().items() if infinitive in infinitives})


def _conjugated(infinitive: str) -> Iterator[str]:
    """An infinitive with its regular forms, and some that do not exist."""
    yield from (infinitive, f"{infinitive}d", f"{infinitive}de")
    for root in _roots(infinitive):
        for form in (root, f"{root}t", f"{root}d", *(f"{root}{ending}" for ending in ("te", "ten", "de", "den"))):
            yield from (form, f"ge{form}")
            if form.endswith(("t", "d")):
                yield f"ge{form}e"
    yield f"ge{infinitive}"


def _roots(infinitive: str) -> set[str]:
    """What the endings come after: "maak" and "mak" of "maken", "pak" of "pakken", "leef" of "leven"."""
    root = infinitive.removesuffix("n") if infinitive.endswith(("aan", "zien", "doen")) else infinitive.removesuffix("en")
    if len(root) > 2 and root[-1] == root[-2] and root[-1] not in "aeiou":
        return {root[:-1]}
    roots = {root, f"{root[:-1]}{root[-2]}{root[-1]}"} if _OPEN.search(root) else {root}
    return roots | {f"{one[:-1]}{'f' if one[-1] == 'v' else 's'}" for one in roots if one[-1] in "vz"}
