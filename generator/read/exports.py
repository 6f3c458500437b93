"""The raw exports of a data folder: each declared file read into groups of its mapped columns."""

from __future__ import annotations

import datetime as dt
import filecmp
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo, available_timezones

from generator.model.mapping import EXPORTS, Declarations, ExportMapping
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.wording import did_you_mean
from generator.read.export_stream import open_source
from generator.read.groups import Grouping, Groups
from generator.read.mapped_columns import choose
from generator.read.presets import PLAIN, PRESETS
from generator.read.presets.preset import NoTableReason, PresetOptions
from generator.read.timestamps import Moments

_HEAD = 30
_ENDINGS = (".csv", ".txt", ".tsv", ".tab")


@dataclass(slots=True, kw_only=True)
class RawExport:
    """One file of an export as text: the groups of its mapped columns, and what it says itself."""

    file: str
    mapping: ExportMapping
    groups: Groups
    encoding: str = "utf-8"
    delimiter: str = ","
    header_line: int = 1
    zone: dt.tzinfo | None = None
    span: tuple[dt.date, dt.date] | None = None


@dataclass(slots=True, kw_only=True)
class RawExports:
    """Every file of every declared export, and the faults of form.

    `files` are all that lie under exports/; those that no export declares are no table's either.
    """

    exports: list[RawExport] = field(default_factory=list)
    timezone: ZoneInfo | None = None
    problems: list[Problem] = field(default_factory=list)


def read_exports(folder: Path, declared: Declarations) -> RawExports:
    """Reads every file under exports/ that exports.toml declares."""
    found = RawExports(timezone=declared.timezone)
    root = folder / EXPORTS
    files = _files(root)
    claimed = {
        path
        for path in files
        if any(matches(path.relative_to(root), pattern) for pattern in declared.unsound)
    }
    for mapping in declared.exports:
        matching = [path for path in files if matches(path.relative_to(root), mapping.files)]
        claimed.update(matching)
        if mapping.files and not matching:
            found.problems.append(_no_file(mapping, files, root))
        found.problems += _copies(matching, folder)
        for path in _without_copies(matching):
            export = _read(path, path.relative_to(folder).as_posix(), mapping, declared.timezone)
            if isinstance(export, Problem):
                found.problems.append(export)
            elif isinstance(export, RawExport):
                found.exports.append(export)
                found.problems += export.groups.problems
            else:
                found.problems += export
    found.problems += _undeclared(sorted(set(files) - claimed), folder)
    return found


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.suffix.lower() in _ENDINGS
        and not any(part.startswith((".", "~")) for part in path.relative_to(root).parts)
    )


def matches(path: PurePath, pattern: str) -> bool:
    """Whether a file, named from within exports/, is one of those that a pattern names."""
    pattern = pattern.removeprefix(EXPORTS)
    return bool(pattern) and (path.match(pattern) or path.as_posix() == pattern)


def _read(
    path: Path, name: str, mapping: ExportMapping, company: ZoneInfo | None
) -> RawExport | Problem | list[Problem]:
    source = open_source(path, name, mapping.dialect)
    if isinstance(source, Problem):
        return source
    with source.stream:
        preset = PRESETS.get(mapping.preset, PLAIN)
        head = source.head(None if preset.needs_all else _HEAD)
        asked = PresetOptions(header_rows=mapping.header_rows, table=mapping.table)
        found = preset.locate(head, asked)
        if isinstance(found, NoTableReason):
            return source.problem or _unfit(name, found)
        location = SourceLocation(name, head[found.header][0])
        columns, problems = choose(mapping, found, preset, location)
        if problems:
            return [*problems, *filter(None, [source.problem])]
        zone = mapping.timezone or _stated_zone(found.zone)
        moments = Moments(mapping.dialect.dates, zone, company)
        grouping = Grouping(mapping, columns, moments, name, source.delimiter_name)
        source.skip(found.body)
        end = None if found.end is None else found.end - found.body
        for chunk in source.chunks(end):
            grouping.add(chunk)
        groups = grouping.finish()
        if source.problem is not None:
            groups.problems.append(source.problem)
    return RawExport(
        file=name,
        mapping=mapping,
        groups=groups,
        encoding=source.encoding,
        delimiter=source.delimiter,
        header_line=location.line,
        zone=zone,
        span=found.span,
    )


def _stated_zone(name: str) -> dt.tzinfo | None:
    if not name:
        return None
    return ZoneInfo(name) if name in available_timezones() else None


def _without_copies(paths: Sequence[Path]) -> list[Path]:
    kept: list[Path] = []
    for path in paths:
        if not any(_same(path, other) for other in kept):
            kept.append(path)
    return kept


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and filecmp.cmp(one, other, shallow=False)


def _copies(paths: Sequence[Path], folder: Path) -> Iterator[Problem]:
    """Files that are the same byte for byte: the second is left out, and that is told."""
    for number, path in enumerate(paths):
        twin = next((other for other in paths[:number] if _same(path, other)), None)
        if twin is not None:
            yield Problem(
                location=SourceLocation(path.relative_to(folder).as_posix()),
                code=ProblemCode.PRIMARY_KEY,
                message=f"This file is the same as {twin.relative_to(folder).as_posix()}, so it "
                "was not read again.",
                fix="Delete one of them.",
                severity=Severity.WARNING,
            )


def _unfit(file: str, unfit: NoTableReason) -> Problem:
    return Problem(
        location=SourceLocation(file, unfit.line),
        code=ProblemCode.FORMAT_ERROR,
        message=unfit.message,
        fix=unfit.fix,
    )


def _no_file(mapping: ExportMapping, files: Sequence[Path], root: Path) -> Problem:
    names = [path.relative_to(root).as_posix() for path in files]
    near = did_you_mean(mapping.files.removeprefix(EXPORTS), names)
    return Problem(
        location=mapping.location("files"),
        code=ProblemCode.FILE_MISSING,
        message=f'No file in {EXPORTS} fits "{mapping.files}".',
        fix=near or f"Put one there, or correct the name ({EXPORTS} holds {len(files)} files).",
    )


def _undeclared(paths: Sequence[Path], folder: Path) -> Iterator[Problem]:
    for path in paths:
        yield Problem(
            location=SourceLocation(path.relative_to(folder).as_posix()),
            code=ProblemCode.FORMAT_ERROR,
            message="No export in exports.toml declares this file, so it was not read.",
            fix="Declare it there, or delete it.",
            severity=Severity.WARNING,
        )
