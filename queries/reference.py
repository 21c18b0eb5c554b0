"""What the plain Python references of all questions share."""

from __future__ import annotations

from graph.store import Claim
from queries.binding import Arguments


def day_of(arguments: Arguments) -> str:
    """The day that claims must count on; empty when the question was asked without one."""
    return arguments["on"][0] if arguments.get("on") else ""


def counts_on(claim: Claim, on: str) -> bool:
    """Whether a claim counts on an ISO day: started on or before it and not ended; always when `on` is empty."""
    since, till = claim.cell("since"), claim.cell("till")
    return not on or (bool(since) and since <= on and (not till or till >= on))
