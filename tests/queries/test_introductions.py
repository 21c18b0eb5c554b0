"""introductions: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _names(answer) -> list[str]:
    return [row.name for row in answer.rows]


def test_a_shared_table_is_a_way_of_two_steps_in_words(session):
    answer = ask(session, "introductions", {"actor": ("Oosterdorp", "org:dorpswerk")})
    assert [(row.name, row.tier, row.values["steps"]) for row in answer.rows] == [("Oosterdorp → Tafelkring Veldland → Stichting Dorpswerk", "warm", 2)]
    row = answer.rows[0]
    assert row.values["route"] == "1. Oosterdorp lid van Tafelkring Veldland; 2. Stichting Dorpswerk lid van Tafelkring Veldland (secretariaat)"
    assert {item.statement["subject_id"] for item in row.evidence} == {"gm:GM9001", "org:dorpswerk"}
    assert row.values["busiest"] == 3 and any(way.kind == "website" for way in row.reachable_via)


def test_what_has_ended_is_no_way_and_a_detour_is_left_out(session):
    """Zuiderhaven left the Tafelkring in 2020, so only its adoption leads on: from Westerveen, which had it from Oosterdorp. That
    Westerveen and Oosterdorp also meet at the Tafelkring makes a longer way, which is no other one. In 2018 all three sat there."""
    assert _names(ask(session, "introductions", {"actor": ("Zuiderhaven", "Oosterdorp")})) == ["Zuiderhaven → Westerveen → Oosterdorp"]
    assert "Zuiderhaven → Tafelkring Veldland → Oosterdorp" not in _names(ask(session, "introductions", {"actor": ("Zuiderhaven", "Oosterdorp")}))


def test_a_table_made_by_law_is_weak_and_only_shown_when_there_is_nothing_else(session):
    """Handenteam and Nabuur meet at the Wetkring alone; Nabuur had the klusploeg from the Klusdienst, which is warm by itself."""
    answer = ask(session, "introductions", {"actor": ("org:handenteam", "org:nabuur")})
    assert [(row.name, row.tier) for row in answer.rows] == [("Handenteam Veldland → Wetkring Veldland → Stichting Nabuur", "weak")]
    assert answer.notes[0].startswith("Geen warme route") and any("https://nabuur.example" in note for note in answer.notes)
    warm = ask(session, "introductions", {"actor": ("org:nabuur", "org:klusdienst")})
    assert [(row.tier, row.values["steps"]) for row in warm.rows] == [("warm", 1)]


def test_no_way_at_all_says_so_with_the_public_page_and_ways_on(session):
    answer = ask(session, "introductions", {"actor": ("org:streekraad", "org:dorpswerk")})
    assert not answer.rows and answer.empty_reason.startswith("Geen warme route")
    assert "https://dorpswerk.example" in answer.empty_reason
    assert answer.suggestions and all(way.count and way.question in ("portfolio", "partners") for way in answer.suggestions)


def test_movisie_gets_to_tilburg_along_the_rainbow_cities(shipped: Engines):
    """Movisie leads the network of rainbow cities and Tilburg is a member of it; nothing shorter is known."""
    row = ask(shipped.tested, "introductions", {"actor": ("Movisie", "Tilburg")}).rows[0]
    assert row.name == "Movisie → Netwerk Regenboogsteden → Tilburg" and row.tier == "warm"
    assert [item.statement["relation_id"] for item in row.evidence] == ["leads", "member_of"]


def test_zonmw_and_the_vng_meet_at_events_that_both_organised(shipped: Engines):
    """With Platform Sociaal Domein they held the matching meeting of 18 January 2024 (three organisers) and the practice parade of
    2018: the smallest tables first, then by name."""
    rows = ask(shipped.tested, "introductions", {"actor": ("ZonMw", "org:vng")}, top=0).rows
    assert rows[0].id == "event:matching-2024" and rows[0].values["newest"] == "2024" and rows[0].values["busiest"] == 3
    assert "event:pvp-2018" in {row.id for row in rows}
    assert [row.values["steps"] for row in rows] == sorted(row.values["steps"] for row in rows)


def test_berkelland_and_assen_have_no_warm_way(shipped: Engines):
    """Berkelland and Enschede share the town bank by law, and Assen saw an example in Enschede: weak, and said to be so."""
    answer = ask(shipped.tested, "introductions", {"actor": ("Berkelland", "Assen")})
    assert {row.tier for row in answer.rows} == {"weak"} and answer.notes[0].startswith("Geen warme route")
    assert any("Enschede" in row.name for row in answer.rows)


def test_every_step_of_every_way_has_its_claim(shipped: Engines):
    for pair in (("org:vng", "org:zonmw"), ("Utrecht", "Amsterdam"), ("Movisie", "Rotterdam")):
        for row in ask(shipped.tested, "introductions", {"actor": pair}, top=0).rows:
            assert 1 <= row.values["steps"] <= 3
            assert len({frozenset((item.statement["subject_id"], item.statement["object_id"])) for item in row.evidence}) >= row.values["steps"]
