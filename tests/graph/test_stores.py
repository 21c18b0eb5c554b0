"""The contract of every store: what it hands out is what the memory store (the oracle) hands out, row by row.

A new engine adds a line to FACTORIES and no test of its own for what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.build import Graph, build
from graph.problems import DataError, StoreError
from graph.schema import schema
from graph.store import Claim, Node, Store
from graph.stores.ladybug import LadybugStore
from graph.stores.memory import MemoryStore
from graph.stores.oxigraph import OxigraphStore
from ingest.catalogue import DATA, read_data, read_graph
from tests.village.village import VILLAGE, declarations, village_graph


class Factory(NamedTuple):
    """How to open a store under a folder; `keeps`: it outlives the process, so that it has a lock and an undo."""

    name: str
    open: Callable[[Path], Store]
    keeps: bool


FACTORIES = [
    Factory("memory", lambda path: MemoryStore(), keeps=False),
    Factory("oxigraph", lambda path: OxigraphStore(path / "graph"), keeps=True),
    Factory("ladybug", lambda path: LadybugStore(path / "graph"), keeps=True),
]
KEEPERS = [factory for factory in FACTORIES if factory.keeps]
GRAPHS: dict[str, Callable[[], Graph]] = {"village": village_graph, "shipped": lambda: read_graph(DATA)}
_by_name = {"ids": lambda factory: factory.name}


def content(store: Store) -> tuple[dict[str, list[Node]], dict[str, list[Claim]]]:
    """Everything that a store hands out, by kind and by relation."""
    return ({kind.name: list(store.nodes_of(kind.name)) for kind in schema().nodes},
            {name: list(store.claims_of(name)) for name in schema().relations})


def smaller_village() -> Graph:
    """The village without its last claims: another version of the same datasets."""
    datasets, aliases, _ = read_data(VILLAGE, None, declarations())
    for batch in datasets[1].of_kind("Claim"):
        for name in batch.columns:
            batch.columns[name] = batch.columns[name][:-5]
        batch.lines = list(batch.lines)[:-5]
    return build(datasets, aliases, "2025-12-31")


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> Graph:
    """The village, then the shipped data."""
    return GRAPHS[request.param]()


@pytest.fixture(scope="module")
def oracle(graph: Graph) -> Store:
    """The expected values."""
    store = MemoryStore()
    store.load(graph)
    return store


@pytest.fixture(scope="module", params=FACTORIES, ids=lambda factory: factory.name)
def loaded(request: pytest.FixtureRequest, graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the graph in it."""
    store = request.param.open(tmp_path_factory.mktemp(request.param.name))
    assert store.load(graph) is True
    yield store
    store.close()


@pytest.fixture(params=FACTORIES, **_by_name)
def factory(request: pytest.FixtureRequest) -> Factory:
    """Every store."""
    return request.param


@pytest.fixture(params=KEEPERS, **_by_name)
def keeper(request: pytest.FixtureRequest) -> Factory:
    """Every store that outlives the process."""
    return request.param


# ------------------------------------------------------------------------------------ same rows

@pytest.mark.parametrize("kind", [kind.name for kind in schema().nodes])
def test_nodes_of_a_kind_are_those_of_the_oracle(kind: str, loaded: Store, oracle: Store) -> None:
    assert list(loaded.nodes_of(kind)) == list(oracle.nodes_of(kind))


@pytest.mark.parametrize("relation", schema().relations)
def test_claims_of_a_relation_are_those_of_the_oracle(relation: str, loaded: Store, oracle: Store) -> None:
    assert list(loaded.claims_of(relation)) == list(oracle.claims_of(relation))


def test_links_are_those_of_the_oracle(loaded: Store, oracle: Store) -> None:
    for relations in ([], ["runs"], ["runs", "about", "in_region"]):
        assert list(loaded.links_of(relations)) == list(oracle.links_of(relations))


def test_nodes_and_claims_by_id(loaded: Store, oracle: Store) -> None:
    nodes = [node.id for kind in schema().nodes for node in oracle.nodes_of(kind.name)][::37]
    claims = [claim.id for relation in schema().relations for claim in oracle.claims_of(relation)][::37]
    assert nodes and claims
    assert loaded.nodes(nodes) == oracle.nodes(nodes)
    assert loaded.claims(claims) == oracle.claims(claims)
    absent = ["gm:GM0000", "geen id", "", "org:a> <b", "claim:0000000000000000"]
    assert loaded.nodes(absent) == loaded.claims(absent) == {}
    assert set(loaded.nodes([nodes[0], *absent])) == {nodes[0]}


def test_claims_around_a_node_are_those_of_the_oracle(loaded: Store, oracle: Store) -> None:
    claims = [claim for relation in schema().relations for claim in oracle.claims_of(relation)]
    ends = {end for claim in claims[::401 if len(claims) > 1000 else 1] for end in (claim.subject, claim.object, claim.cell("concerns"), claim.cell("document")) if end}
    for identifier in sorted(ends):
        around = list(loaded.claims_around(identifier))
        assert around == list(oracle.claims_around(identifier))
        assert {claim.id for claim in around} == {
            claim.id for claim in claims
            if identifier in (claim.subject, claim.object, claim.cell("concerns"), claim.cell("document"))}
    assert loaded.claims_around("gm:GM0000") == loaded.claims_around("org:a> <b") == loaded.claims_around("") == []


def test_every_claim_is_counted_with_its_document(loaded: Store, oracle: Store) -> None:
    counted = loaded.cited()
    assert counted == oracle.cited()
    assert sum(counted.values()) == oracle.state().counts["Claim"]


def test_the_oracle_has_all_that_the_files_have(graph: Graph, oracle: Store) -> None:
    nodes, claims = content(oracle)
    counts = graph.counts()
    assert {kind: len(rows) for kind, rows in nodes.items() if rows} == {k: n for k, n in counts.items() if k != "Claim"}
    assert sum(map(len, claims.values())) == counts["Claim"]
    assert all(node.name and node.cells is not None for rows in nodes.values() for node in rows)


def test_state_tells_what_is_there(loaded: Store, graph: Graph) -> None:
    state = loaded.state()
    assert (state.ready, state.version, state.as_of) == (True, graph.version, graph.as_of)
    assert dict(state.counts) == graph.counts()
    assert dict(state.datasets) == {dataset.name: sum(map(len, dataset.batches)) for dataset in graph.datasets}


# -------------------------------------------------------------------------------------- loading

def test_an_empty_store_says_so(factory: Factory, tmp_path: Path) -> None:
    state = factory.open(tmp_path).state()
    assert (state.ready, state.why_not) == (False, "store-missing")


def test_loading_twice_changes_nothing(factory: Factory, tmp_path: Path) -> None:
    store = factory.open(tmp_path)
    store.load(village_graph())
    before, state = content(store), store.state()
    files = sorted(path.name for path in tmp_path.rglob("*"))
    again = store.load(village_graph())
    assert again is False or not factory.keeps
    assert (content(store), store.state()) == (before, state)
    assert sorted(path.name for path in tmp_path.rglob("*")) == files


def test_a_new_version_replaces_the_old_one_whole(factory: Factory, tmp_path: Path) -> None:
    store, expected = factory.open(tmp_path), MemoryStore()
    store.load(village_graph())
    assert store.load(smaller_village()) is True
    expected.load(smaller_village())
    assert content(store) == content(expected)


def test_a_faulty_dataset_changes_nothing(factory: Factory, tmp_path: Path) -> None:
    store = factory.open(tmp_path)
    store.load(village_graph())
    before = content(store)
    datasets, aliases, _ = read_data(VILLAGE, None, declarations())
    next(datasets[1].of_kind("Initiative")).columns["start"][0] = "2018-13"
    with pytest.raises(DataError):
        store.load(build(datasets, aliases, "2025-12-31"))
    assert content(store) == before


@pytest.mark.parametrize("step", [1, 3, 5])
def test_a_load_that_breaks_off_changes_nothing(step: int, factory: Factory, tmp_path: Path) -> None:
    store = factory.open(tmp_path)
    store.load(village_graph())
    before = content(store)
    seen: list[int] = []

    def stop(what: str, done: int, steps: int) -> None:
        seen.append(done)
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.load(smaller_village(), stop)
    assert seen[-1] == step
    assert content(store) == before
    assert store.load(smaller_village()) is True


# -------------------------------------------------------------------- stores that outlive a process

def test_what_is_loaded_is_there_for_the_next_process(keeper: Factory, tmp_path: Path) -> None:
    first = keeper.open(tmp_path)
    first.load(village_graph())
    assert content(keeper.open(tmp_path)) == content(first)


def test_undo_goes_back_and_forth(keeper: Factory, tmp_path: Path) -> None:
    store = keeper.open(tmp_path)
    with pytest.raises(StoreError) as nothing:
        store.undo()  # type: ignore[attr-defined]
    assert nothing.value.problems[0].key == "nothing-to-undo"
    store.load(village_graph())
    old = content(store)
    store.load(smaller_village())
    new = content(store)
    assert old != new
    for expected in (old, new, old):
        store.undo()  # type: ignore[attr-defined]
        assert content(store) == expected == content(keeper.open(tmp_path))


def test_a_second_loader_is_refused_and_readers_read_on(keeper: Factory, tmp_path: Path) -> None:
    store = keeper.open(tmp_path)
    store.load(village_graph())
    old = content(store)
    refused: list[str] = []

    def meanwhile(what: str, done: int, steps: int) -> None:
        if done not in (1, steps // 2, steps):
            return
        try:  # not pytest.raises: what it keeps would hold the loader's frame, and with it the store's files
            keeper.open(tmp_path).load(village_graph())
        except StoreError as error:
            refused.append(error.problems[0].key)
        assert content(keeper.open(tmp_path)) == content(store) == old

    store.load(smaller_village(), meanwhile)
    assert refused and set(refused) == {"store-busy"}
    assert content(store) != old
    assert keeper.open(tmp_path).load(village_graph()) is True, "the lock is not given back"
