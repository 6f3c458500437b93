"""Overdue figures: metrics whose next one should be there, reported once per file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.check.check_context import CheckContext
from generator.check.faults import CellFault
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, Severity, SourceLocation
from generator.model.wording import first_of

if TYPE_CHECKING:
    import pandas as pd

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Overdue:
    """A metric whose next figure was due, and where its newest one stands."""

    due: dt.date
    metric: str
    last: dt.date
    line: int


def warn_of_overdue(context: CheckContext) -> Iterator[Problem]:
    """Files to which a figure should have been added by the day of the site.

    A figure is due when its period has ended and the metric's lag has passed. Owners deliver
    files, so all metrics whose newest figure is in one file are reported together, at that of the
    metric that waits longest. If the day of the site was inferred from the data, a figure is late
    compared with the others, and the fix names that day.
    """
    today = context.as_of.day
    frame = context.measurements
    newest = _newest(frame[frame["last"] <= np.datetime64(today)])
    by_file: dict[str, list[_Overdue]] = {}
    for metric in context.readable_metrics:
        row, cadence = newest.get(metric.metric), context.cadences.get(metric.metric)
        if row is None or cadence is None:
            continue
        last = row.last.date()
        due = metric.due_after(last, cadence)
        if due < today:
            late = _Overdue(due=due, metric=metric.metric, last=last, line=int(row.line))
            by_file.setdefault(row.file, []).append(late)
    for file, overdue in by_file.items():
        overdue.sort()
        column = "" if file.startswith(EXPORTS) else "date"
        location = SourceLocation(file, overdue[0].line, column)
        inferred = None if context.is_as_of_stated else today
        yield _fault(overdue, inferred).at(location, severity=Severity.WARNING)


def _newest(ended: pd.DataFrame) -> dict[str, Any]:
    """The newest row of each metric: of the whole, else of any of its segments."""
    ordered = ended.assign(whole=ended["segment"] == "").sort_values(
        ["whole", "last"], kind="stable"
    )
    rows = ordered.drop_duplicates("metric", keep="last").itertuples(index=False)
    return {str(row.metric): row for row in rows}


def _fault(overdue: list[_Overdue], inferred: dt.date | None) -> CellFault:
    if len(overdue) == 1:
        (late,) = overdue
        message = (
            f'The next figure of "{late.metric}" was due on {late.due}; the newest is for the '
            f"period to {late.last}."
        )
        them, its = "it", "its"
    else:
        waiting = first_of([f'"{late.metric}" since {late.due}' for late in overdue], _NAMED)
        message = f"{len(overdue)} metrics wait for their next figures: {waiting}."
        them, its = "them", "their"
    columns = f"{its} cadence or lag_days in metrics.csv"
    if inferred is None:
        return CellFault(message, f"Add {them}, or correct {columns}.")
    return CellFault(
        message,
        f"Add {them}, correct {columns}, or set as_of: without it the days are counted to "
        f"{inferred}.",
    )
