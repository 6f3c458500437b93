"""Declarations: what exports.toml says about files and raw exports, checked as it is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.model.declared_values import DeclaredValues, Notation, setting
from generator.model.mapping import (
    DECLARED_IN,
    Declarations,
    ExportCalculation,
    ExportMapping,
    FileRules,
    Layout,
    Scale,
    time_zone,
)
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import any_of
from generator.read.presets import PLAIN, PRESETS

_TOML = Notation(
    typed=True,
    text=('"{key}" must be a text.', 'Write it in quotation marks: {key} = "…".'),
    texts=('"{key}" must be a list of texts.', 'Write {key} = ["one", "two"].'),
    whole=('"{key}" must be a whole number.', "Write {key} = 1, for example."),
    number=('"{key}" must be a number.', "Write {key} = 4, without quotation marks."),
    numbers=('"{key}" must be a list of numbers.', "Write {key} = [4, 5]."),
    flag=('"{key}" must be true or false.', "Write {key} = true."),
    choice=('"{value}" is not {words}.', "Write one of them."),
    table=('"{key}" must name a column.', 'Write {key} = {{ column = "…" }}.'),
    mapping=(
        '"{key}" must say what each text of the file means.',
        'Write {key} = {{ "text in the file" = "what it means" }}.',
    ),
    unknown=('There is no setting "{key}" in {called}.', "The settings are {known}."),
)
_SECTIONS = {"files": '[files."measurements/helpdesk.csv"]', "exports": "[exports.nps]"}
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_KEY = re.compile(r'\s*([A-Za-z0-9_-]+|"[^"]*")\s*=')

_Path = tuple[str, ...]
_Lines = dict[_Path, int]


def read_declarations(folder: Path) -> tuple[Declarations, list[Problem]]:
    """What the exports.toml of a data folder declares (nothing if there is none)."""
    path = folder / DECLARED_IN
    if not path.is_file():
        return Declarations(), []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        message, fix = "The file cannot be read as UTF-8.", "Save it as UTF-8 text."
        problem = Problem(SourceLocation(DECLARED_IN), ProblemCode.FORMAT_ERROR, message, fix)
        return Declarations(), [problem]
    return parse_declarations(text)


def parse_declarations(text: str) -> tuple[Declarations, list[Problem]]:
    """The declarations in the text of an exports.toml, and every problem in it with its line."""
    try:
        content = tomllib.loads(text)
    except RecursionError:
        message = "This holds lists or tables within one another more than a hundred times."
        fix = 'Write each list once: files = ["survey/a.csv", "survey/b.csv"].'
        location = SourceLocation(DECLARED_IN)
        return Declarations(), [Problem(location, ProblemCode.FORMAT_ERROR, message, fix)]
    except tomllib.TOMLDecodeError as error:
        at_line = _AT_LINE.search(str(error))
        line = int(at_line[1]) if at_line and at_line[1] else len(text.splitlines())
        reason = _AT_LINE.sub("", str(error))
        message = f"This cannot be read as TOML ({reason[:1].lower()}{reason[1:]})."
        fix = 'Texts stand in quotation marks, lists in square brackets: files = "survey/*.csv".'
        location = SourceLocation(DECLARED_IN, line)
        return Declarations(), [Problem(location, ProblemCode.FORMAT_ERROR, message, fix)]
    lines = _key_lines(text)
    declared = DeclaredValues(_TOML)
    whole = declared.read(_Content, content, called=DECLARED_IN)
    called = "the declaration of a file"
    rules = tuple(
        declared.read(FileRules, table, path, called, pattern=name, line=_line(lines, path))
        for name, path, table in _sections(declared, "files", whole.files)
    )
    mappings: list[ExportMapping] = []
    unsound: list[str] = []
    problems: list[Problem] = []
    for name, path, table in _sections(declared, "exports", whole.exports):
        before = len(declared.misfits)
        mapping = _mapping(declared, name, path, table, lines)
        # A misfit may be of a setting that would else be missing.
        fits = len(declared.misfits) == before
        missing = [*check_mapping(mapping)] if fits else []
        problems += missing
        if fits and not missing:
            mappings.append(mapping)
        else:
            unsound.append(mapping.files)
    for misfit in declared.misfits:
        line = _line(lines, (*misfit.path, misfit.key))
        location = SourceLocation(DECLARED_IN, line, misfit.key)
        code = ProblemCode.CONSTRAINT_ERROR
        problems.append(Problem(location, code, misfit.message, misfit.fix))
    declarations = Declarations(
        files=rules, exports=tuple(mappings), unsound=tuple(unsound), timezone=whole.timezone
    )
    return declarations, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """The top level of the file."""

    timezone: ZoneInfo | None = time_zone()
    files: Mapping[str, Any] = setting(factory=dict)
    exports: Mapping[str, Any] = setting(factory=dict)


def _sections(
    declared: DeclaredValues, kind: str, tables: Mapping[str, Any]
) -> Iterator[tuple[str, _Path, dict[str, Any]]]:
    """The tables of one kind, each with its name and its path."""
    for name, table in tables.items():
        if isinstance(table, dict):
            yield name, (kind, name), table
        else:
            wording = ('"{name}" has no settings of its own.', "Begin it with {example}.")
            declared.refuse((kind, name), "", wording, name=name, example=_SECTIONS[kind])


def _mapping(
    declared: DeclaredValues, name: str, path: _Path, table: dict[str, Any], lines: _Lines
) -> ExportMapping:
    own = {"": _line(lines, path)} | {key: _line(lines, (*path, key)) for key in table}
    mapping = declared.read(ExportMapping, table, path, "an export", name=name, lines=own)
    if not mapping.preset:
        return mapping
    declared.one_of(path, "preset", mapping.preset, PRESETS)
    preset = PRESETS.get(mapping.preset, PLAIN)
    defaults: dict[str, Any] = {"system": preset.system, **preset.defaults}
    blank = {key: value for key, value in defaults.items() if not str(table.get(key, "")).strip()}
    return replace(mapping, preset=preset.name, **blank)


def _line(lines: _Lines, path: _Path) -> int:
    """The line of a setting, or that of the nearest table around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _key_lines(text: str) -> _Lines:
    """The line on which each table and each setting of a TOML text first stands."""
    lines: _Lines = {}
    table: _Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            try:
                table = _innermost(tomllib.loads(line))
            except (tomllib.TOMLDecodeError, RecursionError):
                continue
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], number)
        elif match := _KEY.match(line):
            lines.setdefault((*table, match[1].strip('"')), number)
    return lines


def _innermost(nested: Any) -> _Path:
    """The path of the only table in nested tables or lists of tables."""
    path: _Path = ()
    while nested:
        if isinstance(nested, list):
            nested = nested[0]
        else:
            (key, nested), *_ = nested.items()
            path = (*path, key)
    return path


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


def _responses(mapping: ExportMapping) -> Iterator[_Misfit]:
    calculation = mapping.calculation
    if mapping.preset not in _WITHOUT_DATE:
        yield from _missing(mapping, "date", mapping.date, 'date = "Recorded Date"')
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
    if calculation not in {None, ExportCalculation.COUNT}:
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
    if mapping.layout is Layout.LONG:
        yield from _missing(mapping, "date", mapping.date, 'date = "Month"')
        yield from _missing(mapping, "value", mapping.figures, 'value = "Score"')
    elif mapping.date:
        yield (
            "date",
            'In the layout "wide" the headers of the columns are the dates.',
            'Remove it, or write layout = "long".',
        )


def _missing(mapping: ExportMapping, key: str, stated: object, example: str) -> Iterator[_Misfit]:
    if not stated:
        yield "", f'The export "{mapping.name}" does not state "{key}".', f"Add {example}."
