"""A matrix answer on a terminal: its long rows, one per cell, put back as a table with the columns across."""

from __future__ import annotations

from rich.table import Table

from commands.frame import LANGUAGE, out, plain
from queries import render
from queries.answer import Answer, Row

_LONG = ("name", "column_name", "tier", "why")  # what is not the number in a cell


def crossed(answer: Answer) -> Table:
    """A line per row id, a column per `column_id`, in a cell the first number that the answer declares."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=out.is_terminal)
    shown = next(column["name"] for column in answer.columns if column["type"] in ("number", "score") and column["name"] not in _LONG)
    across = {str(row.values["column_id"]): str(row.values["column_name"]) for row in answer.rows}
    lines: dict[str, list[Row]] = {}
    for row in answer.rows:
        lines.setdefault(row.id, []).append(row)
    label = {column["name"]: column["label"] for column in answer.columns}
    table.add_column(f"{label['name']} ({label[shown]})", ratio=1, overflow="fold")
    for column in sorted(across):
        table.add_column(plain(across[column]), justify="right")
    for cells in lines.values():
        own = {str(row.values["column_id"]): render.cell(row, shown, LANGUAGE) for row in cells}
        table.add_row(plain(cells[0].name, _below(answer, cells)), *(own.get(column, "") for column in sorted(across)))
    return table


def _below(answer: Answer, cells: list[Row]) -> str:
    """What stands under a line's name: its tier, what is the same in all its cells, and the reasons, each with its column if there are more."""
    tier = next((render.cell(row, "tier", LANGUAGE) for row in cells if row.tier), "")
    said = [row for row in cells if row.why]
    texts = {column["label"]: {render.cell(row, column["name"], LANGUAGE) for row in cells} for column in answer.columns
             if column["type"] == "text" and column["name"] not in _LONG}
    same = [f"{label}: {text}" for label, found in texts.items() if len(cells) > 1 and len(found) == 1 and (text := next(iter(found)))]
    whys = [said[0].why] if len(said) == 1 else [f"{row.values['column_name']}: {row.why}" for row in said]
    return "\n".join(part for part in (tier, *whys, *same) if part)
