"""A part of a graph is a graph: what was chosen, what that refers to, and nothing that leads nowhere."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from graph.build import Graph
from graph.exports.formats import FORMATS, export
from graph.part import Part, around, part_of
from graph.people import without_people
from graph.records import split_list
from graph.schema import REFERENCE
from ingest.catalogue import read_graph
from tests.village.village import village_graph


def _ids(graph: Graph, kind: str = "") -> set[str]:
    return {identifier for batch in graph.batches(kind) for identifier in batch.ids}


def _dangling(graph: Graph) -> list[str]:
    known = _ids(graph)
    return [f"{batch.kind.name} {identifier} {column.name} {value}" for batch in graph.batches() for column in batch.kind.columns
            if column.type == REFERENCE for identifier, cell in zip(batch.ids, batch.columns[column.name], strict=True)
            for value in split_list(cell) if value not in known]


def test_a_claim_brings_its_ends_its_document_and_what_they_refer_to() -> None:
    graph = village_graph()
    claim = next(identifier for batch in graph.batches("Claim") for identifier, subject, relation, object_ in zip(
        batch.ids, batch.columns["subject"], batch.columns["relation"], batch.columns["object"], strict=True)
        if (subject, relation, object_) == ("init:tafel-oosterdorp", "about", "theme:buurthulp"))
    part = part_of(graph, Part(frozenset(), frozenset([claim])))
    assert _ids(part, "Claim") == {claim}
    assert {"init:tafel-oosterdorp", "family:buurttafel", "theme:buurthulp", "theme:zorg-dichtbij"} <= _ids(part)
    assert not _ids(part) & {"theme:ontmoeten", "theme:maaltijden", "init:dorpsauto", "gm:GM9001"} and _dangling(part) == []
    assert part.as_of == graph.as_of and part.version not in ("", graph.version)


def test_around_goes_one_claim_far_and_then_further() -> None:
    graph = village_graph()
    one, two = (around(graph, ["gm:GM9006"], steps) for steps in (1, 2))
    touching = {identifier for batch in graph.batches("Claim") for identifier, *ends in zip(
        batch.ids, batch.columns["subject"], batch.columns["object"], strict=True) if "gm:GM9006" in ends}
    assert one.claims == touching and "init:dorpsauto" in one.nodes and "theme:ontmoeten" not in one.nodes
    assert "theme:ontmoeten" in two.nodes and one.claims < two.claims


def test_people_are_taken_out_of_the_whole_before_a_part_is(tmp_path: Path) -> None:
    """A name in a note is known by rows that a part does not have."""
    graph = village_graph()
    for batch in graph.batches("Initiative"):
        batch.columns["what"] = ["bedacht door Ada Vos" if identifier == "init:dorpsauto" else cell
                                 for identifier, cell in zip(batch.ids, batch.columns["what"], strict=True)]
    export(graph, "nquads", tmp_path / "p", part=Part(frozenset(["init:dorpsauto", "person:ada-vos"]), frozenset()))
    text = (tmp_path / "p").read_text()
    assert "bedacht door" in text and "Ada" not in text and "ada-vos" not in text


def test_a_document_whose_id_became_opaque_is_found_again() -> None:
    whole = read_graph()
    redacted = without_people(whole)
    renamed = sorted(_ids(whole, "Document") - _ids(redacted))
    assert renamed, "the shipped data has documents whose id spells a name"
    assert len(_ids(part_of(redacted, Part(frozenset(renamed), frozenset())), "Document")) == len(renamed)


@pytest.mark.parametrize("start", ["gm:GM0344", "theme:armoede", "org:jogg-org", "region:jeugdregio-JZ22"])
def test_no_part_of_the_real_graph_leads_nowhere(start: str) -> None:
    graph = read_graph()
    part = part_of(graph, around(graph, [start]))
    assert start in _ids(part) and _dangling(part) == []
    assert len(_ids(part)) < len(_ids(graph)) / 2


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_writes_a_part_and_an_empty_one(name: str, tmp_path: Path) -> None:
    graph = village_graph()
    counts = export(graph, name, tmp_path / "p", part=around(graph, ["theme:buurthulp"]))
    assert 0 < counts.nodes < sum(without_people(graph).counts().values())
    assert export(graph, name, tmp_path / "none", part=Part(frozenset(), frozenset())).nodes == 0


def test_networkx_counts_what_the_part_holds(tmp_path: Path) -> None:
    graph = village_graph()
    chosen = around(graph, ["theme:buurthulp"])
    export(graph, "gexf", tmp_path / "p.gexf", with_people=True, part=chosen)
    found = nx.read_gexf(tmp_path / "p.gexf")
    assert {cells["id"] for *_, cells in found.edges(data=True)} == set(chosen.claims)
    assert set(chosen.nodes) <= set(found.nodes)
