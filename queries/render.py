"""An answer as rows of text: for a table on a terminal, CSV, Markdown and JSON. Shared by command and pages."""

from __future__ import annotations

import csv
import io
import json
import re

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


def as_csv(answer: Answer, language: str) -> str:
    """The rows as CSV (comma, UTF-8) with ids, and the documents each rests on; formulas neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column["name"] for column in answer.columns]
    writer.writerow(["id", *(column["label"] for column in answer.columns), "documents"])
    for row in answer.rows:
        documents = "; ".join(dict.fromkeys(item.url or item.title for item in row.evidence))
        cells = [str(row.rank or "") if name == "rank" else cell(row, name, language) for name in names]
        if row.score is not None:
            cells[names.index("score")] = f"{row.score:.4f}"  # a number that any tool reads
        writer.writerow([neutral(text) for text in (row.id, *cells, documents)])
    return out.getvalue()


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))


def is_web(address: str) -> bool:
    """Whether an address can stand between angle brackets and leads to the web."""
    return re.fullmatch(r"https?://[^\s<>]+", address) is not None


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
        for item in row.evidence:
            link = f" <{item.url}>" if is_web(item.url) else ""
            lines.append(f"- {escape(evidence_line(item, language))}{link}")
        for item in row.against:
            link = f" <{item.url}>" if is_web(item.url) else ""
            lines.append(f"- {say('brief.against', language)}: {escape(evidence_line(item, language))}{link}")
    lines += ["", *(f"- {escape(note)}" for note in answer.notes), "", f"WieWeetWat {answer.as_of} · {answer.data_version}"]
    return "\n".join(lines) + "\n"
