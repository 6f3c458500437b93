"""Groups: the rows of a raw export, counted by the texts of their mapped columns.

Millions of rows have few different texts in the columns that matter. Only these are kept, each
group with its count and its first and last line; the other columns are never held in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat

from generator.model.mapping import DATE_PARTS, ExportMapping
from generator.model.mending import AT_SOURCE
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import counted, without_unseen
from generator.read.export_stream import Chunk
from generator.read.mapped_columns import MappedColumns
from generator.read.note_rows import NoteRows
from generator.read.presets.preset import is_blank
from generator.read.raw_table import BLANK_ROWS, CELL_MARK, FOOTER, HEADERS, TOTALS, delimiter_name
from generator.read.timestamps import Timestamps

#: Separates the cells of columns that share a name, and those of the parts of a date.
SEVERAL = "\ue001"
PARTS = "\ue002"
REPEATED = "responses that stand twice"

Key = tuple[str, ...]

_LINE_BITS = 32


def unpacked(response: int) -> tuple[int, int]:
    """The group and the line of a response, packed into one number to save memory."""
    return response >> _LINE_BITS, response & ((1 << _LINE_BITS) - 1)


@dataclass(slots=True, kw_only=True)
class Groups:
    """The groups of one file: `keys[i]` stands in `counts[i]` rows, from `firsts[i]` to `lasts[i]`.

    A key is the cut timestamp ("" without a date column) and then a text per column, in the order
    of `slots`, of `periods` (headers) and of `spread` (segment and figure). `ids` gives each
    response the number of its group and its line (see `unpacked`).
    """

    slots: dict[str, int]
    periods: tuple[str, ...] = ()
    spread: tuple[tuple[str, str], ...] = ()
    keys: list[Key] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    rows_read: int = 0
    refused: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    @property
    def first_period(self) -> int:
        """The position in a key where the cells of periods, or of segments, begin."""
        return len(self.slots) + 1


class _GroupNumbers(dict[Key, int]):
    """Numbers the groups: cells as written map to the group of their trimmed texts."""

    def __init__(self, groups: Groups) -> None:
        super().__init__()
        self._groups = groups
        self._trimmed: dict[Key, int] = {}

    def __missing__(self, cells: Key) -> int:
        key = tuple([without_unseen(cell).strip() for cell in cells])
        groups = self._groups
        number = self[cells] = self._trimmed.setdefault(key, len(self._trimmed))
        if number == len(groups.keys):
            groups.keys.append(key)
            for empty in (groups.counts, groups.firsts, groups.lasts):
                empty.append(0)
        return number


class Grouping:
    """Counts one file, chunk by chunk (`add`), and gives its groups (`finish`)."""

    def __init__(
        self,
        mapping: ExportMapping,
        columns: MappedColumns,
        timestamps: Timestamps,
        file: str,
        delimiter: str,
    ) -> None:
        self._file, self._delimiter = file, delimiter
        self._dialect = mapping.dialect
        self._totals = {label.casefold() for label in mapping.dialect.total_rows}
        self._columns = columns
        self._header = list(columns.header)
        self._timestamps = timestamps
        dated = {"date", *DATE_PARTS}
        names = [name for key, name in mapping.columns if key not in dated]
        slots = {name: number for number, name in enumerate(dict.fromkeys(names), 1)}
        self.groups = Groups(
            slots=slots,
            periods=tuple(label for label, _ in columns.periods),
            spread=tuple((segment, figure) for segment, figure, _ in columns.spread),
        )
        self._numbers = _GroupNumbers(self.groups)
        notes = columns.notes
        self._notes = NoteRows(notes, file, self.groups.skipped) if notes else None
        self._dates = [columns.indexes[name] for name in mapping.date_columns]
        self._indexes = [
            *(columns.indexes[name] for name in slots),
            *((index,) for _, index in columns.periods),
            *((index,) for _, _, index in columns.spread),
        ]
        self._above = {
            index: ""
            for each in mapping.breakdowns
            if each.fill_down
            for index in columns.indexes[each.column]
        }
        self._id = columns.indexes[mapping.response_id] if mapping.response_id else ()
        self._held: Chunk = ([], [])
        self._ragged: dict[str, list[tuple[int, int]]] = {}
        self._conflicts: list[tuple[str, int, int]] = []

    def add(self, chunk: Chunk) -> None:
        """Counts the rows of a chunk; the last rows wait, as many as the footer has."""
        self.groups.rows_read += len(chunk[0])
        rows, lines = self._sound(chunk)
        hold = self._dialect.footer_rows
        if hold:
            rows, lines = self._held[0] + rows, [*self._held[1], *lines]
            self._held = (rows[-hold:], lines[-hold:])
            rows, lines = rows[:-hold], lines[:-hold]
        rows, lines = self._fitting((rows, lines))
        for index in self._above:
            rows = [self._filled(row, index) for row in rows]
        if rows:
            self._count(rows, lines)

    def _filled(self, row: list[str], index: int) -> list[str]:
        """The row with the cell above in place of a blank one."""
        if row[index].strip():
            self._above[index] = row[index]
            return row
        return [*row[:index], self._above[index], *row[index + 1 :]]

    def finish(self) -> Groups:
        """The groups of the whole file."""
        groups = self.groups
        if self._held[0]:
            groups.skipped[FOOTER] += len(self._held[0])
        width, delimiter = self._columns.width, delimiter_name(self._delimiter)
        for rows in self._ragged.values():
            groups.problems.append(_ragged(self._file, rows, width, delimiter))
        if self._conflicts:
            groups.problems.append(self._conflict())
        groups.problems += self._notes.problems if self._notes else []
        return groups

    def _sound(self, chunk: Chunk) -> Chunk:
        """Leaves out blank rows, rows of totals and those that a preset drops."""
        if self._notes:
            chunk = self._notes.without(chunk)
        if not all(map(any, chunk[0])):
            chunk = self._without(chunk, is_blank, BLANK_ROWS)
        if self._header in chunk[0]:
            chunk = self._without(chunk, self._header.__eq__, HEADERS)
        if self._totals:
            chunk = self._without(chunk, self._is_total, TOTALS)
        for index, unwanted in self._columns.unwanted:
            dropped = partial(_has, index, frozenset(unwanted.texts))
            chunk = self._without(chunk, dropped, unwanted.reason)
        return chunk

    def _without(self, chunk: Chunk, unwanted: Callable[[list[str]], bool], reason: str) -> Chunk:
        rows, lines = chunk
        kept = [(row, line) for row, line in zip(rows, lines, strict=True) if not unwanted(row)]
        if len(kept) == len(rows):
            return chunk
        self.groups.skipped[reason] += len(rows) - len(kept)
        return [row for row, _ in kept], [line for _, line in kept]

    def _is_total(self, row: list[str]) -> bool:
        first = next((cell.strip() for cell in row if cell.strip()), "")
        return first.casefold() in self._totals

    def _fitting(self, chunk: Chunk) -> Chunk:
        """Refuses the rows of another width; a delimiter behind the last cell does no harm."""
        rows, lines = chunk
        width = self._columns.width
        if set(map(len, rows)) <= {width}:
            return rows, lines
        fitting: list[tuple[list[str], int]] = []
        for written, line in zip(rows, lines, strict=True):
            missing = width - len(written) if self._dialect.short_rows else 0
            row = written + [""] * missing
            if len(row) < width or not is_blank(row[width:]):
                kind = "short" if len(row) < width else "long"
                self._ragged.setdefault(kind, []).append((line, len(row)))
                self.groups.refused += 1
            elif is_blank(row):
                self.groups.skipped[BLANK_ROWS] += 1
            else:
                fitting.append((row, line))
        return [row for row, _ in fitting], [line for _, line in fitting]

    def _count(self, rows: list[list[str]], lines: Sequence[int]) -> None:
        groups = self.groups
        dates = self._cut_dates(rows)
        cells = zip(dates, *(_cells(rows, indexes) for indexes in self._indexes), strict=False)
        known = len(groups.keys)
        if self._indexes or self._dates:
            codes = list(map(self._numbers.__getitem__, cells))
        else:  # rows are counted, and nothing in them is looked at
            codes = [self._numbers["",]] * len(rows)
        if self._id:
            codes, lines = self._once(codes, lines, _cells(rows, self._id))
        for code, count in Counter(codes).items():
            groups.counts[code] += count
        for code, line in dict(zip(codes, lines, strict=True)).items():
            groups.lasts[code] = line
        if len(groups.keys) > known:
            backwards = dict(zip(reversed(codes), reversed(lines), strict=True))
            for code, line in backwards.items():
                if not groups.firsts[code]:
                    groups.firsts[code] = line

    def _cut_dates(self, rows: list[list[str]]) -> Sequence[str] | Iterator[str]:
        """The date of each row, cut; the texts of a date in parts are joined."""
        if not self._dates:
            return repeat("")
        if len(self._dates) == 1:
            return self._timestamps.cut_all(_first(rows, self._dates[0]))
        parts = zip(*(_first(rows, indexes) for indexes in self._dates), strict=True)
        return [PARTS.join(map(str.strip, texts)) for texts in parts]

    def _once(
        self, codes: list[int], lines: Sequence[int], ids: Sequence[str]
    ) -> tuple[list[int], list[int]]:
        """Keeps the first row of each response; one that comes with other answers is refused."""
        groups, known = self.groups, self.groups.ids
        kept_codes, kept_lines = [], []
        for code, line, written in zip(codes, lines, ids, strict=True):
            if written in known:
                earlier, first = unpacked(known[written])
                if earlier == code:
                    groups.skipped[REPEATED] += 1
                else:
                    groups.refused += 1
                    self._conflicts.append((written, line, first))
                continue
            if written.strip():
                known[written] = code << _LINE_BITS | line
            kept_codes.append(code)
            kept_lines.append(line)
        return kept_codes, kept_lines

    def _conflict(self) -> Problem:
        written, line, first = self._conflicts[0]
        more = len(self._conflicts) - 1
        also = f" The same is so of {more} more." if more else ""
        message = (
            f'The response "{written.strip()}" stands on line {first} too, with other '
            f"answers.{also}"
        )
        fix = AT_SOURCE
        return Problem(SourceLocation(self._file, line), ProblemCode.PRIMARY_KEY, message, fix)


def _cells(rows: list[list[str]], indexes: tuple[int, ...]) -> list[str]:
    """The cells of a column; those of columns that share a name are joined."""
    if len(indexes) == 1:
        (index,) = indexes
        return [row[index] for row in rows]
    return [SEVERAL.join([row[index] for index in indexes]) for row in rows]


def _has(index: int, texts: frozenset[str], row: list[str]) -> bool:
    return len(row) > index and row[index].strip() in texts


def _first(rows: list[list[str]], indexes: tuple[int, ...]) -> list[str]:
    """The cells of a column; the first filled ones of columns that share a name."""
    if len(indexes) == 1:
        return _cells(rows, indexes)
    return [next((row[index] for index in indexes if row[index].strip()), "") for row in rows]


def _ragged(file: str, rows: Sequence[tuple[int, int]], width: int, delimiter: str) -> Problem:
    """One problem for all rows (line and number of cells) with too few or too many cells."""
    line, cells = rows[0]
    also = f" (the same is so of {len(rows) - 1} more rows)" if len(rows) > 1 else ""
    if cells < width:
        code = ProblemCode.MISSING_CELL
        fix = (
            "If it is a footer, declare footer_rows or total_rows for this export; else export "
            "the file again."
        )
    else:
        code = ProblemCode.EXTRA_CELL
        fix = f"Export the file again, with each text that holds a {delimiter} in quotation marks."
    if delimiter == delimiter_name(CELL_MARK):
        fix = "Export the file again with a name for the column of each cell."
    message = f"This row has {counted(cells, 'cell')} where the header has {width}{also}."
    return Problem(SourceLocation(file, line), code, message, fix)
