"""How an approach spread over time, place and size, and from whom: a row per adopter, in order of beginning.

A start is a range of days (queries/questions/spread_of.py), so the number that had it by then is one too: at least, at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graph import dates
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row, Suggestion
from queries.question import LAYER, LIKE, ON, PRACTICE, REGION, SERIES, SIZE, Asked, Column, Question
from queries.questions.listing import finished, named, wider
from queries.questions.spread_of import EXACT, UNKNOWN, Adopter, Start, adopters, chain, reached
from queries.questions.spread_reference import observations
from queries.scope import SIZES
from queries.session import Session
from queries.words import column, say


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: the family or method, the day."""
    return {"practice": [asked.practice], "on": [asked.scope.on] if asked.scope.on else []}


def answer(session: Session, asked: Asked) -> Answer:
    """A row per adopter in the scope. The numbers count the scope, the sources may lie outside it."""
    language, scope = asked.language, asked.scope
    everybody = _everybody(session, asked)
    found = [one for one in everybody if session.resolver.inside(one.actor, scope)]
    sources = {actor for one in everybody for actor in (one.actor, *(source.actor for source in one.sources))}
    nodes = session.index.nodes({asked.practice, *sources})
    found.sort(key=lambda one: (not one.start.latest, one.start.latest, one.start.earliest or one.start.latest, nodes[one.actor].name, one.actor))
    shown = found[:asked.top] if asked.top else found
    name = nodes[asked.practice].name
    fields = {"practice": name, "region": session.region_name(scope.region, language)}
    return finished(session, asked, QUESTION, _rows(session, asked, shown, found, everybody, nodes), len(found),
                    sentence=say("sentence.spread", language, **fields),
                    notes=_notes(session, asked, found, nodes) if found else (),
                    empty_reason="" if found else say("empty.spread", language, **fields), ways=_ways(session, asked))


def _everybody(session: Session, asked: Asked) -> list[Adopter]:
    return adopters(session.observe(QUESTION, arguments(session, asked)), session.index, asked.scope.on or session.index.as_of)


def _count(session: Session, asked: Asked) -> int:
    return sum(1 for one in _everybody(session, asked) if session.resolver.inside(one.actor, asked.scope))


def _ways(session: Session, asked: Asked) -> Iterator[Suggestion]:
    """Wider in time, place and size; then approaches on the same themes."""
    yield from wider(session, asked, lambda other: _count(session, other))
    if asked.scope.size or asked.scope.alike is not None:
        whole = replace(asked.scope, size="", alike=None)
        params = {name: str(value) for name, value in asked.params.items() if name in ("practice", "region", "on")}
        yield Suggestion(say("suggest.any-size", asked.language), params, _count(session, replace(asked, scope=whole)))
    index = session.index
    own = [asked.practice, *index.initiatives_of.get(asked.practice, ())]
    themes = {link.object for one in own for link in index.about_of.get(one, ())}
    sizes = {practice: len(initiatives) for practice, initiatives in index.initiatives_of.items()
             if practice != asked.practice and not practice.startswith("init:")
             and any(link.object in themes for one in initiatives for link in index.about_of.get(one, ()))}
    for practice in sorted(sizes, key=lambda practice: (-sizes[practice], practice)):
        params = {"practice": practice} | {name: str(value) for name, value in asked.params.items() if name in ("region", "on", "size", "like")}
        yield Suggestion(say("suggest.practice", asked.language, practice=index.nodes([practice])[practice].name), params,
                         _count(session, replace(asked, practice=practice)))


def _rows(session: Session, asked: Asked, shown: Sequence[Adopter], found: Sequence[Adopter], everybody: Sequence[Adopter],
          nodes: Mapping[str, Node]) -> list[Row]:
    language, index = asked.language, session.index
    by_actor = {one.actor: one for one in everybody}
    kept = {one.actor: {row.claim for row in one.rows} | {source.claim for step in chain(one.actor, by_actor) if step in by_actor
                                                          for source in by_actor[step].sources} for one in shown}
    items = proof.evidence_for(session.store, index, {claim for claims in kept.values() for claim in claims}, language)
    result = []
    for number, one in enumerate(shown):
        province = index.regions.get(index.layers_of.get(one.actor, {}).get("provincie", ""))
        least, most = reached(found, one.start.latest) if one.start.latest and one.counted else (0, 0)
        result.append(Row(
            id=one.actor, kind=one.actor.partition(":")[0], name=nodes[one.actor].name,
            values={"period": _period(one.start, language), "earliest": one.start.earliest, "latest": one.start.latest,
                    "known": say(f"start.{one.start.kind}", language), "state": say(f"spread.{one.state}", language),
                    "size": _size(index.municipalities.get(one.actor), language), "province": province.name if province else "",
                    "source": _source(one, nodes, language), "reached": (str(least) if least == most else f"{least}–{most}") if most else "",
                    "least": least or "", "most": most or ""},
            why=_why(one, by_actor, nodes, language),
            evidence=proof.newest_first(items[claim] for claim in kept[one.actor])))
    return result


def _period(start: Start, language: str) -> str:
    """The start in words: `2018`, `uiterlijk 2016`, or that it is not known."""
    if start.kind == UNKNOWN:
        return ""
    if start.kind == EXACT:
        return as_given(start)
    return say("start.at-latest", language, day=last_as_given(start.latest))


def as_given(start: Start) -> str:
    """An exact start as a date of the precision that it has: a year, a month, a day, or the days it lies between."""
    for text in (start.latest[:4], start.latest[:7], start.latest):
        if dates.interval(text) == (start.earliest, start.latest):
            return text
    return f"{start.earliest}–{start.latest}"


def last_as_given(day: str) -> str:
    """A last possible day as short as it says the same: the year or month that ends then, else the day."""
    return next(text for text in (day[:4], day[:7], day) if (bounds := dates.interval(text)) and bounds.latest == day)


def _size(node: Node | None, language: str) -> str:
    inhabitants = node.cells.get("inhabitants", "") if node else ""
    return next((say(f"size.{name}", language) for name, (least, most) in SIZES.items() if inhabitants and least <= int(inhabitants) < most), "")


def _source(one: Adopter, nodes: Mapping[str, Node], language: str) -> str:
    said = [say("source.inferred", language, who=nodes[source.actor].name) if source.inferred else nodes[source.actor].name for source in one.sources]
    return named(said, language)


def _why(one: Adopter, by_actor: Mapping[str, Adopter], nodes: Mapping[str, Node], language: str) -> str:
    """Since when, how that is known, and along which way it came."""
    parts = [say(f"why.spread.{one.start.kind}", language, period=_period(one.start, language))]
    steps = chain(one.actor, by_actor)
    if steps:
        parts.append(say("spread.from", language, steps=say("spread.step", language).join(nodes[step].name for step in steps)))
    return "; ".join(parts)


def _notes(session: Session, asked: Asked, found: Sequence[Adopter], nodes: Mapping[str, Node]) -> list[str]:
    """How it spread, how far by size class, and how much of the time line is known."""
    language, index = asked.language, session.index
    family = index.families.get(asked.practice)
    notes = [say(f"note.spread.{family.cells['spread']}", language)] if family else []
    counted = [one for one in found if one.counted]
    for size, (least, most) in SIZES.items():
        group = [gm for gm in index.present() if least <= int(index.municipalities[gm].cells.get("inhabitants", -1)) < most
                 and session.resolver.inside(gm, asked.scope)]
        own = [one for one in counted if one.actor in group]
        if group:
            first = next((_period(one.start, language) for one in own if one.start.latest), "") or say("start.unknown", language)
            fields = {"size": say(f"note.size.{size}", language), "of": len(group)}
            share = round(100 * len(own) / len(group)) or "<1"
            notes.append(say("note.spread.size", language, count=len(own), share=share, first=first, **fields) if own
                         else say("note.spread.size.none", language, **fields))
    exact = sum(1 for one in counted if one.start.kind == EXACT)
    return [*notes, *([say("note.spread.dates", language, exact=exact, count=len(counted))] if exact < len(counted) else [])]


def _text(name: str) -> Column:
    return Column(name, "text", "", column(f"spread.{name}"))


QUESTION = Question(
    id="spread",
    sentence={"nl": "Hoe verspreidde {practice} zich in {region}, en van wie kwam het?",
              "en": "How did {practice} spread in {region}, and from whom?"},
    needs=(25, 37), kind=SERIES, parameters=(PRACTICE._replace(required=True), REGION, LAYER, SIZE, LIKE, ON),
    observations=("signal", "subject", "object", "about", "detail", "earliest", "latest", "status", "finished", "since",
                  "basis", "document", "claim"),
    columns=(Column("name", "node", "", column("spread.name")), _text("period"), _text("known"), _text("reached"), _text("size"), _text("province"),
             _text("source"), _text("state"), Column("earliest", "date", "", column("spread.earliest")),
             Column("latest", "date", "", column("spread.latest")), Column("least", "number", "", column("spread.least")),
             Column("most", "number", "", column("spread.most")), Column("why", "text", "", column("why"))),
    arguments=arguments, reference=observations, answer=answer, example={"practice": "family:wijk-ggd"})
