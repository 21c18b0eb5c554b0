"""An answer as rows of text: for a table on a terminal, CSV, Markdown and JSON. Shared by command and pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from graph.exports.tables import neutral
from graph.language import number
from queries.answer import Answer, Evidence, Row
from queries.words import say


def cell(row: Row, column: str, language: str) -> str:
    """One cell of an answer as a reader expects it; empty when unknown."""
    if column == "rank":
        return say("rank.shared" if row.shared else "rank.plain", language, rank=row.rank) if row.rank else ""
    if column == "score":
        return "" if row.score is None else number(row.score, language, 2)
    if column in ("tier", "strength"):
        value = getattr(row, column)
        return say(f"{column}.{value}", language) if value else ""
    if column in ("name", "why"):
        return str(getattr(row, column))
    value = row.values.get(column, "")
    return number(value, language) if isinstance(value, int) else str(value)


def as_json(answer: Answer) -> str:
    """The answer as JSON, sorted and indented: the same for command, page and other tools."""
    return json.dumps(answer.as_dict(), ensure_ascii=False, indent=2, sort_keys=True)


def table_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Any table as CSV (comma, UTF-8); texts that a spreadsheet would run are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([neutral(value) if isinstance(value, str) else value for value in row] for row in rows)
    return out.getvalue()


def as_csv(answer: Answer, language: str) -> str:
    """The rows as CSV (comma, UTF-8) with ids, and the documents each rests on; formulas neutralised."""
    names = [column["name"] for column in answer.columns]
    rows = []
    for row in answer.rows:
        documents = "; ".join(dict.fromkeys(item.url or item.title for item in row.evidence))
        cells = [str(row.rank or "") if name == "rank" else cell(row, name, language) for name in names]
        if row.score is not None:
            cells[names.index("score")] = f"{row.score:.4f}"  # a number that any tool reads
        rows.append([row.id, *cells, documents])
    return table_csv(["id", *(column["label"] for column in answer.columns), "documents"], rows)


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))


def web_link(address: str) -> str:
    """An address to end a line of Markdown with; nothing when it cannot stand between angle brackets or does not lead to the web."""
    return f" <{address}>" if re.fullmatch(r"https?://[^\s<>]+", address) else ""


def evidence_line(item: Evidence, language: str) -> str:
    """One claim in a sentence with its document, plain text."""
    said = item.statement
    parts = [f"{said['subject']} {said['relation']} {said['object']}"]
    if said.get("concerns") and said["concerns"] != said["object"]:
        parts.append(f"({said['concerns']})")
    if said["role"]:
        parts.append(f"({said['role']})")
    if said["from"]:
        parts.append(said["from"] if not said["until"] else f"{said['from']}–{said['until']}")
    source = ", ".join(part for part in (item.publisher, item.stated_on) if part)
    by = f", {item.said_by}" if item.said_by else ""
    via = f" [{item.via}]" if item.via else ""
    return f"{' '.join(parts)} — {say(f'basis.{item.basis}', language)}{by}: {item.title} ({source}){via}"


def as_markdown(answer: Answer, language: str) -> str:
    """A brief: the question, the table, and per row why and on what documents."""
    names = [column["name"] for column in answer.columns if column["name"] != "why"]
    labels = [column["label"] for column in answer.columns if column["name"] != "why"]
    lines = [f"# {escape(answer.sentence)}", ""]
    if answer.empty_reason:
        lines += [escape(answer.empty_reason), ""]
        lines += [f"- {escape(way.label)} ({way.count})" for way in answer.suggestions]
    else:
        lines += ["| " + " | ".join(labels) + " |", "|" + " --- |" * len(labels)]
        lines += ["| " + " | ".join(escape(cell(row, name, language)) for name in names) + " |" for row in answer.rows]
    for row in answer.rows:
        heading = " ".join(part for part in (cell(row, "rank", language), row.name) if part)
        lines += ["", f"## {escape(heading)}", "", escape(row.why), ""]
        lines += [f"- {escape(evidence_line(item, language))}{web_link(item.url)}" for item in row.evidence]
        lines += [f"- {say('brief.against', language)}: {escape(evidence_line(item, language))}{web_link(item.url)}" for item in row.against]
    lines += ["", *(f"- {escape(note)}" for note in answer.notes), "", f"WieWeetWat {answer.as_of} · {answer.data_version}"]
    return "\n".join(lines) + "\n"
