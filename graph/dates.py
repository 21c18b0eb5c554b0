"""Dates with the precision of their source: `2018`, `2018-09` or `2018-09-24`.

Only the bounds are compared, never the text: a year against a day has no answer.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from typing import NamedTuple

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}  # by length of the text; XML Schema names


class Interval(NamedTuple):
    """The first and the last day a date can mean, as ISO texts (`2018-09-01`, `2018-09-30`)."""

    earliest: str
    latest: str


@functools.lru_cache(maxsize=65536)
def interval(text: str) -> Interval | None:
    """The days that a partial date can mean, or None when the text is no such date."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if year < 1 or (match.group(2) and not 1 <= month <= 12):
        return None
    if not match.group(2):
        return Interval(f"{year:04}-01-01", f"{year:04}-12-31")
    days = calendar.monthrange(year, month)[1]
    if not match.group(3):
        return Interval(f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{days:02}")
    if not 1 <= day <= days:
        return None
    return Interval(text, text)


def years_between(first: str, last: str) -> float:
    """Years of 365.25 days from one ISO day to a later one; negative when `last` is earlier."""
    days = datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)
    return days.days / 365.25
