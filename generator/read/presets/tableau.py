"""Tableau: a crosstab, saved as UTF-16 with tabs and named .csv, a column a period.

Above the periods may stand the name of their field, once or over each of them, in a row that is
otherwise blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.mapping import Layout
from generator.read.presets.found import (
    Asked,
    Found,
    Preset,
    Record,
    Unfit,
    header_index,
    plain_labels,
    without_header,
)


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _recognise(records: Sequence[Record]) -> str:
    first = header_index(records)
    if first is None or first + 1 >= len(records):
        return ""
    upper, lower = records[first][1], records[first + 1][1]
    if not upper[0].strip() and len({*_filled(upper)}) == 1 and len(_filled(lower)) > 2:
        return "above its header stands the name of one field alone"
    return ""


def _find(records: Sequence[Record], asked: Asked) -> Found | Unfit:
    first = header_index(records)
    if first is None:
        return without_header(records)
    if not records[first][1][0].strip() and _recognise(records[first:]):
        first += 1
    return Found(labels=plain_labels(records[first][1]), header=first, body=first + 1)


TABLEAU_CROSSTAB = Preset(
    name="tableau-crosstab",
    system="Tableau",
    about="Download, Crosstab, CSV: UTF-16 with tabs, and a column a period.",
    recognise=_recognise,
    find=_find,
    defaults={"layout": Layout.WIDE},
)
