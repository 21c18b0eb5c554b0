"""The same approach started apart in several places: worth bringing together, since each found the wheel by itself.

Certain only of a family of which a document says so (`spread` = independent). Where that is unknown, and several began
without anybody being known to have taken it from another, it is a possibility and called that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.listing import around, finished, listed, named, theme_label, widest
from queries.questions.reinventions_reference import observations
from queries.questions.spread import as_given, last_as_given
from queries.questions.spread_of import ADOPTED, EXACT, Adopter, Start, adopters
from queries.session import Session
from queries.words import column, counted, say

SURE, POSSIBLE = "apart", "possibly-apart"
_TIERS = {"independent": SURE, "unknown": POSSIBLE}


class Family(NamedTuple):
    """A family that began apart: who began by itself, those of the region asked, and who took it over from another."""

    id: str
    tier: str
    starters: tuple[Adopter, ...]
    here: tuple[Adopter, ...]
    takers: tuple[Adopter, ...]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the families with an initiative about the themes around (listing.around), or all; the day."""
    scope = asked.scope
    themes = around(session, scope) if scope.theme else ()
    return {"family": _on_themes(session, themes, scope.on), "on": [scope.on] if scope.on else []}


def _on_themes(session: Session, themes: Collection[str], on: str) -> list[str]:
    """Families with an initiative about one of these themes, sorted; all families without themes."""
    index = session.index
    chosen = index.on_themes(themes, ("init:",), on) if themes else index.initiatives
    return sorted({family for one in chosen if (family := index.initiatives[one].cells.get("family"))})


def answer(session: Session, asked: Asked) -> Answer:
    """The families: those that certainly began apart first, then by the number that did."""
    scope, language = asked.scope, asked.language
    found = _families(session, asked)
    shown = found[: asked.top] if asked.top else found
    reason = "" if found else say("empty.reinventions", language, theme=theme_label(session, scope, language),
                                  region=session.region_name(scope.region, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown), len(found), notes=[say("note.reinventions", language)] if found else (),
                    empty_reason=reason, ways=widest(session, asked, QUESTION, lambda other: len(_families(session, other))))


def _families(session: Session, asked: Asked) -> list[Family]:
    index, scope = session.index, asked.scope
    rows: dict[str, list[Sequence[str]]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        rows[cells[0]].append(cells[1:])
    found = []
    for family in _on_themes(session, scope.themes, scope.on):
        own = rows[family]
        tier = _TIERS.get(index.families[family].cells["spread"], "")
        known = [one for one in adopters(own, index, scope.on or index.as_of) if one.counted]
        starters = tuple(one for one in known if not one.sources and one.state != ADOPTED)
        takers = tuple(one for one in known if one.sources)
        here = tuple(one for one in starters if session.resolver.inside(one.actor, scope))
        if tier and len(starters) > 1 and here and not (tier == POSSIBLE and takers):
            found.append(Family(family, tier, starters, here, takers))
    return sorted(found, key=lambda one: (one.tier != SURE, -len(one.starters), index.families[one.id].name.casefold(), one.id))


def _rows(session: Session, asked: Asked, shown: Sequence[Family]) -> list[Row]:
    language, index = asked.language, session.index
    kept = {one.id: {row.claim for each in (*one.starters, *one.takers) for row in each.rows} for one in shown}
    items = proof.evidence_for(session.store, index, {claim for claims in kept.values() for claim in claims}, language)
    actors = {each.actor for one in shown for each in (*one.starters, *one.takers)}
    actors |= {source.actor for one in shown for each in one.takers for source in each.sources}
    nodes = index.nodes(sorted(actors))
    reach = proof.reachable(session.store, index, {each.actor: nodes[each.actor] for one in shown for each in one.starters if each.actor in nodes}, language)
    result = []
    for one in shown:
        node = index.families[one.id]
        places = _provinces(session, one.starters)
        values = {"count": len(one.starters), "provinces": len(places) or "", "period": _period([each.start for each in one.starters], language),
                  "who": "; ".join(_with_start(each, nodes, language) for each in one.starters),
                  "here": named((nodes[each.actor].name for each in one.here), language) if asked.scope.region else "",
                  "taken": "; ".join(_taken(each, nodes, language) for each in one.takers)}
        result.append(Row(
            id=one.id, kind="family", name=node.name, tier=one.tier, values=values, why=_why(session, one, places, values, language),
            evidence=(*proof.described_in(index, node, language), *proof.newest_first(items[claim] for claim in kept[one.id])),
            reachable_via=tuple(dict.fromkeys(way for each in one.starters for way in reach.get(each.actor, ())))))
    return result


def _provinces(session: Session, starters: Iterable[Adopter]) -> list[str]:
    """The provinces of the municipalities among them, by name."""
    layers = session.index.layers_of
    found = {layers[one.actor]["provincie"] for one in starters if "provincie" in layers.get(one.actor, {})}
    return sorted(session.index.regions[region].name for region in found)


def _with_start(one: Adopter, nodes: Mapping[str, Node], language: str) -> str:
    start = _start(one.start, language)
    return f"{nodes[one.actor].name} ({start})" if start else nodes[one.actor].name


def _start(start: Start, language: str) -> str:
    """A start in words: `2018`, `uiterlijk 2016`, or nothing when it is not known."""
    if not start.latest:
        return ""
    return as_given(start) if start.kind == EXACT else say("start.at-latest", language, day=last_as_given(start.latest))


def _period(starts: Sequence[Start], language: str) -> str:
    """From the first start to the last, by the years that are known."""
    years = sorted(start.latest[:4] for start in starts if start.latest)
    if not years:
        return say("start.unknown", language)
    return years[0] if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def _taken(one: Adopter, nodes: Mapping[str, Node], language: str) -> str:
    sources = listed(sorted({nodes[source.actor].name for source in one.sources if source.actor in nodes}), language)
    return say("reinventions.from", language, who=nodes[one.actor].name, sources=sources)


def _why(session: Session, one: Family, places: Sequence[str], values: Mapping[str, object], language: str) -> str:
    said = [counted(f"why.reinventions.{one.tier}", language, len(one.starters))]
    if len(places) > 1:
        said.append(say("why.reinventions.provinces", language, count=len(places), names=listed(places, language)))
    if values["taken"]:
        said.append(say("why.reinventions.taken", language, names=values["taken"]))
    return "; ".join(said)


def _text(name: str, kind: str = "text") -> Column:
    return Column(name, kind, "", column(f"reinventions.{name}"))


QUESTION = Question(
    id="reinventions",
    sentence={"nl": "Welke aanpakken van {theme} in {region} zijn op meer plaatsen los van elkaar begonnen?",
              "en": "Which approaches to {theme} in {region} began in several places apart from each other?"},
    needs=(6,), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("family", "signal", "subject", "object", "about", "detail", "earliest", "latest", "status", "finished", "since", "basis",
                  "document", "claim"),
    columns=(Column("name", "node", "", column("reinventions.name")), Column("tier", "text", "", column("reinventions.tier")),
             _text("count", "number"), _text("provinces", "number"), _text("period"), _text("who"), _text("here"), _text("taken"),
             Column("why", "text", "", column("why"))),
    arguments=arguments, reference=observations, answer=answer, example={"theme": "sociale basis"})
