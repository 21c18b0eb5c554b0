"""How far an actor is from a region, by the centres of municipalities."""

from __future__ import annotations

import math
from collections.abc import Iterable

from queries.index import Index
from queries.scope import Region

_EARTH_KM = 6371.0


def distance_to(index: Index, actor: str, region: Region | None) -> float | None:
    """Kilometres from the actor's nearest municipality to the region's centre; None when either has no place.

    Great-circle distance by the haversine formula (Sinnott 1984).
    """
    if region is None or not (goal := _centre(index, region.municipalities)):
        return None
    places = [actor] if actor in index.municipalities else index.places_of.get(actor, ())
    return min((_haversine(point, goal) for place in places if (point := _point(index, place))), default=None)


def _point(index: Index, municipality: str) -> tuple[float, float] | None:
    cells = index.municipalities[municipality].cells
    return (float(cells["lon"]), float(cells["lat"])) if "lon" in cells and "lat" in cells else None


def _centre(index: Index, municipalities: Iterable[str]) -> tuple[float, float] | None:
    points = [point for municipality in sorted(municipalities) if (point := _point(index, municipality))]
    if not points:
        return None
    return sum(lon for lon, _ in points) / len(points), sum(lat for _, lat in points) / len(points)


def _haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    lon1, lat1, lon2, lat2 = map(math.radians, (*one, *other))
    inner = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(inner))
