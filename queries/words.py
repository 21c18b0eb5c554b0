"""The words of queries/, from queries/texts.toml."""

from __future__ import annotations

from pathlib import Path

from graph.language import LANGUAGES, texts_of

TEXTS_FILE = Path(__file__).with_name("texts.toml")


def say(key: str, language: str, **fields: object) -> str:
    """A text of queries/ in one language."""
    return texts_of(TEXTS_FILE).say(key, language, **fields)


def counted(key: str, language: str, count: int, **fields: object) -> str:
    """A text that names a number: `key.one` for one, `key` for any other."""
    return say(f"{key}.one" if count == 1 else key, language, count=count, **fields)


def column(name: str) -> dict[str, str]:
    """A column's label in each language."""
    return {language: say(f"column.{name}", language) for language in LANGUAGES}
