"""The parts that templates are filled with; the macros of `components.html` name what they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

from markupsafe import Markup

from generator.charts.spark import Spark
from generator.sentences.headings import Part
from generator.sentences.words import Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLink:
    """A text that may be a link; of an owner where it says who answers for what a page is about."""

    text: str
    href: str | None = None
    owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """Several links after one label."""

    label: str
    links: tuple[TextLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledValue:
    """A labelled fact."""

    label: str
    value: str | Markup
    href: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One of two texts that stand side by side."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BigNumber:
    """A large number with its unit and date."""

    label: str
    value: str
    unit: str | None = None
    note: str | None = None
    tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageView:
    """How many goals lie on a pile."""

    count: int
    word: str
    tone: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A goal: `tone` is that of its status, `pile_tone` that of the pile on which it lies."""

    title: str
    full_title: str | None
    href: str
    status: str
    tone: str
    sentence: str
    owner: str | None
    due: str | None
    department: str | None
    department_href: str | None
    next_step: str | None
    pile_tone: str = "none"
    marks: tuple[Badge, ...] = ()
    quote: str | None = None
    quote_by: str | None = None
    silence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, who and when."""

    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalGroup:
    """Goals under what they have in common: a department or an objective."""

    about: TextLink
    goals: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A short finding: what it is about, what is said of it, and where more stands."""

    title: str
    sentence: str
    href: str | None = None
    sign: Badge | None = None
    more: tuple[TextLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision asked for or taken, what it is about, and by whom and when; `late` in words.

    `text` is its first sentence, `rest` what follows it.
    """

    text: str
    rest: str
    about: TextLink
    when: str
    late: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """A goal as a card of the board pack, with the values that its filters look for."""

    goal: Card
    now: str
    period: str | None
    target: str
    due: str | None
    next_step: str | None
    spark: Spark | None
    tags: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A department or an objective with its goals counted."""

    title: str
    full_title: str | None
    href: str
    who: str | None
    text: str | None
    piles: tuple[TriageView, ...]
    note: str | None = None
    marks: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of a table: its head, and what it holds (text, number, date or status)."""

    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: with a tone it is a status, with a sign another answer.

    `sort` is what to sort by instead of the text.
    """

    text: str
    href: str | None = None
    note: str | None = None
    tone: str | None = None
    sort: str | None = None
    full: str | None = None
    sign: Badge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of an index, with the values that its filters look for."""

    cells: tuple[Cell, ...]
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def filled(
    columns: Sequence[TableColumn], rows: Sequence[TableRow]
) -> tuple[list[TableColumn], list[TableRow]]:
    """The columns in which some row says something, and the rows without the others.

    Without rows there is nothing to judge by, and all columns stay.
    """
    if not rows:
        return list(columns), []
    places = range(len(columns))
    told = [any(row.cells[place].text for row in rows) for place in places]
    kept = [replace(row, cells=tuple(compress(row.cells, told))) for row in rows]
    return list(compress(columns, told)), kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter of an index: chips or a select; `any` is the word for no choice."""

    key: str
    label: str
    kind: str
    any: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLabels:
    """The words around an index."""

    search: str
    reset: str
    count: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """One change since the previous edition: what it is about, and what to say of it.

    `target` is the page of that thing, "" without one. `headline` names the change on that page,
    `news` in the feed. `goal`, `metric` and `department` are those on whose pages it belongs.
    """

    part: Part
    title: str
    headline: str
    sentence: str
    sign: Badge | None = None
    target: str = ""
    anchor: str = ""
    goal: str = ""
    metric: str = ""
    department: str = ""
    news: str = ""
    grave: bool = False
