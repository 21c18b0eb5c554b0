"""The synthetic data: good, marked, the same for the same seed; and both stores give the same answers on it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks.asks import same_answers
from benchmarks.cases import cases, themes
from benchmarks.generate import SIZES, Size, declarations_in, generate
from graph import rdf
from graph.build import Graph
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import check_data, read_graph
from queries.binding import observe
from queries.catalogue import QUESTIONS, open_session, resolve


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("synthetic") / "data"
    generate(made, SIZES["XS"])
    return made


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return read_graph(folder, declarations=declarations_in(folder))


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def test_it_is_good_data(folder: Path) -> None:
    assert [problem.say("en") for problem in check_data(folder, declarations=declarations_in(folder))] == []


def test_every_dataset_says_it_is_synthetic(graph: Graph) -> None:
    for dataset in graph.datasets:
        assert dataset.info.synthetic
        assert "synthetic" in dataset.info.title["en"].lower()


def test_no_name_of_the_shipped_field_is_left(graph: Graph) -> None:
    for batch in graph.batches():
        if batch.file.startswith("synthetic-") and "name" in batch.columns and batch.kind.name != "Theme":
            assert all(name.endswith(" (synthetisch)") for name in batch.columns["name"])


def test_it_holds_the_quads_that_were_asked_for(graph: Graph) -> None:
    found = sum(block.count(b"\n") for dataset in graph.datasets for block in rdf.ntriples(dataset, graph))
    assert found == pytest.approx(SIZES["XS"].quads, rel=0.03)


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", SIZES["XS"])
    generate(tmp_path / "other", SIZES["XS"], seed=1)
    assert _digest(tmp_path / "again") == _digest(folder) != _digest(tmp_path / "other")


def test_a_second_world_leaves_answers_on_real_themes_as_they_are(tmp_path: Path) -> None:
    """Two worlds: the second lies on its own themes, so the data doubles and an answer keeps its size."""
    generate(tmp_path / "two", Size(380_000, SIZES["XS"].registers))
    names = sorted(path.name for path in (tmp_path / "two").iterdir() if path.name.startswith("synthetic"))
    assert names[:2] == ["synthetic-00", "synthetic-01"]
    second = (tmp_path / "two" / "synthetic-01" / "initiatives.csv").read_text(encoding="utf-8")
    assert "init:s01-" in second and "init:s00-" not in second
    claims = (tmp_path / "two" / "synthetic-01" / "claims.csv").read_text(encoding="utf-8")
    assert ",theme:s01-" in claims
    assert not [line for line in claims.splitlines() if ",theme:" in line.replace(",theme:s01-", "")]


def test_both_stores_give_the_same_answers(graph: Graph, tmp_path: Path) -> None:
    default, memory = OxigraphStore(tmp_path / "store"), MemoryStore()
    default.load(graph)
    memory.load(graph)
    first, second = open_session(default), open_session(memory)
    for question in QUESTIONS.values():
        for case in cases(question, themes(first), first)[:20]:
            arguments = question.arguments(first, resolve(first, question, case))
            assert observe(question, default, arguments) == observe(question, memory, arguments), case
            assert same_answers(first, second, question.id, case), case
