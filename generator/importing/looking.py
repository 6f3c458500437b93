"""What a file says of itself: its form, the preset that fits, and what kind of cells columns hold.

Of the cells nothing is kept but whether they are dates, numbers (from where to where) or text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.errors import ImportRefusedError
from generator.model.mapping import ExportMapping, Layout
from generator.model.problems import Problem
from generator.model.wording import folded
from generator.read.export_stream import Source, open_source
from generator.read.mapped_columns import looks_like_period
from generator.read.presets import PLAIN, PRESETS
from generator.read.presets.preset import (
    NoTableReason,
    Preset,
    Record,
    TableLayout,
    is_blank,
)

_HEAD = 30
_SAMPLE = 1_000
_PERIODS_OF_WIDE = 2
_DATE = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4}"
    r"|\d{1,2}[ /-][^\W\d_]{3,9}[ /-]\d{2,4}|(?:19|20)\d{6})(?:[ T,].*)?",
    re.ASCII,
)
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d+)?", re.ASCII)
_RANGE = re.compile(r"numbers from (\d|10) to (\d|10)", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}[.,]\d{3}", re.ASCII)
_YEAR_FIRST = re.compile(r"\d{4}", re.ASCII)
_DATES, _YEARS, _NUMBERS, _TEXT, _NOTHING = (
    "dates",
    "dates, the year first",
    "numbers",
    "text",
    "blank",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSample:
    """A column: the name by which a mapping calls it, what else it is called, what it holds."""

    name: str
    also: str
    kind: str

    @property
    def has_dates(self) -> bool:
        """Whether most filled cells looked at are dates."""
        return self.kind in {_DATES, _YEARS}

    @property
    def begins_with_year(self) -> bool:
        """Whether all its dates are written with the year first."""
        return self.kind == _YEARS

    @property
    def has_thousands(self) -> bool:
        """Whether its numbers may have a mark of thousands."""
        return self.kind == _NUMBERS

    @property
    def may_be_answers(self) -> bool:
        """Whether it holds numbers such as a scale has, and more than one of them."""
        match = _RANGE.fullmatch(self.kind)
        return match is not None and match[1] != match[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen of a file. `unfit` says why no table is found in it."""

    path: Path
    encoding: str
    delimiter: str
    preset: Preset
    why: str
    layout: Layout
    header_line: int
    skip_rows: int = 0
    columns: tuple[ColumnSample, ...] = ()
    unfit: str = ""

    def find(self, *names: str) -> ColumnSample | None:
        """The first column that is called by one of the names, in whatever header row."""
        wanted = {name.casefold() for name in names if name}
        return next(
            (c for c in self.columns if wanted & {c.name.casefold(), c.also.casefold()}), None
        )


def look_at(path: Path, mapping: ExportMapping, preset: str = "") -> Look:
    """Looks at the beginning of a file; raises ImportRefusedError if it is no table of text."""
    source = open_source(path, path.as_posix(), mapping.dialect)
    if isinstance(source, Problem):
        raise ImportRefusedError(str(source))
    with source.stream:
        head = source.head(_HEAD)
        chosen, why = _preset(head, preset)
        if chosen.needs_all:
            head = source.head(None)
        skipped = 0 if chosen.name or mapping.dialect.skip_rows else _titles(head)
        found = chosen.locate(head[skipped:], mapping)
        if isinstance(found, NoTableReason):
            if source.problem is not None:
                raise ImportRefusedError(str(source.problem))
            return _look(path, source, chosen, why, found)
        source.skip(skipped + found.body)
        end = None if found.end is None else found.end - found.body
        columns = _columns(found, source.head(_SAMPLE if end is None else end)[:end])
        line = head[skipped + found.header][0]
    stated = chosen.defaults.get("layout", Layout.RESPONSES)
    layout = Layout(stated) if chosen.name else _layout(found)
    return Look(
        path=path,
        encoding=source.encoding,
        delimiter=source.delimiter_name,
        preset=chosen,
        why=why,
        layout=layout,
        header_line=line,
        skip_rows=line - 1 if skipped else 0,
        columns=columns,
    )


def _look(path: Path, source: Source, chosen: Preset, why: str, unfit: NoTableReason) -> Look:
    return Look(
        path=path,
        encoding=source.encoding,
        delimiter=source.delimiter_name,
        preset=chosen,
        why=why,
        layout=Layout(chosen.defaults.get("layout", Layout.RESPONSES)),
        header_line=unfit.line,
        unfit=f"{unfit.message} {unfit.fix}",
    )


def _preset(head: Sequence[Record], asked: str) -> tuple[Preset, str]:
    """The preset that is asked for, else the first that knows the file, and its mark."""
    if asked:
        chosen = PRESETS[asked]
        return chosen, chosen.recognise(head) or "you named it, and the file has none of its marks"
    for preset in PRESETS.values():
        if why := preset.recognise(head):
            return preset, why
    return PLAIN, ""


def _titles(head: Sequence[Record]) -> int:
    """How many records above the header hold nothing but a title."""
    for index, (_, cells) in enumerate(head):
        if sum(bool(cell.strip()) for cell in cells) > 1:
            return index if any(not is_blank(row) for _, row in head[:index]) else 0
    return 0


def _layout(found: TableLayout) -> Layout:
    periods = sum(looks_like_period(names[0]) for names in found.labels)
    return Layout.WIDE if periods >= _PERIODS_OF_WIDE else Layout.RESPONSES


def _columns(found: TableLayout, records: Sequence[Record]) -> tuple[ColumnSample, ...]:
    total = Counter(folded(names[0]) for names in found.labels)
    seen: Counter[str] = Counter()
    columns = []
    for index, names in enumerate(found.labels):
        key = folded(names[0])
        seen[key] += 1
        number = f" ({seen[key]})" if total[key] > 1 and key else ""
        cells = (row[index].strip() for _, row in records if index < len(row))
        kind = _kind(filter(None, cells))
        also = names[1] if len(names) > 1 else ""
        columns.append(ColumnSample(name=f"{names[0]}{number}", also=also, kind=kind))
    return tuple(columns)


def _kind(cells: Iterable[str]) -> str:
    """What most filled cells are; the ends of numbers are told, since a scale shows in them."""
    found = Counter(cells)
    half = found.total() / 2
    if not found:
        return _NOTHING
    dates = [cell for cell in found if _DATE.fullmatch(cell)]
    if sum(found[cell] for cell in dates) > half:
        return _YEARS if all(map(_YEAR_FIRST.match, dates)) else _DATES
    numbers = [cell for cell in found if _NUMBER.fullmatch(cell)]
    if sum(found[cell] for cell in numbers) <= half:
        return _TEXT
    if any(_THOUSANDS.fullmatch(cell) for cell in numbers):
        return _NUMBERS
    numbers.sort(key=lambda cell: float(cell.replace(",", ".")))
    return f"{_NUMBERS} from {numbers[0]} to {numbers[-1]}"
