"""The check of a mapping: conflicts and gaps among the settings of one export."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.elapsed import Elapsed
from generator.model.mapping import (
    DATES_IN_PARTS,
    PERIOD_STATED,
    Aggregate,
    ExportCalculation,
    ExportMapping,
    Layout,
    Scale,
)
from generator.model.problems import Problem, ProblemCode
from generator.model.wording import all_of, any_of

NPS_SCALE = Scale(low=0, high=10)
_WITHOUT_DATE = ("ga4",)
_DATES_IN_LOCALE = ("google-forms",)
_CONDITION = 'answer = "Channel" and is = ["E-mail", "Phone"], at_least = 4 or filled = true'

#: A setting ("" for the whole export), what is wrong with it, and the fix.
_Misfit = tuple[str, str, str]


def check_mapping(mapping: ExportMapping) -> Iterator[Problem]:
    """Every conflict and gap among the settings of one export."""
    for key, message, fix in _misfits(mapping):
        yield Problem(mapping.location(key), ProblemCode.CONSTRAINT_ERROR, message, fix)


def _misfits(mapping: ExportMapping) -> Iterator[_Misfit]:
    yield from _missing(mapping, "files", mapping.files, 'files = "survey/*.csv"')
    yield from _metric(mapping)
    if mapping.layout is Layout.RESPONSES:
        yield from _responses(mapping)
    else:
        yield from _figures(mapping)
    yield from _segments(mapping)
    if mapping.table and mapping.preset != "ga4":
        yield "table", '"table" is for the preset ga4 only.', "Remove it, or state the preset."


def _metric(mapping: ExportMapping) -> Iterator[_Misfit]:
    if mapping.metric and mapping.metric_column:
        yield (
            "metric_column",
            'Both "metric" and "metric_column" are stated.',
            'Keep "metric" if all rows are of one metric, else "metric_column".',
        )
    elif not mapping.metric and not mapping.metric_column:
        example = 'metric_column = "Question" with metrics = { "text" = "nps" }'
        yield (
            "",
            f'The export "{mapping.name}" names no metric.',
            f'Write metric = "nps", or {example}.',
        )
    if mapping.metrics and not mapping.metric_column:
        yield (
            "metrics",
            '"metrics" says what the texts of a column mean, and no column is named.',
            'Write metric_column = "Question".',
        )


def _segments(mapping: ExportMapping) -> Iterator[_Misfit]:
    """The segments of rows are in a column, or in the headers of the columns of figures."""
    for key in list(mapping.patterns)[:1]:
        if any(breakdown.column for breakdown in mapping.breakdowns):
            yield (
                key,
                f'Both "segment" and the headers of "{key}" name the segments.',
                "Keep the column of the segment, or the pattern: a figure is of one segment.",
            )
        if len(mapping.breakdowns) > 1:
            yield key, "The headers name segments of one dimension.", "State one segment."
    if not mapping.patterns and any(not breakdown.column for breakdown in mapping.breakdowns):
        yield (
            "segment",
            "A segment needs its column.",
            'Write segment = { column = "Region" }, or value = "CSAT {segment}" if headers do.',
        )


def _aggregate(mapping: ExportMapping) -> Iterator[_Misfit]:
    """What is needed to make one value of several."""
    needed = {Aggregate.MEAN: "n", Aggregate.MAX: "value"}.get(mapping.aggregate or Aggregate.SUM)
    if mapping.aggregate is None:
        return
    if mapping.layout is Layout.LONG and mapping.period is None:
        yield (
            "aggregate",
            "Which rows become one is not stated.",
            'Write the period that they make: period = "month".',
        )
    if needed and needed not in mapping.figures:
        why = "An average is weighted by the number behind each value."
        if needed == "value":
            why = "The highest value needs its column."
        yield "aggregate", why, f'Write {needed} = "Answers".'


def _responses(mapping: ExportMapping) -> Iterator[_Misfit]:
    calculation = mapping.calculation
    yield from _dated(mapping, 'date = "Recorded Date"')
    if mapping.preset in _DATES_IN_LOCALE:
        example = 'date_format = "month-first", "day-first" or "year-first"'
        yield from _missing(mapping, "date_format", mapping.dialect.dates, example)
    yield from _missing(mapping, "period", mapping.period, 'period = "month"')
    example = f'calculation = "…" ({any_of(ExportCalculation)})'
    yield from _missing(mapping, "calculation", calculation, example)
    for key in list(mapping.figures)[:1]:
        yield (
            key,
            f'"{key}" names a column of values that are worked out already.',
            'Add layout = "long", or name the column of the answers: answer = "…".',
        )
    if mapping.aggregate:
        yield (
            "aggregate",
            "Rows of answers are put together by their calculation.",
            'Remove it, or write layout = "long" if the values are worked out already.',
        )
    if mapping.elapsed:
        yield from _elapsed(mapping, mapping.elapsed)
    elif calculation not in {None, ExportCalculation.COUNT}:
        yield from _missing(mapping, "answer", mapping.answer, 'answer = "Q1"')
    yield from _scale(mapping)
    if calculation is ExportCalculation.TOP_BOX and not (
        mapping.favourable or mapping.top or mapping.condition.at_least is not None
    ):
        yield (
            "calculation",
            "Which answers are favourable is not stated.",
            "Write favourable = [4, 5], at_least = 4, or top = 2 for the two highest of the scale.",
        )
    if calculation is ExportCalculation.SHARE and not mapping.condition.is_stated:
        yield "calculation", "A share needs the condition that it counts.", f"Write {_CONDITION}."
    if calculation is ExportCalculation.PERCENTILE and not 0 < mapping.percentile < 100:
        yield "percentile", "Which percentile is not stated.", "Write percentile = 90."


def _elapsed(mapping: ExportMapping, elapsed: Elapsed) -> Iterator[_Misfit]:
    """An elapsed time is a number, which stands in no column."""
    if mapping.answer:
        message = 'Both "answer" and "elapsed" say what is measured.'
        yield "elapsed", message, "Keep one of them."
    if mapping.calculation in {ExportCalculation.NPS, ExportCalculation.TOP_BOX}:
        message = f'An elapsed time is no answer, so it has no "{mapping.calculation}".'
        fix = "Write mean, median, percentile, sum, count, or share with at_most = 4, for example."
        yield "calculation", message, fix
    bounds = (mapping.condition.at_least, mapping.condition.at_most)
    if mapping.calculation is ExportCalculation.SHARE and bounds == (None, None):
        yield "calculation", "Which times count is not stated.", "Write at_most = 4, for example."
    if elapsed.hours and (elapsed.unit == "weeks" or not elapsed.seconds_of_unit):
        message = f"Open hours are not measured in {elapsed.unit}."
        if elapsed.unit == "days":
            message = "The open days are of different length, so time is not measured in days."
        yield "elapsed", message, 'Write unit = "hours".'


def _scale(mapping: ExportMapping) -> Iterator[_Misfit]:
    if mapping.scales and not mapping.survey:
        yield (
            "scales",
            '"scales" gives each survey its scale, and no column of surveys is named.',
            'Write survey = "Survey name".',
        )
    if mapping.calculation not in {ExportCalculation.NPS, ExportCalculation.TOP_BOX}:
        return
    if mapping.scale is None and not mapping.scales:
        message = (
            f'The scale of the answers in "{mapping.answer}" is not stated, and cannot be told '
            "from the answers."
        )
        fix = (
            'Write scale = [0, 10], or scales = { "Survey name" = [0, 10] } with survey = "…" '
            "where one column holds several."
        )
        yield "", message, fix
    if mapping.calculation is ExportCalculation.NPS:
        for scale in (mapping.scale, *mapping.scales.values()):
            if scale not in {None, NPS_SCALE}:
                yield (
                    "scale" if mapping.scale == scale else "scales",
                    f"NPS is asked on a scale of {NPS_SCALE}, not of {scale}.",
                    'Leave such answers out by a filter, or write calculation = "top-box".',
                )


def _figures(mapping: ExportMapping) -> Iterator[_Misfit]:
    if mapping.calculation is not None:
        message = (
            f'The layout "{mapping.layout}" holds values that are worked out already, so '
            "there is no calculation."
        )
        fix = 'Remove it, or write layout = "responses" to work the values out from single rows.'
        yield "calculation", message, fix
    if mapping.elapsed:
        yield (
            "elapsed",
            "Time is measured between the two dates of single rows.",
            'Remove it, or write layout = "responses".',
        )
    yield from _aggregate(mapping)
    if mapping.layout is Layout.LONG:
        yield from _dated(mapping, 'date = "Month"')
        yield from _missing(mapping, "value", mapping.figures, 'value = "Score"')
    else:
        for key in list(mapping.figures)[:1]:
            yield (
                key,
                'In the layout "wide" every column of a period holds values.',
                'Remove it, or write layout = "long".',
            )
        for key in _dates_stated(mapping)[:1]:
            yield (
                key,
                'In the layout "wide" the headers of the columns are the dates.',
                'Remove it, or write layout = "long".',
            )


def _dates_stated(mapping: ExportMapping) -> list[str]:
    """The settings that say of which days the rows are; those of the parts of a date count once."""
    keys = ["date"] if mapping.date else []
    keys += [*mapping.date_parts][:1]
    return keys + [key for key in PERIOD_STATED if getattr(mapping, key)]


def _dated(mapping: ExportMapping, example: str) -> Iterator[_Misfit]:
    """Each row has one date: in a column, in the parts of several, or that of its file."""
    keys, parts = _dates_stated(mapping), set(mapping.date_parts)
    if not keys and mapping.preset not in _WITHOUT_DATE:
        ways = any_of(PERIOD_STATED.values())
        yield (
            "",
            f'The export "{mapping.name}" does not state "date".',
            f"Add {example}; or, if no column of the file holds a date, {ways}.",
        )
    if len(keys) > 1:
        yield (
            keys[1],
            f'Both "{keys[0]}" and "{keys[1]}" are stated.',
            "Keep the one that says of which days the figures are.",
        )
    if parts and parts not in DATES_IN_PARTS:
        yield (
            keys[0],
            f"A date cannot be put together from {all_of(mapping.date_parts)}.",
            'Write year = "Year" with month, quarter or week; day goes with year and month.',
        )
    if any("*" in file or "?" in file for file in mapping.period_of_file):
        yield (
            "period_of_file",
            "One period is stated for several files.",
            'Name each of them: period_of_file = { "csat-october.csv" = "2026-10" }.',
        )


def _missing(mapping: ExportMapping, key: str, stated: object, example: str) -> Iterator[_Misfit]:
    if not stated:
        yield "", f'The export "{mapping.name}" does not state "{key}".', f"Add {example}."
