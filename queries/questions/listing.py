"""What the questions that list, rather than rank, share: the finished answer, ways on when it is empty, names in a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from graph.records import LIST_SEPARATOR
from queries.answer import Answer, Row, Suggestion
from queries.question import Asked, Question
from queries.scope import Scope
from queries.session import Session
from queries.words import say

WAYS_AT_MOST = 3
NAMED_AT_MOST = 5  # names in one cell; the evidence has all


def finished(session: Session, asked: Asked, question: Question, rows: list[Row], total: int, sentence: str = "",
             notes: Sequence[str] = (), empty_reason: str = "", ways: Iterable[Suggestion] = ()) -> Answer:
    """The answer around its rows; `ways` are looked at only when there is a reason why it is empty."""
    scope, language = asked.scope, asked.language
    reason = empty_reason
    if reason and scope.on:
        reason += " " + say("empty.on", language, on=scope.on)
    return Answer(
        question=question.id, sentence=sentence or _sentence(session, question, scope, language), kind=question.kind,
        params=dict(asked.params), as_of=scope.on or session.index.as_of, data_version=session.index.version,
        store=session.store.address, columns=session.columns(question, language), rows=rows, total=total,
        notes=(*session.region_notes(scope, language), *notes), empty_reason=reason,
        suggestions=tuple(_first(ways)) if reason else ())


def _sentence(session: Session, question: Question, scope: Scope, language: str) -> str:
    return question.sentence[language].format(theme=theme_label(session, scope, language), region=session.region_name(scope.region, language))


def theme_label(session: Session, scope: Scope, language: str) -> str:
    """The theme's name, or words for all of them."""
    return session.theme_name(scope.theme.id, language) if scope.theme else say("list.all-themes", language)


def _first(ways: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The first few ways that lead somewhere."""
    found = 0
    for way in ways:
        if way.count and found < WAYS_AT_MOST:
            found += 1
            yield way
        if found == WAYS_AT_MOST:
            return


def wider(session: Session, asked: Asked, count: Callable[[Asked], int]) -> Iterator[Suggestion]:
    """The same question asked wider: without the date, in the whole country, on a broader or related theme; several at once last.

    `count` says how many rows an answer has; it is asked only as far as ways are needed.
    """
    language, scope = asked.language, asked.scope
    if scope.on:
        yield _way(asked, replace(scope, on=""), say("suggest.today", language), count)
    if scope.region:
        theme = session.theme_name(scope.theme.id, language) if scope.theme else ""
        label = say("suggest.country", language, theme=theme) if theme else say("country", language)
        yield _way(asked, replace(scope, region=None), label, count)
    if scope.theme is None:
        return
    broader = list(ancestors(session, scope.theme.id))
    siblings = [theme for theme in sorted(session.index.narrower.get(broader[0], ())) if theme != scope.theme.id] if broader else []
    for key, themes in (("broader", broader[:1]), ("theme", siblings), ("broader", broader[1:])):  # the top of the tree is the dearest
        for theme in themes:
            yield _way(asked, _on_theme(session, scope, theme), say(f"suggest.{key}", language, theme=session.theme_name(theme, language)), count)
    if scope.on and scope.region:
        yield _way(asked, replace(scope, on="", region=None), say("suggest.anytime", language), count)
    for theme in broader if scope.on or scope.region else ():
        label = say("suggest.broader.anytime", language, theme=session.theme_name(theme, language))
        yield _way(asked, replace(_on_theme(session, scope, theme), on="", region=None), label, count)


def widest(session: Session, asked: Asked, question: Question, count: Callable[[Asked], int]) -> Iterator[Suggestion]:
    """As `wider`, and at the end everything: all themes in the whole country, without a date. That is the dearest and always the
    same for a `question`, so it is counted once."""
    yield from wider(session, asked, count)
    if asked.scope.theme or asked.scope.region or asked.scope.on:
        language, everything = asked.language, Scope(None, (), None, "", "")
        label = say("suggest.country", language, theme=say("list.all-themes", language))
        yield Suggestion(label, {}, session.once(("everything", question.id), lambda: count(Asked(everything, language=language))))


def _on_theme(session: Session, scope: Scope, theme: str) -> Scope:
    return replace(scope, theme=session.index.themes[theme], themes=tuple(session.index.closure(theme)))


def _way(asked: Asked, scope: Scope, label: str, count: Callable[[Asked], int]) -> Suggestion:
    """A way on with its parameters, as the command and the URL take them."""
    kept: dict[str, str] = {key: str(asked.params[key]) for key in ("theme", "region", "on", "size", "practice", "like") if key in asked.params}
    kept |= {"theme": scope.theme.id} if scope.theme else {}
    kept |= {"actor": LIST_SEPARATOR.join(asked.actors)} if asked.actors else {}
    for name, value in (("region", scope.region), ("on", scope.on)):
        if not value:
            kept.pop(name, None)
    return Suggestion(label, kept, count(replace(asked, scope=scope, params=kept)))


def around(session: Session, scope: Scope) -> list[str]:
    """The theme with the others below its nearest broader one; all themes without a theme.

    A query that gets these has at hand what an empty answer offers instead: the broader and the related themes.
    """
    if scope.theme is None:
        return sorted(session.index.themes)
    return session.index.closure(scope.theme.cells.get("broader", "") or scope.theme.id)


def ancestors(session: Session, theme: str) -> Iterator[str]:
    """The broader themes, nearest first."""
    parent = session.index.themes[theme].cells.get("broader", "")
    while parent:
        yield parent
        parent = session.index.themes[parent].cells.get("broader", "")


def named(names: Iterable[str], language: str) -> str:
    """Names in one cell, sorted; past a few the number of the others, so that nothing is cut silently."""
    found = sorted(set(names), key=lambda name: (name.casefold(), name))
    if len(found) <= NAMED_AT_MOST:
        return "; ".join(found)
    return say("list.more", language, names="; ".join(found[:NAMED_AT_MOST]), count=len(found) - NAMED_AT_MOST)


def listed(names: Sequence[str], language: str) -> str:
    """Names as a sentence has them: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return say("list.and", language, first=", ".join(names[:-1]), last=names[-1])
