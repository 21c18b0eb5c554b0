"""The map page's address, legend and files; how it looks and answers is tested in tests/browser/test_map.py."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from pages import map_chart, map_view
from pages.map_view import View
from tests.pages.conftest import page, shown

THEME = "theme:zorg-dichtbij"


@pytest.mark.parametrize("view", [View(), View(theme=THEME, layer="provincie", counted="actoren", per=True, on="2020-01-01", other="2016-12-31", row="gm:GM1",
                                                network="net:a", lang="en")])
def test_an_address_gives_the_view_back(view: View) -> None:
    assert map_view.read(map_view.write(view)) == view


def test_what_cannot_be_read_falls_back() -> None:
    assert map_view.read({"laag": "onzin", "maat": "onzin-per-100000", "vergelijk": "2019-13-45", "lang": "xx"}) == View()
    assert map_view.read({"vergelijk": "2019"}).other == ""


@pytest.mark.parametrize(("bounds", "per", "labels"), [
    ([1, 2, 3], False, ["1", "2", "3 of meer"]), ([1, 4, 10], False, ["1 t/m 3", "4 t/m 9", "10 of meer"]),
    ([0, 0.5, 2], True, ["minder dan 0,50", "0,50 tot 2", "2 of meer"])])
def test_the_legend_is_in_numbers(bounds: list[float], per: bool, labels: list[str]) -> None:
    assert list(map_chart.labels(bounds, per, "nl").values())[:len(labels)] == labels


def test_every_layer_has_a_file_with_a_name_for_each_area() -> None:
    for path in (map_chart.STATIC / map_chart.DRAWN).glob("*.json"):
        assert all(one["properties"]["n"] for one in json.loads(path.read_text(encoding="utf-8"))["features"])


def test_the_page_says_what_is_seen_and_explains_the_fullest_area(app: AppTest) -> None:
    page(app, "kaart", thema=THEME)
    assert not app.exception
    assert "iets bekend, het meest in" in shown(app) and 'class="why-name"' in shown(app)
    assert len(app.selectbox(key="map-row").options) == shown(app).count("<tr><td>")  # the picker and the table have the same areas


def test_a_choice_is_written_into_the_address_and_the_rest_stays(app: AppTest) -> None:
    page(app, "kaart", thema=THEME, vergelijk="2016-12-31")
    app.selectbox(key="map-layer").set_value("provincie").run()
    assert not app.exception
    found = {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}
    assert found["laag"] == "provincie" and found["vergelijk"] == "2016-12-31" and found["thema"] == THEME


def test_an_unknown_network_is_said(app: AppTest) -> None:
    page(app, "kaart", thema=THEME, netwerk="net:bestaat-niet")
    assert not app.exception and '<h2 class="why-name">' not in shown(app)
