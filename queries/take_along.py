"""An answer as something to take along: a workbook with its evidence, and the text to cite it with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from graph.exports.tables import neutral
from graph.exports.workbook import fitting
from graph.exports.writing import clean_for_xml
from queries.answer import Answer
from queries.render import cell
from queries.words import say

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_WIDTHS = {"node": 34, "text": 40, "number": 12, "score": 10, "date": 14}
_EVIDENCE = ("row", "statement", "basis", "said_by", "title", "publisher", "stated_on", "url", "document", "claim")


def as_xlsx(answer: Answer, language: str) -> bytes:
    """A workbook: the rows, the claims each rests on, and what was asked. No cell is a formula or a link that runs.

    The same answer gives the same bytes. A text too long for a cell ends in `[…]`.
    """
    out = io.BytesIO()
    book, formats = _book(out, answer.sentence, answer.as_of)
    names = [column["name"] for column in answer.columns]
    rows = [[row.id, *(_value(row.score if name == "score" else row.rank if name == "rank" else row.values.get(name), cell(row, name, language))
                       for name in names)] for row in answer.rows]
    _sheet(book, say("sheet.answer", language), ["id", *(column["label"] for column in answer.columns)], rows,
           [18, *(_WIDTHS.get(column["type"], 24) for column in answer.columns)], formats)
    evidence = [[row.name, _statement(item.statement), say(f"basis.{item.basis}", language), item.said_by, item.title, item.publisher,
                 item.stated_on, item.url, item.document, item.claim] for row in answer.rows for item in (*row.evidence, *row.against)]
    _sheet(book, say("sheet.evidence", language), [say(f"sheet.evidence.{name}", language) for name in _EVIDENCE], evidence,
           [28, 50, 20, 20, 40, 24, 12, 40, 24, 18], formats)
    asked = [[answer.sentence], [citation(answer, language)], *([note] for note in answer.notes)]
    _sheet(book, say("sheet.question", language), [say("sheet.question", language)], asked, [110], formats)
    book.close()
    return out.getvalue()


def table_xlsx(title: str, head: Sequence[str], rows: Sequence[Sequence[object]], as_of: str, language: str) -> bytes:
    """A workbook of one table, its first column wide; as `as_xlsx` otherwise."""
    out = io.BytesIO()
    book, formats = _book(out, title, as_of)
    _sheet(book, say("sheet.answer", language), head, rows, [34, *(16 for _ in head[1:])], formats)
    book.close()
    return out.getvalue()


def _book(out: io.BytesIO, title: str, as_of: str) -> tuple[Workbook, tuple[object, object]]:
    """An empty workbook that takes texts for texts, with the formats of a head and of a cell."""
    import xlsxwriter  # 45 ms that only this form needs

    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": clean_for_xml(title)[:255], "created": datetime.fromisoformat(as_of)})
    return book, (book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"}))


def _sheet(book: Workbook, name: str, head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int],
           formats: Sequence[object]) -> None:
    sheet = book.add_worksheet(name)
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for number, text in enumerate(head):
        sheet.write_string(0, number, fitting(text)[0], formats[0])
    for line, cells in enumerate(rows, 1):
        for number, value in enumerate(cells):
            if isinstance(value, (int, float)):
                sheet.write_number(line, number, value, formats[1])
            elif value:
                sheet.write_string(line, number, fitting(neutral(str(value)))[0], formats[1])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)


def _value(value: object, text: str) -> object:
    """A number stays one, so that a spreadsheet can count with it; anything else is shown as the reader saw it."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else text


def _statement(said: object) -> str:
    parts = said if isinstance(said, dict) else dict(said)  # type: ignore[call-overload]
    extra = ", ".join(part for part in (parts.get("role", ""), parts.get("from", "")) if part)
    return f"{parts.get('subject', '')} {parts.get('relation', '')} {parts.get('object', '')}" + (f" ({extra})" if extra else "")


def citation(answer: Answer, language: str) -> str:
    """How to cite an answer: what was asked, on which data, how many documents it rests on, and under which licence."""
    documents = {item.document for row in answer.rows for item in row.evidence}
    return say("citation", language, sentence=answer.sentence, as_of=answer.as_of, version=answer.data_version, count=len(documents))
