"""The data folder: which file belongs to which table, and their raw rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.model.mapping import DECLARED_IN, EXPORTS, Declarations, FileRules, Layout
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Table
from generator.model.wording import all_of, did_you_mean, nearest
from generator.read.declarations import read_declarations
from generator.read.decoding import cannot_open, decode
from generator.read.delimited import RawTable, parse
from generator.read.exports import RawExports, read_exports
from generator.read.wide import spread

_HIDDEN = (".", "~")
_READ = ".csv"
_OTHER_TABLES = (".txt", ".tsv", ".tab")
#: The endings of spreadsheets, which nobody but their own programs can read.
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFolder:
    """The raw tables of each table's files, by the table's name, and the faults of form.

    A table without files is left out; a file that is no text adds nothing to its table.
    """

    tables: dict[str, tuple[RawTable, ...]]
    problems: tuple[Problem, ...]
    exports: RawExports = field(default_factory=RawExports)


def read_folder(folder: Path, tables: Iterable[Table]) -> RawFolder:
    """Reads every file of every table under `folder`; names are relative to it.

    A file that belongs to no table is a warning with the nearest name, never an error.
    """
    if not folder.is_dir():
        problem = Problem(
            location=SourceLocation(""),
            code=ProblemCode.FILE_MISSING,
            message="There is no such folder.",
            fix="Name the folder that holds your CSV files.",
        )
        return RawFolder(tables={}, problems=(problem,))
    found: dict[str, tuple[RawTable, ...]] = {}
    declared, problems = read_declarations(folder)
    exports = read_exports(folder, declared)
    problems += exports.problems
    claimed: set[Path] = set()
    tables = tuple(tables)
    for table in tables:
        files = _files(folder, table)
        claimed.update(files)
        raw = []
        for path in files:
            name = path.relative_to(folder).as_posix()
            content, faults = read_file(path, name, rules_of(name, declared))
            problems += faults
            if content is not None:
                raw.append(content)
        if files:
            found[table.name] = tuple(raw)
        elif table.required and not (table.is_folder and (declared.exports or declared.unsound)):
            problems.append(_missing(table))
    problems += _strangers(folder, claimed, tables)
    problems += _rules_without_file(declared, claimed, folder)
    return RawFolder(tables=found, problems=tuple(problems), exports=exports)


def rules_of(name: str, declared: Declarations) -> FileRules | None:
    """What exports.toml declares of a table's file: by its own name, else by a pattern."""
    exact = [rules for rules in declared.files if rules.pattern == name]
    alike = [rules for rules in declared.files if PurePosixPath(name).match(rules.pattern)]
    return next(iter((*exact, *alike)), None)


def read_file(
    path: Path, name: str, rules: FileRules | None = None
) -> tuple[RawTable | None, list[Problem]]:
    """One file's raw table, or None where it is no text, and its faults of form."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        return None, [cannot_open(name, fault)]
    text = decode(data, name, rules.dialect.encoding if rules else "")
    if isinstance(text, Problem):
        return None, [text]
    table, problems = parse(text.content, name, text.encoding, rules)
    if rules is not None and rules.layout is Layout.WIDE and table.labels:
        problems += spread(table)
    return table, problems


def _files(folder: Path, table: Table) -> list[Path]:
    if table.is_folder:
        return [path for path in _inside(folder / table.file) if path.suffix.lower() == _READ]
    return [path for path in (folder / table.file,) if path.is_file()]


def _inside(folder: Path) -> list[Path]:
    """Every file at any depth that is neither hidden nor in a hidden folder."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(_HIDDEN) for part in path.relative_to(folder).parts)
    )


def _rules_without_file(
    declared: Declarations, claimed: set[Path], folder: Path
) -> Iterator[Problem]:
    """Declarations that no table's file fits: a slip in the name would do nothing, silently."""
    names = [path.relative_to(folder).as_posix() for path in sorted(claimed)]
    for rules in declared.files:
        if not any(PurePosixPath(name).match(rules.pattern) for name in names):
            yield Problem(
                location=SourceLocation(DECLARED_IN, rules.line),
                code=ProblemCode.FILE_MISSING,
                message=f'No table\'s file is called "{rules.pattern}".',
                fix=did_you_mean(rules.pattern, names, most=1)
                or "Correct the name, or remove this.",
            )


def _missing(table: Table) -> Problem:
    *others, last = [column.name for column in table.columns if column.required]
    columns = ", ".join(others)
    if table.is_folder:
        message = f"There is no CSV file in the folder {table.file}."
        fix = f"Put at least one there, with the columns {columns}, {last} and value."
    else:
        message = "The file is missing, and the site needs it."
        fix = f"Make it, with the columns {columns} and {last}."
    return Problem(
        location=SourceLocation(table.file), code=ProblemCode.FILE_MISSING, message=message, fix=fix
    )


def _strangers(folder: Path, claimed: set[Path], tables: tuple[Table, ...]) -> Iterator[Problem]:
    """What looks like a table and is not read: no owner should believe that it is."""
    names = [table.file for table in tables]
    folders = [folder / name for name in names if name.endswith("/")]
    inside = [path for table_folder in folders for path in _inside(table_folder)]
    for path in [*sorted(folder.iterdir()), *inside]:
        if path in claimed or path.name.startswith(_HIDDEN):
            continue
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        if name in names or name in {DECLARED_IN, EXPORTS}:
            continue
        fix = _way_out(path, name, names)
        if fix:
            yield Problem(
                location=SourceLocation(name),
                code=ProblemCode.FORMAT_ERROR,
                message="This is not among the tables, so it was not read."
                if path.is_dir() or path.suffix.lower() == _READ
                else "Only CSV files are read, so this one was not.",
                fix=fix,
                severity=Severity.WARNING,
            )


def _way_out(path: Path, name: str, names: list[str]) -> str:
    """What to do about a file that is not read; nothing where it is plainly no table."""
    ending = path.suffix.lower()
    if path.is_dir() or ending == _READ:
        stems = {file.removesuffix(_READ).removesuffix("/"): file for file in names}
        near = nearest(path.stem.lower(), stems, most=1)
        if near:
            return f"Did you mean {stems[near[0]]}?"
        return f"The tables are {all_of(names)}."
    if ending in _OTHER_TABLES:
        return f"Rename it so that its name ends in {_READ}."
    if ending in WORKBOOKS:
        return "In Excel: File, Save As, CSV UTF-8, then put that file here."
    return ""
