"""The command `fetch borders`: the real borders from PDOK for the map. The only command that goes to the network.

What is fetched is kept in static/borders/, where the map page looks first. A layer is kept whole or not at all; layers that are
there stay, so a run that broke off goes on where it was.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import click
import requests

from commands.frame import out, say
from graph.build import Graph
from graph.opening import ROOT
from graph.problems import Problem, StoreError
from ingest.catalogue import read_graph

FOLDER = ROOT / "static" / "borders"
ADDRESS = "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/"
ADDRESS_VARIABLE = "WIEWEETWAT_BORDERS_URL"  # another address with the same collections: a copy inside an organisation, or a test
# Our layer -> (collection, letters before the code there, when they differ from ours)
COLLECTIONS = {"gemeente": "gemeente_gegeneraliseerd", "provincie": "provincie_gegeneraliseerd", "corop": "coropgebied_gegeneraliseerd",
               "arbeidsmarktregio": "arbeidsmarktregio_gegeneraliseerd", "jeugdregio": "jeugdregio_gegeneraliseerd",
               "ggdregio": "ggdregio_gegeneraliseerd", "veiligheidsregio": "veiligheidsregio_gegeneraliseerd",
               "zorgkantoorregio": "zorgkantoorregio_gegeneraliseerd"}
CREDIT = "CBS/Kadaster, PDOK, CC BY 4.0"
_PAGE, _MOST_PAGES = 200, 40
_MOST_BYTES = 60_000_000  # of one answer; the largest layer is some 10 MB
_WAIT = (10, 60)  # seconds to connect, and between two pieces of an answer
DIGITS, LOOSE = 3, 0.0015  # decimals of a degree; how far a border may move, in degrees: about 100 metres
Point = tuple[float, float]


@click.group("fetch", help=say("fetch.help"))
def fetch_command() -> None:
    """See `fetch.help` in commands/texts/fetch.toml."""


@fetch_command.command("borders", help=say("fetch.borders.help"))
@click.option("--again", is_flag=True, help=say("fetch.again"))
@click.option("--remove", is_flag=True, help=say("fetch.remove"))
def borders_command(again: bool, remove: bool) -> None:
    """Fetch what is missing, or go back to the schematic map."""
    if remove:
        existed = FOLDER.exists()
        shutil.rmtree(FOLDER, ignore_errors=True)
        out.print(say("fetch.removed" if existed else "fetch.nothing"), markup=False)
        return
    lacking: list[Problem] = []
    for layer, known in areas(read_graph()).items():
        if not known:
            continue
        path = FOLDER / f"{layer}.json"
        if path.exists() and not again:
            out.print(say("fetch.have", layer=layer), markup=False)
            continue
        year = next(iter(known.values()))[1]
        out.print(say("fetch.busy", layer=layer, year=year), markup=False)
        try:
            keep(path, known, features(layer, year))
        except StoreError as error:
            if any(problem.key != "borders-lacking" for problem in error.problems):
                raise
            lacking += error.problems  # the other layers can still be had
            continue
        out.print(say("fetch.kept", layer=layer, count=len(known), size=f"{path.stat().st_size / 1000:.0f}"), markup=False)
    if lacking:
        raise StoreError(*lacking)
    out.print(say("fetch.done", credit=CREDIT), markup=False)


def areas(graph: Graph) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Layer -> code at the publisher -> (our id, year of the division, name)."""
    found: dict[str, dict[str, tuple[str, str, str]]] = {layer: {} for layer in COLLECTIONS}
    for batch in graph.batches("Municipality"):
        for row in _rows(batch.columns):
            if not row["until"]:
                found["gemeente"][row["id"].removeprefix("gm:")] = (row["id"], graph.as_of[:4], row["name"])
    for batch in graph.batches("Region"):
        for row in _rows(batch.columns):
            if row["layer"] in found:
                found[row["layer"]][row["code"]] = (row["id"], row["vintage"], row["name"] or row["code"])
    return found


def features(layer: str, year: str) -> Iterator[dict[str, object]]:
    """Every feature of a collection in one year, page by page. StoreError when an answer is not what it should be."""
    base = os.environ.get(ADDRESS_VARIABLE, ADDRESS)
    url = urljoin(base, f"collections/{COLLECTIONS[layer]}/items?{urlencode({'f': 'json', 'jaarcode': year, 'limit': _PAGE})}")
    for _ in range(_MOST_PAGES):
        page = _page(url, base)
        yield from page["features"]
        following = next((link.get("href", "") for link in page.get("links", ()) if isinstance(link, dict) and link.get("rel") == "next"), "")
        if not following:
            return
        url = urljoin(url, following)
        if urlsplit(url).netloc != urlsplit(base).netloc:
            raise StoreError(Problem("borders-elsewhere", url, expected=urlsplit(base).netloc))
    raise StoreError(Problem("borders-endless", url))


def _page(url: str, base: str) -> dict[str, list[dict[str, object]]]:
    host = urlsplit(base).netloc
    try:
        with requests.get(url, timeout=_WAIT, stream=True, allow_redirects=False, headers={"Accept": "application/geo+json, application/json"}) as answer:
            if answer.status_code != 200:
                raise StoreError(Problem("borders-status", url, got=str(answer.status_code), fields={"host": host}))
            body = bytearray()
            for piece in answer.iter_content(65536):
                body += piece
                if len(body) > _MOST_BYTES:
                    raise StoreError(Problem("borders-large", url, expected=f"{_MOST_BYTES // 1_000_000} MB"))
            length = answer.headers.get("Content-Length")
            if length and not answer.headers.get("Content-Encoding") and len(body) != int(length):
                raise StoreError(Problem("borders-broken", url, expected=length, got=str(len(body)), fields={"host": host}))
    except requests.exceptions.ChunkedEncodingError:
        raise StoreError(Problem("borders-broken", url, fields={"host": host})) from None
    except requests.exceptions.RequestException as error:
        raise StoreError(Problem("borders-offline", url, got=type(error).__name__, fields={"host": host})) from None
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("features"), list):
        raise StoreError(Problem("borders-answer", url, expected="GeoJSON FeatureCollection", got=bytes(body[:80]).decode("utf-8", "replace")))
    return found


def keep(path: Path, known: dict[str, tuple[str, str, str]], found: Iterable[dict[str, object]]) -> None:
    """Write a layer when all its areas are there; else nothing. StoreError names those that lack."""
    shapes: dict[str, dict[str, object]] = {}
    for feature in found:
        properties, geometry = feature.get("properties"), feature.get("geometry")
        if isinstance(properties, dict) and isinstance(geometry, dict) and (area := known.get(str(properties.get("statcode", "")).strip())):
            shapes[area[0]] = {"type": "Feature", "id": area[0], "properties": {"n": area[2]}, "geometry": simpler(geometry, path)}
    lacking = sorted(code for code, area in known.items() if area[0] not in shapes)
    if lacking:
        raise StoreError(Problem("borders-lacking", path.stem, expected=str(len(known)), got=str(len(shapes)), fields={"codes": ", ".join(lacking[:10])}))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    lines = ",\n".join(json.dumps(shapes[area], separators=(",", ":"), ensure_ascii=False) for area in sorted(shapes))
    draft.write_text(f'{{"type":"FeatureCollection","credit":{json.dumps(CREDIT)},"features":[\n{lines}\n]}}\n', encoding="utf-8")
    draft.replace(path)


def simpler(geometry: dict[str, object], path: Path) -> dict[str, object]:
    """A shape with the points that a screen needs, its outer rings clockwise as the drawing library wants them.

    Every ring is thinned by itself, along the same points as its neighbour's: gaps stay below the width of the line between them.
    """
    try:
        coordinates = geometry["coordinates"]
        pieces = coordinates if geometry["type"] == "MultiPolygon" else [coordinates]
        thinned = [[_thin([(float(point[0]), float(point[1])) for point in ring]) for ring in piece] for piece in pieces]  # type: ignore[attr-defined]
        if not all(2 < x < 8 and 50 < y < 54 for piece in thinned for ring in piece for x, y in ring):
            raise ValueError("coordinates")
    except (KeyError, TypeError, ValueError, IndexError):
        raise StoreError(Problem("borders-answer", path.stem, expected="Polygon, MultiPolygon (lon, lat)", got=str(geometry.get("type", "")))) from None
    kept = [[_wound(ring, number == 0) for number, ring in enumerate(piece) if len(ring) >= 4] for piece in thinned if piece and len(piece[0]) >= 4]
    whole = kept or [[_wound([(round(float(x), DIGITS + 2), round(float(y), DIGITS + 2)) for x, y, *_ in piece[0]], True)] for piece in pieces[:1]]  # type: ignore[index]
    return {"type": "MultiPolygon", "coordinates": whole}


def _thin(ring: list[Point]) -> list[Point]:
    """The corners that matter (Douglas and Peucker), rounded, without repeats. Starts from extremes, so that neighbours agree on most points."""
    if len(ring) < 4:
        return []
    start = ring.index(min(ring[:-1]))
    ring = [*ring[start:-1], *ring[:start], ring[start]]
    far = max(range(len(ring)), key=lambda place: (ring[place][0] - ring[0][0]) ** 2 + (ring[place][1] - ring[0][1]) ** 2)
    keep, stack = {0, far, len(ring) - 1}, [(0, far), (far, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        place, most = max(((number, _away(ring[number], ring[first], ring[last])) for number in range(first + 1, last)), key=lambda one: one[1], default=(0, 0.0))
        if most > LOOSE:
            keep.add(place)
            stack += [(first, place), (place, last)]
    points = [(round(ring[place][0], DIGITS), round(ring[place][1], DIGITS)) for place in sorted(keep)]
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def _away(point: Point, start: Point, end: Point) -> float:
    """Distance of a point to a line; a degree east is shorter than one north at this latitude."""
    x, y, dx, dy = (point[0] - start[0]) * 0.61, point[1] - start[1], (end[0] - start[0]) * 0.61, end[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return ((x - along * dx) ** 2 + (y - along * dy) ** 2) ** 0.5


def _wound(ring: list[Point], clockwise: bool) -> list[Point]:
    twice = sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in zip(ring, ring[1:], strict=False))
    return ring[::-1] if (twice > 0) == clockwise else ring


def _rows(columns: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    return (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))
