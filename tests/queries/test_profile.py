"""Profiles, regions, themes and documents of the village, worked out by hand, the same from both engines."""

from __future__ import annotations

import csv
import io

import pytest
import rdflib

from graph.problems import UnknownError
from graph.store import Claim
from queries.profiles import checks, sources, take
from queries.profiles.limits import limits
from queries.profiles.profile import CONCERNS, Group, Profile, profile_of
from queries.profiles.region import RegionView, region_view
from queries.profiles.theme import theme_view
from queries.profiles.timeline import Moment, timeline
from queries.profiles.whereabouts import whereabouts
from queries.session import Session
from tests.queries.conftest import Engines

NODES = ("gm:GM9001", "gm:GM9003", "gm:GM9005", "gm:GM9006", "org:kennispunt", "net:tafelkring", "person:ada-vos", "family:buurttafel",
         "method:keukentafel", "init:soepbus", "theme:buurthulp", "region:jeugdregio-JR91", "prog:dichtbij", "event:tafeldag", "place:9001",
         "question:wie-kookt", "change:kleinbrink-2019", "doc:rapport-2017")


def group(profile: Profile, relation: str, inverse: bool = False) -> Group:
    """One relation of a profile."""
    return next(found for found in profile.groups if (found.relation, found.inverse) == (relation, inverse))


def region(session: Session, identifier: str) -> RegionView:
    """The overview of a region."""
    return region_view(session, session.resolver.region(identifier), "nl")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("identifier", NODES)
def test_both_engines_tell_the_same(village: Engines, identifier: str, language: str) -> None:
    expected, found = (profile_of(session, identifier, language) for session in village)
    assert found == expected
    assert timeline(village.tested, found, language) == timeline(village.oracle, expected, language)


def test_every_claim_of_the_files_stands_in_two_profiles(village: Engines) -> None:
    claims = [claim for relation in ("runs", "adopted_from", "role_at", "tried", "covers") for claim in village.oracle.store.claims_of(relation)]
    assert claims
    for claim in claims:
        for end in (claim.subject, claim.object, claim.cell("concerns")):
            if end:
                assert claim.id in {statement.claim.id for statement in profile_of(village.tested, end, "nl").statements()}, (claim, end)


def test_relations_are_named_from_either_side(village: Engines) -> None:
    runs = group(profile_of(village.tested, "gm:GM9002", "nl"), "runs")
    assert runs.label == "voert uit" and {statement.name for statement in runs.statements} == {"Buurttafel Westerveen", "Keukentafel Westerveen"}
    run_by = group(profile_of(village.tested, "init:keuken-westerveen", "en"), "runs", inverse=True)
    assert run_by.label == "is run by" and {statement.other for statement in run_by.statements} == {"gm:GM9002", "org:kennispunt"}


def test_what_a_claim_is_about_is_told_of_that_too(village: Engines) -> None:
    about = group(profile_of(village.tested, "family:buurttafel", "nl"), CONCERNS, inverse=True)
    assert ("gm:GM9002", "gm:GM9001") in {(statement.claim.subject, statement.claim.object) for statement in about.statements}


def test_a_merged_municipality_stands_under_its_successor(village: Engines) -> None:
    """Kleinbrink went into Oosterdorp in 2019: its table is found there, and says so; its region and successor are its own."""
    profile = profile_of(village.tested, "gm:GM9001", "nl")
    table = next(found for found in group(profile, "runs").statements if found.other == "init:tafel-kleinbrink")
    assert table.evidence.via == "gezegd van Kleinbrink, opgegaan in Oosterdorp"
    assert profile.formerly == (("gm:GM9005", "Kleinbrink"),) and not profile.into
    assert [found.other for found in group(profile, "succeeds").statements] == ["gm:GM9005"]


def test_a_dissolved_municipality_says_where_it_went(village: Engines) -> None:
    one, two = (profile_of(village.tested, found, "nl") for found in ("gm:GM9005", "gm:GM9006"))
    assert one.dissolved == "2019-01-01" and one.into == (("gm:GM9001", "Oosterdorp"),)
    assert [found for found, _ in two.into] == ["gm:GM9002", "gm:GM9003"]
    assert profile_of(village.tested, "gm:GM9002", "nl").formerly == ()  # Splitwoude went into two: credited to none


def test_facts_are_in_words_and_without_the_name(village: Engines) -> None:
    facts = {fact.column: fact for fact in profile_of(village.tested, "gm:GM9003", "nl").facts}
    assert facts["inhabitants"].text == "140.000" and "name" not in facts and "document" not in facts
    start = next(fact for fact in profile_of(village.tested, "init:tafel-zuiderhaven", "nl").facts if fact.column == "start")
    assert (start.text, start.label) == ("2016", "begin (bestond toen al)")
    theme = {fact.column: fact for fact in profile_of(village.tested, "theme:buurthulp", "en").facts}
    assert theme["broader"].nodes == (("theme:zorg-dichtbij", "care nearby"),)


def test_time_is_as_unsure_as_the_source(village: Engines) -> None:
    moments = {moment.id: moment for moment in timeline(village.tested, profile_of(village.tested, "gm:GM9003", "nl"), "nl")}
    table, soup = moments["init:tafel-zuiderhaven"], moments["init:soepbus"]
    assert (table.by, table.first, table.end, table.status) == (True, "2016-01-01", "", "loopt")
    assert (soup.start, soup.end, soup.last, soup.status) == ("2017", "2017", "2017-12-31", "gestopt")
    ordered: list[Moment] = list(timeline(village.tested, profile_of(village.tested, "family:buurttafel", "nl"), "nl"))
    assert [moment.id for moment in ordered] == ["init:tafel-oosterdorp", "init:tafel-kleinbrink", "init:tafel-zuiderhaven",
                                                 "init:tafel-westerveen", "init:tafel-noorderbroek"]


def test_an_old_role_is_not_told_as_today(village: Engines) -> None:
    roles = {statement.other: statement for statement in group(profile_of(village.tested, "person:ada-vos", "nl"), "role_at").statements}
    assert roles["gm:GM9005"].evidence.via == "gezegd van Kleinbrink, opgegaan in Oosterdorp"
    assert not any(found.evidence.via for found in profile_of(village.tested, "gm:GM9005", "nl").statements())  # said on its own page already
    assert roles["gm:GM9005"].ended and "voorbij" in roles["gm:GM9005"].details["standing"]
    assert "eerst nagaan" in roles["gm:GM9001"].details["standing"]  # since 2019, data date 2025-12-31


def test_what_is_missing_and_old_is_said(village: Engines) -> None:
    lacking = checks.missing(profile_of(village.tested, "org:dorpswerk", "nl"), "nl")
    assert lacking == ()
    assert checks.missing(profile_of(village.tested, "gm:GM9001", "nl"), "nl") == ("Niet bekend: website.",)
    bo = checks.stale(village.tested, profile_of(village.tested, "person:bo-kramer", "nl"), "nl")
    assert any("2017" in line for line in bo) and any(line.startswith("1 rol is ouder dan 4 jaar") for line in bo)
    assert "1 van de" in " ".join(checks.stale(village.tested, profile_of(village.tested, "org:dorpswerk", "nl"), "nl"))  # doc:platform-nd


def test_disputes_stand_apart(village: Engines) -> None:
    found = checks.conflicts(profile_of(village.tested, "method:keukentafel", "nl"), "nl")
    assert [statement.name for statement in found[-1].statements] == ["Bo Kramer"]
    assert checks.conflicts(profile_of(village.tested, "gm:GM9004", "nl"), "nl") == ()


def claim(number: int, **cells: str) -> Claim:
    """A claim about one thing."""
    return Claim(f"claim:{number:016x}", "gm:GM9001", "runs", "init:x", cells)


@pytest.mark.parametrize(("one", "other", "differ"), [
    ({"from": "2018"}, {"from": "2018-09"}, []),
    ({"from": "2018"}, {"from": "2019"}, ["from"]),
    ({"from": "2018"}, {}, []),
    ({"from": "2018", "from_kind": "by"}, {"from": "2016", "from_kind": "exact"}, []),
    ({"from": "2016", "from_kind": "by"}, {"from": "2018", "from_kind": "exact"}, ["from"]),
    ({"until": "2020"}, {"until": "2020-05-01"}, []),
    ({"until": "2020"}, {"until": "2021"}, ["until"]),
    ({"scale": "I goed onderbouwd"}, {"scale": "III goede aanwijzingen"}, ["scale"]),
    ({"outcome": "failed"}, {"outcome": "failed"}, [])])
def test_what_contradicts_and_what_does_not(one: dict[str, str], other: dict[str, str], differ: list[str]) -> None:
    assert checks.differing([claim(1, **one), claim(2, **other)]) == differ
    assert checks.differing([claim(2, **other), claim(1, **one)]) == differ


def test_an_unknown_node_is_an_unknown_node(village: Engines) -> None:
    for wrong in ("gm:GM0000", "org:a> <b", "", "niets", "claim:01f48c3cc7a05d03"):
        with pytest.raises(UnknownError):
            profile_of(village.tested, wrong, "nl")


def test_whereabouts(village: Engines) -> None:
    found = whereabouts(village.tested, ["gm:GM9001", "init:tafel-kleinbrink", "family:buurttafel", "person:bo-kramer", "place:9001", "gm:GM0000"], "nl")
    assert found["gm:GM9001"] == "provincie Oosterland" and found["init:tafel-kleinbrink"] == "Oosterdorp"
    assert found["family:buurttafel"] == "4 gemeenten" and found["person:bo-kramer"] == "Kennispunt Veldland, bekend van 2017"
    assert found["place:9001"] == "gemeente Oosterdorp" and "gm:GM0000" not in found


# ------------------------------------------------------------------------- regions and themes

def test_a_region_counts_what_its_municipalities_run(village: Engines) -> None:
    """Oosterland (province): Oosterdorp runs tafel, wijzer and, through Kleinbrink, its tafel; Noorderbroek tafel and wijzer."""
    view = region(village.tested, "region:provincie-PV91")
    assert view.total == 5 and view.inhabitants == 42000
    share = {found.theme: found for found in view.shares}
    assert (share["theme:zorg-dichtbij"].here, share["theme:ontmoeten"].here) == (5, 1)
    assert share["theme:zorg-dichtbij"].share == 1.0
    assert [node.id for node in view.members] == ["gm:GM9004", "gm:GM9001"]
    assert {layer.id: (layer.shared, layer.size) for layer in view.layers} == {"region:jeugdregio-JR91": (1, 2), "region:jeugdregio-JR92": (1, 2)}


def test_both_engines_have_the_same_overviews(village: Engines) -> None:
    for identifier in ("region:provincie-PV91", "region:provincie-PV92", "region:nl", "gm:GM9001", "gm:GM9003"):
        assert region(village.tested, identifier) == region(village.oracle, identifier)
    for theme in village.oracle.index.themes:
        assert theme_view(village.tested, theme, "nl") == theme_view(village.oracle, theme, "nl")


def test_who_covers_a_place(village: Engines) -> None:
    view = region(village.tested, "gm:GM9001")
    assert [(cover.id, cover.area, cover.stated) for cover in view.covers] == [("net:tafelkring", "Oosterland", False)]
    assert [(one.id, one.here) for one in view.networks] == [("net:tafelkring", 1)]
    assert region(village.tested, "gm:GM9003").networks == ()  # it left in 2020


def test_a_theme_with_its_neighbours_and_places(village: Engines) -> None:
    view = theme_view(village.tested, "theme:buurthulp", "en")
    assert view.name == "neighbourhood help" and [near.id for near in view.broader] == ["theme:zorg-dichtbij"]
    assert [near.id for near in view.narrower] == ["theme:maaltijden"] and view.synonyms == ("burenhulp", "noaberhulp")
    areas = {area.id: area.initiatives for area in view.areas}
    assert areas == {"region:provincie-PV91": 3, "region:provincie-PV92": 3}  # the soup was only tried


def test_the_limits_are_counted(village: Engines) -> None:
    found = limits(village.tested)
    assert found == limits(village.oracle)
    assert found.municipalities == 4 and found.silent == 0 and found.undated >= 1


# ------------------------------------------------------------------------------------- documents

def test_every_document_is_counted_and_flagged(village: Engines) -> None:
    found = {source.node.id: source for source in sources.sources_of(village.tested)}
    assert found == {source.node.id: source for source in sources.sources_of(village.oracle)}
    assert found["doc:platform-nd"].flags == (sources.UNDATED,)
    assert found["doc:streekblad-2013"].flags == (sources.OLD,) and found["doc:oosterdorp-2025"].flags == ()
    assert sum(source.claims for source in found.values()) == village.tested.store.state().counts["Claim"]


def test_the_list_is_narrowed_and_ordered(village: Engines) -> None:
    everything = sources.sources_of(village.tested)
    assert [source.node.id for source in sources.chosen(everything, text="streekblad", order=sources.OLDEST)][0] == "doc:streekblad-2013"
    assert {source.node.id for source in sources.chosen(everything, flag=sources.UNDATED)} >= {"doc:platform-nd"}
    newest = sources.chosen(everything, order=sources.NEWEST)
    assert newest[0].cell("published").startswith("2025") and not newest[-1].cell("published")
    assert sources.chosen(everything, kind="book") == []


def test_a_document_tells_what_rests_on_it(village: Engines) -> None:
    view = sources.source_view(village.tested, "doc:oosterdorp-2025", "nl", 0)
    assert view is not None
    said = {found.relation: {item.statement["subject_id"] for item in found.evidence} for found in view.said}
    assert said["runs"] == {"gm:GM9001", "gm:GM9004"} and said["recognises"] == {"gm:GM9001"}
    assert sources.source_view(village.tested, "doc:geen", "nl", 0) is None
    few = sources.source_view(village.tested, "doc:rapport-2017", "nl", 1)
    assert few is not None and all(len(found.evidence) == 1 <= found.count for found in few.said)


# ----------------------------------------------------------------------------------- to take along

@pytest.mark.parametrize("identifier", NODES)
def test_a_profile_as_rdf_names_its_documents(village: Engines, identifier: str) -> None:
    profile = profile_of(village.tested, identifier, "nl")
    turtle = rdflib.Graph().parse(data=take.as_rdf(village.tested, profile, "turtle"), format="turtle")
    quads = rdflib.Dataset()
    quads.parse(data=take.as_rdf(village.tested, profile, "jsonld"), format="json-ld")
    assert set(turtle) == {quad[:3] for quad in quads.quads()}
    claims = {statement.claim.id.replace("claim:", "https://w3id.org/wieweetwat/id/claim/") for statement in profile.statements()}
    cited = {str(subject) for subject in turtle.subjects(rdflib.PROV.wasDerivedFrom, None)}
    assert claims <= cited
    for document in set(turtle.objects(None, rdflib.PROV.wasDerivedFrom)):
        assert list(turtle.objects(document, rdflib.DCTERMS.title)) or list(turtle.objects(document, rdflib.RDFS.label)), document


def test_a_profile_as_rdf_holds_no_more_than_the_page(village: Engines) -> None:
    """Of Ada Vos, who stands on Oosterdorp's page, there is a name; what else is known of her is not in its file."""
    text = take.as_rdf(village.tested, profile_of(village.tested, "gm:GM9001", "nl"), "turtle").decode()
    assert "Ada Vos" in text and "tafel-oosterdorp" in text
    assert "48df0cfa2efc5ed2" not in text  # her recognition of the table


def test_a_profile_as_csv(village: Engines) -> None:
    profile = profile_of(village.tested, "gm:GM9003", "nl")
    rows = list(csv.DictReader(io.StringIO(take.as_csv(profile))))
    claims = [row for row in rows if row["kind"] == "claim"]
    assert {row["claim"] for row in claims} == {statement.claim.id for statement in profile.statements()}
    assert all(row["document"] and row["title"] for row in claims)
    assert next(row for row in claims if row["relation"] == "tried")["outcome"] == "failed"


def test_a_citation_says_who_what_when_and_licence(village: Engines) -> None:
    text = take.citation(village.tested, profile_of(village.tested, "gm:GM9001", "nl"), "nl")
    for part in ("WieWeetWat", "Oosterdorp", "gm:GM9001", village.tested.index.version, "2025-12-31", "CC BY 4.0"):
        assert part in text
