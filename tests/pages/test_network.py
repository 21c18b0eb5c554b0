"""The network page on the village: what its address says, what it shows and where it leads."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages import network_looks, network_view, network_ways, opening
from pages.network_view import View
from queries.pictures import network
from queries.pictures.web import KINDS
from tests.pages.conftest import page, shown


def texts(app: AppTest) -> str:
    """What a reader reads: the page without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", shown(app)))


def marks(app: AppTest) -> dict[str, dict[str, object]]:
    """The marks of the picture by id."""
    found = next(held for held in app.get("vega_lite_chart")[0].proto.datasets if held.name == "marks")
    return {row["id"]: row for row in pa.ipc.open_stream(found.data.data).read_pandas().to_dict("records")}


@pytest.mark.parametrize("view", [View(), View(id="gm:GM9001", steps=2, kinds=("gm", "org"), relations=("runs",), row="org:dorpswerk", lang="en"),
                                  View(id="gm:GM9001", to="org:dorpswerk", whole=True)])
def test_an_address_gives_its_view_back(view: View) -> None:
    assert network_view.read(network_view.write(view)) == view


def test_what_cannot_be_read_is_left_out() -> None:
    view = network_view.read({"id": " gm:GM9001 ", "stappen": "17", "soorten": "gm,x,<script>,gm", "relaties": "runs,hates", "n": "5", "lang": "de"})
    assert view == View(id="gm:GM9001", kinds=("gm",), relations=("runs",))


def test_a_switch_goes_off_and_on_again() -> None:
    assert network_view.toggled((), ("gm", "org", "net"), "org") == ("gm", "net")
    assert network_view.toggled(("gm", "net"), ("gm", "org", "net"), "org") == ()
    assert network_view.toggled(("gm",), ("gm", "org", "net"), "gm") == ()  # nothing at all is everything


def test_every_kind_has_a_shape_of_its_own() -> None:
    assert set(network_looks.LOOKS) == set(KINDS)
    assert len({look.path for look in network_looks.LOOKS.values()}) == len(KINDS)


def test_the_strongest_is_explained_with_its_documents(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9001")
    said = texts(app)
    assert "Het netwerk rond Oosterdorp" in said and "Waarom verbonden met Oosterdorp" in said
    assert "voorop met" in said and "Streekblad" in said
    assert app.selectbox(key="pick-row").value == "theme:buurthulp"  # three times a front runner
    assert 'href="profiel?id=gm%3AGM9001"' in shown(app) and 'href="netwerk?id=theme%3Abuurthulp"' in shown(app)


def test_two_steps_are_explained_by_what_lies_between(app: AppTest) -> None:
    page(app, "netwerk", id="org:nabuur", stappen="2", rij="init:klus-een")
    said = texts(app)
    assert "Geen rechtstreekse band met Stichting Nabuur" in said and "via Klusdienst" in said
    assert "nam over van" in said and "voert uit" in said


def test_filters_take_away_and_move_nothing(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9001")
    before = marks(app)
    page(app, "netwerk", id="gm:GM9001", soorten="init,person", relaties="runs,role_at")
    after = marks(app)
    assert set(after) == {"gm:GM9001", "init:tafel-oosterdorp", "init:tafel-kleinbrink", "init:wijzer-oosterdorp", "person:ada-vos"}
    assert all(after[node][at] == before[node][at] for node in after for at in ("xw", "yw", "xn", "yn"))
    assert shown(app).count('class="inside stay off"') > 2


def test_a_filter_that_leaves_nothing_says_so(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9001", soorten="question")
    assert set(marks(app)) == {"gm:GM9001"} and "alleen het midden" in texts(app) and "alles tonen" in texts(app)


def test_the_other_language_moves_nothing(app: AppTest) -> None:
    page(app, "netwerk", id="theme:zorg-dichtbij", lang="nl")
    before = marks(app)
    page(app, "netwerk", id="theme:zorg-dichtbij", lang="en")
    assert len(before) == 5 and {node: (row["xw"], row["yw"]) for node, row in marks(app).items()} == {node: (row["xw"], row["yw"]) for node, row in before.items()}


def test_a_dissolved_municipality_shows_what_it_went_into(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9005")
    assert "Kleinbrink is opgegaan in Oosterdorp" in texts(app) and "Het netwerk rond Oosterdorp" in texts(app)


def test_a_way_is_told_step_by_step(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9003", naar="gm:GM9001")
    said = texts(app)
    assert "Zuiderhaven → Westerveen → Oosterdorp" in said and "Stap 1: Zuiderhaven en Westerveen" in said and "Stap 2" in said
    assert set(marks(app)) == {"gm:GM9003", "gm:GM9002", "gm:GM9001"}


def test_a_way_that_a_law_makes_is_said_to_be_weak(app: AppTest) -> None:
    page(app, "netwerk", id="org:handenteam", naar="org:nabuur")
    assert "tafel die de wet voorschrijft" in texts(app) and "Wetkring" in texts(app)


def test_without_a_way_it_is_said(app: AppTest) -> None:
    page(app, "netwerk", id="org:streekraad", naar="org:dorpswerk", lang="en")
    said = texts(app)
    assert "That does not mean that they do not know each other" in said and "Nor is a theme known" in said
    assert not app.get("vega_lite_chart")


def test_shared_themes_are_what_comes_nearest(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the village every two that share a theme also have a way, so that is taken away here."""
    answer = network_ways.opening.answer
    monkeypatch.setattr(network_ways.opening, "answer", lambda *asked: replace(answer(*asked), rows=[]))
    page(app, "netwerk", id="gm:GM9004", naar="org:dorpswerk")
    said = texts(app)
    assert "wij weten het niet" in said and "Het dichtst bij" in said and "zorg dichtbij" in said
    assert "theme:zorg-dichtbij" in marks(app) and "Stap 1: Noorderbroek en" in said


def test_choosing_an_actor_to_connect_with_writes_the_address(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9003")
    app.selectbox(key="pick-to").set_value("gm:GM9001").run()
    assert app.query_params["naar"] == "gm:GM9001" and app.query_params["id"] == "gm:GM9003"
    app.selectbox(key="pick-centre").set_value("org:dorpswerk").run()
    assert app.query_params["id"] == "org:dorpswerk"


@pytest.mark.parametrize("address", [{"id": "org:dorpswerkk"}, {"id": "<script>"}, {"id": "gm:GM9001", "naar": "org:dorpswerkk"}, {"id": "place:9001"}, {"id": "doc:rapport-2017"}])
def test_what_has_no_network_leads_on(app: AppTest, address: dict[str, str]) -> None:
    page(app, "netwerk", **address)
    assert not app.exception and "<h1>" in shown(app) and not app.get("vega_lite_chart")
    assert "profiel?" in shown(app) or len(app.get("page_link")) >= 2


def test_profiles_and_answers_lead_here(app: AppTest) -> None:
    page(app, "profiel", id="gm:GM9001")
    assert 'href="netwerk?id=gm%3AGM9001"' in shown(app)
    page(app, "voortrekkers", thema="theme:zorg-dichtbij", rij="gm:GM9002")
    assert 'href="netwerk?id=gm%3AGM9002"' in shown(app)
    page(app, "vraag", id="introductions", actor="gm:GM9003,gm:GM9001")
    assert 'href="netwerk?id=gm%3AGM9003&amp;naar=gm%3AGM9001"' in shown(app)


def test_the_table_has_every_link_those_of_the_centre_first(app: AppTest) -> None:
    page(app, "netwerk", id="gm:GM9002", stappen="2")
    session = opening.session("nl")
    links = [link for tie in network.around(session, "gm:GM9002", 2).ties for link in tie.links]
    rows = re.findall(r"<tr>(.*?)</tr>", shown(app).split("<tbody>")[1].split("</tbody>")[0])
    assert len(rows) == len(links) > 20
    own = ["profiel?id=gm%3AGM9002" in row for row in rows]
    assert own == sorted(own, reverse=True) and any(own) and not all(own)
    assert all(row.count("<td>") == 6 and "bronnen?id=doc" in row for row in rows)
