"""The check of a whole data folder: a `Dataset`, or every problem of every file at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from generator.check import (
    commentary,
    initiatives,
    journey,
    maturity,
    outliers,
    people,
    rules,
    soft_checks,
)
from generator.check.audience import keep_readable
from generator.check.exports.measurement_tables import check_exports
from generator.check.measurements import check_measurements
from generator.check.overdue import warn_of_overdue
from generator.check.references import ReferenceIndex, known_ids
from generator.check.segment_keys import SegmentNames
from generator.check.typed_rows import check_table
from generator.model.dataset import AsOf, Dataset, SourceFile
from generator.model.errors import DataError
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, has_errors
from generator.model.schema import Row, table_of
from generator.model.settings import Settings
from generator.model.tables import (
    TABLES,
    Commentary,
    Event,
    Goal,
    Handoff,
    Initiative,
    Maturity,
    Measurement,
    Metric,
    Milestone,
    Person,
    Segment,
    Touchpoint,
)
from generator.model.vocabulary import Audience
from generator.read.data_folder import RawFolder
from generator.read.raw_table import RawTable

if TYPE_CHECKING:
    import pandas as pd

_A_QUARTER = 4
_MEASUREMENTS = table_of(Measurement).name
_R = TypeVar("_R", bound=Row)


def check_folder(raw: RawFolder, settings: Settings, as_of: AsOf | None) -> Dataset:
    """The checked tables of a folder.

    Without `as_of` the site speaks from the last day of the newest period that at least a
    quarter of the metrics share. Raises DataError with all problems, warnings among them.
    """
    problems = list(raw.problems)
    files = {
        name: tuple(file for file in found if file.labels) for name, found in raw.tables.items()
    }
    known = known_ids(TABLES, files, settings.fiscal_year_start)
    tables: dict[str, Mapping[str, Row]] = {}
    for table in TABLES:
        found: dict[str, Row] = {}
        for file in files.get(table.name, ()) if table.name != _MEASUREMENTS else ():
            rows, faults = check_table(file, table, known)
            found |= rows
            problems += faults
        tables[table.name] = found
    del tables[_MEASUREMENTS]
    tables[table_of(Maturity).name] = maturity.spelled_alike(_of(tables, Maturity))
    metrics = _of(tables, Metric)
    goals = _of(tables, Goal)
    names = SegmentNames(_of(tables, Segment).values())
    exported, faults = check_exports(raw.exports, metrics, names, known)
    problems += faults
    values = (*files.get(_MEASUREMENTS, ()), *exported)
    measured = check_measurements(values, metrics, names, known)
    problems += measured.problems
    listed = (file for found in files.values() for file in found)
    problems += people.check_declared((*listed, *exported), known)
    problems += _rule_faults(tables)
    frame = measured.frame
    readable = _readable(metrics, settings.audience)
    day = as_of or newest_shared(frame, readable)
    problems += rules.check_future(frame, day.day, stated=as_of is not None)
    problems += rules.check_dates(_dated(tables), day.day, stated=as_of is not None)
    problems += soft_checks.warn_of_near_names(people.named_roles(tables))
    if not has_errors(problems):  # else they would rest on rows that are left out
        problems += _doubts(raw, tables, names, frame, settings.fiscal_year_start)
        shown = [metrics[key] for key in metrics if key in readable]
        problems += outliers.warn_of_rolling(shown)
        problems += warn_of_overdue(shown, measured.cadences, frame, day, stated=as_of is not None)
        problems += _doubts_of_moves(tables, day.day)
    problems.sort(key=lambda problem: problem.order)
    if has_errors(problems):
        raise DataError(tuple(problems))
    tables[table_of(Goal).name] = {
        key: replace(goal, segment=names.key(goal.segment) or None) for key, goal in goals.items()
    }
    said = table_of(Commentary).name
    tables[said] = commentary.keep_cleared(_of(tables, Commentary), files.get(said, ()))
    dataset = Dataset(
        as_of=day,
        tables=tables,
        measurements=frame,
        cadences=measured.cadences,
        segments=names.names,
        sources=tuple(_sources(raw, exported, frame, known)),
        warnings=tuple(problems),
    )
    return keep_readable(dataset, settings.audience)


def newest_shared(frame: pd.DataFrame, metrics: frozenset[str]) -> AsOf:
    """The last day of the newest period that a quarter of the metrics share, two at least."""
    pairs = zip(frame["metric"], frame["last"].dt.date, strict=True)
    counts = Counter(last for metric, last in set(pairs) if metric in metrics)
    fewest = min(2, len({metric for metric in frame["metric"] if metric in metrics}))
    shared = [
        day
        for day, count in counts.items()
        if count >= fewest and count * _A_QUARTER >= len(metrics)
    ]
    if not shared:
        shared = list(counts) or [dt.date(1970, 1, 1)]
    return AsOf(day=max(shared), reason="the newest period that a quarter of the metrics share")


def _readable(metrics: Mapping[str, Metric], audience: Audience) -> frozenset[str]:
    """The metrics that this build shows: no other decides from when it speaks."""
    return frozenset(
        key
        for key, metric in metrics.items()
        if audience is Audience.LEADERSHIP or metric.audience is Audience.ALL
    )


def _of(tables: Mapping[str, Mapping[str, Row]], row: type[_R]) -> Mapping[str, _R]:
    return {
        key: value
        for key, value in tables.get(table_of(row).name, {}).items()
        if isinstance(value, row)
    }


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
    yield from rules.check_replacements(goals)
    for initiative in _of(tables, Initiative).values():
        yield from initiatives.check_initiative(initiative)
    for handoff in _of(tables, Handoff).values():
        yield from journey.check_handoff(handoff)
    for comment in _of(tables, Commentary).values():
        yield from commentary.check_comment(comment)
    yield from people.check_people(_of(tables, Person).values())


def _doubts_of_moves(tables: Mapping[str, Mapping[str, Row]], day: dt.date) -> Iterator[Problem]:
    for initiative in _of(tables, Initiative).values():
        yield from initiatives.warn_of_past_decision(initiative, day)
    yield from journey.warn_of_shared_places(_of(tables, Touchpoint).values())
    competencies = _of(tables, Maturity).values()
    yield from soft_checks.warn_of_near_names(
        (row, "competency", row.competency) for row in competencies
    )


def _dated(tables: Mapping[str, Mapping[str, Row]]) -> Iterator[tuple[Row, dt.date]]:
    for comment in _of(tables, Commentary).values():
        yield comment, comment.date
    for assessed in _of(tables, Maturity).values():
        yield assessed, assessed.date


def _doubts(
    raw: RawFolder,
    tables: Mapping[str, Mapping[str, Row]],
    names: SegmentNames,
    frame: pd.DataFrame,
    fiscal_year_start: int,
) -> Iterator[Problem]:
    metrics, goals = _of(tables, Metric), _of(tables, Goal).values()
    pairs = frozenset(zip(frame["metric"], frame["segment"], strict=True))
    yield from soft_checks.warn_of_segments(goals, names, pairs)
    yield from soft_checks.warn_of_silence(metrics.values(), frozenset(name for name, _ in pairs))
    whole = frame[frame["segment"] == ""]
    series = {str(name): part for name, part in whole.groupby("metric", sort=False)}
    lines = _lines_where_blank(raw, table_of(Metric).name, "accumulates")
    unsaid = [metric for metric in metrics.values() if metric.location.line in lines]
    yield from soft_checks.warn_of_running_totals(unsaid, series, fiscal_year_start)
    frame = _tellable(frame, metrics)
    yield from soft_checks.warn_of_baselines(goals, metrics, names, frame)
    yield from outliers.warn_of_values(metrics, _of(tables, Event).values(), frame)


def _tellable(frame: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The rows whose values a warning may name: those of periods without any group too small."""
    least = frame["metric"].map({key: metric.smallest_group for key, metric in metrics.items()})
    small = frame["n"] < least
    if not small.any():
        return frame
    silent = set(zip(frame["metric"][small], frame["last"][small], strict=True))
    periods = zip(frame["metric"], frame["last"], strict=True)
    return frame[[period not in silent for period in periods]]


def _lines_where_blank(raw: RawFolder, table: str, column: str) -> frozenset[int]:
    """The lines of a table's file on which a column is blank or not there."""
    return frozenset(
        line
        for file in raw.tables.get(table, ())
        for line, row in zip(file.lines, file.rows, strict=True)
        if column not in file.labels or not row[file.labels.index(column)]
    )


def _sources(
    raw: RawFolder, exported: Sequence[RawTable], frame: pd.DataFrame, known: ReferenceIndex
) -> Iterator[SourceFile]:
    spans = frame.groupby("file")["last"].agg(["min", "max"])
    listed = [(name, file) for name, files in raw.tables.items() for file in files]
    for name, file in [*listed, *((EXPORTS.rstrip("/"), table) for table in exported)]:
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
            system=file.rules.system if file.rules else "",
            owner=people.owner_of(file, known),
            export=file.export,
            fed=tuple(file.fed.items()),
        )
