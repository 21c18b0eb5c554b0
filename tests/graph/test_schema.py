"""The schema derives everything: what it says must be whole, and docs/schema.md must say the same."""

from __future__ import annotations

import pytest

from graph import reference
from graph.schema import CHOICE, REFERENCE, VOCABULARY, Kind, schema
from tests.village.village import village_graph

LANGUAGES = {"nl", "en"}


def test_the_reference_is_fresh() -> None:
    assert reference.FILE.read_text(encoding="utf-8") == reference.reference(), (
        f"docs/schema.md is stale: run `{reference.COMMAND}` and commit it")


def test_the_reference_names_everything() -> None:
    text = reference.reference()
    for kind in schema().kinds.values():
        assert f"### {kind.name}\n" in text
        assert all(f"| `{column.name}` |" in text for column in kind.columns)
    assert all(f"| `{name}` |" in text for name in schema().relations)


@pytest.mark.parametrize("kind", schema().kinds.values(), ids=lambda kind: kind.name)
def test_a_kind_is_whole(kind: Kind) -> None:
    assert kind.prefix and kind.table.endswith(".csv"), f"graph/schema.ttl: {kind.name} needs wws:idPrefix and wws:table"
    assert set(kind.labels) == set(kind.plurals) == LANGUAGES, f"graph/schema.ttl: give {kind.name} a label and a plural in nl and en"
    assert not kind.name_column or kind.column(kind.name_column), f"graph/schema.ttl: {kind.name} is named by a column it has not"
    names = [column.name for column in kind.columns]
    assert len(names) == len(set(names)), f"graph/schema.ttl: {kind.name} has two columns of one name"
    places = [(column.path, column.language) for column in kind.columns]
    assert len(places) == len(set(places)), f"graph/schema.ttl: two columns of {kind.name} share a path; reading back could not tell them apart"
    for column in kind.columns:
        assert set(column.labels) == LANGUAGES, f"graph/schema.ttl: give {kind.name}.{column.name} a sh:name in nl and en"
        assert set(column.targets) <= set(schema().kinds), f"graph/schema.ttl: {kind.name}.{column.name} refers to a kind that is not there"
        if column.type == CHOICE and column.name != "relation":
            assert len(column.choices) == len(set(column.choices)) > 0
        if column.type == REFERENCE and kind.name != "Claim":
            assert column.targets, f"graph/schema.ttl: say with sh:class which kind {kind.name}.{column.name} refers to"


def test_relations_are_whole() -> None:
    claim_columns = {column.name for column in schema().claim.columns}
    paths = {column.path for kind in schema().kinds.values() for column in kind.columns}
    for name, relation in schema().relations.items():
        assert set(relation.labels) == set(relation.inverse_labels) == LANGUAGES, f"graph/schema.ttl: label {name} both ways in nl and en"
        assert relation.subjects and relation.objects, f"graph/schema.ttl: {name} has no ends"
        assert relation.requires <= relation.carries <= claim_columns, f"graph/schema.ttl: {name} requires what it does not carry"
        assert relation.iri.startswith(VOCABULARY) and relation.iri not in paths, f"graph/schema.ttl: {name} shares its term with a column"


def test_relations_are_those_of_the_vocabulary() -> None:
    assert set(schema().relations) == {
        "about", "runs", "tried", "involved_in", "leads", "partner_in", "member_of", "covers", "in_region", "part_of", "owns",
        "instance_of", "adopted_from", "recognises", "pioneers", "rated_by", "evaluates", "describes", "knows_about", "advocates",
        "disputes", "funds", "asks", "indicates", "organises", "presented_at", "hosts", "role_at", "succeeds"}
    assert [name for name, relation in schema().relations.items() if relation.same_kind] == ["succeeds"]


def test_prefixes_and_tables_are_unique() -> None:
    kinds = schema().kinds
    assert len(schema().by_prefix) == len(schema().by_table) == len(kinds)


def test_the_village_has_every_kind() -> None:
    assert set(village_graph().counts()) == set(schema().kinds), "add a row of the missing kind to tests/village/"


def test_derived_terms_are_those_that_are_built() -> None:
    built = {name for batch in village_graph().batches() for name in set(batch.columns) - set(batch.kind.header)}
    assert {term.name for term in schema().derived} == built, "graph/schema.ttl and graph/build.py name other derived terms"
