"""Columns: the labels of a file held against its table, and each column's cells converted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from generator.check import dates, numbers
from generator.model.problems import Fault, Place, Problem, Severity
from generator.model.schema import Column, Form, Table
from generator.model.tables import RESERVED_IDS
from generator.read.delimited import RawTable

_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_LONGEST_ID = 120
_MANY = ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What cells may refer to: the ids of each table (None: there is no such table)."""

    ids: Mapping[str, Mapping[str, str] | None]
    fiscal_year_start: int = 1

    def resolve(self, table: str, word: str) -> str | None:
        """The id as its own table writes it, or None where there is none."""
        ids = self.ids.get(table)
        return ids.get(word.casefold()) if ids else None


@dataclass(slots=True)
class Cells:
    """A file's columns converted: `values[name][i]` belongs to row i; `bad` rows have a fault."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    numbers: dict[str, numbers.NumberColumn] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)


def check_labels(raw: RawTable, table: Table) -> list[Problem]:
    """Missing required columns are errors; unknown ones are warnings with a "did you mean"."""
    problems = []
    names = [column.name for column in table.columns]
    unknown = [label for label in raw.labels if label and label not in names]
    missing = [c.name for c in table.columns if c.required and c.name not in raw.labels]
    for label in unknown:
        near = get_close_matches(label, [name for name in names if name not in raw.labels], 1)
        guess = f" Did you mean {near[0]}?" if near else ""
        problems.append(
            Problem(
                place=Place(raw.file, raw.header_line, label),
                fault=Fault.EXTRA_LABEL,
                wrong=f'There is no column "{label}" in {table.name}, so it was not read.',
                mend=f"Rename or delete it.{guess}",
                severity=Severity.WARNING,
            )
        )
    problems += [
        Problem(
            place=Place(raw.file, raw.header_line, name),
            fault=Fault.MISSING_LABEL,
            wrong=f'The column "{name}" is missing.',
            mend=f"Add it: {table.column(name).about[0].lower()}{table.column(name).about[1:]}",
        )
        for name in missing
    ]
    if not raw.rows and not raw.refused and not missing:
        problems.append(
            Problem(
                place=Place(raw.file, raw.header_line),
                fault=Fault.BLANK_ROW,
                wrong="The file has a header and no rows.",
                mend="Add rows below the header.",
                severity=Severity.WARNING,
            )
        )
    return problems


def convert(raw: RawTable, table: Table, known: Known) -> tuple[Cells, list[Problem]]:
    """Converts every column of the table that the file has; the faults name the cell."""
    cells = Cells()
    problems: list[Problem] = []
    by_label = dict(zip(raw.labels, zip(*raw.rows, strict=True), strict=False))
    for column in table.columns:
        texts = by_label.get(column.name)
        if texts is None:
            continue
        values, faults = _converters[column.form](texts, column, known, cells, raw)
        faults.update(_blanks(texts, column, faults))
        cells.values[column.name] = values
        cells.bad.update(faults)
        problems += [
            Problem(
                place=Place(raw.file, raw.lines[index], column.name),
                fault=_fault_of(column, texts[index]),
                wrong=wrong,
                mend=mend,
            )
            for index, (wrong, mend) in sorted(faults.items())
        ]
    return cells, problems


_Faults = dict[int, numbers.Fault]
_Converted = tuple[list[Any], _Faults]


def _blanks(texts: Sequence[str], column: Column, faults: _Faults) -> _Faults:
    if not column.required:
        return {}
    missing = numbers.MISSING if column.form in _NUMERIC or column.form in _DATED else {""}
    return {
        index: (f"{column.name} is blank.", "Fill it in, or delete the row.")
        for index, text in enumerate(texts)
        if text.lower() in missing and index not in faults
    }


def _fault_of(column: Column, text: str) -> Fault:
    if not text:
        return Fault.CONSTRAINT_ERROR
    if column.form is Form.REFERENCE:
        return Fault.FOREIGN_KEY
    if column.form in (Form.CHOICE, Form.ID):
        return Fault.CONSTRAINT_ERROR
    return Fault.TYPE_ERROR


def _text(
    texts: Sequence[str], column: Column, known: Known, cells: Cells, raw: RawTable
) -> _Converted:
    if column.many:
        return [tuple(_split(text)) for text in texts], {}
    return [text or None for text in texts], {}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(_MANY) if part.strip()]


def _identifier(
    texts: Sequence[str], column: Column, known: Known, cells: Cells, raw: RawTable
) -> _Converted:
    faults: _Faults = {}
    for index, text in enumerate(texts):
        if not text:
            continue
        if not _ID.fullmatch(text):
            faults[index] = (
                f'"{text}" is no id: ids are lower-case letters, digits and hyphens.',
                f'Write "{slug(text)}".' if slug(text) else "Choose another id.",
            )
        elif text in RESERVED_IDS:
            faults[index] = (f'"{text}" is reserved.', "Choose another id.")
        elif len(text) > _LONGEST_ID:
            faults[index] = (
                f"The id has {len(text)} characters.",
                f"Shorten it to at most {_LONGEST_ID}; it becomes part of an address.",
            )
    return list(texts), faults


def slug(text: str) -> str:
    """The nearest id to a text."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _reference(
    texts: Sequence[str], column: Column, known: Known, cells: Cells, raw: RawTable
) -> _Converted:
    faults: _Faults = {}
    values: list[Any] = []
    seen: dict[str, Any] = {}
    for index, text in enumerate(texts):
        if text not in seen:
            seen[text] = _resolved(text, column, known)
        found = seen[text]
        if isinstance(found, _Unknown):
            faults[index] = found.fault
            values.append(() if column.many else None)
        else:
            values.append(found)
    return values, faults


@dataclass(frozen=True, slots=True)
class _Unknown:
    fault: numbers.Fault


def _resolved(text: str, column: Column, known: Known) -> tuple[str, ...] | str | None | _Unknown:
    words = _split(text) if column.many else [text] if text else []
    resolved = []
    for word in words:
        if word.casefold() in column.words:
            resolved.append(word.casefold())
            continue
        canonical = known.resolve(column.refers_to, word)
        if canonical is None:
            return _Unknown(_unknown(word, column, known.ids.get(column.refers_to)))
        resolved.append(canonical)
    if column.many:
        return tuple(dict.fromkeys(resolved))
    return resolved[0] if resolved else None


def _unknown(word: str, column: Column, ids: Mapping[str, str] | None) -> numbers.Fault:
    table = column.refers_to
    if ids is None:
        return (
            f'"{word}" refers to {table}, but there is no {table}.csv.',
            f"Add {table}.csv, or leave the cell blank.",
        )
    return (
        f'"{word}" is not in {table}.csv.',
        nearest(word, [*ids.values(), *column.words]) or f"Add it to {table}.csv, or correct it.",
    )


def nearest(word: str, choices: Collection[str]) -> str:
    """A "did you mean" with the nearest choices, or nothing where none is near."""
    near = get_close_matches(word.casefold(), list(choices), 3)
    near += [c for c in choices if word.casefold() in c and c not in near][: 3 - len(near)]
    if not near:
        return ""
    return f"Did you mean {' or '.join(near)}?"


def _number(
    texts: Sequence[str], column: Column, known: Known, cells: Cells, raw: RawTable
) -> _Converted:
    parsed = numbers.parse_numbers(texts, points_are_decimal=raw.delimiter != ";")
    cells.numbers[column.name] = parsed
    faults = parsed.faults
    whole = column.form is Form.WHOLE
    if whole or column.least is not None or column.most is not None:
        for index, value in enumerate(parsed.values):
            if value is None:
                continue
            if whole and not value.is_integer():
                faults[index] = (f'"{texts[index]}" is no whole number.', "Write a whole number.")
            elif column.least is not None and value < column.least:
                faults[index] = (
                    f'"{texts[index]}" is below {column.least:g}.',
                    f"Write {column.least:g} or more.",
                )
            elif column.most is not None and value > column.most:
                faults[index] = (
                    f'"{texts[index]}" is above {column.most:g}.',
                    f"Write {column.most:g} or less.",
                )
    return list(parsed.values), faults


def _date(
    texts: Sequence[str], column: Column, known: Known, cells: Cells, raw: RawTable
) -> _Converted:
    stamps, faults = dates.parse_stamps(texts, known.fiscal_year_start)
    if column.form is Form.PERIOD:
        return list(stamps), faults
    return [stamp.last if stamp else None for stamp in stamps], faults


def _choice(
    texts: Sequence[str], column: Column, known: Known, cells: Cells, raw: RawTable
) -> _Converted:
    faults: _Faults = {}
    values: list[str | None] = []
    for index, text in enumerate(texts):
        word = "-".join(text.casefold().split())
        if not text:
            values.append(None)
        elif word in column.words:
            values.append(word)
        else:
            values.append(None)
            faults[index] = (
                f'"{text}" is none of {", ".join(column.words)}.',
                nearest(word, column.words) or "Write one of them.",
            )
    return values, faults


_Converter = Callable[[Sequence[str], Column, Known, Cells, RawTable], _Converted]
_NUMERIC = (Form.NUMBER, Form.WHOLE)
_DATED = (Form.DATE, Form.PERIOD)
_converters: dict[Form, _Converter] = {
    Form.ID: _identifier,
    Form.REFERENCE: _reference,
    Form.TEXT: _text,
    Form.SEGMENT: _text,
    Form.NUMBER: _number,
    Form.WHOLE: _number,
    Form.DATE: _date,
    Form.PERIOD: _date,
    Form.CHOICE: _choice,
}
