"""A shared folder: the files that owners put there, and where each belongs in the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.model.dialect import FileDialect
from generator.model.mapping import EXPORTS, Declarations
from generator.model.schema import table_of
from generator.model.tables import Measurement
from generator.read.data_folder import CSV, TABLE_ENDINGS, rules_of
from generator.read.declarations import read_declarations
from generator.read.exports import ENDINGS, matches, visible_files
from generator.read.workbooks import is_workbook

#: The folder of the tables of measurements.
MEASUREMENTS_FOLDER = table_of(Measurement).file
_ENDINGS = {MEASUREMENTS_FOLDER: TABLE_ENDINGS, EXPORTS: ENDINGS}


def files_with_targets(shared: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Every table file of the shared folder with its name in the data folder, "" for none.

    Files in folders that the data folder has too come first.
    """
    declared, _ = read_declarations(folder)
    present = {name.casefold(): name for name in file_names(folder)}
    tables = [name for name in file_names(shared) if _is_table(name)]
    for name in sorted(tables, key=lambda name: (not _folder_of(name), name)):
        folders = [""] if _folder_of(name) else [*_ENDINGS]
        candidates = [each + name for each in folders if _is_table(each + name)]
        if is_workbook(name):
            # An owner may hand in a workbook for a table that is kept as CSV.
            stem = str(PurePosixPath(name).with_suffix(CSV))
            candidates += [each + stem for each in folders if (each or stem) != EXPORTS]
        existing = [present[each.casefold()] for each in candidates if each.casefold() in present]
        # A raw export that nothing declares would not be read, and so not be checked.
        fitting = [
            each for each in existing if _folder_of(each) != EXPORTS or _is_declared(each, declared)
        ] or [each for each in candidates if _is_declared(each, declared)]
        yield name, fitting[0] if len(fitting) == 1 else ""


def file_names(folder: Path) -> Iterator[str]:
    """The files in a folder: neither hidden ones nor links to other places."""
    for path in visible_files(folder):
        if _is_there(path, folder):
            yield path.relative_to(folder).as_posix()


def linked_tables(folder: Path) -> Iterator[str]:
    """The tables in a folder that are links, or in a folder that is one."""
    for path in visible_files(folder):
        name = path.relative_to(folder).as_posix()
        if _is_table(name) and not _is_there(path, folder):
            yield name


def _is_there(path: Path, folder: Path) -> bool:
    return path.resolve() == folder.resolve() / path.relative_to(folder)


def _folder_of(name: str) -> str:
    return next((folder for folder in _ENDINGS if name.startswith(folder)), "")


def _is_table(name: str) -> bool:
    return name.lower().endswith(_ENDINGS[_folder_of(name) or EXPORTS])


def _is_declared(file: str, declared: Declarations) -> bool:
    if file.startswith(EXPORTS):
        path = PurePosixPath(file.removeprefix(EXPORTS))
        return any(matches(path, export.files) for export in declared.exports)
    return rules_of(file, declared) is not None


def dialect_of(file: str, folder: Path) -> FileDialect:
    """The dialect that is declared for a file, else the one that is found."""
    declared, _ = read_declarations(folder)
    path = PurePosixPath(file.removeprefix(EXPORTS))
    if file.startswith(EXPORTS):
        found = (one.dialect for one in declared.exports if matches(path, one.files))
        return next(found, FileDialect())
    rules = rules_of(file, declared)
    return rules.dialect if rules else FileDialect()
