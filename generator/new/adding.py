"""Adding one row: where it goes, the trial of the whole folder with it, and the writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.build import check
from generator.check.references import ReferenceIndex, known_ids
from generator.model.dataset import AsOf, Dataset
from generator.model.errors import DataError, RowRefusedError
from generator.model.problems import Problem, ProblemCode, has_errors
from generator.model.schema import Table, table_of
from generator.model.settings import Settings
from generator.model.tables import TABLES, Measurement, Person
from generator.model.vocabulary import Audience
from generator.new.dry_run import put, trial_of
from generator.new.row_writing import Written, appended, begun
from generator.read.data_folder import RawFolder, read_folder
from generator.read.raw_table import RawTable

_ENDING = ".csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A row that was written: its file and line, and what deserves a look about it."""

    file: str
    line: int
    warnings: tuple[Problem, ...]


class Addition:
    """One row on its way into a data folder."""

    def __init__(self, folder: Path, table: Table, settings: Settings, as_of: AsOf | None) -> None:
        if not folder.is_dir():
            raise RowRefusedError(f"{folder.as_posix()}: There is no such folder.")
        self._folder = folder
        self._table = table
        # Whoever may read a row, it has to be sound.
        self._settings = replace(settings, audience=Audience.LEADERSHIP)
        self._as_of = as_of
        self._raw: RawFolder = read_folder(folder, TABLES)

    @property
    def known(self) -> ReferenceIndex:
        """What cells may refer to in this folder."""
        return known_ids(TABLES, self._raw.tables, self._settings.fiscal_year_start)

    def labels(self, cells: Mapping[str, str], asked: str = "") -> tuple[str, ...]:
        """The columns of the row's file; all of its table where it is not known or not there."""
        try:
            raw = self._raw_of(self.file(cells, asked))
        except RowRefusedError:
            raw = None
        return raw.labels if raw else tuple(column.name for column in self._table.columns)

    def file(self, cells: Mapping[str, str], asked: str = "") -> str:
        """The file that the row goes to; `asked` is the one named, of a table that is a folder."""
        if not self._table.is_folder:
            return self._table.file
        if asked:
            return self._inside(asked)
        files = [raw.file for raw in self._raw.tables.get(self._table.name, ())]
        metric = cells.get("metric", "").strip().casefold()
        with_metric = [
            raw.file
            for raw in self._raw.tables.get(self._table.name, ())
            if metric in (text.casefold() for text in raw.written("metric"))
        ]
        choice = with_metric or files or [f"{self._table.file}{self._table.name}{_ENDING}"]
        if len(choice) > 1:
            raise RowRefusedError(f"Say which file it goes to: --file {' or '.join(choice)}.")
        return choice[0]

    def add(self, file: str, cells: Mapping[str, str]) -> Added:
        """Writes the row; raises RowRefusedError, or DataError with every problem it would make."""
        path = self._folder / file
        before = path.read_bytes() if path.is_file() else None
        written = self._with_row(file, before, cells)
        with trial_of(self._folder, file, written.content) as trial:
            warnings = self._checked(trial, file, written.line)
        put(path, before, written.content)
        return Added(file=file, line=written.line, warnings=warnings)

    def _inside(self, asked: str) -> str:
        """A file named from within the data folder, from its table's folder, or from outside."""
        inside = self._table.file
        name = PurePosixPath(asked.replace("\\", "/")).as_posix()
        name = name.removeprefix(f"{self._folder.as_posix()}/")
        name = name if name.startswith(inside) else f"{inside}{name}"
        if ".." in PurePosixPath(name).parts or not name.lower().endswith(_ENDING):
            raise RowRefusedError(f"{asked}: name a CSV file of {inside}.")
        return name

    def _raw_of(self, file: str) -> RawTable | None:
        tables = self._raw.tables.get(self._table.name, ())
        return next((raw for raw in tables if raw.file == file and raw.labels), None)

    def _with_row(self, file: str, before: bytes | None, cells: Mapping[str, str]) -> Written:
        if before is None:
            return begun(self._table, cells)
        raw = self._raw_of(file)
        if raw is None:
            raise DataError(tuple(p for p in self._raw.problems if p.location.file == file))
        self._refuse_twin(raw, cells)
        return appended(before, raw, self._table, cells)

    def _refuse_twin(self, raw: RawTable, cells: Mapping[str, str]) -> None:
        """A row with the same key would be dropped without a word where it is quite the same."""
        key = [name for name in self._table.key if name in raw.labels]
        wanted = [cells.get(name, "").strip().casefold() for name in key]
        at = [raw.labels.index(name) for name in key]
        for line, row in zip(raw.lines, raw.rows, strict=True):
            if [row[index].casefold() for index in at] == wanted:
                named = ", ".join(
                    f'{name} "{cells.get(name, "")}"' for name in key if cells.get(name)
                )
                location = f"{(self._folder / raw.file).as_posix()}:{line}"
                raise RowRefusedError(
                    f"{location}: There is already a row for {named}.", "Edit it there."
                )

    def _checked(self, trial: Path, file: str, line: int) -> tuple[Problem, ...]:
        """The warnings about the row; DataError where it cannot stand."""
        try:
            dataset = check(trial, self._settings, self._as_of)
        except DataError as error:
            problems = error.problems
            left = [problem for problem in problems if not self._comes_later(problem)]
            if has_errors(left):
                raise DataError(tuple(left)) from None
            return _about(problems, file, line)
        if not _is_used(dataset, self._table, file, line):
            raise RowRefusedError(
                f"{file}: the row would be read and not used.",
                "Add it in your spreadsheet, and run python -m generator check.",
            )
        return _about(dataset.warnings, file, line)

    def _comes_later(self, problem: Problem) -> bool:
        """A company that begins has not all of its files yet, nor all of its roles."""
        unlisted = (
            self._table is table_of(Person)
            and problem.code is ProblemCode.FOREIGN_KEY
            and problem.location.file != self._table.file
            and self._table.file in problem.message
        )
        return unlisted or problem.code is ProblemCode.FILE_MISSING


def _about(problems: tuple[Problem, ...], file: str, line: int) -> tuple[Problem, ...]:
    return tuple(p for p in problems if p.location.file == file and p.location.line == line)


def _is_used(dataset: Dataset, table: Table, file: str, line: int) -> bool:
    if table is table_of(Measurement):
        frame = dataset.measurements
        return bool(((frame["file"] == file) & (frame["line"] == line)).any())
    rows = dataset.tables.get(table.name, {}).values()
    return any(row.location.file == file and row.location.line == line for row in rows)
