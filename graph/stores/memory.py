"""The oracle: everything in a networkx MultiDiGraph, edges keyed by claim id, questions in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import networkx as nx

from graph.build import SINCE, TILL, Graph
from graph.records import LIST_SEPARATOR, Batch, split_list
from graph.schema import schema
from graph.store import Claim, Link, LoadProgress, Node, StoreState, name_of

_ENDS = ("id", "subject", "relation", "object")


class MemoryStore:
    """A graph in this process. Node attribute `node` is a Node, edge attribute `claim` a Claim.

    A node that claims name but no dataset describes does not occur: graph/validate.py refuses it.
    """

    language = "python"

    def __init__(self, address: str = "memory:") -> None:
        self.address = address
        self.graph: nx.MultiDiGraph = nx.MultiDiGraph()
        self.by_relation: dict[str, list[Claim]] = {}
        self._by_claim: dict[str, Claim] = {}
        self._state = StoreState(address, ready=False, why_not="store-missing")

    def load(self, graph: Graph, progress: LoadProgress | None = None) -> bool:
        """Take over a graph whole; what was there before is let go. False when it is there already."""
        if self._state.ready and self._state.version == graph.version:
            return False
        fresh: nx.MultiDiGraph = nx.MultiDiGraph()
        cells: dict[str, dict[str, str]] = defaultdict(dict)
        claims: dict[str, Claim] = {}
        total = sum(1 for _ in graph.batches())
        for step, batch in enumerate(graph.batches(), 1):
            if batch.kind.name == "Claim":
                claims.update((claim.id, claim) for claim in _claims(batch))
            else:
                _gather(batch, cells)
            if progress:
                progress(batch.file, step, total)
        for identifier in sorted(cells):
            kind = identifier.partition(":")[0]
            known = cells[identifier]
            fresh.add_node(identifier, node=Node(identifier, kind, name_of(kind, identifier, known), known))
        by_relation: dict[str, list[Claim]] = defaultdict(list)
        for identifier in sorted(claims):
            claim = claims[identifier]
            fresh.add_edge(claim.subject, claim.object, key=identifier, claim=claim)
            by_relation[claim.relation].append(claim)
        self.graph, self._by_claim, self.by_relation = fresh, claims, dict(by_relation)
        self._state = StoreState(
            self.address, ready=True, version=graph.version, as_of=graph.as_of, counts=graph.counts(),
            datasets={dataset.name: sum(map(len, dataset.batches)) for dataset in graph.datasets})
        return True

    def state(self) -> StoreState:
        """What it holds now."""
        return self._state

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids that exist."""
        return {identifier: self.graph.nodes[identifier]["node"] for identifier in ids if identifier in self.graph}

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids that exist."""
        return {identifier: self._by_claim[identifier] for identifier in ids if identifier in self._by_claim}

    def nodes_of(self, kind: str) -> list[Node]:
        """All nodes of a kind (by name), sorted by id."""
        prefix = schema().kinds[kind].prefix
        return [node for _, node in self.graph.nodes(data="node") if node.kind == prefix]

    def claims_of(self, relation: str) -> list[Claim]:
        """All claims with this relation, sorted by id."""
        return self.by_relation.get(relation, [])

    def links_of(self, relations: Iterable[str]) -> list[Link]:
        """All claims with one of these relations, reduced to links, sorted by id."""
        return sorted(Link(claim.id, claim.relation, claim.subject, claim.object, claim.cell(SINCE), claim.cell(TILL))
                      for relation in relations for claim in self.claims_of(relation))

    def claims_around(self, identifier: str) -> list[Claim]:
        """All claims that name this node as subject, object, what is concerned or document, sorted by id."""
        found = (claim for claim in self._by_claim.values()
                 if identifier in (claim.subject, claim.object, claim.cell("concerns"), claim.cell("document")))
        return sorted(found, key=lambda claim: claim.id) if identifier else []

    def cited(self) -> dict[str, int]:
        """How many claims rest on each document."""
        return dict(Counter(claim.cell("document") for claim in self._by_claim.values()))

    def close(self) -> None:
        """Nothing to let go of."""


def _gather(batch: Batch, cells: dict[str, dict[str, str]]) -> None:
    """Add a batch's non-empty cells to what is known of its nodes; lists are united and sorted."""
    many = {column.name for column in batch.kind.columns if column.many} | {"practice"}
    for name, column in batch.columns.items():
        if name == "id":
            continue
        for identifier, cell in zip(batch.ids, column, strict=True):
            if cell and name in many:
                values = {*split_list(cells[identifier].get(name, "")), *split_list(cell)}
                cells[identifier][name] = LIST_SEPARATOR.join(sorted(values))
            elif cell:
                cells[identifier][name] = cell
    for identifier in batch.ids:
        cells[identifier]  # noqa: B018  a node without any cell exists too


def _claims(batch: Batch) -> Iterable[Claim]:
    names = [name for name in batch.columns if name not in _ENDS]
    others = zip(*(batch.columns[name] for name in names), strict=True)
    ends = zip(*(batch.columns[name] for name in _ENDS), strict=True)
    for end, row in zip(ends, others, strict=True):
        yield Claim(*end, {name: cell for name, cell in zip(names, row, strict=True) if cell})

