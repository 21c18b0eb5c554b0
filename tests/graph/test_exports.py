"""Exports, read back by other programs than the one that wrote them; the same content gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

from graph import ids, rdf
from graph.build import Graph
from graph.exports.formats import FORMATS, export
from graph.exports.jsonld import write_jsonld
from graph.exports.property_graph import write_graphml
from graph.exports.rdf import write_nquads, write_trig, write_turtle
from graph.exports.tables import neutral, write_csv
from graph.problems import StoreError, UsageError
from graph.schema import schema
from graph.speakers import people_of
from ingest.catalogue import read_graph
from tests.village.village import village_graph

AWKWARD = 'Quote " backslash \\ tab\there, é, 𝄞 and a \x07 bell'


@pytest.fixture(scope="module")
def real() -> Graph:
    return read_graph()


@pytest.fixture
def village() -> Graph:
    graph = village_graph()
    batch = next(batch for batch in graph.batches("Initiative") if len(batch))
    batch.columns["what"][0] = AWKWARD
    return graph


def _expected(graph: Graph) -> set[ox.Quad]:
    """The quads as the stores get them."""
    return {ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(ids.dataset_iri(dataset.name)))
            for dataset in graph.datasets
            for quad in ox.parse(b"".join(rdf.ntriples(dataset, graph)), format=ox.RdfFormat.N_TRIPLES)}


def _plain(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    return {tuple(term.n3() for term in triple) for triple in graph}


def test_rdflib_reads_what_the_village_says(village: Graph, tmp_path: Path) -> None:
    """Plain rdflib, whose parsers share no code with ours or with Oxigraph's."""
    source = rdflib.Graph()
    for dataset in village.datasets:
        source.parse(data=b"".join(rdf.ntriples(dataset, village)), format="nt")
    expected = _plain(source)
    assert len(expected) > 100
    write_turtle(village, tmp_path / "v.ttl")
    assert _plain(rdflib.Graph().parse(tmp_path / "v.ttl", format="turtle")) == expected
    for writer, name, form in ((write_nquads, "v.nq", "nquads"), (write_trig, "v.trig", "trig"), (write_jsonld, "v.jsonld", "json-ld")):
        writer(village, tmp_path / name)
        found = rdflib.Dataset(default_union=True)
        found.parse(tmp_path / name, format=form)
        assert {tuple(term.n3() for term in quad[:3]) for quad in found.quads()} == expected, name
        graphs = {str(graph.identifier) for graph in found.graphs() if len(graph)}
        assert graphs - {str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)} == {ids.dataset_iri(dataset.name) for dataset in village.datasets}


def test_the_real_data_survives_each_rdf_form(real: Graph, tmp_path: Path) -> None:
    expected = _expected(real)
    counts = write_nquads(real, tmp_path / "r.nq")
    assert counts.lines == len(expected)
    assert counts.claims == real.counts()["Claim"]
    assert set(ox.parse(path=str(tmp_path / "r.nq"), format=ox.RdfFormat.N_QUADS)) == expected
    assert write_trig(real, tmp_path / "r.trig").lines == len(expected)
    assert set(ox.parse(path=str(tmp_path / "r.trig"), format=ox.RdfFormat.TRIG)) == expected
    write_jsonld(real, tmp_path / "r.jsonld")
    assert set(ox.parse(path=str(tmp_path / "r.jsonld"), format=ox.RdfFormat.JSON_LD)) == expected
    counts = write_turtle(real, tmp_path / "r.ttl")
    found = rdflib.Graph(store="Oxigraph")
    found.parse(tmp_path / "r.ttl", format="ox-turtle")
    assert len(found) == counts.lines == len({quad.triple for quad in expected})


def test_turtle_reads_as_the_tables_do(village: Graph, tmp_path: Path) -> None:
    write_turtle(village, tmp_path / "v.ttl")
    text = (tmp_path / "v.ttl").read_text(encoding="utf-8")
    assert re.search(r"^gm:GM9001 a .*wws:Municipality", text, re.MULTILINE)
    assert "wws:subject person:ada-vos" in text
    assert '"2019"^^xsd:gYear' in text


def test_jsonld_is_plain_to_a_program_that_knows_no_rdf(village: Graph, tmp_path: Path) -> None:
    write_jsonld(village, tmp_path / "v.jsonld")
    document = json.loads((tmp_path / "v.jsonld").read_text(encoding="utf-8"))
    nodes = {node["@id"]: node for graph in document["@graph"] for node in graph["@graph"]}
    claim = nodes["claim:fc2e1f21d006679c"]
    assert (claim["subject"], claim["object"], claim["role"]) == ("person:ada-vos", "gm:GM9001", "wethouder")


def test_networkx_reads_the_graphml(real: Graph, village: Graph, tmp_path: Path) -> None:
    counts = write_graphml(real, tmp_path / "r.graphml")
    found = nx.read_graphml(tmp_path / "r.graphml")
    assert found.is_multigraph() and found.is_directed()
    assert (found.number_of_nodes(), found.number_of_edges()) == (counts.nodes, counts.claims)
    assert {key for *_, key in found.edges(keys=True)} == {i for batch in real.batches("Claim") for i in batch.ids}
    assert found.nodes["gm:GM0518"]["type"] == "Municipality"
    assert found.nodes["gm:GM0518"]["inhabitants"] > 400_000, "a number, for tools that size by it"
    write_graphml(village, tmp_path / "v.graphml")
    found = nx.read_graphml(tmp_path / "v.graphml")
    assert AWKWARD.replace("\x07", "") in {what for _, what in found.nodes(data="what")}
    assert found.edges["person:ada-vos", "gm:GM9001", "claim:fc2e1f21d006679c"]["relation"] == "role_at"


def test_pandas_reads_the_tables(real: Graph, tmp_path: Path) -> None:
    write_csv(real, tmp_path / "csv")
    for kind in schema().kinds.values():
        rows = sorted((row[0], dataset.name, *row[1:]) for dataset in real.datasets
                      for batch in dataset.of_kind(kind.name) for row in batch.rows())
        if not rows:
            assert not (tmp_path / "csv" / kind.table).exists()
            continue
        table = pd.read_csv(tmp_path / "csv" / kind.table, dtype=str, keep_default_na=False)
        assert list(table.columns) == ["id", "dataset", *kind.header[1:]]
        assert list(table.itertuples(index=False, name=None)) == rows


@pytest.mark.parametrize(("cell", "expected"), [
    ("=1+1", "'=1+1"), ("+31", "+31"), ("+cmd", "'+cmd"), ("-2.5", "-2.5"), ("-2.5.1", "'-2.5.1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"), ("\r=1", "'\n=1"), ("1-2", "1-2"), ("", "")])
def test_no_cell_runs_in_a_spreadsheet(cell: str, expected: str) -> None:
    assert neutral(cell) == expected


def test_a_formula_in_the_data_comes_out_neutral(village: Graph, tmp_path: Path) -> None:
    batch = next(batch for batch in village.batches("Initiative") if len(batch))
    batch.columns["name"][0] = '=HYPERLINK("http://x")'
    write_csv(village, tmp_path / "csv")
    with (tmp_path / "csv" / "initiatives.csv").open(encoding="utf-8", newline="") as handle:
        assert '\'=HYPERLINK("http://x")' in {row["name"] for row in csv.DictReader(handle)}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_content_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    for turn in "ab":
        graph = village_graph()
        if turn == "b":
            graph.datasets.reverse()
            graph.datasets.sort(key=lambda dataset: dataset.name)
        export(graph, name, tmp_path / turn)
        export(graph, name, tmp_path / turn)  # over what is there
    assert _digest(tmp_path / "a") == _digest(tmp_path / "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"], "a draft stayed behind"


@pytest.mark.parametrize("name", FORMATS)
def test_people_stay_out_of_an_export_unless_asked_for(name: str, real: Graph, tmp_path: Path) -> None:
    people = people_of(real.datasets)  # the rows of people, and the speakers who are persons
    assert len(people) > 200
    spellings = {person.name.lower() for person in people if len(person.name.split()) > 1}
    spellings |= {identifier.partition(":")[2] for person in people for identifier in person.ids}
    if name != "skos":  # only themes
        export(village_graph(), name, tmp_path / "with", with_people=True)
        assert "ada vos" in _text(tmp_path / "with")
        export(village_graph(), name, tmp_path / "village")
        text = _text(tmp_path / "village")
        assert not [one for one in ("ada vos", "ada-vos", "bo kramer", "cor winter") if one in text], "speakers too"
    export(real, name, tmp_path / "without")
    text = _text(tmp_path / "without")
    assert [spelling for spelling in sorted(spellings) if spelling in text] == []


def test_tables_of_people_from_an_earlier_export_are_removed(village: Graph, tmp_path: Path) -> None:
    export(village, "csv", tmp_path / "out", with_people=True)
    (tmp_path / "out" / "mine.txt").write_text("kept")
    assert (tmp_path / "out" / "people.csv").exists()
    export(village, "csv", tmp_path / "out")
    assert not (tmp_path / "out" / "people.csv").exists()
    assert (tmp_path / "out" / "mine.txt").exists()


def test_an_unknown_format_is_said(village: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        export(village, "docx", tmp_path / "x")
    assert "turtle" in caught.value.say("nl") and "docx" in caught.value.say("en")


@pytest.mark.parametrize("name", FORMATS)
def test_a_place_that_cannot_be_written_is_said(name: str, village: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("as it was")
    with pytest.raises(StoreError) as caught:
        export(village, name, tmp_path / "file" / "below")
    assert "export-unwritable" in str(caught.value)
    assert (tmp_path / "file").read_text() == "as it was"


def _digest(path: Path) -> str:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _text(path: Path) -> str:
    """The distinct terms of N-Quads, which repeat them on every line, or the text of any other file, in lower case."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode("utf-8") for name in book.namelist()).lower()
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files).lower()
    return "\n".join(sorted(set(text.split(" <")))) if text.startswith("<http") else text
