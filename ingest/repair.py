"""What a machine may mend in data files by itself: claim ids and the declared numbers of rows.

Nothing that a document says is touched. Files are written beside and moved in place, one by one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from graph import ids
from graph.problems import DataError
from graph.schema import schema
from ingest.reader import rows

_ROWS = re.compile(r"\[rows\]\n.*?(?=\+\+\+\n)", re.DOTALL)


def repair(data: Path) -> Iterator[str]:
    """Mend claim ids and row counts of every dataset folder; yields a line per file that changed."""
    for folder in sorted(path.parent for path in data.glob("*/SOURCE.md")):
        claims = folder / "claims.csv"
        if claims.exists() and _mend_claim_ids(claims):
            yield f"{folder.name}/claims.csv"
        if _mend_counts(folder):
            yield f"{folder.name}/SOURCE.md"


def write_beside(path: Path, text: str) -> None:
    """Replace a file in one step."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(path)


def table_text(table: list[list[str]]) -> str:
    """A table as our CSV files are written: comma, quotes where needed, LF."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


def _mend_claim_ids(path: Path) -> bool:
    """Give each claim the id of its content, sorted by id. A file that cannot be read is left for `check`."""
    header = list(schema().claim.header)
    try:
        table = [cells for _, cells in rows(path, path.name)]
    except DataError:
        return False
    if not table or table[0] != header or any(len(cells) != len(header) for cells in table):
        return False
    positions = [header.index(name) for name in ids.CLAIM_IDENTITY]
    mended = [[ids.claim_id([cells[position] for position in positions]), *cells[1:]] for cells in table[1:]]
    mended.sort(key=lambda cells: cells[0])
    if mended == table[1:]:
        return False
    write_beside(path, table_text([header, *mended]))
    return True


def _mend_counts(folder: Path) -> bool:
    """Declare the rows that each table has."""
    source = folder / "SOURCE.md"
    lines = []
    for path in sorted(folder.glob("*.csv")):
        try:
            lines.append(f'"{path.name}" = {sum(1 for _ in rows(path, path.name)) - 1}\n')
        except DataError:
            return False
    text = source.read_text(encoding="utf-8")
    block = "[rows]\n" + "".join(lines)
    front, marker, rest = text.partition("+++\n")[2].partition("+++\n")
    if not marker:
        return False
    front = _ROWS.sub(block, front + marker) if "[rows]\n" in front else front + block + marker
    mended = "+++\n" + front + rest
    if mended == text:
        return False
    write_beside(source, mended)
    return True
