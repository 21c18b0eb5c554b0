"""What charts of rows share: rows that altair need not check, axes with every name, tables whose cells are coloured.

altair checks each value of each row when they stand in the chart, a quarter of a second for a thousand. So a chart names its rows,
and they go beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair as alt

from pages import picture, safe

ROWS = "rows"
NOTHING = "#00000000"
Cells = Mapping[str, object]
_ROW = 27  # pixels


class Drawn(NamedTuple):
    """A chart and its rows by the names under which it asks for them."""

    chart: alt.LayerChart
    rows: Mapping[str, Sequence[Cells]]

    def on_screen(self) -> picture.Spec:
        """As it goes to the browser."""
        return self.chart.to_dict(validate=False) | {"datasets": self.rows}  # type: ignore[return-value]

    def on_paper(self, title: str) -> alt.LayerChart:
        """With its rows inside and a title, for a file."""
        return self.chart.properties(title=safe.plain(title), datasets=self.rows)


def base(name: str = ROWS) -> alt.Chart:
    """A chart of the rows of that name."""
    return alt.Chart(alt.NamedData(name=name))


def axis(printed: bool, limit: int, **own: object) -> alt.Axis:
    """An axis of names in the colour of the text, every name at its place, without lines. `limit`: pixels of a name."""
    look = {"labelFontSize": 13, "labelOverlap": False, "domain": False, "ticks": False} | own
    return alt.Axis(labelLimit=limit, labelColor=picture.ink(printed), **look)


def heat(cells: Sequence[Cells], across: str, down: str, printed: bool, *, order: Sequence[str] | None = None, angle: int = -60, chosen: str | None = None,
         tips: Mapping[str, str] | None = None) -> Drawn:
    """A table of coloured cells with their text. A cell has the names `across` and `down`, its `text`, and `step`, 0 for nothing and 1 to 5 for more and more.

    `order` of what stands across, else as it comes. With `chosen` the cells have an `id` and can be chosen. `tips`: field -> label.
    """
    colours, ink = (NOTHING, *picture.steps(printed)), picture.ink(printed)
    inks = (ink, *(picture.on_step(step, printed) for step in range(len(colours) - 1)))
    rows = [{**cell, "colour": colours[int(str(cell["step"]))], "ink": inks[int(str(cell["step"]))], "edge": 3 if chosen and cell["id"] == chosen else 0.5}
            for cell in cells]
    start = base().encode(x=alt.X(f"{across}:N", sort=order, title=None, axis=axis(printed, 170, orient="top", labelAngle=angle)),
                          y=alt.Y(f"{down}:N", sort=None, title=None, axis=axis(printed, 210)))
    boxes = start.mark_rect(stroke=ink, **({} if chosen is None else {"cursor": "pointer"})).encode(
        color=alt.Color("colour:N", scale=None), strokeWidth=alt.StrokeWidth("edge:Q", scale=None),
        **({"tooltip": [alt.Tooltip(f"{field}:N", title=label) for field, label in tips.items()]} if tips else {}))
    if chosen is not None:
        boxes = boxes.add_params(picture.picked())
    numbers = start.mark_text(fontSize=13, tooltip=None).encode(text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None))
    return Drawn(alt.layer(boxes, numbers).properties(height=alt.Step(_ROW)), {ROWS: rows})
