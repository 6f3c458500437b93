"""The dataset of an edition: its tables, measurements and provenance as files, and back."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

import numpy as np

from generator.archive.edition_folder import PLACES, as_json
from generator.check.typed_rows import key_of
from generator.measure.suppression import withheld_series
from generator.model.codec import (
    cell_decoder,
    decode,
    finite,
    from_csv,
    records_from_csv,
    records_to_csv,
    to_cell,
    to_csv,
)
from generator.model.counts import FIGURE_COLUMNS
from generator.model.dataset import AsOf, Dataset, SegmentName, SourceFile
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Row, Table, table_of
from generator.model.tables import TABLES, Measurement, Metric
from generator.model.vocabulary import Bound, Cadence

if TYPE_CHECKING:
    import pandas as pd

_MEASURED = table_of(Measurement)
#: The files of a dataset; those of its other tables have the names that they have in data/.
MEASUREMENTS = f"{_MEASURED.name}/published.csv"
PROVENANCE = "provenance.json"

#: The columns of measurements in the order of the file; a period is written as its last day.
_COLUMNS = ("metric", "date", *FIGURE_COLUMNS, "segment", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """Where a row of a table came from; `last_line` only if it came from several lines."""

    table: str
    file: str
    line: int
    last_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWarning:
    """A warning of the checks."""

    file: str
    line: int
    column: str
    fault: ProblemCode
    wrong: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersSoFar:
    """How many answers an open period of a series has at least, whose figure is not published."""

    metric: str
    segment: str = ""
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBound:
    """What is told of a period of a series, whose figure is not published."""

    metric: str
    segment: str = ""
    date: dt.date
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the data came from, and what the checks made of it."""

    sources: tuple[SourceFile, ...]
    warnings: tuple[KeptWarning, ...]
    cadences: Mapping[str, Cadence]
    segments: tuple[SegmentName, ...]
    so_far: tuple[AnswersSoFar, ...] = ()
    bounds: tuple[KeptBound, ...] = ()


def dataset_files(dataset: Dataset) -> dict[str, str]:
    """Every table that has rows, where each row came from, and the provenance of the data."""
    files: dict[str, str] = {}
    places: list[RowPlace] = []
    for table in TABLES:
        rows = dataset.tables.get(table.name, {}).values()
        if rows:
            names = [column.name for column in table.columns]
            cells = ([to_cell(getattr(row, name)) for name in names] for row in rows)
            files[table.file] = to_csv(names, cells)
            places += [
                RowPlace(table=table.name, file=row.location.file, line=row.location.line)
                for row in rows
            ]
    frame = dataset.measurements
    files[MEASUREMENTS] = to_csv(_COLUMNS, _measured_rows(frame))
    files[PLACES] = records_to_csv(RowPlace, [*places, *_measured_places(frame)])
    files[PROVENANCE] = as_json(_provenance(dataset))
    return files


def read_dataset(files: Mapping[str, str], as_of: AsOf, fiscal_year_start: int) -> Dataset:
    """The dataset of an edition.

    Raises KeyError, TypeError or ValueError if the files have another form.
    """
    provenance = decode(Provenance, json.loads(files[PROVENANCE]))
    places: dict[str, list[RowPlace]] = defaultdict(list)
    for place in records_from_csv(RowPlace, files[PLACES]):
        places[place.table].append(place)
    measurements = _measured_frame(
        files[MEASUREMENTS], places[_MEASURED.name], provenance.cadences, fiscal_year_start
    )
    tables = {
        table.name: _read_rows(table, files.get(table.file, ""), places[table.name])
        for table in TABLES
        if table is not _MEASURED
    }
    _check_references(tables, measurements["metric"])
    return Dataset(
        as_of=as_of,
        tables=tables,
        measurements=measurements,
        cadences=provenance.cadences,
        segments={name.key: name for name in provenance.segments},
        sources=provenance.sources,
        warnings=tuple(map(_problem, provenance.warnings)),
        withheld=withheld_series(measurements),
        so_far={(one.metric, one.segment): one.at_least for one in provenance.so_far},
        bounds={(one.metric, one.segment, one.date): one.bound for one in provenance.bounds},
    )


def _check_references(tables: Mapping[str, Mapping[str, Row]], metrics: Iterable[str]) -> None:
    """Raises KeyError if a row names one that is not there: what was checked names none such."""
    named = {(table_of(Metric).name, metric) for metric in metrics}
    for table in TABLES:
        for column in table.columns if table is not _MEASURED else ():
            for row in tables[table.name].values():
                value = getattr(row, column.name)
                if column.refers_to and value is not None:
                    keys = value if column.many else (value,)
                    named |= {(column.refers_to, key) for key in keys if key not in column.words}
    for table_name, key in named:
        tables[table_name][key]


def _read_rows(table: Table, text: str, places: Sequence[RowPlace]) -> dict[str, Row]:
    """The rows of a table by key; a row without a cell that it needs is left out.

    A column that an older edition did not know has its default, and so has a word that this
    version of the generator does not know.
    """
    hints = get_type_hints(table.row)
    columns = [(column, cell_decoder(hints[column.name])) for column in table.columns]
    rows = {}
    for cells, place in zip(from_csv(text), places, strict=True):
        values: dict[str, Any] = {}
        for column, decode_cell in columns:
            values[column.name] = column.default
            if cell := cells.get(column.name):
                with suppress(ValueError):
                    values[column.name] = decode_cell(cell)
        if all(values[column.name] is not None for column in table.columns if column.required):
            row = table.row(location=SourceLocation(place.file, place.line), **values)
            rows[key_of(row, table)] = row
    return rows


def _measured_rows(frame: pd.DataFrame) -> Iterator[Sequence[str]]:
    last = np.datetime_as_string(frame["last"].to_numpy(), unit="D").tolist()
    numbers = [[to_cell(value) for value in frame[name].to_list()] for name in FIGURE_COLUMNS]
    notes = [note if isinstance(note, str) else "" for note in frame["note"].to_list()]
    yield from zip(
        frame["metric"].to_list(), last, *numbers, frame["segment"].to_list(), notes, strict=True
    )


def _measured_places(frame: pd.DataFrame) -> Iterator[RowPlace]:
    ends = frame["last_line"] if "last_line" in frame else frame["line"]
    for file, line, end in zip(frame["file"], frame["line"].to_list(), ends.to_list(), strict=True):
        last = None if end == line else end
        yield RowPlace(table=_MEASURED.name, file=file, line=line, last_line=last)


def _measured_frame(
    text: str, places: Iterable[RowPlace], cadences: Mapping[str, Cadence], fiscal_year_start: int
) -> pd.DataFrame:
    """The frame of measurements; a metric without a cadence is left out."""
    from generator.check.measurements import measurement_frame  # noqa: PLC0415 -- slow to import

    periods: dict[tuple[str, str], Period] = {}
    kept = []
    for cells, place in zip(from_csv(text), places, strict=False):
        cadence = cadences.get(cells["metric"])
        if cadence is None:
            continue
        key = (cells["date"], cadence)
        if key not in periods:
            day = dt.date.fromisoformat(cells["date"])
            periods[key] = Period.containing(day, cadence, fiscal_year_start)
        kept.append((cells, periods[key], place))
    return measurement_frame(
        [(cells["metric"], cells["segment"], period) for cells, period, _ in kept],
        [
            [finite(cells[name]) if cells[name] else math.nan for name in FIGURE_COLUMNS]
            for cells, _, _ in kept
        ],
        [cells["note"] or None for cells, _, _ in kept],
        [(place.file, place.line, place.last_line or place.line) for _, _, place in kept],
    )


def _provenance(dataset: Dataset) -> Provenance:
    return Provenance(
        sources=dataset.sources,
        warnings=tuple(
            KeptWarning(
                file=problem.location.file,
                line=problem.location.line,
                column=problem.location.column,
                fault=problem.code,
                wrong=problem.message,
                mend=problem.fix,
            )
            for problem in dataset.warnings
        ),
        cadences=dataset.cadences,
        segments=tuple(dataset.segments.values()),
        so_far=tuple(
            AnswersSoFar(metric=metric, segment=segment, at_least=at_least)
            for (metric, segment), at_least in dataset.so_far.items()
        ),
        bounds=tuple(
            KeptBound(metric=metric, segment=segment, date=date, bound=bound)
            for (metric, segment, date), bound in dataset.bounds.items()
        ),
    )


def _problem(warning: KeptWarning) -> Problem:
    location = SourceLocation(warning.file, warning.line, warning.column)
    return Problem(location, warning.fault, warning.wrong, warning.mend, Severity.WARNING)
