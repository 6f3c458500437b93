"""Adding one row: its file, the dry run of the whole folder with it, and the writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.build import check
from generator.check.references import ReferenceIndex, known_ids
from generator.model.dataset import AsOf, Dataset
from generator.model.errors import DataError, RowRefusedError
from generator.model.installation import here
from generator.model.problems import Problem, ProblemCode, has_errors
from generator.model.schema import Table, table_of
from generator.model.settings import Settings
from generator.model.tables import TABLES, Measurement, Person
from generator.model.vocabulary import Audience
from generator.new.dry_run import dry_run_of, put
from generator.new.row_writing import FileWithRow, append_row, new_file
from generator.read.data_folder import RawFolder, read_folder
from generator.read.linked_files import strays_in
from generator.read.raw_table import RawTable

_ENDING = ".csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedRow:
    """A row that was written: its file and line, and the warnings about it."""

    file: str
    line: int
    warnings: tuple[Problem, ...]


class Addition:
    """One row on its way into a data folder."""

    def __init__(self, folder: Path, table: Table, settings: Settings, as_of: AsOf | None) -> None:
        if not folder.is_dir():
            raise RowRefusedError(f"{folder.as_posix()}: There is no such folder.")
        if strays := tuple(strays_in(folder)):
            raise DataError(strays)
        self._folder = folder
        self._table = table
        # A row has to be correct, whoever may read it.
        self._settings = replace(settings, audience=Audience.LEADERSHIP)
        self._as_of = as_of
        self._raw: RawFolder = read_folder(folder, TABLES)
        self._tables = self._raw.tables.get(table.name, ())

    @property
    def known(self) -> ReferenceIndex:
        """What cells may refer to in this folder."""
        return known_ids(TABLES, self._raw.tables, self._settings.fiscal_year_start)

    def labels(self, cells: Mapping[str, str], named: str = "") -> tuple[str, ...]:
        """The columns of the row's file; all columns if the file is new or not known."""
        try:
            raw = self._raw_table(self.file(cells, named))
        except RowRefusedError:
            raw = None
        return raw.labels if raw else tuple(column.name for column in self._table.columns)

    def file(self, cells: Mapping[str, str], named: str = "") -> str:
        """The file that the row goes to: the one `named`, if the table is a folder."""
        folder = self._table.file
        if not self._table.is_folder:
            return folder
        if named:
            # It may be named from inside the data folder, from inside its table, or from outside.
            name = PurePosixPath(named.replace("\\", "/")).as_posix()
            name = folder + name.removeprefix(f"{self._folder.as_posix()}/").removeprefix(folder)
            if ".." in PurePosixPath(name).parts or not name.lower().endswith(_ENDING):
                raise RowRefusedError(f"{named}: name a CSV file of {folder}.")
            return name
        metric = cells.get("metric", "").strip().casefold()
        with_metric = [
            raw.file for raw in self._tables if metric in map(str.casefold, raw.written("metric"))
        ]
        files = with_metric or [raw.file for raw in self._tables]
        if len(files) > 1:
            raise RowRefusedError(f"Say which file it goes to: --file {' or '.join(files)}.")
        return files[0] if files else f"{folder}{self._table.name}{_ENDING}"

    def add(self, file: str, cells: Mapping[str, str]) -> AddedRow:
        """Writes the row; raises RowRefusedError, or DataError with every problem it would make."""
        path = self._folder / file
        before = path.read_bytes() if path.is_file() else None
        content, line = self._with_row(file, before, cells)
        with dry_run_of(self._folder, file, content) as copy:
            problems = self._check(copy, file, line)
        put(path, before, content)
        warnings = (p for p in problems if p.location.file == file and p.location.line == line)
        return AddedRow(file=file, line=line, warnings=tuple(warnings))

    def _raw_table(self, file: str) -> RawTable | None:
        return next((raw for raw in self._tables if raw.file == file and raw.labels), None)

    def _with_row(self, file: str, before: bytes | None, cells: Mapping[str, str]) -> FileWithRow:
        if before is None:
            return new_file(self._table, cells)
        raw = self._raw_table(file)
        if raw is None:
            raise DataError(tuple(p for p in self._raw.problems if p.location.file == file))
        self._refuse_duplicate(raw, cells)
        return append_row(before, raw, self._table, cells)

    def _refuse_duplicate(self, raw: RawTable, cells: Mapping[str, str]) -> None:
        """Refuses a row whose key exists: the check drops one that is equal without a word."""
        key = {name: raw.labels.index(name) for name in self._table.key if name in raw.labels}
        wanted = [cells.get(name, "").strip().casefold() for name in key]
        for line, row in zip(raw.lines, raw.rows, strict=True):
            if [row[index].casefold() for index in key.values()] == wanted:
                values = ", ".join(f'{name} "{cells[name]}"' for name in key if cells.get(name))
                location = f"{(self._folder / raw.file).as_posix()}:{line}"
                raise RowRefusedError(
                    f"{location}: There is already a row for {values}.", "Edit it there."
                )

    def _check(self, copy: Path, file: str, line: int) -> tuple[Problem, ...]:
        """The problems of the folder with the row; raises DataError if the row makes errors."""
        try:
            dataset = check(copy, self._settings, self._as_of, of_links=True)
        except DataError as error:
            remaining = [each for each in error.problems if not self._may_follow_later(each)]
            if has_errors(remaining):
                raise DataError(tuple(remaining)) from None
            return error.problems
        if not _is_used(dataset, self._table, file, line):
            raise RowRefusedError(
                f"{file}: the row would be read and not used.",
                here("Add it in your spreadsheet, and run python -m generator check."),
            )
        return dataset.warnings

    def _may_follow_later(self, problem: Problem) -> bool:
        """Whether it is a file or a role that a company at its beginning has not yet."""
        names_a_new_role = (
            self._table is table_of(Person)
            and problem.code is ProblemCode.FOREIGN_KEY
            and problem.location.file != self._table.file
            and self._table.file in problem.message
        )
        return names_a_new_role or problem.code is ProblemCode.FILE_MISSING


def _is_used(dataset: Dataset, table: Table, file: str, line: int) -> bool:
    if table is table_of(Measurement):
        frame = dataset.measurements
        return bool(((frame["file"] == file) & (frame["line"] == line)).any())
    rows = dataset.tables.get(table.name, {}).values()
    return any(row.location.file == file and row.location.line == line for row in rows)
