"""Text from the data, made harmless for the screen: names may hold HTML, Markdown or writing-direction marks.

What the reader sees stays the same letters; what a browser or Streamlit would act on does not.
"""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

# Marks that turn the writing direction of what follows; a name may not reach outside itself.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER = "\u2060"  # keeps `:material/home:` and `:red[...]` from being read as directives


def plain(text: str) -> str:
    """One line without control characters and writing-direction marks: for labels, options and cells."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in _DIRECTION.sub("", text))
    return " ".join(kept.split())


def markup(text: str) -> str:
    """Text for HTML: escaped and kept apart from the writing direction around it."""
    return f"<bdi>{html.escape(plain(text))}</bdi>"


def attribute(text: str) -> str:
    """Text for an HTML attribute's value, between double quotes."""
    return html.escape(plain(text), quote=True)


def label(text: str) -> str:
    """Text for a Streamlit label, which reads Markdown: every mark of it escaped."""
    escaped = _PUNCTUATION.sub(r"\\\1", plain(text))
    return re.sub(r"\\:(?=\S)", rf"\\:{_JOINER}", escaped)


def web(address: str) -> str:
    """An address that may be a link: http or https with a host; empty for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc and plain(address) == address else ""


def link(address: str, text: str) -> str:
    """A link out of the app, in a new tab and without telling where from; only the text when there is no address."""
    target = web(address)
    if not target:
        return markup(text)
    return f'<a href="{attribute(target)}" target="_blank" rel="noopener noreferrer">{markup(text)}</a>'
