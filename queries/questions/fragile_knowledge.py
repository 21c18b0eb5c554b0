"""Which themes in my region rest on one person, one organisation or an ended role? (docs/questions.md)

It is about the theme's risk, never about a person: somebody is named with a public role, and nothing is said of
how well they do. A bearer of knowledge is who is said to know a theme, studied, led, owned, described or ran
something on it, took part in it or has a role at a network on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph import dates
from graph.store import Link
from queries import evidence as proof
from queries.answer import Answer, Row, Suggestion
from queries.index import counts_on
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.fragile_knowledge_reference import observations
from queries.questions.nearness import distance_to
from queries.questions.wider import ways
from queries.recency import published_by
from queries.roles import standing
from queries.scope import Scope
from queries.session import Session
from queries.words import column, counted, say

ENDED, PERSON, ORGANISATION = "ended", "person", "organisation"  # what a theme rests on, the most fragile first
TIERS = (ENDED, PERSON, ORGANISATION)
NAMED_AT_MOST = 3
WIDE = 50  # municipalities; who is active in more is near to every region, so near to none
_IN_BODY = ("role_at", "leads")  # what somebody does for a network
_OVER = ("ended", "stopped")


class Seen(NamedTuple):
    """One observation; see queries/questions/fragile_knowledge.rq."""

    signal: str
    bearer: str
    about: str
    till: str
    document: str
    claim: str


class Fragile(NamedTuple):
    """A theme whose knowledge rests on little: on what, the bearers that stand and those that ended, those elsewhere."""

    theme: str
    tier: str
    standing: tuple[str, ...]
    gone: tuple[str, ...]
    rows: tuple[Seen, ...]
    elsewhere: tuple[str, ...]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the theme's closure (or all themes), what is about them, the day."""
    themes = _themes(session, asked.scope)
    return {"theme": themes, "about": session.index.things(themes, asked.scope.on), "on": [asked.scope.on] if asked.scope.on else []}


def _themes(session: Session, scope: Scope) -> list[str]:
    return list(scope.themes) or sorted(session.index.themes)


def fragile(session: Session, scope: Scope) -> tuple[list[Fragile], int]:
    """The fragile themes of a scope, most fragile first, and on how many of its themes anything is known there."""
    rows = [Seen(*cells) for cells in session.observe(QUESTION, arguments(session, Asked(scope)))]
    by_theme: dict[str, list[Seen]] = defaultdict(list)
    above = {theme: _with_broader(session, theme) for theme in session.index.themes}
    for seen in rows:
        for theme in _themes_of(session, seen, scope.on, above):
            by_theme[theme].append(seen)
    near: dict[tuple[str, str], bool] = {}
    found, known = [], 0
    for theme in _themes(session, scope):
        inside, outside = _split(session, scope, by_theme.get(theme, ()), near)
        known += bool(inside)
        if inside and (one := _fragile(session, scope, theme, inside, outside)):
            found.append(one)
    names = session.index.themes
    return sorted(found, key=lambda one: (TIERS.index(one.tier), names[one.theme].name.casefold(), one.theme)), known


def _with_broader(session: Session, theme: str) -> set[str]:
    found = set()
    while theme and theme not in found:
        found.add(theme)
        theme = session.index.themes[theme].cells.get("broader", "")
    return found


def _themes_of(session: Session, seen: Seen, on: str, above: Mapping[str, set[str]]) -> set[str]:
    if seen.about in above:
        return above[seen.about]
    return {theme for link in session.index.about_of.get(seen.about, ()) if counts_on(link, on) for theme in above.get(link.object, ())}


def _split(session: Session, scope: Scope, rows: Iterable[Seen], near: dict[tuple[str, str], bool]) -> tuple[dict[str, list[Seen]], dict[str, list[Seen]]]:
    """Observations by present bearer: what is known inside the region, and outside it."""
    inside: dict[str, list[Seen]] = defaultdict(list)
    outside: dict[str, list[Seen]] = defaultdict(list)
    for seen in rows:
        into = session.index.successors(seen.bearer)
        if len(into) == 1:
            key = into[0], seen.about
            if key not in near:
                near[key] = scope.region is None or _near(session, *key, scope.region.municipalities)
            (inside if near[key] else outside)[into[0]].append(seen)
            if seen.signal in _IN_BODY and seen.about.startswith("net:") and _there(session, seen.about, scope):
                inside[seen.about].append(seen)  # the body itself keeps what its people know
    return inside, outside


def _there(session: Session, network: str, scope: Scope) -> bool:
    return scope.region is None or bool(session.index.places_of.get(network, frozenset()) & scope.region.municipalities)


def _near(session: Session, bearer: str, about: str, region: frozenset[str]) -> bool:
    """Whether what somebody knows is knowledge of a region: they are of it, or what they did it with runs there.

    A national body that is active in a region as in all others does not keep the region's knowledge by that.
    """
    if bearer.startswith("gm:"):
        return bearer in region
    if places := session.index.where_run.get(about) or session.index.places_of.get(about):
        return bool(places & region)
    if bearer.startswith("person:"):  # through any role, also one that ended: that is what is asked
        return any(_of(session, role.object, region) for role in session.index.roles_of.get(bearer, ()))
    return _of(session, bearer, region)


def _of(session: Session, actor: str, region: frozenset[str]) -> bool:
    """Whether somebody is of a region: half or more of where it is active lies there."""
    places = session.index.places_of.get(actor) or frozenset(one for one in session.index.successors(actor) if actor.startswith("gm:"))
    return bool(places) and 2 * len(places & region) >= len(places)


def _fragile(session: Session, scope: Scope, theme: str, inside: Mapping[str, list[Seen]], outside: Mapping[str, list[Seen]]) -> Fragile | None:
    """What a theme rests on, or None when more than one organisation stands for it."""
    stands = {bearer for bearer, rows in inside.items() if _stands(session, bearer, rows, scope)}
    houses = {house for bearer in stands for house in _houses(session, bearer, scope)}
    if len(houses) > 1 and not any(houses <= set(_houses(session, bearer, scope)) for bearer in stands):
        return None
    tier = ENDED if not stands else PERSON if all(bearer.startswith("person:") for bearer in stands) and len(stands) == 1 else ORGANISATION
    if tier == ORGANISATION and len(houses) > 1:
        return None
    others = sorted(bearer for bearer, rows in outside.items()
                    if bearer not in inside and not bearer.startswith("person:") and _stands(session, bearer, rows, scope))
    return Fragile(theme, tier, tuple(sorted(stands)), tuple(sorted(set(inside) - stands)),
                   tuple(seen for rows in inside.values() for seen in rows), tuple(others))


def _stands(session: Session, bearer: str, rows: Iterable[Seen], scope: Scope) -> bool:
    """Whether any of it still holds: the claim has not ended, nor the initiative, nor every role of the person."""
    as_of = scope.on or session.index.as_of
    roles = session.index.roles_of.get(bearer, ())
    if roles and not any(_role_stands(role, scope.on, as_of) for role in roles):
        return False
    return any((not seen.till or seen.till >= as_of) and not _over(session, seen.about, as_of) for seen in rows)


def _role_stands(role: Link, on: str, as_of: str) -> bool:
    return (not role.till or role.till >= as_of) and (not on or (bool(role.since) and role.since <= on))


def _over(session: Session, about: str, as_of: str) -> bool:
    """Whether an initiative has ended by a day; one that is known to end later has not."""
    node = session.index.initiatives.get(about)
    if node is None:
        return False
    end = dates.interval(node.cells.get("end", ""))
    return end.latest < as_of if end else node.cells.get("status") in _OVER


def _houses(session: Session, bearer: str, scope: Scope) -> list[str]:
    """The organisations that a bearer's knowledge is kept in: itself, or for a person where a role stands (else the person)."""
    if not bearer.startswith("person:"):
        return [bearer]
    as_of = scope.on or session.index.as_of
    return sorted({session.index.successors(role.object)[0] for role in session.index.roles_of.get(bearer, ())
                   if _role_stands(role, scope.on, as_of)}) or [bearer]


def answer(session: Session, asked: Asked) -> Answer:
    """The fragile themes with on whom they rest and who could stand by from elsewhere."""
    scope, language = asked.scope, asked.language
    found, known = fragile(session, scope)
    shown = found[: asked.top] if asked.top else found
    reason, wider = ("", ()) if found else _empty(session, asked, known)
    return Answer(
        question=QUESTION.id, sentence=_sentence(session, asked), kind=QUESTION.kind, params=dict(asked.params),
        as_of=scope.on or session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, language), rows=_rows(session, asked, shown), total=len(found),
        notes=(*session.region_notes(scope, language), counted("note.fragile.known", language, known), say("note.fragile", language)),
        empty_reason=reason, suggestions=wider)


def _sentence(session: Session, asked: Asked) -> str:
    if asked.scope.theme:
        return session.sentence(QUESTION, asked.scope, asked.language)
    return say("sentence.fragile", asked.language, region=session.region_name(asked.scope.region, asked.language))


def _empty(session: Session, asked: Asked, known: int) -> tuple[str, tuple[Suggestion, ...]]:
    """Nothing known is another answer than nothing fragile."""
    scope, language = asked.scope, asked.language
    theme = session.theme_name(scope.theme.id, language) if scope.theme else say("all-themes", language)
    reason = say("empty.fragile.sound" if known else "empty.fragile.unknown", language, region=session.region_name(scope.region, language), theme=theme)
    return reason, ways(session, scope, language, lambda other: len(fragile(session, other)[0]))


def _rows(session: Session, asked: Asked, shown: Sequence[Fragile]) -> list[Row]:
    index, language = session.index, asked.language
    items = proof.evidence_for(session.store, index, {seen.claim for one in shown for seen in one.rows}, language)
    people = {bearer for one in shown for bearer in (*one.standing, *one.gone) if bearer.startswith("person:")}
    roles = standing(session, sorted(people), asked.scope.on, language)
    near = {one.theme: _nearest(session, asked, one.elsewhere) for one in shown}
    nodes = index.nodes({bearer for one in shown for bearer in (*one.standing, *one.gone)} | {other for others in near.values() for other in others})
    reach = proof.reachable(session.store, index, {other: nodes[other] for others in near.values() for other in others if other in nodes}, language)

    def name(bearer: str) -> str:
        role = roles.get(bearer)
        own = nodes[bearer].name if bearer in nodes else bearer
        return f"{own} ({role.label}, {role.standing})" if role else own

    result = []
    for one in shown:
        node = index.themes[one.theme]
        values = {"rests": "; ".join(map(name, one.standing)), "gone": "; ".join(map(name, one.gone)), "newest": _newest(session, asked, one),
                  "documents": len({seen.document for seen in one.rows}), "elsewhere": len(one.elsewhere) if asked.scope.region else "",
                  "near": "; ".join(nodes[other].name for other in near[one.theme] if other in nodes)}
        result.append(Row(
            id=node.id, kind=node.kind, name=session.theme_name(node.id, language), tier=one.tier, values=values, why=_why(one, values, asked),
            evidence=proof.newest_first(items[claim] for claim in dict.fromkeys(seen.claim for seen in one.rows)),
            reachable_via=tuple(way for other in near[one.theme] for way in reach.get(other, ()))))
    return result


def _nearest(session: Session, asked: Asked, others: Iterable[str]) -> list[str]:
    """Who else knows the theme, nearest to the region first; those active all over, or without a known place, last."""
    if asked.scope.region is None:
        return []
    away = [(len(session.index.places_of.get(other, ())) > WIDE, distance_to(session.index, other, asked.scope.region), other) for other in others]
    return [other for *_, other in sorted(away, key=lambda one: (one[1] is None, one[0], one[1] or 0.0, one[2]))[:NAMED_AT_MOST]]


def _newest(session: Session, asked: Asked, one: Fragile) -> str:
    """The year of the newest document."""
    as_of = asked.scope.on or session.index.as_of
    return max((published_by(session.index, seen.document, as_of) for seen in one.rows), default="")[:4]


def _why(one: Fragile, values: Mapping[str, object], asked: Asked) -> str:
    language = asked.language
    said = [say(f"why.fragile.{one.tier}", language, who=values["rests"] or values["gone"])]
    if one.gone and one.standing:
        said.append(say("why.fragile.gone", language, who=values["gone"]))
    said.append(say("why.fragile.newest", language, year=values["newest"]) if values["newest"] else say("why.fragile.undated", language))
    if asked.scope.region:
        said.append(counted("why.fragile.elsewhere", language, len(one.elsewhere), names=values["near"]) if one.elsewhere
                    else say("why.fragile.nowhere", language))
    return "; ".join(said)


_COLUMNS = {"name": ("node", "theme"), "tier": ("text", "fragile"), "rests": ("text", "rests"), "gone": ("text", "gone"), "newest": ("date", "newest"),
            "documents": ("number", "documents"), "elsewhere": ("number", "knowers.elsewhere"), "near": ("text", "near"), "why": ("text", "why")}
QUESTION = Question(
    id="fragile_knowledge",
    sentence={"nl": "Waar rust de kennis over {theme} in {region} op één persoon, één organisatie of een rol die voorbij is?",
              "en": "Where does the knowledge about {theme} in {region} rest on one person, one organisation or an ended role?"},
    needs=(8, 9), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("signal", "bearer", "about", "till", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="Without a theme it looks at all themes: 218 to 246 ms at S, and again only once per day asked, since a region changes no observation; "
         "with a theme median 20, p95 67 ms on two busy cores. "
         "All cases at S: median 4.7, p95 35.1 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"region": "provincie Limburg"})
