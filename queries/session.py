"""A store opened for asking: its index, its resolver, its counts, and the words that all answers share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import TypeVar

from graph.store import Store
from queries.answer import Suggestion
from queries.binding import Arguments, observe
from queries.index import Index
from queries.question import Question
from queries.scope import Region, Resolver, Scope
from queries.textindex import TextIndex, open_index
from queries.words import say

KEPT_OBSERVATIONS = 32  # per session; the largest (the root theme) is about 2,000 rows
_PLACED = ("gm:", "org:", "net:", "person:")  # what is in a region or not
KEPT_WORK = 32  # per session; things worked out that are too dear to do again with every answer
_T = TypeVar("_T")
Counts = Mapping[str, frozenset[str]]  # theme id -> the actors that an answer on it has


class Session:
    """One store at one data version. Everything but the store is worked out once and never changes."""

    def __init__(self, store: Store, cache: Path | None = None) -> None:
        self.store, self.cache = store, cache  # `cache`: a folder for what is worked out, when there is one
        self.index = Index(store)
        self.resolver = Resolver(self.index)
        self._observed: dict[object, list[tuple[str, ...]]] = {}
        self._worked: dict[Hashable, object] = {}
        self.counts: dict[str, Counts] = {}  # question id -> counts; filled by queries/catalogue.py

    def observe(self, question: Question, arguments: Arguments) -> list[tuple[str, ...]]:
        """The observations of a question; the last few are kept, since a region or a size changes none of them."""
        key = (question.id, tuple(sorted((name, tuple(values)) for name, values in arguments.items())))
        found = self._observed.pop(key, None)
        if found is None:
            found = observe(question, self.store, arguments)
        self._observed[key] = found  # the newest stands last
        while len(self._observed) > KEPT_OBSERVATIONS:
            self._observed.pop(next(iter(self._observed)), None)
        return found

    def once(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """What is worked out from this data, kept under a key that names all it depends on; the last few are kept."""
        found = self._worked.pop(key, None)
        if found is None:
            found = work()
        self._worked[key] = found  # the newest stands last
        while len(self._worked) > KEPT_WORK:
            self._worked.pop(next(iter(self._worked)), None)
        return found  # type: ignore[return-value]

    @functools.cached_property
    def texts(self) -> TextIndex:
        """The index of texts and names, built or opened when first needed."""
        return open_index(self.store, self.cache, self.index)

    def title(self, document: str) -> str:
        """A document's title, or its id when it has none."""
        node = self.index.documents.get(document)
        return node.name if node else document

    def theme_name(self, theme: str, language: str) -> str:
        """A theme's label in one language."""
        return self.index.themes[theme].cells[f"label_{language}"]

    def region_name(self, region: Region | None, language: str) -> str:
        """A region's name, or the whole country."""
        return region.name if region else say("country", language)

    @staticmethod
    def region_notes(scope: Scope, language: str) -> list[str]:
        """What has to be said of the region's layer: its vintage, and that another year is not available."""
        if scope.region is None or scope.region.layer == "gemeente":
            return []
        fields = {"layer": scope.region.layer, "vintage": scope.region.vintage, "year": scope.on[:4]}
        asked_for_another = scope.on and scope.on[:4] != scope.region.vintage
        return [say("note.vintage.other" if asked_for_another else "note.vintage", language, **fields)]

    def like_notes(self, like: str, scope: Scope, language: str) -> list[str]:
        """What has to be said when only municipalities like `like` count."""
        return [say("note.like", language, name=self.index.municipalities[like].name, count=len(scope.alike or ()))] if like else []

    def sentence(self, question: Question, scope: Scope, language: str) -> str:
        """The question as a sentence with its scope filled in."""
        theme = self.theme_name(scope.theme.id, language) if scope.theme else ""
        return question.sentence[language].format(theme=theme, region=self.region_name(scope.region, language))

    @staticmethod
    def columns(question: Question, language: str) -> list[dict[str, str]]:
        """The answer's columns with labels in one language."""
        return [{"name": column.name, "type": column.type, "unit": column.unit, "label": column.label[language]}
                for column in question.columns]

    def count(self, question: str, theme: str, region: Region | None = None) -> int:
        """How many rows the answer on a theme has in a region (None = the whole country), without date or size.

        What has no place of its own, such as a method, is in the answer for every region.
        """
        found = self.counts.get(question, {}).get(theme, frozenset())
        scope = Scope(None, (), region, "", "")
        return len(found) if region is None else sum(1 for one in found if not one.startswith(_PLACED) or self.resolver.inside(one, scope))

    def theme_counts(self, question: str, region: Region | None = None) -> dict[str, int]:
        """Rows per theme in a region, for pickers: those with something to show first, then by label."""
        found = {theme: self.count(question, theme, region) for theme in self.index.themes}
        return dict(sorted(found.items(), key=lambda item: (item[1] == 0, self.index.themes[item[0]].name.casefold())))

    def region_counts(self, question: str, theme: str, layer: str = "provincie") -> dict[str, int]:
        """Rows per region of a layer on a theme, for pickers: those with something to show first."""
        found = {region.id: self.count(question, theme, region) for region in self.resolver.regions(layer)}
        return dict(sorted(found.items(), key=lambda item: item[1] == 0))

    def ways_out(self, question: str, scope: Scope, language: str, reason: str) -> dict[str, object]:
        """Why an answer is empty and three ways on, each with its count; nothing for one with rows."""
        if not reason or scope.theme is None:
            return {"empty_reason": "", "suggestions": ()}
        theme = self.theme_name(scope.theme.id, language)
        text = say(reason, language, theme=theme, region=self.region_name(scope.region, language))
        if scope.on:
            text += " " + say("empty.on", language, on=scope.on)
        if scope.alike is not None:
            text += " " + say("empty.like", language)
        return {"empty_reason": text, "suggestions": tuple(self._suggestions(question, scope, language))[:3]}

    def _suggestions(self, question: str, scope: Scope, language: str) -> list[Suggestion]:
        assert scope.theme is not None
        theme = scope.theme.id
        label = self.theme_name(theme, language)
        place = {"region": scope.region.id} if scope.region else {}
        found = []
        if scope.on and (count := self.count(question, theme, scope.region)):
            found.append(Suggestion(say("suggest.today", language), {"theme": theme, **place}, count))
        if scope.alike is not None and (count := self.count(question, theme, scope.region)):
            found.append(Suggestion(say("suggest.unlike", language), {"theme": theme, **place}, count))
        if scope.region and (count := self.count(question, theme)):
            found.append(Suggestion(say("suggest.country", language, theme=label), {"theme": theme}, count))
            if near := self._nearest_region(question, scope):
                found.append(Suggestion(say("suggest.region", language, theme=label, region=near.name),
                                        {"theme": theme, "region": near.id}, self.count(question, theme, near)))
        return found + self._related(question, scope, language, place)

    def _nearest_region(self, question: str, scope: Scope) -> Region | None:
        """A region of another layer that overlaps this one, or else one of the same layer, with the most rows."""
        assert scope.theme is not None and scope.region is not None
        own = scope.region
        others = [region for region in self.resolver.regions() if region.id != own.id
                  and (region.municipalities & own.municipalities) and self.count(question, scope.theme.id, region)]
        others = others or [region for region in self.resolver.regions(own.layer if own.layer != "gemeente" else "provincie")
                            if self.count(question, scope.theme.id, region)]
        theme = scope.theme.id
        return min(others, key=lambda region: (-self.count(question, theme, region), len(region.municipalities), region.id),
                   default=None)

    def _related(self, question: str, scope: Scope, language: str, place: Mapping[str, str]) -> list[Suggestion]:
        """The broader theme, its other narrower ones and their parents, those with most rows first."""
        assert scope.theme is not None
        found, parent = [], scope.theme.cells.get("broader", "")
        while parent:
            if count := self.count(question, parent, scope.region):
                label = self.theme_name(parent, language)
                found.append(Suggestion(say("suggest.broader", language, theme=label), {"theme": parent, **place}, count))
                break
            parent = self.index.themes[parent].cells.get("broader", "")
        siblings = [theme for theme in self.index.narrower.get(scope.theme.cells.get("broader", ""), ()) if theme != scope.theme.id]
        counted = sorted(((self.count(question, theme, scope.region), theme) for theme in siblings), reverse=True)
        found += [Suggestion(say("suggest.theme", language, theme=self.theme_name(theme, language)), {"theme": theme, **place}, count)
                  for count, theme in counted[:2] if count]
        return found
