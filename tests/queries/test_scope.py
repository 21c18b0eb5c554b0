"""What labels, layers, dates and sizes mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.problems import UnknownError, UsageError
from queries.labels import fold
from queries.ranking import independent_statements, ranks, strength
from tests.queries.conftest import Engines


@pytest.mark.parametrize(("label", "identifier"), [
    ("Limburg", "region:provincie-PV31"), ("provincie Utrecht", "region:provincie-PV26"), ("gemeente Utrecht", "gm:GM0344"),
    ("Den Haag", "gm:GM0518"), ("'s-Gravenhage", "gm:GM0518"), ("Gemeente Den Haag", "gm:GM0518"),
    ("sudwest fryslan", "gm:GM1900"), ("SÚDWEST-FRYSLÂN", "gm:GM1900"), ("GGD Twente", "region:ggdregio-GG1106"),
    ("region:corop-CR12", "region:corop-CR12"), ("Hoogeloon", "gm:GM1728"), ("jeugdregio Drenthe", "region:jeugdregio-JZ04")])
def test_labels_lead_where_a_reader_expects(label: str, identifier: str, shipped: Engines):
    assert shipped.tested.resolver.region(label).id == identifier


def test_a_label_of_several_areas_is_refused_with_their_ids(shipped: Engines):
    with pytest.raises(UsageError) as caught:
        shipped.tested.resolver.region("Utrecht")
    said = caught.value.say("nl")
    assert "gm:GM0344" in said and "region:provincie-PV26" in said


def test_labels_that_mean_the_same_municipalities_are_not_ambiguous(village: Engines):
    assert village.oracle.resolver.region("Westerland").layer == "provincie"
    with pytest.raises(UsageError):
        village.oracle.resolver.region("Oosterland")


def test_a_layer_narrows(village: Engines):
    assert village.oracle.resolver.region("Oosterland", "jeugdregio").id == "region:jeugdregio-JR91"


def test_a_typo_names_the_nearest(shipped: Engines):
    with pytest.raises(UnknownError) as caught:
        shipped.tested.resolver.theme("burgerpartisipatie")
    assert "theme:burgerparticipatie" in caught.value.say("en")


def test_synonyms_and_english_labels_lead_to_the_theme(shipped: Engines):
    for label in ("jeugdzorg", "youth care", "Jeugdhulp"):
        assert shipped.tested.resolver.theme(label).id == "theme:jeugdhulp"


def test_every_present_municipality_is_in_every_layer_it_has(shipped: Engines):
    index = shipped.tested.index
    present = set(index.present())
    assert len(present) == 342
    for layer in ("provincie", "corop", "arbeidsmarktregio", "jeugdregio", "ggdregio", "veiligheidsregio"):
        members = [gm for region in shipped.tested.resolver.regions(layer) for gm in region.municipalities]
        assert sorted(members) == sorted(present), layer


def test_mergers_are_followed_to_the_present(shipped: Engines):
    index = shipped.tested.index
    assert index.successors("gm:GM0614") == ("gm:GM1992",)
    assert len(index.successors("gm:GM0788")) == 4  # Haaren, 2021
    assert all(index.municipalities[new].cells.get("until") is None
               for old in index.municipalities for new in index.successors(old))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
def test_independent_statements_is_the_largest_set_without_a_shared_publisher_or_speaker(pairs):
    best = 0
    unique = sorted(set(pairs))
    for choice in range(1 << len(unique)):
        chosen = [pair for position, pair in enumerate(unique) if choice >> position & 1]
        if len({pair[0] for pair in chosen}) == len(chosen) == len({pair[1] for pair in chosen}):
            best = max(best, len(chosen))
    assert independent_statements(pairs) == best


def test_equal_scores_share_a_rank_and_the_next_counts_on():
    assert ranks([(0, 3.0), (0, 2.0), (0, 2.0 + 1e-12), (0, 1.0), (1, 1.0)]) == [
        (1, False), (2, True), (2, True), (4, False), (5, False)]


def test_strength_needs_another_publisher_and_another_speaker():
    assert strength([("d1", "A", "X"), ("d2", "A", "Y")]) == "several"
    assert strength([("d1", "A", "X"), ("d2", "B", "X")]) == "several"
    assert strength([("d1", "A", "X"), ("d2", "B", "Y")]) == "independent"
    assert strength([("d1", "A", "X"), ("d1", "A", "X")]) == "one"


def test_a_layer_of_another_year_is_said_not_to_be_available(shipped: Engines):
    """The layers have one vintage each; asking "as of 2016" must not pass the province of 2026 for that of 2016."""
    scope = shipped.tested.resolver.scope("jeugd", "Limburg", "", "2016-01-01")
    assert "2016 is niet beschikbaar" in shipped.tested.region_notes(scope, "nl")[0]
    assert "2026" in shipped.tested.region_notes(shipped.tested.resolver.scope("jeugd", "Limburg"), "en")[0]
