"""Raw exports become tables of measurements, which then go through the same door as all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.check.exports.days import period_for, period_text
from generator.check.exports.export_rows import Reading
from generator.check.exports.finished_values import stated_rows
from generator.check.exports.overlap import settle_overlaps
from generator.check.exports.survey_answers import read_answers
from generator.check.exports.tally import Tally, figures
from generator.check.faults import CellFault
from generator.check.references import ReferenceIndex
from generator.check.segment_keys import SegmentNames
from generator.model.counts import FIGURE_COLUMNS, NEVER_AVERAGED
from generator.model.mapping import ExportMapping, FileDialect, FileRules, Layout, Overlap
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode
from generator.model.schema import table_of
from generator.model.tables import Measurement, Metric
from generator.model.vocabulary import Calculation
from generator.read.exports import RawExports
from generator.read.raw_table import RawTable

_LABELS = ("metric", "date", "segment", *FIGURE_COLUMNS)
_Key = tuple[str, Period, str]


def check_exports(
    raw: RawExports, metrics: Mapping[str, Metric], names: SegmentNames, known: ReferenceIndex
) -> tuple[list[RawTable], list[Problem]]:
    """A table of measurements for each file of each export, and every fault on the way."""
    tables: list[RawTable] = []
    problems: list[Problem] = []
    by_mapping: dict[str, list[Reading]] = {}
    for export in raw.exports:
        reading = Reading(export, raw.timezone, known.fiscal_year_start)
        by_mapping.setdefault(export.mapping.name, []).append(reading)

    def resolve(text: str) -> str | CellFault:
        return known.find(text, table_of(Measurement).column("metric"))

    for readings in by_mapping.values():
        mapping = readings[0].export.mapping
        faults = [*_metric_faults(mapping, metrics, resolve)]
        problems += faults
        for reading in readings:
            reading.apply_filters()
            if mapping.layout is not Layout.WIDE:
                reading.read_days()
        if mapping.layout is Layout.RESPONSES:
            ordered = settle_overlaps(readings)
            made = _responses(mapping, ordered, names, resolve)
        else:
            made = {id(r): stated_rows(r, names, resolve) for r in readings}
        for reading in readings:
            rows = () if faults else made.get(id(reading), ())
            tables.append(_table(reading, rows))
            problems += reading.problems
    return tables, problems


def _metric_faults(
    mapping: ExportMapping,
    metrics: Mapping[str, Metric],
    resolve: Callable[[str], str | CellFault],
) -> Iterator[Problem]:
    """Metrics that metrics.csv does not have, or works out in another way."""
    stated = {"metric": mapping.metric} if mapping.metric else dict(mapping.metrics)
    for text, name in stated.items():
        key = "metric" if mapping.metric else "metrics"
        found = resolve(name)
        if isinstance(found, CellFault):
            yield Problem(
                location=mapping.location(key),
                code=ProblemCode.FOREIGN_KEY,
                message=found.message,
                fix=found.fix,
            )
            continue
        metric = metrics.get(found)
        if metric is None or mapping.calculation is None:
            continue
        wanted = mapping.calculation.in_metrics
        fits = {wanted, Calculation.GIVEN} if wanted in NEVER_AVERAGED else {wanted}
        if metric.calculation not in fits:
            yield Problem(
                location=mapping.location("calculation"),
                code=ProblemCode.CONSTRAINT_ERROR,
                message=f'The export works out "{found}" as {wanted}, but metrics.csv says '
                f"{metric.calculation} ({metric.location}).",
                fix=f'Write "{wanted}" there, or correct the calculation here.',
            )
        del text


def _responses(
    mapping: ExportMapping,
    readings: Sequence[Reading],
    names: SegmentNames,
    resolve: Callable[[str], str | CellFault],
) -> dict[int, list[tuple[dict[str, str], int, int, int]]]:
    """The rows that each file adds: a period to which several files add is told at the newest."""
    tallies: dict[_Key, Tally] = {}
    for number, reading in enumerate(readings):
        worth = read_answers(reading)
        segments = reading.segments(names)
        metrics = reading.metrics(resolve)
        groups = reading.export.groups
        periods: dict[str, Period | CellFault] = {}
        for code in reading.codes:
            moment = groups.keys[code][0]
            period = periods.get(moment)
            if period is None:
                period = period_for(reading.days[code], mapping, reading.start)
                periods[moment] = period
            if isinstance(period, CellFault):
                reading.problems.append(_period_fault(mapping, period))
                reading.refuse(reading.codes)
                break
            counted = (worth[code], groups.counts[code], groups.firsts[code], groups.lasts[code])
            for segment in ("", *segments[code]):
                key = (metrics[code], period, segment)
                tallies.setdefault(key, Tally()).add(number, *counted)
    made: dict[int, list[tuple[dict[str, str], int, int, int]]] = {}
    cadence = mapping.period
    assert cadence is not None or not tallies
    for (metric, period, segment), tally in sorted(tallies.items()):
        assert cadence is not None
        number = max(tally.rows)
        reading = readings[number]
        date = period_text(period, cadence, reading.start)
        cells = {"metric": metric, "date": date, "segment": segment} | figures(tally, mapping)
        made.setdefault(id(reading), []).append(
            (cells, tally.firsts[number], tally.lasts[number], tally.rows[number])
        )
    return made


def _period_fault(mapping: ExportMapping, fault: CellFault) -> Problem:
    return Problem(
        location=mapping.location("period"),
        code=ProblemCode.CONSTRAINT_ERROR,
        message=fault.message,
        fix=fault.fix,
    )


def _table(reading: Reading, rows: Sequence[tuple[dict[str, str], int, int, int]]) -> RawTable:
    export, mapping = reading.export, reading.export.mapping
    groups = export.groups
    fed: dict[str, int] = {}
    for cells, _, _, weight in rows:
        if not cells["segment"] or mapping.layout is not Layout.RESPONSES:
            fed[cells["metric"]] = fed.get(cells["metric"], 0) + weight
    dialect = (
        FileDialect() if mapping.layout is Layout.RESPONSES else replace(mapping.dialect, dates="")
    )
    overlap = Overlap.REFUSED if mapping.layout is Layout.RESPONSES else mapping.overlap
    return RawTable(
        file=export.file,
        encoding=export.encoding,
        delimiter=export.delimiter,
        header_line=export.header_line,
        labels=_LABELS,
        rows=[[cells.get(label, "") for label in _LABELS] for cells, *_ in rows],
        lines=[first for _, first, _, _ in rows],
        last_lines=[last for _, _, last, _ in rows],
        weights=[_weight(cells, weight, mapping) for cells, _, _, weight in rows],
        rows_read=groups.rows_read,
        refused=groups.refused,
        skipped=dict(groups.skipped),
        rules=FileRules(
            pattern=f"exports.{mapping.name}",
            line=mapping.location("owner").line,
            dialect=dialect,
            overlap=overlap,
            system=mapping.system,
            owner=mapping.owner,
        ),
        export=mapping.name,
        fed=fed,
        names=_names(mapping),
        cadence=mapping.period,
    )


def _weight(cells: Mapping[str, str], rows: int, mapping: ExportMapping) -> int:
    """For how many rows of the file a row stands: a segment has no rows that the whole lacks."""
    return 0 if cells["segment"] and mapping.layout is Layout.RESPONSES else rows


def _names(mapping: ExportMapping) -> dict[str, str]:
    """Under which name the export itself has what a table of measurements calls otherwise."""
    segment = mapping.breakdowns[0].column if mapping.breakdowns else ""
    answer = mapping.answer
    named = dict.fromkeys(FIGURE_COLUMNS, answer) | dict(mapping.figures)
    named |= {"metric": mapping.metric_column, "date": mapping.date, "segment": segment}
    return named
