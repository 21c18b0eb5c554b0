"""Initiatives that join themes that rarely go together: rarer, counted over all initiatives, than chance would have it.

Were themes spread over initiatives at random, then n(A) x n(B) / N of them would be about both A and B (independence). A
pair is rare when fewer are; how many times fewer is its factor. Each theme counts with everything narrower, so that a pair
is measured at the level at which it is rarest. A theme and its own broader theme never come out rare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from graph.language import number
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row
from queries.index import counts_on
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.listing import ancestors, finished, named, theme_label, widest
from queries.questions.unusual_reference import observations
from queries.session import Session
from queries.words import column, say

RARER = 1.0  # how many times fewer than by chance; above this a pair is rare


class Seen(NamedTuple):
    """One observation; see queries/questions/unusual.rq."""

    signal: str
    initiative: str
    other: str
    document: str
    claim: str


class Pair(NamedTuple):
    """Two themes: how many initiatives are about both, about each, how many chance would give, and how many times fewer there are."""

    one: str
    two: str
    both: frozenset[str]
    of_one: int
    of_two: int
    expected: float

    @property
    def factor(self) -> float:
        """How many times fewer there are than chance would give."""
        return self.expected / len(self.both)


class Baseline:
    """Which initiatives are about which theme or something narrower, over all initiatives with a theme on a day."""

    def __init__(self, session: Session, on: str) -> None:
        self._session = session
        self.of: dict[str, set[str]] = defaultdict(set)
        self.direct: dict[str, set[str]] = defaultdict(set)
        self._pairs: dict[tuple[str, str], Pair] = {}
        above = {theme: (theme, *ancestors(session, theme)) for theme in session.index.themes}
        for link in session.index.about:
            if link.subject in session.index.initiatives and counts_on(link, on):
                self.direct[link.subject].add(link.object)
                for theme in above[link.object]:
                    self.of[theme].add(link.subject)
        self._above = above

    @property
    def total(self) -> int:
        """How many initiatives have a theme."""
        return len(self.direct)

    def rarest(self, initiative: str, within: frozenset[str] | None) -> Pair | None:
        """The rarest pair of themes of an initiative, one of them in `within` when given; None when none is rarer than chance."""
        wide = sorted({theme for own in self.direct.get(initiative, ()) for theme in self._above[own]})
        pairs = [self._pair(one, two) for one, two in combinations(wide, 2) if within is None or within & {one, two}]
        return min((pair for pair in pairs if pair.factor > RARER), key=self._order, default=None)

    def _pair(self, one: str, two: str) -> Pair:
        """Worked out once: many initiatives join the same themes."""
        pair = self._pairs.get((one, two))
        if pair is None:
            first, second = self.of[one], self.of[two]
            pair = Pair(one, two, frozenset(first & second), len(first), len(second), len(first) * len(second) / self.total)
            self._pairs[one, two] = pair
        return pair

    def _order(self, pair: Pair) -> tuple:
        """Rarest first; of equally rare ones the narrowest, then by id."""
        return -round(pair.factor, 9), -len(self._above[pair.one]) - len(self._above[pair.two]), pair.one, pair.two


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the initiatives about the theme's closure (or about any theme), the day."""
    scope, index = asked.scope, session.index
    things = index.on_themes(scope.themes or index.themes, ("init:",), scope.on)
    return {"initiative": sorted(things), "on": [scope.on] if scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """The initiatives with a rare pair, the rarest first."""
    scope, language = asked.scope, asked.language
    seen, found, total = _found(session, asked)
    shown = found[: asked.top] if asked.top else found
    reason = "" if found else say("empty.unusual", language, theme=theme_label(session, scope, language), region=session.region_name(scope.region, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown, seen, total), len(found),
                    notes=[say("note.unusual", language, count=total)] if found else (), empty_reason=reason,
                    ways=widest(session, asked, QUESTION, lambda other: len(_found(session, other)[1])))


def _found(session: Session, asked: Asked) -> tuple[dict[str, list[Seen]], list[tuple[str, Pair]], int]:
    """The observations by initiative, the initiatives with their rarest pair, and of how many that is counted."""
    scope = asked.scope
    seen: dict[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        seen[cells[1]].append(Seen(*cells))
    baseline = session.once(("unusual", scope.on), lambda: Baseline(session, scope.on))
    within = frozenset(scope.themes) if scope.theme else None
    found = []
    for initiative in sorted(seen):
        if _inside(session, asked, seen[initiative]) and (pair := baseline.rarest(initiative, within)):
            found.append((initiative, pair))
    names = session.index.initiatives
    found.sort(key=lambda item: (-round(item[1].factor, 9), names[item[0]].name.casefold(), item[0]))
    return seen, found, baseline.total


def _inside(session: Session, asked: Asked, rows: Sequence[Seen]) -> bool:
    """Whether somebody of the region runs, tries or takes part in it."""
    if asked.scope.region is None:
        return True
    return any(session.resolver.inside(actor, asked.scope) for row in rows if row.signal != "about" for actor in session.index.successors(row.other))


def _rows(session: Session, asked: Asked, shown: Sequence[tuple[str, Pair]], seen: Mapping[str, Sequence[Seen]], total: int) -> list[Row]:
    language, index = asked.language, session.index
    kept = {initiative: list(_claims(session, pair, seen[initiative])) for initiative, pair in shown}
    items = proof.evidence_for(session.store, index, {claim for claims in kept.values() for claim in claims}, language)
    actors = {row.other for initiative, _ in shown for row in seen[initiative] if row.signal != "about"}
    nodes = index.nodes(sorted(actors))
    reach = proof.reachable(session.store, index, {one: nodes[one] for one in sorted(actors) if one in nodes}, language)
    return [_row(session, asked, initiative, pair, seen[initiative], nodes, total,
                 proof.newest_first(items[claim] for claim in kept[initiative]),
                 tuple(dict.fromkeys(way for row in seen[initiative] for way in reach.get(row.other, ())))) for initiative, pair in shown]


def _row(session: Session, asked: Asked, initiative: str, pair: Pair, rows: Sequence[Seen], nodes: Mapping[str, Node], total: int,
         evidence: tuple, reach: tuple) -> Row:
    language, node = asked.language, session.index.initiatives[initiative]
    one, two = sorted((session.theme_name(pair.one, language), session.theme_name(pair.two, language)), key=str.casefold)
    first, second = (pair.of_one, pair.of_two) if one == session.theme_name(pair.one, language) else (pair.of_two, pair.of_one)
    others = [session.index.initiatives[other].name for other in pair.both if other != initiative]
    values = {"one": one, "two": two, "both": len(pair.both), "expected": number(pair.expected, language, 1), "factor": number(pair.factor, language, 1),
              "who": named((nodes[row.other].name for row in rows if row.signal != "about" and row.other in nodes), language),
              "others": named(others, language), "what": node.cells.get("what", "")}
    why = say("why.unusual", language, one=one, two=two, first=first, second=second, total=total, both=len(pair.both), expected=values["expected"])
    return Row(id=initiative, kind="init", name=node.name, values=values, why=why, evidence=evidence, reachable_via=reach)


def _claims(session: Session, pair: Pair, rows: Sequence[Seen]) -> Iterator[str]:
    """Who runs it, and what puts it on either theme or something narrower."""
    themes = {*session.index.closure(pair.one), *session.index.closure(pair.two)}
    return (row.claim for row in rows if row.signal != "about" or row.other in themes)


def _text(name: str, kind: str = "text") -> Column:
    return Column(name, kind, "", column(f"unusual.{name}"))


QUESTION = Question(
    id="unusual",
    sentence={"nl": "Welke initiatieven over {theme} in {region} verbinden thema's die zelden samengaan?",
              "en": "Which initiatives about {theme} in {region} join themes that rarely go together?"},
    needs=(33,), kind=TABLE, parameters=(THEME, REGION, LAYER, ON), observations=("signal", "initiative", "other", "document", "claim"),
    columns=(Column("name", "node", "", column("unusual.name")), _text("one"), _text("two"), _text("both", "number"), _text("expected"),
             _text("factor"), _text("who"), _text("others"), _text("what"), Column("why", "text", "", column("why"))),
    cost="All themes at once takes the themes and runners of every initiative, since any of them may hold the rarest pair: 78 ms of "
         "processor time on the shipped data. One theme: 11 ms. "
         "All cases at S: median 22.1, p95 125 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "schulden"})
