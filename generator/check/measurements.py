"""Measurements: every file's rows become one frame, each value held against its counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from generator.check import dates
from generator.check.columns import Cells, Known, check_labels, convert
from generator.check.rows import DUPLICATE
from generator.check.segments import SegmentNames
from generator.model.problems import Fault, Place, Problem
from generator.model.tables import Measurement, Metric
from generator.model.schema import table_of
from generator.model.words import Cadence, Calculation
from generator.read.delimited import RawTable

#: Why a row is read and not used, as the Data page words it.
NO_VALUE = "rows without a value"
ZERO_ANSWERS = "rows with no answers (n is 0)"

_NUMBERS = ("value", "n", "numerator", "promoters", "detractors", "invited")
_COUNTS: dict[Calculation, tuple[str, ...]] = {
    Calculation.NPS: ("promoters", "detractors", "n"),
    Calculation.SHARE: ("numerator", "n"),
    Calculation.MEAN: ("numerator", "n"),
    Calculation.SUM: ("numerator",),
    Calculation.COUNT: ("n",),
}
_BOUNDS = {Calculation.NPS: (-100.0, 100.0), Calculation.SHARE: (0.0, 100.0)}
_WHOLE_DAYS = "datetime64[s]"


@dataclass(slots=True, kw_only=True)
class Measured:
    """The frame of `Dataset.measurements`, each metric's cadence and the faults."""

    frame: pd.DataFrame
    cadences: dict[str, Cadence]
    problems: list[Problem] = field(default_factory=list)


def check_measurements(
    files: Sequence[RawTable],
    metrics: Mapping[str, Metric],
    names: SegmentNames,
    known: Known,
) -> Measured:
    """Reads all measurement files as one set: periods, values from counts, bounds, keys."""
    problems: list[Problem] = []
    rows: list[_Row] = []
    for raw in files:
        faults = check_labels(raw, table_of(Measurement))
        cells, more = convert(raw, table_of(Measurement), known)
        problems += faults + more
        raw.refused += len(cells.bad)
        if not any(fault.fault is Fault.MISSING_LABEL for fault in faults):
            problems += _one_notation(raw, cells)
            rows += _rows(raw, cells, metrics, names)
    cadences, faults = _cadences(rows, metrics)
    problems += faults
    kept: dict[tuple[str, str, dates.Period], _Row] = {}
    for row in rows:
        fault = _settle(row, metrics[row.metric], cadences, known)
        if isinstance(fault, Problem):
            problems.append(fault)
            row.raw.refused += 1
        elif fault:
            row.raw.skip(fault)
        else:
            assert row.period is not None
            key = (row.metric, row.segment, row.period)
            earlier = kept.setdefault(key, row)
            if earlier is row:
                continue
            if earlier.numbers == row.numbers:
                row.raw.skip(DUPLICATE)
            else:
                row.raw.refused += 1
                problems.append(_conflict(row, earlier))
    return Measured(frame=_frame(list(kept.values())), cadences=cadences, problems=problems)


@dataclass(slots=True, eq=False)
class _Row:
    raw: RawTable
    index: int
    metric: str
    segment: str
    stamp: dates.Stamp
    numbers: tuple[float | None, ...]
    note: str | None
    period: dates.Period | None = None

    @property
    def place(self) -> Place:
        return Place(self.raw.file, self.raw.lines[self.index])

    def cell(self, column: str) -> str:
        labels = self.raw.labels
        return self.raw.rows[self.index][labels.index(column)] if column in labels else ""


def _rows(
    raw: RawTable, cells: Cells, metrics: Mapping[str, Metric], names: SegmentNames
) -> list[_Row]:
    count = len(raw.rows)
    blank = [None] * count
    columns = [cells.values.get(name, blank) for name in _NUMBERS]
    written = cells.values.get("segment", blank)
    segments = {text: names.key(text) for text in dict.fromkeys(written)}
    notes = cells.values.get("note", blank)
    return [
        _Row(raw, index, metric, segments[segment], stamp, values, note)
        for index, (metric, stamp, segment, note, *values_) in enumerate(
            zip(cells.values["metric"], cells.values["date"], written, notes, *columns, strict=True)
        )
        if index not in cells.bad and metric in metrics
        for values in (tuple(values_),)
    ]


def _cadences(
    rows: Sequence[_Row], metrics: Mapping[str, Metric]
) -> tuple[dict[str, Cadence], list[Problem]]:
    stamps: dict[str, list[dates.Stamp]] = {}
    for row in rows:
        stamps.setdefault(row.metric, []).append(row.stamp)
    cadences: dict[str, Cadence] = {}
    problems = []
    for metric in metrics.values():
        if metric.cadence is not None:
            cadences[metric.metric] = metric.cadence
        elif metric.metric in stamps:
            found = dates.infer_cadence(stamps[metric.metric])
            if isinstance(found, Cadence):
                cadences[metric.metric] = found
            else:
                problems.append(
                    Problem(
                        place=Place(metric.place.file, metric.place.line, "cadence"),
                        fault=Fault.CONSTRAINT_ERROR,
                        wrong=found[0],
                        mend=found[1],
                    )
                )
    return cadences, problems


def _settle(
    row: _Row, metric: Metric, cadences: Mapping[str, Cadence], known: Known
) -> Problem | str:
    """Gives a row its period and value; returns a fault, a reason to skip it, or ""."""
    cadence = cadences.get(metric.metric)
    if cadence is None:
        return ""
    period = dates.period_of(row.stamp, cadence, known.fiscal_year_start)
    if isinstance(period, tuple):
        return _fault(row, "date", Fault.TYPE_ERROR, f'"{row.cell("date")}": {period[0]}', period[1])
    row.period = period
    stated = row.numbers[0]
    found = _from_counts(row, metric)
    if isinstance(found, Problem | str):
        return found
    value = stated if found is None else found
    if value is None:
        return NO_VALUE
    if found is not None and stated is not None:
        fault = _disagreement(row, metric, stated, found)
        if fault:
            return fault
    low, high = _BOUNDS.get(metric.calculation, (-math.inf, math.inf))
    low = low if metric.minimum is None else metric.minimum
    high = high if metric.maximum is None else metric.maximum
    if not low <= value <= high:
        side = "below" if value < low else "above"
        bound = low if value < low else high
        return _fault(
            row,
            "value" if stated is not None else metric.calculation.value,
            Fault.CONSTRAINT_ERROR,
            f"{value:.12g} is {side} {bound:.12g}, the {'smallest' if value < low else 'largest'} "
            f'value that "{metric.metric}" can have.',
            f"Correct it, or the {'minimum' if value < low else 'maximum'} in metrics.csv.",
        )
    row.numbers = (value, *row.numbers[1:])
    return ""


def _from_counts(row: _Row, metric: Metric) -> float | Problem | str | None:
    """The value that the counts give; None where the row has none of them."""
    value, n, numerator, promoters, detractors, _ = row.numbers
    needed = _COUNTS.get(metric.calculation)
    if needed is None:
        return None
    counts = dict(zip(_NUMBERS, row.numbers, strict=True))
    blank = [name for name in needed if counts[name] is None]
    if blank:
        given = [name for name in needed if counts[name] is not None and name != "n"]
        if value is None and (given or (n is not None and len(needed) > 1 and n > 0)):
            return _fault(
                row,
                blank[0],
                Fault.MISSING_CELL,
                f"{blank[0]} is blank, and {metric.calculation} needs {_list(needed)}.",
                "Fill it in, or give the value instead.",
            )
        return ZERO_ANSWERS if value is None and n == 0 else None
    if n == 0 and "n" in needed and len(needed) > 1:
        return ZERO_ANSWERS
    if metric.calculation is Calculation.NPS:
        assert n is not None and promoters is not None and detractors is not None
        if promoters + detractors > n:
            return _fault(
                row,
                "promoters",
                Fault.CONSTRAINT_ERROR,
                f"{promoters:.12g} promoters and {detractors:.12g} detractors are more than the "
                f"{n:.12g} answers.",
                "Correct the counts.",
            )
        return 100.0 * (promoters - detractors) / n
    if metric.calculation is Calculation.COUNT:
        return n
    assert numerator is not None
    if metric.calculation is Calculation.SUM:
        return numerator
    assert n is not None
    if metric.calculation is Calculation.MEAN:
        return numerator / n
    if not 0 <= numerator <= n:
        return _fault(
            row,
            "numerator",
            Fault.CONSTRAINT_ERROR,
            f"{numerator:.12g} of {n:.12g} is no share.",
            "Correct the counts.",
        )
    return 100.0 * numerator / n


def _disagreement(row: _Row, metric: Metric, stated: float, found: float) -> Problem | None:
    """A fault where the stated value is not the counts' value at its own decimals."""
    written = row.cell("value").rstrip("% ")
    _, _, fraction = written.replace(",", ".").rpartition(".")
    decimals = len(fraction) if fraction.isdigit() and fraction != written else 0
    if metric.decimals is not None:
        decimals = min(decimals, metric.decimals)
    if abs(stated - found) <= 0.5 * 10.0**-decimals + 1e-9:
        return None
    return _fault(
        row,
        "value",
        Fault.CONSTRAINT_ERROR,
        f"The value is {stated:.12g}, but the counts give {found:.{decimals + 1}f}.",
        "Correct one of them, or leave the value blank.",
    )


def _one_notation(raw: RawTable, cells: Cells) -> list[Problem]:
    """Within one metric the value column has one notation: with % or without, one currency."""
    parsed = cells.numbers.get("value")
    if parsed is None or not (parsed.percents or parsed.currencies):
        return []
    problems = []
    groups: dict[str, list[int]] = {}
    for index, metric in enumerate(cells.values.get("metric", [])):
        if metric and index not in cells.bad and parsed.values[index] is not None:
            groups.setdefault(metric, []).append(index)
    for metric, indexes in groups.items():
        with_sign = [index for index in indexes if index in parsed.percents]
        without = [index for index in indexes if index not in parsed.percents]
        if with_sign and without:
            problems.append(
                _notation(raw, cells, without[0], f'"{metric}" has values with a percent sign '
                          f"(line {raw.lines[with_sign[0]]}) and without.",
                          "Write all of them in one way: 42% or 42 for the same thing.")
            )  # fmt: skip
        codes = {parsed.currencies[index]: index for index in indexes if index in parsed.currencies}
        if len(codes) > 1:
            problems.append(
                _notation(raw, cells, max(codes.values()),
                          f'"{metric}" has values in {_list(sorted(codes))}.',
                          "Keep one currency a metric; make a metric for each.")
            )  # fmt: skip
    return problems


def _notation(raw: RawTable, cells: Cells, index: int, wrong: str, mend: str) -> Problem:
    cells.bad.add(index)
    raw.refused += 1
    return Problem(
        place=Place(raw.file, raw.lines[index], "value"),
        fault=Fault.TYPE_ERROR,
        wrong=wrong,
        mend=mend,
    )


def _conflict(row: _Row, earlier: _Row) -> Problem:
    assert row.period is not None
    segment = f', segment "{row.segment}"' if row.segment else ""
    same_file = row.raw.file == earlier.raw.file
    there = f"line {earlier.place.line}" if same_file else str(earlier.place)
    return _fault(
        row,
        "date",
        Fault.PRIMARY_KEY,
        f'There is another value for "{row.metric}" in {row.cell("date")}{segment}: '
        f"{row.numbers[0]:.12g} here, {earlier.numbers[0]:.12g} on {there}.",
        "Delete the wrong one."
        if same_file
        else "Delete the one that is out of date from its file.",
    )


def _fault(row: _Row, column: str, fault: Fault, wrong: str, mend: str) -> Problem:
    return Problem(
        place=Place(row.place.file, row.place.line, column), fault=fault, wrong=wrong, mend=mend
    )


def _list(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]


def _frame(rows: list[_Row]) -> pd.DataFrame:
    rows.sort(key=lambda row: (row.metric, row.segment, row.period))
    periods = [row.period for row in rows if row.period is not None]
    numbers = np.array([row.numbers for row in rows], dtype=float).reshape(len(rows), len(_NUMBERS))
    columns: dict[str, object] = {
        "metric": np.array([row.metric for row in rows], dtype=object),
        "segment": np.array([row.segment for row in rows], dtype=object),
        "first": np.array([period.first for period in periods], dtype=_WHOLE_DAYS),
        "last": np.array([period.last for period in periods], dtype=_WHOLE_DAYS),
    }
    for position, name in enumerate(_NUMBERS):
        columns[name] = numbers[:, position]
    columns["note"] = np.array([row.note for row in rows], dtype=object)
    columns["file"] = np.array([row.raw.file for row in rows], dtype=object)
    columns["line"] = np.array([row.place.line for row in rows], dtype=int)
    return pd.DataFrame(columns)
