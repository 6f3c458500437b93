"""Unusual values: what in a sound series deserves a look, told as warnings.

Warnings are published. Of a metric whose small groups are kept back, only the whole is looked at,
and only where enough answers are behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from generator.check.fault_wording import warning_of
from generator.check.soft_checks import looks_like_total
from generator.model.counts import COUNT_COLUMNS
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.tables import Event, Metric
from generator.model.vocabulary import Accumulates, Smoothing, YesNo
from generator.model.wording import first_of, quoted

if TYPE_CHECKING:
    import pandas as pd

#: How many median absolute deviations from the median are far, and of how many values at least.
FAR, HISTORY = 8, 12
#: How many of the newest values are looked at: what is older has been seen.
NEWEST = 3
#: How many equal values in a row are told, after how many others that rarely were.
RUN, BEFORE, RARELY = 4, 4, 0.1
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Series:
    """One metric and segment: its rows in the order of time, since it was last begun anew."""

    metric: Metric
    segment: str
    rows: pd.DataFrame
    values: npt.NDArray[np.float64]

    @property
    def called(self) -> str:
        segment = f", segment {quoted(self.segment)}" if self.segment else ""
        return f'"{self.metric.metric}"{segment}'

    def has_note(self, position: int) -> bool:
        """Whether the owner has said something about a value."""
        return bool(self.rows["note"].iloc[position])

    def is_kept_back(self, position: int) -> bool:
        """Whether a value may not be spoken of: it rests on too few answers."""
        fewest = self.metric.smallest_group
        return bool(fewest) and not self.rows["n"].iloc[position] >= fewest

    def warning(self, position: int, message: str, fix: str) -> Problem:
        file, line = self.rows["file"].iloc[position], int(self.rows["line"].iloc[position])
        return Problem(
            location=SourceLocation(file, line, "" if file.startswith(EXPORTS) else "value"),
            code=ProblemCode.CONSTRAINT_ERROR,
            message=message,
            fix=fix,
            severity=Severity.WARNING,
        )


def warn_of_values(
    metrics: Mapping[str, Metric], events: Iterable[Event], frame: pd.DataFrame
) -> Iterator[Problem]:
    """Values far outside their own history, and values that no longer change."""
    anew = [event for event in events if event.rebase is YesNo.YES]
    for (name, part), rows in frame.groupby(["metric", "segment"], sort=False):
        metric, segment = metrics[str(name)], str(part)
        if metric.accumulates is not Accumulates.NO or (segment and metric.smallest_group):
            continue
        if len(rows) < RUN + BEFORE:
            continue
        since = rows
        if anew:
            begun = _begun(metric, anew, rows["first"].iloc[-1])
            since = rows[rows["first"] >= np.datetime64(begun)]
        series = _Series(
            metric=metric, segment=segment, rows=since, values=since["value"].to_numpy(float)
        )
        yield from _far(series)
        yield from _unchanged(series)


def warn_of_rolling(metrics: Iterable[Metric]) -> Iterator[Problem]:
    """Rolling averages of which no note says what they average; all of them told at the first."""
    rolling = [
        metric for metric in metrics if metric.smoothing is Smoothing.ROLLING and not metric.note
    ]
    if not rolling:
        return
    names = first_of([f'"{metric.metric}"' for metric in rolling], _NAMED)
    several = len(rolling) > 1
    yield warning_of(
        rolling[0],
        "smoothing",
        f"{names} "
        f"{'are rolling averages' if several else 'is a rolling average'}: a change shows late, "
        "and neighbouring values share most of their data.",
        f"Report the plain value of each period, or say in {'each' if several else 'the'} note "
        "over how many periods it rolls.",
    )


def _begun(metric: Metric, anew: Sequence[Event], newest: Any) -> dt.date:
    """The day since which the values of a metric can be compared."""
    return max(
        (
            event.date
            for event in anew
            if event.metric in {None, metric.metric}
            and event.department in {None, metric.department}
            and event.date <= newest.date()
        ),
        default=dt.date(1, 1, 1),
    )


def _far(series: _Series) -> Iterator[Problem]:
    """The first of the newest three values that is far outside all that came before it.

    Far is more than eight median absolute deviations from the median of the earlier values, of
    which there are at least twelve, and outside their range by more than half its width, so that
    a steady drift is not told. Running totals, series of which most values are the same, and
    values with a note are left out.
    """
    for position in range(max(HISTORY, len(series.values) - NEWEST), len(series.values)):
        value, earlier = series.values[position], series.values[:position]
        low, high = float(earlier.min()), float(earlier.max())
        middle = np.median(earlier)
        spread = float(np.median(np.abs(earlier - middle)))
        outside = max(low - value, value - high)
        near = outside <= (high - low) / 2 or abs(value - middle) <= FAR * spread
        if near or not spread:
            continue
        past = series.rows.iloc[:position]
        if looks_like_total(past["last"], past["value"]) is not None:
            continue
        if series.has_note(position) or series.is_kept_back(position):
            continue
        yield series.warning(
            position,
            f"{_shown(value)} is far outside the history of {series.called}: its {position} "
            f"earlier values lie between {_shown(low)} and {_shown(high)}.",
            "Correct it, or say in its note why it is right.",
        )
        return


def _unchanged(series: _Series) -> Iterator[Problem]:
    """The newest value where it is the same for four periods or more, and rarely was before.

    Rarely is in at most one of ten of the earlier steps; at least four values came before. Values
    with counts, at a bound of what can be, or with a note are left out, and so are running totals.
    """
    values = series.values
    changes = np.flatnonzero(values[1:] != values[:-1])
    run = len(values) - 1 - int(changes[-1]) if len(changes) else len(values)
    before = values[: len(values) - run]
    if run < RUN or len(before) < BEFORE:
        return
    value, newest = float(values[-1]), len(values) - 1
    if value == 0 or value in series.metric.bounds or series.has_note(newest):
        return
    if np.mean(before[1:] == before[:-1]) > RARELY or series.is_kept_back(newest):
        return
    if series.rows[[*COUNT_COLUMNS[:-1]]].iloc[-run:].notna().to_numpy().any():
        return
    yield series.warning(
        newest,
        f"{_shown(value)} is the value of {series.called} for {run} periods in a row, and it "
        "changed nearly every time before.",
        "Renew the export if it was not renewed, or say in its note why it is right.",
    )


def _shown(value: float) -> str:
    return f"{value:.6g}"
