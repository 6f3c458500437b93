"""Measurements: the rows of every file become one frame, one row per metric, segment and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.check.count_conflicts import CountConflict, Unused, resolve_value
from generator.check.date_cells import EXAMPLES, UNITS, infer_cadence, period_of
from generator.check.exports.overlap import (
    REPEATED_ROWS,
    RESTATED_ROWS,
    file_ages,
    restates,
    suggested_fix,
)
from generator.check.faults import CellFault
from generator.check.notation import check_notation
from generator.check.references import ReferenceIndex, SegmentNames
from generator.check.totals import is_total, total_message
from generator.check.typed_columns import ParsedCells, check_labels, convert
from generator.check.typed_rows import DUPLICATE
from generator.check.written_dates import Stamp
from generator.model.counts import FIGURE_COLUMNS, Counts
from generator.model.mending import AT_SOURCE
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.schema import table_of
from generator.model.tables import Measurement, Metric
from generator.model.vocabulary import Cadence
from generator.model.wording import counted, first_of, folded, quoted
from generator.read.raw_table import RawTable, is_wide

_WHOLE_DAYS = "datetime64[s]"
_NAMED = 5
_EPOCH = dt.date(1970, 1, 1).toordinal()
#: The metric, segment and period of a row.
MeasurementKey = tuple[str, str, Period]


class Measured(NamedTuple):
    """The frame of `Dataset.measurements`, each metric's cadence, and the problems."""

    frame: pd.DataFrame
    cadences: dict[str, Cadence]
    problems: list[Problem]


@dataclass(slots=True, eq=False)
class _Row:
    """A row of a file; `period` and `value` are settled when the cadence is known."""

    raw: RawTable
    index: int
    metric: str
    segment: str
    stamp: Stamp
    value: float | None
    counts: Counts
    note: str | None
    period: Period | None = None

    @property
    def figures(self) -> tuple[float | None, ...]:
        return (self.value, *self.counts)

    @property
    def weight(self) -> int:
        return self.raw.weight(self.index)

    @property
    def location(self) -> SourceLocation:
        return SourceLocation(self.raw.file, self.raw.lines[self.index])

    def cell(self, column: str) -> str:
        labels = self.raw.labels
        return self.raw.rows[self.index][labels.index(column)] if column in labels else ""

    def problem(self, column: str, code: ProblemCode, fault: CellFault) -> Problem:
        column = self.raw.column_of(self.index, column)
        return fault.of(self.raw.file).at(replace(self.location, column=column), code)


def check_measurements(
    files: Sequence[RawTable],
    metrics: Mapping[str, Metric],
    names: SegmentNames,
    known: ReferenceIndex,
) -> Measured:
    """Reads all measurement files as one set: periods, values from counts, bounds, keys."""
    problems: list[Problem] = []
    rows: list[_Row] = []
    for raw in files:
        label_problems = [*_no_figures(raw)] or check_labels(raw, table_of(Measurement))
        cells, cell_problems = convert(raw, table_of(Measurement), known)
        problems += label_problems + cell_problems
        if any(problem.code is ProblemCode.MISSING_LABEL for problem in label_problems):
            raw.refused += raw.rows_used
            continue
        problems += check_notation(raw, cells, metrics)
        problems += _totals(raw, cells, names)
        rows += _rows(raw, cells, metrics, names)
        raw.refused += len(cells.bad)
    cadences, cadence_problems = _cadences(rows, metrics)
    problems += cadence_problems
    kept: dict[MeasurementKey, _Row] = {}
    ages = file_ages((row.raw, row.stamp) for row in rows)
    for row in rows:
        cadence = cadences.get(row.metric)
        if cadence is None:  # reported once, at the metric
            row.raw.refused += row.weight
            continue
        result = _settle(row, metrics[row.metric], cadence, known.fiscal_year_start) or _keep(
            row, kept, ages
        )
        if isinstance(result, Problem):
            problems.append(result)
            row.raw.refused += row.weight
        elif result is not None:
            row.raw.skip(result, row.weight)
    return Measured(_frame(kept), cadences, problems)


def _no_figures(raw: RawTable) -> Iterator[Problem]:
    """A file with rows and without a column of numbers: often one that has another name."""
    columns = {column.name for column in table_of(Measurement).columns}
    of_table = columns & {*raw.labels} and not is_wide(raw.labels)
    if not raw.rows or not of_table or {*FIGURE_COLUMNS} & {*raw.labels}:
        return
    unread = [label for label in raw.labels if label not in columns]
    message = f"{counted(len(raw.rows), 'row')} without a value and without counts"
    if unread:
        several = first_of([*map(quoted, unread)], _NAMED)
        named = quoted(unread[0]) if len(unread) == 1 else f"one of {several}"
        location = SourceLocation(raw.file, raw.header_line, unread[0])
        fault = CellFault(f"{message}.", f"Is {named} the value? Then name that column value.")
    else:
        location = SourceLocation(raw.file, raw.header_line)
        fault = CellFault(f"{message}.", "Add a column value, or the counts.")
    yield fault.at(location, ProblemCode.MISSING_LABEL)


def _rows(
    raw: RawTable, cells: ParsedCells, metrics: Mapping[str, Metric], names: SegmentNames
) -> Iterator[_Row]:
    blank = [None] * len(raw.rows)
    columns = [cells.values.get(name, blank) for name in FIGURE_COLUMNS]
    written = cells.values.get("segment", blank)
    segments = {text: names.key(text) for text in dict.fromkeys(written)}
    notes = cells.values.get("note", blank)
    for index, (metric, stamp, segment, note, value, *counts) in enumerate(
        zip(cells.values["metric"], cells.values["date"], written, notes, *columns, strict=True)
    ):
        if index in cells.bad:
            continue
        if metric in metrics:
            yield _Row(
                raw, index, metric, segments[segment], stamp, value, Counts._make(counts), note
            )
        else:  # the metric's own row has a fault, which is reported there
            cells.bad.add(index)


def _totals(raw: RawTable, cells: ParsedCells, names: SegmentNames) -> Iterator[Problem]:
    """Segments with a name for the total of the others, once each; their rows are bad.

    Those of raw exports were looked at when their rows were read.
    """
    written = () if raw.export else cells.values.get("segment", ())
    first: dict[str, int] = {}
    for index, text in enumerate(written):
        if text and is_total(text) and names.key(text) not in names.declared:
            first.setdefault(folded(text), index)
            cells.bad.add(index)
    for index in first.values():
        fault = CellFault(
            total_message(written[index]),
            "Leave the cell blank if it is the whole company, or name the segment in segments.csv.",
        )
        yield fault.at(SourceLocation(raw.file, raw.lines[index], "segment"))


def _cadences(
    rows: Sequence[_Row], metrics: Mapping[str, Metric]
) -> tuple[dict[str, Cadence], list[Problem]]:
    """Each metric's cadence: its own, else that of exports.toml, else as its dates show."""
    stamps: dict[str, list[Stamp]] = {}
    declared: dict[str, Cadence] = {}
    for row in rows:
        stamps.setdefault(row.metric, []).append(row.stamp)
        if row.raw.cadence is not None:
            declared.setdefault(row.metric, row.raw.cadence)
    cadences: dict[str, Cadence] = {}
    problems = []
    for name, metric in metrics.items():
        cadence: Cadence | CellFault | None = metric.cadence or declared.get(name)
        if cadence is None and name in stamps:
            cadence = infer_cadence(name, stamps[name])
        if isinstance(cadence, CellFault):
            problems.append(cadence.at(replace(metric.location, column="cadence")))
        elif cadence is not None:
            cadences[name] = cadence
    return cadences, problems


def _settle(row: _Row, metric: Metric, cadence: Cadence, start: int) -> Problem | Unused | None:
    """Gives a row its period and value; else a problem, or the reason why it is not used."""
    row.period = period_of(row.stamp, cadence, start)
    if row.period is None:
        return row.problem(
            "date",
            ProblemCode.TYPE_ERROR,
            CellFault(
                f"{quoted(row.cell('date'))} is a {UNITS[row.stamp.form]}, but "
                f'"{metric.metric}" is {cadence}.',
                f"Write a {UNITS[cadence]}, such as {EXAMPLES[cadence]}, or correct the cadence "
                "in metrics.csv.",
                exported="Correct the cadence in metrics.csv, or the period in exports.toml.",
            ),
        )
    value = resolve_value(row.value, row.counts, metric, row.cell("value"))
    if isinstance(value, Unused):
        return value
    if isinstance(value, CountConflict):
        return row.problem(value.column, value.code, value.fault)
    row.value = value
    return None


def _keep(
    row: _Row, kept: dict[MeasurementKey, _Row], ages: Mapping[int, tuple[dt.date, str]]
) -> Problem | str | None:
    """Keeps the one row of its key; else a problem, or the reason why `row` is not used."""
    assert row.period is not None
    key = (row.metric, row.segment, row.period)
    earlier = kept.setdefault(key, row)
    if earlier is row:
        return None
    same = earlier.figures == row.figures
    if restates(row.raw, earlier.raw):
        reason = REPEATED_ROWS if same else RESTATED_ROWS
        if ages[id(row.raw)] < ages[id(earlier.raw)]:
            return reason
        kept[key] = row
        earlier.raw.skip(reason, earlier.weight)
        return None
    return DUPLICATE if same else _conflict(row, earlier)


def _conflict(row: _Row, earlier: _Row) -> Problem:
    same_file, other_file = row.raw.file == earlier.raw.file, suggested_fix(row.raw, earlier.raw)
    there = f"on line {earlier.location.line}" if same_file else f"at {earlier.location}"
    segment = f", segment {quoted(row.segment)}" if row.segment else ""
    name, here, other = next(
        (name, ours, theirs)
        for name, ours, theirs in zip(FIGURE_COLUMNS, row.figures, earlier.figures, strict=True)
        if ours != theirs
    )
    return row.problem(
        "date",
        ProblemCode.PRIMARY_KEY,
        CellFault(
            f'There is another row for "{row.metric}", {row.cell("date")}{segment}: '
            f"{name} is {_number(here)} here and {_number(other)} {there}.",
            "Look which of the two is right, and keep that one." if same_file else other_file,
            exported=AT_SOURCE if same_file else other_file,
        ),
    )


def _number(value: float | None) -> str:
    return "blank" if value is None else f"{value:.12g}"


def _frame(kept: Mapping[MeasurementKey, _Row]) -> pd.DataFrame:
    keys = sorted(kept, key=lambda key: (key[0], key[1], key[2].last, key[2].first))
    rows = [kept[key] for key in keys]
    return measurement_frame(
        keys,
        [row.figures for row in rows],
        [row.note for row in rows],
        [(row.raw.file, row.raw.lines[row.index], row.raw.last_line(row.index)) for row in rows],
    )


def measurement_frame(
    keys: Sequence[MeasurementKey],
    figures: Sequence[Sequence[float | None]],
    notes: list[str | None],
    places: Sequence[tuple[str, int, int]],
) -> pd.DataFrame:
    """The frame of `Dataset.measurements`; `places` are file, line and last line of each row."""
    numbers = np.array(figures, dtype=float).reshape(len(keys), len(FIGURE_COLUMNS))
    return pd.DataFrame(
        {
            "metric": _texts([metric for metric, _, _ in keys]),
            "segment": _texts([segment for _, segment, _ in keys]),
            "first": _days([period.first for _, _, period in keys]),
            "last": _days([period.last for _, _, period in keys]),
            **{name: numbers[:, at] for at, name in enumerate(FIGURE_COLUMNS)},
            "note": _texts(notes),
            "file": _texts([file for file, _, _ in places]),
            "line": np.array([line for _, line, _ in places], dtype=int),
            "last_line": np.array([last for _, _, last in places], dtype=int),
        }
    )


def _days(days: list[dt.date]) -> npt.NDArray[np.datetime64]:
    """A column of days, by their ordinals: numpy converts dates one by one, and slowly."""
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int64)
    return (ordinals - _EPOCH).astype("datetime64[D]").astype(_WHOLE_DAYS)


def _texts(cells: list[str] | list[str | None]) -> pd.Series:
    """A column of plain texts: pandas would turn None into NaN."""
    return pd.Series(cells, dtype=object)
