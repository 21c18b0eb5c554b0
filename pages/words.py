"""The words of the pages, from pages/texts.toml, and values as a reader expects them in words."""

from __future__ import annotations

import re
from pathlib import Path

from graph.language import number, texts_of
from queries import words as question_words

_DAY = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
TEXTS_FILE = Path(__file__).with_name("texts.toml")


def say(key: str, language: str, **fields: object) -> str:
    """A text of pages/ in one language."""
    return texts_of(TEXTS_FILE).say(key, language, **fields)


def has(key: str) -> bool:
    """Whether there is a text under this key."""
    return texts_of(TEXTS_FILE).has(key)


def counted(key: str, language: str, count: int, **fields: object) -> str:
    """A text that names a number: `key.one` for one, `key` for any other."""
    return say(f"{key}.one" if count == 1 else key, language, count=number(count, language), **fields)


def day(text: str, language: str) -> str:
    """A date as the source gives it, in words: `2018-09` -> `september 2018`; anything else as it is."""
    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return text
    year, *rest = parts
    if not rest or not 1 <= int(rest[0]) <= 12:
        return text
    month = say("months", language).split(" ")[int(rest[0]) - 1]
    return " ".join((*(str(int(number_)) for number_ in rest[1:]), month, year))


def days_in(text: str, language: str) -> str:
    """A text of a question with its days in words: `van 2019-07-08` -> `van 8 juli 2019`."""
    return _DAY.sub(lambda found: day(found.group(), language), text)


def layer(name: str, language: str) -> str:
    """A regional layer in one language."""
    return question_words.say(f"layer.{name}", language)


def capital(text: str) -> str:
    """A text as the start of a sentence."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A phrase as a sentence: a capital first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return capital(text) + ("" if text[-1] in ".!?”" else ".")
