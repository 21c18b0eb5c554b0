"""The schematic map: what is committed fits the data, holds together, and is what the program draws."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from graph.build import Graph
from ingest.borders.cells import WATER, Places, squares
from ingest.borders.drawing import drawn, layers
from ingest.borders.projection import degrees, metres
from ingest.catalogue import read_graph

FOLDER = Path(__file__).resolve().parents[2] / "static" / "map"
MOST = {"gemeente": 300_000}  # bytes; every other layer stays below 100,000
SLIVER = 0.001  # part of an area that rounding may move


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The shipped data."""
    return read_graph()


@pytest.fixture(scope="module")
def committed() -> dict[str, dict[str, shapely.Geometry]]:
    """Layer -> area -> shape, as the files have them."""
    return {path.stem: {feature["id"]: shape(feature["geometry"]) for feature in json.loads(path.read_text(encoding="utf-8"))["features"]}
            for path in FOLDER.glob("*.json")}


def test_amersfoort_is_where_the_grid_has_it_and_the_way_back_is_the_same() -> None:
    assert metres([(5.38720621, 52.15517440)])[0] == pytest.approx((155000, 463000), abs=0.5)
    corners = np.array([(3.4, 51.3), (5.9, 50.8), (7.1, 53.2), (4.8, 53.1)])
    assert np.abs(degrees(metres(corners)) - corners).max() < 2e-5  # two metres


def test_every_area_of_every_layer_has_one_shape(graph: Graph, committed: dict[str, dict[str, shapely.Geometry]]) -> None:
    wanted = layers(graph)
    assert {layer: set(found) for layer, found in committed.items()} == {layer: set(areas) for layer, areas in wanted.items()}
    assert len(committed["gemeente"]) == 342 and all(found.area > 0 for areas in committed.values() for found in areas.values())


def test_no_two_municipalities_overlap(committed: dict[str, dict[str, shapely.Geometry]]) -> None:
    cells = [shapely.make_valid(found) for found in committed["gemeente"].values()]
    tree = shapely.STRtree(cells)
    for number, cell in enumerate(cells):
        for other in tree.query(cell):
            if other > number:
                assert cell.intersection(cells[other]).area < SLIVER * max(cell.area, cells[other].area)


def test_a_region_is_what_its_municipalities_are_together(graph: Graph, committed: dict[str, dict[str, shapely.Geometry]]) -> None:
    for layer, areas in layers(graph).items():
        for area, places in areas.items():
            together = shapely.union_all([shapely.make_valid(committed["gemeente"][place]) for place in places])
            assert shapely.make_valid(committed[layer][area]).symmetric_difference(together).area < SLIVER * together.area, area


def test_files_are_small() -> None:
    for path in FOLDER.glob("*.json"):
        assert path.stat().st_size < MOST.get(path.stem, 100_000), path.name


def test_what_is_committed_is_what_the_program_draws(graph: Graph, committed: dict[str, dict[str, shapely.Geometry]]) -> None:
    for place, cell in drawn(graph).items():
        known = shapely.make_valid(committed["gemeente"][place])
        assert shapely.make_valid(cell).symmetric_difference(known).area < 0.02 * known.area, f"{place}: draw anew with python -m ingest.borders"


def test_known_areas_decide_between_two_places_of_a_kind() -> None:
    places = Places(np.array([(5000.0, 5000.0), (15000.0, 5000.0), *([(5000.0, 5000.0)] * 62)]), np.array([0, 1, *([0] * 62)]), np.zeros(64))
    found = squares(np.ones((20, 40), dtype=bool), (0.0, 0.0), places, np.array([30.0, 10.0]))
    assert 0.2 < (found == 1).mean() < 0.3 and not (found == WATER).any()
    assert found[10, 29] == 1 and found[10, 9] == 0
