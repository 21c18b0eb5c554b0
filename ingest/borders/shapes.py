"""From squares to shapes: borders that neighbours share, drawn once, rounded off, and cut by the outline of the land."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

from ingest.borders.cells import SIDE, WATER, Squares
from ingest.borders.projection import degrees

DIGITS = 3  # decimals of a degree: about a hundred metres
LOOSE = 180.0  # metres that a border may be moved to need fewer corners
CUTS = 2  # times that corners are cut off
SPECK = 0.2e6  # square metres of a separate piece that is left out of the drawing


def shapes(squares: Squares, corner: tuple[float, float], land: BaseGeometry, count: int) -> list[BaseGeometry]:
    """The shape of each municipality in degrees. They share their borders exactly and none overlaps another."""
    filled = squares[tuple(ndimage.distance_transform_edt(squares == WATER, return_distances=False, return_indices=True))]
    frame = box(corner[0], corner[1], corner[0] + SIDE * squares.shape[1], corner[1] + SIDE * squares.shape[0])
    lines = [_rounded(line) for line in _lines(filled, corner)]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all([*lines, frame.boundary]))))
    drawn: list[list[Polygon]] = [[] for _ in range(count)]
    for face in faces:
        point = face.representative_point()
        row, column = int((point.y - corner[1]) // SIDE), int((point.x - corner[0]) // SIDE)
        drawn[int(filled[row, column])].append(face)
    return [_cut(shapely.union_all(pieces), land) for pieces in drawn]


def _lines(filled: Squares, corner: tuple[float, float]) -> NDArray[np.object_]:
    """The borders between squares of different municipalities, joined from one meeting of three to the next."""
    segments = []
    for row, column in zip(*np.nonzero(filled[:, 1:] != filled[:, :-1]), strict=True):
        x, y = corner[0] + SIDE * (column + 1), corner[1] + SIDE * row
        segments.append(LineString([(x, y), (x, y + SIDE)]))
    for row, column in zip(*np.nonzero(filled[1:] != filled[:-1]), strict=True):
        x, y = corner[0] + SIDE * column, corner[1] + SIDE * (row + 1)
        segments.append(LineString([(x, y), (x + SIDE, y)]))
    return shapely.get_parts(shapely.line_merge(shapely.union_all(segments)))


def _rounded(line: LineString) -> BaseGeometry:
    """Corners cut off (Chaikin), the ends where they were, and no more points than needed."""
    points = shapely.get_coordinates(line)
    for _ in range(CUTS):
        if len(points) < 3:
            break
        start, end = points[:-1], points[1:]
        between = np.stack((0.75 * start + 0.25 * end, 0.25 * start + 0.75 * end), axis=1).reshape(-1, 2)
        points = np.vstack((points[:1], between[1:-1], points[-1:]))
    return LineString(points).simplify(LOOSE, preserve_topology=True)


def _cut(shape: BaseGeometry, land: BaseGeometry) -> BaseGeometry:
    inside = shape.intersection(land)
    pieces = sorted((piece for piece in shapely.get_parts(inside) if isinstance(piece, Polygon)), key=lambda piece: -piece.area)
    kept = [piece for number, piece in enumerate(pieces) if number == 0 or piece.area >= SPECK]
    return shapely.transform(shapely.MultiPolygon(kept), lambda pairs: np.round(degrees(pairs), DIGITS)) if kept else shapely.MultiPolygon()
