"""How the kinds of nodes look in the network: each a colour and a shape of its own, in the picture and in its legend."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pages.picture import GREY, PALETTE

Point = tuple[float, float]


class Look(NamedTuple):
    """A colour and a shape: its corners between -1 and 1, none for a circle."""

    colour: str
    corners: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The shape as Vega-Lite takes it."""
        if not self.corners:
            return "circle"
        return "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in self.corners) + "Z"

    @property
    def style(self) -> str:
        """The same shape as a style of an HTML element."""
        if not self.corners:
            return f"background:{self.colour};border-radius:50%"
        corners = ",".join(f"{50 * (x + 1):.1f}% {50 * (y + 1):.1f}%" for x, y in self.corners)
        return f"background:{self.colour};clip-path:polygon({corners})"


def _even(corners: int, turned: float = 0.0, radius: float = 1.0) -> tuple[Point, ...]:
    """A regular polygon; not turned, one corner points up."""
    angles = [2 * math.pi * (place / corners) - math.pi / 2 + turned for place in range(corners)]
    return tuple((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)


def _star() -> tuple[Point, ...]:
    outer, inner = _even(5, radius=1.1), _even(5, math.pi / 5, 0.52)
    return tuple(point for pair in zip(outer, inner, strict=True) for point in pair)


_PLUS: Sequence[Point] = ((-.35, -1), (.35, -1), (.35, -.35), (1, -.35), (1, .35), (.35, .35),
                          (.35, 1), (-.35, 1), (-.35, .35), (-1, .35), (-1, -.35), (-.35, -.35))
# Colours may come back: no two kinds have the same shape.
LOOKS: Mapping[str, Look] = {
    "gm": Look(PALETTE[0], ()),
    "org": Look(PALETTE[1], ((-.85, -.85), (.85, -.85), (.85, .85), (-.85, .85))),
    "net": Look(PALETTE[2], _even(6)),
    "person": Look(PALETTE[3], _even(4, radius=1.1)),
    "prog": Look(PALETTE[4], _even(3, radius=1.1)),
    "init": Look(PALETTE[6], _star()),
    "method": Look(PALETTE[8], _even(5)),
    "family": Look(PALETTE[8], _even(3, math.pi, 1.1)),
    "theme": Look(PALETTE[5], tuple(_PLUS)),
    "event": Look(PALETTE[9], _even(3, math.pi / 2, 1.1)),
    "question": Look(PALETTE[9], ((-.9, -1), (.9, -1), (.25, 0), (.9, 1), (-.9, 1), (-.25, 0))),
    "region": Look(GREY, ((-1.1, -.5), (1.1, -.5), (1.1, .5), (-1.1, .5))),
}


def sign(kind: str) -> str:
    """The mark of a kind as HTML; its name stands beside it."""
    return f'<span class="kind-sign" aria-hidden="true" style="{LOOKS[kind].style}"></span>'
