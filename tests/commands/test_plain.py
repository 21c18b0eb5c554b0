"""Names that look like a terminal's markup are printed as they are. Incident: a backslash before a bracket undid the escape."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from commands.frame import plain

HOSTILE = ("[bold]x[/bold]", "\\[x]", "[/]", "\\\\[red]a", "ends in \\", "[link=http://x]y[/link]", ":warning:", "a [dim]b")


def _printed(text: str, below: str) -> str:
    written = io.StringIO()
    console = Console(file=written, width=400, no_color=True)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row(plain(text, below))
    console.print(table)
    return written.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_printed_as_it_is(name: str) -> None:
    assert [line.strip() for line in _printed(name, name).splitlines()] == [name, name]


@given(st.text(st.sampled_from("ab[]/\\=: "), min_size=1, max_size=30).filter(lambda text: text == text.strip()))
def test_whatever_the_brackets_and_backslashes(name: str) -> None:
    assert [line.strip() for line in _printed(name, name).splitlines()] == [name, name]
