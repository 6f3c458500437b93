"""Plain rows: the rows of a table of texts as HTML.

There is one for each period of each chart: a template would take as long for them as for all else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from generator.pages.escape import escaped
from generator.pages.view_models import TableColumn

_CLASSES = {"number": ' class="cx-num"', "date": ' class="cx-date"'}


def plain_rows(
    columns: Sequence[TableColumn], rows: Iterable[Sequence[str]], *, stack: bool
) -> Markup:
    """The rows; the first cell of each is its head. `stack`: each cell names its column."""
    of_head = _CLASSES["date"] if columns[0].kind == "date" else ""
    openings = [f'<tr><th scope="row"{of_head}>']
    for column in columns[1:]:
        label = f' data-label="{escaped(column.label)}"' if stack else ""
        openings.append(f"<td{label}{_CLASSES.get(column.kind, '')}>")
    closings = ["</th> ", *["</td> "] * (len(columns) - 1)]
    pieces: list[str] = []
    for row in rows:
        for opening, cell, closing in zip(openings, row, closings, strict=True):
            pieces += opening, escaped(cell), closing
        pieces.append("</tr>\n")
    return Markup("".join(pieces))  # noqa: S704 -- every text in it is escaped
