"""All datasets that ship, and reading a whole data folder at once."""

from __future__ import annotations

from pathlib import Path

from graph import dates
from graph.build import Graph, build
from graph.problems import DataError, Problem
from graph.records import Dataset
from graph.validate import check
from ingest import arrangements, field, forgotten, government, municipalities, people, places, themes
from ingest.aliases import read_aliases
from ingest.dataset import Declaration, Progress, read_dataset

DECLARATIONS: tuple[Declaration, ...] = (
    themes.DATASET, municipalities.DATASET, places.DATASET, government.DATASET, arrangements.DATASET,
    field.DATASET, people.DATASET)
DATA = Path(__file__).resolve().parent.parent / "data"
_NOT_DATASETS = {"build", "aliases"}


def data_date(data: Path) -> str:
    """The data date in data/VERSION, an ISO day. DataError when it is missing or no day."""
    try:
        text = (data / "VERSION").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(Problem("unreadable", "VERSION", got=str(error))) from None
    if len(text) != 10 or dates.interval(text) is None:
        raise DataError(Problem("date", "VERSION", 1, expected="2026-05-19", got=text))
    return text


def read_data(data: Path, progress: Progress | None = None,
              declarations: list[Declaration] | None = None) -> tuple[list[Dataset], dict[str, str], list[Problem]]:
    """All datasets of a folder, its aliases, and every fault of files and counts.

    Who was forgotten is left out before anything else sees the records (docs/privacy.md).
    """
    problems: list[Problem] = []
    datasets: list[Dataset] = []
    chosen = declarations if declarations is not None else list(DECLARATIONS)
    names = {declaration.name for declaration in chosen}
    if declarations is None and data.is_dir():
        problems.extend(Problem("dataset-undeclared", f"{folder.name}/") for folder in sorted(data.iterdir())
                        if folder.is_dir() and folder.name not in names | _NOT_DATASETS)
    for declaration in chosen:
        try:
            dataset, found = read_dataset(data / declaration.name, declaration, progress)
        except DataError as error:
            problems.extend(error.problems)
            continue
        datasets.append(dataset)
        problems.extend(found)
    aliases, found = read_aliases(data)
    problems.extend(found)
    return forgotten.leave_out(datasets, data), aliases, problems


def check_data(data: Path, progress: Progress | None = None,
               declarations: list[Declaration] | None = None) -> list[Problem]:
    """Every fault of a data folder: files first; records are compared only when all files could be read."""
    datasets, aliases, problems = read_data(data, progress, declarations)
    try:
        data_date(data)
    except DataError as error:
        problems.extend(error.problems)
    if not problems:
        problems.extend(check(datasets, aliases))
    return problems


def read_graph(data: Path = DATA, progress: Progress | None = None,
               declarations: list[Declaration] | None = None) -> Graph:
    """The graph of a data folder. DataError names every fault; then nothing is built."""
    as_of = data_date(data)
    datasets, aliases, problems = read_data(data, progress, declarations)
    if problems:
        raise DataError(*problems)
    return build(datasets, aliases, as_of)
