"""Declarations: what exports.toml says of files and raw exports, checked as it is read."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from generator.model.counts import FIGURE_COLUMNS
from generator.model.mapping import (
    DATE_ORDERS,
    DECLARED_IN,
    EXCEL_DATES,
    PERIODS,
    Breakdown,
    Condition,
    Count,
    Declarations,
    ExportMapping,
    FileDialect,
    FileRules,
    Layout,
    Overlap,
    Scale,
)
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import did_you_mean
from generator.read.fields import Fields, key_lines
from generator.read.presets import PRESETS
from generator.read.required_settings import check_mapping

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_DELIMITERS |= {mark: mark for mark in _DELIMITERS.values()}
_MARKS = {".": ".", ",": ",", "point": ".", "comma": ",", "space": " ", "apostrophe": "'"}
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_EXAMPLE_DAY = dt.date(2026, 10, 31)


def read_declarations(folder: Path) -> tuple[Declarations, list[Problem]]:
    """What the exports.toml of a data folder declares (nothing where there is none)."""
    path = folder / DECLARED_IN
    if not path.is_file():
        return Declarations(), []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problem = _whole("The file cannot be read as UTF-8.", "Save it as UTF-8 text.")
        return Declarations(), [problem]
    return parse_declarations(text)


def parse_declarations(text: str) -> tuple[Declarations, list[Problem]]:
    """The declarations in the text of an exports.toml, and every fault of it with its line."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _AT_LINE.search(str(fault))
        line = int(found[1]) if found and found[1] else len(text.splitlines())
        reason = _AT_LINE.sub("", str(fault))
        problem = _whole(
            f"This cannot be read as TOML ({reason[:1].lower()}{reason[1:]}).",
            'Texts stand in quotation marks, lists in square brackets: files = "survey/*.csv".',
            line,
        )
        return Declarations(), [problem]
    problems: list[Problem] = []
    lines = key_lines(text)
    top = Fields(content, (), lines, problems)
    zone = _zone(top)
    files = _sections(top.mapping("files"), "files", lines, problems)
    exports = _sections(top.mapping("exports"), "exports", lines, problems)
    top.finish(DECLARED_IN)
    rules = tuple(_file_rules(name, fields) for name, fields in files)
    mappings: list[ExportMapping] = []
    unsound: list[str] = []
    for name, fields in exports:
        before = len(problems)
        mapping = _mapping(name, fields)
        if len(problems) == before:  # else a missing setting may be one that has a fault
            problems += check_mapping(mapping)
        if len(problems) == before:
            mappings.append(mapping)
        else:
            unsound.append(mapping.files)
    declared = Declarations(
        files=rules, exports=tuple(mappings), unsound=tuple(unsound), timezone=zone
    )
    return declared, problems


def _whole(message: str, fix: str, line: int = 0) -> Problem:
    location = SourceLocation(DECLARED_IN, line)
    return Problem(location=location, code=ProblemCode.FORMAT_ERROR, message=message, fix=fix)


def _sections(
    content: Mapping[str, Any],
    kind: str,
    lines: Mapping[tuple[str, ...], int],
    problems: list[Problem],
) -> list[tuple[str, Fields]]:
    example = '[files."measurements/helpdesk.csv"]' if kind == "files" else "[exports.nps]"
    found = []
    for name, table in content.items():
        fields = Fields(table if isinstance(table, dict) else {}, (kind, name), lines, problems)
        if isinstance(table, dict):
            found.append((name, fields))
        else:
            fields.fault("", f'"{name}" has no settings of its own.', f"Begin it with {example}.")
    return found


def _file_rules(pattern: str, fields: Fields) -> FileRules:
    rules = FileRules(
        pattern=pattern,
        line=fields.line(),
        form=_form(fields, "dates"),
        layout=_layout(fields, (Layout.LONG, Layout.WIDE), Layout.LONG),
        overlap=_overlap(fields, (Overlap.NEWEST_FILE,)),
        system=fields.text("system"),
        owner=fields.text("owner"),
    )
    fields.finish("the declaration of a file")
    return rules


def _form(fields: Fields, dates: str) -> FileDialect:
    return FileDialect(
        encoding=_encoding(fields),
        delimiter=_DELIMITERS.get(fields.choice("delimiter", [*_DELIMITERS]), ""),
        decimal=_MARKS.get(fields.choice("decimal", [".", ",", "point", "comma"]), ""),
        thousands=_MARKS.get(fields.choice("thousands", [*_MARKS]), ""),
        dates=_dates(fields, dates),
        skip_rows=fields.whole("skip_rows"),
        footer_rows=fields.whole("footer_rows"),
        total_rows=fields.texts("total_rows"),
    )


def _encoding(fields: Fields) -> str:
    name = fields.text("encoding")
    try:
        "".encode(name or "utf-8")
    except LookupError:
        fields.fault(
            "encoding",
            f'"{name}" is no encoding.',
            did_you_mean(name, ["utf-8", "utf-16", "cp1252", "mac_roman", "latin_1"])
            or "Write utf-8, utf-16, cp1252, mac_roman or latin_1.",
        )
        return ""
    return name


def _dates(fields: Fields, key: str) -> str:
    """An order of day, month and year, Excel's days, or a format of `strptime`."""
    stated = fields.text(key)
    if not stated or stated in {*DATE_ORDERS, EXCEL_DATES}:
        return stated
    if "%" in stated:
        try:
            written = _EXAMPLE_DAY.strftime(stated)
            known = dt.datetime.strptime(written, stated).date()  # noqa: DTZ007 -- a date alone
        except ValueError:
            known = None
        if known is not None and (known.year, known.month) == (2026, 10):
            return stated
    words = [*DATE_ORDERS, EXCEL_DATES]
    fields.fault(
        key,
        f'"{stated}" is no way to write a date.',
        did_you_mean(stated, words)
        or "Write day-first, month-first, year-first, excel-days, or a format such as %d.%m.%Y.",
    )
    return ""


def _layout(fields: Fields, words: tuple[Layout, ...], default: Layout) -> Layout:
    stated = fields.choice("layout", [word.value for word in words])
    return Layout(stated) if stated else default


def _overlap(fields: Fields, words: tuple[Overlap, ...]) -> Overlap:
    return Overlap(fields.choice("overlap", [word.value for word in words]))


def _zone(fields: Fields) -> ZoneInfo | None:
    name = fields.text("timezone")
    if not name:
        return None
    if name not in available_timezones():
        fields.fault(
            "timezone",
            f'"{name}" is no time zone.',
            did_you_mean(name, available_timezones()) or 'Write one such as "Europe/London".',
        )
        return None
    return ZoneInfo(name)


def _mapping(name: str, fields: Fields) -> ExportMapping:
    lines = fields.lines()
    preset = PRESETS.get(fields.choice("preset", [*PRESETS]))
    defaults = preset.defaults if preset else {}
    layout = _layout(fields, tuple(Layout), Layout(defaults.get("layout", Layout.RESPONSES)))
    mapping = ExportMapping(
        name=name,
        files=fields.text("files"),
        preset=preset.name if preset else "",
        layout=layout,
        form=_form(fields, "date_format"),
        header_rows=fields.whole("header_rows", 1),
        table=fields.text("table"),
        date=fields.text("date") or str(defaults.get("date", "")),
        timezone=_zone(fields),
        period=PERIODS.get(fields.choice("period", [*PERIODS])),
        filters=tuple(_condition(item, "a filter") for item in fields.tables("filters")),
        metric=fields.text("metric"),
        metric_column=fields.text("metric_column"),
        metrics={key: str(value) for key, value in fields.mapping("metrics").items()},
        breakdowns=tuple(_breakdown(item) for item in fields.tables("segment")),
        answer=fields.text("answer"),
        answers=_answers(fields),
        survey=fields.text("survey") or str(defaults.get("survey", "")),
        scale=_scale(fields, "scale", fields.numbers("scale")),
        scales=_scales(fields),
        count=_count(fields),
        favourable=fields.numbers("favourable"),
        top=fields.whole("top"),
        condition=_tests(fields, ""),
        percentile=fields.number("percentile") or 0.0,
        response_id=fields.text("response_id"),
        figures={key: column for key in FIGURE_COLUMNS if (column := fields.text(key))},
        overlap=_overlap(fields, (Overlap.NEWEST_FILE, Overlap.ADD)),
        system=fields.text("system") or (preset.system if preset else ""),
        owner=fields.text("owner"),
        lines=lines,
    )
    fields.finish("an export")
    return mapping


def _count(fields: Fields) -> Count | None:
    stated = fields.choice("calculation", [word.value for word in Count])
    return Count(stated) if stated else None


def _condition(fields: Fields, what: str) -> Condition:
    condition = _tests(fields, fields.text("column"))
    if not condition.column or not condition.is_stated:
        fields.fault(
            "",
            "A filter needs a column and a test.",
            'Write filters = [{ column = "Status", is = "Complete" }].',
        )
    fields.finish(what)
    return condition


def _tests(fields: Fields, column: str) -> Condition:
    return Condition(
        column=column,
        one_of=(*fields.texts("is"), *fields.texts("one_of")),
        none_of=(*fields.texts("is_not"), *fields.texts("none_of")),
        at_least=fields.number("at_least"),
        at_most=fields.number("at_most"),
        filled=fields.flag("filled"),
        separator=fields.text("separator"),
    )


def _breakdown(fields: Fields) -> Breakdown:
    breakdown = Breakdown(
        column=fields.text("column"),
        dimension=fields.text("dimension"),
        values={key: str(value).strip() for key, value in fields.mapping("values").items()},
        separator=fields.text("separator"),
    )
    if not breakdown.column:
        fields.fault("", "A segment needs its column.", 'Write segment = { column = "Region" }.')
    fields.finish("a segment")
    return breakdown


def _answers(fields: Fields) -> dict[str, float]:
    found = {}
    for text, value in fields.mapping("answers").items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[text] = float(value)
        else:
            fields.fault(
                "answers",
                f'The answer "{text}" must mean a number.',
                'Write answers = { "Very satisfied" = 5 }.',
            )
    return found


def _scales(fields: Fields) -> dict[str, Scale]:
    found = {}
    for survey, ends in fields.mapping("scales").items():
        numbers = ends if isinstance(ends, list) else ()
        scale = _scale(fields, "scales", tuple(numbers) or (0.5,))
        if scale is not None:
            found[survey] = scale
    return found


def _scale(fields: Fields, key: str, ends: tuple[Any, ...]) -> Scale | None:
    if not ends:
        return None
    whole = all(isinstance(end, int | float) and float(end).is_integer() for end in ends)
    if not whole or len(ends) != 2 or ends[0] >= ends[1]:
        example = "scale = [0, 10]" if key == "scale" else 'scales = { "Survey name" = [0, 10] }'
        fields.fault(key, "A scale is its lowest and its highest answer.", f"Write {example}.")
        return None
    return Scale(low=int(ends[0]), high=int(ends[1]))
