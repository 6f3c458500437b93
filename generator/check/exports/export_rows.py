"""The rows of a raw export: each group of equal rows with its day and its meaning."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

from generator.check.exports.days import period_for, read_days, read_period_of_file
from generator.check.faults import CellFault, Seen, report
from generator.check.number_cells import is_missing, parse_numbers
from generator.check.written_dates import Stamp
from generator.model.mapping import Condition, ExportMapping
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, Severity
from generator.model.wording import did_you_mean, folded, quoted
from generator.read.exports import RawExport
from generator.read.groups import SEVERAL
from generator.read.presets import PLAIN, PRESETS

_T = TypeVar("_T")

FILTERED = "rows left out by a filter"
NO_DATE = "rows without a date"


class MadeRow(NamedTuple):
    """A row of measurements, the lines of the file that it was made from, and how many.

    `header` names the column of its value where headers name segments; `day` is its date.
    """

    cells: dict[str, str]
    first_line: int
    last_line: int
    weight: int
    header: str = ""
    day: Stamp | None = None


@dataclass(slots=True)
class Reading:
    """The groups of one file that are still in use, and what their cells mean."""

    export: RawExport
    company: ZoneInfo | None
    start: int
    in_use: list[int] = field(default_factory=list)
    days: dict[int, Stamp] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        counts = self.export.groups.counts
        self.in_use = [group for group, count in enumerate(counts) if count]

    def slot(self, column: str) -> int:
        """The position of a column in the keys."""
        return self.export.groups.slots[column]

    def text(self, group: int, column: str) -> str:
        """The text of a group in a column."""
        return self.export.groups.keys[group][self.slot(column)]

    def skip(self, unused: Iterable[int], reason: str) -> None:
        """Leaves groups out and counts their rows."""
        rows = self._leave_out(unused)
        if rows:
            self.export.groups.skipped[reason] += rows

    def refuse(self, unused: Iterable[int]) -> None:
        """Leaves out groups with a fault and counts their rows."""
        self.export.groups.refused += self._leave_out(unused)

    def _leave_out(self, unused: Iterable[int]) -> int:
        gone = set(unused)
        self.in_use = [group for group in self.in_use if group not in gone]
        return sum(self.export.groups.counts[group] for group in gone)

    def seen(self, slot: int) -> dict[str, Seen]:
        """The different texts of a column among the groups in use, in the order of their lines."""
        groups = self.export.groups
        seen: dict[str, Seen] = {}
        for group in self.in_use:
            line, rows = groups.firsts[group], groups.counts[group]
            text = groups.keys[group][slot]
            known = seen.get(text)
            if known is None:
                seen[text] = Seen(line, rows)
            else:
                known.line = min(known.line, line)
                known.rows += rows
        return dict(sorted(seen.items(), key=lambda item: item[1].line))

    def parse(
        self,
        column: str,
        read: Callable[[Mapping[str, Seen]], Mapping[str, _T | CellFault]],
        code: ProblemCode = ProblemCode.TYPE_ERROR,
        slot: int | None = None,
    ) -> dict[int, _T]:
        """What the text of each group in a column means; groups with a fault are refused."""
        slot = self.slot(column) if slot is None else slot
        seen = self.seen(slot)
        parsed = read(seen)
        faults = {text: value for text, value in parsed.items() if isinstance(value, CellFault)}
        keys = self.export.groups.keys
        if faults:
            self.problems += report(self.export.file, column, faults, seen, code)
            self.refuse([group for group in self.in_use if keys[group][slot] in faults])
        return {group: cast("_T", parsed[keys[group][slot]]) for group in self.in_use}

    def parse_each(
        self,
        column: str,
        parse: Callable[[str], _T | CellFault],
        code: ProblemCode = ProblemCode.TYPE_ERROR,
    ) -> dict[int, _T]:
        """The same for texts that mean the same whatever the others are."""
        return self.parse(column, lambda seen: {text: parse(text) for text in seen}, code)

    def apply_filters(self) -> None:
        """Leaves out the rows that a filter does not take."""
        for condition in self.export.mapping.filters:
            self._warn_of_unmatched(condition)
            takes = self.parse_condition(condition.column, condition)
            self.skip([group for group, taken in takes.items() if not taken], FILTERED)

    def parse_condition(self, column: str, condition: Condition) -> dict[int, bool]:
        """Whether the text of each group in a column fulfils a condition."""
        decimal = self.export.mapping.dialect.decimal_mark
        return self.parse(column, lambda seen: fulfilled(condition, [*seen], decimal))

    def _warn_of_unmatched(self, condition: Condition) -> None:
        texts = [*self.seen(self.slot(condition.column))]
        there = {folded(word) for text in texts for word in tokens(text, condition.separator)}
        for word in condition.one_of:
            if folded(word) in there:
                continue
            fault = CellFault(
                f"No row of {self.export.file} has {quoted(word)} in the column "
                f'"{condition.column}".',
                "Correct the filter if that is not meant.",
                near=partial(did_you_mean, word, [*filter(None, texts)]),
            )
            location = self.export.mapping.location("filters")
            self.problems.append(fault.at(location, severity=Severity.WARNING))

    def read_days(self) -> None:
        """Gives every group its date; those without one are left out and counted."""
        columns = self.export.mapping.date_columns
        if not columns:
            self._days_of_file()
            return
        read = partial(read_days, self.export, company=self.company, start=self.start)
        stamps = self.parse(columns[-1], read, slot=0)
        self.days = {group: stamp for group, stamp in stamps.items() if stamp is not None}
        self.skip(stamps.keys() - self.days.keys(), NO_DATE)

    def _days_of_file(self) -> None:
        """Without a column of dates, the file itself says which days it covers."""
        mapping, span = self.export.mapping, self.export.span
        stated = read_period_of_file(self.export, self.start)
        if isinstance(stated, Problem):
            self.problems.append(stated)
            self.refuse(self.in_use)
            return
        if stated is not None:
            self.days = dict.fromkeys(self.in_use, stated[0])
            return
        if span is None or mapping.period is None:
            fault = CellFault(
                f"{self.export.file} does not say of which days it speaks, and no column of dates "
                "is named.",
                'Name the column: date = "Date".',
            )
            self.problems.append(fault.at(mapping.location("date")))
            self.refuse(self.in_use)
            return
        period = Period.containing(span[0], mapping.period, self.start)
        if period.last < span[1]:
            fault = CellFault(
                f"{self.export.file} speaks of {span[0]} to {span[1]}, which is more than one "
                "period, and no column of dates is named.",
                'Name it (date = "Date"), or export each period into a file of its own.',
            )
            self.problems.append(fault.at(mapping.location("period")))
            self.refuse(self.in_use)
        self.days = dict.fromkeys(self.in_use, Stamp(period.first, period.last, mapping.period))

    def periods(self) -> dict[int, Period]:
        """The declared period of each group; a date without one refuses the whole file."""
        keys, mapping = self.export.groups.keys, self.export.mapping
        by_date: dict[str, Period] = {}
        periods = {}
        for group in self.in_use:
            date = keys[group][0]
            period = by_date.get(date) or period_for(self.days[group], mapping, self.start)
            if isinstance(period, CellFault):
                self.problems.append(period.at(mapping.location("period")))
                self.refuse(self.in_use)
                return {}
            by_date[date] = periods[group] = period
        return periods

    def metrics(self, resolve: Callable[[str], str | CellFault]) -> dict[int, str]:
        """The metric of each group: that of the mapping, or by the text of a column."""
        mapping = self.export.mapping
        if not mapping.metric_column:
            return dict.fromkeys(self.in_use, mapping.metric)
        ids = {folded(text): metric for text, metric in mapping.metrics.items()}

        def declared(text: str) -> str | CellFault:
            metric = ids.get(folded(text))
            return metric or undeclared(
                text, mapping.metrics, "metric", 'metrics, such as {} = "nps"'
            )

        def found(text: str) -> str | CellFault:
            metric = resolve(text)
            return metric.of(self.export.file) if isinstance(metric, CellFault) else metric

        column = mapping.metric_column
        return self.parse_each(column, declared if ids else found, ProblemCode.FOREIGN_KEY)


def time_unit(mapping: ExportMapping, column: str) -> str:
    """The unit of time that the system of an export states in the name of a column, or ""."""
    return PRESETS.get(mapping.preset, PLAIN).time_unit(column)


def undeclared(text: str, declared: Iterable[str], noun: str, example: str) -> CellFault:
    """The fault of a text that a mapping does not explain, with the nearest that it does."""
    return CellFault(
        f"{quoted(text)} is no {noun}: exports.toml does not say what it means.",
        f"Add it to {example.format(quoted(text))}, or leave it out by a filter.",
        near=lambda: did_you_mean(text, declared),
    )


def tokens(text: str, separator: str) -> list[str]:
    """The texts of a cell: of columns that share a name, and of several choices in one cell."""
    cells = text.split(SEVERAL) if SEVERAL in text else [text]
    if separator:
        cells = [part for cell in cells for part in cell.split(separator)]
    return [stripped for cell in cells if (stripped := cell.strip())]


def fulfilled(
    condition: Condition, texts: list[str], decimal: str = ""
) -> Mapping[str, bool | CellFault]:
    """Whether each text fulfils the condition; a fault if a number is needed and it is none."""
    wanted = {folded(word) for word in condition.one_of}
    unwanted = {folded(word) for word in condition.none_of}
    bounded = condition.at_least is not None or condition.at_most is not None
    numbers = _numbers(texts, condition.separator, decimal) if bounded else {}
    results: dict[str, bool | CellFault] = {}
    for text in texts:
        words = tokens(text, condition.separator)
        plain = {folded(word) for word in words}
        holds = (not wanted or bool(plain & wanted)) and not plain & unwanted
        holds = holds and condition.filled in {None, bool(words)}
        results[text] = (
            is_within([numbers[word] for word in words], condition)
            if (holds and bounded)
            else holds
        )
    return results


def is_within(values: Sequence[float | CellFault | None], condition: Condition) -> bool | CellFault:
    """Whether any of the numbers is within the bounds; the first fault among them."""
    low = -math.inf if condition.at_least is None else condition.at_least
    high = math.inf if condition.at_most is None else condition.at_most
    fault = next((value for value in values if isinstance(value, CellFault)), None)
    return fault or any(isinstance(value, float) and low <= value <= high for value in values)


def _numbers(texts: list[str], separator: str, decimal: str) -> dict[str, float | CellFault | None]:
    words = list(dict.fromkeys(word for text in texts for word in tokens(text, separator)))
    parsed = parse_numbers(words, range(len(words)), decimal=decimal)
    faults = {index: replace(fault, fix=fault.exported) for index, fault in parsed.faults.items()}
    return {
        word: None if is_missing(word) else faults.get(index, parsed.values[index])
        for index, word in enumerate(words)
    }


def not_a_number(text: str) -> CellFault:
    """A fault of an answer that is no number and has no meaning declared."""
    return CellFault(
        f"{quoted(text)} is not a number.",
        f"Say in exports.toml what it means: answers = {{ {quoted(text)} = 5 }}, or leave such "
        "rows out by a filter.",
    )
