"""docs/questions.md: every question with its purpose, parameters, columns, query texts and an answer on the shipped data.

`python -m commands.question_docs --write` writes it (`make docs`); a test keeps it fresh.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.stores.memory import MemoryStore
from ingest.catalogue import read_graph
from queries import render
from queries.answer import Answer
from queries.catalogue import QUESTIONS, ask, open_session
from queries.question import FOLDER, Question
from queries.session import Session
from queries.words import say

FILE = Path(__file__).resolve().parent.parent / "docs" / "questions.md"
COMMAND = "make docs"
SHOWN = 3  # rows of an example, and claims under its first row
_MEANING = {
    "theme": "a theme with everything narrower", "region": "a region or municipality; without it the whole country",
    "layer": "the kind of region meant", "on": "as known on this day", "size": "size class of the municipality", "weights": "weight of a signal",
    "actor": "a municipality, organisation or network", "text": "a text to compare", "also": "a second theme", "year": "a year",
    "practice": "a family or method", "minimum": "least step of the evidence scale", "like": "only municipalities like this one"}
_INTRO = """# The questions

Written by `make docs` from the declarations in queries/questions/; the examples are answers on the shipped data. Each question is asked the
same way everywhere: `wieweetwat ask NAME`, the page of the app, and the queries below, whose samples run as they are.
"""


def question_docs(session: Session) -> str:
    """The whole text. The session holds the shipped data."""
    parts = [_INTRO, _table(("question", "for", "kind"), ([f"[`{one.id}`](#{one.id})", say(f"about.{one.id}", "en"), one.kind] for one in QUESTIONS.values()))]
    return "\n".join([*parts, *(_question(session, one) for one in QUESTIONS.values())])


def _question(session: Session, question: Question) -> str:
    cypher = (FOLDER / f"{question.id}.cypher").exists()
    return "\n".join([
        f"## {question.id}\n", f"{say(f'about.{question.id}', 'en')}\n",
        f"- nl: {question.sentence['nl']}\n- en: {question.sentence['en']}",
        f"- needs (of the practitioners that voiced them): {', '.join(map(str, question.needs))}",
        *([f"- speed: {question.cost}"] if question.cost else []), "",
        _table(("parameter", "in an address", "", "what it is"), ([f"`--{'weight' if one.name == 'weights' else one.name}`", f"`{one.url}=`", _duty(one.required, one.many), _MEANING[one.name]] for one in question.parameters)),
        _table(("column of the answer", "type", "nl", "en"), ([f"`{one.name}`", one.type + (f" ({one.unit})" if one.unit else ""), one.label["nl"], one.label["en"]] for one in question.columns)),
        f"The query returns {', '.join(f'`{name}`' for name in question.observations)}.\n",
        _query("SPARQL", "sparql", question.text("rq")), _query("Cypher", "cypher", question.text("cypher")) if cypher else "",
        _example(session, question)])


def _duty(required: bool, many: bool) -> str:
    return ", ".join(word for word, true in (("required", required), ("repeatable", many)) if true)


def _query(name: str, fence: str, text: str) -> str:
    return f"<details><summary>{name}</summary>\n\n```{fence}\n{text.rstrip()}\n```\n\n</details>\n"


def _example(session: Session, question: Question) -> str:
    params = question.example_params()
    options = " ".join(f"--{name} {shlex.quote(value)}" for name, given in params.items() for value in ([given] if isinstance(given, str) else given))
    answer = ask(session, question.id, params, SHOWN, "en")
    return f"`wieweetwat --lang en ask {question.id} {options}`\n\n" + _shown(answer)


def _shown(answer: Answer) -> str:
    names = [column["name"] for column in answer.columns]
    rows = [[_cell(render.cell(row, name, "en")) for name in names] for row in answer.rows[:SHOWN]]
    filled = [number for number, name in enumerate(names) if any(row[number] for row in rows)]
    text = _table([answer.columns[number]["label"] for number in filled], ([row[number] for number in filled] for row in rows))
    lines = [f"- {_cell(render.evidence_line(item, 'en'), 400)}" for item in answer.rows[0].evidence[:SHOWN]] if answer.rows else []
    more = f"{len(answer.rows[:SHOWN])} of {answer.total} rows. " if answer.total > SHOWN else ""
    return f"{text}\n{more}The first row rests on, among others:\n\n" + "\n".join(lines) + "\n"


def _cell(text: str, most: int = 160) -> str:
    plain = " ".join(text.split()).replace("|", "\\|")
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *("| " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines) + "\n"


def shipped_session() -> Session:
    """A session over the shipped data, in memory."""
    store = MemoryStore()
    store.load(read_graph())
    return open_session(store)


def main(arguments: list[str]) -> int:
    """Print the text, or write it with `--write`."""
    text = question_docs(shipped_session())
    if arguments == ["--write"]:
        FILE.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
