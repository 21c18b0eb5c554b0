"""Events that show something on a theme: their sessions, the initiatives presented there, organisers, place and date.

An event is on a theme through a session about it or an initiative about it that was presented there; its name alone says nothing.
In a region it counts when it was held or hosted there, or when something that runs there was shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph import dates
from graph.records import split_list
from graph.store import Node
from queries import evidence as proof
from queries.answer import Answer, Evidence, Row
from queries.index import counts_on
from queries.question import LAYER, ON, REGION, TABLE, THEME, Asked, Column, Question
from queries.questions.events_reference import observations
from queries.questions.listing import around, finished, named, theme_label, wider
from queries.questions.whereabouts import municipalities_named
from queries.recency import published_by
from queries.session import Session
from queries.words import column, counted, say

HELD, SHOWN = "held", "shown"  # how an event is in a region


class Seen(NamedTuple):
    """One observation; see queries/questions/events.rq."""

    signal: str
    event: str
    session: str
    other: str
    document: str
    claim: str


@dataclass(slots=True)
class Event:
    """An event with its observations, and what of it is on the theme: sessions and presented initiatives."""

    node: Node
    rows: list[Seen] = field(default_factory=list)
    sessions: dict[str, str] = field(default_factory=dict)  # all of them, with the claim or nothing
    on_theme: set[str] = field(default_factory=set)  # sessions and initiatives
    themes: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)  # initiatives
    claims: set[str] = field(default_factory=set)  # that what is shown is about a theme, or runs in the region
    here: str = ""


def arguments(session: Session, asked: Asked) -> dict[str, list[str]]:
    """What the query gets: events with something on the theme or near it and their sessions; all events without a theme."""
    parents = _parents(session)
    if asked.scope.theme is None:
        events = {node.id for node in session.store.nodes_of("Event")}
    else:
        themes = set(around(session, asked.scope))
        things = set(session.index.things(themes, asked.scope.on))
        direct = {link.object for link in session.index.links("presented_at") if link.subject in things}
        direct |= session.index.on_themes(themes, ("event:", "session:"))
        events = {parents.get(one, one) for one in direct if one.startswith(("event:", "session:"))}
    sessions = {one for one, event in parents.items() if event in events}
    return {"event": sorted(events), "session": sorted(sessions), "on": [asked.scope.on] if asked.scope.on else []}


def _parents(session: Session) -> dict[str, str]:
    """The event of each session."""
    return session.once(("events", "parents"), lambda: {link.subject: link.object for link in session.index.links("part_of")
                                                        if link.object.startswith("event:")})


def events(session: Session, asked: Asked) -> list[Event]:
    """The events in scope, newest first, those without a date last."""
    given = arguments(session, asked)
    parents, index = _parents(session), session.index
    found = {node.id: Event(node) for node in index.nodes(given["event"]).values()}
    for cells in session.observe(QUESTION, given):
        row = Seen(*cells)
        event = found.get(row.event or parents.get(row.session, ""))
        if event:
            event.rows.append(row)
            _note(session, asked, event, row)
    kept = [event for event in found.values() if _counts(session, asked, event) and _inside(session, asked, event)]
    kept.sort(key=lambda event: event.node.id)
    kept.sort(key=lambda event: event.node.name.casefold())
    return sorted(kept, key=lambda event: _day(event), reverse=True)


def _day(event: Event) -> str:
    day = dates.interval(event.node.cells.get("date", ""))
    return day.earliest if day else ""


def _note(session: Session, asked: Asked, event: Event, row: Seen) -> None:
    """What a row adds to its event."""
    wanted = set(asked.scope.themes)
    if row.signal == "part_of":
        event.sessions[row.other] = row.claim
    elif row.signal == "about":
        event.themes.add(row.other)
        if row.other in wanted:
            event.on_theme.add(row.session)
    elif row.signal == "presented_at":
        event.shown.add(row.other)
        for link in session.index.about_of.get(row.other, ()):
            if counts_on(link, asked.scope.on) and (not wanted or link.object in wanted):
                event.themes.add(link.object)
                event.claims.add(link.id)
                event.on_theme.add(row.other)


def _counts(session: Session, asked: Asked, event: Event) -> bool:
    """Whether it is on the theme, and was held or told of by the day asked."""
    on = asked.scope.on
    if asked.scope.theme and not event.on_theme:
        return False
    if on and _day(event) > on:
        return False
    return not on or bool(event.rows) or any(published_by(session.index, document, on)
                                             for document in split_list(event.node.cells.get("document", "")))


def _inside(session: Session, asked: Asked, event: Event) -> bool:
    """Whether it was held or hosted in the region, or shows something that runs there; notes which."""
    region = asked.scope.region
    if region is None:
        return True
    index = session.index
    hosts = {gm for row in event.rows if row.signal in ("hosts", "organises") for gm in index.successors(row.other)}
    if (municipalities_named(session, event.node.cells.get("place", "")) | hosts) & region.municipalities:
        event.here = HELD
    elif any(index.run_in.get(thing, frozenset()) & region.municipalities for thing in event.shown & (event.on_theme or event.shown)):
        event.here = SHOWN
        event.claims |= {link.id for link in index.links("runs") if link.object in event.shown
                         and counts_on(link, asked.scope.on) and set(index.successors(link.subject)) & region.municipalities}
    return bool(event.here)


def answer(session: Session, asked: Asked) -> Answer:
    """The events, newest first."""
    language = asked.language
    found = events(session, asked)
    shown = found[: asked.top] if asked.top else found
    reason = "" if found else say("empty.events", language, theme=theme_label(session, asked.scope, language),
                                  region=session.region_name(asked.scope.region, language))
    return finished(session, asked, QUESTION, _rows(session, asked, shown), len(found), notes=[say("note.events", language)],
                    empty_reason=reason, ways=wider(session, asked, lambda other: len(events(session, other))))


def _rows(session: Session, asked: Asked, shown: Sequence[Event]) -> list[Row]:
    others = {row.other for event in shown for row in event.rows} | {one for event in shown for one in event.on_theme}
    nodes = session.index.nodes(others)
    claims = {row.claim for event in shown for row in event.rows} | {claim for event in shown for claim in event.claims}
    items = proof.evidence_for(session.store, session.index, claims, asked.language)
    return [_row(session, asked, event, nodes, items) for event in shown]


def _row(session: Session, asked: Asked, event: Event, nodes: dict[str, Node], items: dict[str, Evidence]) -> Row:
    language, cells = asked.language, event.node.cells

    def listed(identifiers: Iterable[str]) -> str:
        return named((nodes[one].name for one in identifiers if one in nodes), language)

    by_signal: dict[str, list[str]] = defaultdict(list)
    for row in event.rows:
        by_signal[row.signal].append(row.other)
    wanted = event.on_theme if asked.scope.theme else {*event.sessions, *event.shown}
    values = {"date": cells.get("date", ""), "place": ", ".join(part for part in (cells.get("venue"), cells.get("place")) if part),
              "organisers": listed(by_signal["organises"]), "hosts": listed(by_signal["hosts"]),
              "sessions": listed(one for one in wanted if one in event.sessions), "presented": listed(wanted & event.shown),
              "others": len(event.sessions.keys() - wanted),
              "themes": named((session.theme_name(theme, language) for theme in event.themes
                               if not asked.scope.theme or theme in asked.scope.themes), language)}
    documents = {items[row.claim].document for row in event.rows}
    own = [item for item in proof.described_in(session.index, event.node, language) if item.document not in documents]
    claims = dict.fromkeys([row.claim for row in event.rows] + sorted(event.claims))
    return Row(id=event.node.id, kind="event", name=event.node.name, values=values, why=_why(asked, event, wanted),
               evidence=proof.newest_first([*(items[claim] for claim in claims), *own]))


def _why(asked: Asked, event: Event, wanted: set[str]) -> str:
    """What makes it an answer: sessions, presentations, and how it is in the region."""
    language = asked.language
    sessions, presented = len(wanted & event.sessions.keys()), len(wanted & event.shown)
    said = [counted("why.events.sessions", language, sessions)] if sessions else []
    said += [counted("why.events.presented", language, presented)] if presented else []
    if event.here:
        said.append(say(f"why.events.{event.here}", language))
    return "; ".join(said) or say("why.events.nothing", language)


_COLUMNS = {"name": ("node", "events.event"), "date": ("date", "events.date"), "place": ("text", "events.place"),
            "organisers": ("text", "events.organisers"), "hosts": ("text", "events.hosts"), "sessions": ("text", "events.sessions"),
            "presented": ("text", "events.presented"), "others": ("number", "events.others"), "themes": ("text", "events.themes"),
            "why": ("text", "why")}
QUESTION = Question(
    id="events",
    sentence={"nl": "Welke bijeenkomsten lieten iets zien over {theme} in {region}?", "en": "Which events showed something about {theme} in {region}?"},
    needs=(24,), kind=TABLE, parameters=(THEME, REGION, LAYER, ON),
    observations=("signal", "event", "session", "other", "document", "claim"),
    columns=tuple(Column(name, kind, "", column(label)) for name, (kind, label) in _COLUMNS.items()),
    cost="An empty answer looks for ways on, each an answer of its own: up to 60 ms of processor time on the shipped data. With "
         "rows: 15 to 30 ms. "
         "All cases at S: median 12.5, p95 57.6 ms (benchmarks/RESULTS.md).",
    arguments=arguments, reference=observations, answer=answer, example={"theme": "jeugd"})
