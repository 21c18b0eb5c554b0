"""Per theme what is asked and what there is to answer it with: demand without supply first.

A theme counts with everything narrower. What has ended, is only planned, or exists because a law says so is no
supply; what has ended is shown apart. A programme or method is offered everywhere, so a region does not narrow it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.listing import ancestors, finished, named, theme_label, wider
from queries.questions.supply_demand_reference import observations
from queries.session import Session
from queries.words import column, counted, say

KINDS = ("question", "prog", "method", "init", "net")  # what else is about a theme, such as a session, is neither asked nor offered
DEMAND, SUPPLY = KINDS[0], KINDS[1:]
_ENDED, _PLANNED = ("ended", "merged", "stopped"), "planned"


class Seen(NamedTuple):
    """One observation; see queries/questions/supply_demand.rq."""

    signal: str
    theme: str
    thing: str
    other: str
    status: str
    finished: str
    document: str
    claim: str


class Balance(NamedTuple):
    """A theme with its things by kind, those that ended apart, and the claims behind each thing."""

    theme: str
    things: Mapping[str, frozenset[str]]
    ended: frozenset[str]
    claims: Mapping[str, frozenset[str]]

    @property
    def demand(self) -> int:
        """How many questions."""
        return len(self.things[DEMAND])

    @property
    def supply(self) -> int:
        """How many programmes, methods, initiatives and networks there are now."""
        return sum(len(self.things[kind]) for kind in SUPPLY)


class Nearest(NamedTuple):
    """A kind that a theme lacks, the nearest broader theme that has it, and one thing there."""

    kind: str
    theme: str
    thing: str


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the theme with narrower and broader ones, and whose askers and runners are wanted."""
    scope, index = asked.scope, session.index
    themes = set(scope.themes) | set(ancestors(session, scope.theme.id)) if scope.theme else set(index.themes)
    wanted = ("question:", "init:") if scope.region else ("question:",)
    things = index.on_themes(themes, wanted, scope.on)
    return {"theme": sorted(themes), "thing": sorted(things), "on": [scope.on] if scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """A row per theme with a question or an offer: first those with questions and the least to answer them."""
    scope, language = asked.scope, asked.language
    balances, askers = _balances(session, asked)
    wanted = [balances[theme] for theme in (scope.themes or balances) if theme in balances and _said(balances[theme])]
    names = {balance.theme: session.theme_name(balance.theme, language) for balance in wanted}
    wanted.sort(key=lambda balance: (*_pressure(balance), names[balance.theme], balance.theme))
    shown = wanted[:asked.top] if asked.top else wanted
    notes = [say("note.supply-demand", language)] + ([say("note.supply-demand.region", language)] if scope.region else [])
    reason = "" if wanted else say("empty.supply-demand", language, theme=theme_label(session, scope, language),
                                   region=session.region_name(scope.region, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown, balances, askers), len(wanted),
                    notes=notes, empty_reason=reason, ways=wider(session, asked, lambda other: _count(session, other)))


def _count(session: Session, asked: Asked) -> int:
    balances, _ = _balances(session, asked)
    return sum(1 for theme in (asked.scope.themes or balances) if theme in balances and _said(balances[theme]))


def _said(balance: Balance) -> bool:
    return bool(balance.demand or balance.supply or balance.ended)


def _pressure(balance: Balance) -> tuple:
    """First questions without any offer, then by questions per offer; themes without a question last, by offer."""
    if not balance.demand:
        return 2, 0.0, -balance.supply
    if not balance.supply:
        return 0, 0.0, -balance.demand
    return 1, -balance.demand / balance.supply, -balance.demand


def _balances(session: Session, asked: Asked) -> tuple[dict[str, Balance], dict[str, dict[str, str]]]:
    """The balance of every theme observed, and who asks or runs each thing (actor -> claim)."""
    index, scope = session.index, asked.scope
    rows = [Seen(*cells) for cells in session.observe(QUESTION, arguments(session, asked))]
    people: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.signal != "about" and len(present := index.successors(row.other)) == 1:
            people[row.thing].setdefault(present[0], row.claim)
    here = {row.thing: claims for row in rows if row.signal == "about" and (claims := _here(session, asked, row, people)) is not None}
    things: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    ended: dict[str, set[str]] = defaultdict(set)
    claims: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if row.signal == "about" and row.thing in here:
            over = _over(row, scope.on or index.as_of, bool(scope.on))
            for theme in (row.theme, *ancestors(session, row.theme)):
                if over:
                    ended[theme].add(row.thing)
                elif row.status != _PLANNED:
                    things[theme][row.thing.partition(":")[0]].add(row.thing)
                claims[theme][row.thing].update((row.claim, *here[row.thing]))
    return {theme: Balance(theme, {kind: frozenset(things[theme][kind]) for kind in KINDS}, frozenset(ended[theme]),
                           {thing: frozenset(found) for thing, found in claims[theme].items()}) for theme in sorted(claims)}, people


def _here(session: Session, asked: Asked, row: Seen, people: Mapping[str, Mapping[str, str]]) -> tuple[str, ...] | None:
    """The claims that place a thing in the scope; None when it does not belong there."""
    kind = row.thing.partition(":")[0]
    if kind not in KINDS or row.thing in session.index.legal:
        return None
    own = people.get(row.thing, {})
    if asked.scope.region is None:
        return tuple(own.values()) if kind == DEMAND else ()
    if kind in ("prog", "method"):
        return ()
    if kind == "net":
        return () if session.resolver.inside(row.thing, asked.scope) else None
    inside = tuple(claim for actor, claim in sorted(own.items()) if session.resolver.inside(actor, asked.scope))
    return inside or None


def _over(row: Seen, day: str, past: bool) -> bool:
    """Whether a thing had ended on a day. A status without a date tells of today only."""
    if row.finished:
        return row.finished < day
    return row.status in _ENDED and not past


def _rows(session: Session, asked: Asked, shown: Sequence[Balance], balances: Mapping[str, Balance],
          askers: Mapping[str, Mapping[str, str]]) -> list[Row]:
    language = asked.language
    broader = {balance.theme: _broader(session, balance, balances) for balance in shown}
    kept = {balance.theme: _claims(balance) | {claim for step in broader[balance.theme] for claim in balances[step.theme].claims[step.thing]}
            for balance in shown}
    items = proof.evidence_for(session.store, session.index, {claim for claims in kept.values() for claim in claims}, language)
    things = {thing for balance in shown for found in balance.things.values() for thing in found}
    things |= {step.thing for steps in broader.values() for step in steps}
    nodes = session.index.nodes(sorted(things | {actor for thing in things for actor in askers.get(thing, ()) if thing.startswith("question:")}))
    result = []
    for balance in shown:
        numbers = {kind: len(balance.things[kind]) for kind in KINDS}
        missing = [say(f"supply.{kind}.none", language) for kind in SUPPLY if not numbers[kind]] if balance.demand else []
        result.append(Row(
            id=balance.theme, kind="theme", name=session.theme_name(balance.theme, language),
            values={"questions": numbers[DEMAND], **{kind: numbers[kind] for kind in SUPPLY}, "ended": len(balance.ended),
                    "missing": "; ".join(missing), "asked": _asked(balance, nodes, askers, language),
                    "offered": named((nodes[thing].name for kind in SUPPLY for thing in balance.things[kind]), language),
                    "broader": "; ".join(_broader_words(session, step, nodes, language) for step in broader[balance.theme])},
            why=_why(balance, language), evidence=proof.newest_first(items[claim] for claim in kept[balance.theme])))
    return result


def _claims(balance: Balance) -> set[str]:
    counted_things = {thing for found in balance.things.values() for thing in found} | balance.ended
    return {claim for thing in counted_things for claim in balance.claims[thing]}


def _why(balance: Balance, language: str) -> str:
    """Questions against offers in words, and what of it has ended."""
    if not balance.demand and not balance.supply:
        return counted("why.supply.over", language, len(balance.ended))
    if not balance.demand:
        said = counted("why.supply.unasked", language, balance.supply)
    elif not balance.supply:
        said = counted("why.supply.unanswered", language, balance.demand)
    else:
        said = counted("why.supply.both", language, balance.demand, supply=counted("why.supply.offers", language, balance.supply))
    return said + (("; " + counted("why.supply.ended", language, len(balance.ended))) if balance.ended else "")


def _asked(balance: Balance, nodes: Mapping[str, Node], askers: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The questions with who asks them."""
    texts = []
    for question in balance.things[DEMAND]:
        who = "; ".join(sorted(nodes[actor].name for actor in askers.get(question, {}) if actor in nodes))
        texts.append(f"{nodes[question].name} ({who})" if who else nodes[question].name)
    return named(texts, language)


def _broader(session: Session, balance: Balance, balances: Mapping[str, Balance]) -> list[Nearest]:
    """For each kind that a questioned theme lacks: an example from the nearest broader theme that has one."""
    found = []
    for kind in SUPPLY if balance.demand else ():
        if not balance.things[kind]:
            for theme in ancestors(session, balance.theme):
                if theme in balances and balances[theme].things[kind]:
                    found.append(Nearest(kind, theme, min(balances[theme].things[kind])))
                    break
    return found


def _broader_words(session: Session, step: Nearest, nodes: Mapping[str, Node], language: str) -> str:
    return say("supply.broader", language, kind=say(f"supply.{step.kind}", language), theme=session.theme_name(step.theme, language),
               name=nodes[step.thing].name)


def _number(name: str) -> Column:
    return Column(name, "number", "", column(f"supply-demand.{name}"))


QUESTION = Question(
    id="supply_demand",
    sentence={"nl": "Waar is over {theme} in {region} meer vraag dan aanbod?", "en": "Where is more asked than offered about {theme} in {region}?"},
    needs=(54,), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("signal", "theme", "thing", "other", "status", "finished", "document", "claim"),
    columns=(Column("name", "node", "", column("supply-demand.theme")), _number("questions"), *(_number(kind) for kind in SUPPLY),
             _number("ended"), Column("missing", "text", "", column("supply-demand.missing")),
             Column("asked", "text", "", column("supply-demand.asked")),
             Column("offered", "text", "", column("supply-demand.offered")), Column("broader", "text", "", column("supply-demand.broader")),
             Column("why", "text", "", column("why"))),
    cost="The root theme and no theme at all balance everything that is about anything (5,300 observations at S): 62 to 130 ms at S; "
         "half of it is reading the rows. Any other theme: median 5, p95 31 ms at S. "
         "All cases at S: median 4.6, p95 87.0 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "jeugd"})
