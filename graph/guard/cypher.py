"""Judge a Cypher query by its tokens: clauses, functions and procedures from closed lists, for Neo4j and Ladybug alike.

A clause can only begin where an expression has ended. So a bare word after a whole operand must be a known word: what an
engine may offer besides (LOAD FROM, USE, a clause of its next version) is refused without our knowing it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from graph.guard.cypher_words import CLAUSES, ENDS, FUNCTIONS, INSIDE, PROCEDURES, REFUSED, STARTS, SUBQUERIES
from graph.guard.refusing import Brackets, Checked, Source, Token, source_of, without_comments

_ESCAPED = r"\\[bfnrt\\'\"`]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(rf"""
    (?P<blank>[ \t\r\n]+) | (?P<comment>//[^\r\n]* | /\*(?:[^*]|\*(?!/))*\*/)
  | (?P<text>"(?:[^"\\]|{_ESCAPED})*" | '(?:[^'\\]|{_ESCAPED})*')
  | (?P<name>`(?:[^`\\]|``)*`)
  | (?P<param>\$(?:\w+|`(?:[^`\\]|``)*`))
  | (?P<number>0[xX][0-9A-Fa-f]+ | (?:[0-9]+(?:\.[0-9]+)? | \.[0-9]+)(?:[eE][+\-]?[0-9]+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<sign>\.\.|<=|>=|<>|!=|=~|\+=|::|\|\||/(?!\*)|[{{}}()\[\].,:;|&!=<>+\-*%^])
""", re.VERBOSE)
_UNCLOSED = ('"', "'", "`", "/")
_STARTS = ", ".join(sorted(STARTS))
_END = Token("end", "", 0)


def check_cypher(text: str | bytes, name: str) -> Checked:
    """The query when it only reads the graph. UsageError names what it does besides, and where."""
    source = source_of(text, name)
    comments: list[tuple[int, int]] = []
    tokens = list(_tokens(source, comments))
    judge = _Judge(source, tokens)
    for place in range(len(tokens)):
        judge.take(place)
    judge.finish()
    return Checked(without_comments(source.text, comments), "cypher", name)


def _tokens(source: Source, comments: list[tuple[int, int]]) -> Iterator[Token]:
    at = 0
    while at < len(source.text):
        match = _TOKEN.match(source.text, at)
        if not match:
            source.refuse("guard-unclosed" if source.text[at] in _UNCLOSED else "guard-character", at)
        sort = match.lastgroup or ""
        if sort == "comment":
            comments.append((at, match.end()))
        elif sort != "blank":
            yield Token(sort, match.group(), at)
        at = match.end()


def _plain(word: str) -> str:
    """A word as an engine that folds letters could read it: the long s of `ſET` is an S."""
    return unicodedata.normalize("NFKC", word).casefold().upper()


class _Judge:
    """Follows the tokens of one query."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self._source = source
        self._tokens = tokens
        self._brackets = Brackets(source)
        self._clause_next = True  # only a clause may follow: at the start, after UNION, at the start of a subquery
        self._after_call = False  # a CALL { } has closed: a clause or nothing may follow
        self._scope_closed = False  # the ( ) of CALL (x) has just closed: its { } is a subquery
        self._done = -1  # tokens up to this place were judged as part of a procedure's name

    def _at(self, place: int) -> Token:
        return self._tokens[place] if 0 <= place < len(self._tokens) else _END

    def take(self, place: int) -> None:
        """Refuse the token at a place, or follow it."""
        token = self._at(place)
        note = self._note(place)
        if self._clause_next or self._after_call:
            self._begin(place)
        if place > self._done:
            if token.sort == "word" and not self._is_name(place):
                self._word(place)
            elif token.sort in ("name", "word"):
                self._function(place)
            elif token.text == ";":
                self._semicolon(place)
        closed = self._brackets.take(token, note)
        self._scope_closed = closed == "scope"
        if token.text == "{":
            self._clause_next = note in SUBQUERIES
        elif token.text == "}":
            self._after_call = closed == "CALL"

    def _begin(self, place: int) -> None:
        """Where a clause must begin, nothing else may stand; a subquery of EXISTS or COUNT may be a bare pattern."""
        token, word = self._at(place), _plain(self._at(place).text)
        closing = token.text == "}" or (token.text == ";" and place == len(self._tokens) - 1)
        if self._after_call:
            good = closing or (token.sort == "word" and word in CLAUSES)
        else:
            pattern = token.text == "(" and self._brackets.note in ("EXISTS", "COUNT")
            all_of_union = word == "ALL" and _plain(self._at(place - 1).text) == "UNION"
            good = closing or pattern or all_of_union or (token.sort == "word" and word in STARTS)
        if not good:
            key = next((key for key, refused in REFUSED.items() if token.sort == "word" and word in refused), "guard-clause")
            self._source.refuse(key, token.start, self._phrase(place), _STARTS if key == "guard-clause" else "")
        self._clause_next = self._clause_next and word == "ALL"
        self._after_call = False

    def _note(self, place: int) -> str:
        """What a bracket holds: the word of a subquery, `scope` for CALL (x), else nothing."""
        before = self._at(place - 1)
        word = before.text.upper() if before.sort == "word" and not self._is_name(place - 1) else ""
        if self._at(place).text == "(":
            return "scope" if word == "CALL" else ""
        if self._at(place).text != "{":
            return ""
        if before.text == ")" and self._scope_closed:
            return "CALL"
        return word if word in SUBQUERIES else ""

    def _is_name(self, place: int) -> bool:
        """Whether a word can only be a name here: a property, a label or type, or a key of a map."""
        before, two_before, after = self._at(place - 1), self._at(place - 2), self._at(place + 1)
        if before.text == ".":
            return two_before.sort in ("word", "name", "param") or two_before.text in (")", "]", "{", ",")
        inside = self._brackets.innermost
        if before.text == ":":
            return inside in ("(", "[") and (two_before.sort in ("word", "name") or two_before.text in ("(", "[", "|"))
        return after.text == ":" and inside == "{" and before.text in ("{", ",")

    def _word(self, place: int) -> None:
        token = self._at(place)
        word = _plain(token.text)
        for key, refused in REFUSED.items():
            if word in refused:
                self._source.refuse(key, token.start, self._phrase(place), _STARTS if key == "guard-clause" else "")
        if word not in CLAUSES and word not in INSIDE and self._after_operand(place):
            self._source.refuse("guard-clause", token.start, token.text, _STARTS)
        if word == "OPTIONAL" and _plain(self._at(place + 1).text) not in ("MATCH", "CALL"):
            self._source.refuse("guard-clause", token.start, self._phrase(place), _STARTS)
        if word == "UNION":
            self._clause_next = True
        elif word == "CALL":
            self._call(place)
        elif word not in CLAUSES:
            self._function(place)

    def _phrase(self, place: int) -> str:
        """A refused clause as it is known: with the word after it for LOAD CSV, SHOW USERS and the like."""
        after = self._at(place + 1)
        two = after.sort == "word" and self._at(place).text.upper() in ("LOAD", "SHOW", "EXPORT", "IMPORT", "DETACH", "DROP", "ALTER")
        return f"{self._at(place).text} {after.text}" if two else self._at(place).text

    def _after_operand(self, place: int) -> bool:
        """Whether an expression can have ended before this place."""
        before = self._at(place - 1)
        if before.sort == "word":
            if self._is_name(place - 1):
                return True
            word = _plain(before.text)
            return word in ENDS or (word not in CLAUSES and word not in INSIDE)
        if before.text == "*":
            return _plain(self._at(place - 2).text) in ("RETURN", "WITH", "DISTINCT", "YIELD")
        return before.sort in ("text", "name", "param", "number") or before.text in (")", "]", "}")

    def _function(self, place: int) -> None:
        """A name before ( is a function's; it must be on the list, however it is written."""
        if self._at(place + 1).text != "(":
            return
        first = place
        while self._at(first - 1).text == "." and self._at(first - 2).sort in ("word", "name"):
            first -= 2
        name = "".join(token.text.strip("`") for token in self._tokens[first:place + 1])
        if first == place and self._at(place).sort == "word" and (_plain(name) in INSIDE or _plain(name) in CLAUSES) and name.lower() not in FUNCTIONS:
            return
        if name.lower() not in FUNCTIONS:
            self._source.refuse("guard-function", self._at(first).start, name)

    def _call(self, place: int) -> None:
        after = self._at(place + 1)
        if after.text in ("{", "("):
            return
        last = place + 1
        while self._at(last + 1).text == ".":
            last += 2
        name = "".join(token.text.strip("`") for token in self._tokens[place + 1:last + 1])
        if name not in PROCEDURES:
            self._source.refuse("guard-procedure", after.start if after.text else self._at(place).start, f"CALL {name}", ", ".join(sorted(PROCEDURES)))
        self._done = last

    def _semicolon(self, place: int) -> None:
        if place != len(self._tokens) - 1 or self._brackets.innermost:
            self._source.refuse("guard-several", self._at(place).start, ";")

    def finish(self) -> None:
        """Refuse what is not finished or is no query."""
        self._brackets.finish()
        if not [token for token in self._tokens if token.text != ";"]:
            self._source.refuse("guard-empty", len(self._source.text), expected=_STARTS)
