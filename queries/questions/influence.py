"""Who sits in a programme, network or organisation or feeds it: leads, funds, takes part, is a member, holds a public role there.

Asked with a theme: the programmes and networks on it. Asked with actors: where they sit themselves, and who sits in or feeds them.
Networks that a law makes only show when an actor is asked about: everybody is in them. What a seat brought about is not known.
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
from queries.index import counts_on
from queries.question import ACTOR, LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions import portfolio
from queries.questions.influence_reference import INTO, OUT, observations
from queries.questions.listing import NAMED_AT_MOST, ancestors, around, finished, listed, theme_label, wider
from queries.scope import Scope
from queries.session import Session
from queries.words import column, counted, say

BLOCKS = ("prog", "net", "org", "gm", "init")
_MEMBERS = ("member_of", "part_of")


class Seen(NamedTuple):
    """One observation; see queries/questions/influence.rq."""

    signal: str
    body: str
    who: str
    role: str
    document: str
    claim: str


class Body(NamedTuple):
    """A programme, network or organisation with who sits in it or feeds it; `about`: the claims that it is on the theme."""

    id: str
    rows: tuple[Seen, ...]
    about: tuple[str, ...]

    @property
    def parties(self) -> frozenset[str]:
        """Everybody in it."""
        return frozenset(row.who for row in self.rows)


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: programmes and networks on the theme, above it or near it; the actors, those merged into them and what they are in."""
    scope, index = asked.scope, session.index
    actors = _actors(session, asked)
    known = set(actors)
    bodies = {*actors, *(link.object for relation in OUT for link in index.links(relation) if link.subject in known
                         and link.object not in index.legal)} if actors else set()
    if scope.theme or not actors:
        themes = {*around(session, scope), *(ancestors(session, scope.theme.id) if scope.theme else ())}
        bodies |= index.on_themes(themes, ("prog:", "net:")) - (frozenset() if actors else index.legal)
    return {"body": sorted(bodies), "actor": actors, "on": [scope.on] if scope.on else []}


def _actors(session: Session, asked: Asked) -> list[str]:
    return portfolio.with_merged(session, asked.actors) if asked.actors else []


def bodies(session: Session, asked: Asked) -> list[Body]:
    """The bodies in scope: programmes first, then networks, those with most parties first."""
    scope, index = asked.scope, session.index
    actors = set(_actors(session, asked))
    rows: Mapping[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        row = Seen(*cells)
        if _inside(session, scope, row.who):
            rows[row.body].append(row)
    if actors:
        rows = {body: own for body, own in rows.items() if body in actors or any(row.who in actors for row in own)}
    wanted = set(scope.themes)
    about: dict[str, list[str]] = defaultdict(list)
    for link in sorted(link for theme in wanted for link in index.about_theme.get(theme, ())):
        if counts_on(link, scope.on):
            about[link.subject].append(link.id)
    found = [Body(body, tuple(own), tuple(about.get(body, ()))) for body, own in rows.items() if not wanted or body in about]
    nodes = index.nodes([body.id for body in found])
    return sorted(found, key=lambda body: (BLOCKS.index(body.id.partition(":")[0]), body.id in index.legal, -len(body.parties),
                                           nodes[body.id].name.casefold(), body.id))


def _inside(session: Session, scope: Scope, who: str) -> bool:
    into = session.index.successors(who)
    return scope.region is None or (len(into) == 1 and session.resolver.inside(into[0], scope))


def answer(session: Session, asked: Asked) -> Answer:
    """The bodies with who sits in them; `top` counts per kind of body."""
    language = asked.language
    found = bodies(session, asked)
    shown = [body for block in BLOCKS for body in [one for one in found if one.id.startswith(f"{block}:")][:asked.top or None]]
    nodes = session.index.nodes(asked.actors)
    who = listed([nodes[actor].name for actor in asked.actors], language)
    theme, region = theme_label(session, asked.scope, language), session.region_name(asked.scope.region, language)
    sentence = say("sentence.influence.actor", language, who=who) if who else ""
    reason = say("empty.influence.actor", language, who=who) if who else say("empty.influence", language, theme=theme, region=region)
    return finished(session, asked, QUESTION, _rows(session, asked, shown), len(found), sentence=sentence, notes=[say("note.influence", language)],
                    empty_reason="" if found else reason, ways=_ways(session, asked))


def _ways(session: Session, asked: Asked) -> Iterator[Suggestion]:
    """Without the actors, without the theme, then wider."""
    language, kept = asked.language, {"on": asked.scope.on} if asked.scope.on else {}
    for actor in asked.actors:
        name = session.index.nodes([actor])[actor].name
        bare = replace(asked, actors=(actor,), scope=Scope(None, (), None, asked.scope.on, ""), params={"actor": [actor], **kept})
        yield Suggestion(say("suggest.influence.actor", language, who=name), {"actor": actor, **kept}, len(bodies(session, bare)))
        plain = replace(bare, scope=Scope(None, (), None, "", ""), params={"actor": [actor]})
        yield Suggestion(say("suggest.influence.portfolio", language, who=name), {"actor": actor}, portfolio.count(session, plain), "portfolio")
    without = replace(asked, actors=(), params={key: value for key, value in asked.params.items() if key != "actor"})
    if asked.actors and asked.scope.theme:
        yield Suggestion(say("suggest.influence.all", language), {key: str(value) for key, value in without.params.items()},
                         len(bodies(session, without)))
    yield from wider(session, without, lambda other: len(bodies(session, other)))


def _rows(session: Session, asked: Asked, shown: Sequence[Body]) -> list[Row]:
    ids = {claim for body in shown for claim in (*(row.claim for row in body.rows), *body.about)}
    claims = session.store.claims(sorted(ids))
    items = proof.evidence_of(claims.values(), session.index, asked.language)
    nodes = session.index.nodes({one for body in shown for one in (body.id, *body.parties)})
    return [_row(session, asked, body, nodes, items, claims) for body in shown]


def _row(session: Session, asked: Asked, body: Body, nodes: Mapping[str, Node], items: Mapping[str, Evidence], claims: Mapping[str, Claim]) -> Row:
    language = asked.language
    actors = set(_actors(session, asked))

    def seats(*signals: str) -> str:
        own = [(row.who not in actors, nodes[row.who].name, _seat(session, row, nodes, claims[row.claim], language))
               for row in body.rows if row.signal in signals]
        texts = list(dict.fromkeys(text for *_, text in sorted(own)))
        more = len(texts) - NAMED_AT_MOST
        names = "; ".join(texts[:NAMED_AT_MOST])
        return say("list.more", language, names=names, count=more) if more > 0 else names

    node = nodes[body.id]
    first, last = node.cells.get("from", ""), node.cells.get("until", "")
    themes = {link.object for link in session.index.about_of.get(body.id, ()) if counts_on(link, asked.scope.on)}
    own = [claims[row.claim] for row in body.rows if row.who in actors]
    values = {"seat": "; ".join(dict.fromkeys(_own_seat(claim, language) for claim in own)), "period": f"{first}–{last}" if first or last else "", "leads": seats("leads"), "funds": seats("funds"),
              "partners": seats("partner_in"), "members": seats(*_MEMBERS), "people": seats("role_at"), "parties": len(body.parties),
              "themes": "; ".join(sorted(session.theme_name(theme, language) for theme in themes))}
    return Row(id=body.id, kind=body.id.partition(":")[0], name=node.name, tier=body.id.partition(":")[0], values=values,
               why=_why(body, language), evidence=proof.newest_first(items[claim] for claim in (*(row.claim for row in body.rows), *body.about)))


def _seat(session: Session, row: Seen, nodes: Mapping[str, Node], claim: Claim, language: str) -> str:
    """A party with its role in the document's words, since when and until when."""
    said = [row.role] if row.role else []
    if first := claim.cell("from"):
        said.append(say("influence.by" if claim.cell("from_kind") == "by" else "influence.since", language, when=first))
    if last := claim.cell("until"):
        said.append(say("influence.until", language, when=last))
    name = nodes[row.who].name
    into = session.index.successors(row.who)
    if len(into) == 1 and into[0] != row.who:
        said.append(say("influence.merged", language, name=session.index.municipalities[into[0]].name))
    return f"{name} ({', '.join(said)})" if said else name


def _own_seat(claim: Claim, language: str) -> str:
    """What an actor that was asked about is in a body."""
    label = schema().relations[claim.relation].labels[language]
    return f"{label} ({claim.cell('role')})" if claim.cell("role") else label


def _why(body: Body, language: str) -> str:
    """How many parties per way of taking part."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for row in body.rows:
        numbers["member_of" if row.signal in _MEMBERS else row.signal].add(row.who)
    return "; ".join(_counted(signal, numbers[signal], language) for signal in INTO if signal in numbers)


def _counted(signal: str, parties: Iterable[str], language: str) -> str:
    return counted(f"why.influence.{signal}", language, len(set(parties)))


_COLUMNS = {"name": ("node", "influence.body"), "tier": ("text", "kind"), "seat": ("text", "influence.seat"), "period": ("text", "portfolio.when"),
            "leads": ("text", "portfolio.leads"), "funds": ("text", "portfolio.funds"), "partners": ("text", "portfolio.partners"), "members": ("text", "influence.members"),
            "people": ("text", "influence.people"), "parties": ("number", "influence.parties"), "themes": ("text", "events.themes"),
            "why": ("text", "why")}
QUESTION = Question(
    id="influence",
    sentence={"nl": "Wie zit vanuit {region} in programma's en netwerken over {theme}, of voedt die?",
              "en": "Who from {region} sits in programmes and networks on {theme}, or feeds them?"},
    needs=(47, 55), kind=TABLE, parameters=(THEME, ACTOR._replace(many=True), REGION, LAYER, ON),
    observations=("signal", "body", "who", "role", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="The topmost theme, or no theme, brings every seat in every network and programme (1,700 observations on the shipped "
         "data); an empty answer looks that far for ways on: 130 ms of processor time. Other themes: 20 to 55 ms. "
         "All cases at S: median 19.6, p95 34.2 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "jeugd"})
