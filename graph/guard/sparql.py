"""Judge a SPARQL query by its tokens, as the grammar of SPARQL 1.1 has them.

In SPARQL a keyword cannot be a name: names carry ?, $, : or <>. So every bare word must be a keyword of reading, and the
list of those is short and closed. What engines could read in more than one way is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.guard.refusing import Brackets, Checked, Source, Token, source_of, without_comments

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CLAUSES = {*FORMS, *"""BASE PREFIX DISTINCT REDUCED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES UNDEF OPTIONAL GRAPH UNION
    FILTER MINUS BIND AS IN NOT EXISTS A TRUE FALSE SEPARATOR""".split()}
_FUNCTIONS = set("""STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI
    CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256
    SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX
    AVG SAMPLE GROUP_CONCAT""".split())
_WRITES = set("INSERT DELETE CLEAR DROP CREATE ADD COPY MOVE WITH USING DATA INTO".split())
_NETWORK = {"SERVICE", "LOAD", "SILENT"}
_READING = ", ".join(FORMS)

_ESCAPED = r"\\[tbnrf\\\"']|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(rf"""
    (?P<blank>[ \t\r\n]+) | (?P<comment>\#[^\r\n]*)
  | (?P<text>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|{_ESCAPED}))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|{_ESCAPED}))*'''
           | \"(?!\"\")(?:[^\"\\\r\n]|{_ESCAPED})*\" | '(?!'')(?:[^'\\\r\n]|{_ESCAPED})*')
  | (?P<name>[?$]\w+ | _:\w(?:[\w.\-]*[\w\-])? | @[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<pname>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{{2}})(?:(?:[\w.\-:]|%[0-9A-Fa-f]{{2}})*(?:[\w\-:]|%[0-9A-Fa-f]{{2}}))?)?)
  | (?P<number>(?:[0-9]*\.[0-9]+|[0-9]+)(?:[eE][+\-]?[0-9]+)?)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<sign>\^\^|\|\||&&|!=|>=|[{{}}()\[\].;,^|!=>+\-*/?])
""", re.VERBOSE)
_LOOSE_IRI = re.compile(r"<[^\x00-\x20<>]*>")  # at least what any engine takes for an IRI
_IRI = re.compile(r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>")
_FULL_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://[^()]*>")
_OPERANDS = ("text", "name", "pname", "number", "iri")


def check_sparql(text: str | bytes, name: str) -> Checked:
    """The query when it only reads the graph. UsageError names what it does besides, and where."""
    source = source_of(text, name)
    comments: list[tuple[int, int]] = []
    judge = _Judge(source)
    for token in _tokens(source, judge, comments):
        judge.take(token)
    judge.finish()
    return Checked(without_comments(source.text, comments), "sparql", name, judge.form)


def _tokens(source: Source, judge: _Judge, comments: list[tuple[int, int]]) -> Iterator[Token]:
    at, text = 0, source.text
    while at < len(text):
        if text[at] == "<":
            token = _less_or_iri(source, judge, at)
        else:
            match = _TOKEN.match(text, at)
            if not match:
                source.refuse("guard-unclosed" if text[at] in "\"'" else "guard-character", at)
            token = Token(match.lastgroup or "", match.group(), at)
            if token.sort == "comment":
                comments.append((at, match.end()))
        at += len(token.text)
        if token.sort not in ("blank", "comment"):
            yield token


def _less_or_iri(source: Source, judge: _Judge, at: int) -> Token:
    """`<` is "less than" only after an operand between ( and ). Where an engine could take it for either, refuse:
    in `(?a<?b)SERVICE#>` one reader sees an IRI and another a call of another server."""
    loose = _LOOSE_IRI.match(source.text, at)
    if not loose:
        if not judge.after_operand:
            source.refuse("guard-iri", at)
        return Token("sign", "<=" if source.text.startswith("<=", at) else "<", at)
    iri = loose.group()
    if not _IRI.fullmatch(iri) or (judge.after_operand and not _FULL_IRI.fullmatch(iri)):
        source.refuse("guard-iri", at)
    if iri[1:6].lower() == "java:":
        source.refuse("guard-function", at, iri)
    return Token("iri", iri, at)


class _Judge:
    """Follows the tokens of one query."""

    def __init__(self, source: Source) -> None:
        self.form = ""
        self._source = source
        self._brackets = Brackets(source)
        self._last = Token("", "", 0)

    @property
    def after_operand(self) -> bool:
        """Whether "less than" could stand here: after an operand, between ( and )."""
        operand = self._last.sort in _OPERANDS or self._last.text in (")", "]", "}") or self._last.text.upper() in ("TRUE", "FALSE", "UNDEF")
        return self._brackets.innermost == "(" and operand

    def take(self, token: Token) -> None:
        """Refuse, or remember what the query is."""
        if token.sort == "word":
            self._word(token)
        elif token.sort == "pname":
            self._name(token)
        elif token.text == ";" and not self._brackets.innermost:
            self._source.refuse("guard-several", token.start, ";")
        self._brackets.take(token)
        self._last = token

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if word in _NETWORK:
            self._source.refuse("guard-network", token.start, word)
        if word in _WRITES:
            self._source.refuse("guard-write", token.start, word)
        if word in ("FROM", "NAMED"):
            self._source.refuse("guard-graph", token.start, word)
        if word not in _CLAUSES and word not in _FUNCTIONS:
            self._source.refuse("guard-clause", token.start, token.text, _READING)
        if word in FORMS and not self._brackets.innermost:
            if self.form:
                self._source.refuse("guard-several", token.start, word)
            self.form = word
        elif not self.form and word not in ("BASE", "PREFIX"):
            self._source.refuse("guard-clause", token.start, token.text, _READING)

    def _name(self, token: Token) -> None:
        """A prefixed name may not hold a keyword that a reader without word boundaries would find in it (`SERVICE:x`)."""
        prefix, _, local = token.text.partition(":")
        if "SERVICE" in prefix.upper() or {"SERVICE", "LOAD"} & {part.upper() for part in local.split(".")[1:]}:
            self._source.refuse("guard-network", token.start, token.text)

    def finish(self) -> None:
        """Refuse what is not finished or is no query."""
        self._brackets.finish()
        if not self.form:
            self._source.refuse("guard-empty", len(self._source.text), expected=_READING)
