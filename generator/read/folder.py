"""The data folder: which file belongs to which table, and their raw rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator.model.problems import Fault, Place, Problem, Severity
from generator.model.schema import Table
from generator.read.delimited import RawTable, parse
from generator.read.text import decode

_HIDDEN = (".", "~")
_READ = ".csv"
_OTHER_TABLES = (".txt", ".tsv", ".tab")
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFolder:
    """The raw tables of each table's files, by the table's name, and the faults of form.

    A table without files is left out; a file that is no text adds nothing to its table.
    """

    tables: dict[str, tuple[RawTable, ...]]
    problems: tuple[Problem, ...]


def read_folder(folder: Path, tables: Iterable[Table]) -> RawFolder:
    """Reads every file of every table under `folder`; names are relative to it.

    A file that belongs to no table is a warning with the nearest name, never an error.
    """
    if not folder.is_dir():
        problem = Problem(
            place=Place(folder.name),
            fault=Fault.FILE_MISSING,
            wrong="There is no such folder.",
            mend="Name the folder that holds your CSV files.",
        )
        return RawFolder(tables={}, problems=(problem,))
    found: dict[str, tuple[RawTable, ...]] = {}
    problems: list[Problem] = []
    claimed: set[Path] = set()
    tables = tuple(tables)
    for table in tables:
        files = _files(folder, table)
        claimed.update(files)
        raw = []
        for path in files:
            content, faults = read_file(path, path.relative_to(folder).as_posix())
            problems += faults
            if content is not None:
                raw.append(content)
        if files:
            found[table.name] = tuple(raw)
        elif table.required:
            problems.append(_missing(table))
    problems += _strangers(folder, claimed, tables)
    return RawFolder(tables=found, problems=tuple(problems))


def read_file(path: Path, name: str) -> tuple[RawTable | None, list[Problem]]:
    """One file's raw table, or None where it is no text, and its faults of form."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        problem = Problem(
            place=Place(name),
            fault=Fault.FORMAT_ERROR,
            wrong=f"The file cannot be opened ({fault.strerror}).",
            mend="Close it in other programs, or give yourself the right to read it.",
        )
        return None, [problem]
    text = decode(data, name)
    if isinstance(text, Problem):
        return None, [text]
    return parse(text.content, name, text.encoding)


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


def _missing(table: Table) -> Problem:
    *others, last = [column.name for column in table.columns if column.required]
    columns = ", ".join(others)
    if table.is_folder:
        wrong = f"There is no CSV file in the folder {table.file}."
        mend = f"Put at least one there, with the columns {columns}, {last} and value."
    else:
        wrong = "The file is missing, and the site needs it."
        mend = f"Make it, with the columns {columns} and {last}."
    return Problem(place=Place(table.file), fault=Fault.FILE_MISSING, wrong=wrong, mend=mend)


def _strangers(folder: Path, claimed: set[Path], tables: tuple[Table, ...]) -> Iterator[Problem]:
    """What looks like a table and is not read: no owner should believe that it is."""
    names = [table.file for table in tables]
    folders = [folder / name for name in names if name.endswith("/")]
    inside = [path for table_folder in folders for path in _inside(table_folder)]
    for path in [*sorted(folder.iterdir()), *inside]:
        if path in claimed or path.name.startswith(_HIDDEN):
            continue
        name = path.relative_to(folder).as_posix() + ("/" if path.is_dir() else "")
        if name in names:
            continue
        mend = _way_out(path, name, names)
        if mend:
            yield Problem(
                place=Place(name),
                fault=Fault.FORMAT_ERROR,
                wrong="This is not among the tables, so it was not read."
                if path.is_dir() or path.suffix.lower() == _READ
                else "Only CSV files are read, so this one was not.",
                mend=mend,
                severity=Severity.WARNING,
            )


def _way_out(path: Path, name: str, names: list[str]) -> str:
    """What to do about a file that is not read; nothing where it is plainly no table."""
    ending = path.suffix.lower()
    if path.is_dir() or ending == _READ:
        stems = {file.removesuffix(_READ).removesuffix("/"): file for file in names}
        near = get_close_matches(path.stem.lower(), stems, 1)
        if near:
            return f"Did you mean {stems[near[0]]}?"
        return f"The tables are {', '.join(names[:-1])} and {names[-1]}."
    if ending in _OTHER_TABLES:
        return f"Rename it so that its name ends in {_READ}."
    if ending in _WORKBOOKS:
        return "In Excel: File, Save As, CSV UTF-8, then put that file here."
    return ""
