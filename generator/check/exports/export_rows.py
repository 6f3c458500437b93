"""Rows of a raw export interpreted: each group of equal rows with its day and its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from generator.check.date_cells import Stamp
from generator.check.exports.days import is_missing, read_days
from generator.check.exports.filters import fulfilled, tokens, unmatched
from generator.check.exports.grouped_faults import Seen, tell, texts_of
from generator.check.faults import CellFault
from generator.check.segment_keys import SegmentNames
from generator.model.mapping import Breakdown, Condition
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, Severity
from generator.model.wording import did_you_mean, folded, quoted
from generator.read.exports import RawExport

_T = TypeVar("_T")

FILTERED = "rows left out by a filter"
NO_DATE = "rows without a date"


@dataclass(slots=True)
class Reading:
    """The groups of one file that are still in use, and what their cells mean.

    `codes` shrinks as rows are skipped or refused; both are counted in the export's groups.
    """

    export: RawExport
    company: ZoneInfo | None
    start: int
    codes: list[int] = field(default_factory=list)
    days: dict[int, Stamp] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        counts = self.export.groups.counts
        self.codes = [code for code, count in enumerate(counts) if count]

    def slot(self, column: str) -> int:
        """The place of a column in the keys."""
        return self.export.groups.slots[column]

    def text(self, code: int, column: str) -> str:
        """The text of a group in a column."""
        return self.export.groups.keys[code][self.slot(column)]

    def skip(self, codes: Iterable[int], reason: str) -> None:
        """Leaves groups out and counts their rows."""
        gone = set(codes)
        groups = self.export.groups
        rows = sum(groups.counts[code] for code in gone)
        if rows:
            groups.skipped[reason] += rows
            self.codes = [code for code in self.codes if code not in gone]

    def refuse(self, codes: Iterable[int]) -> None:
        """Leaves out groups with a fault and counts their rows."""
        gone = set(codes)
        groups = self.export.groups
        groups.refused += sum(groups.counts[code] for code in gone)
        self.codes = [code for code in self.codes if code not in gone]

    def seen(self, slot: int) -> dict[str, Seen]:
        """The different texts of a column among the groups in use."""
        return texts_of(self.export.groups, slot, self.codes)

    def told(
        self,
        column: str,
        read: Callable[[Mapping[str, Seen]], Mapping[str, _T | CellFault]],
        kind: ProblemCode = ProblemCode.TYPE_ERROR,
        slot: int | None = None,
    ) -> Mapping[str, _T | CellFault]:
        """Reads the texts of a column; tells the faults and refuses the rows that have them."""
        slot = self.slot(column) if slot is None else slot
        seen = self.seen(slot)
        found = read(seen)
        faults = {text: value for text, value in found.items() if isinstance(value, CellFault)}
        if faults:
            keys = self.export.groups.keys
            self.problems += tell(self.export.file, column, faults, seen, kind)
            self.refuse([code for code in self.codes if keys[code][slot] in faults])
        return found

    def apply_filters(self) -> None:
        """Leaves out the rows that a filter does not take."""
        mapping = self.export.mapping
        for condition in mapping.filters:
            verdict = self._judge(condition)
            gone = [code for code in self.codes if not verdict[self.text(code, condition.column)]]
            self.skip(gone, FILTERED)

    def _judge(self, condition: Condition) -> dict[str, bool]:
        decimal = self.export.mapping.dialect.decimal_mark

        def read(seen: Mapping[str, Seen]) -> Mapping[str, bool | CellFault]:
            return fulfilled(condition, [*seen], decimal)

        found = self.told(condition.column, read)
        for word in unmatched(condition, [*found]):
            near = did_you_mean(word, [text for text in found if text])
            self.problems.append(
                Problem(
                    location=self.export.mapping.location("filters"),
                    code=ProblemCode.CONSTRAINT_ERROR,
                    message=f"No row of {self.export.file} has {quoted(word)} in the column "
                    f'"{condition.column}".',
                    fix=near or "Correct the filter if that is not meant.",
                    severity=Severity.WARNING,
                )
            )
        return {text: value is True for text, value in found.items()}

    def read_days(self) -> None:
        """Gives every group its date; those without one are left out and counted."""
        if not self.export.mapping.date:
            self._days_of_file()
            return

        def read(seen: Mapping[str, Seen]) -> Mapping[str, Stamp | CellFault | None]:
            return read_days(self.export, seen, self.company, self.start)

        keys = self.export.groups.keys
        found = self.told(self.export.mapping.date, read, slot=0)
        stamps = {text: value for text, value in found.items() if isinstance(value, Stamp)}
        self.skip([code for code in self.codes if keys[code][0] not in stamps], NO_DATE)
        self.days = {code: stamps[keys[code][0]] for code in self.codes}

    def _days_of_file(self) -> None:
        """Without a column of dates the file itself says of which days it speaks."""
        mapping, span = self.export.mapping, self.export.span
        if span is None or mapping.period is None:
            return
        period = Period.containing(span[0], mapping.period, self.start)
        if period.last < span[1]:
            self.problems.append(
                Problem(
                    location=mapping.location("period"),
                    code=ProblemCode.CONSTRAINT_ERROR,
                    message=f"{self.export.file} speaks of {span[0]} to {span[1]}, which is more "
                    "than one period, and no column of dates is named.",
                    fix='Name it (date = "Date"), or export each period into a file of its own.',
                )
            )
            self.refuse(self.codes)
        stamp = Stamp(period.first, period.last, mapping.period)
        self.days = dict.fromkeys(self.codes, stamp)

    def metrics(self, resolve: Callable[[str], str | CellFault]) -> dict[int, str]:
        """The metric of each group, by the mapping's own or by the text of a column."""
        mapping = self.export.mapping
        if not mapping.metric_column:
            return dict.fromkeys(self.codes, mapping.metric)
        ids = {folded(text): metric for text, metric in mapping.metrics.items()}

        def read(seen: Mapping[str, Seen]) -> Mapping[str, str | CellFault]:
            return {text: self._metric(text, ids, resolve) for text in seen}

        found = self.told(mapping.metric_column, read, ProblemCode.FOREIGN_KEY)
        return {
            code: metric
            for code in self.codes
            if isinstance(metric := found[self.text(code, mapping.metric_column)], str)
        }

    def _metric(
        self, text: str, ids: Mapping[str, str], resolve: Callable[[str], str | CellFault]
    ) -> str | CellFault:
        if not ids:
            return resolve(text)
        metric = ids.get(folded(text))
        if metric is not None:
            return metric
        near = did_you_mean(text, [*self.export.mapping.metrics])
        return CellFault(
            f"{quoted(text)} is no metric: exports.toml does not say what it means.",
            near
            or f'Add it to metrics, such as {quoted(text)} = "nps", or leave it out by a filter.',
        )

    def segments(self, names: SegmentNames) -> dict[int, tuple[str, ...]]:
        """The segments to which each group belongs, beside the whole."""
        belongs: dict[int, tuple[str, ...]] = dict.fromkeys(self.codes, ())
        for breakdown in self.export.mapping.breakdowns:

            def read(
                seen: Mapping[str, Seen], breakdown: Breakdown = breakdown
            ) -> Mapping[str, tuple[str, ...] | CellFault]:
                return {text: _segments(text, breakdown, names) for text in seen}

            found = self.told(breakdown.column, read, ProblemCode.FOREIGN_KEY)
            for code in self.codes:
                segments = found[self.text(code, breakdown.column)]
                assert isinstance(segments, tuple)
                belongs[code] += segments
        return belongs


def _segments(text: str, breakdown: Breakdown, names: SegmentNames) -> tuple[str, ...] | CellFault:
    """The segments that the text of a cell names; none where it is blank."""
    words = tokens(text, breakdown.separator)
    found = []
    values = {folded(word): segment for word, segment in breakdown.values.items()}
    declared = names.of_dimension(breakdown.dimension)
    for word in words:
        segment = values.get(folded(word))
        if segment is None and values:
            return CellFault(
                f"{quoted(word)} is no segment: exports.toml does not say what it means.",
                did_you_mean(word, [*breakdown.values])
                or f'Add it to values, such as {quoted(word)} = "small", or leave it out by a '
                "filter.",
            )
        if segment is None and is_missing(word) and declared and folded(word) not in declared:
            continue
        segment = word if segment is None else segment
        if not segment:
            continue
        if declared and folded(segment) not in declared:
            return CellFault(
                f'{quoted(segment)} is no segment of "{breakdown.dimension}" in segments.csv.',
                did_you_mean(segment, sorted(declared))
                or "Add it there, or say in values what it means.",
            )
        written = segment
        if breakdown.dimension and folded(segment) not in names.ids:
            written = f"{breakdown.dimension}: {segment}"
        found.append(written)
    return tuple(dict.fromkeys(found))


def blank_answers(reading: Reading, column: str) -> Sequence[int]:
    """The groups whose answer is blank or means "no value"."""
    return [
        code
        for code in reading.codes
        if not any(not is_missing(word) for word in tokens(reading.text(code, column), "") or [""])
    ]
