"""The reviewed alias table: which id of one dataset stands for which id of another."""

from __future__ import annotations

from pathlib import Path

from graph import ids
from graph.problems import DataError, Problem
from ingest.reader import rows

FILE = "aliases/aliases.csv"
HEADER = ["id", "canonical", "reviewed", "reason"]


def read_aliases(data: Path) -> tuple[dict[str, str], list[Problem]]:
    """Alias id -> canonical id, and the faults of the table. No table, no aliases."""
    path = data / FILE
    if not path.exists():
        return {}, []
    aliases: dict[str, str] = {}
    problems: list[Problem] = []
    try:
        for line, cells in rows(path, FILE):
            if line == 1 and cells != HEADER:
                return {}, [Problem("header", FILE, 1, expected=",".join(HEADER), got=",".join(cells),
                                    fields={"position": "1"})]
            if line > 1:
                problems.extend(_row(line, cells, aliases))
    except DataError as error:
        problems.extend(error.problems)
    chained = [Problem("alias-chain", FILE, id=alias, got=canonical)
               for alias, canonical in aliases.items() if canonical in aliases]
    return aliases, problems + chained


def _row(line: int, cells: list[str], aliases: dict[str, str]) -> list[Problem]:
    if len(cells) != len(HEADER):
        return [Problem("cell-count", FILE, line, expected=str(len(HEADER)), got=str(len(cells)))]
    alias, canonical, reviewed, _ = cells
    if not ids.is_id(alias) or not ids.is_id(canonical):
        return [Problem("reference-form", FILE, line, expected="kind:slug", got=alias if not ids.is_id(alias) else canonical)]
    if alias in aliases:
        return [Problem("id-twice", FILE, line, "id", alias, got=aliases[alias])]
    if not reviewed:
        return [Problem("empty", FILE, line, "reviewed", alias)]
    aliases[alias] = canonical
    return []
