"""The map as a Vega-Lite chart. The shapes come as a file from the app's own address, so that a click does not send them again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import altair as alt

from graph.language import number
from pages import picture, safe
from pages.picture import Spec
from pages.words import say
from queries.pictures.areas import MOST_STEPS, NONE, Area, step_of
from queries.questions.coverage import COVERED, ELSEWHERE, NOTHING

STATIC = Path(__file__).resolve().parent.parent / "static"
DRAWN, FETCHED = "map", "borders"  # folders of the schematic map and of the fetched borders
TALL, SMALL = 600, 460  # pixels
_STRIPES = 7
STATED, INFERRED = 1, 2  # how a network's cover of an area is known


def folder(layer: str) -> str:
    """Where a layer's shapes come from: the fetched borders when they are there, else the schematic map."""
    return FETCHED if (STATIC / FETCHED / f"{layer}.json").exists() else DRAWN


def drawn(areas: Sequence[Area], bounds: Sequence[float], per: bool, layer: str, chosen: str, cover: Mapping[str, int], language: str, height: int) -> Spec:
    """The chart on the page. A click on an area chooses it."""
    where = folder(layer)
    stamp = int((STATIC / where / f"{layer}.json").stat().st_mtime)
    source = {"url": f"/app/static/{where}/{layer}.json?{stamp}", "format": {"type": "json", "property": "features"}}
    spec = _spec(areas, bounds, per, source, chosen, cover, language, printed=False)
    return spec | {"$schema": picture.SCHEMA, "height": height, "autosize": {"type": "fit-x", "contains": "padding"}}


def printed(maps: Sequence[tuple[str, Sequence[Area]]], bounds: Sequence[float], per: bool, layer: str, cover: Mapping[str, int], title: str, said: Sequence[str],
            language: str) -> alt.TopLevelMixin:
    """One map or two on paper, with the shapes inside, a legend, and where everything comes from."""
    source: Spec = {"values": features(layer)}
    width = 640 if len(maps) == 1 else 430
    parts = [_spec(found, bounds, per, source, "", cover, language, printed=True) | {"width": width, "height": int(width * 1.15), "title": caption or " "}
             for caption, found in maps]
    spec: Spec = {"$schema": picture.SCHEMA, "hconcat": parts, "title": {"text": safe.plain(title), "subtitle": [safe.plain(line) for line in said], "anchor": "start",
                                                               "fontSize": 18, "offset": 14}}
    return alt.HConcatChart.from_dict(spec, validate=False)


def features(layer: str) -> list[dict[str, object]]:
    """The shapes of a layer as they stand in its file."""
    return json.loads((STATIC / folder(layer) / f"{layer}.json").read_text(encoding="utf-8"))["features"]


def klass(area: Area, bounds: Sequence[float], per: bool) -> str:
    """What an area is drawn as: a step of the scale, or what it is without a figure."""
    step = step_of(area.value(per), bounds)
    return f"step{step}" if step >= 0 else area.state if area.state in NONE else ELSEWHERE


def colours(bounds: Sequence[float], printed: bool) -> dict[str, object]:
    """Class -> its fill; the steps spread over the scale, what is without a figure apart from it."""
    scale = picture.steps(printed)
    count = len(bounds)
    places = [MOST_STEPS - 1] if count == 1 else [round(step * (MOST_STEPS - 1) / (count - 1)) for step in range(count)] if count else []
    dark = picture.is_dark() and not printed
    ground, sand, line = ("#14191b", "#4a4233", "#6b7579") if dark else ("#ffffff", "#efe0bf", "#a9a498")
    return {**{f"step{step}": scale[place] for step, place in enumerate(places)}, COVERED: sand, ELSEWHERE: ground, NOTHING: _hatched(ground, line)}


def labels(bounds: Sequence[float], per: bool, language: str) -> dict[str, str]:
    """Class -> what the legend says of it, in numbers."""
    found = {}
    for step, bound in enumerate(bounds):
        after = bounds[step + 1] if step + 1 < len(bounds) else None
        found[f"step{step}"] = _range(bound, after, per, language)
    return found | {state: say(f"map.legend.{state}", language) for state in NONE}


def shown(value: float | None, per: bool, language: str) -> str:
    """A figure as text; a dash where it cannot be worked out."""
    return "–" if value is None else number(round(value, 1 if per else 0), language, 1 if per else 0)


def _range(bound: float, after: float | None, per: bool, language: str) -> str:
    low = number(bound, language, 0 if float(bound).is_integer() else 2)
    if after is None:
        return say("map.legend.more", language, low=low)
    high = number(after, language, 0 if float(after).is_integer() else 2)
    if not per:
        last = int(after) - 1
        return low if last <= bound else say("map.legend.range", language, low=low, high=number(last, language))
    return say("map.legend.less", language, high=high) if not bound else say("map.legend.under", language, low=low, high=high)


def _hatched(ground: str, line: str) -> Spec:
    """Slanting stripes; the drawing library has no hatching, but its gradients may have hard steps."""
    stops = []
    for stripe in range(_STRIPES):
        start, middle, end = stripe / _STRIPES, (stripe + 0.62) / _STRIPES, (stripe + 1) / _STRIPES
        stops += [{"offset": round(place, 3), "color": colour} for place, colour in ((start, ground), (middle, ground), (middle, line), (end, line))]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


def _spec(areas: Sequence[Area], bounds: Sequence[float], per: bool, source: Spec, chosen: str, cover: Mapping[str, int], language: str, *, printed: bool) -> Spec:
    """The figures travel as a small table beside the shapes: as objects they would be three times as large at every click."""
    fills, names, codes = colours(bounds, printed), labels(bounds, per, language), _codes(bounds)
    kinds = {area.id: klass(area, bounds, per) for area in areas}
    nil = shown(0.0, per, language)  # by far most areas: they are left out of the table and filled in by the browser
    lines = ["id|v|k|w", *(f"{area.id}|{value}|{codes[kinds[area.id]]}|{cover.get(area.id, 0)}" for area in areas
                           if (value := shown(area.value(per), per, language)) != nil or kinds[area.id] != ELSEWHERE or cover.get(area.id))]
    figures = {"values": "\n".join(lines), "format": {"type": "dsv", "delimiter": "|", "parse": {"id": "string", "v": "string", "k": "string", "w": "number"}}}
    plain = [kind for kind in fills if kind in kinds.values() and kind != NOTHING]
    legend: object = {"title": None, "labelExpr": f"({json.dumps({codes[kind]: names[kind] for kind in plain})})[datum.value]", "labelFontSize": 12, "labelLimit": 320,
                      "symbolType": "square", "symbolSize": 180, "symbolStrokeColor": "#555", "orient": "bottom", "columns": 3} if printed else None
    fill = {"condition": {"test": f"datum.k === '{codes[NOTHING]}'", "value": fills[NOTHING]}, "field": "k", "type": "nominal",
            "scale": {"domain": [codes[kind] for kind in plain], "range": [fills[kind] for kind in plain]}, "legend": legend}
    mark = {"type": "geoshape", "aria": False, "stroke": "#8a8f8f", "strokeWidth": 0.5, "strokeJoin": "round", **({} if printed else {"cursor": "pointer"})}
    tooltip = [{"field": "properties.n", "type": "nominal", "title": say("map.area", language)}, {"field": "v", "type": "nominal", "title": say("map.figure", language)}]
    layers = [{"mark": mark, "encoding": {"fill": fill, "tooltip": tooltip}, **({} if printed else {"params": [picture.CHOICE]})}]
    warm = {"type": "geoshape", "aria": False, "fill": None, "stroke": picture.PALETTE[1], "strokeWidth": 2}
    for how, dash in ((STATED, [1, 0]), (INFERRED, [3, 2])):
        if how in cover.values():
            layers.append({"transform": [{"filter": f"toNumber(datum.w) === {how}"}], "mark": {**warm, "strokeDash": dash}})
    if chosen:
        layers.append({"transform": [{"filter": f"datum.id === {json.dumps(chosen)}"}], "mark": {**warm, "stroke": picture.ink(printed), "strokeWidth": 3}})
    return {"data": source, "view": {"stroke": None}, "projection": {"type": "mercator"},
            "transform": [{"lookup": "id", "from": {"data": figures, "key": "id", "fields": ["v", "k", "w"]}},
                          {"calculate": f"datum.k || '{codes[ELSEWHERE]}'", "as": "k"}, {"calculate": f"datum.v || {json.dumps(nil)}", "as": "v"}], "layer": layers}


def _codes(bounds: Sequence[float]) -> dict[str, str]:
    """Class -> one letter or digit for it."""
    return {**{f"step{step}": str(step) for step in range(len(bounds))}, COVERED: "c", ELSEWHERE: "e", NOTHING: "n"}
