"""Leaving one document out: where would a row stand then? Only what a document can change is scored again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from queries.answer import PIONEER
from queries.questions.field import Field, Observation, arrange
from queries.questions.pioneer_score import Scored, score
from queries.ranking import SAME

_ANYWHERE = ("adopted_from", "recognises", "pioneers")  # may concern an actor through another practice


def documents_of(scored: Scored) -> list[str]:
    """The documents that carry a signal of this actor, sorted."""
    return sorted({row.document for signal in scored.signals.values() for row in signal.rows})


class LeaveOut:
    """Ranks without a document, over one ranked list. Each document is scored once, whoever asks for it."""

    def __init__(self, rows: Sequence[Sequence[str]], field: Field, ranked: Sequence[Scored],
                 weights: Mapping[str, float], as_of: str) -> None:
        self._rows = [Observation(*row) for row in rows]
        self._always: set[int] = set()  # places of rows that may count whatever the practice
        self._in_practice: dict[str, set[int]] = defaultdict(set)
        self._runs_about: dict[str, set[int]] = defaultdict(set)
        self._in_document: dict[str, set[str]] = defaultdict(set)  # practices that a document speaks of
        for place, row in enumerate(self._rows):
            self._in_practice[row.practice].add(place)
            self._in_document[row.document].add(row.practice)
            if not row.practice or row.signal in _ANYWHERE:
                self._always.add(place)
            if row.signal == "runs":
                self._runs_about[row.about].add(place)
        self._carried: dict[str, set[str]] = defaultdict(set)  # actors that a document carries a signal of
        for scored in ranked:
            for document in documents_of(scored):
                self._carried[document].add(scored.actor)
        self._field, self._weights, self._as_of = field, weights, as_of
        self._ranked = {scored.actor: scored for scored in ranked}
        self._changed: dict[str, dict[str, Scored | None]] = {}

    def rank(self, actor: str, document: str) -> int | None:
        """The actor's rank without the document; None when it would not be in the list."""
        if document not in self._changed:
            self._changed[document] = self._score_without(document)
        changed = self._changed[document]
        own = changed.get(actor, self._ranked[actor])
        if own is None:
            return None
        return 1 + sum(1 for other, scored in self._ranked.items()
                       if other != actor and _better(changed.get(other, scored), own))

    def _score_without(self, document: str) -> dict[str, Scored | None]:
        affected = self._affected(document)
        practices = {run.practice for actor in affected for run in self._field.runs_of.get(actor, ())}
        practices |= self._in_document[document]
        places = self._always.union(*(self._in_practice.get(practice, ()) for practice in practices))
        kept = [row for place in sorted(places) if (row := self._rows[place]).document != document]
        # Runners of every practice stay known, since an adoption may name an initiative of another practice.
        named = {row.about for row in kept} | {row.subject for row in kept} | {row.object for row in kept}
        others = {place for about in named for place in self._runs_about.get(about, ())}
        kept += [row for place in sorted(others) if (row := self._rows[place]).document != document and row.practice not in practices]
        fresh = arrange(kept, self._field.index)
        return {actor: score(fresh, actor, self._weights, self._as_of) for actor in affected}

    def _affected(self, document: str) -> list[str]:
        """Ranked actors whose score a document can touch: through their own rows or a start in their practices."""
        touched = {run.actor for practice in self._in_document[document] for run in self._field.runs_in.get(practice, ())}
        return sorted((touched & self._ranked.keys()) | self._carried[document])


def _better(other: Scored | None, own: Scored) -> bool:
    if other is None:
        return False
    if other.tier != own.tier:
        return other.tier == PIONEER
    return other.score > own.score + SAME
