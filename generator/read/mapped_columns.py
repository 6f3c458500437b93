"""Which columns of an export a mapping reads: names held against the labels of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.mapping import ExportMapping, Layout
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import did_you_mean, folded
from generator.read.presets.preset import Preset, TableLayout, UnwantedRows

_NUMBERED = re.compile(r"(.+) \((\d+)\)")
_PERIODS = (
    r"\d{4}(?:[-/.]\d{1,2}){0,2}",
    r"(?:FY ?)?\d{4}(?:[- ]?(?:Q\d|W\d{1,2}))?",
    r"Q\d[- ]?(?:FY ?)?\d{4}",
    r"[^\W\d_]{3,9}\.?[- /]'?(?:\d{4}|\d{2})",
    r"\d{1,2}[-/. ](?:\d{1,2}|[^\W\d_]{3,9}\.?)[-/. ](?:\d{4}|\d{2})",
    r"\d{5}",
)
_PERIOD = re.compile("|".join(_PERIODS), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the mapped columns stand in a row; nothing else of a row is kept.

    `places[name]` are the indexes of a column (several where its name is repeated). `periods`
    are the columns of a wide export that are named by a period.
    """

    width: int
    places: dict[str, tuple[int, ...]]
    periods: tuple[tuple[str, int], ...] = ()
    drops: tuple[tuple[int, UnwantedRows], ...] = ()


def looks_like_period(label: str) -> bool:
    """Whether a header can be nothing but a date or a period."""
    return _PERIOD.fullmatch(label) is not None


def choose(
    mapping: ExportMapping, found: TableLayout, preset: Preset, location: SourceLocation
) -> tuple[Columns, list[Problem]]:
    """The columns that a mapping names, and what is wrong with its names; `place` is the header."""
    by_name: dict[str, list[int]] = {}
    for index, names in enumerate(found.labels):
        for key in dict.fromkeys(map(folded, names)):
            if key:
                by_name.setdefault(key, []).append(index)
    problems = list(_blank_labels(found, location))
    places: dict[str, tuple[int, ...]] = {}
    wanted = [name for _, name in mapping.columns]
    for name in dict.fromkeys([*wanted, *filter(None, [mapping.response_id])]):
        indexes = _indexes(name, by_name)
        if not indexes:
            problems.append(_unknown(name, found, mapping, location))
        elif len(indexes) > 1 and not preset.first_of_many:
            problems.append(_repeated(name, indexes, location))
        else:
            places[name] = indexes
    taken = {index for indexes in places.values() for index in indexes}
    periods: tuple[tuple[str, int], ...] = ()
    if mapping.layout is Layout.WIDE:
        periods = tuple(
            (names[0], index)
            for index, names in enumerate(found.labels)
            if index not in taken and looks_like_period(names[0])
        )
        if not periods and not problems:
            problems.append(_no_periods(location))
    drops = tuple(
        (by_name[folded(column)][0], drop)
        for drop in preset.unwanted
        for column in drop.columns
        if folded(column) in by_name
    )
    columns = Columns(width=len(found.labels), places=places, periods=periods, drops=drops)
    return columns, problems


def _indexes(name: str, by_name: dict[str, list[int]]) -> tuple[int, ...]:
    found = by_name.get(folded(name))
    if found is None and (numbered := _NUMBERED.fullmatch(name)):
        alike = by_name.get(folded(numbered[1]), [])
        position = int(numbered[2])
        return (alike[position - 1],) if 1 <= position <= len(alike) else ()
    return tuple(found or ())


def _blank_labels(found: TableLayout, location: SourceLocation) -> Iterator[Problem]:
    if not found.labels:
        yield Problem(
            location=location,
            code=ProblemCode.BLANK_HEADER,
            message="The header row is blank.",
            fix="Export the file again with the names of its columns.",
        )


def _unknown(
    name: str, found: TableLayout, mapping: ExportMapping, location: SourceLocation
) -> Problem:
    labels = [label for names in found.labels for label in names if label]
    key = next((key for key, column in mapping.columns if column == name), "response_id")
    setting = mapping.location(key if key in mapping.lines else "segment")
    return Problem(
        location=location,
        code=ProblemCode.MISSING_LABEL,
        message=f'There is no column "{name}", which "{mapping.name}" reads ({setting}).',
        fix=did_you_mean(name, labels) or "Correct its name there, or export the file with it.",
    )


def _repeated(name: str, indexes: tuple[int, ...], location: SourceLocation) -> Problem:
    numbers = " and ".join(str(index + 1) for index in indexes[:2])
    return Problem(
        location=SourceLocation(location.file, location.line, name),
        code=ProblemCode.DUPLICATE_LABEL,
        message=f'{len(indexes)} columns are called "{name}" (columns {numbers}, for example).',
        fix=f'Say which one in exports.toml: "{name} (1)" or "{name} (2)".',
    )


def _no_periods(location: SourceLocation) -> Problem:
    return Problem(
        location=location,
        code=ProblemCode.MISSING_LABEL,
        message="No column is named by a period, such as 2026-10 or Oct 2026.",
        fix='Write the periods in the header, or declare layout = "long" if a column holds them.',
    )
