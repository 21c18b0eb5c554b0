"""A timeline as a list: each line says in words when, and shows it as a bar; what is unsure about a date is hatched.

The bars say nothing that the words do not, so the list is the drawing and its table at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph import dates
from pages import inside, safe
from pages.statements import when
from pages.words import counted, say
from queries.profiles.timeline import Moment, span

OPEN, FOLDED = 10, 300  # moments shown at once, and with those that open on request; the relations below have them all
_LEAST = 1.2  # per cent of the width: less cannot be seen


def draw(moments: Sequence[Moment], as_of: str, language: str) -> str:
    """The moments as HTML; empty when there are none."""
    if not moments:
        return ""
    first, last = span(moments, as_of)
    start, days = date.fromisoformat(first), max(1, (date.fromisoformat(last) - date.fromisoformat(first)).days)
    lines = [_line(moment, start, days, as_of, language) for moment in moments]
    dated = any(moment.first or moment.last for moment in moments)
    scale = f'<div class="scale" aria-hidden="true"><span>{first[:4]}</span><span>{last[:4]}</span></div>' if dated else ""
    text = f'{scale}<ul class="timeline claims">{"".join(lines[:OPEN])}</ul>'
    if rest := lines[OPEN:FOLDED]:
        text += f'<details><summary>{counted("profile.more", language, len(rest))}</summary><ul class="timeline claims">{"".join(rest)}</ul></details>'
    if len(lines) > FOLDED:
        text += f'<p class="note">{safe.markup(say("profile.shown", language, shown=FOLDED, count=len(lines)))}</p>'
    return text


def _line(moment: Moment, start: date, days: int, as_of: str, language: str) -> str:
    facts = [moment.what, when(moment.start, moment.end, moment.by, language) or say("time.unknown", language), moment.status]
    words = " · ".join(safe.markup(part) for part in facts if part)
    return f'<li><b>{inside.node(moment.id, moment.name)}</b><span class="extra">{words}</span>{_bar(moment, start, days, as_of)}</li>'


def _bar(moment: Moment, start: date, days: int, as_of: str) -> str:
    """Sure time filled, unsure time hatched: the span of the start, of the end, and after it when no end is known."""
    began = dates.interval(moment.start) if moment.start else None
    ended = dates.interval(moment.end) if moment.end else None
    if not began and not ended:
        return '<span class="track none" aria-hidden="true"></span>'
    pieces = []
    if began:
        pieces.append(("maybe" if began.earliest != began.latest or moment.by else "", began.earliest, began.latest))
    if began and ended and began.latest < ended.earliest:
        pieces.append(("", began.latest, ended.earliest))
    if ended:
        pieces.append(("maybe" if ended.earliest != ended.latest else "", ended.earliest, ended.latest))
    elif began and moment.status_id in ("running", "") and began.latest < as_of:
        pieces.append(("open" if moment.status_id == "" else "", began.latest, as_of))
    elif began and began.latest < as_of and moment.status_id == "unknown":
        pieces.append(("open", began.latest, as_of))
    return f'<span class="track" aria-hidden="true">{"".join(_piece(kind, since, until, start, days) for kind, since, until in pieces)}</span>'


def _piece(kind: str, since: str, until: str, start: date, days: int) -> str:
    left = 100 * (date.fromisoformat(since) - start).days / days
    width = max(_LEAST, 100 * (date.fromisoformat(until) - date.fromisoformat(since)).days / days)
    return f'<span class="piece {kind}" style="left:{min(left, 100 - _LEAST):.2f}%;width:{min(width, 100 - min(left, 100 - _LEAST)):.2f}%"></span>'
