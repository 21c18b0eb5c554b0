"""matching: by hand on the village (tests/village/README.md), against documents of the shipped data, and for 300 at once."""

from __future__ import annotations

import time

import numpy as np
import pytest

from graph.problems import UsageError
from queries.catalogue import ask, resolve
from queries.questions import matching
from queries.questions.common_ground import common_ground
from queries.questions.shares import by_main_theme, weights
from tests.queries.conftest import Engines

MOST_SECONDS = 1.0  # for all pairs of 300 organisations


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _cells(answer) -> dict[tuple[str, str], object]:
    return {(row.id, row.values["column_id"]): row for row in answer.rows}


def test_common_ground_is_the_narrowest_theme_on_which_both_do_something(session):
    """Oosterdorp and Westerveen meet on buurthulp (the table and kitchen of one, the tables of the other, the Tafelkring of both);
    Westerveen's table and question are about maaltijden, on which Oosterdorp has nothing."""
    answer = ask(session, "matching", {"actor": ("Oosterdorp", "Westerveen")}, top=0)
    cells = _cells(answer)
    assert {row.id: row.tier for row in answer.rows} == {"theme:buurthulp": "common", "theme:maaltijden": "partial"}
    assert cells["theme:buurthulp", "gm:GM9001"].values["count"] == cells["theme:buurthulp", "gm:GM9002"].values["count"] == 4
    assert cells["theme:buurthulp", "gm:GM9001"].values["agenda"] == (
        "al samen in Tafelkring Veldland; vragen: Hoe houden wij vrijwilligers aan tafel?; ervaringen uitwisselen")


def test_what_is_lacking_says_whom_to_turn_to_with_their_evidence(session):
    cell = _cells(ask(session, "matching", {"actor": ("Oosterdorp", "Westerveen")}, top=0))["theme:maaltijden", "gm:GM9001"]
    assert cell.values["count"] == 0 and cell.why == "niets bekend; kan terecht bij Westerveen"
    assert {item.statement["subject_id"] for item in cell.evidence} == {"gm:GM9002", "init:tafel-westerveen", "question:wie-kookt"}


def test_the_overlap_of_a_pair_by_main_themes(session):
    """Oosterdorp: 6/7 buurthulp and 1/7 zorg-dichtbij; Westerveen: all on buurthulp, under which maaltijden falls. Both have 6/7."""
    assert any("86%" in note for note in ask(session, "matching", {"actor": ("Oosterdorp", "Westerveen")}).notes)


def test_one_is_not_enough_and_the_same_twice_is_one(session):
    for actors in (("Oosterdorp",), ()):
        with pytest.raises(UsageError):
            ask(session, "matching", {"actor": actors})


def test_nothing_known_leads_to_what_each_does(session):
    answer = ask(session, "matching", {"actor": ("Oosterdorp", "Westerveen"), "on": "2012-06-30"})
    assert not answer.rows and answer.empty_reason
    for way in answer.suggestions:
        assert ask(session, way.question, way.params, top=0).total == way.count > 0
    assert answer.suggestions


def test_common_ground_of_profiles():
    ids, shared = common_ground({"b": {"x": 0.5, "y": 0.5}, "a": {"x": 1.0}, "c": {}, "d": {"x": 0.25, "y": 0.25, "z": 0.5}})
    assert ids == ["a", "b", "c", "d"]
    assert np.allclose(shared, [[1, 0.5, 0, 0.25], [0.5, 1, 0, 0.5], [0, 0, 0, 0], [0.25, 0.5, 0, 1]])


def test_all_pairs_of_300_organisations_within_a_second(shipped: Engines):
    """From the store to every pair: the observations of 300 actors, their profiles, and 45,000 pairs."""
    session = shipped.tested
    busiest = sorted(session.index.places_of, key=lambda actor: (-len(session.index.places_of[actor]), actor))
    actors = [actor for actor in busiest if actor.startswith(("org:", "net:"))][:300]
    assert len(actors) == 300
    asked = resolve(session, matching.QUESTION, {"actor": tuple(actors)})
    started = time.perf_counter()
    found = matching.profiles(session, asked)
    ids, shared = common_ground({actor: by_main_theme(session, weights(parts)) for actor, parts in found.items()})
    assert time.perf_counter() - started < MOST_SECONDS
    assert shared.shape == (300, 300) and np.allclose(shared, shared.T)
    has = [bool(found[actor]) for actor in ids]
    assert sum(has) > 100 and np.allclose(np.diag(shared), has)


def test_groningen_and_tilburg_meet_in_the_experiments_with_social_assistance(shipped: Engines):
    """Both ran a bijstandsexperiment and are in the Kopgroep bijstandsexperimenten (basisinkomen.nl, 2015); both have a basisbaan."""
    cells = _cells(ask(shipped.tested, "matching", {"actor": ("gm:GM0014", "gm:GM0855")}, top=0))
    row = cells["theme:bijstandsexperimenten", "gm:GM0014"]
    assert row.tier == "common"
    assert row.values["agenda"].startswith("al samen in Kopgroep bijstandsexperimenten")
    assert ("theme:basisbaan", "gm:GM0855") in cells and cells["theme:basisbaan", "gm:GM0855"].tier == "common"


def test_zonmw_asks_what_vng_has_experience_with(shipped: Engines):
    """ZonMw asks how health promotion is paid for; VNG took part in ten reviews of municipal finances (visitaties)."""
    cells = _cells(ask(shipped.tested, "matching", {"actor": ("ZonMw", "org:vng")}, top=0))
    assert cells["theme:bekostiging", "org:zonmw"].values["brings"] == "Hoe financier je gezondheidsbevordering?"
    assert cells["theme:bekostiging", "org:vng"].values["count"] == 10
    assert "Visitatie" in cells["theme:bekostiging", "org:vng"].values["brings"]


def test_vng_can_turn_to_zonmw_for_prevention(shipped: Engines):
    """Gemeenten Samen Gezond and the Kennisplatform Preventie are ZonMw's; on prevention nothing of VNG is known."""
    cells = _cells(ask(shipped.tested, "matching", {"actor": ("ZonMw", "org:vng")}, top=0))
    assert cells["theme:preventie", "org:vng"].why == "niets bekend; kan terecht bij ZonMw"
    assert "Gemeenten Samen Gezond" in cells["theme:preventie", "org:zonmw"].values["brings"]
    assert all(row.evidence for row in cells.values())
