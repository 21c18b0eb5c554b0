"""How old evidence is, and who speaks in it: shared by the ranked questions."""

from __future__ import annotations

from graph import dates
from queries.index import Index

HALF_LIFE = 4.0  # years after which evidence counts half


def speaker_of(index: Index, document: str, speaker: str) -> tuple[str, str]:
    """(publisher, speaker) of a statement; without a speaker the publisher speaks for itself.

    A document without a publisher stands for itself.
    """
    node = index.documents.get(document)
    publisher = (node.cells.get("publisher", "") if node else "") or document
    return publisher, speaker or publisher


def published_by(index: Index, document: str, as_of: str) -> str:
    """The latest day on which a document can have been published, not after `as_of`; empty when unknown or later."""
    node = index.documents.get(document)
    bounds = dates.interval(node.cells.get("published", "")) if node else None
    if bounds is None or bounds.earliest > as_of:
        return ""
    return min(bounds.latest, as_of)
