"""Outliers: values of a sound series that deserve a look, reported as warnings.

Warnings are published. Of a metric that withholds small groups, only the whole is looked at, and
only values with enough answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from generator.check.check_context import CheckContext
from generator.check.faults import CellFault, row_warning
from generator.check.soft_checks import looks_like_total, quotable
from generator.model.counts import COUNT_COLUMNS
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, Severity, SourceLocation
from generator.model.tables import Event, Metric
from generator.model.vocabulary import Smoothing, YesNo
from generator.model.wording import first_of, quoted

if TYPE_CHECKING:
    import pandas as pd

#: Median absolute deviations from the median that are far, and the fewest earlier values.
_FAR, _HISTORY = 8, 12
#: How many of the newest values are looked at: older ones have been seen.
_NEWEST = 3
#: How many equal values in a row are reported, after how many others, and how rarely those were.
_RUN, _BEFORE, _RARELY = 4, 4, 0.1
_NAMED = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Series:
    """The rows of one metric and segment in the order of time, since it was last rebased."""

    metric: Metric
    segment: str
    rows: pd.DataFrame
    values: npt.NDArray[np.float64]

    @property
    def name(self) -> str:
        segment = f", segment {quoted(self.segment)}" if self.segment else ""
        return f'"{self.metric.metric}"{segment}'

    def has_note(self, position: int) -> bool:
        """Whether the owner has explained a value."""
        return bool(self.rows["note"].iloc[position])

    def is_withheld(self, position: int) -> bool:
        """Whether a value may not be shown, because it rests on too few answers."""
        fewest = self.metric.smallest_group
        return bool(fewest) and not self.rows["n"].iloc[position] >= fewest

    def warning(self, position: int, message: str, fix: str, exported: str) -> Problem:
        file, line = self.rows["file"].iloc[position], int(self.rows["line"].iloc[position])
        location = SourceLocation(file, line, "" if file.startswith(EXPORTS) else "value")
        fault = CellFault(message, fix, exported=exported).of(file)
        return fault.at(location, severity=Severity.WARNING)


def warn_of_values(context: CheckContext) -> Iterator[Problem]:
    """Values far outside their own history, and values that no longer change."""
    metrics = context.by_id(Metric)
    rebasing = [event for event in context.rows(Event) if event.rebase is YesNo.YES]
    frame = quotable(context.measurements, metrics)
    for (name, part), rows in frame.groupby(["metric", "segment"], sort=False):
        metric, segment = metrics[str(name)], str(part)
        if metric.is_total or (segment and metric.smallest_group):
            continue
        if len(rows) < _RUN + _BEFORE:
            continue
        begun = _comparable_since(metric, rebasing, rows["first"].iloc[-1].date())
        since = rows[rows["first"] >= np.datetime64(begun)] if begun else rows
        series = _Series(metric, segment, since, since["value"].to_numpy(float))
        yield from _far(series)
        yield from _unchanged(series)


def warn_of_rolling(context: CheckContext) -> Iterator[Problem]:
    """Rolling averages whose note says nothing of it; all of them are reported at the first."""
    rolling = [
        metric
        for metric in context.readable_metrics
        if metric.smoothing is Smoothing.ROLLING and not metric.note
    ]
    if not rolling:
        return
    names = first_of([f'"{metric.metric}"' for metric in rolling], _NAMED)
    several = len(rolling) > 1
    are, note = ("are rolling averages", "each") if several else ("is a rolling average", "the")
    yield row_warning(
        rolling[0],
        "smoothing",
        f"{names} {are}: a change shows late, and neighbouring values share most of their data.",
        f"Report the plain value of each period, or say in {note} note over how many periods it "
        "rolls.",
    )


def _comparable_since(metric: Metric, rebasing: Sequence[Event], newest: dt.date) -> dt.date | None:
    """The day since which the values of a metric are comparable; None if all are."""
    days = [
        event.date
        for event in rebasing
        if event.metric in {None, metric.metric}
        and event.department in {None, metric.department}
        and event.date <= newest
    ]
    return max(days, default=None)


def _far(series: _Series) -> Iterator[Problem]:
    """The first of the newest values that is far outside all earlier ones, unless it has a note.

    It is also outside their range by half its width, so that a steady drift is not reported.
    """
    for position in range(max(_HISTORY, len(series.values) - _NEWEST), len(series.values)):
        value, earlier = series.values[position], series.values[:position]
        low, high = float(earlier.min()), float(earlier.max())
        middle = np.median(earlier)
        spread = float(np.median(np.abs(earlier - middle)))
        outside = max(low - value, value - high)
        near = outside <= (high - low) / 2 or abs(value - middle) <= _FAR * spread
        if near or not spread:
            continue
        past = series.rows.iloc[:position]
        if looks_like_total(past["last"], past["value"]) is not None:
            continue
        if series.has_note(position) or series.is_withheld(position):
            continue
        yield series.warning(
            position,
            f"{_shown(value)} is far outside the history of {series.name}: its {position} "
            f"earlier values lie between {_shown(low)} and {_shown(high)}.",
            "Correct it, or say in its note why it is right.",
            "Look whether the system that it comes from has it so too.",
        )
        return


def _unchanged(series: _Series) -> Iterator[Problem]:
    """The newest value if it is the same for several periods, and rarely was before.

    Left out are values with counts, at a bound of the metric, or with a note.
    """
    values = series.values
    changes = np.flatnonzero(values[1:] != values[:-1])
    run = len(values) - 1 - int(changes[-1]) if len(changes) else len(values)
    before = values[: len(values) - run]
    if run < _RUN or len(before) < _BEFORE:
        return
    value, newest = float(values[-1]), len(values) - 1
    if value == 0 or value in series.metric.bounds or series.has_note(newest):
        return
    if np.mean(before[1:] == before[:-1]) > _RARELY or series.is_withheld(newest):
        return
    if series.rows[[*COUNT_COLUMNS[:-1]]].iloc[-run:].notna().to_numpy().any():
        return
    yield series.warning(
        newest,
        f"{_shown(value)} is the value of {series.name} for {run} periods in a row, and it "
        "changed nearly every time before.",
        "Renew the export if it was not renewed, or say in its note why it is right.",
        "Export the file again if it was not renewed.",
    )


def _shown(value: float) -> str:
    return f"{value:.6g}"
