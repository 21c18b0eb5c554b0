"""How many rows each theme's answer has, for every picker: worked out once per data version."""

from __future__ import annotations

import json
import os
from pathlib import Path

from graph.records import split_list
from queries.questions import pioneers, what_works, who_knows
from queries.binding import observe
from queries.questions.field import arrange
from queries.questions.pioneer_score import default_weights, score
from queries.question import Asked
from queries.scope import Scope
from queries.session import Counts, Session


def pioneer_counts(session: Session) -> Counts:
    """The actors of each theme's answer. One query for all themes; each theme then takes its own rows."""
    index = session.index
    practices = {practice for node in index.initiatives.values() for practice in split_list(node.cells["practice"])}
    practices |= {link.subject for link in index.about if link.subject.startswith("method:")}
    rows = observe(pioneers.QUESTION, session.store,
                   {"theme": sorted(index.themes), "practice": sorted(practices), "on": []})
    weights = default_weights()
    found = {}
    for theme in index.themes:
        themes = set(index.closure(theme))
        standing = set(index.practices(themes))
        own = [row for row in rows if (row[4] in standing and (row[0] != "about" or row[2] in themes))
               or (not row[4] and row[3] in themes)]
        field = arrange(own, index)
        found[theme] = frozenset(actor for actor in field.actors() if score(field, actor, weights, index.as_of))
    return found


def knowledge_counts(session: Session) -> Counts:
    """Who knows something of each theme; one query for all themes."""
    index = session.index
    asked = Asked(Scope(None, tuple(sorted(index.themes)), None, "", ""))
    rows = observe(who_knows.QUESTION, session.store, who_knows.arguments(session, asked))
    found = {}
    for theme in index.themes:
        themes = index.closure(theme)
        wanted = {*themes, *index.things(themes)}
        found[theme] = frozenset(who_knows.knowing(session, [row for row in rows if row[2] in wanted]))
    return found


def practice_counts(session: Session) -> Counts:
    """The practices of each theme's answer: those on it of which not everything is only planned."""
    index, family_of = session.index, what_works.twins(session.index)
    real = {practice for practice, own in index.initiatives_of.items()
            if any(index.initiatives[one].cells.get("status") != "planned" for one in own)}
    found = {}
    for theme in index.themes:
        asked = Asked(Scope(None, tuple(index.closure(theme)), None, "", ""))
        found[theme] = frozenset(family_of.get(one, one) for one in what_works.arguments(session, asked)["practice"]
                                 if one in real or one.startswith("method:"))
    return found


COUNTED = {pioneers.QUESTION.id: pioneer_counts, who_knows.QUESTION.id: knowledge_counts,
           what_works.QUESTION.id: practice_counts}


def cached_counts(session: Session, folder: Path | None) -> dict[str, Counts]:
    """The counts of every question that has them, kept as a file per data version in `folder` when there is one."""
    file = folder / f"counts-{session.index.version}.json" if folder else None
    if file and file.exists():
        try:
            stored = json.loads(file.read_text(encoding="utf-8"))
            if set(stored) == set(COUNTED):
                return {question: {theme: frozenset(actors) for theme, actors in counts.items()} for question, counts in stored.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            file.unlink(missing_ok=True)  # a cache that cannot be read is made again
    counts = {question: count(session) for question, count in COUNTED.items()}
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}.new")
        draft.write_text(json.dumps({question: {theme: sorted(actors) for theme, actors in found.items()}
                                     for question, found in counts.items()}), encoding="utf-8")
        draft.replace(file)
    return counts
