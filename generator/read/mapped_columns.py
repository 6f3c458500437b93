"""The columns of an export that a mapping reads: its names held against the labels of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.model.mapping import PERIOD_STATED, SEGMENT_MARK, ExportMapping, Layout
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import any_of, did_you_mean, folded
from generator.read.presets.preset import Notes, Preset, TableLayout, UnwantedRows

_NUMBERED = re.compile(r"(.+) \((\d+)\)")
_PERIODS = (
    r"\d{4}(?:[-/.]\d{1,2}){0,2}",
    r"(?:FY ?)?\d{4}(?:[- ]?(?:Q\d|W\d{1,2}))?",
    r"Q\d[- ]?(?:FY ?)?\d{4}",
    r"[QTK][1-4](?:/| ?')(?:\d{4}|\d{2})|[TK][1-4] \d{4}|[1-4][QT][-/ ]?(?:\d{4}|\d{2})",
    r"\d{4}M\d{2}|\d{4} ?[年년] ?\d{1,2} ?[月월]",
    r"[^\W\d_]{3,9}\.?[- /]'?(?:\d{4}|\d{2})",
    r"\d{1,2}[-/. ](?:\d{1,2}|[^\W\d_]{3,9}\.?)[-/. ](?:\d{4}|\d{2})",
    r"\d{5}",
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERIOD = re.compile("|".join(_PERIODS), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumns:
    """Where a row has the mapped columns; nothing else of a row is kept.

    `indexes[name]` are the positions of a column (several if its name is repeated). `periods`
    are the columns of a wide export that are named by a period, and `mistaken` those whose name has
    a year and is none; `spread` those of figures that are
    named by a segment: its name, the figure and the position. `unwanted` are the columns by
    which rows are left out. `header` are the cells of the header, which some systems repeat.
    """

    width: int
    header: tuple[str, ...] = ()
    indexes: dict[str, tuple[int, ...]]
    periods: tuple[tuple[str, int], ...] = ()
    mistaken: tuple[str, ...] = ()
    spread: tuple[tuple[str, str, int], ...] = ()
    unwanted: tuple[tuple[int, UnwantedRows], ...] = ()
    notes: Notes | None = None


def looks_like_period(label: str) -> bool:
    """Whether a header can be nothing but a date or a period."""
    return _PERIOD.fullmatch(label) is not None


def map_columns(
    mapping: ExportMapping, layout: TableLayout, preset: Preset, header: SourceLocation
) -> tuple[MappedColumns, list[Problem]]:
    """The columns that a mapping names, and the problems with its names."""
    by_name: dict[str, list[int]] = {}
    for index, names in enumerate(layout.labels):
        for key in filter(None, dict.fromkeys(map(folded, names))):
            by_name.setdefault(key, []).append(index)
    problems = []
    if not layout.labels:
        message = "The header row is blank."
        fix = "Export the file again with the names of its columns."
        problems.append(Problem(header, ProblemCode.BLANK_HEADER, message, fix))
    indexes: dict[str, tuple[int, ...]] = {}
    wanted = [name for _, name in mapping.columns]
    for name in dict.fromkeys([*wanted, *filter(None, [mapping.response_id])]):
        found = _indexes(name, by_name)
        if not found:
            problems.append(_unknown(name, layout, mapping, header))
        elif len(found) > 1 and not preset.first_of_many:
            problems.append(_repeated(name, found, header))
        else:
            indexes[name] = found
    taken = {index for found in indexes.values() for index in found}
    periods: tuple[tuple[str, int], ...] = ()
    if mapping.layout is Layout.WIDE:
        periods = tuple(
            (names[0], index)
            for index, names in enumerate(layout.labels)
            if index not in taken and looks_like_period(names[0])
        )
        if not periods and not problems:
            message = "No column is named by a period, such as 2026-10 or Oct 2026."
            fix = (
                'Export the file with a column a period, or declare layout = "long" if a column '
                "holds the periods."
            )
            problems.append(Problem(header, ProblemCode.MISSING_LABEL, message, fix))
    unread = (names[0] for index, names in enumerate(layout.labels) if index not in taken)
    mistaken = [name for name in unread if periods and _YEAR.search(name)]
    mistaken = [name for name in mistaken if not looks_like_period(name)]
    spread = _spread(mapping, [names[0] for names in layout.labels], taken)
    if mapping.patterns and not problems:
        problems += _spread_problems(mapping, spread, header)
    unwanted = tuple(
        (by_name[folded(column)][0], rows)
        for rows in preset.unwanted
        for column in rows.columns
        if folded(column) in by_name
    )
    width = len(layout.labels)
    return MappedColumns(
        width=width,
        header=tuple(names[0] for names in layout.labels),
        indexes=indexes,
        periods=periods,
        mistaken=tuple(mistaken),
        spread=spread,
        unwanted=unwanted,
        notes=preset.notes,
    ), problems


def _spread(
    mapping: ExportMapping, labels: Sequence[str], taken: Collection[int]
) -> tuple[tuple[str, str, int], ...]:
    """The columns that fit a pattern; of several patterns the one with most text of its own."""
    forms = sorted(mapping.patterns.items(), key=lambda item: -len(item[1]))
    found = []
    for index, label in enumerate(labels):
        for key, pattern in forms if label and index not in taken else ():
            before, _, after = (re.escape(part) for part in pattern.partition(SEGMENT_MARK))
            match = re.fullmatch(f"{before}(.+){after}", label, re.IGNORECASE)
            if match:
                found.append((match[1].strip(), key, index))
                break
    return tuple(found)


def _spread_problems(
    mapping: ExportMapping, spread: Sequence[tuple[str, str, int]], header: SourceLocation
) -> Iterator[Problem]:
    """Segments that lack the column of a figure, or have two."""
    code = ProblemCode.MISSING_LABEL
    for key, pattern in mapping.patterns.items():
        mine = Counter(folded(segment) for segment, figure, _ in spread if figure == key)
        missing = {folded(name): name for name, _, _ in spread if folded(name) not in mine}
        for segment in missing.values() if mine else [SEGMENT_MARK]:
            name = pattern.replace(SEGMENT_MARK, segment)
            message = f'No column is called "{name}" ({mapping.location(key)}).'
            fix = "Correct the pattern there, or export the file with it."
            yield Problem(header, code, message, fix)
        for name in (name for name, count in mine.items() if count > 1):
            message = f'{mine[name]} columns are called "{pattern}" for the segment "{name}".'
            fix = "Export the file with one of them."
            yield Problem(header, ProblemCode.DUPLICATE_LABEL, message, fix)


def _indexes(name: str, by_name: dict[str, list[int]]) -> tuple[int, ...]:
    """The positions of a column: of all of that name, or of the one with its number."""
    found = by_name.get(folded(name))
    if found is None and (numbered := _NUMBERED.fullmatch(name)):
        alike = by_name.get(folded(numbered[1]), [])
        position = int(numbered[2])
        return (alike[position - 1],) if 1 <= position <= len(alike) else ()
    return tuple(found or ())


def _unknown(
    name: str, layout: TableLayout, mapping: ExportMapping, header: SourceLocation
) -> Problem:
    labels = [label for names in layout.labels for label in names if label]
    key = next((key for key, column in mapping.columns if column == name), "response_id")
    setting = mapping.location(key if key in mapping.lines else "segment")
    message = f'There is no column "{name}", which "{mapping.name}" reads ({setting}).'
    fix = did_you_mean(name, labels) or "Correct its name there, or export the file with it."
    if key == "date" and not mapping.preset:
        fix += f" If no column holds a date, write {any_of(PERIOD_STATED.values())} instead."
    return Problem(header, ProblemCode.MISSING_LABEL, message, fix)


def _repeated(name: str, indexes: tuple[int, ...], header: SourceLocation) -> Problem:
    numbers = " and ".join(str(index + 1) for index in indexes[:2])
    location = SourceLocation(header.file, header.line, name)
    message = f'{len(indexes)} columns are called "{name}" (columns {numbers}, for example).'
    fix = f'Say which one in exports.toml: "{name} (1)" or "{name} (2)".'
    return Problem(location, ProblemCode.DUPLICATE_LABEL, message, fix)
