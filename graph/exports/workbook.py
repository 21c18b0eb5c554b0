"""The graph as an Excel workbook: a sheet per kind, one of the claims with names beside the ids, and one that says what it is.

Every text is written as text and marked as such, so that no cell runs as a formula, not even after somebody edits it.
What a sheet cannot hold is never dropped in silence: rows beyond the limit go on in a next sheet, a text too long
for a cell is cut and named, on the first sheet and to the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graph.build import Graph
from graph.exports.tables import table_header, table_rows
from graph.exports.writing import Counts, Progress, clean_for_xml, counts_of, no_progress, replacing
from graph.problems import Problem, StoreError
from graph.schema import DECIMAL, WHOLE, Kind, schema

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576  # of a sheet, its header among them
MOST_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
CUT = " […]"
WIDEST, NARROWEST = 60, 8  # of a column, in characters
LOOKED_AT = 2_000  # rows that decide how wide a column is
CUTS_NAMED = 20  # cells cut that a message names; the sheet names all
ABOUT = "wieweetwat"
NAMED = ("subject", "object", "concerns", "document")  # columns of a claim with a name beside the id


class _Book:
    """A workbook being written, a row at a time; `cuts` are the cells that were too long, `split` the kinds that went on."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.cuts: list[str] = []
        self.split: list[str] = []
        self.text = workbook.add_format({"quote_prefix": True})
        self.bold = workbook.add_format({"bold": True, "quote_prefix": True})

    def sheet(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]], numeric: frozenset[str]) -> None:
        """A sheet with these rows, and further ones where one does not hold them all."""
        most = MOST_ROWS - 1
        for part, start in enumerate(range(0, max(len(rows), 1), most), 1):
            self._part(name if part == 1 else f"{name} {part}", header, rows[start:start + most], numeric)
        if len(rows) > most:
            self.split.append(name)

    def _part(self, name: str, header: Sequence[str], rows: Sequence[Sequence[str]], numeric: frozenset[str]) -> None:
        sheet = self.workbook.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(len(rows), 1), len(header) - 1)
        for column, title in enumerate(header):
            longest = max((len(row[column]) for row in rows[:LOOKED_AT]), default=0)
            sheet.set_column(column, column, min(WIDEST, max(NARROWEST, longest + 1, len(title) + 3)))
            sheet.write_string(0, column, title, self.bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if not cell:
                    continue
                if header[column] in numeric:
                    sheet.write_number(number, column, float(cell))
                else:
                    sheet.write_string(number, column, self.fitting(cell, f"{name}, {row[0]}, {header[column]}"), self.text)

    def fitting(self, cell: str, where: str) -> str:
        """A text as a cell can hold it; `where` names the cell if it had to be cut."""
        text, cut = fitting(cell)
        if cut:
            self.cuts.append(where)
        return text


def fitting(cell: str) -> tuple[str, bool]:
    """A text as a cell of a workbook can hold it and as the library writes it as text, and whether it had to be cut."""
    text = clean_for_xml(cell)
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # else the library takes it for marked-up text and writes it as it is
    if len(text.encode("utf-16-le")) <= 2 * MOST_CHARACTERS:
        return text, False
    return text.encode("utf-16-le")[:(MOST_CHARACTERS - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT, True  # half a character goes


def write_xlsx(graph: Graph, path: Path, progress: Progress = no_progress) -> Counts:
    """A workbook; columns as in data/ with `dataset` after the id. `notes` say what did not fit as it is."""
    import xlsxwriter  # 45 ms that only this form needs

    total = 0
    with replacing(path) as handle, TemporaryDirectory() as drafts:
        options = {"constant_memory": True, "tmpdir": drafts, "strings_to_formulas": False, "strings_to_urls": False}
        workbook = xlsxwriter.Workbook(handle, options)
        workbook.set_properties({"title": "WieWeetWat", "comments": f"{graph.as_of} {graph.version}",
                                 "created": datetime.fromisoformat(graph.as_of)})
        book = _Book(workbook)
        about = workbook.add_worksheet(ABOUT)
        names = _names(graph)
        sizes = []
        for step, kind in enumerate(schema().kinds.values()):
            progress(kind.table, step, len(schema().kinds))
            if rows := table_rows(graph, kind):
                numeric = frozenset(column.name for column in kind.columns if column.type in (WHOLE, DECIMAL))
                book.sheet(kind.table.removesuffix(".csv"), *_with_names(kind, rows, names), numeric)
                sizes.append((kind, len(rows)))
                total += len(rows)
        _write_about(book, about, graph, sizes)
        try:
            workbook.close()
        except xlsxwriter.exceptions.XlsxFileError as error:
            raise StoreError(Problem("export-unwritable", str(path), got=str(error))) from None
    return counts_of(graph, total, notes=tuple(_notes(book, path)))


def _names(graph: Graph) -> dict[str, str]:
    """Node id -> the name to show."""
    found: dict[str, str] = {}
    for batch in graph.batches():
        if batch.kind.name != "Claim":
            own, code = batch.columns.get(batch.kind.name_column), batch.columns.get("code")
            for row, identifier in enumerate(batch.ids):
                if name := (own[row] if own else "") or (code[row] if code else ""):
                    found[identifier] = name
    return found


def _with_names(kind: Kind, rows: list[tuple[str, ...]], names: Mapping[str, str]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """A kind's header and rows; those of claims with the names of what they speak of beside the ids."""
    header = table_header(kind)
    if kind.name != "Claim":
        return header, rows
    named = [(name in NAMED, place) for place, name in enumerate(header)]
    wide = [title for name in header for title in ((name, f"{name} name") if name in NAMED else (name,))]
    return wide, [[cell for has, place in named for cell in
                   ((row[place], names.get(row[place], "")) if has else (row[place],))] for row in rows]


def _write_about(book: _Book, sheet: Worksheet, graph: Graph, sizes: Sequence[tuple[Kind, int]]) -> None:
    """The first sheet: the data date, the datasets with their licences, the sheets, and what did not fit as it is."""
    rows: list[tuple[str, ...]] = [("WieWeetWat", "", graph.as_of, f"versie / version {graph.version}"), (),
                                   ("dataset", "", "gelezen op / read on", "titel / title", "uitgever / publisher", "licentie / licence")]
    for info in (dataset.info for dataset in graph.datasets):
        rows.append((info.name, "", info.read_on, " / ".join(dict.fromkeys(info.title.values())), info.publisher, info.licence))
    rows += [(), ("blad / sheet", "rijen / rows", "", "")]
    rows += [(kind.table.removesuffix(".csv"), str(count), "", " / ".join(dict.fromkeys(kind.plurals.values()))) for kind, count in sizes]
    rows += [()] * bool(book.split or book.cuts)
    rows += [("verdeeld over bladen / split over sheets", "", "", name) for name in book.split]
    rows += [("cel ingekort / cell cut", "", "", where) for where in book.cuts]
    sheet.set_column(0, 2, 22)
    sheet.set_column(3, 3, WIDEST)
    sheet.set_column(4, 5, 30)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if column == 1 and cell.isdigit():
                sheet.write_number(number, column, int(cell))
            elif cell:
                sheet.write_string(number, column, book.fitting(cell, ABOUT), book.text)


def _notes(book: _Book, path: Path) -> Iterator[Problem]:
    if book.split:
        yield Problem("export-split", str(path), expected=f"{MOST_ROWS:,}", got=", ".join(book.split))
    if book.cuts:
        named = "; ".join(book.cuts[:CUTS_NAMED])
        yield Problem("export-cut", str(path), expected=f"{MOST_CHARACTERS:,}", fields={"count": str(len(book.cuts)), "cells": named})
