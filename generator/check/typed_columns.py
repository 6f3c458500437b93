"""Columns: the labels of a file held against its table, and each column's cells converted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.check import code_cells, date_cells, number_cells
from generator.check.declared_dates import parse_dates
from generator.check.fault_wording import DECLARE_MARK, CellFault, problems_of
from generator.check.references import ReferenceIndex, split
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import RESERVED_IDS
from generator.model.wording import all_of, any_of, did_you_mean, quoted, visible
from generator.read.raw_table import RawTable
from generator.read.wide import is_wide

#: What an id looks like, and how long it may be.
ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
LONGEST_ID = 120


@dataclass(slots=True)
class Cells:
    """A file's columns converted: `values[name][i]` belongs to row i; `bad` rows have a fault."""

    values: dict[str, Sequence[Any]] = field(default_factory=dict)
    numbers: dict[str, number_cells.NumberColumn] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The cells of one column, with all that its conversion may depend on."""

    texts: Sequence[str]
    column: Column
    known: ReferenceIndex
    raw: RawTable


@dataclass(slots=True)
class _Converted:
    """What became of a column: its values, the faults by index, and its numbers' notation."""

    values: Sequence[Any]
    faults: dict[int, CellFault] = field(default_factory=dict)
    numbers: number_cells.NumberColumn | None = None


def check_labels(raw: RawTable, table: Table) -> list[Problem]:
    """Missing required columns are errors; unknown ones are warnings with a "did you mean"."""
    names = [column.name for column in table.columns]
    if table.is_folder and is_wide(raw.labels):
        return [_wide(raw)]
    if not any(label in names for label in raw.labels):
        return [_no_labels(raw, table)]
    problems = [
        _unknown_label(label, raw, table) for label in raw.labels if label and label not in names
    ]
    problems += [
        Problem(
            location=SourceLocation(raw.file, raw.header_line, column.name),
            code=ProblemCode.MISSING_LABEL,
            message=f'The column "{column.name}" is missing.',
            fix=f"Add it ({column.about[0].lower()}{column.about[1:].rstrip('.')}).",
        )
        for column in table.columns
        if column.required and column.name not in raw.labels
    ]
    if not raw.rows_read and raw.complete:
        problems.append(
            Problem(
                location=SourceLocation(raw.file, raw.header_line),
                code=ProblemCode.BLANK_ROW,
                message="The file has a header and no rows.",
                fix="Add rows below the header.",
                severity=Severity.WARNING,
            )
        )
    return problems


def _no_labels(raw: RawTable, table: Table) -> Problem:
    required = all_of([f'"{column.name}"' for column in table.columns if column.required])
    return Problem(
        location=SourceLocation(raw.file, raw.header_line),
        code=ProblemCode.MISSING_LABEL,
        message=f"The first row, which begins with {quoted(raw.labels[0])}, names no column of "
        f"{table.name}.",
        fix=f"Write the names of the columns there, at least {required}.",
    )


def _wide(raw: RawTable) -> Problem:
    pattern = f'[files."{raw.file}"]'
    return Problem(
        location=SourceLocation(raw.file, raw.header_line),
        code=ProblemCode.MISSING_LABEL,
        message="The table has a column a period, and no column of dates.",
        fix=f'If that is meant, declare it in exports.toml: {pattern} with layout = "wide".',
    )


def _unknown_label(label: str, raw: RawTable, table: Table) -> Problem:
    free = [column.name for column in table.columns if column.name not in raw.labels]
    return Problem(
        location=SourceLocation(raw.file, raw.header_line, label),
        code=ProblemCode.EXTRA_LABEL,
        message=f"There is no column {quoted(label)} in {table.name}, so it was not read.",
        fix=f"Rename or delete it. {did_you_mean(label, free, most=1)}".rstrip(),
        severity=Severity.WARNING,
    )


def convert(raw: RawTable, table: Table, known: ReferenceIndex) -> tuple[Cells, list[Problem]]:
    """Converts every column of the table that the file has; the faults name the cell."""
    cells = Cells()
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
        converted = _CONVERTERS[column.type](source)
        faults = converted.faults
        faults |= _blanks(source)
        cells.values[column.name] = converted.values
        cells.bad.update(faults)
        if converted.numbers is not None:
            cells.numbers[column.name] = converted.numbers
        problems += [
            Problem(
                location=replace(location, column=raw.column_of(index, location.column)),
                code=_kind_of(source, index, converted),
                message=fault.message,
                fix=DECLARE_MARK if raw.export and fault.names_lines else fault.fix,
            )
            for index, location, fault in problems_of(faults, raw.file, raw.lines, column.name)
        ]
    return cells, problems


def _blanks(source: _Source) -> Iterator[tuple[int, CellFault]]:
    column = source.column
    if not column.required:
        return
    markers = number_cells.MISSING if column.type in _WITH_MARKERS else {""}
    for index, text in enumerate(source.texts):
        if text.lower() in markers:
            state = f"{quoted(text)} means no value" if text else "The cell is blank"
            yield (
                index,
                CellFault(
                    f'{state}, and "{column.name}" is required.', "Fill it in, or delete the row."
                ),
            )


def _kind_of(source: _Source, index: int, converted: _Converted) -> ProblemCode:
    if source.column.type in _ELSEWHERE and source.texts[index]:
        return ProblemCode.FOREIGN_KEY
    if source.column.type in _WITH_MARKERS and converted.values[index] is None:
        return ProblemCode.TYPE_ERROR
    return ProblemCode.CONSTRAINT_ERROR


def _text(source: _Source) -> _Converted:
    if source.column.many:
        return _Converted([tuple(split(text)) for text in source.texts])
    return _Converted([text or None for text in source.texts])


def _identifier(source: _Source) -> _Converted:
    faults = {}
    for index, text in enumerate(source.texts):
        fault = _id_fault(text)
        if fault is not None:
            faults[index] = fault
    return _Converted(source.texts, faults)


def _id_fault(text: str) -> CellFault | None:
    if not text:
        return None
    if not ID.fullmatch(text):
        near = slug(text)
        return CellFault(
            f"{quoted(text)} is not an id: an id has lower-case letters, digits and hyphens only.",
            f'Write "{near}".' if near and _id_fault(near) is None else "Choose another id.",
        )
    if text in RESERVED_IDS:
        return CellFault(f'"{text}" is reserved for the site itself.', "Choose another id.")
    if len(text) > LONGEST_ID:
        return CellFault(
            f"The id {quoted(text)} has {len(text)} characters.",
            f"Shorten it to at most {LONGEST_ID}: it becomes part of an address.",
        )
    return None


def slug(text: str) -> str:
    """The nearest id to a text."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _reference(source: _Source) -> _Converted:
    found: dict[str, tuple[str, ...] | CellFault] = {
        text: _resolved(text, source) for text in dict.fromkeys(source.texts)
    }
    values: list[Any] = []
    faults = {}
    for index, text in enumerate(source.texts):
        ids = found[text]
        if isinstance(ids, CellFault):
            faults[index] = ids
            ids = ()
        values.append(ids if source.column.many else next(iter(ids), None))
    return _Converted(values, faults)


def _resolved(text: str, source: _Source) -> tuple[str, ...] | CellFault:
    words = split(text) if source.column.many else [text] if text else []
    ids = []
    for word in words:
        found = source.known.find(word, source.column)
        if isinstance(found, CellFault):
            return found
        ids.append(found)
    return tuple(dict.fromkeys(ids))


def _found(look: Callable[[ReferenceIndex, str], object]) -> Callable[[_Source], _Converted]:
    """A converter of cells that each hold one word, which `look` finds or faults."""

    def converted(source: _Source) -> _Converted:
        found = {text: look(source.known, text) for text in dict.fromkeys(source.texts) if text}
        values: list[Any] = []
        faults = {}
        for index, text in enumerate(source.texts):
            value = found.get(text)
            if isinstance(value, CellFault):
                faults[index] = value
                value = None
            values.append(value)
        return _Converted(values, faults)

    return converted


def _number(source: _Source) -> _Converted:
    column, raw = source.column, source.raw
    whole = column.type is ColumnType.WHOLE
    parsed = number_cells.parse_numbers(
        source.texts,
        raw.lines,
        points_are_decimal=raw.delimiter != ";",
        whole=whole,
        decimal=raw.dialect.decimal_mark,
        required=column.required,
    )
    values = parsed.values
    for index, value in enumerate(values):
        if value is None:
            continue
        text = quoted(source.texts[index])
        if whole and not value.is_integer():
            parsed.faults[index] = CellFault(
                f"{text} is not a whole number.", "Write a whole number."
            )
            values[index] = None
        elif column.least is not None and value < column.least:
            parsed.faults[index] = CellFault(
                f"{text} is below {column.least:g}.", f"Write {column.least:g} or more."
            )
        elif column.most is not None and value > column.most:
            parsed.faults[index] = CellFault(
                f"{text} is above {column.most:g}.", f"Write {column.most:g} or less."
            )
    return _Converted(values, parsed.faults, parsed)


def _stamps(source: _Source) -> date_cells.DateColumn:
    start = source.known.fiscal_year_start
    return parse_dates(source.texts, source.raw.lines, start, source.raw.dialect.dates)


def _date(source: _Source) -> _Converted:
    parsed = _stamps(source)
    days = [
        None if stamp is None else stamp.first if source.column.begins else stamp.last
        for stamp in parsed.stamps
    ]
    return _Converted(days, parsed.faults)


def _period(source: _Source) -> _Converted:
    parsed = _stamps(source)
    return _Converted(parsed.stamps, parsed.faults)


def _choice(source: _Source) -> _Converted:
    words = source.column.words
    values: list[str | None] = []
    faults = {}
    for index, text in enumerate(source.texts):
        word = "-".join(text.casefold().split())
        values.append(word if word in words else None)
        if text and word not in words:
            faults[index] = CellFault(
                f"{quoted(text)} is not {any_of(words)}.",
                did_you_mean(word, words) or "Write one of them.",
            )
    return _Converted(values, faults)


_ELSEWHERE = (ColumnType.REFERENCE, ColumnType.ROLE, ColumnType.SUBJECT)
_OF_WORDS = (ColumnType.TEXT, ColumnType.SEGMENT, ColumnType.ROLE)
_WITH_MARKERS = (ColumnType.NUMBER, ColumnType.WHOLE, ColumnType.DATE, ColumnType.PERIOD)
_CONVERTERS: dict[ColumnType, Callable[[_Source], _Converted]] = {
    ColumnType.ID: _identifier,
    ColumnType.REFERENCE: _reference,
    ColumnType.TEXT: _text,
    ColumnType.SEGMENT: _text,
    ColumnType.NUMBER: _number,
    ColumnType.WHOLE: _number,
    ColumnType.DATE: _date,
    ColumnType.PERIOD: _period,
    ColumnType.CHOICE: _choice,
    ColumnType.ROLE: _found(ReferenceIndex.role),
    ColumnType.SUBJECT: _found(ReferenceIndex.subject),
    ColumnType.CURRENCY: _found(lambda _, text: code_cells.currency(text)),
    ColumnType.EMAIL: _found(lambda _, text: code_cells.email(text)),
}
