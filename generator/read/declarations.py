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
    DATE_PARTS,
    DECLARED_IN,
    PERIOD_STATED,
    Declarations,
    ExportMapping,
    FileRules,
    time_zone,
)
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.decoding import cannot_open
from generator.read.mapping_check import check_mapping
from generator.read.presets import PLAIN, PRESETS

#: How exports.toml states values, and what does not fit.
TOML = Notation(
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
    except OSError as error:
        return Declarations(), [cannot_open(DECLARED_IN, error)]
    except UnicodeDecodeError:
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
    except ValueError as error:
        is_toml = isinstance(error, tomllib.TOMLDecodeError)
        at_line = _AT_LINE.search(str(error))
        line = int(at_line[1]) if at_line and at_line[1] else len(text.splitlines())
        reason = _AT_LINE.sub("", str(error)) if is_toml else "a number has thousands of digits"
        message = f"This cannot be read as TOML ({reason[:1].lower()}{reason[1:]})."
        fix = 'Texts stand in quotation marks, lists in square brackets: files = "survey/*.csv".'
        location = SourceLocation(DECLARED_IN, line if is_toml else 0)
        return Declarations(), [Problem(location, ProblemCode.FORMAT_ERROR, message, fix)]
    lines = _key_lines(text)
    declared = DeclaredValues(TOML)
    whole = declared.read(Content, content, called=DECLARED_IN)
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
class Content:
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
    period = table.get("period_of_file")
    if isinstance(period, str) and period.strip():
        table = table | {"period_of_file": {str(table.get("files", "")): period}}
    own = {"": _line(lines, path)} | {key: _line(lines, (*path, key)) for key in table}
    mapping = declared.read(ExportMapping, table, path, "an export", name=name, lines=own)
    if not mapping.preset:
        return mapping
    declared.one_of(path, "preset", mapping.preset, PRESETS)
    preset = PRESETS.get(mapping.preset, PLAIN)
    defaults: dict[str, Any] = {"system": preset.system, **preset.defaults}
    stated = {key for key in table if str(table[key]).strip()}
    if stated & {*DATE_PARTS, *PERIOD_STATED}:
        stated.add("date")
    blank = {key: value for key, value in defaults.items() if key not in stated}
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
            except (ValueError, RecursionError):
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
