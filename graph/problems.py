"""What can be wrong, said so that somebody can mend it; and the one tree of errors.

A Problem names what, where, expected, got and how to mend it. Its words stand in graph/texts.toml
under `problem.KEY` (what) and `mend.KEY` (how), in both languages; the edge chooses one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.language import Texts, texts_of

TEXTS_FILE = Path(__file__).with_name("texts.toml")
SHOWN_AT_MOST = 50  # problems printed in full; the rest is counted, never dropped in silence
CELL_SHOWN = 120  # characters of a faulty cell that a message repeats
LIST_SHOWN = 2000  # characters of what would be right: candidates are never cut off in practice


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `key` picks its words; `file`, `line` (1 = header), `column`, `id` say where."""

    key: str
    file: str = ""
    line: int = 0
    column: str = ""
    id: str = ""
    expected: str = ""
    got: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def where(self) -> str:
        """`file:line, column, id`, leaving out what is not known."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ", ".join(part for part in (place, self.column, self.id) if part)

    def say(self, language: str, texts: Texts | None = None) -> str:
        """The whole message in one language, on a few lines."""
        words = texts or texts_of(TEXTS_FILE)
        facts = {"expected": clip(self.expected, LIST_SHOWN), "got": clip(self.got), "column": self.column,
                 "id": self.id, "file": self.file, "line": str(self.line), **self.fields}
        lines = [words.say(f"problem.{self.key}", language, **facts)]
        if self.where():
            lines[0] = f"{self.where()}: {lines[0]}"
        if self.expected:
            lines.append(f"  {words.say('label.expected', language)}: {clip(self.expected, LIST_SHOWN)}")
        if self.got:
            lines.append(f"  {words.say('label.got', language)}: {clip(self.got)}")
        if words.has(f"mend.{self.key}"):
            lines.append(f"  {words.say('label.mend', language)}: {words.say(f'mend.{self.key}', language, **facts)}")
        return "\n".join(lines)


def clip(text: str, most: int = CELL_SHOWN) -> str:
    """A cell as a message may show it: one line, printable, at most `most` characters."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return shown if len(shown) <= most else shown[:most] + "…"


def report(problems: Iterable[Problem], language: str) -> str:
    """All problems in words, at most SHOWN_AT_MOST in full and the others counted."""
    found = list(problems)
    lines = [problem.say(language) for problem in found[:SHOWN_AT_MOST]]
    if len(found) > SHOWN_AT_MOST:
        lines.append(texts_of(TEXTS_FILE).say("label.more", language, count=len(found) - SHOWN_AT_MOST))
    return "\n".join(lines)


class WieWeetWatError(Exception):
    """The root of the tree. `exit_code`: 1 for data, unknown things and stores; 2 for wrong use."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.key} {problem.where()}".strip() for problem in problems))
        self.problems = problems

    def say(self, language: str) -> str:
        """The message for a person, in one language."""
        return report(self.problems, language)


class DataError(WieWeetWatError):
    """A dataset file, or the records in it, are not as the schema says."""


class UnknownError(WieWeetWatError):
    """Something asked for does not exist; the message names the nearest that do."""


class StoreError(WieWeetWatError):
    """A store cannot be opened, read or written."""


class UsageError(WieWeetWatError):
    """The question is put wrongly: an option, a value, an ambiguous label."""

    exit_code = 2
