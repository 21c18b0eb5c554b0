"""Where the nodes of a picture stand: near what they are linked to, and so that no label covers another or leaves the frame.

First every node gets the place it would like, by springs along the links (Fruchterman and Reingold 1991) from a circle; then,
the most relevant first, each takes the free place nearest to that. There is no chance in it: the same nodes stand in the same
places in every run. A picture has two frames of one height, a wide one for a desk and a narrow one for a telephone; when the labels
do not fit, the height grows until they do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CELL = 5  # pixels: places are multiples of it
_LEAST_HEIGHT, _PER_NODE, _MOST_FIRST, _GROWTH = 300, 11, 860, 1.12
_ROUNDS = 110
Points = npt.NDArray[np.float64]
Edge = tuple[int, int, float]  # two nodes by number, and how strongly they pull


class Box(NamedTuple):
    """What a node takes up, in pixels: its whole width and height, and how far its mark stands below the upper edge."""

    width: int
    height: int
    mark: int


class Spot(NamedTuple):
    """Where a mark stands: the part of the frame's width from the left, and pixels from above."""

    x: float
    y: float


class Placed(NamedTuple):
    """The height of the frames in pixels, and for each frame the nodes' spots."""

    height: int
    spots: tuple[tuple[Spot, ...], ...]


def springs(count: int, edges: Sequence[Edge], steps: Sequence[int]) -> Points:
    """Places in the unit square by springs; the first node stays in the middle. `steps`: how far each is from it."""
    if count == 1:
        return np.array([[0.5, 0.5]])
    turn = np.empty(count)
    turn[_in_turn(count, edges)] = np.arange(count) * 2 * math.pi / (count - 1)
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.array(steps)[:, None] / max(1, max(steps))
    pull = np.zeros((count, count))
    for one, other, strength in edges:
        pull[one, other] = pull[other, one] = 0.25 + strength
    ideal = math.sqrt(4 / count)
    for done in range(_ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.sqrt((apart ** 2).sum(axis=2)), 1e-3)
        force = ideal ** 2 / distance ** 2 - pull * distance / ideal
        move = (apart * force[:, :, None]).sum(axis=1) - 0.1 * points
        length = np.maximum(np.sqrt((move ** 2).sum(axis=1, keepdims=True)), 1e-9)
        points = points + move / length * np.minimum(length, 0.12 * (1 - done / _ROUNDS))
        points[0] = 0.0
    return _filled(np.round(points, 6))


def _in_turn(count: int, edges: Sequence[Edge]) -> list[int]:
    """The nodes in the order in which they stand around the first at the start: what is linked stands together."""
    beside: list[list[tuple[float, int]]] = [[] for _ in range(count)]
    for one, other, strength in edges:
        if one and other:
            beside[one].append((strength, -other))
            beside[other].append((strength, -one))
    found, waiting = {0: None}, list(range(count - 1, 0, -1))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += [-other for _, other in sorted(beside[node])]  # the strongest is next
    return list(found)


def _filled(points: Points) -> Points:
    """The same arrangement over the whole square: half where the springs put a node, half its rank from left to right and from above."""
    count = len(points)
    result = np.empty_like(points)
    for axis in (0, 1):
        line = points[:, axis]
        span = max(float(np.abs(line).max()), 1e-9)
        ranks = np.empty(count)
        ranks[np.argsort(line, kind="stable")] = (np.arange(count) + 0.5) / count
        result[:, axis] = 0.5 * (0.5 + line / span / 2) + 0.5 * ranks
    result[0] = 0.5
    return result


def placed(widths: Sequence[int], boxes: Sequence[Sequence[Box]], wanted: Sequence[Points]) -> Placed:
    """A free place for every node in every frame. `wanted`: per frame where the nodes would like to be, in the unit square."""
    height = min(_MOST_FIRST, _LEAST_HEIGHT + _PER_NODE * len(boxes[0]))
    while True:
        found = [_frame(width, height, own, points) for width, own, points in zip(widths, boxes, wanted, strict=True)]
        complete = [spots for spots in found if spots is not None]
        if len(complete) == len(found):
            return Placed(height, tuple(complete))
        height = int(height * _GROWTH) + 1


def _frame(width: int, height: int, boxes: Sequence[Box], wanted: Points) -> tuple[Spot, ...] | None:
    """The spots in one frame; None when there is no room."""
    columns, rows = width // CELL, height // CELL
    taken = np.zeros((rows, columns), dtype=np.int32)
    spots = []
    for box, (x, y) in zip(boxes, wanted, strict=True):
        wide, tall = -(-box.width // CELL), -(-box.height // CELL)
        if wide > columns or tall > rows:
            return None
        place = _nearest_free(taken, wide, tall, x * width - box.width / 2, y * height - box.mark)
        if place is None:
            return None
        row, column = place
        taken[row:row + tall, column:column + wide] = 1
        spots.append(Spot(round((column * CELL + wide * CELL / 2) / width, 5), float(row * CELL + box.mark)))
    return tuple(spots)


def _nearest_free(taken: npt.NDArray[np.int32], wide: int, tall: int, left: float, top: float) -> tuple[int, int] | None:
    """The upper left cell of the free rectangle nearest to a point in pixels; None when there is none."""
    sums = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int32)
    sums[1:, 1:] = taken.cumsum(axis=0).cumsum(axis=1)
    inside = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    across = (np.arange(inside.shape[1]) * CELL - left) ** 2
    down = (np.arange(inside.shape[0]) * CELL - top) ** 2
    far = np.where(inside == 0, down[:, None] + across[None, :], np.inf)
    at = int(far.argmin())
    if not np.isfinite(far.flat[at]):
        return None
    return at // far.shape[1], at % far.shape[1]
