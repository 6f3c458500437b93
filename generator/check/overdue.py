"""Overdue figures: metrics of which the next one should be there, told once for each file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from generator.model.dataset import AsOf
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence
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


def warn_of_overdue(
    metrics: Collection[Metric],
    cadences: Mapping[str, Cadence],
    frame: pd.DataFrame,
    as_of: AsOf,
    *,
    stated: bool,
) -> Iterator[Problem]:
    """Files to which a figure should have been added by the day of the site.

    A figure is due when its period has ended and the metric's lag has passed. Owners hand in
    files, so all metrics whose newest figure stands in one file are told together, at that of
    the one that waits longest; how long ago it was makes no difference. Where the day of the
    site was only worked out from the data (not `stated`), a figure is late beside the others,
    and the message says from when it is counted.
    """
    by_file: dict[str, list[_Overdue]] = {}
    ended = frame[frame["last"] <= np.datetime64(as_of.day)]
    newest = _newest(ended)
    for metric in metrics:
        row, cadence = newest.get(metric.metric), cadences.get(metric.metric)
        if row is None or cadence is None:
            continue
        last = row.last.date()
        due = metric.due_after(last, cadence)
        if due < as_of.day:
            found = _Overdue(due=due, metric=metric.metric, last=last, line=int(row.line))
            by_file.setdefault(row.file, []).append(found)
    for file, overdue in by_file.items():
        yield _told(file, sorted(overdue), None if stated else as_of.day)


def _newest(ended: pd.DataFrame) -> dict[str, Any]:
    """The newest row of each metric: of the whole, else of any of its segments."""
    ordered = ended.assign(whole=ended["segment"] == "").sort_values(
        ["whole", "last"], kind="stable"
    )
    rows = ordered.drop_duplicates("metric", keep="last").itertuples(index=False)
    return {str(row.metric): row for row in rows}


def _told(file: str, overdue: list[_Overdue], worked_out: dt.date | None) -> Problem:
    first, *others = overdue
    if others:
        waiting = first_of([f'"{one.metric}" since {one.due}' for one in overdue], _NAMED)
        message = f"{len(overdue)} metrics wait for their next figures: {waiting}."
        them, its = "them", "their"
    else:
        message = (
            f'The next figure of "{first.metric}" was due on {first.due}; the newest is for the '
            f"period to {first.last}."
        )
        them, its = "it", "its"
    fix = f"Add {them}, or correct {its} cadence or lag_days in metrics.csv."
    if worked_out:
        fix = (
            f"Add {them}, correct {its} cadence or lag_days in metrics.csv, or set as_of: without "
            f"it the days are counted to {worked_out}."
        )
    return Problem(
        location=SourceLocation(file, first.line, "" if file.startswith(EXPORTS) else "date"),
        code=ProblemCode.CONSTRAINT_ERROR,
        message=message,
        fix=fix,
        severity=Severity.WARNING,
    )
