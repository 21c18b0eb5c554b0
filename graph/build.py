"""From datasets to a graph that is ready for any store: checked, aliases resolved, derived columns added.

Nothing here knows an engine: every store gets the same columns and stays a projection of the files.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph import dates, validate
from graph.problems import DataError
from graph.records import LIST_SEPARATOR, Batch, Dataset, split_list
from graph.schema import DECIMAL, REFERENCE, WHOLE, schema

SINCE, TILL, PRACTICE = "since", "till", "practice"  # derived columns; see schema.ttl
CREDITED = ("stated", "attributed")  # bases that are somebody's statement


@dataclass(slots=True)
class Graph:
    """Datasets whose every reference resolves, with derived columns.

    `as_of` is the data date (ISO day), `version` a hash of the content: the same rows, the same version.
    """

    datasets: list[Dataset]
    as_of: str
    version: str = ""

    def batches(self, kind: str = "") -> Iterator[Batch]:
        """All batches, or those of one kind."""
        return (batch for dataset in self.datasets for batch in dataset.batches
                if not kind or batch.kind.name == kind)

    def counts(self) -> dict[str, int]:
        """How many nodes or claims of each kind; a node in two datasets counts once."""
        found: dict[str, set[str]] = defaultdict(set)
        for batch in self.batches():
            found[batch.kind.name].update(batch.ids)
        return {name: len(found[name]) for name in schema().kinds if found.get(name)}


def build(datasets: Sequence[Dataset], aliases: Mapping[str, str], as_of: str) -> Graph:
    """Check and finish the datasets. They are changed in place: hand over what you do not keep.

    Raises DataError with every fault found; then nothing was changed.
    """
    problems = list(validate.check(datasets, aliases))
    if problems:
        raise DataError(*problems)
    graph = Graph(sorted(datasets, key=lambda dataset: dataset.name), as_of)
    _resolve_aliases(graph, aliases)
    _plain_numbers(graph)
    _date_claims(graph)
    _name_practices(graph)
    graph.version = _content_hash(graph)
    return graph


def _content_hash(graph: Graph) -> str:
    digest = hashlib.sha256(graph.as_of.encode())
    for dataset in graph.datasets:
        for batch in dataset.batches:
            for name in sorted(batch.columns):
                digest.update("\x1f".join((dataset.name, batch.kind.name, name, *batch.columns[name])).encode())
    return digest.hexdigest()[:16]


def _resolve_aliases(graph: Graph, aliases: Mapping[str, str]) -> None:
    """Every reference to an alias leads to its canonical node, which takes over what it lacks."""
    if not aliases:
        return
    for batch in graph.batches():
        for column in batch.kind.columns:
            if column.type == REFERENCE:
                cells = batch.columns[column.name]
                batch.columns[column.name] = [
                    LIST_SEPARATOR.join(aliases.get(value, value) for value in split_list(cell)) if column.many
                    else aliases.get(cell, cell) for cell in cells]
    rows = {identifier: (batch, row) for batch in graph.batches() if batch.kind.name != "Claim"
            for row, identifier in enumerate(batch.ids)}
    for alias, canonical in sorted(aliases.items()):
        if alias in rows and canonical in rows:
            _merge(*rows[alias], *rows[canonical])


def _merge(batch: Batch, row: int, keeper: Batch, kept: int) -> None:
    """One row becomes more about another node: its name an alternative, its cells only where those were empty."""
    names = split_list(keeper.columns["other_names"][kept])
    own = [batch.columns["name"][row], *split_list(batch.columns["other_names"][row])]
    batch.columns["id"][row] = keeper.columns["id"][kept]
    for column in batch.kind.columns:
        if column.name in keeper.columns and keeper.columns[column.name][kept] or column.name == "name":
            batch.columns[column.name][row] = ""
    extra = [name for name in dict.fromkeys(own) if name not in names and name != keeper.columns["name"][kept]]
    batch.columns["other_names"][row] = LIST_SEPARATOR.join(extra)


def _plain_numbers(graph: Graph) -> None:
    """Numbers in the one form that every engine gives back: `7`, `7.5`, never `07` or `7.50`."""
    for batch in graph.batches():
        for column in batch.kind.columns:
            if column.type in (WHOLE, DECIMAL):
                batch.columns[column.name] = [plain_number(cell) if cell else "" for cell in batch.columns[column.name]]


def plain_number(text: str) -> str:
    """A decimal number without leading or trailing zeros: `07.50` -> `7.5`."""
    plain = format(Decimal(text).normalize(), "f")
    return "0" if plain in ("-0", "0") else plain


def _date_claims(graph: Graph) -> None:
    """`since` and `till` of each claim: design rule "a claim counts from its start, else its document's date"."""
    published = {identifier: cell for batch in graph.batches("Document")
                 for identifier, cell in zip(batch.ids, batch.columns["published"], strict=True)}
    for batch in graph.batches("Claim"):
        columns = batch.columns
        columns[SINCE] = [_latest(start or published.get(document, "")) for start, document
                          in zip(columns["from"], columns["document"], strict=True)]
        columns[TILL] = [_latest(end) for end in columns["until"]]


def _latest(text: str) -> str:
    found = dates.interval(text) if text else None
    return found.latest if found else ""


def _name_practices(graph: Graph) -> None:
    """The practice of each initiative: its family, else the methods it is an instance of, else itself.

    A family or method is its own practice, so that one pattern finds what belongs to a practice.
    """
    methods: dict[str, list[str]] = defaultdict(list)
    for batch in graph.batches("Claim"):
        for subject, relation, object_ in zip(batch.columns["subject"], batch.columns["relation"],
                                              batch.columns["object"], strict=True):
            if relation == "instance_of":
                methods[subject].append(object_)
    for batch in graph.batches("Initiative"):
        batch.columns[PRACTICE] = [
            family or LIST_SEPARATOR.join(sorted(set(methods.get(identifier, ())))) or identifier
            for identifier, family in zip(batch.ids, batch.columns["family"], strict=True)]
    for kind in ("Family", "Method"):
        for batch in graph.batches(kind):
            batch.columns[PRACTICE] = list(batch.ids)
