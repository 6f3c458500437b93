"""Importing rows of a table, such as goals, from a spreadsheet with columns of its own.

Columns are mapped by name, texts by what they mean, and nothing is guessed: a column of the same
name is taken, any other only where a setting names it. The rows are checked together with all
tables before one is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.check.folder_check import check_folder
from generator.check.references import known_ids
from generator.check.typed_rows import check_table
from generator.importing.export_section import toml
from generator.model.codec import to_cell
from generator.model.declared_values import DeclaredValues
from generator.model.dialect import FileDialect
from generator.model.errors import DataError, ImportRefusedError
from generator.model.mapping import FileRules
from generator.model.problems import Problem, ProblemCode, SourceLocation, has_errors
from generator.model.schema import Row, Table
from generator.model.setting_list import listed_settings
from generator.model.settings import Settings
from generator.model.tables import TABLES
from generator.model.vocabulary import Audience
from generator.model.wording import all_of, did_you_mean, folded, quoted
from generator.new.dry_run import dry_run_of, put
from generator.new.row_writing import FileWithRow, write_rows
from generator.read.data_folder import RawFolder, read_file, read_folder
from generator.read.declarations import TOML
from generator.read.delimited import label_of
from generator.read.raw_table import RawTable

#: The tables that rows can be imported into.
IMPORTED: Mapping[str, Table] = {table.name: table for table in TABLES if not table.is_folder}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSource:
    """Where a column of a table comes from: a column of the file, or one text for all rows.

    `values` says what a text of the file means.
    """

    column: str = ""
    text: str = ""
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRows:
    """What became of a file: how many rows it has, new ones and those that are there already.

    `sources` are pairs of a column and what it comes from, `unread` the columns of the file that
    nobody reads. `line` is that of the first row in the table, 0 if nothing was written.
    """

    file: str
    rows: int
    added: int
    present: int
    sources: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    problems: tuple[Problem, ...]
    line: int = 0


def import_rows(
    path: Path,
    table: Table,
    stated: Mapping[str, Any],
    folder: Path,
    settings: Settings,
    *,
    write: bool,
) -> ImportedRows:
    """The rows of a file for a table of the data folder, written if all is sound and `write`.

    Raises ImportRefusedError if the file or a setting cannot be read.
    """
    names = [column.name for column in table.columns]
    others = {key: value for key, value in stated.items() if key not in names}
    rules = _rules(others, names, path.name)
    raw, problems = read_file(path, path.as_posix(), rules)
    if raw is None:
        raise ImportRefusedError(str(problems[0]))
    sources = dict(_sources(table, stated, raw))
    mapped = replace(
        raw,
        labels=tuple(sources),
        rows=[[_cell(row, raw, source) for source in sources.values()] for row in raw.rows],
        rules=FileRules(pattern=path.name, dialect=rules.dialect),
    )
    present = read_folder(folder, TABLES)
    with_file = dict(present.tables)
    with_file[table.name] = (*present.tables.get(table.name, ()), mapped)
    known = known_ids(TABLES, with_file, settings.fiscal_year_start)
    found, faults = check_table(mapped, table, known)
    there = {
        key: row
        for file in present.tables.get(table.name, ())
        for key, row in check_table(file, table, known)[0].items()
    }
    new = [row for key, row in found.items() if key not in there]
    problems += [*faults, *_contradictions(table, found, there)]
    before, content = _content(folder, table, present, new)
    if not has_errors(problems) and new:
        problems += _checked(folder, table, content, settings, new)
    line = 0
    if write and new and not has_errors(problems):
        put(folder / table.file, before, content.content)
        line = content.line
    read = {source.column for source in sources.values()}
    return ImportedRows(
        file=path.as_posix(),
        rows=len(raw.rows),
        added=len(new),
        present=len(found) - len(new),
        sources=tuple(
            (name, source.column or quoted(source.text)) for name, source in sources.items()
        ),
        unread=tuple(label for label in raw.labels if label not in read),
        problems=tuple(problems),
        line=line,
    )


def _rules(stated: Mapping[str, Any], names: Sequence[str], name: str) -> FileRules:
    """How the file is written; raises ImportRefusedError for a setting that does not exist."""
    known = [setting.key for setting in listed_settings(FileDialect)]
    for key in stated:
        if key not in known:
            near = did_you_mean(key, [*names, *known]) or f"Settings are {all_of(known)}."
            raise ImportRefusedError(f"{key}: this is no column of the table and no setting.", near)
    declared = DeclaredValues(TOML)
    dialect = declared.read(FileDialect, stated)
    for misfit in declared.misfits:
        raise ImportRefusedError(misfit.message, misfit.fix)
    return FileRules(pattern=name, dialect=dialect)


def _sources(
    table: Table, stated: Mapping[str, Any], raw: RawTable
) -> Iterator[tuple[str, ColumnSource]]:
    """The source of each column that has one."""
    for column in table.columns:
        given = stated.get(column.name)
        if given is None:
            if column.name in raw.labels:
                yield column.name, ColumnSource(column=column.name, values={})
            continue
        form = given if isinstance(given, dict) else {"column": given}
        texts = {key: form.get(key, "") for key in ("column", "text")}
        values = form.get("values", {})
        sound = isinstance(values, dict) and all(
            isinstance(text, str) for text in (*texts.values(), *values.values())
        )
        if not sound or set(form) - {"column", "text", "values"} or not any(texts.values()):
            raise ImportRefusedError(
                f"{column.name}={toml(given)}: this names no column.",
                f'Write {column.name}="Column", {column.name}={{ column = "Column", values = '
                f'{{ "text" = "id" }} }}, or {column.name}={{ text = "the same in all rows" }}.',
            )
        label = label_of(texts["column"])
        if label and label not in raw.labels:
            near = did_you_mean(label, raw.labels) or f"Its columns are {all_of(raw.labels)}."
            raise ImportRefusedError(
                f"{raw.file}:{raw.header_line}: There is no column {quoted(texts['column'])}.", near
            )
        meant = {folded(text): meaning for text, meaning in values.items()}
        yield column.name, ColumnSource(column=label, text=texts["text"], values=meant)


def _cell(row: Sequence[str], raw: RawTable, source: ColumnSource) -> str:
    text = row[raw.labels.index(source.column)] if source.column else source.text
    return source.values.get(folded(text), text)


def _contradictions(
    table: Table, found: Mapping[str, Row], there: Mapping[str, Row]
) -> Iterator[Problem]:
    """Rows whose key the table has already, with something else in another column."""
    for key, row in found.items():
        old = there.get(key)
        if old is not None and replace(old, location=row.location) != row:
            named = " ".join(str(getattr(row, name) or "") for name in table.key).strip()
            message = f"There is another row for {quoted(named)} already ({old.location})."
            fix = "Leave it out here, or edit it there."
            location = replace(row.location, column=table.key[0])
            yield Problem(location, ProblemCode.PRIMARY_KEY, message, fix)


def _content(
    folder: Path, table: Table, present: RawFolder, new: Sequence[Row]
) -> tuple[bytes | None, FileWithRow]:
    """The table's file as it is, and with the new rows at its end."""
    rows = [
        {column.name: to_cell(getattr(row, column.name)) for column in table.columns} for row in new
    ]
    path = folder / table.file
    if not path.is_file():
        labels = tuple(column.name for column in table.columns)
        raw = RawTable(file=table.file, header_line=1, labels=labels)
        return None, write_rows(f"{','.join(labels)}\n".encode(), raw, table, rows, {})
    raw_there = next(iter(present.tables.get(table.name, ())), None)
    if raw_there is None:
        raise ImportRefusedError(f"{path.as_posix()} cannot be read.", "Mend it first.")
    before = path.read_bytes()
    blank = {column.name: to_cell(column.default) for column in table.columns}
    kept = [
        {
            name: cell
            for name, cell in row.items()
            if name in raw_there.labels or cell != blank[name]
        }
        for row in rows
    ]
    return before, write_rows(before, raw_there, table, kept, {})


def _checked(
    folder: Path, table: Table, content: FileWithRow, settings: Settings, new: Sequence[Row]
) -> list[Problem]:
    """The problems of the data folder with the new rows; those of a row are where it came from."""
    whole = replace(settings, audience=Audience.LEADERSHIP)  # correct, whoever may read it
    with dry_run_of(folder, table.file, content.content) as copy:
        try:
            check_folder(read_folder(copy, TABLES, of_links=True), whole, None)
        except DataError as error:
            return [_at_source(problem, table, content, new) for problem in error.problems
                    if has_errors([problem])]  # fmt: skip
    return []


def _at_source(problem: Problem, table: Table, content: FileWithRow, new: Sequence[Row]) -> Problem:
    index = problem.location.line - content.line
    if problem.location.file != table.file or not 0 <= index < len(new):
        return problem
    place = new[index].location
    location = SourceLocation(place.file, place.line, problem.location.column)
    return replace(problem, location=location)
