"""The reviewed alias table: which id of one dataset stands for which id of another."""

from __future__ import annotations

from pathlib import Path

from graph import dates, ids
from graph.problems import DataError, Problem
from graph.schema import TEXT, schema
from graph.validate import AliasTable
from ingest.dataset import read_front
from ingest.reader import rows

FILE = "aliases/aliases.csv"
HEADER = ["id", "canonical", "reviewed", "reason"]


def read_aliases(data: Path) -> tuple[AliasTable, list[Problem]]:
    """Alias id -> canonical id, and the faults of the table. No table, no aliases."""
    path = data / FILE
    aliases = AliasTable(FILE)
    problems: list[Problem] = []
    if not path.exists():
        return aliases, problems
    count = 0
    try:
        for line, cells in rows(path, FILE):
            if line == 1 and cells != HEADER:
                return aliases, [_header(cells)]
            if line > 1:
                count += 1
                problems.extend(_row(line, cells, aliases))
    except DataError as error:
        return aliases, [*problems, *error.problems]
    if not path.stat().st_size:
        return aliases, [Problem("no-header", FILE, 1, expected=",".join(HEADER))]
    problems.extend(_counted(path.parent, count))
    problems.extend(Problem("alias-chain", FILE, aliases.lines[alias], "canonical", alias, got=canonical)
                    for alias, canonical in aliases.items() if canonical in aliases)
    return aliases, problems


def _header(cells: list[str]) -> Problem:
    wrong = next((number for number, name in enumerate(HEADER) if number >= len(cells) or cells[number] != name), len(HEADER))
    return Problem("header", FILE, 1, HEADER[wrong] if wrong < len(HEADER) else cells[wrong],
                   expected=",".join(HEADER), got=",".join(cells), fields={"position": str(wrong + 1)})


def _counted(folder: Path, count: int) -> list[Problem]:
    """A row lost from the table, against SOURCE.md beside it; a table that came without one is taken as it is."""
    if not (folder / "SOURCE.md").exists():
        return []
    try:
        front = read_front(folder)
    except DataError as error:
        return list(error.problems)
    source = f"{folder.name}/SOURCE.md:{front.rows_line}"
    declared = front.rows.get(Path(FILE).name)
    if declared is None:
        return [Problem("row-count-missing", f"{folder.name}/SOURCE.md", front.rows_line,
                        expected=f'"{Path(FILE).name}" = {count}')]
    if declared != count:
        return [Problem("row-count", FILE, count + 1, expected=str(declared), got=str(count), fields={"source": source})]
    return []


def _row(line: int, cells: list[str], aliases: AliasTable) -> list[Problem]:
    if len(cells) != len(HEADER):
        return [Problem("cell-count", FILE, line, expected=str(len(HEADER)), got=str(len(cells)))]
    alias, canonical, reviewed, reason = cells
    for column, value in (("id", alias), ("canonical", canonical)):
        if not ids.is_id(value):
            return [Problem("reference-form", FILE, line, column, expected="kind:slug", got=value)]
    if ids.prefix_of(alias) != ids.prefix_of(canonical):
        return [Problem("reference-kind", FILE, line, "canonical", alias, ids.prefix_of(alias) + ":…", canonical)]
    if alias in aliases:
        return [Problem("id-twice", FILE, line, "id", alias, got=f"{FILE}:{aliases.lines[alias]}")]
    if not reviewed:
        return [Problem("empty", FILE, line, "reviewed", alias)]
    if dates.interval(reviewed) is None:
        return [Problem("date", FILE, line, "reviewed", alias, "2018 | 2018-09 | 2018-09-24", reviewed)]
    if reason and not schema().patterns[TEXT].search(reason):
        return [Problem("formula", FILE, line, "reason", alias, got=reason)]
    aliases[alias] = canonical
    aliases.lines[alias] = line
    return []
