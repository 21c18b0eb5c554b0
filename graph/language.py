"""Texts in Dutch and English: each package keeps its own `texts.toml` (and `texts/*.toml` where one grows long), read here.

A file holds tables `[key]` with `nl` and `en`; a text may name fields as `{field}`.
"""

from __future__ import annotations

import functools
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("nl", "en")


class Texts:
    """The texts of one package: `texts.say("key", "nl", field=value)`."""

    def __init__(self, entries: Mapping[str, Mapping[str, str]], origin: str) -> None:
        self._entries = entries
        self._origin = origin

    def say(self, key: str, language: str, **fields: object) -> str:
        """The text of a key with its fields filled in. KeyError names a key that is not there."""
        if key not in self._entries:
            raise KeyError(f"{self._origin} has no text '{key}'")
        return self._entries[key][language].format(**fields)

    def has(self, key: str) -> bool:
        """Whether there is a text under this key."""
        return key in self._entries

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._entries)

    def entry(self, key: str) -> Mapping[str, str]:
        """The raw text per language, for checks."""
        return self._entries[key]


@functools.cache
def texts_of(file: Path) -> Texts:
    """Read a `texts.toml`, and the files of the folder `texts` beside it, once.

    FileNotFoundError or TOMLDecodeError when one is not as it should be; ValueError for a key that two files have.
    """
    entries: dict[str, Mapping[str, str]] = {}
    for part in (file, *sorted(file.with_suffix("").glob("*.toml"))):
        with part.open("rb") as handle:
            found = tomllib.load(handle)
        if twice := sorted(set(found) & set(entries)):
            raise ValueError(f"{part}: '{twice[0]}' stands in another file of texts too")
        entries |= found
    return Texts(entries, str(file))


def language_of(choice: str | None = None) -> str:
    """The language to speak: the choice made, else the locale's (LC_ALL, LC_MESSAGES, LANG), else Dutch.

    English only where the locale says so: most users read Dutch.
    """
    if choice in LANGUAGES:
        return str(choice)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").lower()
        if value:
            return "en" if value.startswith("en") else "nl"
    return "nl"


def number(value: float, language: str, digits: int = 0) -> str:
    """A number as the language writes it: 1.234,5 in Dutch and 1,234.5 in English."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text
