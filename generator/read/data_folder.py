"""The data folder: which file belongs to which table, and the raw rows of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.model.dialect import FileDialect
from generator.model.file_names import unfit_for_windows
from generator.model.mapping import DECLARED_IN, EXPORTS, Declarations, FileRules, Layout
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Table
from generator.model.wording import all_of, did_you_mean, nearest
from generator.read.declarations import read_declarations
from generator.read.decoding import cannot_open
from generator.read.delimited import parse
from generator.read.exports import ENDINGS, RawExports, fits, read_exports, visible_files
from generator.read.linked_files import HIDDEN, files_under, strays_in
from generator.read.raw_table import RawTable, unpivot
from generator.read.workbooks import WORKBOOKS, file_text

#: The ending of a table's file, and of all that is read as one.
CSV = ".csv"
TABLE_ENDINGS = (CSV, *WORKBOOKS)
_OTHER_TEXT = (".txt", ".tsv", ".tab")
_ARCHIVES = (".zip", ".gz", ".7z", ".rar", ".bz2", ".xz")
_JSON = ".json"
#: How the names of the files begin that Excel and LibreOffice keep beside an open one.
_LOCKS = ("~$", ".~lock.")
#: What computers put behind the name of a copy: `values (2).csv`, `values - Copy.csv`.
_COPY = re.compile(
    r"(?: ?\(\d+\)| ?[-_]? ?(?:copy|kopie|copie|copia|kopia)(?: ?\(?\d+\)?)?)$", re.IGNORECASE
)
#: The endings of spreadsheets that nobody but their own programs can read.
UNREAD_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFolder:
    """The raw tables of the files by the name of their table, and the problems in their text.

    A table without files is left out; a file that is no text adds nothing to its table.
    """

    tables: dict[str, tuple[RawTable, ...]]
    problems: tuple[Problem, ...]
    exports: RawExports = field(default_factory=RawExports)


def read_folder(folder: Path, tables: Sequence[Table], *, of_links: bool = False) -> RawFolder:
    """Reads every file of every table under `folder`; names are relative to it.

    A file that belongs to no table is a warning with the nearest name, never an error. Nothing is
    read if a link leads out of the folder, unless it is one `of_links` that we have made.
    """
    if not folder.is_dir():
        message, fix = "There is no such folder.", "Name the folder that holds your CSV files."
        problem = Problem(SourceLocation(""), ProblemCode.FILE_MISSING, message, fix)
        return RawFolder(tables={}, problems=(problem,))
    if not of_links and (strays := tuple(strays_in(folder))):
        return RawFolder(tables={}, problems=strays)
    raw_tables: dict[str, tuple[RawTable, ...]] = {}
    declared, problems = read_declarations(folder)
    exports = read_exports(folder, declared)
    problems += exports.problems
    claimed: set[Path] = set()
    for table in tables:
        files = _files(folder, table)
        claimed.update(files)
        if not table.is_folder and files[1:]:
            problems.append(_twice(files))
            continue
        contents = []
        for path in files:
            name = path.relative_to(folder).as_posix()
            content, misread = read_file(path, name, rules_of(name, declared))
            problems += misread
            if content is not None:
                problems += _without_example(content, table)
                contents.append(content)
        if files:
            raw_tables[table.name] = tuple(contents)
        elif table.required and not (table.is_folder and (declared.exports or declared.unsound)):
            problems.append(_missing(table))
    problems += _unread_files(folder, claimed, tables)
    problems += _copies_and_locks(folder, [*(t.file for t in tables if t.is_folder), EXPORTS])
    problems += _rules_without_file(declared, claimed, folder)
    problems += _unfit_names(folder)
    return RawFolder(tables=raw_tables, problems=tuple(problems), exports=exports)


def rules_of(name: str, declared: Declarations) -> FileRules | None:
    """What exports.toml declares for a table's file: by its own name, else by a pattern."""
    exact = [rules for rules in declared.files if rules.pattern == name]
    alike = [rules for rules in declared.files if fits(PurePosixPath(name), rules.pattern)]
    return next(iter((*exact, *alike)), None)


def read_file(
    path: Path, name: str, rules: FileRules | None = None
) -> tuple[RawTable | None, list[Problem]]:
    """The raw table of one file, or None if it is no text, and the problems in its text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [cannot_open(name, error)]
    text = file_text(data, name, rules.dialect if rules else FileDialect())
    if isinstance(text, Problem):
        return None, [text]
    table, problems = parse(text.content, name, text.encoding, rules, text.delimiter)
    problems += text.notes
    if rules is not None and rules.layout is Layout.WIDE and table.labels:
        problems += unpivot(table)
    return table, problems


def _without_example(raw: RawTable, table: Table) -> Iterator[Problem]:
    """Takes out the example of a template that nobody has written over."""
    example = {column.name: column.example for column in table.columns if column.example}
    first = example.get(raw.labels[0]) if raw.labels else None
    for index, row in enumerate(raw.rows if first else ()):
        if row[0] == first and example == {
            label: cell for label, cell in zip(raw.labels, row, strict=True) if cell
        }:
            message, fix = (
                "This row is the example of the template.",
                "Write your own over it, or clear its cells.",
            )
            yield raw.problem(ProblemCode.CONSTRAINT_ERROR, raw.lines[index], message, fix)
            del raw.rows[index], raw.lines[index]
            raw.refused += 1
            return


def _files(folder: Path, table: Table) -> list[Path]:
    path = folder / table.file
    if table.is_folder:
        return [file for file in visible_files(path) if file.suffix.lower() in TABLE_ENDINGS]
    files = [path, *(path.with_suffix(ending) for ending in WORKBOOKS)]
    return [file for file in files if file.is_file()]


def _rules_without_file(
    declared: Declarations, claimed: set[Path], folder: Path
) -> Iterator[Problem]:
    """Declarations that fit no table's file: a slip in the name would silently do nothing."""
    names = [path.relative_to(folder).as_posix() for path in sorted(claimed)]
    for rules in declared.files:
        if not any(fits(PurePosixPath(name), rules.pattern) for name in names):
            near = did_you_mean(rules.pattern, names, most=1)
            message = f'No table\'s file is called "{rules.pattern}".'
            fix = near or "Correct the name, or leave this declaration out."
            location = SourceLocation(DECLARED_IN, rules.line)
            yield Problem(location, ProblemCode.FILE_MISSING, message, fix)


def _twice(files: Sequence[Path]) -> Problem:
    """One table as CSV and as a workbook: nobody could tell which one counts."""
    first, second = (path.name for path in files[:2])
    message = f"{second} is there too, and only one of them can count."
    fix = "Look which of the two is right, and move the other elsewhere."
    return Problem(SourceLocation(first), ProblemCode.PRIMARY_KEY, message, fix)


def _missing(table: Table) -> Problem:
    required = [column.name for column in table.columns if column.required]
    if table.is_folder:
        message = f"There is no CSV file in the folder {table.file}."
        fix = f"Put at least one there, with the columns {all_of([*required, 'value'])}."
    else:
        message = "The file is missing, and the site needs it."
        fix = f"Make it, with the columns {all_of(required)}."
    return Problem(SourceLocation(table.file), ProblemCode.FILE_MISSING, message, fix)


def _unread_files(folder: Path, claimed: set[Path], tables: Sequence[Table]) -> Iterator[Problem]:
    """What looks like a table and is not read: no owner should believe that it is."""
    names = [table.file for table in tables]
    folders = [*(table.file for table in tables if table.is_folder), EXPORTS]
    inside = [path for name in folders for path in visible_files(folder / name)]
    exported = {path for path in visible_files(folder / EXPORTS) if path.suffix.lower() in ENDINGS}
    claimed = claimed | exported
    for path in [*sorted(folder.iterdir()), *inside]:
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        known = path in claimed or name in {*names, DECLARED_IN, EXPORTS}
        fix = "" if known or path.name.startswith(HIDDEN) else _suggested_fix(path, names)
        if fix:
            message = "Only CSV files, .xlsx and .ods are read, so this one was not."
            if path.is_dir() or path.suffix.lower() in TABLE_ENDINGS:
                message = "This is not among the tables, so it was not read."
            code = ProblemCode.FORMAT_ERROR
            yield Problem(SourceLocation(name), code, message, fix, Severity.WARNING)


def _unfit_names(folder: Path) -> Iterator[Problem]:
    """Names that a colleague with another system could not check out."""
    for path in visible_files(folder):
        name = path.relative_to(folder).as_posix()
        if unfit := unfit_for_windows(name):
            code = ProblemCode.FORMAT_ERROR
            yield Problem(SourceLocation(name), code, unfit, "Rename it.", Severity.WARNING)


def _suggested_fix(path: Path, names: list[str]) -> str:
    """What to do about a file that is not read; "" if it is plainly no table."""
    ending = path.suffix.lower()
    if path.is_dir() or ending in TABLE_ENDINGS:
        stems = {file.removesuffix(CSV).removesuffix("/"): file for file in names}
        near = nearest(path.stem.lower(), stems, most=1)
        return f"Did you mean {stems[near[0]]}?" if near else f"The tables are {all_of(names)}."
    if ending in _OTHER_TEXT:
        return f"Rename it so that its name ends in {CSV}."
    if ending in UNREAD_WORKBOOKS:
        return "Save it as .xlsx or CSV UTF-8, and put that file here."
    if ending in _ARCHIVES:
        return "Unpack it, and put the CSV file in it here."
    return "Export it as CSV, and put that file here." if ending == _JSON else ""


def _copies_and_locks(folder: Path, names: Sequence[str]) -> Iterator[Problem]:
    """Files that a spreadsheet has open, and those that a computer has named as copies.

    Copies of raw exports are left to the rules of their overlap.
    """
    for name in names:
        there = {path.name.casefold(): path for path in files_under(folder / name)}
        for path in there.values():
            message = fix = ""
            original = _COPY.sub("", path.stem) + path.suffix
            if path.name.startswith(_LOCKS):
                message = (
                    "A spreadsheet program has a file open here; what is not saved is not read."
                )
                fix = "Save and close it. Where nobody has it open, this file holds no data."
            elif name != EXPORTS and original != path.name and original.casefold() in there:
                message = f"This looks like a copy of {original}, which is there too."
                fix = "Look which of the two is right, and move the other elsewhere."
            if message:
                place = SourceLocation(path.relative_to(folder).as_posix())
                yield Problem(place, ProblemCode.FORMAT_ERROR, message, fix, Severity.WARNING)
