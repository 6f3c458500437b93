"""Raw exports become tables of measurements, which are then checked like all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from generator.check.exports.breakdowns import read_segments
from generator.check.exports.days import period_text
from generator.check.exports.elapsed_time import leave_out_open
from generator.check.exports.export_rows import MadeRow, Reading, time_unit
from generator.check.exports.overlap import settle_overlaps
from generator.check.exports.stated_figures import stated_rows
from generator.check.exports.survey_answers import Tally, count_cells, read_answers
from generator.check.faults import CellFault
from generator.check.references import ReferenceIndex, SegmentNames
from generator.model.counts import ADDED, FIGURE_COLUMNS, NEVER_AVERAGED
from generator.model.dialect import FileDialect
from generator.model.elapsed import SECONDS_OF
from generator.model.mapping import (
    Aggregate,
    ExportCalculation,
    ExportMapping,
    FileRules,
    Layout,
    Overlap,
)
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode
from generator.model.schema import table_of
from generator.model.tables import Measurement, Metric
from generator.model.vocabulary import Calculation
from generator.model.wording import any_of
from generator.read.exports import RawExports
from generator.read.raw_table import RawTable

_LABELS = ("metric", "date", "segment", *FIGURE_COLUMNS)
_Key = tuple[str, Period, str]


def check_exports(
    raw: RawExports, metrics: Mapping[str, Metric], names: SegmentNames, known: ReferenceIndex
) -> tuple[list[RawTable], list[Problem]]:
    """A table of measurements for each file of each export, and every problem on the way."""
    tables: list[RawTable] = []
    problems: list[Problem] = []
    by_mapping: dict[str, list[Reading]] = {}
    for export in raw.exports:
        reading = Reading(export, raw.timezone, known.fiscal_year_start)
        by_mapping.setdefault(export.mapping.name, []).append(reading)

    resolve = partial(known.find, column=table_of(Measurement).column("metric"))
    for readings in by_mapping.values():
        mapping = readings[0].export.mapping
        metric_problems = [*_metric_problems(mapping, metrics, resolve)]
        problems += metric_problems
        for reading in readings:
            reading.apply_filters()
            if mapping.elapsed:
                leave_out_open(reading, mapping.elapsed)
            if mapping.layout is not Layout.WIDE:
                reading.read_days()
        if mapping.layout is Layout.RESPONSES:
            made = _responses(mapping, settle_overlaps(readings), names, resolve, metrics)
        else:
            made = {id(each): stated_rows(each, names, resolve) for each in readings}
        for reading in readings:
            table = _table(reading, [] if metric_problems else made.get(id(reading), []))
            if metric_problems:
                table.refused = table.rows_read - sum(table.skipped.values())
            tables.append(table)
            problems += reading.problems
    return tables, problems


def _metric_problems(
    mapping: ExportMapping, metrics: Mapping[str, Metric], resolve: Callable[[str], str | CellFault]
) -> Iterator[Problem]:
    """Metrics that metrics.csv does not have, or has with another calculation."""
    key = "metric" if mapping.metric else "metrics"
    for name in [mapping.metric] if mapping.metric else mapping.metrics.values():
        metric_id = resolve(name)
        if isinstance(metric_id, CellFault):
            yield metric_id.at(mapping.location(key), ProblemCode.FOREIGN_KEY)
            continue
        metric = metrics.get(metric_id)
        if metric is None:
            continue
        yield from _aggregate_problems(mapping, metric)
        yield from _unit_problems(mapping, metric)
        if mapping.calculation is None:
            continue
        wanted = mapping.calculation.in_metrics
        fits = {wanted, Calculation.GIVEN} if wanted in NEVER_AVERAGED else {wanted}
        if metric.calculation not in fits:
            yield CellFault(
                f'The export works out "{metric_id}" as {wanted}, but metrics.csv says '
                f"{metric.calculation} ({metric.location}).",
                f'Write "{wanted}" there, or correct the calculation here.',
            ).at(mapping.location("calculation"))


def _aggregate_problems(mapping: ExportMapping, metric: Metric) -> Iterator[Problem]:
    """A value that must not be added, or not be averaged."""
    calculation = metric.calculation
    added = mapping.aggregate is Aggregate.SUM and "value" in mapping.figures
    averaged = mapping.aggregate is Aggregate.MEAN
    if (added and calculation not in {Calculation.GIVEN, *ADDED}) or (
        averaged and calculation in NEVER_AVERAGED
    ):
        way = "added" if added else "averaged"
        yield CellFault(
            f'"{metric.metric}" is a {calculation} ({metric.location}), and such values are not '
            f"{way}.",
            "Export it for whole periods, or hand in its counts alone.",
        ).at(mapping.location("aggregate"))


def _unit_problems(mapping: ExportMapping, metric: Metric) -> Iterator[Problem]:
    """A time in another unit than that of its metric, or of a metric without a unit of time."""
    unit = mapping.elapsed.unit if mapping.elapsed else ""
    of_time = mapping.calculation not in {ExportCalculation.SHARE, ExportCalculation.COUNT}
    if unit and of_time and metric.unit in SECONDS_OF and metric.unit != unit:
        yield CellFault(
            f'The export measures "{metric.metric}" in {unit}, but metrics.csv says {metric.unit} '
            f"({metric.location}).",
            "Write one of them in both places.",
        ).at(mapping.location("elapsed"))
    key = "value" if mapping.figures else "answer"
    stated = time_unit(mapping, mapping.figures.get("value", mapping.answer))
    if stated and of_time and metric.unit not in SECONDS_OF:
        yield CellFault(
            f"The column is in {stated}, and metrics.csv names no unit of time for "
            f'"{metric.metric}" ({metric.location}).',
            f"Write {any_of(SECONDS_OF)} as its unit there.",
        ).at(mapping.location(key))


def _factor(mapping: ExportMapping, metric: Metric | None) -> float:
    """By what answers in the unit of their column become the unit of their metric."""
    unit = time_unit(mapping, mapping.answer)
    counted = mapping.calculation in {ExportCalculation.SHARE, ExportCalculation.COUNT}
    if not unit or counted or metric is None or metric.unit not in SECONDS_OF:
        return 1.0
    return SECONDS_OF[unit] / SECONDS_OF[metric.unit]


def _responses(
    mapping: ExportMapping,
    readings: Sequence[Reading],
    names: SegmentNames,
    resolve: Callable[[str], str | CellFault],
    known: Mapping[str, Metric],
) -> dict[int, list[MadeRow]]:
    """The rows of each file: a period with responses in several files is a row of the newest."""
    tallies: dict[_Key, Tally] = {}
    for number, reading in enumerate(readings):
        worth = read_answers(reading)
        segments = read_segments(reading, names)
        metrics = reading.metrics(resolve)
        factors = {each: _factor(mapping, known.get(each)) for each in set(metrics.values())}
        groups = reading.export.groups
        for group, period in reading.periods().items():
            count, first, last = groups.counts[group], groups.firsts[group], groups.lasts[group]
            value = worth[group] * factors[metrics[group]]
            for segment in ("", *segments[group]):
                key = (metrics[group], period, segment)
                tallies.setdefault(key, Tally()).add(number, value, count, first, last)
    made: dict[int, list[MadeRow]] = {}
    for (metric, period, segment), tally in sorted(tallies.items()):
        assert mapping.period is not None
        number = max(tally.rows)
        reading = readings[number]
        date = period_text(period, mapping.period, reading.start)
        cells = {"metric": metric, "date": date, "segment": segment} | count_cells(tally, mapping)
        made.setdefault(id(reading), []).append(
            MadeRow(cells, tally.firsts[number], tally.lasts[number], tally.rows[number])
        )
    return made


def _table(reading: Reading, rows: Sequence[MadeRow]) -> RawTable:
    export, mapping, groups = reading.export, reading.export.mapping, reading.export.groups
    # Of responses, a segment has no rows that the whole lacks.
    counted = mapping.layout is Layout.RESPONSES
    weights = [0 if counted and row.cells["segment"] else row.weight for row in rows]
    fed: Counter[str] = Counter()
    for row, weight in zip(rows, weights, strict=True):
        fed[row.cells["metric"]] += weight
    return RawTable(
        file=export.file,
        encoding=export.encoding,
        delimiter=export.delimiter,
        header_line=export.header_line,
        labels=_LABELS,
        rows=[[row.cells.get(label, "") for label in _LABELS] for row in rows],
        lines=[row.first_line for row in rows],
        last_lines=[row.last_line for row in rows],
        from_columns=[row.header for row in rows] if mapping.patterns else [],
        weights=weights,
        rows_read=groups.rows_read,
        refused=groups.refused,
        skipped=dict(groups.skipped),
        rules=FileRules(
            pattern=f"exports.{mapping.name}",
            line=mapping.location("owner").line,
            dialect=FileDialect()
            if counted or mapping.aggregate
            else replace(mapping.dialect, dates=""),
            overlap=Overlap.REFUSED if counted else mapping.overlap,
            system=mapping.system,
            owner=mapping.owner,
        ),
        export=mapping.name,
        fed=dict(fed),
        names={
            **dict.fromkeys(FIGURE_COLUMNS, mapping.answer or "".join(mapping.elapsed_columns[1:])),
            **mapping.figures,
            "metric": mapping.metric_column,
            "date": mapping.date_columns[-1] if mapping.date_columns else "",
            "segment": mapping.breakdowns[0].column if mapping.breakdowns else "",
        },
        cadence=mapping.period,
        covers=None if mapping.date_columns else export.span,
        partial=mapping.partial,
    )
