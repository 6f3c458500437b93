"""The raw exports of a data folder: each declared file read into groups of its mapped columns."""

from __future__ import annotations

import datetime as dt
import filecmp
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

from generator.model.mapping import EXPORTS, Declarations, ExportMapping, time_zone_names
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.wording import did_you_mean, folded, quoted
from generator.read.export_stream import open_source
from generator.read.groups import Grouping, Groups
from generator.read.linked_files import HIDDEN, files_under
from generator.read.mapped_columns import map_columns
from generator.read.presets import PLAIN, PRESETS
from generator.read.presets.preset import NoTableReason, Record
from generator.read.stated_periods import stated_period
from generator.read.timestamps import Timestamps
from generator.read.workbooks import WORKBOOKS

_HEAD = 30
_ELSEWHERE = "Move one of the two elsewhere."
#: The endings of files that can be an export.
ENDINGS = (".csv", ".txt", ".tsv", ".tab", *WORKBOOKS)


@dataclass(slots=True, kw_only=True)
class RawExport:
    """One file of an export as text: the groups of its mapped columns, and what it states itself.

    `zone` is the time zone of its dates, `span` the days that the whole file covers. `period` is
    the text that names the period of all its rows, with the place of that text.
    """

    file: str
    mapping: ExportMapping
    groups: Groups
    encoding: str = "utf-8"
    delimiter: str = ","
    header_line: int = 1
    zone: dt.tzinfo | None = None
    span: tuple[dt.date, dt.date] | None = None
    period: tuple[str, SourceLocation] | None = None


@dataclass(slots=True, kw_only=True)
class RawExports:
    """Every file of every declared export, and the problems in their text."""

    exports: list[RawExport] = field(default_factory=list)
    timezone: ZoneInfo | None = None
    problems: list[Problem] = field(default_factory=list)


def read_exports(folder: Path, declared: Declarations) -> RawExports:
    """Reads every file under exports/ that exports.toml declares."""
    raw = RawExports(timezone=declared.timezone)
    root = folder / EXPORTS
    files = [path for path in visible_files(root) if path.suffix.lower() in ENDINGS]
    claimed = {path for pattern in declared.unsound for path in _matching(files, root, pattern)}
    for mapping in declared.exports:
        matching = _matching(files, root, mapping.files)
        claimed.update(matching)
        if mapping.files and not matching:
            raw.problems.append(_no_file(mapping, files, root))
        for number, path in enumerate(matching):
            same = (other for other in matching[:number] if _is_copy(path, other))
            twin = next(same, None)
            if twin is not None:
                twin_name = twin.relative_to(folder).as_posix()
                message = f"This file is the same as {twin_name}, so it was not read again."
                code = ProblemCode.PRIMARY_KEY
                raw.problems.append(_not_read(path, folder, code, message, _ELSEWHERE))
                continue
            name = path.relative_to(folder).as_posix()
            export = _read(path, name, mapping, declared.timezone)
            if isinstance(export, RawExport):
                raw.exports.append(export)
                raw.problems += export.groups.problems
            else:
                raw.problems += export
    for path in sorted(set(files) - claimed):
        message = "No export in exports.toml declares this file, so it was not read."
        fix = "Declare it there, as python -m generator import shows, or move it elsewhere."
        raw.problems.append(_not_read(path, folder, ProblemCode.FORMAT_ERROR, message, fix))
    return raw


def visible_files(folder: Path) -> list[Path]:
    """Every file at any depth that is neither hidden nor in a hidden folder."""
    return [
        path
        for path in files_under(folder)
        if not any(part.startswith(HIDDEN) for part in path.relative_to(folder).parts)
    ]


def _is_copy(path: Path, other: Path) -> bool:
    """Whether two files have the same bytes; one that cannot be opened is told of later."""
    with suppress(OSError):
        return filecmp.cmp(path, other, shallow=False)
    return False


def _matching(files: Sequence[Path], root: Path, pattern: str) -> list[Path]:
    return [path for path in files if matches(path.relative_to(root), pattern)]


def matches(path: PurePath, pattern: str) -> bool:
    """Whether a file, named from within exports/, is one of those that a pattern names."""
    pattern = pattern.removeprefix(EXPORTS)
    return fits(path, pattern) or path.as_posix() == pattern


def fits(path: PurePath, pattern: str) -> bool:
    """Whether the name of a file fits a pattern; no name fits one without a single part."""
    return bool(PurePath(pattern).parts) and path.match(pattern)


def _read(
    path: Path, name: str, mapping: ExportMapping, company: ZoneInfo | None
) -> RawExport | list[Problem]:
    source = open_source(path, name, mapping.dialect)
    if isinstance(source, Problem):
        return [source]
    with source.stream:
        preset = PRESETS.get(mapping.preset, PLAIN)
        head = source.head(None if preset.needs_all else _HEAD)
        layout = preset.locate(head, mapping)
        if isinstance(layout, NoTableReason):
            place, code = SourceLocation(name, layout.line), ProblemCode.FORMAT_ERROR
            return [source.problem or Problem(place, code, layout.message, layout.fix)]
        header = SourceLocation(name, head[layout.header][0])
        columns, problems = map_columns(mapping, layout, preset, header)
        if problems:
            below = _header_below(head, mapping, header)
            return [*(below or problems), *filter(None, [source.problem]), *source.notes]
        period = stated_period(name, mapping, [*source.above, *head[: layout.header]])
        if isinstance(period, Problem):
            return [period]
        zone = mapping.timezone
        if zone is None and layout.zone in time_zone_names():
            zone = ZoneInfo(layout.zone)
        timestamps = Timestamps(mapping.dialect.dates, zone, company)
        grouping = Grouping(mapping, columns, timestamps, name, source.delimiter)
        source.skip(layout.body)
        end = None if layout.end is None else layout.end - layout.body
        for chunk in source.chunks(end):
            grouping.add(chunk)
        groups = grouping.finish()
        groups.problems += source.notes
        groups.problems += [_no_zone(each, header, mapping) for each in timestamps.letters.items()]
        groups.problems += [_no_period(label, header) for label in columns.mistaken]
        if source.problem is not None:
            groups.problems.append(source.problem)
    return RawExport(
        file=name,
        mapping=mapping,
        groups=groups,
        encoding=source.encoding,
        delimiter=source.delimiter,
        header_line=header.line,
        zone=zone,
        span=layout.span,
        period=period,
    )


def _header_below(
    head: Sequence[Record], mapping: ExportMapping, header: SourceLocation
) -> list[Problem]:
    """The problem of a file with a title: the columns stand further down."""
    wanted = {folded(column) for _, column in mapping.columns}
    for line, cells in head:
        if line > header.line and wanted and wanted <= {folded(cell) for cell in cells}:
            message = f"The names of the columns stand on line {line}, below a title."
            fix = f"Declare skip_rows = {line - 1} for this export in exports.toml."
            return [Problem(header, ProblemCode.FORMAT_ERROR, message, fix)]
    return []


def _no_period(label: str, header: SourceLocation) -> Problem:
    """A column of a wide export that is not read, and might be meant as a period."""
    message = f"{quoted(label)} is no period, so the column was not read."
    fix = "If it is one, write it like the others, such as 2026-10."
    place = SourceLocation(header.file, header.line, label)
    return Problem(place, ProblemCode.EXTRA_LABEL, message, fix, Severity.WARNING)


def _no_zone(letters: tuple[str, str], header: SourceLocation, mapping: ExportMapping) -> Problem:
    """Times end in letters of a zone, which name several."""
    message = (
        f"The time of {quoted(letters[1])} ends in {letters[0]}, which names no one time zone."
    )
    fix = 'Declare the zone of this export in exports.toml, such as timezone = "America/New_York".'
    location = SourceLocation(header.file, header.line, mapping.date_columns[-1])
    return Problem(location, ProblemCode.FORMAT_ERROR, message, fix)


def _no_file(mapping: ExportMapping, files: Sequence[Path], root: Path) -> Problem:
    names = [path.relative_to(root).as_posix() for path in files]
    near = did_you_mean(mapping.files.removeprefix(EXPORTS), names)
    message = f'No file in {EXPORTS} fits "{mapping.files}".'
    fix = near or f"Put one there, or correct the name ({EXPORTS} holds {len(files)} files)."
    return Problem(mapping.location("files"), ProblemCode.FILE_MISSING, message, fix)


def _not_read(path: Path, folder: Path, code: ProblemCode, message: str, fix: str) -> Problem:
    location = SourceLocation(path.relative_to(folder).as_posix())
    return Problem(location, code, message, fix, Severity.WARNING)
