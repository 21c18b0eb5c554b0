"""bridges: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import networkx as nx
import pytest

from queries.catalogue import ask
from queries.questions.bridges import shares
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def test_the_share_of_ways_and_who_would_be_apart_are_counted(session):
    """buurthulp, six parties: Oosterdorp, Westerveen and Dorpswerk meet in the Tafelkring, Westerveen and Kennispunt at the
    keukentafel; Zuiderhaven (which left the Tafelkring) and Noorderbroek meet nobody. Of the 15 pairs the Tafelkring lies between
    O-W, O-D, W-D, O-K and D-K (33.3 %), Westerveen between O-K and D-K (13.3 %). Without the Tafelkring two stand apart, without
    Westerveen only Kennispunt."""
    rows = [row for row in ask(session, "bridges", {"theme": "buurthulp"}).rows if row.tier == "bridge"]
    assert [(row.id, row.values["share"], row.values["cut"]) for row in rows] == [("net:tafelkring", "33,3", 2), ("gm:GM9002", "13,3", 1)]
    assert rows[0].values["provinces"] == "Oosterland; Westerland"
    assert {item.statement["object_id"] for item in rows[0].evidence} == {"net:tafelkring"}


def test_regions_without_a_shared_table_are_named_with_who_could_begin(session):
    """The provinces meet in the Tafelkring; the youth regions do not: Oosterland has Oosterdorp, Westerveen and Dorpswerk."""
    assert not [row for row in ask(session, "bridges", {"theme": "buurthulp"}).rows if row.tier == "apart-regions"]
    rows = [row for row in ask(session, "bridges", {"theme": "buurthulp", "layer": "jeugdregio"}).rows if row.tier == "apart-regions"]
    assert [row.name for row in rows] == ["Havenstreek – Oosterland"]
    assert "voor zover bekend" in rows[0].why and rows[0].evidence


def test_a_theme_with_nobody_together_says_so(session):
    answer = ask(session, "bridges", {"theme": "theme:tuinieren"})
    assert not answer.rows and answer.empty_reason and answer.suggestions[-1].params == {}


def test_the_share_is_the_same_as_counting_all_shortest_ways():
    """A path of actors joined by tables, and two tables between the same actors: counted way by way."""
    graph = nx.Graph([("gm:a", "net:1"), ("gm:b", "net:1"), ("gm:b", "net:2"), ("gm:c", "net:2"), ("gm:b", "net:3"), ("gm:c", "net:3"), ("gm:d", "net:3")])
    found, exact = shares(graph)
    actors = ["gm:a", "gm:b", "gm:c", "gm:d"]
    for node in graph:
        ways = 0.0
        for one in actors:
            for other in actors:
                paths = list(nx.all_shortest_paths(graph, one, other)) if one < other else []
                ways += sum(node in path[1:-1] for path in paths) / len(paths) if paths else 0.0
        assert found[node] == pytest.approx(ways / 6), node
    assert exact


def test_the_starting_points_of_a_large_graph_are_the_same_every_time():
    graph = nx.Graph([(f"gm:{number:03}", f"net:{number // 3:03}") for number in range(300)] + [(f"gm:{number:03}", f"net:{number % 7:03}") for number in range(300)])
    first, exact = shares(graph)
    again, _ = shares(nx.Graph(sorted(graph.edges, reverse=True)))
    assert not exact and again == pytest.approx(first)


def test_the_anwb_holds_the_loneliness_theme_together_and_kerkrade_ties_the_south_to_it(shipped: Engines):
    """ANWB takes part in AutoMaatje in 28 municipalities; Kerkrade runs one and is in Samen tegen eenzaamheid Zuid-Limburg, so
    without Kerkrade the other members of that network would stand apart."""
    rows = ask(shipped.tested, "bridges", {"theme": "eenzaamheid"}).rows
    assert rows[0].id == "org:anwb" and int(rows[0].values["cut"]) > 20
    kerkrade = next(row for row in rows if row.id == "gm:GM0928")
    assert kerkrade.values["through"] == "ANWB AutoMaatje (Kerkrade); Samen tegen eenzaamheid Zuid-Limburg"
    assert kerkrade.values["cut"] == 10


def test_no_pair_called_apart_shares_a_table(shipped: Engines):
    """Against the claims themselves: no network, initiative, programme or event on youth has members of both provinces."""
    session = shipped.tested
    rows = [row for row in ask(session, "bridges", {"theme": "jeugd"}, top=0).rows if row.tier == "apart-regions"]
    assert rows
    things = set(session.index.things(session.index.closure("theme:jeugd"))) - session.index.legal
    seats: dict[str, set[str]] = {}
    for relation in ("runs", "involved_in", "leads", "partner_in", "member_of", "funds", "organises"):
        for link in session.index.links(relation):
            if link.object in things and link.subject.startswith("gm:") and not link.till:
                seats.setdefault(link.object, set()).update(session.index.successors(link.subject))
    for row in rows:
        one, other = (next(region for region in session.resolver.regions("provincie") if region.name == name) for name in row.name.split(" – "))
        assert not [thing for thing, members in seats.items() if members & one.municipalities and members & other.municipalities], row.name
