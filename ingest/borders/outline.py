"""The outline of the land that the map stands in: ingest/borders/outline.json, whose origin is in SOURCE.md beside it.

`python -m ingest.borders.outline COUNTRIES-10M.JSON` derives the land anew from the file of the npm package world-atlas.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from ingest.borders.projection import metres

FILE = Path(__file__).with_name("outline.json")
COUNTRY = "528"  # the Netherlands in ISO 3166-1
CARIBBEAN_BELOW = 50.0  # degrees north; the islands there are left out of the map
DIGITS = 4
RIM = 700.0  # metres to each side of the line of the lakes along Flevoland


def land() -> BaseGeometry:
    """The land in metres: the country without its large inland waters."""
    parts = {feature["properties"]["part"]: shape(feature["geometry"]) for feature in json.loads(FILE.read_text(encoding="utf-8"))["features"]}
    country, lake, rim = (shapely.transform(parts[name], metres) for name in ("country", "lake", "rim"))
    return country.difference(lake.union(rim.buffer(RIM)))


def derive(topology: Path) -> None:
    """Put the country of a TopoJSON file of countries in outline.json; the waters that stand there stay."""
    found = json.loads(topology.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, found["transform"]) for arc in found["arcs"]]
    country = next(place for place in found["objects"]["countries"]["geometries"] if place.get("id") == COUNTRY)
    pieces = [Polygon(_ring(rings[0], arcs), [_ring(hole, arcs) for hole in rings[1:]]) for rings in country["arcs"]]
    kept = shapely.set_precision(MultiPolygon([piece for piece in pieces if piece.centroid.y > CARIBBEAN_BELOW]), 10.0**-DIGITS)
    written = json.loads(FILE.read_text(encoding="utf-8"))
    written["features"][0]["geometry"] = mapping(kept)
    FILE.write_text(json.dumps(written) + "\n", encoding="utf-8")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for east, north in arc:
        x, y = x + east, y + north
        points.append((x * transform["scale"][0] + transform["translate"][0], y * transform["scale"][1] + transform["translate"][1]))
    return points


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


if __name__ == "__main__":
    derive(Path(sys.argv[1]))
