"""Does this exist already? The entries that look like a text, and who knows of them (docs/questions.md).

The text index chooses what looks like it; the query returns what is known of that, with claims. "Nothing
found" is an answer: FOUND says how like the best entry must be. Why and how well: docs/decisions/0013-everyday-words.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.schema import schema
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Part, Row
from queries.binding import observe
from queries.questions.known_already_reference import observations
from queries.questions.known_already_words import Matcher, empty, names_in_short, places_of
from queries.question import LAYER, RANKED, REGION, TEXT, YEAR, Asked, Column, Question
from queries.ranking import ranks
from queries.session import Session
from queries.textindex import Found
from queries.words import counted, say

LONGEST = 20_000  # characters that are compared; about seven pages
FOUND = 0.40  # how much of the text the best must cover by words and themes, or be nearer in meaning instead
SHOWN = 0.18  # how like the others must be
ASKED_AT_MOST = 5  # parties whom to ask, nearest first; the column `where` names the municipalities
_ASK = ("owns", "leads", "runs", "asks", "funds")  # whom to ask, in this order
_SIGNALS = ("words", "themes", "meaning")


class Fact(NamedTuple):
    """One observation; the field names are the query's columns."""

    candidate: str
    relation: str
    other: str
    level: str
    scale: str
    since: str
    till: str
    document: str
    claim: str


def look_up(session: Session, asked: Asked) -> list[Found]:
    """Everything that looks like the text inside the region and year, best first, before the threshold."""
    session.texts.add_meaning()
    region = asked.scope.region.municipalities if asked.scope.region else None
    return [found for found in session.texts.search(asked.text[:LONGEST])
            if (region is None or found.places & region) and (not asked.year or not found.last or found.last >= asked.year)]


def kept(found: Sequence[Found]) -> list[Found]:
    """Those that count as found: none unless one covers enough of the text, then all that are like enough."""
    if max((one.likeness.covered for one in found), default=0.0) < FOUND:
        return []
    return [one for one in found if one.likeness.total >= SHOWN]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the nodes of the entries that will be shown."""
    return _arguments(session, _shown(kept(look_up(session, asked)), asked))


def _shown(found: Sequence[Found], asked: Asked) -> Sequence[Found]:
    return found[: asked.top] if asked.top else found


def _arguments(session: Session, shown: Sequence[Found]) -> dict[str, list[str]]:
    members = {member for found in shown for member in found.members}
    return {"candidate": sorted(members | set(_programmes(session, shown).values()))}


def _programmes(session: Session, shown: Sequence[Found]) -> dict[str, str]:
    """The programme of each call shown: those who lead it can be asked about the call."""
    calls = session.store.nodes([found.id for found in shown if found.kind == "call"])
    return {identifier: node.cells["programme"] for identifier, node in calls.items() if node.cells.get("programme")}


def answer(session: Session, asked: Asked) -> Answer:
    """The nearest entries with why, evidence level, where they run and whom to ask; or that there is none."""
    near = look_up(session, asked)
    found = kept(near)
    shown = _shown(found, asked)
    rows = _rows(session, asked, shown)
    for row, (place, shared) in zip(rows, ranks([(0, one.likeness.total) for one in found]), strict=False):
        row.rank, row.shared = place, shared
    reason, ways = ("", ()) if found else empty(session, asked, near, FOUND, _count)
    return Answer(
        question=QUESTION.id, sentence=session.sentence(QUESTION, asked.scope, asked.language), kind=QUESTION.kind,
        params=dict(asked.params), as_of=session.index.as_of, data_version=session.index.version, store=session.store.address,
        columns=session.columns(QUESTION, asked.language), rows=rows, total=len(found), notes=_notes(session, asked),
        empty_reason=reason, suggestions=ways)


def _count(session: Session, asked: Asked) -> int:
    return len(kept(look_up(session, asked)))


def _notes(session: Session, asked: Asked) -> tuple[str, ...]:
    language = asked.language
    notes = [say("note.cut", language, count=LONGEST)] if len(asked.text) > LONGEST else []
    return (*notes, say("note.meaning" if session.texts.meaning else "note.words", language))


class _Known(NamedTuple):
    """What the rows share: facts by entry, evidence by claim, nodes and ways to reach by actor."""

    facts: Mapping[str, list[Fact]]
    claims: Mapping[str, Evidence]
    nodes: Mapping[str, Node]
    about: Mapping[str, Mapping[str, str]]


def _rows(session: Session, asked: Asked, shown: Sequence[Found]) -> list[Row]:
    """Rows in the order of `shown`. One query, one look-up of claims and one of nodes for all of them."""
    if not shown:
        return []
    matcher = Matcher(session, asked.text[:LONGEST])
    facts = _facts(session, shown)
    themes = {found.id: matcher.themes(found) for found in shown}
    about = {found.id: _about(session, found, themes[found.id]) for found in shown}
    claims = {fact.claim for some in facts.values() for fact in some} | {claim for some in about.values() for claim in some.values()}
    known = _Known(facts, proof.evidence_for(session.store, session.index, claims, asked.language),
                   session.store.nodes({found.id for found in shown} | {fact.other for some in facts.values() for fact in some}), about)
    asking = {found.id: _whom_to_ask(session, asked, found, facts[found.id]) for found in shown}
    ways = proof.reachable(session.store, session.index, {actor: known.nodes[actor] for some in asking.values() for actor in some
                                                          if actor in known.nodes}, asked.language)
    rows = []
    for found in shown:
        row = _row(session, asked, found, known, themes[found.id])
        row.values["ask"] = "; ".join(known.nodes[actor].name for actor in asking[found.id] if actor in known.nodes)
        row.reachable_via = tuple(way for actor in asking[found.id] for way in ways.get(actor, ()))
        rows.append(row)
    return rows


def _facts(session: Session, shown: Sequence[Found]) -> dict[str, list[Fact]]:
    rows = [Fact(*row) for row in observe(QUESTION, session.store, _arguments(session, shown))]
    programmes = _programmes(session, shown)
    by_node: dict[str, list[Fact]] = {}
    for row in rows:
        by_node.setdefault(row.candidate, []).append(row)
    return {found.id: [fact for node in dict.fromkeys((*found.members, programmes.get(found.id, "")))
                       for fact in by_node.get(node, ())] for found in shown}


def _about(session: Session, found: Found, themes: Sequence[str]) -> dict[str, str]:
    """One claim per matching theme that says the entry is about it: of its leading node first."""
    links = session.index.about_of
    result: dict[str, str] = {}
    for member in found.members:
        for link in links.get(member, ()):
            if link.object in themes:
                result.setdefault(link.object, link.id)
    return result


def _whom_to_ask(session: Session, asked: Asked, found: Found, facts: Sequence[Fact]) -> list[str]:
    """Who owns, leads, runs, asks or funds it: organisations first, then municipalities of the region, by id."""
    region = asked.scope.region.municipalities if asked.scope.region else frozenset()
    wanted = []
    for fact in facts:
        if fact.relation in _ASK and not fact.till and not fact.other.startswith("person:"):
            municipality = fact.other.startswith("gm:")
            wanted.append((municipality, bool(region) and fact.other not in region, _ASK.index(fact.relation), fact.other))
    return list(dict.fromkeys(other for *_, other in sorted(wanted)))[:ASKED_AT_MOST]


def _row(session: Session, asked: Asked, found: Found, known: _Known, themes: Sequence[str]) -> Row:
    language, facts = asked.language, known.facts[found.id]
    places, where = places_of(session, asked, found)
    level = _level(facts, session.index.as_of)
    parts = _parts(found, known.about[found.id], language)
    names = [session.theme_name(theme, language) for theme in themes]
    kind = schema().by_prefix[found.kind].labels[language]
    values = {"kind": kind, "words": ", ".join(found.likeness.matched), "themes": ", ".join(names),
              "level": level, "where": where, "places": len(places), "ended": found.last}
    why = [kind] + [say(f"why.match.{name}", language, what=values[name]) for name in ("words", "themes") if values[name]]
    why += [say("why.match.meaning", language)] if found.likeness.meaning and not found.likeness.matched else []
    why += [say("why.level", language, level=level)] if level else []
    why += [counted("why.places", language, len(places), names=names_in_short(places))] if places else []
    why += [say("why.ended", language, year=found.last)] if found.last and found.last < session.index.as_of[:4] else []
    evidence = [known.claims[claim] for claim in dict.fromkeys([fact.claim for fact in facts] + list(known.about[found.id].values()))
                if claim in known.claims]
    own = proof.described_in(session.index, known.nodes[found.id], language)
    return Row(id=found.id, kind=found.kind, name=found.name, values=values, score=sum(part.points for part in parts),
               parts=parts, why="; ".join(why), evidence=(*own, *proof.newest_first(evidence)))


def _parts(found: Found, about: Mapping[str, str], language: str) -> tuple[Part, ...]:
    """Points by words, themes and meaning; they add up to the likeness."""
    values = {"words": found.likeness.words, "themes": found.likeness.themes, "meaning": found.likeness.meaning}
    facts: dict[str, dict[str, object]] = {"words": {"words": list(found.likeness.matched)}, "themes": {"themes": list(about)}}
    return tuple(Part(name, say(f"signal.{name}", language), values[name], 1.0, values[name],
                      tuple(about.values()) if name == "themes" else (), facts.get(name, {}))
                 for name in _SIGNALS if values[name])


def _level(facts: Sequence[Fact], as_of: str) -> str:
    """The newest rating that still holds: level, scale when it says more, and year."""
    ratings = [fact for fact in facts if fact.relation == "rated_by" and (not fact.till or fact.till >= as_of)]
    if not ratings:
        return ""
    newest = max(ratings, key=lambda fact: (fact.since, fact.claim))
    return f"{newest.level} ({newest.since[:4]})" if newest.since else newest.level


def _column(name: str, kind: str, unit: str = "", key: str = "") -> Column:
    return Column(name, kind, unit, {language: say(f"column.{key or name}", language) for language in ("nl", "en")})


QUESTION = Question(
    id="known_already",
    sentence={"nl": "Bestaat dit al in {region}?", "en": "Does this exist already in {region}?"},
    needs=(5, 2, 17), kind=RANKED, parameters=(TEXT._replace(required=True), REGION, LAYER, YEAR),
    observations=("candidate", "relation", "other", "level", "scale", "since", "till", "document", "claim"),
    columns=(_column("rank", "number"), _column("name", "node", key="existing"), _column("kind", "text"),
             _column("score", "score", key="likeness"), _column("words", "text"), _column("themes", "text"),
             _column("level", "text"), _column("places", "number"), _column("where", "text"), _column("ask", "text"),
             _column("ended", "text"), _column("why", "text")),
    arguments=arguments, reference=observations, answer=answer,
    example={"text": "vrijwilligers rijden ouderen met hun eigen auto naar de dokter"})
