"""Names as labels of a picture: broken into lines that fit, and how wide they are, without a screen at hand.

Widths are those of Helvetica (Adobe's metrics, in thousandths of the type size), which no text font of the pages is wider than.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WIDTHS = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r", 334: "{}", 355: '"', 389: "*", 469: "^", 500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu", 584: "+<=>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1015: "@"}
_WIDTH = {char: width for width, chars in _WIDTHS.items() for char in chars}
_LETTER, _OTHER = 722, 1100  # a letter that is not listed; anything else, such as an emoji
_BOLD = 1.08
CUT = "…"
_STUB = 3  # letters at least on either side of where a word is broken
# Long words that half of a register's names begin with, and what the field writes for them.
_SHORT = {"gemeenschappelijke regeling": "GR"}


class Label(NamedTuple):
    """A name in one or two lines; the last ends in an ellipsis when the name does not fit. Width in pixels."""

    lines: tuple[str, ...]
    width: float


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is at a type size, in pixels: an estimate that is seldom too small."""
    return sum(_char(char) for char in text) * size / 1000 * (_BOLD if bold else 1.0)


def _char(char: str) -> int:
    if char in _WIDTH:
        return _WIDTH[char]
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
        return 0
    plain = unicodedata.normalize("NFD", char)[0]
    if plain in _WIDTH:
        return _WIDTH[plain]
    return _LETTER if char.isalpha() and unicodedata.east_asian_width(char) not in ("W", "F") else _OTHER


def label(name: str, size: float, most: float, bold: bool = False, rows: int = 2) -> Label:
    """A name in at most so many rows of at most `most` pixels."""
    text = _shortened(clean(name))
    lines: list[str] = []
    for piece in _pieces(text, size, most, bold):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and width(joined, size, bold) <= most:
            lines[-1] = joined
        else:
            lines.append(piece)
    if len(lines) > rows:
        rest = f"{lines[rows - 1]} {lines[rows]}" if not lines[rows - 1].endswith("-") else lines[rows - 1]
        lines = [*lines[:rows - 1], _cut(rest, size, most, bold)]
    return Label(tuple(lines), max((width(line, size, bold) for line in lines), default=0.0))


def _shortened(name: str) -> str:
    for long, short in _SHORT.items():
        if name.casefold().startswith(f"{long} "):
            return short + name[len(long):]
    return name


def clean(name: str) -> str:
    """One line without control characters and marks that nobody sees, such as those that turn the writing direction."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in name if unicodedata.category(char) != "Cf")
    return " ".join(kept.split())


def _pieces(text: str, size: float, most: float, bold: bool) -> Iterator[str]:
    """The words, and parts of a word that is too long for a line: broken after a hyphen or slash when it has one, else where the line ends."""
    for word in text.split():
        while width(word, size, bold) > most:
            at = next(place for place in range(len(word), 0, -1) if place == 1 or width(word[:place] + "-", size, bold) <= most)
            mark = max(word.rfind(sign, 2, at) for sign in "-/") + 1
            if mark:
                yield word[:mark]
                word = word[mark:]
            else:
                at = min(at, max(1, len(word) - _STUB))
                yield word[:at] + "-"
                word = word[at:]
        if word:
            yield word


def _cut(line: str, size: float, most: float, bold: bool) -> str:
    while line and width(line + CUT, size, bold) > most:
        line = line[:-1]
    return line.rstrip(" -") + CUT
