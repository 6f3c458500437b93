"""What a mapping must state before a file is looked at, and which settings exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.mapping import ExportCalculation, ExportMapping, Layout, Scale
from generator.model.problems import Problem, ProblemCode

NPS_SCALE = Scale(low=0, high=10)
_WITHOUT_DATE = ("ga4",)
_DATES_IN_LOCALE = ("google-forms",)
_CONDITION = 'answer = "Channel" and is = ["E-mail", "Phone"], at_least = 4 or filled = true'


def check_mapping(mapping: ExportMapping) -> Iterator[Problem]:
    """Every fault of one export's settings among themselves."""
    yield from _missing(mapping, "files", mapping.files, 'files = "survey/*.csv"')
    yield from _metric(mapping)
    if mapping.layout is Layout.RESPONSES:
        yield from _responses(mapping)
    else:
        yield from _figures(mapping)
    if mapping.table and mapping.preset != "ga4":
        yield _fault(
            mapping,
            "table",
            '"table" is for the preset ga4 only.',
            "Remove it, or state the preset.",
        )


def _metric(mapping: ExportMapping) -> Iterator[Problem]:
    if mapping.metric and mapping.metric_column:
        yield _fault(
            mapping,
            "metric_column",
            'Both "metric" and "metric_column" are stated.',
            'Keep "metric" if all rows are of one metric, else "metric_column".',
        )
    elif not mapping.metric and not mapping.metric_column:
        yield _fault(
            mapping,
            "",
            f'The export "{mapping.name}" names no metric.',
            'Write metric = "nps", or metric_column = "Question" with '
            'metrics = { "text" = "nps" }.',
        )
    if mapping.metrics and not mapping.metric_column:
        yield _fault(
            mapping,
            "metrics",
            '"metrics" says what the texts of a column mean, and no column is named.',
            'Write metric_column = "Question".',
        )


def _responses(mapping: ExportMapping) -> Iterator[Problem]:
    if mapping.preset not in _WITHOUT_DATE:
        yield from _missing(mapping, "date", mapping.date, 'date = "Recorded Date"')
    if mapping.preset in _DATES_IN_LOCALE:
        yield from _missing(
            mapping,
            "date_format",
            mapping.dialect.dates,
            'date_format = "month-first", "day-first" or "year-first"',
        )
    yield from _missing(mapping, "period", mapping.period, 'period = "month"')
    named = "nps, top-box, share, mean, median, percentile, count or sum"
    yield from _missing(mapping, "calculation", mapping.calculation, f'calculation = "…" ({named})')
    if mapping.figures:
        key = next(iter(mapping.figures))
        yield _fault(
            mapping,
            key,
            f'"{key}" names a column of values that are worked out already.',
            'Add layout = "long", or name the column of the answers: answer = "…".',
        )
    if mapping.calculation not in {None, ExportCalculation.COUNT}:
        yield from _missing(mapping, "answer", mapping.answer, 'answer = "Q1"')
    yield from _scale(mapping)
    if mapping.calculation is ExportCalculation.TOP_BOX and not (
        mapping.favourable or mapping.top or mapping.condition.at_least is not None
    ):
        yield _fault(
            mapping,
            "calculation",
            "Which answers are favourable is not stated.",
            "Write favourable = [4, 5], at_least = 4, or top = 2 for the two highest of the scale.",
        )
    if mapping.calculation is ExportCalculation.SHARE and not mapping.condition.is_stated:
        yield _fault(
            mapping,
            "calculation",
            "A share needs the condition that it counts.",
            f"Write {_CONDITION}.",
        )
    if mapping.calculation is ExportCalculation.PERCENTILE and not 0 < mapping.percentile < 100:
        yield _fault(
            mapping, "percentile", "Which percentile is not stated.", "Write percentile = 90."
        )


def _scale(mapping: ExportMapping) -> Iterator[Problem]:
    if mapping.scales and not mapping.survey:
        yield _fault(
            mapping,
            "scales",
            '"scales" gives each survey its scale, and no column of surveys is named.',
            'Write survey = "Survey name".',
        )
    if mapping.calculation not in {ExportCalculation.NPS, ExportCalculation.TOP_BOX}:
        return
    if mapping.scale is None and not mapping.scales:
        yield _fault(
            mapping,
            "",
            f'The scale of the answers in "{mapping.answer}" is not stated, and cannot be told '
            "from the answers.",
            "Write scale = [0, 10], or scales = "
            '{ "Survey name" = [0, 10] } with survey = "…" where one column holds several.',
        )
    if mapping.calculation is ExportCalculation.NPS:
        for scale in (mapping.scale, *mapping.scales.values()):
            if scale not in {None, NPS_SCALE}:
                yield _fault(
                    mapping,
                    "scale" if mapping.scale == scale else "scales",
                    f"NPS is asked on a scale of {NPS_SCALE}, not of {scale}.",
                    'Leave such answers out by a filter, or write calculation = "top-box".',
                )


def _figures(mapping: ExportMapping) -> Iterator[Problem]:
    if mapping.calculation is not None:
        yield _fault(
            mapping,
            "calculation",
            f'The layout "{mapping.layout}" holds values that are worked out already, so there is '
            "no calculation.",
            'Remove it, or write layout = "responses" to work the values out from single rows.',
        )
    if mapping.layout is Layout.LONG:
        yield from _missing(mapping, "date", mapping.date, 'date = "Month"')
        yield from _missing(mapping, "value", mapping.figures, 'value = "Score"')
    elif mapping.date:
        yield _fault(
            mapping,
            "date",
            'In the layout "wide" the headers of the columns are the dates.',
            'Remove it, or write layout = "long".',
        )


def _missing(mapping: ExportMapping, key: str, stated: object, example: str) -> Iterator[Problem]:
    if not stated:
        yield _fault(
            mapping, "", f'The export "{mapping.name}" does not state "{key}".', f"Add {example}."
        )


def _fault(mapping: ExportMapping, key: str, message: str, fix: str) -> Problem:
    return Problem(
        location=mapping.location(key), code=ProblemCode.CONSTRAINT_ERROR, message=message, fix=fix
    )
