"""Timing: medians and the 95th percentile in milliseconds, and bars that are met or missed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Times:
    """Durations in seconds of the same piece of work."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one, in seconds."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """The smallest that at least 95 % do not exceed (nearest rank), in seconds."""
        return sorted(self.seconds)[-(-95 * len(self.seconds) // 100) - 1]

    def cells(self) -> list[str]:
        """p50, p95 and min..max in milliseconds."""
        return [milliseconds(self.median), milliseconds(self.p95),
                f"{milliseconds(min(self.seconds))}..{milliseconds(max(self.seconds))}"]


@dataclass(frozen=True, slots=True)
class Bar:
    """What design.md section 7 demands, and what was measured."""

    what: str
    demanded: str
    measured: str
    met: bool


def milliseconds(seconds: float) -> str:
    """A duration in milliseconds, with a decimal below 100."""
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What the work gives, and the seconds it took."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    return ["| " + " | ".join(header) + " |", "|" + "---|" * len(header),
            *("| " + " | ".join(row) + " |" for row in rows), ""]
