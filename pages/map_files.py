"""What is taken along from the map page: the picture with where it comes from in it, the table, and the areas as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import altair as alt

from pages import frame, map_chart, map_panel, picture, safe
from pages.map_view import View
from pages.words import day, say
from queries.pictures.areas import Area
from queries.render import table_csv


def draw(later: Sequence[Area], earlier: Sequence[Area], bounds: Sequence[float], view: View, cover: Mapping[str, int], title: str, as_of: str,
         language: str) -> None:
    """The buttons; a file is made when it is asked for."""
    what = say(f"map.counted.{view.counted}", language)

    def printed() -> alt.TopLevelMixin:
        maps = [(day(view.other, language), earlier)] if earlier else []
        maps.append((day(view.on or as_of, language), later))
        said = [say("map.per", language, what=what) if view.per else what, say("map.printed", language, day=day(as_of, language)),
                say(f"map.source.{map_chart.folder(view.layer)}", language)]
        return map_chart.printed(maps, bounds, view.per, view.layer, cover, title, said, language)

    name = f"wieweetwat-{frame.MAP}-{view.theme.replace(':', '-')}-{view.layer}"[:80]
    picture.downloads(printed, name, language, csv=lambda: as_csv(later, earlier, view, cover, language),
                      more=[(say("map.geojson", language), lambda: as_geojson(later, view, cover, title, as_of, language), "geojson", "application/geo+json")])


def as_csv(later: Sequence[Area], earlier: Sequence[Area], view: View, cover: Mapping[str, int], language: str) -> str:
    """The table twin; cells that a spreadsheet would run are made harmless."""
    before = {area.id: area for area in earlier}
    rows = []
    for area in later:
        line = map_panel.cells(area, before.get(area.id), bool(earlier), cover if cover else None, language)
        line[1], line[3] = str(area.count), str(area.inhabitants or "")
        rows.append([area.id, *line])
    return table_csv(["id", *map_panel.header(view, bool(earlier), bool(cover), language)], rows)


def as_geojson(areas: Sequence[Area], view: View, cover: Mapping[str, int], title: str, as_of: str, language: str) -> str:
    """The areas with their figures, for a map program. Outer rings run counter-clockwise, as RFC 7946 wants."""
    known = {area.id: area for area in areas}
    features = []
    for shape in map_chart.features(view.layer):
        if area := known.get(str(shape["id"])):
            facts = {"id": area.id, "name": safe.plain(area.name), view.counted: area.count, "per_100000": area.value(True), "inhabitants": area.inhabitants or None,
                     "state": area.state, **({"covered": bool(cover.get(area.id))} if cover else {})}
            features.append({"type": "Feature", "id": area.id, "properties": facts, "geometry": _turned(shape["geometry"])})
    source = say(f"map.source.{map_chart.folder(view.layer)}", language)
    return json.dumps({"type": "FeatureCollection", "name": safe.plain(title), "source": source, "as_of": view.on or as_of, "features": features}, ensure_ascii=False)


def _turned(geometry: object) -> object:
    assert isinstance(geometry, dict)
    pieces = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": [[ring[::-1] for ring in piece] for piece in pieces]}
