"""What works for a theme? Practices by how well they are proven, where they run and what speaks against them (docs/questions.md).

A row is a practice: a family, a method or a single initiative. A family and the method that it follows are
one practice. A region, size class or likeness limits where it runs, never which practices are shown: what
is well proven and runs nowhere near is an answer too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row, Suggestion
from queries.index import Index, counts_on
from queries.question import LAYER, LIKE, MINIMUM, ON, REGION, SCALE, SIZE, TABLE, THEME, Asked, Column, Question
from queries.questions.what_works_reference import observations
from queries.session import Session
from queries.words import column, counted, say

RECOGNISED, STUDIED, EXAMPLE, DESCRIBED = "recognised", "studied", "example", "described"  # tiers below the steps of the scale
TIERS = (*reversed(SCALE), RECOGNISED, STUDIED, EXAMPLE, DESCRIBED)
NAMED_AT_MOST = 5  # municipalities named in a reason; the column has all
_OVER = ("ended", "stopped")  # states of an initiative that runs no more


class Seen(NamedTuple):
    """One observation; see queries/questions/what_works.rq."""

    signal: str
    practice: str
    subject: str
    object: str
    level: str
    scale: str
    detail: str
    since: str
    till: str
    claim: str


@dataclass(slots=True)
class Practice:
    """What is known of a practice: `leader` gives its name, `members` are the family and method that it is."""

    leader: str
    members: tuple[str, ...]
    rows: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    ratings: list[Seen] = field(default_factory=list)  # that hold, newest first
    tier: str = DESCRIBED
    here: tuple[str, ...] = ()  # municipalities of the scope where it runs
    elsewhere: tuple[str, ...] = ()
    running: bool = False  # whether somebody runs it still


def twins(index: Index, on: str = "") -> dict[str, str]:
    """The family of each method that is the same practice: half of the one's initiatives or more are the other's, both ways."""
    found = {}
    for method, links in index.instances.items():
        own = {link.subject for link in links if counts_on(link, on)}
        families: dict[str, set[str]] = defaultdict(set)
        for initiative in own:
            families[index.initiatives[initiative].cells.get("family", "")].add(initiative)
        for family, shared in families.items():
            if family and 2 * len(shared) >= len(own) and 2 * len(shared) >= len(index.initiatives_of.get(family, ())):
                found[method] = family
    return found


def _twins(session: Session, on: str) -> Mapping[str, str]:
    return session.once(("twins", on), lambda: twins(session.index, on))


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the theme's closure, the practices on it and their twins, the day."""
    scope, index = asked.scope, session.index
    on_theme = {*index.practices(scope.themes, scope.on), *(thing for thing in index.things(scope.themes, scope.on) if thing.startswith("method:"))}
    pairs = _twins(session, scope.on).items()
    both = {member for pair in pairs if on_theme & set(pair) for member in pair}
    return {"theme": list(scope.themes), "practice": sorted(on_theme | both), "on": [scope.on] if scope.on else []}


def practices(session: Session, asked: Asked, rows: Iterable[Sequence[str]]) -> list[Practice]:
    """Observations by practice, best proven first, then those that run at most places, then by name."""
    index, scope = session.index, asked.scope
    family_of = _twins(session, scope.on)
    members: dict[str, set[str]] = defaultdict(set)
    for practice in arguments(session, asked)["practice"]:
        members[family_of.get(practice, practice)].add(practice)
    found = {leader: Practice(leader, tuple(sorted(own))) for leader, own in members.items()}
    for cells in rows:
        seen = Seen(*cells)
        if seen.practice:
            found[family_of.get(seen.practice, seen.practice)].rows[seen.signal].append(seen)
    for practice in found.values():
        _complete(session, asked, practice)
    return [practice for practice in found.values() if _shows(practice, asked.minimum)]


def _complete(session: Session, asked: Asked, practice: Practice) -> None:
    """The tier and the places of a practice."""
    index, as_of = session.index, asked.scope.on or session.index.as_of
    holding = [seen for seen in practice.rows["rated_by"] if not seen.till or seen.till >= as_of]
    practice.ratings = sorted(holding, key=lambda seen: (seen.since, seen.scale, seen.claim), reverse=True)
    runners = {seen.subject for seen in practice.rows["runs"]}
    if practice.ratings:
        practice.tier = step_of(practice.ratings[0]) or RECOGNISED
    elif any(seen.subject not in runners for seen in practice.rows["evaluates"]):
        practice.tier = STUDIED
    elif runners or practice.rows["tried"]:
        practice.tier = EXAMPLE
    current = [seen for seen in practice.rows["runs"] if (not seen.till or seen.till >= as_of)
               and index.initiatives[seen.object].cells.get("status") not in _OVER]
    practice.running = bool(current)
    places = {place for seen in practice.rows["runs"] if len(into := index.successors(seen.subject)) == 1 for place in into
              if place in index.municipalities}
    inside = {place for place in places if session.resolver.inside(place, asked.scope)}
    practice.here, practice.elsewhere = _by_name(index, inside), _by_name(index, places - inside)


def step_of(rating: Seen) -> str:
    """The step of the shared scale that a rating gives: `III goede aanwijzingen` -> III; empty when its document names none."""
    return rating.scale.partition(" ")[0]


def _by_name(index: Index, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((index.municipalities[place].name for place in places), key=str.casefold))


def _shows(practice: Practice, minimum: str) -> bool:
    """Whether anything is known of it, and enough when a minimum is asked: only a rating with a step can reach that."""
    if not any(practice.rows.values()):
        return False
    return not minimum or practice.tier in SCALE[SCALE.index(minimum):]


def answer(session: Session, asked: Asked) -> Answer:
    """The practices by tier; within a tier those that run in the scope first."""
    scope, language = asked.scope, asked.language
    rows = session.observe(QUESTION, arguments(session, asked))
    found = practices(session, asked, rows)
    nodes = session.index.nodes({member for practice in found for member in practice.members})
    found.sort(key=lambda one: (TIERS.index(one.tier), -len(one.here), -len(one.elsewhere), nodes[one.leader].name, one.leader))
    shown = found[: asked.top] if asked.top else found
    of_theme = [seen.claim for seen in map(lambda cells: Seen(*cells), rows) if not seen.practice]
    ways = session.ways_out(QUESTION.id, replace(scope, region=None, alike=None), language, "" if found else "empty.what_works")
    if not found and asked.minimum:
        ways = _without_minimum(session, asked, rows, ways)
    return Answer(
        question=QUESTION.id, sentence=session.sentence(QUESTION, scope, language), kind=QUESTION.kind, params=dict(asked.params),
        as_of=scope.on or session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, language), rows=_rows(session, asked, shown, nodes), total=len(found),
        against=tuple(proof.evidence_for(session.store, session.index, of_theme, language).values()),
        notes=tuple(_notes(session, asked, rows, found)), **ways)


def _without_minimum(session: Session, asked: Asked, rows: Sequence[Sequence[str]], ways: dict[str, object]) -> dict[str, object]:
    """The first way on when a minimum leaves nothing: the same without it, if that has rows."""
    count = len(practices(session, replace(asked, minimum=""), rows))
    if not count or asked.scope.theme is None:
        return ways
    first = Suggestion(say("suggest.minimum", asked.language), {"theme": asked.scope.theme.id}, count)
    reason = say("empty.what_works.minimum", asked.language, theme=session.theme_name(asked.scope.theme.id, asked.language), step=asked.minimum)
    return {"empty_reason": reason, "suggestions": (first, *ways["suggestions"])[:3]}  # type: ignore[misc]


def _rows(session: Session, asked: Asked, shown: Sequence[Practice], nodes: Mapping[str, Node]) -> list[Row]:
    claims = {seen.claim for practice in shown for rows in practice.rows.values() for seen in rows}
    items = proof.evidence_for(session.store, session.index, claims, asked.language)
    others = session.index.nodes({seen.subject for practice in shown for name in ("evaluates", "disputes", "tried", "owns", "describes")
                                  for seen in practice.rows[name]} | {seen.object for practice in shown for seen in practice.ratings})
    askable = {one: others[one] for practice in shown for one in _to_ask(practice) if one in others}
    ways = proof.reachable(session.store, session.index, askable, asked.language)
    result = []
    for practice in shown:
        node = nodes[practice.leader]
        against = [seen.claim for name in ("disputes", "tried") for seen in practice.rows[name]]
        own = [seen.claim for name, rows in practice.rows.items() if name not in ("disputes", "tried") for seen in rows]
        described = [item for member in practice.members for item in proof.described_in(session.index, nodes[member], asked.language)]
        values = _values(session, practice, nodes, others, items, asked)
        result.append(Row(
            id=node.id, kind=node.kind, name=node.name, tier=practice.tier, values=values, why=_why(practice, values, asked),
            evidence=(*described, *proof.newest_first(items[claim] for claim in dict.fromkeys(own))),
            against=proof.newest_first(items[claim] for claim in dict.fromkeys(against)),
            reachable_via=tuple(way for one in _to_ask(practice) for way in ways.get(one, ()))))
    return result


def _limited(asked: Asked) -> bool:
    """Whether the scope takes in part of the municipalities only, so that there is an elsewhere."""
    return bool(asked.scope.region or asked.scope.size or asked.like)


def _to_ask(practice: Practice) -> list[str]:
    """Who owns or describes it, else who rated it."""
    owners = sorted({seen.subject for name in ("owns", "describes") for seen in practice.rows[name] if not seen.subject.startswith(("doc:", "person:"))})
    return owners or [practice.ratings[0].object] if practice.ratings else owners


def _values(session: Session, practice: Practice, nodes: Mapping[str, Node], others: Mapping[str, Node], items: Mapping[str, Evidence],
            asked: Asked) -> dict[str, object]:
    cells = [nodes[member].cells for member in practice.members]
    studied = {others[seen.subject].name for seen in practice.rows["evaluates"]}
    tried = [say("what_works.tried", asked.language, who=items[seen.claim].statement["subject"], outcome=say(f"outcome.{seen.detail}", asked.language))
             for seen in practice.rows["tried"] if seen.detail]
    return {"level": _level(practice.ratings, others, items, asked.language), "places": len(practice.here), "where": "; ".join(practice.here),
            "elsewhere": len(practice.elsewhere) if _limited(asked) else "", "working": "; ".join(cell["working_elements"] for cell in cells if "working_elements" in cell),
            "outcome": "; ".join(cell["outcome_claim"] for cell in cells if "outcome_claim" in cell),
            "studied": "; ".join(sorted(studied)), "disputed": _disputed(practice, items, asked.language),
            "tried": "; ".join(sorted(set(tried))), "ask": "; ".join(others[one].name for one in _to_ask(practice) if one in others)}


def _level(ratings: Sequence[Seen], others: Mapping[str, Node], items: Mapping[str, Evidence], language: str) -> str:
    """The newest rating that holds, in its document's words, with who judged and when; other judges after it."""
    said: dict[str, str] = {}
    for seen in ratings:
        item = items[seen.claim]
        if not (year := item.statement["from"][:4]):
            stated = item.stated_on[:4]
            year = say("what_works.document", language, year=stated) if stated else say("what_works.undated", language)
        said.setdefault(seen.object, f"{seen.level} ({others[seen.object].name}, {year})")
    return "; ".join(said.values())


def _disputed(practice: Practice, items: Mapping[str, Evidence], language: str) -> str:
    """Who disputes it and whether it is run all the same; empty when nobody does."""
    rows = practice.rows["disputes"]
    if not rows:
        return ""
    key = "what_works.disputed.runs" if practice.running else "what_works.disputed"
    said = sorted({": ".join(part for part in (items[seen.claim].statement["subject"], items[seen.claim].statement["role"]) if part)
                   for seen in rows})
    return say(key, language, by="; ".join(said))


def _why(practice: Practice, values: Mapping[str, object], asked: Asked) -> str:
    language = asked.language
    said = [str(values["disputed"])] if values["disputed"] else []
    said += [str(values["level"])] if values["level"] else []
    if practice.here:
        names = ", ".join(practice.here[:NAMED_AT_MOST]) + (" …" if len(practice.here) > NAMED_AT_MOST else "")
        said.append(counted("why.what_works.here" if _limited(asked) else "why.places", language, len(practice.here), names=names))
    if practice.elsewhere:
        said.append(counted("why.what_works.elsewhere", language, len(practice.elsewhere)))
    if not practice.here and not practice.elsewhere:
        said.append(say("why.what_works.nowhere", language))
    said += [say(f"why.what_works.{name}", language, what=values[name]) for name in ("working", "outcome", "studied") if values[name]]
    return "; ".join((*said, str(values["tried"]))) if values["tried"] else "; ".join(said)


def _notes(session: Session, asked: Asked, rows: Sequence[Sequence[str]], found: Sequence[Practice]) -> Iterable[str]:
    """What the order means, what a minimum left out, and for a place or likeness what it does."""
    language, scope = asked.language, asked.scope
    yield from session.region_notes(scope, language)
    yield from session.like_notes(asked.like, scope, language)
    if asked.minimum:
        left = [one for one in practices(session, replace(asked, minimum=""), rows) if one.tier not in SCALE]
        recognised = sum(1 for one in left if one.tier == RECOGNISED)
        yield say("note.what_works.minimum", language, step=asked.minimum, count=len(left), recognised=recognised)
    if found:
        yield say("note.what_works", language)


_COLUMNS = {"name": ("node", "approach"), "tier": ("text", "proof"), "level": ("text", "level"), "places": ("number", "places"), "where": ("text", "where"),
            "elsewhere": ("number", "elsewhere"), "working": ("text", "working"), "outcome": ("text", "outcome"), "studied": ("text", "studied"),
            "disputed": ("text", "disputed"), "tried": ("text", "tried"), "ask": ("text", "ask"), "why": ("text", "why")}
QUESTION = Question(
    id="what_works",
    sentence={"nl": "Wat werkt voor {theme}, en waar gebeurt dat in {region}?", "en": "What works for {theme}, and where is that done in {region}?"},
    needs=(19, 20, 27, 32, 34, 59), kind=TABLE, parameters=(THEME._replace(required=True), REGION, LAYER, ON, SIZE, MINIMUM, LIKE),
    observations=("signal", "practice", "subject", "object", "level", "scale", "detail", "since", "till", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="The root theme asks for every practice that is known: 52 to 180 ms at S; other themes median 7, p95 27 ms, "
         "most of it the evidence of families that run in a hundred places. "
         "All cases at S: median 8.4, p95 55.6 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "opvoeden en opgroeien"})
