"""What both languages share: a query's text as it may be read, places in it, and refusals that name clause and place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from graph.problems import Problem, UsageError

LONGEST = 500_000  # characters; a stored question bound to every theme and practice has 200,000
DEEPEST = 50  # brackets within brackets: engines answer 10,000 of them with a crash, 100 lists with a second of planning
MOST_SIGNS = 4_000  # words and signs that make structure: 10,000 clauses or operators in a row crash an engine
LONGEST_RUN = 20  # prefix operators in a row
_ESCAPE = re.compile(r"\\+u+([0-9A-Fa-f]{4})|\\+U([0-9A-Fa-f]{8})")
_NEAR = re.compile(r"\S{0,40}")
OPEN = {"(": ")", "[": "]", "{": "}"}
CLOSE = {sign: opening for opening, sign in OPEN.items()}


class Token(NamedTuple):
    """A piece of a query: its sort ("word", "name", "text", "number", "sign", "iri", "pname", "param"), text and place."""

    sort: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run. `text` has blanks for its comments, so that an engine reads what was judged; `form`:
    SELECT, ASK, CONSTRUCT or DESCRIBE for SPARQL, else empty."""

    text: str
    language: str
    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A query's text and the name under which messages speak of it."""

    text: str
    name: str

    def place(self, at: int) -> str:
        """`name:line:column` of a position, both counted from 1."""
        line = self.text.count("\n", 0, at) + 1
        return f"{self.name}:{line}:{at - (self.text.rfind(chr(10), 0, at) + 1) + 1}"

    def refuse(self, key: str, at: int, clause: str = "", expected: str = "") -> NoReturn:
        """Raise UsageError for what stands at a position; `clause` is what it is called there."""
        near = _NEAR.match(self.text, at)
        found = clause or (near.group() if near else "")
        raise UsageError(Problem(key, self.place(at), expected=expected, got=found, fields={"clause": found or "?"}))


def source_of(text: str | bytes, name: str) -> Source:
    """The text, when it can be read the same way by everybody. UsageError for what is too long or not plain text."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            before = text[:error.start].decode("utf-8", "replace")
            Source(before, name).refuse("guard-encoding", len(before), f"0x{text[error.start]:02x}")
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    source = Source(text, name)
    if len(text) > LONGEST:
        raise UsageError(Problem("guard-long", name, expected=f"<= {LONGEST}", got=str(len(text))))
    if not re.sub(r"[\t\r\n]", "", text).isprintable():
        at, char = next((at, char) for at, char in enumerate(text) if not char.isprintable() and char not in "\t\r\n")
        source.refuse("guard-character", at, f"U+{ord(char):04X}")
    for escape in _ESCAPE.finditer(text):
        # Some engines undo escapes before they read anything else, others only inside a text: an escaped quote or
        # letter would then mean two things. Whoever needs a plain character can write it.
        code = int(escape.group(1) or escape.group(2), 16)
        if code < 0x80 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            near = re.compile(r"[\\\w]*").match(text, escape.start())
            shown = near.group() if near else escape.group()
            plain = _ESCAPE.sub(_plain, shown)
            source.refuse("guard-escape", escape.start(), f"{shown} = {plain}" if plain != shown else shown)
    return source


def _plain(escape: re.Match[str]) -> str:
    code = int(escape.group(1) or escape.group(2), 16)
    return chr(code) if 0x20 <= code < 0x7F else escape.group()


def without_comments(text: str, comments: list[tuple[int, int]]) -> str:
    """The text with blanks for its comments; line ends stay, so every place stays what it was."""
    parts, last = [], 0
    for start, end in comments:
        parts += [text[last:start], re.sub(r"[^\r\n]", " ", text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


class Brackets:
    """The brackets that are open, each with a note of what it holds; refuses what does not close or goes too deep."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._open: list[tuple[Token, str]] = []
        self._signs = 0
        self._run = 0

    def take(self, token: Token, note: str = "") -> str:
        """Follow a token; gives the note of the bracket that it closes, else an empty text."""
        if token.sort not in ("sign", "word"):
            self._run = 0
            return ""
        self._signs += 1
        self._run = self._run + 1 if token.text.upper() in ("!", "+", "-", "^", "NOT") else 0
        if self._signs > MOST_SIGNS or self._run > LONGEST_RUN:
            self._source.refuse("guard-deep", token.start)
        if token.text in OPEN:
            self._open.append((token, note))
            if len(self._open) > DEEPEST:
                self._source.refuse("guard-deep", token.start)
        elif token.text in CLOSE:
            if not self._open or self._open[-1][0].text != CLOSE[token.text]:
                self._source.refuse("guard-unclosed", token.start, token.text)
            return self._open.pop()[1]
        return ""

    @property
    def innermost(self) -> str:
        """The bracket that is open here, empty at the top."""
        return self._open[-1][0].text if self._open else ""

    @property
    def note(self) -> str:
        """The note of the innermost bracket."""
        return self._open[-1][1] if self._open else ""

    def finish(self) -> None:
        """Refuse a bracket that was left open."""
        if self._open:
            self._source.refuse("guard-unclosed", self._open[-1][0].start, self._open[-1][0].text)
