"""What a file shows of itself: its dialect, the preset that fits, and what its columns hold.

Of the cells it keeps only whether they are dates, numbers (from which to which) or text.
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
from generator.read.export_stream import open_source
from generator.read.mapped_columns import looks_like_period
from generator.read.presets import PLAIN, PRESETS
from generator.read.presets.preset import NoTableReason, Preset, Record, TableLayout, is_blank
from generator.read.raw_table import delimiter_name

_HEAD = 30
_SAMPLE = 1_000
_FEWEST_PERIODS = 2
_DATE = re.compile(
    r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4}"
    r"|\d{1,2}[ /-][^\W\d_]{3,9}[ /-]\d{2,4}|(?:19|20)\d{6})(?:[ T,].*)?",
    re.ASCII,
)
_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d+)?", re.ASCII)
_RANGE = re.compile(r"numbers from (\d|10) to (\d|10)", re.ASCII)
_THOUSANDS = re.compile(r"-?\d{1,3}[.,]\d{3}", re.ASCII)
_YEAR_FIRST = re.compile(r"\d{4}", re.ASCII)
#: What a column holds: dates, dates that all have the year first, or numbers that may have a mark
#: of thousands. Of other numbers the kind also gives the range.
DATES, YEARS, NUMBERS = "dates", "dates, the year first", "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSample:
    """A column: its name in a mapping, its name in a second header row, and what it holds."""

    name: str
    also: str
    kind: str

    @property
    def may_be_answers(self) -> bool:
        """Whether it holds several numbers that a scale can have."""
        match = _RANGE.fullmatch(self.kind)
        return match is not None and match[1] != match[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedExport:
    """What a file shows. `no_table` says why it holds no table, and is "" if it does."""

    path: Path
    encoding: str
    delimiter: str
    preset: Preset
    why: str
    layout: Layout
    header_line: int
    skip_rows: int = 0
    columns: tuple[ColumnSample, ...] = ()
    no_table: str = ""

    def find(self, *names: str) -> ColumnSample | None:
        """The first column that has one of the names, in any header row."""
        wanted = {name.casefold() for name in names if name}
        return next(
            (c for c in self.columns if wanted & {c.name.casefold(), c.also.casefold()}), None
        )


def inspect_export(path: Path, mapping: ExportMapping, preset: str = "") -> InspectedExport:
    """Reads the beginning of a file; raises ImportRefusedError if it is not a table of text.

    Only those settings of `mapping` count that say how to open the file.
    """
    source = open_source(path, path.as_posix(), mapping.dialect)
    if isinstance(source, Problem):
        raise ImportRefusedError(str(source))
    with source.stream:
        head = source.head(_HEAD)
        chosen, why = _choose_preset(head, preset)
        if chosen.needs_all:
            head = source.head(None)
        skipped = 0 if chosen.name or mapping.dialect.skip_rows else _title_rows(head)
        table = chosen.locate(head[skipped:], mapping)
        layout = Layout(chosen.defaults.get("layout", Layout.RESPONSES))
        columns: tuple[ColumnSample, ...] = ()
        no_table = ""
        if isinstance(table, NoTableReason):
            if source.problem is not None:
                raise ImportRefusedError(str(source.problem))
            line, skipped, no_table = table.line, 0, f"{table.message} {table.fix}"
        else:
            source.skip(skipped + table.body)
            end = None if table.end is None else table.end - table.body
            columns = _columns(table, source.head(_SAMPLE if end is None else end)[:end])
            line = head[skipped + table.header][0]
            periods = sum(looks_like_period(names[0]) for names in table.labels)
            if not chosen.name and periods >= _FEWEST_PERIODS:
                layout = Layout.WIDE
    return InspectedExport(
        path=path,
        encoding=source.encoding,
        delimiter=delimiter_name(source.delimiter),
        preset=chosen,
        why=why,
        layout=layout,
        header_line=line,
        skip_rows=line - 1 if skipped else 0,
        columns=columns,
        no_table=no_table,
    )


def _choose_preset(head: Sequence[Record], name: str) -> tuple[Preset, str]:
    """The preset of that name, else the first that recognises the file; and how it does."""
    if name:
        why = PRESETS[name].recognise(head)
        return PRESETS[name], why or "you named it, and the file has none of its marks"
    found = ((preset, preset.recognise(head)) for preset in PRESETS.values())
    return next(((preset, why) for preset, why in found if why), (PLAIN, ""))


def _title_rows(head: Sequence[Record]) -> int:
    """How many records above the header hold nothing but a title."""
    for index, (_, cells) in enumerate(head):
        if sum(bool(cell.strip()) for cell in cells) > 1:
            return index if any(not is_blank(row) for _, row in head[:index]) else 0
    return 0


def _columns(table: TableLayout, records: Sequence[Record]) -> tuple[ColumnSample, ...]:
    total = Counter(folded(names[0]) for names in table.labels)
    numbers: Counter[str] = Counter()
    columns = []
    for index, names in enumerate(table.labels):
        key = folded(names[0])
        numbers[key] += 1
        number = f" ({numbers[key]})" if total[key] > 1 and key else ""
        cells = (row[index].strip() for _, row in records if index < len(row))
        also = names[1] if len(names) > 1 else ""
        kind = _kind(filter(None, cells))
        columns.append(ColumnSample(name=f"{names[0]}{number}", also=also, kind=kind))
    return tuple(columns)


def _kind(cells: Iterable[str]) -> str:
    """What most filled cells are; of numbers also the lowest and the highest, as of a scale."""
    counts = Counter(cells)
    half = counts.total() / 2
    if not counts:
        return "blank"
    dates = [cell for cell in counts if _DATE.fullmatch(cell)]
    if sum(counts[cell] for cell in dates) > half:
        return YEARS if all(map(_YEAR_FIRST.match, dates)) else DATES
    numbers = [cell for cell in counts if _NUMBER.fullmatch(cell)]
    if sum(counts[cell] for cell in numbers) <= half:
        return "text"
    if any(map(_THOUSANDS.fullmatch, numbers)):
        return NUMBERS
    numbers.sort(key=lambda cell: float(cell.replace(",", ".")))
    return f"{NUMBERS} from {numbers[0]} to {numbers[-1]}"
