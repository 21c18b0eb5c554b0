"""What an organisation does: the weight of each theme, and thing by thing who leads, carries out, takes part and funds.

Blocks, each ordered by itself: themes by their share; programmes, networks, initiatives, methods and the rest by the
actor's own part in them; people by name. `top` counts per block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graph.schema import schema
from graph.store import Claim, Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row, Suggestion
from queries.question import ACTOR, ON, TABLE, Asked, Column, Question
from queries.questions import coverage, partners
from queries.questions.listing import finished, listed, named
from queries.questions.portfolio_reference import DOES, observations
from queries.questions.shares import Own, Themed, main_theme, themed, weights
from queries.roles import in_words
from queries.scope import Scope
from queries.session import Session
from queries.words import column, counted, say

_BLOCKS = ("theme", "prog", "net", "init", "family", "method", "question", "event", "org", "gm", "person")
_BESIDE = {"leads": "leads", "runs": "runs", "partner_in": "partners", "involved_in": "partners", "funds": "funds"}
_OWN_ORDER = ("leads", "owns", *(name for name in DOES if name not in ("leads", "owns")), "rated_by")


class Seen(NamedTuple):
    """One observation; see queries/questions/portfolio.rq."""

    ground: str
    signal: str
    actor: str
    thing: str
    other: str
    role: str
    document: str
    claim: str


class Item(NamedTuple):
    """A row to be: an actor's theme, thing or person, with what it rests on. `order` sorts it within its block."""

    actor: str
    block: str
    id: str
    order: tuple
    rows: tuple[Seen, ...] = ()
    parts: tuple[Themed, ...] = ()
    share: float = 0.0


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the actors with the municipalities that merged into them, the day."""
    return {"actor": with_merged(session, asked.actors), "on": [asked.scope.on] if asked.scope.on else []}


def with_merged(session: Session, actors: Iterable[str]) -> list[str]:
    """Actors with the municipalities that went into one of them and into no other."""
    wanted = {today(session, actor) for actor in actors}
    return sorted(wanted | {old for old in session.index.municipalities if today(session, old) in wanted})


def today(session: Session, actor: str) -> str:
    """The actor as it is now: a municipality that went into one other is that one; into several, it stays what it was."""
    successors = session.index.successors(actor)
    return successors[0] if len(successors) == 1 else actor


def answer(session: Session, asked: Asked) -> Answer:
    """The blocks of each actor asked, in the order of asking."""
    language = asked.language
    items, nodes = _items(session, asked)
    shown = list(_first_of_each(items, asked.top))
    who = listed([nodes[actor].name for actor in asked.actors], language)
    notes = [say("note.portfolio", language)] if any(item.block == "theme" for item in items) else []
    return finished(session, asked, QUESTION, _rows(session, asked, shown, nodes), len(items),
                    sentence=counted("sentence.portfolio", language, len(asked.actors), who=who), notes=notes,
                    empty_reason="" if items else say("empty.portfolio", language, who=who),
                    ways=_ways(session, asked))


def _ways(session: Session, asked: Asked) -> Iterator[Suggestion]:
    """Without the date; who and what covers the actor; what is known in its province."""
    language = asked.language
    for actor in asked.actors:
        name = session.index.nodes([actor])[actor].name
        one = replace(asked, actors=(actor,), scope=Scope(None, (), None, "", ""), params={"actor": [actor]})
        if asked.scope.on:
            yield Suggestion(say("suggest.today", language), {"actor": actor}, count(session, one))
        yield Suggestion(say("suggest.partners", language, who=name), {"actor": actor}, partners.answer(session, one).total, partners.QUESTION.id)
        if province := session.index.layers_of.get(actor, {}).get("provincie"):
            region = session.resolver.region(province)
            there = replace(one, actors=(), scope=Scope(None, (), region, "", ""), params={"region": province})
            yield Suggestion(say("suggest.known-in", language, region=region.name), {"region": province},
                             coverage.count(session, there), coverage.QUESTION.id)


def count(session: Session, asked: Asked) -> int:
    """How many rows an answer has."""
    return len(_items(session, asked)[0])


def _items(session: Session, asked: Asked) -> tuple[list[Item], dict[str, Node]]:
    """Everything there is to list, in order, and the nodes that it names."""
    seen: dict[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        row = Seen(*cells)
        seen[today(session, row.actor)].append(row)
    actors = [today(session, actor) for actor in asked.actors]
    ends = {end for rows in seen.values() for row in rows for end in (row.thing, row.other) if end}
    nodes = session.index.nodes(ends | {*actors, *asked.actors})
    found = []
    for actor in dict.fromkeys(actors):
        items = [*_themes(session, actor, seen[actor], asked.scope.on), *_things(session, actor, seen[actor], nodes),
                 *_people(actor, seen[actor], nodes)]
        found += sorted(items, key=lambda item: (_BLOCKS.index(item.block), item.order, item.id))
    return found, nodes


def _themes(session: Session, actor: str, rows: Sequence[Seen], on: str) -> Iterator[Item]:
    parts = themed(session, (Own(row.signal, row.thing, row.claim) for row in rows if row.ground == "own"), on)
    share = weights(parts)
    gathered: dict[str, list[Themed]] = defaultdict(list)
    for part in parts:
        gathered[main_theme(session, part.theme)].append(part)
    for theme, own in gathered.items():
        total = sum(share[name] for name in sorted({part.theme for part in own}))
        yield Item(actor, "theme", theme, (-round(total, 9), session.index.themes[theme].name), parts=tuple(own), share=total)


def _things(session: Session, actor: str, rows: Sequence[Seen], nodes: Mapping[str, Node]) -> Iterator[Item]:
    """What it takes part in. A network that a law makes comes after the others."""
    own: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        if row.ground == "own" and not row.thing.startswith("theme:"):
            own[row.thing].append(row)
    for thing, found in own.items():
        beside = [row for row in rows if row.ground == "others" and row.thing == thing]
        first = min(_OWN_ORDER.index(row.signal) for row in found)
        yield Item(actor, thing.partition(":")[0], thing, (thing in session.index.legal, first, nodes[thing].name), (*found, *beside))


def _people(actor: str, rows: Sequence[Seen], nodes: Mapping[str, Node]) -> Iterator[Item]:
    """Who leads it, funds it, is a partner in it, or has a public role there."""
    own: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        if row.ground == "at":
            own[row.other].append(row)
    for other, found in own.items():
        yield Item(actor, other.partition(":")[0], other, (True, len(_OWN_ORDER), nodes[other].name), tuple(found))


def _first_of_each(items: Sequence[Item], top: int) -> Iterator[Item]:
    """At most `top` of each block of each actor; 0 = all."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for item in items:
        counts[item.actor, item.block] += 1
        if not top or counts[item.actor, item.block] <= top:
            yield item


def _rows(session: Session, asked: Asked, shown: Sequence[Item], nodes: Mapping[str, Node]) -> list[Row]:
    claims = session.store.claims(sorted({claim for item in shown for claim in _claims(item)}))
    items = proof.evidence_of(claims.values(), session.index, asked.language)
    several = len({item.actor for item in shown}) > 1
    return [_row(session, asked, item, nodes, items, claims, several) for item in shown]


def _row(session: Session, asked: Asked, item: Item, nodes: Mapping[str, Node], items: Mapping[str, Evidence],
         claims: Mapping[str, Claim], several: bool) -> Row:
    language = asked.language
    values: dict[str, object] = {"who": nodes[item.actor].name if several else "", "share": "", "role": "", "when": "",
                                 "leads": "", "runs": "", "partners": "", "funds": ""}
    if item.block == "theme":
        name = session.theme_name(item.id, language)
        values["share"] = round(100 * item.share)
        why = _theme_why(session, item, nodes, language)
    else:
        name = nodes[item.id].name
        values |= {"role": _role(item, nodes, language), "when": _when(nodes[item.id]), **_beside(item, nodes, language)}
        why = in_words(session, [claims[row.claim] for row in item.rows], asked.scope.on, language) if item.block == "person" else ""
    return Row(id=item.id, kind=item.id.partition(":")[0], name=name, tier=item.block, values=values, why=why,
               evidence=proof.newest_first(items[claim] for claim in _claims(item)))


def _claims(item: Item) -> set[str]:
    return {row.claim for row in item.rows} | {claim for part in item.parts for claim in part.claims}


def _theme_why(session: Session, item: Item, nodes: Mapping[str, Node], language: str) -> str:
    """How many things, and on which narrower themes most."""
    things = {part.thing for part in item.parts if part.thing != part.theme}
    own = weights(item.parts)
    most = sorted(own, key=lambda theme: (-round(own[theme], 9), session.theme_name(theme, language), theme))[:3]
    what = counted("why.portfolio.things", language, len(things), names=named((nodes[thing].name for thing in things), language))
    return f"{', '.join(session.theme_name(theme, language) for theme in most)}: {what}" if things else ", ".join(
        session.theme_name(theme, language) for theme in most)


def _role(item: Item, nodes: Mapping[str, Node], language: str) -> str:
    """Its own part in words, with the role that the document gives; of others what they are to it."""
    said = []
    for row in sorted(item.rows, key=lambda row: (_OWN_ORDER.index(row.signal) if row.signal in _OWN_ORDER else len(_OWN_ORDER), row.claim)):
        relation = schema().relations[row.signal]
        if row.ground == "own":
            label = (relation.inverse_labels if row.signal == "rated_by" else relation.labels)[language]
            said.append(f"{label} ({row.role})" if row.role else label)
        elif row.ground == "at":
            said.append(row.role if row.role and row.signal == "role_at" else f"{relation.labels[language]} {nodes[row.actor].name}")
    return "; ".join(dict.fromkeys(said))


def _beside(item: Item, nodes: Mapping[str, Node], language: str) -> dict[str, str]:
    """Who else leads, carries out, takes part and funds."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in item.rows:
        if row.ground == "others":
            found[_BESIDE[row.signal]].add(nodes[row.other].name)
    return {name: named(found[name], language) for name in ("leads", "runs", "partners", "funds")}


def _when(node: Node) -> str:
    """From and until as the document gives them; what is unknown is left open."""
    cells = node.cells
    start = cells.get("start") or cells.get("from") or cells.get("date") or ""
    last = cells.get("end") or cells.get("until") or ""
    return start if not last else f"{start}–{last}"


QUESTION = Question(
    id="portfolio",
    sentence={"nl": "Wat doet deze organisatie, met wie en in welke rol?", "en": "What does this organisation do, with whom and in what role?"},
    needs=(16, 43, 56, 60), kind=TABLE, parameters=(ACTOR._replace(required=True, many=True), ON),
    observations=("ground", "signal", "actor", "thing", "other", "role", "document", "claim"),
    columns=(Column("name", "node", "", column("portfolio.what")), Column("tier", "text", "", column("portfolio.block")),
             Column("who", "text", "", column("portfolio.who")), Column("share", "number", "%", column("portfolio.share")),
             Column("role", "text", "", column("portfolio.role")), Column("when", "text", "", column("portfolio.when")),
             Column("leads", "text", "", column("portfolio.leads")), Column("runs", "text", "", column("portfolio.runs")),
             Column("partners", "text", "", column("portfolio.partners")), Column("funds", "text", "", column("portfolio.funds")),
             Column("why", "text", "", column("why"))),
    arguments=arguments, reference=observations, answer=answer, example={"actor": "Movisie"})
