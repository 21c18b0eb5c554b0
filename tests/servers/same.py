"""What every server must do, whatever its engine: hold what the oracle holds, say what goes wrong in both languages."""

from __future__ import annotations

import pytest

from graph.build import Graph
from graph.schema import schema
from graph.store import Store
from graph.stores.memory import MemoryStore


def said(error: pytest.ExceptionInfo) -> str:
    """The key of the problem; its words must be there in both languages."""
    assert all(error.value.say(language) for language in ("nl", "en"))
    return error.value.problems[0].key


def same_as_memory(store: Store, graph: Graph) -> None:
    """Fails where the store says otherwise than the oracle about any node, claim, link or count."""
    oracle = MemoryStore()
    oracle.load(graph)
    state, expected = store.state(), oracle.state()
    assert (state.counts, state.version, state.as_of, state.datasets.keys()) == (
        expected.counts, expected.version, expected.as_of, expected.datasets.keys()), state
    for kind in schema().nodes:
        assert store.nodes_of(kind.name) == oracle.nodes_of(kind.name), kind.name
    for relation in schema().relations:
        assert store.claims_of(relation) == oracle.claims_of(relation), relation
    assert store.links_of(schema().relations) == oracle.links_of(schema().relations)


def without(graph: Graph, dataset: str, version: str) -> Graph:
    """The graph without one of its datasets, as another version."""
    return Graph([one for one in graph.datasets if one.name != dataset], graph.as_of, version)
