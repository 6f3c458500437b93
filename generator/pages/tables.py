"""Tables whose columns are declared: each column says how it shows a row.

A chart has a row for each of its periods, and a template would take as long for these as for all
else. So the rows of a table of texts are written here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Generic, TypeVar

from markupsafe import Markup

from generator.model.tables import Department
from generator.pages.escape import escaped
from generator.pages.templating import component
from generator.sentences.words import Badge, shortened

Item = TypeVar("Item")
_Key = TypeVar("_Key")

_CLASSES = {"number": ' class="cx-num"', "date": ' class="cx-date"'}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: with a tone it is a status, with a badge another answer.

    `sort` is what to sort by instead of the text.
    """

    text: str
    href: str | None = None
    note: str | None = None
    tone: str | None = None
    sort: str | None = None
    full: str | None = None
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[Item]):
    """A column: its head, what it shows of an item, and the kind of that.

    `kind` is text, number, date or status.
    """

    label: str
    cell: Callable[[Item], Cell | str]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter, and how many items answer to it if that is said."""

    value: str
    label: str
    tone: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filter(Generic[Item]):
    """A filter of an index, shown if it has options.

    `everything` is the words for no choice, `value` what an item answers to. `kind` is chips or
    select.
    """

    key: str
    label: str
    everything: str
    value: Callable[[Item], str]
    options: Sequence[Option]
    kind: str = "select"


def used_options(names: Mapping[_Key, str], used: Collection[_Key]) -> list[Option]:
    """The options of a filter that some item answers to."""
    return [Option(str(key), name) for key, name in names.items() if key in used]


def department_filter(
    departments: Iterable[Department], used: Collection[str], value: Callable[[Item], str]
) -> Filter[Item]:
    """The filter of items by their department; it offers the departments that are used."""
    names = {one.department: shortened(one.name) for one in departments}
    return Filter("department", "Department", "All departments", value, used_options(names, used))


def data_table(
    caption: str,
    columns: Sequence[TableColumn[Item]],
    items: Iterable[Item],
    *,
    long: bool = False,
    cards: bool = False,
    named: bool = False,
) -> Markup:
    """A table with a row for each item.

    A `long` one scrolls within the page, in `cards` each row is a card on a phone, and a
    `named` one shows its caption. Rows of other tables with more than three columns are cards on a
    phone too; those of long ones with more than four.
    """
    stack = cards or len(columns) > (4 if long else 3)
    body = _rows(columns, items, stack=stack)
    return component("data_table", caption, columns, body, stack, long=long, named=named)


def text_table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    kind: str = "text",
    named: bool = False,
    cards: bool = False,
) -> Markup:
    """A table of texts under their heads; `kind` is that of all columns but the first."""
    columns: list[TableColumn[Sequence[str]]] = [
        TableColumn(head, itemgetter(place), kind=kind if place else "text")
        for place, head in enumerate(heads)
    ]
    return data_table(caption, columns, rows, named=named, cards=cards)


def _rows(columns: Sequence[TableColumn[Item]], items: Iterable[Item], *, stack: bool) -> Markup:
    """The HTML of rows; the first cell of each is its head. `stack`: each cell names its column."""
    head_class = _CLASSES["date"] if columns[0].kind == "date" else ""
    openings = [f'<tr><th scope="row"{head_class}>']
    for column in columns[1:]:
        label = f' data-label="{escaped(column.label)}"' if stack else ""
        openings.append(f"<td{label}{_CLASSES.get(column.kind, '')}>")
    closings = ["</th> ", *["</td> "] * (len(columns) - 1)]
    parts = list(zip(openings, [column.cell for column in columns], closings, strict=True))
    pieces: list[str] = []
    for item in items:
        for opening, cell, closing in parts:
            pieces += opening, _html(cell(item)), closing
        pieces.append("</tr>\n")
    return Markup("".join(pieces))  # noqa: S704 -- every text in it is escaped


def _html(cell: Cell | str) -> Markup:
    return component("cell_content", cell) if isinstance(cell, Cell) else escaped(cell)


def tags(filters: Iterable[Filter[Item]], item: Item) -> dict[str, str]:
    """What an item answers to, by the key of the filter."""
    return {one.key: one.value(item) for one in filters}
