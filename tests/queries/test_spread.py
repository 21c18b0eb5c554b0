"""spread: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from graph.problems import UsageError
from queries.catalogue import ask
from queries.questions.spread import as_given, last_as_given
from queries.questions.spread_of import EXACT, Adopter, Source, Start, chain, reached
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def test_adopters_stand_in_order_with_their_starts_as_ranges(session):
    """Oosterdorp began in 2013; Zuiderhaven had it by 2016, so in 2013 it cannot be excluded: 1 to 2. Westerveen began in 2017.
    Noorderbroek plans one for 2026, which is no adoption yet. The table of Kleinbrink (2015) is Oosterdorp's now."""
    rows = ask(session, "spread", {"practice": "family:buurttafel"}, top=0).rows
    assert [(row.name, row.values["period"], row.values["reached"]) for row in rows] == [
        ("Oosterdorp", "2013", "1–2"), ("Zuiderhaven", "uiterlijk 2016", "2"), ("Westerveen", "2017", "3"), ("Noorderbroek", "2026", "")]
    assert rows[3].values["state"].startswith("gepland")
    assert any("Kleinbrink" in item.via for item in rows[0].evidence)


def test_the_way_it_came_is_told_step_by_step_with_its_claims(session):
    """Zuiderhaven took it from Westerveen (Streekblad 2021), which had it from Oosterdorp (rapport 2017)."""
    row = next(row for row in ask(session, "spread", {"practice": "family:buurttafel"}).rows if row.name == "Zuiderhaven")
    assert row.why == "bestond uiterlijk 2016; via Westerveen, die het had van Oosterdorp"
    adoptions = {(item.statement["subject_id"], item.statement["object_id"]) for item in row.evidence if item.statement["relation_id"] == "adopted_from"}
    assert adoptions == {("gm:GM9003", "gm:GM9002"), ("gm:GM9002", "gm:GM9001")}


def test_what_nobody_says_is_marked_and_without_a_date_stands_last(session):
    """The kitchen is carried out by Kennispunt for Westerveen: one adopter. That Noorderbroek has it from there is inferred and undated."""
    rows = ask(session, "spread", {"practice": "method:keukentafel"}, top=0).rows
    assert [(row.name, row.values["period"], row.values["source"], row.values["reached"]) for row in rows] == [
        ("Westerveen", "2019-12", "", "1–2"), ("Noorderbroek", "", "Westerveen (afgeleid)", "")]


def test_scope_and_day_narrow_it(session):
    small = ask(session, "spread", {"practice": "family:buurttafel", "size": "large"}, top=0)
    assert [row.name for row in small.rows] == ["Zuiderhaven"]
    then = ask(session, "spread", {"practice": "family:buurttafel", "on": "2017-12-31", "region": "provincie Westerland"}, top=0)
    states = {row.name: row.values["state"] for row in then.rows}
    assert states == {"Zuiderhaven": "voert het uit", "Westerveen": "nam het over"}  # that Westerveen runs it is of 2021


def test_an_empty_answer_leads_on(session):
    answer = ask(session, "spread", {"practice": "family:wijkwijzer", "size": "large"})
    assert not answer.rows and "Wijkwijzer" in answer.empty_reason and answer.suggestions
    for way in answer.suggestions:
        assert ask(session, "spread", way.params, top=0).total == way.count > 0


def test_a_practice_is_needed(session):
    with pytest.raises(UsageError):
        ask(session, "spread", {})


@pytest.mark.parametrize(("start", "text"), [
    (Start("2018-01-01", "2018-12-31", EXACT), "2018"), (Start("2018-09-01", "2018-09-30", EXACT), "2018-09"),
    (Start("2018-09-24", "2018-09-24", EXACT), "2018-09-24"), (Start("2018-01-01", "2019-12-31", EXACT), "2018-01-01–2019-12-31")])
def test_a_start_keeps_the_precision_of_its_source(start: Start, text: str):
    assert as_given(start) == text


def test_the_last_day_of_a_year_or_month_is_said_shorter():
    assert [last_as_given(day) for day in ("2016-12-31", "2016-02-29", "2016-02-28")] == ["2016", "2016-02", "2016-02-28"]


def test_at_least_and_at_most_for_overlapping_ranges():
    found = [Adopter(str(number), start, "runs", (), ()) for number, start in enumerate((
        Start("2015-01-01", "2015-12-31", EXACT), Start("", "2016-06-30", "by"), Start("", "", "unknown")))]
    assert [reached(found, day) for day in ("2014-12-31", "2015-12-31", "2016-06-30")] == [(0, 2), (1, 3), (2, 3)]


def test_a_circle_of_adoptions_ends():
    one, other = (Adopter(name, Start("", "", "unknown"), "adopted", (Source(source, "claim:x", False),), ()) for name, source in ("ab", "ba"))
    assert chain("a", {"a": one, "b": other}) == ["b"]


def test_the_wijk_ggd_spread_from_vught_to_veldhoven(shipped: Engines):
    """Binnenlands Bestuur (2017): pilots in Amsterdam and Vught in 2015, in Amsterdam since April; Veldhoven took it from Vught and had
    it by 2020, as Waalre had; Zuidplas began in 2022."""
    rows = {row.name: row for row in ask(shipped.tested, "spread", {"practice": "family:wijk-ggd"}, top=0).rows}
    assert [(name, row.values["period"]) for name, row in rows.items()] == [
        ("Amsterdam", "2015-04"), ("Vught", "2015"), ("Veldhoven", "uiterlijk 2020"), ("Waalre", "uiterlijk 2020"), ("Zuidplas", "2022")]
    assert rows["Veldhoven"].values["source"] == "Vught" and rows["Amsterdam"].values["reached"] == "1–4"


def test_tilburg_follows_groningen_with_the_basisbaan(shipped: Engines):
    """OOG (June 2020): the first nine basisbanen in Groningen. CLB: Tilburg follows Groningen; no document says since when."""
    rows = {row.name: row for row in ask(shipped.tested, "spread", {"practice": "family:basisbaan"}, top=0).rows}
    assert rows["Groningen"].values["period"] == "2020-06" and rows["Groningen"].values["known"] == "volgens het document"
    assert rows["Tilburg"].values["source"] == "Groningen" and rows["Tilburg"].values["period"] == ""


def test_the_icelandic_model_was_unrolled_over_small_and_large(shipped: Engines):
    """Trimbos names the pilot municipalities of 2018; a rollout, so later ones followed nobody. Seventeen are small."""
    answer = ask(shipped.tested, "spread", {"practice": "family:oko"}, top=0)
    assert any("uitgerold" in note for note in answer.notes)
    assert sum(1 for row in answer.rows if row.values["size"] == "klein") == 17
    assert all(row.evidence for row in answer.rows)


def test_every_practice_is_answered_from_its_own_claims(shipped: Engines):
    for practice in [*shipped.tested.index.families, *shipped.tested.index.methods][::6]:
        answer = ask(shipped.tested, "spread", {"practice": practice}, top=0)
        assert all(row.evidence for row in answer.rows)
        assert answer.rows or answer.empty_reason
        assert len({item.claim for row in answer.rows for item in row.evidence}) < 150
