"""What two or more organisations have in common, what each has that the others lack, and so what to talk about.

Themes count with everything narrower. Common ground stands on the narrowest theme on which all do something; below it come
the themes that some have and others lack. `top` counts themes of each of these two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row, Suggestion
from queries.question import ACTOR, MATRIX, ON, Asked, Column, Question
from queries.questions import portfolio
from queries.questions.common_ground import common_ground
from queries.questions.listing import ancestors, finished, listed, named
from queries.questions.matching_reference import observations
from queries.questions.shares import Own, Themed, by_main_theme, themed, weights
from queries.session import Session
from queries.words import column, say

COMMON, PARTIAL = "common", "partial"


class Shared(NamedTuple):
    """A theme with what each actor has on it; `least` is the smallest of their weights there, `most` the sum."""

    theme: str
    tier: str
    of: Mapping[str, tuple[Themed, ...]]
    least: float
    most: float


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the actors with the municipalities that merged into them, the day."""
    return {"actor": portfolio.with_merged(session, asked.actors), "on": [asked.scope.on] if asked.scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """A cell per theme and actor: what it has there, or to whom it can turn."""
    language = asked.language
    does = profiles(session, asked)
    nodes = session.index.nodes({*does, *asked.actors, *(part.thing for parts in does.values() for part in parts)})
    found = _shared(session, does)
    shown = [one for tier in (COMMON, PARTIAL) for one in [each for each in found if each.tier == tier][:asked.top or None]]
    who = listed([nodes[actor].name for actor in does], language)
    return finished(session, asked, QUESTION, _rows(session, asked, shown, nodes), len(found) * len(does),
                    sentence=say("sentence.matching", language, who=who), notes=_notes(session, does, found, nodes, language) if found else (),
                    empty_reason="" if found else say("empty.matching", language, who=who), ways=_ways(session, asked, nodes))


def _ways(session: Session, asked: Asked, nodes: Mapping[str, Node]) -> Iterator[Suggestion]:
    """What each of them does by itself, also without the date."""
    for actor in asked.actors:
        for scope in dict.fromkeys((asked.scope, replace(asked.scope, on=""))):
            one = replace(asked, actors=(actor,), scope=scope)
            params = {"actor": actor} | ({"on": scope.on} if scope.on else {})
            yield Suggestion(say("suggest.portfolio", asked.language, who=nodes[actor].name), params, portfolio.count(session, one),
                             portfolio.QUESTION.id)


def profiles(session: Session, asked: Asked) -> dict[str, list[Themed]]:
    """What each of the actors asked does, theme by theme; for any number of them."""
    own: dict[str, list[Own]] = {portfolio.today(session, actor): [] for actor in asked.actors}
    for signal, actor, thing, _, claim in session.observe(QUESTION, arguments(session, asked)):
        own[portfolio.today(session, actor)].append(Own(signal, thing, claim))
    return {actor: themed(session, found, asked.scope.on) for actor, found in own.items()}


def _shared(session: Session, does: Mapping[str, Sequence[Themed]]) -> list[Shared]:
    """Every theme of the answer: common ground first, strongest where even the one that does least does much."""
    reach: dict[str, dict[str, list[Themed]]] = defaultdict(lambda: defaultdict(list))
    for actor, parts in does.items():
        for part in parts:
            for theme in (part.theme, *ancestors(session, part.theme)):
                reach[theme][actor].append(part)
    common = {theme for theme, of in reach.items() if len(of) == len(does)}
    above = {theme for one in common for theme in ancestors(session, one)}
    tops = {theme for theme in common if session.index.narrower.get(theme) and not session.index.themes[theme].cells.get("broader")
            and not all(any(part.theme == theme for part in parts) for parts in does.values())}
    direct = {part.theme for parts in does.values() for part in parts}
    weight = {actor: weights(parts) for actor, parts in does.items()}
    found = []
    for theme in sorted((common - above - tops) | (direct - common)):
        of = {actor: tuple(reach[theme].get(actor, ())) for actor in does}
        own = [sum(weight[actor][name] for name in sorted({part.theme for part in parts})) for actor, parts in of.items()]
        found.append(Shared(theme, COMMON if theme in common else PARTIAL, of, min(own), sum(own)))
    return sorted(found, key=lambda one: (one.tier != COMMON, -round(one.least, 9), -sum(1 for parts in one.of.values() if parts),
                                          -round(one.most, 9), session.index.themes[one.theme].name, one.theme))


def _rows(session: Session, asked: Asked, shown: Sequence[Shared], nodes: Mapping[str, Node]) -> list[Row]:
    language = asked.language
    claims = {claim for one in shown for parts in one.of.values() for part in parts for claim in part.claims}
    items = proof.evidence_for(session.store, session.index, claims, language)
    rows = []
    for one in shown:
        together = _together(one)
        for actor, parts in one.of.items():
            behind = parts or tuple(part for others in one.of.values() for part in others)
            rows.append(Row(
                id=one.theme, kind="theme", name=session.theme_name(one.theme, language), tier=one.tier,
                values={"column_id": actor, "column_name": nodes[actor].name, "count": len({part.thing for part in parts}),
                        "brings": named(_names(parts, nodes), language), "agenda": _agenda(one, together, nodes, language)},
                why=_cell_words(one, actor, nodes, language),
                evidence=proof.newest_first(items[claim] for claim in {claim for part in behind for claim in part.claims})))
    return rows


def _together(one: Shared) -> set[str]:
    """Things that more than one of them takes part in."""
    things = [{part.thing for part in parts} for parts in one.of.values()]
    return {thing for first, second in combinations(things, 2) for thing in first & second if not thing.startswith("theme:")}


def _names(parts: Sequence[Themed], nodes: Mapping[str, Node]) -> set[str]:
    return {nodes[part.thing].name for part in parts if not part.thing.startswith("theme:")}


def _cell_words(one: Shared, actor: str, nodes: Mapping[str, Node], language: str) -> str:
    """What an actor brings on a theme, or who has something that it lacks."""
    parts = one.of[actor]
    if not parts:
        others = [nodes[other].name for other, found in one.of.items() if found]
        return say("match.lacks", language, who=listed(others, language))
    names = _names(parts, nodes)
    return say("match.brings", language, names=named(names, language)) if names else say("match.theme", language)


def _agenda(one: Shared, together: set[str], nodes: Mapping[str, Node], language: str) -> str:
    """What to talk about on a theme: what is done together, what is asked, what one can show the others."""
    said = []
    if together:
        said.append(say("agenda.together", language, names=named((nodes[thing].name for thing in together), language)))
    questions = {nodes[part.thing].name for parts in one.of.values() for part in parts if part.thing.startswith("question:")}
    if questions:
        said.append(say("agenda.questions", language, names=named(questions, language)))
    having = [nodes[actor].name for actor, parts in one.of.items() if parts]
    lacking = [nodes[actor].name for actor, parts in one.of.items() if not parts]
    said.append(say("agenda.show", language, who=listed(having, language), others=listed(lacking, language)) if lacking
                else say("agenda.exchange", language))
    return "; ".join(said)


def _notes(session: Session, does: Mapping[str, Sequence[Themed]], found: Sequence[Shared], nodes: Mapping[str, Node], language: str) -> list[str]:
    """How much each pair has in common, by main themes; who has nothing known at all."""
    ids, shared = common_ground({actor: by_main_theme(session, weights(parts)) for actor, parts in does.items()})
    place = {actor: position for position, actor in enumerate(ids)}
    notes = [say("note.matching.pair", language, one=nodes[one].name, other=nodes[other].name,
                 share=round(100 * float(shared[place[one], place[other]])))
             for one, other in combinations(does, 2) if does[one] and does[other]]
    notes += [say("note.matching.nothing", language, who=nodes[actor].name) for actor, parts in does.items() if not parts]
    if not any(one.tier == COMMON for one in found):
        notes.append(say("note.matching.none", language))
    return [*notes, say("note.matching", language)]


QUESTION = Question(
    id="matching",
    sentence={"nl": "Wat hebben deze organisaties gemeen, en wat kunnen zij elkaar brengen?",
              "en": "What do these organisations have in common, and what can they bring each other?"},
    needs=(15,), kind=MATRIX, parameters=(ACTOR._replace(required=True, many=True, least=2), ON),
    observations=("signal", "actor", "thing", "document", "claim"),
    columns=(Column("name", "node", "", column("matching.theme")), Column("tier", "text", "", column("matching.tier")),
             Column("column_name", "text", "", column("matching.actor")), Column("count", "number", "", column("matching.count")),
             Column("brings", "text", "", column("matching.brings")), Column("agenda", "text", "", column("matching.agenda")),
             Column("why", "text", "", column("why"))),
    arguments=arguments, reference=observations, answer=answer, example={"actor": "ZonMw; org:vng"})
