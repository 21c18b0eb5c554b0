"""What an answer stands on, as a part of the graph: its rows, what it was asked about, and every claim that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.ids import is_id
from graph.part import Part
from queries.answer import Answer, Row


def part_of_answer(answer: Answer) -> Part:
    """The rows' nodes, the theme, region and actors asked about, and all claims: for, against and counted in points.

    The ends and documents of the claims come along when the part is taken (graph/part.py).
    """
    asked = [value for name in ("theme", "also", "region", "actor") for value in _several(answer.params.get(name))]
    nodes = {identifier for identifier in (*asked, *(row.id for row in answer.rows)) if is_id(identifier)}
    claims = {item.claim for item in answer.against} | {claim for row in answer.rows for claim in _claims(row)}
    return Part(frozenset(nodes), frozenset(claims - {""}))


def _claims(row: Row) -> Iterator[str]:
    yield from (item.claim for item in (*row.evidence, *row.against))
    yield from (claim for part in row.parts for claim in part.claims)


def _several(value: object) -> Iterable[str]:
    if isinstance(value, list | tuple):
        return map(str, value)
    return (str(value),) if value else ()
