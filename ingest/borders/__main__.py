"""Draws the schematic map anew: `python -m ingest.borders` writes static/map/LAYER.json, one file per layer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from ingest.borders.drawing import drawn, layers, names
from ingest.borders.shapes import DIGITS
from ingest.catalogue import read_graph

FOLDER = Path(__file__).resolve().parents[2] / "static" / "map"


def main() -> None:
    """Write every layer and say how large its file is."""
    graph = read_graph()
    cells, called = drawn(graph), names(graph)
    for layer, members in layers(graph).items():
        merged = {area: shapely.union_all([cells[place] for place in sorted(places)]) for area, places in members.items()}
        path = write(FOLDER, layer, merged, called)
        print(f"{path.name}: {len(merged)} areas, {path.stat().st_size / 1000:.0f} kB")


def write(folder: Path, layer: str, areas: Mapping[str, BaseGeometry], called: Mapping[str, str]) -> Path:
    """One layer as GeoJSON. Rings run clockwise, as the drawing library wants them; the download turns them to the standard's way."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{layer}.json"
    features = [json.dumps({"type": "Feature", "id": area, "properties": {"n": called[area]}, "geometry": _turned(shape)}, separators=(",", ":"), ensure_ascii=False)
                for area, shape in sorted(areas.items())]
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n", encoding="utf-8")
    return path


def _turned(shape: BaseGeometry) -> dict[str, object]:
    pieces = shapely.MultiPolygon([piece for piece in shapely.get_parts(shape) if piece.geom_type == "Polygon"])
    return json.loads(json.dumps(mapping(shapely.orient_polygons(pieces, exterior_cw=True))), parse_float=lambda text: round(float(text), DIGITS))


if __name__ == "__main__":
    main()
