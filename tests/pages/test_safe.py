"""Names from the data do nothing on screen but be read, whatever they hold."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from pages import safe

HOSTILE = ["<script>alert(1)</script>", "[x](javascript:alert(1))", "**vet** _schuin_ `code`", ":red[rood] :material/home:", "$x^2$",
           "![](http://example.org/a.png)", "a\u202eb\u2066c\u200f", "&lt;b&gt;", "<img src=x onerror=alert(1)>", "# kop", "1. lijst"]
_names = some.text(max_size=60) | some.sampled_from(HOSTILE)


@given(_names)
def test_html_holds_no_tag_but_the_isolation(text: str) -> None:
    inside = safe.markup(text).removeprefix("<bdi>").removesuffix("</bdi>")
    assert "<" not in inside and ">" not in inside
    assert html.unescape(inside) == safe.plain(text)


@given(_names)
def test_a_label_reads_as_the_name_itself(text: str) -> None:
    """A Markdown reader other than Streamlit's gives the letters back and makes no element of them."""
    shown = MarkdownIt("commonmark", {"html": True}).renderInline(safe.label(text))
    assert "<" not in shown
    assert html.unescape(shown).replace("\u2060", "") == safe.plain(text).replace("\u2060", "")


@given(_names)
def test_a_label_holds_no_directive_of_streamlit(text: str) -> None:
    bare = MarkdownIt("commonmark").renderInline(safe.label(text))
    assert not re.search(r":[a-z_]+[\[/]|:[a-z_]+:", html.unescape(bare))


@given(some.text())
def test_plain_text_is_one_line_without_direction_marks(text: str) -> None:
    shown = safe.plain(text)
    assert not re.search("[\n\r\u202a-\u202e\u2066-\u2069\u200e\u200f]", shown)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "http://", "ftp://a.b", "https://a.b/\n", ""])
def test_only_a_web_address_becomes_a_link(address: str) -> None:
    assert safe.web(address) == ""
    assert "<a" not in safe.link(address, "naam")


def test_a_link_goes_out_without_telling_where_from() -> None:
    link = safe.link('https://a.example/?q="><script>', "naam")
    assert 'rel="noopener noreferrer"' in link and "<script" not in link
