"""Columns: the labels of a file compared with its table, and the cells of each column parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.check.date_cells import parse_dates
from generator.check.faults import MOST_NEAR, CellFault, ParsedColumn, group_faults, parsed_column
from generator.check.number_cells import MISSING, NumberColumn, parse_numbers
from generator.check.references import ReferenceIndex, split
from generator.check.written_dates import Stamp
from generator.model.mending import EXPORT_AGAIN
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import RESERVED_IDS
from generator.model.vocabulary import CURRENCIES
from generator.model.wording import all_of, any_of, did_you_mean, quoted, visible
from generator.read.raw_table import RawTable, is_wide

#: The form of an id, and its greatest length.
ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
LONGEST_ID = 120
_EMAIL = re.compile(r"""[^\s@<>()"',;:]+@[^\s@<>()"',;:]+""")


@dataclass(slots=True)
class ParsedCells:
    """The parsed columns of a file: `values[name][i]` is of row i; `bad` rows have a fault."""

    values: dict[str, Sequence[Any]] = field(default_factory=dict)
    numbers: dict[str, NumberColumn] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The cells of one column, with all that their parsing depends on."""

    texts: Sequence[str]
    column: Column
    known: ReferenceIndex
    raw: RawTable


_Parse = Callable[[_Source], ParsedColumn[Any]]


def check_labels(raw: RawTable, table: Table) -> list[Problem]:
    """Errors for missing required columns; warnings with a "did you mean" for unknown ones."""
    names = [column.name for column in table.columns]
    problems: list[Problem] = []

    def report(fault: CellFault, code: ProblemCode, label: str = "") -> None:
        severity = Severity.ERROR if code is ProblemCode.MISSING_LABEL else Severity.WARNING
        location = SourceLocation(raw.file, raw.header_line, label)
        problems.append(fault.of(raw.file).at(location, code, severity))

    if table.is_folder and is_wide(raw.labels):
        fault = CellFault(
            "The table has a column a period, and no column of dates.",
            f'If that is meant, declare it in exports.toml: [files."{raw.file}"] with '
            'layout = "wide".',
        )
        report(fault, ProblemCode.MISSING_LABEL)
        return problems
    if not any(label in names for label in raw.labels):
        required = all_of(f'"{column.name}"' for column in table.columns if column.required)
        fault = CellFault(
            f"The first row, which begins with {quoted(raw.labels[0])}, names no column of "
            f"{table.name}.",
            f"Write the names of the columns there, at least {required}.",
        )
        report(fault, ProblemCode.MISSING_LABEL)
        return problems
    free = [name for name in names if name not in raw.labels]
    for label in raw.labels:
        if label and label not in names:
            message = f"There is no column {quoted(label)} in {table.name}, so it was not read."
            near = did_you_mean(label, free, most=1) if len(problems) < MOST_NEAR else ""
            fix = f"Rename it, or keep it in a file of your own. {near}".rstrip()
            report(CellFault(message, fix), ProblemCode.EXTRA_LABEL, label)
    for column in table.columns:
        if column.required and column.name in free:
            about = column.about[0].lower() + column.about[1:].rstrip(".")
            fault = CellFault(f'The column "{column.name}" is missing.', f"Add it ({about}).")
            report(fault, ProblemCode.MISSING_LABEL, column.name)
    if not raw.rows_read and raw.complete:
        fault = CellFault(
            "The file has a header and no rows.",
            "Add rows below the header.",
            exported=EXPORT_AGAIN,
        )
        report(fault, ProblemCode.BLANK_ROW)
    return problems


def convert(
    raw: RawTable, table: Table, known: ReferenceIndex
) -> tuple[ParsedCells, list[Problem]]:
    """Parses every column of the table that the file has; the problems name the cells."""
    cells = ParsedCells()
    problems: list[Problem] = []
    columns = list(zip(*raw.rows, strict=True)) or [()] * len(raw.labels)
    by_label = dict(zip(raw.labels, columns, strict=True))
    for column in table.columns:
        texts = by_label.get(column.name)
        if texts is None:
            continue
        if column.type in _OF_WORDS:
            texts = tuple(map(visible, texts))
        source = _Source(texts=texts, column=column, known=known, raw=raw)
        parsed = _PARSERS[column.type](source)
        parsed.faults |= _blanks(source)
        cells.values[column.name] = parsed.values
        cells.bad.update(parsed.faults)
        if isinstance(parsed, NumberColumn):
            cells.numbers[column.name] = parsed
        for index, fault in group_faults(parsed.faults, raw.lines):
            label = raw.column_of(index, column.name)
            location = SourceLocation(raw.file, raw.lines[index], label)
            problems.append(fault.of(raw.file).at(location, _code_of(source, index, parsed)))
    return cells, problems


def _blanks(source: _Source) -> Iterator[tuple[int, CellFault]]:
    column = source.column
    if not column.required:
        return
    markers = MISSING if column.type in _WITH_MARKERS else {""}
    for index, text in enumerate(source.texts):
        if text.lower() in markers:
            state = f"{quoted(text)} means no value" if text else "The cell is blank"
            message = f'{state}, and "{column.name}" is required.'
            yield index, CellFault(message, "Fill it in.")


def _code_of(source: _Source, index: int, parsed: ParsedColumn[Any]) -> ProblemCode:
    if source.column.type in _ELSEWHERE and source.texts[index]:
        return ProblemCode.FOREIGN_KEY
    if source.column.type in _WITH_MARKERS and parsed.values[index] is None:
        return ProblemCode.TYPE_ERROR
    return ProblemCode.CONSTRAINT_ERROR


def _each(parse: Callable[[str, _Source], object | CellFault]) -> _Parse:
    """A parser of columns whose cells mean the same wherever they stand; blank is None."""

    def parse_column(source: _Source) -> ParsedColumn[Any]:
        distinct = dict.fromkeys(source.texts)
        parsed = {text: parse(text, source) if text else None for text in distinct}
        return parsed_column(source.texts, parsed)

    return parse_column


def _text(text: str, source: _Source) -> object:
    return tuple(split(text)) if source.column.many else text


def _id(text: str, _source: _Source) -> str | CellFault:
    if not ID.fullmatch(text):
        near = slug(text)
        usable = near and not isinstance(_id(near, _source), CellFault)
        return CellFault(
            f"{quoted(text)} is not an id: an id has lower-case letters, digits and hyphens only.",
            f'Write "{near}".' if usable else "Choose another id.",
        )
    if text in RESERVED_IDS:
        return CellFault(f'"{text}" is reserved for the site itself.', "Choose another id.")
    if len(text) > LONGEST_ID:
        return CellFault(
            f"The id {quoted(text)} has {len(text)} characters.",
            f"Shorten it to at most {LONGEST_ID}: it becomes part of an address.",
        )
    return text


def slug(text: str) -> str:
    """The id that is nearest to a text."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _reference(text: str, source: _Source) -> object | CellFault:
    if not source.column.many:
        return source.known.find(text, source.column)
    ids = [source.known.find(word, source.column) for word in split(text)]
    fault = next((each for each in ids if isinstance(each, CellFault)), None)
    return fault or tuple(dict.fromkeys(ids))


def _choice(text: str, source: _Source) -> str | CellFault:
    words = source.column.words
    word = "-".join(text.casefold().split())
    if word in words:
        return word
    return CellFault(
        f"{quoted(text)} is not {any_of(words)}.",
        "Write one of them.",
        near=lambda: did_you_mean(word, words),
    )


def _currency(text: str, _source: _Source) -> str | CellFault:
    if text.upper() in CURRENCIES:
        return text.upper()
    return CellFault(
        f"{quoted(text)} is not the code of a currency.",
        "Write its three letters, such as EUR.",
        near=lambda: did_you_mean(text, sorted(CURRENCIES)),
    )


def _email(text: str, _source: _Source) -> str | CellFault:
    if _EMAIL.fullmatch(text):
        return text
    return CellFault(f"{quoted(text)} is not an e-mail address.", "Correct it, or leave it blank.")


def _number(source: _Source) -> NumberColumn:
    column, raw = source.column, source.raw
    whole = column.type is ColumnType.WHOLE
    parsed = parse_numbers(
        source.texts,
        raw.lines,
        points_are_decimal=raw.delimiter != ";",
        whole=whole,
        decimal=raw.dialect.decimal_mark,
        required=column.required,
        durations=column.name == "value",
    )
    for index, value in enumerate(parsed.values):
        if value is None:
            continue
        text = quoted(source.texts[index])
        if whole and not value.is_integer():
            fault = CellFault(f"{text} is not a whole number.", "Write a whole number.")
            parsed.values[index] = None
        elif column.least is not None and value < column.least:
            least = f"{column.least:g}"
            fault = CellFault(f"{text} is below {least}.", f"Write {least} or more.")
        elif column.most is not None and value > column.most:
            most = f"{column.most:g}"
            fault = CellFault(f"{text} is above {most}.", f"Write {most} or less.")
        else:
            continue
        parsed.faults[index] = fault
    return parsed


def _period(source: _Source) -> ParsedColumn[Stamp]:
    raw = source.raw
    return parse_dates(source.texts, raw.lines, source.known.fiscal_year_start, raw.dialect.dates)


def _date(source: _Source) -> ParsedColumn[Any]:
    parsed = _period(source)
    end = "first" if source.column.begins else "last"
    days = [None if stamp is None else getattr(stamp, end) for stamp in parsed.values]
    return ParsedColumn(days, parsed.faults)


_ELSEWHERE = (ColumnType.REFERENCE, ColumnType.ROLE, ColumnType.SUBJECT)
_OF_WORDS = (ColumnType.TEXT, ColumnType.SEGMENT, ColumnType.ROLE)
_WITH_MARKERS = (ColumnType.NUMBER, ColumnType.WHOLE, ColumnType.DATE, ColumnType.PERIOD)
_PARSERS: dict[ColumnType, _Parse] = {
    ColumnType.ID: _each(_id),
    ColumnType.REFERENCE: _each(_reference),
    ColumnType.TEXT: _each(_text),
    ColumnType.SEGMENT: _each(_text),
    ColumnType.NUMBER: _number,
    ColumnType.WHOLE: _number,
    ColumnType.DATE: _date,
    ColumnType.PERIOD: _period,
    ColumnType.CHOICE: _each(_choice),
    ColumnType.ROLE: _each(lambda text, source: source.known.role(text)),
    ColumnType.SUBJECT: _each(lambda text, source: source.known.subject(text)),
    ColumnType.CURRENCY: _each(_currency),
    ColumnType.EMAIL: _each(_email),
}
