"""What every store can do, and what it hands out: nodes and claims, the same from any engine.

A store is a projection of the datasets: it can always be built again and swapped. Reading and loading are
two faces of it; questions add their own query texts on top (queries/binding.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from graph.build import Graph
from graph.schema import schema

LoadProgress = Callable[[str, int, int], None]  # (what, steps done, steps in all)


class Node(NamedTuple):
    """A node: id, kind prefix, name to show (its id when nothing names it), non-empty cells by column.

    A list cell holds its values sorted and joined by "; ", since a graph keeps no order.
    """

    id: str
    kind: str
    name: str
    cells: Mapping[str, str]


class Claim(NamedTuple):
    """A claim: id, ends, relation, and its other non-empty cells, `since` and `till` among them (ISO days)."""

    id: str
    subject: str
    relation: str
    object: str
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """A cell's text, empty when unknown."""
        return self.cells.get(name, "")


class Link(NamedTuple):
    """A claim reduced to its ends and the days it counts from and up to (ISO, empty when unknown)."""

    id: str
    relation: str
    subject: str
    object: str
    since: str
    till: str


@dataclass(frozen=True, slots=True)
class StoreState:
    """What a store holds: `why_not` is a problem key when it cannot be reached (then counts are empty)."""

    address: str
    ready: bool
    version: str = ""
    as_of: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    datasets: Mapping[str, int] = field(default_factory=dict)
    why_not: str = ""


class Store(Protocol):
    """One engine behind one address. `language` says in which form questions are put to it."""

    address: str
    language: str  # "python", "sparql" or "cypher"

    def state(self) -> StoreState:
        """What it holds now."""
        ...

    def load(self, graph: Graph, progress: LoadProgress | None = None) -> bool:
        """Replace each dataset of the graph, whole or not at all; False when all was there already."""
        ...

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """The nodes with these ids that exist."""
        ...

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids that exist."""
        ...

    def nodes_of(self, kind: str) -> list[Node]:
        """All nodes of a kind (by name), sorted by id; subclasses not included."""
        ...

    def claims_of(self, relation: str) -> list[Claim]:
        """All claims with this relation, sorted by id."""
        ...

    def links_of(self, relations: Iterable[str]) -> list[Link]:
        """All claims with one of these relations, reduced to links, sorted by id: cheap for many."""
        ...

    def claims_around(self, identifier: str) -> list[Claim]:
        """All claims that name this node as subject, object, what is concerned or document, sorted by id."""
        ...

    def cited(self) -> dict[str, int]:
        """How many claims rest on each document, by its id; those that none rests on are left out."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def name_of(kind_prefix: str, identifier: str, cells: Mapping[str, str]) -> str:
    """The name to show for a node: its kind's name column, a region's code, else its id."""
    column = schema().by_prefix[kind_prefix].name_column
    return cells.get(column, "") or cells.get("code", "") or identifier
