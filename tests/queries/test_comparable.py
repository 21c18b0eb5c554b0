"""Comparable municipalities: the village by hand, real pairs against the registers, and the filter `--like`."""

from __future__ import annotations

import pytest

from graph.problems import UsageError
from queries.catalogue import ask
from queries.questions import comparable
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn, over the village."""
    return getattr(village, request.param)


def test_village_values_are_as_worked_out_by_hand(session):
    """Oosterdorp: 24,000 inhabitants, 300 per km2, provincie and jeugdregio Oosterland, and runs tables (buurthulp, also
    Kleinbrink's, which it took in) and a wijkwijzer (zorg dichtbij). Noorderbroek: density unknown, the same province,
    wijkwijzer on zorg dichtbij; its table is only planned. Westerveen: the same youth region, a table and kitchen of
    which the kitchen is on buurthulp. Zuiderhaven: a table on buurthulp, no region in common."""
    answer = ask(session, "comparable", {"actor": ["Oosterdorp"]}, top=0)
    found = {row.id: {part.signal: part.value for part in row.parts} for row in answer.rows}
    assert list(found) == ["gm:GM9004", "gm:GM9002", "gm:GM9003"]
    assert found["gm:GM9004"] == pytest.approx({"size": 18 / 24, "themes": 0.5, "regions": 0.5})
    assert found["gm:GM9002"] == pytest.approx({"size": 24 / 71, "density": 300 / 900.5, "themes": 0.5, "regions": 0.5})
    assert found["gm:GM9003"] == pytest.approx({"size": 24 / 140, "density": 300 / 2100, "themes": 0.5})
    for row in answer.rows:
        assert row.score == pytest.approx(sum(part.points for part in row.parts), abs=1e-9)
        assert row.evidence and all(item.document for item in row.evidence)


def test_who_took_part_of_a_merger_says_so(session):
    """Seen from Zuiderhaven, Oosterdorp shares buurthulp through its own table and through Kleinbrink's."""
    row = next(row for row in ask(session, "comparable", {"actor": ["Zuiderhaven"]}, top=0).rows if row.id == "gm:GM9001")
    assert {item.via for item in row.evidence if item.via} == {"gezegd van Kleinbrink, opgegaan in Oosterdorp"}


def test_weights_and_a_day_change_the_order(session):
    """Without weight for size Westerveen comes first. By 2013 nothing is known that Oosterdorp runs, so no theme counts."""
    first = ask(session, "comparable", {"actor": ["Oosterdorp"], "weights": {"size": "0"}}).rows[0]
    assert first.id == "gm:GM9002"
    early = ask(session, "comparable", {"actor": ["Oosterdorp"], "on": "2013-12-31"}, top=0)
    assert all(part.signal != "themes" for row in early.rows for part in row.parts)


def test_only_one_present_municipality_can_be_compared_with(session):
    for actors in (["Kleinbrink"], ["Stichting Dorpswerk"], ["Oosterdorp", "Westerveen"]):
        with pytest.raises(UsageError):
            ask(session, "comparable", {"actor": actors})


def test_woerden_is_most_like_houten(shipped: Engines):
    """CBS 2026: Houten 50,952 inhabitants at 877 per km2, Woerden 54,199 at 585.3. Houten works on four themes (integraal
    werken and participatie in Hogeschool Utrecht's project of 2020; sturing and bekostiging by the visitation), Woerden on
    the first two of these. Of Houten's seven regions Woerden shares all but one, the youth region."""
    row = ask(shipped.tested, "comparable", {"actor": ["Houten"]}).rows[0]
    assert row.id == "gm:GM0632"
    assert {part.signal: part.value for part in row.parts} == pytest.approx(
        {"size": 50952 / 54199, "density": 585.3 / 877, "themes": 2 / 4, "regions": 6 / 7})
    assert row.values["themes"] == "integraal werken; maatschappelijke participatie"
    assert "jeugdregio" not in row.values["regions"]
    assert "doc:hu-lokaal-integraal-werken-2020" in {item.document for item in row.evidence}


def test_islands_are_like_islands(shipped: Engines):
    """CBS 2026: Vlieland 1,202 inhabitants, Schiermonnikoog 972, Ameland 3,816, Terschelling 4,834; all in the same seven
    regions. No theme is known on which Vlieland runs something, and the answer says so."""
    answer = ask(shipped.tested, "comparable", {"actor": ["Vlieland"]})
    assert [row.name for row in answer.rows[:3]] == ["Schiermonnikoog", "Ameland", "Terschelling"]
    assert answer.rows[0].parts[0].value == pytest.approx(972 / 1202)
    assert any("Vlieland" in note and "thema" in note for note in answer.notes)


def test_rotterdam_is_like_the_other_large_cities_and_not_like_houten(shipped: Engines):
    """CBS 2026: Rotterdam 673,804, Den Haag 569,468, Amsterdam 941,927 inhabitants; need 21: "Rotterdam … niet in Houten"."""
    names = [row.name for row in ask(shipped.tested, "comparable", {"actor": ["Rotterdam"]}, top=0).rows]
    assert set(names[:2]) == {"Amsterdam", "Den Haag"}
    assert names.index("Houten") > 100


def test_like_keeps_pioneers_and_knowers_to_comparable_municipalities(shipped: Engines):
    session = shipped.tested
    kept = comparable.alike(session, "gm:GM0321")
    assert len(kept) >= comparable.KEPT and "gm:GM0321" not in kept and "gm:GM0632" in kept
    whole = ask(session, "pioneers", {"theme": "theme:jeugd"}, top=0)
    alike = ask(session, "pioneers", {"theme": "theme:jeugd", "like": "Houten"}, top=0)
    assert [row.id for row in alike.rows] == [row.id for row in whole.rows if row.id in kept] and alike.rows
    for row in ask(session, "who_knows", {"theme": "theme:jeugd", "like": "Houten"}, top=0).rows:
        assert row.id in kept or row.id.startswith("person:")


def test_every_value_is_a_share_and_nobody_is_like_itself(shipped: Engines):
    session = shipped.tested
    for own in session.index.present()[::40]:
        answer = ask(session, "comparable", {"actor": [own]}, top=12)
        assert own not in {row.id for row in answer.rows} and answer.total == len(session.index.present()) - 1
        assert all(0 < part.value <= 1 for row in answer.rows for part in row.parts)
        assert [row.score for row in answer.rows] == sorted((row.score for row in answer.rows), reverse=True)


def test_an_answer_for_comparable_municipalities_says_so_and_leads_on_to_all(shipped: Engines):
    answer = ask(shipped.tested, "pioneers", {"theme": "theme:jeugd", "like": "Houten"})
    assert any("Houten" in note for note in answer.notes)
    empty = ask(shipped.tested, "pioneers", {"theme": "theme:wijk-ggd", "like": "Vlieland"})
    assert not empty.rows and "vergelijkbare" in empty.empty_reason
    way = empty.suggestions[0]
    assert way.count == ask(shipped.tested, "pioneers", dict(way.params)).total > 0
