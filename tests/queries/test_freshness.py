"""freshness: by hand on the village (tests/village/README.md) and against what documents of the shipped data say."""

from __future__ import annotations

import pytest

from queries.catalogue import ask
from tests.queries.conftest import Engines


@pytest.fixture(params=["oracle", "tested"])
def session(request: pytest.FixtureRequest, village: Engines):
    """Each engine in turn."""
    return getattr(village, request.param)


def _block(answer, name: str) -> list[str]:
    return [row.id for row in answer.rows if row.tier == name]


def test_a_theme_is_stale_when_its_newest_document_is_older_than_a_term(session):
    """muziek: the choir in the report of 2017, eight years before the data date. Of tuinieren the newest is of 2021: four years,
    not more. In 2030, were that the day, all would be old; on 2019-12-31 nothing of 2017 is."""
    answer = ask(session, "freshness", {}, top=0)
    assert _block(answer, "stale") == ["theme:muziek"]
    row = answer.rows[0]
    assert (row.values["newest"], row.values["age"]) == ("2017-12-31", "8,0")
    assert {item.document for item in row.evidence} == {"doc:rapport-2017"}
    assert not _block(ask(session, "freshness", {"theme": "theme:muziek", "on": "2019-12-31"}), "stale")


def test_roles_to_check_stand_oldest_first_and_ended_ones_are_left_out(session):
    """Eef Tan (2013), Bo Kramer (report of 2017), Ada Vos (2019). Cees Mol's is of 2021; Ada's at Kleinbrink and Dik Zand's ended."""
    answer = ask(session, "freshness", {}, top=0)
    assert _block(answer, "role") == ["person:eef-tan", "person:bo-kramer", "person:ada-vos"]
    ada = next(row for row in answer.rows if row.id == "person:ada-vos")
    assert ada.values["detail"] == "wethouder, Oosterdorp" and [item.statement["from"] for item in ada.evidence] == ["2019"]


def test_undated_documents_and_loose_nodes_have_their_own_evidence(session):
    """Everything undated is of doc:platform-nd; only the drinks party (event:borrel) is named by no claim."""
    answer = ask(session, "freshness", {}, top=0)
    assert _block(answer, "undated") == ["doc:platform-nd"] and "event:borrel" in _block(answer, "loose")
    for row in answer.rows:
        if row.tier in ("undated", "loose"):
            assert [(item.claim, item.document) for item in row.evidence] == [("", "doc:platform-nd")]


def test_a_region_keeps_its_own_roles_and_a_theme_its_own_documents(session):
    """Kennispunt, where Bo Kramer is lector, is active in Westerveen alone. Of no Streekraad is a place known."""
    assert _block(ask(session, "freshness", {"region": "provincie Oosterland"}), "role") == ["person:ada-vos"]
    assert _block(ask(session, "freshness", {"region": "provincie Westerland"}), "role") == ["person:bo-kramer"]
    answer = ask(session, "freshness", {"theme": "theme:maaltijden"})
    assert {row.tier for row in answer.rows} == {"undated"}


def test_nothing_old_says_so_with_ways_on(session):
    answer = ask(session, "freshness", {"theme": "theme:tuinieren"})
    assert not answer.rows and "tuinieren" in answer.empty_reason and answer.suggestions[-1].params == {}


def test_decentralisation_is_known_from_two_documents_of_2013(shipped: Engines):
    """A report of the transition bureau and the basic text of the region of Arnhem, both of 2013: the newest is of 30 October."""
    row = next(row for row in ask(shipped.tested, "freshness", {}, top=0).rows if row.id == "theme:decentralisatie")
    assert (row.tier, row.values["newest"], row.values["count"]) == ("stale", "2013-10-30", 2)


def test_actiz_is_named_by_no_claim(shipped: Engines):
    """The organisation has a row and a document, and no claim has it at an end: somebody should link it or drop it."""
    row = next(row for row in ask(shipped.tested, "freshness", {}, top=0).rows if row.id == "org:actiz")
    assert row.tier == "loose" and not shipped.tested.store.claims_around("org:actiz")


def test_the_counts_of_the_blocks_are_those_of_the_rows(shipped: Engines):
    answer = ask(shipped.tested, "freshness", {}, top=0)
    counts = {block: len(_block(answer, block)) for block in ("stale", "thin", "loose", "undated", "role")}
    assert all(f"{count} " in answer.notes[0] for count in counts.values()) and sum(counts.values()) == answer.total
    assert all(row.values["age"] for row in answer.rows if row.tier == "stale")
