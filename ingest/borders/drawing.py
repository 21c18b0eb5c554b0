"""The cells from what the data knows: places, land areas, inhabitants, and which region each municipality is in."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from graph.build import Graph
from ingest.borders.cells import SIDE, Places, squares
from ingest.borders.outline import land
from ingest.borders.projection import metres
from ingest.borders.shapes import shapes

MUNICIPALITIES, COUNTRY = "gemeente", "nl"
MARGIN = 2000.0  # metres around the land
Row = dict[str, str]


def drawn(graph: Graph) -> dict[str, BaseGeometry]:
    """The shape of every present municipality, in degrees."""
    present = [row for row in _rows(graph, "Municipality") if not row["until"]]
    ids = sorted(row["id"] for row in present)
    by_id = {row["id"]: row for row in present}
    ground = land()
    corner = (ground.bounds[0] // SIDE * SIDE - MARGIN, ground.bounds[1] // SIDE * SIDE - MARGIN)
    areas = np.array([float(by_id[place]["land_km2"]) for place in ids])
    found = squares(_raster(ground, corner), corner, _places(graph, ids, by_id), areas)
    return dict(zip(ids, shapes(found, corner, ground, len(ids)), strict=True))


def layers(graph: Graph) -> dict[str, dict[str, set[str]]]:
    """Layer -> area -> its municipalities; the municipalities are a layer of their own."""
    present = {row["id"] for row in _rows(graph, "Municipality") if not row["until"]}
    layer = {row["id"]: row["layer"] for row in _rows(graph, "Region")}
    found: dict[str, dict[str, set[str]]] = {MUNICIPALITIES: {place: {place} for place in present}}
    for claim in _rows(graph, "Claim"):
        if claim["relation"] == "in_region" and claim["subject"] in present and layer.get(claim["object"], COUNTRY) != COUNTRY:
            found.setdefault(layer[claim["object"]], defaultdict(set))[claim["object"]].add(claim["subject"])
    return found


def names(graph: Graph) -> dict[str, str]:
    """What each municipality and region is called; some regions have a code only."""
    return {row["id"]: row["name"] or row.get("code", "") for kind in ("Municipality", "Region") for row in _rows(graph, kind)}


def _places(graph: Graph, ids: list[str], by_id: dict[str, Row]) -> Places:
    """Every place with its municipality; a municipality without any has its centre point for one."""
    number = {place: position for position, place in enumerate(ids)}
    rows = [row for row in _rows(graph, "Place") if row["municipality"] in number]
    have = {row["municipality"] for row in rows}
    rows += [{**by_id[place], "municipality": place} for place in ids if place not in have]
    return Places(metres([(float(row["lon"]), float(row["lat"])) for row in rows]), np.array([number[row["municipality"]] for row in rows]),
                  np.array([float(row["inhabitants"] or 0) for row in rows]))


def _raster(ground: BaseGeometry, corner: tuple[float, float]) -> NDArray[np.bool_]:
    """Which squares have their middle on land."""
    columns, rows = (int((ground.bounds[axis + 2] + MARGIN - corner[axis]) // SIDE) + 1 for axis in (0, 1))
    x, y = np.meshgrid(corner[0] + SIDE * (np.arange(columns) + 0.5), corner[1] + SIDE * (np.arange(rows) + 0.5))
    shapely.prepare(ground)
    return shapely.contains_xy(ground, x, y)


def _rows(graph: Graph, kind: str) -> list[Row]:
    return [dict(zip(batch.columns, cells, strict=True)) for batch in graph.batches(kind) for cells in zip(*batch.columns.values(), strict=True)]
