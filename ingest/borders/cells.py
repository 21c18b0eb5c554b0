"""Which municipality each square of the land belongs to: the places around it vote, and the known land areas decide how loud.

A place's vote falls with the square of its distance and rises a little with its inhabitants. Each municipality's votes are
multiplied by one number, found by repetition, so that its squares add up to its known land area.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import cKDTree

SIDE = 500.0  # metres of a square
NEAREST = 64  # places that vote on a square
POWER = 2.0  # a vote falls with this power of the distance
NEAR = 300.0  # metres within which a place does not get louder
CROWD = 0.4  # a vote rises with this power of 1 + inhabitants / 1000
ROUNDS, STEP, CALMING = 60, 0.25, 0.96
SMALLEST = 12  # squares of a separate piece without a place of its own; smaller ones go to their neighbours
WATER = -1

Squares = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """Places in metres, the number of the municipality of each, and inhabitants (0 = unknown)."""

    where: NDArray[np.float64]
    municipality: NDArray[np.int64]
    inhabitants: NDArray[np.float64]


def squares(land: NDArray[np.bool_], corner: tuple[float, float], places: Places, areas: NDArray[np.float64]) -> Squares:
    """The municipality of every square of a raster of land; WATER elsewhere. `areas`: known land areas, of any unit."""
    rows, columns = np.nonzero(land)
    centres = np.column_stack((corner[0] + (columns + 0.5) * SIDE, corner[1] + (rows + 0.5) * SIDE))
    found = np.full(land.shape, WATER)
    found[rows, columns] = _decided(centres, places, areas / areas.sum() * len(centres))
    return _whole(found, places, corner)


def _decided(centres: NDArray[np.float64], places: Places, wanted: NDArray[np.float64]) -> Squares:
    votes, squares_of, voted = _votes(centres, places, len(wanted))
    starts = np.searchsorted(squares_of, np.arange(len(centres)))
    louder = np.zeros(len(wanted))
    for turn in range(ROUNDS + 1):
        loud = votes + louder[voted]
        won = loud >= np.maximum.reduceat(loud, starts)[squares_of]
        decided = np.zeros(len(centres), dtype=np.int64)
        decided[squares_of[won]] = voted[won]
        if turn < ROUNDS:
            have = np.bincount(decided, minlength=len(wanted))
            louder += STEP * CALMING**turn * np.clip((wanted - have) / wanted, -1, 1)
    return decided


def _votes(centres: NDArray[np.float64], places: Places, count: int) -> tuple[NDArray[np.float64], Squares, Squares]:
    """The logarithm of each municipality's votes on each square, with the square and the municipality, ordered by square."""
    distance, nearest = cKDTree(places.where).query(centres, k=NEAREST)
    strength = (1 + places.inhabitants[nearest] / 1000) ** CROWD / (distance**2 + NEAR**2) ** (POWER / 2)
    keys = np.arange(len(centres))[:, None] * count + places.municipality[nearest]
    kept, position = np.unique(keys.ravel(), return_inverse=True)
    return np.log(np.bincount(position, weights=strength.ravel())), kept // count, kept % count


def _whole(found: Squares, places: Places, corner: tuple[float, float]) -> Squares:
    """Without scraps: a small piece that lies apart from its municipality and has none of its places goes to what lies around it."""
    column, row = ((places.where - np.array(corner)) // SIDE).astype(int).T
    inside = (row >= 0) & (row < found.shape[0]) & (column >= 0) & (column < found.shape[1])
    own = np.full(found.shape, WATER)
    own[row[inside], column[inside]] = places.municipality[inside]
    held = own == found
    scraps = np.zeros(found.shape, dtype=bool)
    for municipality in range(int(found.max()) + 1):
        pieces, count = ndimage.label(found == municipality)
        sizes = np.bincount(pieces.ravel(), minlength=count + 1)
        keep = np.zeros(count + 1, dtype=bool)
        keep[np.unique(pieces[held & (found == municipality)])] = True
        if count:
            keep[1 + int(np.argmax(sizes[1:]))] = True
        for piece in range(1, count + 1):
            if not keep[piece] and sizes[piece] < SMALLEST:
                scraps |= pieces == piece
    nearest = ndimage.distance_transform_edt(scraps | (found == WATER), return_distances=False, return_indices=True)
    return np.where(scraps, found[tuple(nearest)], found)
