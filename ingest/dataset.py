"""A dataset's declaration and how its folder becomes records.

Each folder under data/ has a SOURCE.md whose front block (TOML between two lines `+++`) says title,
publisher, licence, dates and the number of rows of every file; a declaration in ingest/ says which tables
there are and between which bounds their counts lie. A truncated file breaks one of the two.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.problems import DataError, Problem
from graph.records import Batch, Dataset, DatasetInfo
from graph.schema import schema
from ingest.reader import read_table

FRONT = "+++"
FORGOTTEN_TABLE = "forgotten.csv"  # hashes beside a dataset's tables; ingest/forgotten.py reads them
Progress = Callable[[str, int], None]  # (file name, rows read so far)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a dataset must be: its tables with the bounds of their counts (kind name -> least, most)."""

    name: str
    bounds: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Front:
    """The front block of a SOURCE.md: who made it, and the rows it declares per file."""

    info: DatasetInfo
    rows: Mapping[str, int]
    rows_line: int


def read_front(folder: Path) -> Front:
    """Read SOURCE.md. DataError when it is missing, is no TOML or lacks a key."""
    path, file = folder / "SOURCE.md", f"{folder.name}/SOURCE.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem("unreadable", file, got=str(error))) from None
    parts = text.split(FRONT + "\n")
    try:
        values = tomllib.loads(parts[1]) if len(parts) >= 3 and not parts[0] else {}
        info = DatasetInfo(
            name=folder.name, title={"nl": str(values["title_nl"]), "en": str(values["title_en"])},
            publisher=str(values["publisher"]), licence=str(values["licence"]), read_on=str(values["read_on"]),
            next_check=str(values.get("next_check", "")), synthetic=bool(values.get("synthetic", False)))
        rows = {str(name): int(count) for name, count in values["rows"].items()}
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise DataError(Problem("source-file", file, 1, got=str(error))) from None
    lines = text.split("\n")
    return Front(info, rows, lines.index("[rows]") + 1 if "[rows]" in lines else 1)


def read_dataset(folder: Path, declaration: Declaration, progress: Progress | None = None) -> tuple[Dataset, list[Problem]]:
    """A dataset's records and the faults of its files and counts; records of a faulty file are left out."""
    problems: list[Problem] = []
    front = read_front(folder)
    dataset = Dataset(front.info)
    expected = {schema().kinds[name].table: name for name in declaration.bounds}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in expected and path.name != FORGOTTEN_TABLE:
            problems.append(Problem("table-unexpected", f"{folder.name}/{path.name}", expected=", ".join(sorted(expected))))
    for table, name in expected.items():
        file = f"{folder.name}/{table}"
        try:
            batches = list(_counted(read_table(folder / table, file, schema().kinds[name]), file, progress))
        except DataError as error:
            problems.extend(error.problems)
            continue
        dataset.batches.extend(batches)
        problems.extend(_count_problems(front, declaration, name, file, sum(map(len, batches))))
    return dataset, problems


def _counted(batches: Iterator[Batch], file: str, progress: Progress | None) -> Iterator[Batch]:
    count = 0
    for batch in batches:
        count += len(batch)
        if progress:
            progress(file, count)
        yield batch


def _count_problems(front: Front, declaration: Declaration, name: str, file: str, count: int) -> Iterator[Problem]:
    least, most = declaration.bounds[name]
    declared = front.rows.get(schema().kinds[name].table)
    if declared is not None and declared != count:
        yield Problem("row-count", file, count + 1, expected=str(declared), got=str(count),
                      fields={"source": f"{front.info.name}/SOURCE.md:{front.rows_line}"})
    elif declared is None:
        yield Problem("row-count-missing", f"{front.info.name}/SOURCE.md", front.rows_line,
                      expected=f'"{schema().kinds[name].table}" = {count}')
    if not least <= count <= most:
        yield Problem("count-bounds", file, count + 1, expected=f"{least} … {most}", got=str(count))
