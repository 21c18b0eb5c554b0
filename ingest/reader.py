"""A CSV table, read strictly: UTF-8, comma, the header that the schema gives, the same number of cells per row.

Damage is said with its line and stops at the first fault a parser cannot step over. A line is never read
whole before its length is known, so a file without line ends costs a buffer, not the memory of the machine.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from graph.problems import DataError, Problem
from graph.records import BATCH_ROWS, Batch
from graph.schema import Kind

LONGEST_LINE = 1_000_000  # bytes; the longest real one is under 3,000
_BOM = b"\xef\xbb\xbf"


def _fault(key: str, file: str, line: int, **facts: str) -> DataError:
    return DataError(Problem(key, file, line, **facts))


def _lines(handle: BinaryIO, file: str) -> Iterator[str]:
    """Decoded lines with their ends; DataError on a BOM, NUL, foreign bytes, an endless line or a cut-off end."""
    number = 0
    while raw := handle.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            raise _fault("line-too-long", file, number, expected=f"<= {LONGEST_LINE} bytes")
        if number == 1 and raw.startswith(_BOM):
            raise _fault("bom", file, 1)
        if b"\0" in raw:
            raise _fault("nul", file, number, got=f"NUL, byte {raw.index(0) + 1}")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _fault("encoding", file, number, expected="UTF-8",
                         got=f"0x{raw[error.start]:02x}, byte {error.start + 1}") from None
        if "\r" in text:
            raise _fault("carriage-return", file, number, expected="\\n", got="\\r")
        if not text.endswith("\n"):
            raise _fault("no-line-end", file, number, expected="\\n")
        yield text


def rows(path: Path, file: str) -> Iterator[tuple[int, list[str]]]:
    """Line number of each row's end and its cells, the header first. Raises DataError as the module says."""
    try:
        handle = path.open("rb")
    except OSError as error:
        raise _fault("unreadable", file, 0, got=error.strerror or "") from None
    with handle:
        reader = csv.reader(_lines(handle, file), strict=True)
        last = 0  # the line on which the row before ended: a quote that does not close began just after it
        try:
            for cells in reader:
                if reader.line_num != last + 1:
                    raise _fault("carriage-return", file, last + 1, expected=",", got="\\n")
                last = reader.line_num
                yield last, cells
        except csv.Error as error:
            raise _fault("csv", file, last + 1, got=str(error)) from None


def read_table(path: Path, file: str, kind: Kind) -> Iterator[Batch]:
    """A kind's table as batches of at most BATCH_ROWS rows. DataError when the file is not such a table."""
    header = list(kind.header)
    found = rows(path, file)
    first = next(found, None)
    if first is None:
        raise _fault("no-header", file, 1, expected=",".join(header))
    if first[1] != header:
        raise DataError(_header_problem(file, header, first[1]))
    lines: list[int] = []
    block: list[list[str]] = []
    for line, cells in found:
        if len(cells) != len(header):
            raise _fault("cell-count", file, line, expected=str(len(header)), got=str(len(cells)))
        lines.append(line)
        block.append(cells)
        if len(block) == BATCH_ROWS:
            yield _batch(kind, header, block, file, lines)
            lines, block = [], []
    if block:
        yield _batch(kind, header, block, file, lines)


def _batch(kind: Kind, header: list[str], block: list[list[str]], file: str, lines: list[int]) -> Batch:
    columns = {name: list(cells) for name, cells in zip(header, zip(*block, strict=True), strict=True)}
    return Batch(kind, columns, file, lines)


def _header_problem(file: str, expected: list[str], got: list[str]) -> Problem:
    """Names the first column that differs, so that swapped columns are told from a missing one."""
    for position, name in enumerate(expected):
        if position >= len(got) or got[position] != name:
            return Problem("header", file, 1, name, expected=",".join(expected), got=",".join(got),
                           fields={"position": str(position + 1)})
    return Problem("header", file, 1, got[len(expected)], expected=",".join(expected), got=",".join(got),
                   fields={"position": str(len(expected) + 1)})
