"""Neo4j, one server or a cluster: the server for teams. Reading and loading by the official driver, values as parameters only.

The property graph is that of docs/property-graph.md. Only nodes with the labels `Node` and `Dataset` that carry our marks are
ever changed or removed, so other data may stand in the same database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph import neo4j_texts as texts
from graph.build import Graph
from graph.cypher_lookups import CypherLookups, Parameters, Rows
from graph.neo4j_load import Loader
from graph.neo4j_server import Neo4jServer
from graph.problems import Problem, StoreError
from graph.schema import schema
from graph.store import LoadProgress, StoreState


class Neo4jStore(CypherLookups):
    """A Neo4j server at `neo4j://HOST[:PORT][/DATABASE]` or `bolt://…`, with `+s` encrypted. Threads may share it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._server = Neo4jServer(address)
        self._whole = False  # whether the graph was seen to be there, not half loaded

    # -- reading ----------------------------------------------------------------------------------

    def run(self, text: str, parameters: Parameters | None = None) -> Rows:
        """The rows of a query that only reads. StoreError when nothing is loaded, or a load was interrupted."""
        if not self._whole:
            if why_not := _why_not(self._server.read(texts.STATE, {}).rows):
                raise StoreError(Problem(why_not, self.address))
            self._whole = True
        return self._server.read(text, parameters or {})

    def stream(self, text: str, parameters: Parameters, seconds: float) -> tuple[list[str], Iterator[Sequence[object]]]:
        """Columns and rows one by one, for an answer of unknown size; the server ends it after so many seconds."""
        return self._server.stream(text, parameters, seconds)

    def state(self) -> StoreState:
        """What the server holds, or why it cannot be used."""
        try:
            found = self._server.read(texts.STATE, {}).rows
            if why_not := _why_not(found):
                return StoreState(self.address, ready=False, why_not=why_not)
            counts = self._counts()
        except StoreError as error:
            return StoreState(self.address, ready=False, why_not=error.problems[0].key)
        return StoreState(self.address, True, str(found[0][1]), max(str(row[2]) for row in found), counts,
                          {str(row[0]): int(row[5]) for row in found})  # type: ignore[call-overload]

    def _counts(self) -> Mapping[str, int]:
        known: dict[str, int] = {str(kind): int(count) for kind, count in self._server.read(texts.NODE_COUNTS, {})}  # type: ignore[call-overload]
        known[schema().claim.name] = int(self._server.read(texts.claim_count(), {}).rows[0][0])  # type: ignore[call-overload]
        return {name: known[name] for name in schema().kinds if known.get(name)}

    def close(self) -> None:
        """Let go of the connections; the next query makes new ones."""
        self._whole = False
        self._server.close()

    # -- loading ----------------------------------------------------------------------------------

    def load(self, graph: Graph, progress: LoadProgress | None = None) -> bool:
        """Replace the datasets that changed, as graph/neo4j_load.py says. False when all was there already.

        Raises StoreError; after one `state` says whether the old graph still stands or the load has to be done again.
        """
        self._whole = False
        return Loader(self._server, graph, progress).run()


def _why_not(found: Sequence[Sequence[object]]) -> str:
    """The key of the problem that keeps these datasets from being used; empty when there is none."""
    if not found:
        return "store-missing"
    if any(row[4] for row in found):
        return "store-interrupted"
    return "store-mixed" if len({row[1] for row in found}) > 1 else ""
