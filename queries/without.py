"""Leaving one document out: where would a row stand then? Only what a document can change is scored again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from queries.answer import PIONEER
from queries.field import Field, Observation, arrange
from queries.pioneer_score import Scored, score
from queries.ranking import SAME


def documents_of(scored: Scored) -> list[str]:
    """The documents that carry a signal of this actor, sorted."""
    return sorted({row.document for signal in scored.signals.values() for row in signal.rows})


class LeaveOut:
    """Ranks without a document, over one ranked list. Each document is scored once, whoever asks for it."""

    def __init__(self, rows: Sequence[Sequence[str]], field: Field, ranked: Sequence[Scored],
                 weights: Mapping[str, float], as_of: str) -> None:
        self._rows = [Observation(*row) for row in rows]
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
        practices |= {row.practice for row in self._rows if row.document == document}
        kept = [row for row in self._rows if row.document != document
                and (not row.practice or row.practice in practices or row.signal in ("adopted_from", "recognises", "pioneers"))]
        # Runners of every practice stay known, since an adoption may name an initiative of another practice.
        named = {row.about for row in kept} | {row.subject for row in kept} | {row.object for row in kept}
        kept += [row for row in self._rows if row.document != document and row.signal == "runs"
                 and row.practice not in practices and row.about in named]
        fresh = arrange(kept, self._field.index)
        return {actor: score(fresh, actor, self._weights, self._as_of) for actor in affected}

    def _affected(self, document: str) -> list[str]:
        """Ranked actors whose score a document can touch: through their own rows or a start in their practices."""
        practices = {row.practice for row in self._rows if row.document == document}
        touched = {run.actor for practice in practices for run in self._field.runs_in.get(practice, ())}
        return sorted(actor for actor, scored in self._ranked.items()
                      if actor in touched or document in documents_of(scored))


def _better(other: Scored | None, own: Scored) -> bool:
    if other is None:
        return False
    if other.tier != own.tier:
        return other.tier == PIONEER
    return other.score > own.score + SAME
