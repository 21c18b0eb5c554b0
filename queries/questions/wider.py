"""Ways on from an empty answer whose rows are no actors: each counted by asking again with a wider scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from queries.answer import Suggestion
from queries.scope import Region, Scope
from queries.session import Session
from queries.words import say

AT_MOST = 3


def ways(session: Session, scope: Scope, language: str, count: Callable[[Scope], int]) -> tuple[Suggestion, ...]:
    """No date, the broader theme (but the topmost), the province around and the country, then who knows the theme:
    those that have rows, with how many."""
    theme = session.theme_name(scope.theme.id, language) if scope.theme else say("all-themes", language)
    found: list[tuple[str, Scope]] = []
    if scope.on:
        found.append((say("suggest.today", language), replace(scope, on="")))
    if scope.theme and (broader := scope.theme.cells.get("broader", "")) and session.index.themes[broader].cells.get("broader"):
        wider = replace(scope, theme=session.index.themes[broader], themes=tuple(session.index.closure(broader)))
        found.append((say("suggest.broader", language, theme=session.theme_name(broader, language)), wider))
    if scope.region:
        if around := province_around(session, scope.region):
            found.append((say("suggest.region", language, theme=theme, region=around.name), replace(scope, region=around)))
        found.append((say("suggest.country", language, theme=theme), replace(scope, region=None)))
    result = []
    for label, other in found:
        if len(result) < AT_MOST and (rows := count(other)):
            params = {"theme": other.theme.id if other.theme else "", "region": other.region.id if other.region else "", "on": other.on}
            result.append(Suggestion(label, {name: value for name, value in params.items() if value}, rows))
    if scope.theme and len(result) < AT_MOST and (count := session.count("who_knows", scope.theme.id, scope.region)):
        place = {"region": scope.region.id} if scope.region else {}
        result.append(Suggestion(say("suggest.who_knows", language, theme=theme), {"theme": scope.theme.id, **place}, count, "who_knows"))
    return tuple(result)


def province_around(session: Session, region: Region) -> Region | None:
    """The province around a smaller region, if one holds it whole."""
    return next((one for one in session.resolver.regions("provincie") if one.municipalities > region.municipalities), None)
