"""What is measured on a theme: counts, qualitative findings and stories, with the value in the words of the document that gives it.

Numbers are not read, added up or compared: what a value counts, where and when, only its own document tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from queries import evidence as proof
from queries.answer import Answer, Row
from queries.question import ON, TABLE, THEME, Asked, Column, Question
from queries.questions.indicators_reference import observations
from queries.questions.listing import around, finished, named, theme_label, wider
from queries.session import Session
from queries.words import column, counted, say

KINDS = ("count", "qualitative", "story")


class Seen(NamedTuple):
    """One observation; see queries/questions/indicators.rq."""

    theme: str
    indicator: str
    kind: str
    value: str
    document: str
    claim: str


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the indicators for the theme or those near it, which an empty answer offers instead; the day."""
    near = set(around(session, asked.scope))
    found = {link.subject for link in session.index.links("indicates") if link.object in near}
    return {"indicator": sorted(found), "on": [asked.scope.on] if asked.scope.on else []}


def measured(session: Session, asked: Asked) -> list[tuple[Seen, ...]]:
    """The indicators on the theme, each with an observation per theme: counts first, the newest document first."""
    wanted = set(asked.scope.themes)
    rows: dict[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        seen = Seen(*cells)
        if not wanted or seen.theme in wanted:
            rows[seen.indicator].append(seen)
    found = [tuple(own) for _, own in sorted(rows.items())]
    found.sort(key=lambda own: max(_published(session, seen.document) for seen in own), reverse=True)
    return sorted(found, key=lambda own: KINDS.index(own[0].kind) if own[0].kind in KINDS else len(KINDS))


def _published(session: Session, document: str) -> str:
    node = session.index.documents.get(document)
    return node.cells.get("published", "") if node else ""


def answer(session: Session, asked: Asked) -> Answer:
    """The indicators, by kind, with what they say and where it stands."""
    language = asked.language
    found = measured(session, asked)
    shown = found[: asked.top] if asked.top else found
    kinds = {kind: sum(1 for own in found if own[0].kind == kind) for kind in KINDS}
    notes = [say("note.indicators", language)]
    if found:
        notes.insert(0, "; ".join(counted(f"note.indicators.{kind}", language, count) for kind, count in kinds.items() if count) + ".")
    reason = "" if found else say("empty.indicators", language, theme=theme_label(session, asked.scope, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown), len(found), notes=notes, empty_reason=reason,
                    ways=wider(session, asked, lambda other: len(measured(session, other))))


def _rows(session: Session, asked: Asked, shown: Sequence[tuple[Seen, ...]]) -> list[Row]:
    language = asked.language
    nodes = session.index.nodes([own[0].indicator for own in shown])
    items = proof.evidence_for(session.store, session.index, {seen.claim for own in shown for seen in own}, language)
    result = []
    for own in shown:
        node = nodes[own[0].indicator]
        documents = sorted({seen.document for seen in own})
        dates = "; ".join(dict.fromkeys(date for document in documents if (date := _published(session, document))))
        evidence = [items[seen.claim] for seen in own]
        evidence += [item for item in proof.described_in(session.index, node, language) if item.document not in documents]
        values = {"value": own[0].value, "themes": named((session.theme_name(seen.theme, language) for seen in own), language),
                  "stated": dates, "document": "; ".join(session.title(document) for document in documents)}
        why = say("why.indicators.dated" if dates else "why.indicators.undated", language, date=dates)
        result.append(Row(id=node.id, kind="indicator", name=node.name, tier=own[0].kind, values=values, why=why, evidence=proof.newest_first(evidence)))
    return result


_COLUMNS = {"name": ("node", "indicators.what"), "value": ("text", "indicators.value"), "tier": ("text", "kind"), "themes": ("text", "events.themes"),
            "stated": ("date", "indicators.stated"), "document": ("text", "indicators.document"), "why": ("text", "why")}
QUESTION = Question(
    id="indicators",
    sentence={"nl": "Wat wordt er gemeten rond {theme}, en wat kwam daaruit?", "en": "What is measured around {theme}, and what came of it?"},
    needs=(28, 29, 30), kind=TABLE, parameters=(THEME, ON),
    observations=("theme", "indicator", "kind", "value", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    arguments=arguments, reference=observations, answer=answer, example={"theme": "schulden"})
