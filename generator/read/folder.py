"""The data folder: which file belongs to which table, and their raw rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator.model.problems import Fault, Place, Problem, Severity
from generator.model.schema import Table
from generator.read.delimited import RawTable, parse
from generator.read.text import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFolder:
    """The raw tables of each table's files, by the table's name, and the faults of form."""

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
        if raw or files:
            found[table.name] = tuple(raw)
        elif table.required:
            problems.append(_missing(table))
    problems += _strangers(folder, claimed, tables)
    return RawFolder(tables=found, problems=tuple(problems))


def read_file(path: Path, name: str) -> tuple[RawTable | None, list[Problem]]:
    """One file's raw table, or None where it is no text, and its faults of form."""
    text = decode(path.read_bytes(), name)
    if isinstance(text, Problem):
        return None, [text]
    return parse(text.content, name, text.encoding)


def _files(folder: Path, table: Table) -> list[Path]:
    if table.is_folder:
        inside = folder / table.file
        if not inside.is_dir():
            return []
        return sorted(
            path
            for path in inside.rglob("*")
            if path.suffix.lower() == ".csv" and not path.name.startswith((".", "~"))
        )
    return [path for path in (folder / table.file,) if path.is_file()]


def _missing(table: Table) -> Problem:
    columns = ", ".join(column.name for column in table.columns if column.required)
    if table.is_folder:
        wrong = f"There is no CSV file in the folder {table.file}."
        mend = f"Put at least one there, with the columns {columns} and value."
    else:
        wrong = "The file is missing, and the site needs it."
        mend = f"Make it with the columns {columns}."
    return Problem(place=Place(table.file), fault=Fault.FILE_MISSING, wrong=wrong, mend=mend)


def _strangers(folder: Path, claimed: set[Path], tables: Iterable[Table]) -> list[Problem]:
    names = [table.file for table in tables]
    problems = []
    for path in sorted(folder.iterdir()):
        if path in claimed or path.name.startswith((".", "~")):
            continue
        name = path.name + ("/" if path.is_dir() else "")
        if name in names or (path.is_file() and path.suffix.lower() not in (".csv", ".txt")):
            continue
        near = get_close_matches(name.lower(), names, 1)
        guess = f" Did you mean {near[0]}?" if near else ""
        problems.append(
            Problem(
                place=Place(name),
                fault=Fault.FORMAT_ERROR,
                wrong="No table is kept under this name, so it was not read.",
                mend=f"Tables are {', '.join(names)}.{guess}",
                severity=Severity.WARNING,
            )
        )
    return problems
