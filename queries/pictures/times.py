"""What the time page draws: how many had an approach by when, as a range, and the time of each thing with what is unsure of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph import dates
from queries.answer import Row
from queries.profiles.profile import profile_of
from queries.profiles.timeline import Moment, ordered, own_time, timeline
from queries.session import Session

_RUNNING = ("running", "")  # states of something without a known end that may go on until the data date


class Level(NamedTuple):
    """From a day on (ISO): at least and at most so many had it."""

    day: str
    least: int
    most: int


class Bar(NamedTuple):
    """A stretch of time on a line of its own: `sure` or not, from and until an ISO day."""

    id: str
    since: str
    until: str
    sure: bool


def curve(rows: Sequence[Row], as_of: str) -> list[Level]:
    """The range at each day on which it changes, from the rows of `spread`: dated adopters only.

    At least those whose latest possible start lies on or before the day, at most those whose earliest does; one of whom only "by then" is
    known may have begun at any time before, so it counts among the most from the first day on.
    """
    starts = [(str(row.values["earliest"] or ""), str(row.values["latest"])) for row in rows if row.values["most"]]
    days = sorted({day for pair in starts for day in pair if day} | ({as_of} if starts else set()))
    return [Level(day, sum(latest <= day for _, latest in starts), sum(earliest <= day for earliest, _ in starts)) for day in days if day <= as_of]


def start_bars(rows: Sequence[Row], first: str) -> list[Bar]:
    """Per dated adopter the days on which it can have begun; one known "by then" only from the first day of the picture."""
    return [Bar(row.id, str(row.values["earliest"] or first), str(row.values["latest"]), bool(row.values["earliest"]))
            for row in rows if row.values["latest"]]


def moments_of(session: Session, identifier: str, language: str) -> tuple[Moment, ...]:
    """The dated moments of a node: its timeline; of a theme the programmes on it or something narrower."""
    if not identifier.startswith("theme:"):
        return tuple(one for one in timeline(session, profile_of(session, identifier, language), language) if one.first or one.last)
    themes = set(session.index.closure(identifier))
    wanted = session.index.on_themes(themes, ("prog:", "call:"))
    nodes = session.index.nodes(sorted(wanted))
    found = (own_time(node, node.name, "", language)._replace(claims=tuple(link.id for link in session.index.about_of[node.id] if link.object in themes))
             for node in nodes.values())
    return ordered(one for one in found if one.first or one.last)


def bars(number: str, moment: Moment, as_of: str, first: str) -> list[Bar]:
    """A moment as stretches: its start and its end as far as they are unsure, and what lies between."""
    began = dates.interval(moment.start) if moment.start else None
    ended = dates.interval(moment.end) if moment.end else None
    found: list[Bar] = []
    if began:
        found.append(Bar(number, first if moment.by else began.earliest, began.latest, began.earliest == began.latest and not moment.by))
    if began and ended and began.latest < ended.earliest:
        found.append(Bar(number, began.latest, ended.earliest, True))
    if ended:
        found.append(Bar(number, ended.earliest, ended.latest, ended.earliest == ended.latest))
    elif began and began.latest < as_of and (moment.status_id in _RUNNING or moment.status_id == "unknown"):
        found.append(Bar(number, began.latest, as_of, moment.status_id == "running"))
    return found


def busiest(session: Session) -> str:
    """The organisation at which most public roles are known, to begin with; empty when there is none."""
    counts = {actor: len(links) for actor, links in session.index.roles.items() if actor.startswith("org:")}
    return max(counts, key=lambda actor: (counts[actor], actor), default="")
