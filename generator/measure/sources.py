"""Sources: how new the figures of each file are, and when the next ones are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.measure.report import Report
from generator.model.dataset import SourceFile
from generator.model.periods import Period
from generator.model.problems import Problem
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """A file of figures: its systems and owners, its newest period, and when the next one is due.

    Only metrics whose newest figure is in this file count: `going_on` is their number, `next_due`
    the earliest date of their next figures, `late` the number of those overdue.
    """

    source: SourceFile
    systems: tuple[str, ...]
    owners: tuple[str, ...]
    newest: Period
    cadence: Cadence
    going_on: int
    next_due: dt.date | None
    late: int


def source_states(report: Report) -> tuple[SourceState, ...]:
    """The files that hold figures, in the order in which they were read."""
    frame = report.dataset.measurements
    metrics = report.dataset.by_id(Metric)
    in_file: dict[str, dict[str, Period]] = {}
    newest_at: dict[str, dt.date] = {}
    last_rows = frame.sort_values("last", kind="stable").drop_duplicates(
        ["file", "metric"], keep="last"
    )
    for file, metric, first, last in zip(
        last_rows["file"],
        last_rows["metric"],
        last_rows["first"].dt.date,
        last_rows["last"].dt.date,
        strict=True,
    ):
        in_file.setdefault(file, {})[metric] = Period(last=last, first=first)
        newest_at[metric] = max(last, newest_at.get(metric, last))
    return tuple(
        _state(report, source, in_file[source.file], newest_at, metrics)
        for source in report.dataset.sources
        if source.file in in_file
    )


def warnings_by_file(report: Report) -> dict[str, list[Problem]]:
    """The warnings of the last check by file, in the order of files."""
    by_file: dict[str, list[Problem]] = {}
    for problem in report.dataset.warnings:
        by_file.setdefault(problem.location.file, []).append(problem)
    return by_file


def _state(
    report: Report,
    source: SourceFile,
    periods: dict[str, Period],
    newest_at: dict[str, dt.date],
    metrics: Mapping[str, Metric],
) -> SourceState:
    going_on = [key for key, period in periods.items() if period.last == newest_at[key]]
    due = [report.freshness[key].next_due for key in going_on]
    newest = max(periods, key=lambda key: periods[key])
    return SourceState(
        source=source,
        systems=_stated(source.system, (metrics[key].source for key in sorted(periods))),
        owners=_stated(source.owner, (metrics[key].owner for key in sorted(periods))),
        newest=periods[newest],
        cadence=report.dataset.cadences.get(newest, Cadence.DAILY),
        going_on=len(going_on),
        next_due=min((day for day in due if day is not None), default=None),
        late=sum(report.freshness[key].late for key in going_on),
    )


def _stated(declared: str, texts: Iterable[str | None]) -> tuple[str, ...]:
    if declared:
        return (declared,)
    return tuple(dict.fromkeys(text for text in texts if text))
