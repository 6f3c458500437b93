"""The check of a whole data folder: a `Dataset`, or every problem of every file at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from generator.check import rules
from generator.check.audience import keep_readable
from generator.check.columns import Known
from generator.check.measurements import check_measurements
from generator.check.rows import check_table
from generator.check.segments import SegmentNames
from generator.model.dataset import AsOf, Dataset, SourceFile
from generator.model.problems import Problem, Severity
from generator.model.schema import Form, Row, Table, table_of
from generator.model.settings import Settings
from generator.model.tables import (
    TABLES,
    Department,
    Goal,
    Measurement,
    Metric,
    Milestone,
    Objective,
    Segment,
)
from generator.read.delimited import RawTable
from generator.read.folder import RawFolder

_A_QUARTER = 4
_R = TypeVar("_R", bound=Row)


class DataError(Exception):
    """Data that cannot be published: every problem, in the order of files and lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def check_folder(raw: RawFolder, settings: Settings, as_of: AsOf | None) -> Dataset:
    """The checked tables of a folder.

    Without `as_of` the site speaks from the last day of the newest period that at least a
    quarter of the metrics share. Raises DataError with all problems, warnings among them.
    """
    problems = list(raw.problems)
    known = Known(
        ids={table.name: _ids(raw.tables.get(table.name), table) for table in TABLES},
        fiscal_year_start=settings.fiscal_year_start,
    )
    tables: dict[str, Mapping[str, Row]] = {}
    for table in TABLES:
        if table.row is not Measurement:
            found: dict[str, Row] = {}
            for file in raw.tables.get(table.name, ()):
                rows, faults = check_table(file, table, known)
                found |= rows
                problems += faults
            tables[table.name] = found
    metrics = _of(tables, Metric)
    goals = _of(tables, Goal)
    names = SegmentNames(_of(tables, Segment).values())
    measured = check_measurements(
        raw.tables.get(table_of(Measurement).name, ()), metrics, names, known
    )
    problems += measured.problems
    frame = measured.frame
    problems += _rule_faults(tables)
    day = as_of or newest_shared(frame, len(metrics))
    problems += rules.check_future(frame, day.day, stated=as_of is not None)
    problems += _warnings(metrics, goals, names, frame, tables)
    problems.sort(key=lambda problem: problem.order)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise DataError(tuple(problems))
    tables[table_of(Goal).name] = {
        key: replace(goal, segment=names.key(goal.segment) or None) for key, goal in goals.items()
    }
    dataset = Dataset(
        as_of=day,
        tables=tables,
        measurements=frame,
        cadences=measured.cadences,
        segments=names.names,
        sources=tuple(_sources(raw, frame)),
        warnings=tuple(problems),
    )
    return keep_readable(dataset, settings.audience)


def newest_shared(frame: pd.DataFrame, metrics: int) -> AsOf:
    """The last day of the newest period that a quarter of the metrics share."""
    counts = Counter(
        last for _, last in set(zip(frame["metric"], frame["last"].dt.date, strict=True))
    )
    shared = [day for day, count in counts.items() if count * _A_QUARTER >= metrics]
    if not shared:
        shared = list(counts) or [dt.date(1970, 1, 1)]
    return AsOf(day=max(shared), reason="the newest period that a quarter of the metrics share")


def _of(tables: Mapping[str, Mapping[str, Row]], row: type[_R]) -> Mapping[str, _R]:
    return {
        key: value
        for key, value in tables.get(table_of(row).name, {}).items()
        if isinstance(value, row)
    }


def _ids(files: tuple[RawTable, ...] | None, table: Table) -> Mapping[str, str] | None:
    """Every id of a table as written, by its case-folded form; None without the table."""
    if files is None:
        return None
    (column, *others) = table.key
    if others or table.column(column).form is not Form.ID:
        return {}
    written = (
        row[raw.labels.index(column)] for raw in files if column in raw.labels for row in raw.rows
    )
    return {text.casefold(): text for text in written if text}


def _rule_faults(tables: Mapping[str, Mapping[str, Row]]) -> Iterator[Problem]:
    metrics, goals = _of(tables, Metric), _of(tables, Goal)
    plans: dict[str, list[Milestone]] = {}
    for milestone in _of(tables, Milestone).values():
        plans.setdefault(milestone.goal, []).append(milestone)
    for metric in metrics.values():
        yield from rules.check_metric(metric)
    for goal in goals.values():
        if goal.metric in metrics:
            yield from rules.check_goal(goal, metrics, plans.get(goal.goal, ()))


def _warnings(
    metrics: Mapping[str, Metric],
    goals: Mapping[str, Goal],
    names: SegmentNames,
    frame: pd.DataFrame,
    tables: Mapping[str, Mapping[str, Row]],
) -> Iterator[Problem]:
    pairs = frozenset(zip(frame["metric"], frame["segment"], strict=True))
    known_goals = [goal for goal in goals.values() if goal.metric in metrics]
    yield from rules.warn_of_segments(known_goals, names, pairs)
    yield from rules.warn_of_silence(metrics.values(), frozenset(name for name, _ in pairs))
    whole = frame[frame["segment"] == ""]
    series = {str(name): part for name, part in whole.groupby("metric", sort=False)}
    yield from rules.warn_of_running_totals(metrics, series)
    yield from rules.warn_of_baselines(known_goals, metrics, names, frame)
    yield from rules.warn_of_near_names(_people(tables))


def _people(
    tables: Mapping[str, Mapping[str, Row]],
) -> Iterator[tuple[Row, str, str | None]]:
    for row in _of(tables, Department).values():
        yield row, "lead", row.lead
    for objective in _of(tables, Objective).values():
        yield objective, "sponsor", objective.sponsor
    for metric in _of(tables, Metric).values():
        yield metric, "owner", metric.owner
    for goal in _of(tables, Goal).values():
        yield goal, "owner", goal.owner


def _sources(raw: RawFolder, frame: pd.DataFrame) -> Iterator[SourceFile]:
    spans = frame.groupby("file")["last"].agg(["min", "max"])
    for name, files in raw.tables.items():
        for file in files:
            span = spans.loc[file.file] if file.file in spans.index else None
            yield SourceFile(
                file=file.file,
                table=name,
                encoding=file.encoding,
                delimiter=file.delimiter_name,
                rows_read=file.rows_read,
                rows_used=file.rows_used,
                skipped=tuple(file.skipped.items()),
                first=None if span is None else span["min"].date(),
                last=None if span is None else span["max"].date(),
            )
