"""Words around `known_already`: which themes a text names, and what to say and offer when nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graph.records import split_list
from queries import dutch
from queries.answer import Suggestion
from queries.asking import Asked as Text
from queries.question import Asked
from queries.session import Session
from queries.textindex import Found
from queries.words import counted, say

WAYS = 3
NAMED = 3  # names in the one-line why; the column `where` has more
_PIONEERS = "pioneers"


class Matcher:
    """Which themes a text names: those of which a whole label or synonym is in it."""

    def __init__(self, session: Session, text: str) -> None:
        self._session = session
        self._units = session.texts.prepare(text).units
        self._stems = {stem for unit in self._units for stem in (*unit.stems, *(part for part, _ in unit.parts))}

    def themes(self, found: Found) -> list[str]:
        """The entry's themes that the text names."""
        return [theme for theme in found.themes if self.names(theme)]

    def names(self, theme: str) -> bool:
        """Whether the text holds all words of one of the theme's labels."""
        cells = self._session.index.themes[theme].cells
        for label in (cells["label_nl"], *split_list(cells.get("alt_nl", ""))):
            words = dutch.words(label)
            if words and all(self._has(word) for word in words):
                return True
        return False

    def _has(self, word: str) -> bool:
        parts = self._session.texts.splitter.parts(word)
        return dutch.stem(word) in self._stems or bool(parts) and self._stems.issuperset(parts)

    def near_themes(self) -> list[str]:
        """All themes that share a word with the text, those that share most weight first."""
        weight = {stem: unit.weight for unit in reversed(self._units)
                  for stem in (*unit.stems, *unit.others, *(part for part, _ in unit.parts))}
        shared = {}
        for theme, node in self._session.index.themes.items():
            text = f"{node.cells['label_nl']} {node.cells.get('alt_nl', '')}"
            stems = {stem for word in dutch.words(text)
                     for stem in (dutch.stem(word), *self._session.texts.splitter.parts(word))}
            if total := sum(weight[stem] for stem in stems & weight.keys()):
                shared[theme] = total
        return sorted(shared, key=lambda theme: (-round(shared[theme], 9), theme))


def names_in_short(names: Sequence[str]) -> str:
    """The first few names, and an ellipsis when there are more."""
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def places_of(session: Session, asked: Asked, found: Found) -> tuple[list[str], str]:
    """The municipalities by name, those inside the region first; and in words: those inside, and how many elsewhere."""
    names = session.index.municipalities
    region = asked.scope.region.municipalities if asked.scope.region else found.places
    here, elsewhere = (sorted(names[place].name for place in places) for places in (found.places & region, found.places - region))
    text = ", ".join(here)
    return [*here, *elsewhere], counted("where.elsewhere", asked.language, len(elsewhere), names=text) if elsewhere else text


def empty(session: Session, asked: Asked, near: Sequence[Found], least: float,
          count: Callable[[Session, Asked], int]) -> tuple[str, tuple[Suggestion, ...]]:
    """Why nothing was found, and three ways on, each with its count."""
    language = asked.language
    text = session.texts.prepare(asked.text)
    region = session.region_name(asked.scope.region, language)
    if not text.units:
        reason = say("empty.no-words", language)
    elif not any(found.likeness.covered for found in near):
        reason = say("empty.nothing", language, region=region)
    else:
        best = max(near, key=lambda found: found.likeness.covered)
        reason = say("empty.below", language, region=region, name=best.name, likeness=round(100 * best.likeness.covered),
                     least=round(100 * least))
    if absent := [unit.word for unit in text.units if not text.knows(unit)]:
        reason += " " + say("empty.words", language, words=", ".join(absent[:8]) + (" …" if len(absent) > 8 else ""))
    ways = [*_wider(session, asked, count), *_shorter(session, asked, text, count), *_themes(session, asked)]
    return reason, tuple(ways[:WAYS])


def _wider(session: Session, asked: Asked, count: Callable[[Session, Asked], int]) -> list[Suggestion]:
    """The same text without region and year."""
    if not asked.scope.region and not asked.year:
        return []
    wide = replace(asked, scope=replace(asked.scope, region=None), year="")
    found = count(session, wide)
    return [Suggestion(say("suggest.wider", asked.language), {"text": asked.text}, found)] if found else []


def _shorter(session: Session, asked: Asked, whole: Text, count: Callable[[Session, Asked], int]) -> list[Suggestion]:
    """Only the words that any entry has, by themselves or by another word."""
    single = [unit for unit in whole.units if len(unit.stems) == 1]
    words = [unit.word for unit in single if whole.knows(unit)][:NAMED]
    if not words or len(words) == len(single):
        return []
    text = " ".join(words)
    found = count(session, replace(asked, text=text))
    place: Mapping[str, str] = {"region": asked.scope.region.id} if asked.scope.region else {}
    return [Suggestion(say("suggest.shorter", asked.language, text=text), {"text": text, **place}, found)] if found else []


def _themes(session: Session, asked: Asked) -> list[Suggestion]:
    """Pioneers on the themes nearest in words; when none is near, on those with most pioneers."""
    counts = session.theme_counts(_PIONEERS)
    near = [theme for theme in Matcher(session, asked.text).near_themes() if counts[theme]]
    others = sorted((theme for theme in counts if counts[theme] and theme not in near and "broader" in session.index.themes[theme].cells),
                    key=lambda theme: (-counts[theme], theme))
    return [Suggestion(say("suggest.pioneers" if theme in near else "suggest.browse", asked.language,
                           theme=session.theme_name(theme, asked.language)), {"theme": theme}, counts[theme], _PIONEERS)
            for theme in [*near, *others][:WAYS]]
