"""The check of a whole data folder: a `Dataset`, or every problem of every file at once.

The cells of all tables are parsed first. `CHECKS` then lists what must hold, or deserves a look,
between rows and tables. Problems are sorted by file and line, so the order of the list is free.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from generator.check import fractions, goal_rules, outliers, row_rules, soft_checks
from generator.check.audience import keep_readable
from generator.check.check_context import Check, CheckContext, Tables, is_readable
from generator.check.exports.measurement_tables import check_exports
from generator.check.measurements import check_measurements
from generator.check.references import SegmentNames, known_ids
from generator.check.soft_checks import warn_of_overdue
from generator.check.typed_rows import check_table
from generator.model.dataset import AsOf, Dataset, SourceFile
from generator.model.errors import DataError
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, has_errors
from generator.model.schema import Row, table_of
from generator.model.settings import Settings
from generator.model.tables import (
    TABLES,
    Benchmark,
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
from generator.read.data_folder import RawFolder

if TYPE_CHECKING:
    import pandas as pd

_A_QUARTER = 4
_R = TypeVar("_R", bound=Row)

#: What must hold between rows and tables, or deserves a look; each check says what it reads.
CHECKS: tuple[Check, ...] = (
    Check(goal_rules.check_metrics, about=(Metric,)),
    Check(goal_rules.check_parts, about=(Metric,)),
    Check(goal_rules.check_goals, about=(Goal,), uses=(Metric,)),
    Check(goal_rules.check_milestones, about=(Milestone,), uses=(Goal, Metric)),
    Check(goal_rules.check_replacements, about=(Goal,)),
    Check(row_rules.check_initiatives, about=(Initiative,)),
    Check(row_rules.check_handoffs, about=(Handoff,), uses=(Metric,)),
    Check(row_rules.check_commentary, about=(Commentary,), uses=(Initiative, Metric)),
    Check(row_rules.check_role_titles, about=(Person,)),
    Check(row_rules.check_file_owners),
    Check(row_rules.check_future_measurements, about=(Measurement,)),
    Check(row_rules.check_partial_periods, about=(Measurement,)),
    Check(row_rules.check_future_rows, about=(Commentary, Maturity)),
    Check(soft_checks.warn_of_near_roles, about=soft_checks.WITH_ROLES),
    Check(soft_checks.warn_of_near_competencies, about=(Maturity,), sound=True),
    Check(soft_checks.warn_of_segments, about=(Goal,), uses=(Measurement,), sound=True),
    Check(soft_checks.warn_of_silence, about=(Metric,), uses=(Measurement,), sound=True),
    Check(soft_checks.warn_of_blank_kinds, about=(Metric,), uses=(Measurement,), sound=True),
    Check(soft_checks.warn_of_missing_n, about=(Metric,), uses=(Measurement,), sound=True),
    Check(soft_checks.warn_of_running_totals, about=(Metric,), uses=(Measurement,), sound=True),
    Check(soft_checks.warn_of_baselines, about=(Goal,), uses=(Metric, Measurement), sound=True),
    Check(
        fractions.check_fractions,
        about=(Metric,),
        uses=(Measurement, Goal, Milestone, Benchmark),
    ),
    Check(fractions.warn_of_fractions, about=(Metric,), uses=(Measurement,), sound=True),
    Check(outliers.warn_of_values, about=(Measurement,), uses=(Metric, Event), sound=True),
    Check(outliers.warn_of_rolling, about=(Metric,), sound=True),
    Check(warn_of_overdue, about=(Metric,), uses=(Measurement,), sound=True),
    Check(row_rules.warn_of_past_decisions, about=(Initiative,), sound=True),
    Check(row_rules.warn_of_shared_orders, about=(Touchpoint,), sound=True),
)


def check_folder(raw: RawFolder, settings: Settings, as_of: AsOf | None) -> Dataset:
    """The checked tables of a folder.

    Without `as_of` the site speaks from the last day of the newest period that at least a
    quarter of the metrics share. Raises DataError with all problems, warnings among them.
    """
    context, problems = parse_folder(raw, settings, as_of)
    problems += run_checks(context, sound=not has_errors(problems))
    problems.sort(key=lambda problem: problem.order)
    if has_errors(problems):
        raise DataError(tuple(problems))
    goals, comments = context.by_id(Goal), context.by_id(Commentary)
    keys = {key: context.segments.key(goal.segment) or None for key, goal in goals.items()}
    tables = {
        **context.tables,
        table_of(Goal).name: {k: replace(goal, segment=keys[k]) for k, goal in goals.items()},
        table_of(Commentary).name: row_rules.keep_cleared(
            comments, raw.tables.get(table_of(Commentary).name, ())
        ),
    }
    del tables[table_of(Measurement).name]
    dataset = Dataset(
        as_of=context.as_of,
        tables=tables,
        measurements=context.frame,
        cadences=context.cadences,
        segments=context.segments.names,
        sources=tuple(_sources(context)),
        warnings=tuple(problems),
    )
    return keep_readable(dataset, settings.audience)


def parse_folder(
    raw: RawFolder, settings: Settings, as_of: AsOf | None
) -> tuple[CheckContext, list[Problem]]:
    """The tables of a folder with every sound row, and the problems of single cells and rows."""
    problems = list(raw.problems)
    files = {
        name: tuple(file for file in listed if file.labels) for name, listed in raw.tables.items()
    }
    known = known_ids(TABLES, files, settings.fiscal_year_start)
    tables: dict[str, Mapping[str, Row]] = {}
    for table in TABLES:
        rows: dict[str, Row] = {}
        for file in files.get(table.name, ()) if table.row is not Measurement else ():
            sound, faults = check_table(file, table, known)
            rows |= sound
            problems += faults
        tables[table.name] = rows
    maturity = table_of(Maturity).name
    tables[maturity] = row_rules.spell_alike(_rows(tables, Maturity))
    metrics = _rows(tables, Metric)
    segments = SegmentNames(_rows(tables, Segment).values())
    exported, faults = check_exports(raw.exports, metrics, segments, known)
    problems += faults
    measured_in = (*files.get(table_of(Measurement).name, ()), *exported)
    measured = check_measurements(measured_in, metrics, segments, known)
    problems += measured.problems
    readable = {key for key, row in metrics.items() if is_readable(row, settings.audience)}
    context = CheckContext(
        raw=raw,
        tables=tables,
        known=known,
        segments=segments,
        exported=tuple(exported),
        frame=measured.frame,
        cadences=measured.cadences,
        as_of=as_of or newest_shared(measured.frame, readable),
        is_as_of_stated=as_of is not None,
        audience=settings.audience,
    )
    return context, problems


def run_checks(context: CheckContext, *, sound: bool) -> list[Problem]:
    """What all checks find; those that need sound data run only if there is no error at all."""
    problems = [each for check in CHECKS if not check.sound for each in check.run(context)]
    if sound and not has_errors(problems):
        problems += [each for check in CHECKS if check.sound for each in check.run(context)]
    return problems


def newest_shared(frame: pd.DataFrame, metrics: Collection[str]) -> AsOf:
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


def _rows(tables: Tables, row: type[_R]) -> Mapping[str, _R]:
    return cast("Mapping[str, _R]", tables[table_of(row).name])


def _sources(context: CheckContext) -> Iterator[SourceFile]:
    """What became of each file that was read."""
    frame = context.frame
    spans = frame.groupby("file")["last"].agg(["min", "max"])
    listed = [(name, file) for name, files in context.raw.tables.items() for file in files]
    for name, file in [*listed, *((EXPORTS.rstrip("/"), table) for table in context.exported)]:
        span = spans.loc[file.file] if file.file in spans.index else None
        rules = file.rules
        owner = context.known.role(rules.owner) if rules and rules.owner else ""
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
            system=rules.system if rules else "",
            owner=owner if isinstance(owner, str) else "",
            export=file.export,
            fed=tuple(file.fed.items()),
        )
