"""The knowledge agenda of a region: which questions are open on which theme, who asks them, who could work on them there, and
which programme fits (one on the theme or something narrower, else on a broader one). Every item keeps the question and the asker that it comes from.

First come themes of which somebody in the region asks; then themes on which something goes on in the region while others
ask about them. Whether a question has been answered since is not known, so its date is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph import dates
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Row
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.agenda_reference import observations
from queries.questions.listing import ancestors, finished, named, theme_label, widest
from queries.questions.meeting import present
from queries.session import Session
from queries.words import column, counted, say

OWN, ELSEWHERE = "asked-here", "asked-elsewhere"
CORNERS = ("policy", "practice", "research")
_THINGS = ("question:", "prog:", "init:", "net:", "method:")
_WORKS = ("init:", "net:", "method:")  # what partners work on
_OVER = ("ended", "stopped", "merged", "planned")


class Seen(NamedTuple):
    """One observation; see queries/questions/agenda.rq."""

    signal: str
    thing: str
    other: str
    corner: str
    document: str
    claim: str


class Item(NamedTuple):
    """A theme of the agenda: its questions, who works on it there by corner, on what, and the programmes on it."""

    theme: str
    tier: str
    questions: tuple[str, ...]
    askers: tuple[str, ...]
    partners: Mapping[str, frozenset[str]]
    works: frozenset[str]
    programmes: tuple[str, ...]
    claims: frozenset[str]


class Known(NamedTuple):
    """The observations arranged: things by theme, and per thing what is said of it."""

    on_theme: Mapping[str, Sequence[Seen]]
    of_thing: Mapping[str, Sequence[Seen]]


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: what is about the theme's closure (or about any theme), the programmes about a broader one; the day."""
    index, on = session.index, asked.scope.on
    themes = set(asked.scope.themes or index.themes)
    above = {higher for theme in themes for higher in _above(session, theme)}
    things = index.on_themes(themes, _THINGS, on) | index.on_themes(above, ("prog:",), on)
    return {"thing": sorted(things - index.legal), "on": [on] if on else []}


def _above(session: Session, theme: str) -> list[str]:
    """The broader themes without the topmost: what is about everything fits nothing in particular."""
    return list(ancestors(session, theme))[:-1]


def answer(session: Session, asked: Asked) -> Answer:
    """The agenda: what the region asks itself first, most askers first."""
    language, scope = asked.language, asked.scope
    items, known = _items(session, asked)
    shown = items[: asked.top] if asked.top else items
    reason = "" if items else say("empty.agenda", language, theme=theme_label(session, scope, language), region=session.region_name(scope.region, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown, known), len(items), notes=[say("note.agenda", language)], empty_reason=reason,
                    ways=widest(session, asked, QUESTION, lambda other: len(_items(session, other)[0])))


def _items(session: Session, asked: Asked) -> tuple[list[Item], Known]:
    on_theme: dict[str, list[Seen]] = defaultdict(list)
    of_thing: dict[str, list[Seen]] = defaultdict(list)
    for cells in session.observe(QUESTION, arguments(session, asked)):
        row = Seen(*cells)
        if row.signal == "about":
            on_theme[row.other].append(row)
        else:
            of_thing[row.thing].append(row._replace(other=present(session, row.other)))
    known = Known(on_theme, of_thing)
    names = session.index.themes
    found = [item for theme in sorted(asked.scope.themes or names) if (item := _item(session, asked, theme, known))]
    return sorted(found, key=lambda item: (item.tier != OWN, -len(item.askers), -len(item.questions), names[item.theme].name.casefold(), item.theme)), known


def _item(session: Session, asked: Asked, theme: str, known: Known) -> Item | None:
    """A theme with its questions; None when nobody asks, or nobody of the region asks and nothing goes on there."""
    questions = [row for row in known.on_theme.get(theme, ()) if row.thing.startswith("question:")]
    own = [row for row in questions if asked.scope.region is None or any(_here(session, asked, asks.other) for asks in known.of_thing.get(row.thing, ()))]
    closure = session.index.closure(theme)
    rows = [row for narrower in closure for row in known.on_theme.get(narrower, ()) if row.thing.startswith(_WORKS)]
    rows = [row for row in rows if not _over(session, row.thing)]
    working = [(row, party) for row in rows for party in known.of_thing.get(row.thing, ()) if _takes_part(session, asked, row.thing, party)]
    if not own and not (questions and working):
        return None
    partners: dict[str, set[str]] = {corner: set() for corner in (*CORNERS, "")}
    for _, party in working:
        partners["policy" if party.other.startswith("gm:") else party.corner].add(party.other)
    programmes = _programmes(known, closure) or _programmes(known, _above(session, theme))
    shown = own or questions
    asks = [asks for row in shown for asks in known.of_thing.get(row.thing, ())]
    claims = {row.claim for row in (*shown, *asks, *programmes)} | {one.claim for pair in working for one in pair}
    claims |= {party.claim for row in programmes for party in known.of_thing.get(row.thing, ())}
    return Item(theme, OWN if own else ELSEWHERE, tuple(sorted({row.thing for row in shown})), tuple(sorted({one.other for one in asks})),
                {corner: frozenset(own_) for corner, own_ in partners.items()}, frozenset(row.thing for row, _ in working),
                tuple(dict.fromkeys(row.thing for row in programmes)), frozenset(claims))


def _programmes(known: Known, themes: Iterable[str]) -> list[Seen]:
    return [row for theme in themes for row in known.on_theme.get(theme, ()) if row.thing.startswith("prog:")]


def _here(session: Session, asked: Asked, actor: str) -> bool:
    """Whether an asker is of the region: a municipality in it, or active there for at least half of its places."""
    region = asked.scope.region
    if region is None or actor.startswith("gm:"):
        return region is None or actor in region.municipalities
    own = session.index.places_of.get(actor, frozenset())
    return bool(own) and 2 * len(own & region.municipalities) >= len(own)


def _takes_part(session: Session, asked: Asked, thing: str, party: Seen) -> bool:
    """Whether somebody works on a thing in the region: a municipality of it, or the thing runs there."""
    region = asked.scope.region
    if party.other.startswith("person:"):
        return False
    if region is None or party.other.startswith("gm:"):
        return region is None or party.other in region.municipalities
    where = session.index.where_run.get(thing) or session.index.places_of.get(thing)
    return bool(set(where) & region.municipalities) if where else _here(session, asked, party.other)


def _over(session: Session, thing: str) -> bool:
    node = session.index.initiatives.get(thing)
    return node is not None and node.cells.get("status") in _OVER


def _rows(session: Session, asked: Asked, shown: Sequence[Item], known: Known) -> list[Row]:
    language, index = asked.language, session.index
    items = proof.evidence_for(session.store, index, {claim for item in shown for claim in item.claims}, language)
    wanted = {one for item in shown for one in (*item.questions, *item.askers, *item.programmes, *item.works)}
    nodes = index.nodes(sorted(wanted | {one for item in shown for own in item.partners.values() for one in own}))
    calls: dict[str, list[Node]] = defaultdict(list)
    for call in session.store.nodes_of("Call") if any(item.programmes for item in shown) else ():
        calls[call.cells.get("programme", "")].append(call)
    reach = proof.reachable(session.store, index, {one: nodes[one] for item in shown for one in item.askers if one in nodes}, language)
    result = []
    for item in shown:
        running = [nodes[one] for one in item.programmes if _runs(nodes[one], asked.scope.on or index.as_of)]
        values = {"count": len(item.questions), "askers": named((nodes[one].name for one in item.askers), language),
                  "partners": len({one for own in item.partners.values() for one in own}),
                  "programmes": named((node.name for node in running), language)}
        described = [proved for one in item.questions for proved in proof.described_in(index, nodes[one], language)]
        result.append(Row(
            id=item.theme, kind="theme", name=session.theme_name(item.theme, language), tier=item.tier, values=values,
            why=" ".join(_paragraphs(item, running, calls, known, nodes, language)),
            evidence=(*described, *proof.newest_first(items[claim] for claim in item.claims)),
            reachable_via=tuple(dict.fromkeys(way for one in item.askers for way in reach.get(one, ())))))
    return result


def _paragraphs(item: Item, running: Sequence[Node], calls: Mapping[str, Sequence[Node]], known: Known, nodes: Mapping[str, Node],
                language: str) -> Iterator[str]:
    """The item as a few sentences: the questions, who works on it, on what, and where money or a programme may be."""
    texts = [_text(nodes[one], known.of_thing.get(one, ()), nodes, language) for one in item.questions]
    yield counted("regional.questions", language, len(texts), texts="; ".join(texts))
    for corner in CORNERS:
        if item.partners[corner]:
            yield say(f"regional.partners.{corner}", language, names=named((nodes[one].name for one in item.partners[corner]), language))
    if missing := [say(f"tier.{corner}", language) for corner in CORNERS if not item.partners[corner]]:
        yield say("regional.missing", language, corners=", ".join(missing))
    if item.works:
        yield say("regional.works", language, names=named((nodes[one].name for one in item.works), language))
    if running:
        offered = [call for node in running for call in calls.get(node.id, ())]
        yield say("regional.programmes", language, names=named((node.name for node in running), language))
        if offered:
            years = (f"{call.name} ({call.cells['year']})" if call.cells.get("year") else call.name for call in offered)
            yield say("regional.calls", language, names=named(years, language))
    else:
        yield say("regional.no-programme", language)


def _text(question: Node, said: Iterable[Seen], nodes: Mapping[str, Node], language: str) -> str:
    """A question in its own words, with who asked it and when."""
    askers = ", ".join(sorted({nodes[row.other].name for row in said if row.signal == "asks" and row.other in nodes})) or say("bundle.nobody", language)
    return f"“{question.cells.get('text', question.name)}” ({', '.join(part for part in (askers, question.cells.get('date', '')) if part)})"


def _runs(programme: Node, as_of: str) -> bool:
    """Whether a programme runs or may run on a day: it has begun, and is not known to have ended."""
    begin, end = (dates.interval(programme.cells.get(name, "")) for name in ("from", "until"))
    return not (end and end.latest < as_of) and not (begin and begin.earliest > as_of)


def _text_column(name: str, kind: str = "text") -> Column:
    return Column(name, kind, "", column(f"agenda.{name}"))


QUESTION = Question(
    id="agenda",
    sentence={"nl": "Kennisagenda van {region}: welke vragen over {theme} staan open, en wie kan eraan werken?",
              "en": "Knowledge agenda of {region}: which questions about {theme} are open, and who could work on them?"},
    needs=(45, 46), kind=TABLE, parameters=(THEME, REGION, LAYER, ON), observations=("signal", "thing", "other", "corner", "document", "claim"),
    columns=(Column("name", "node", "", column("agenda.name")), Column("tier", "text", "", column("agenda.tier")), _text_column("count", "number"),
             _text_column("askers"), _text_column("partners", "number"), _text_column("programmes"), Column("why", "text", "", column("agenda.why"))),
    cost="Without a theme it takes everything that is about anything with all who take part, since a region's agenda may hold any theme: 170 to 250 ms of "
         "processor time on the shipped data, and once for all regions, since the observations do not depend on the region. A theme: up to 45 ms. "
         "All cases at S: median 24.6, p95 134 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"region": "provincie Noord-Brabant"})
