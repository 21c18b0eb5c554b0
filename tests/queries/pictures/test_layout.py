"""Labels and layout, for any names and any network up to 60 nodes: nothing covers anything, nothing leaves the frame, nothing is chance."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.language import LANGUAGES
from graph.store import Node
from queries.pictures import labels
from queries.pictures.layout import CELL, Box, Edge, Placed, placed, springs
from queries.pictures.network import BENEATH, CENTRE_RADIUS, FRAMES, NARROW, RADIUS, Picture, _box
from queries.pictures.relevance import Near

NAMES = st.one_of(st.text(min_size=0, max_size=120), st.from_regex(r"[A-Z][a-z]{2,24}( [a-z]{1,24}){0,8}( \([A-Z][a-z]{2,12}\))?", fullmatch=True),
                  st.sampled_from(["x" * 500, "<script>alert(1)</script>", "a\u202eb\u2066c", "🏡👩‍👩‍👧 dorp", "Gemeenschappelijke regeling Twente", "漢字" * 20]))


@st.composite
def nets(draw: st.DrawFn) -> tuple[list[str], list[Edge], list[int]]:
    """Names, edges and steps of a network around its first node."""
    names = draw(st.lists(NAMES, min_size=1, max_size=60))
    steps = [0, *(draw(st.integers(1, 2)) for _ in names[1:])]
    numbers = st.integers(0, len(names) - 1)
    pairs = draw(st.lists(st.tuples(numbers, numbers), max_size=90))
    return names, [(one, other, 0.5) for one, other in pairs if one != other], steps


def laid_out(names: list[str], edges: list[Edge], steps: list[int]) -> tuple[list[Node], list[list[Box]], Placed]:
    """The nodes, their boxes per frame, and where they stand."""
    nodes = [Node(f"theme:{place}", "theme", name, {"label_nl": name, "label_en": name}) for place, name in enumerate(names)]
    boxes = [[_box(node, frame, place == 0, len(nodes)) for place, node in enumerate(nodes)] for frame in FRAMES]
    points = springs(len(nodes), edges, steps)
    return nodes, boxes, placed([frame.width for frame in FRAMES], boxes, [points, points])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(nets())
def test_no_label_covers_another_or_leaves_its_frame(net: tuple[list[str], list[Edge], list[int]]) -> None:
    nodes, _, found = laid_out(*net)
    picture = Picture(tuple(Near(node.id, step, 1.0) for node, step in zip(nodes, net[2], strict=True)), (), found.height, found.spots)
    for frame, spots in zip(FRAMES, found.spots, strict=True):
        areas = []
        for node, spot in zip(nodes, spots, strict=True):
            radius = CENTRE_RADIUS if node.id == picture.centre else RADIUS
            wide = {language: picture.label(node, language, frame) for language in LANGUAGES}
            half = max(radius, *(label.width / 2 for label in wide.values()))
            bottom = spot.y + radius + BENEATH + frame.line * max(len(label.lines) for label in wide.values())
            areas.append((spot.x * frame.width - half, spot.y - radius, spot.x * frame.width + half, bottom))
        for left, top, right, bottom in areas:
            assert left >= -0.1 and right <= frame.width + 0.1 and top >= 0 and bottom <= found.height
        for one, other in itertools.combinations(areas, 2):
            assert one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1 or one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(nets())
def test_the_same_network_stands_the_same_every_time(net: tuple[list[str], list[Edge], list[int]]) -> None:
    assert laid_out(*net)[2] == laid_out(*net)[2]


@given(NAMES, st.sampled_from(FRAMES), st.booleans(), st.integers(1, 2))
def test_a_label_fits_its_lines(name: str, frame: tuple, bold: bool, rows: int) -> None:
    found = labels.label(name, frame.size, frame.longest, bold, rows)
    assert len(found.lines) <= rows and all(labels.width(line, frame.size, bold) <= frame.longest for line in found.lines)
    assert found.width <= frame.longest and not any(char in line for line in found.lines for char in "\n\u202e\u2066")


def test_a_name_is_broken_between_words_and_cut_at_the_end() -> None:
    assert labels.label("Kansrijke Start Enschede", 12, 112).lines == ("Kansrijke Start", "Enschede")
    assert labels.label("Gemeenschappelijke regeling SamenTwente", 12, 112).lines == ("GR SamenTwente",)
    long = labels.label("Praktijkondersteuner jeugd bij de huisarts in de regio", 12, 112).lines
    assert len(long) == 2 and long[0] == "Praktijkondersteuner" and long[1].endswith(labels.CUT)
    assert labels.label("Arbeidsmarktregio's", NARROW.size, NARROW.longest).lines[0].endswith("-")


def test_what_is_linked_stands_nearer_than_what_is_not() -> None:
    """Two triangles that only meet in the centre, their corners in mixed order: each stays together."""
    edges = [(0, 1, 1.0), (0, 3, 1.0), (1, 3, 1.0), (0, 2, 1.0), (0, 4, 1.0), (2, 4, 1.0)]
    points = springs(5, edges, [0, 1, 1, 1, 1])
    far = {pair: float(np.hypot(*(points[pair[0]] - points[pair[1]]))) for pair in itertools.combinations(range(1, 5), 2)}
    assert far[1, 3] < min(far[1, 2], far[1, 4], far[2, 3]) and far[2, 4] < min(far[1, 2], far[3, 4], far[2, 3])


def test_a_frame_that_is_too_small_becomes_higher() -> None:
    boxes = [[Box(100, 50, 10)] * 60]
    found = placed([120], boxes, [np.full((60, 2), 0.5)])
    assert found.height >= 60 * 50 and len(found.spots[0]) == 60
    assert len({spot.y for spot in found.spots[0]}) == 60 and all(spot.y % CELL == 0 for spot in found.spots[0])
