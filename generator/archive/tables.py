"""Tables: the dataset of an edition as files of text, and back to the same dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.archive import provenance as origin
from generator.archive.cells import RowReader, as_csv, from_csv, written
from generator.archive.measured import COLUMNS, measured_frame, measured_places, measured_rows
from generator.check.typed_rows import key_of
from generator.model.dataset import AsOf, Dataset
from generator.model.problems import SourceLocation
from generator.model.schema import Row, Table, table_of
from generator.model.tables import TABLES, Measurement

_MEASURED = table_of(Measurement).name
#: The files of a dataset; those of its other tables have the names that they have in data/.
MEASUREMENTS = f"{_MEASURED}/published.csv"
PLACES = "places.csv"
PLACE_COLUMNS = ("table", "file", "line", "last_line")


def table_files(dataset: Dataset) -> dict[str, str]:
    """Every table that has rows, and where each row came from; `dataset` is what is published."""
    files: dict[str, str] = {}
    places: list[tuple[str, ...]] = []
    for table in TABLES:
        rows = dataset.tables.get(table.name, {}).values()
        if not rows:
            continue
        names = [column.name for column in table.columns]
        files[table.file] = as_csv(
            names, ([written(getattr(row, name)) for name in names] for row in rows)
        )
        places += [(table.name, row.location.file, str(row.location.line), "") for row in rows]
    frame = dataset.measurements
    files[MEASUREMENTS] = as_csv(COLUMNS, measured_rows(frame))
    places += [
        (_MEASURED, file, str(line), "" if last == line else str(last))
        for file, line, last in measured_places(frame)
    ]
    files[PLACES] = as_csv(PLACE_COLUMNS, places)
    return files


def read_dataset(
    files: Mapping[str, str], as_of: AsOf, found: dict[str, Any], fiscal_year_start: int
) -> Dataset:
    """The dataset of an edition; `found` is its provenance."""
    places: dict[str, list[tuple[str, int, int]]] = {}
    for cells in from_csv(files[PLACES]):
        line = int(cells["line"])
        location = (cells["file"], line, int(cells["last_line"] or line))
        places.setdefault(cells["table"], []).append(location)
    tables = {
        table.name: _rows(table, files.get(table.file, ""), places.get(table.name, []))
        for table in TABLES
        if table.name != _MEASURED
    }
    cadences = origin.read_cadences(found)
    return Dataset(
        as_of=as_of,
        tables=tables,
        measurements=measured_frame(
            files[MEASUREMENTS], places.get(_MEASURED, []), cadences, fiscal_year_start
        ),
        cadences=cadences,
        segments=origin.read_segments(found),
        sources=origin.read_sources(found),
        warnings=origin.read_warnings(found),
        withheld=origin.read_withheld(found),
    )


def _rows(table: Table, text: str, places: list[tuple[str, int, int]]) -> dict[str, Row]:
    read = RowReader(table)
    rows = (
        read(cells, SourceLocation(file, line))
        for cells, (file, line, _) in zip(from_csv(text), places, strict=True)
    )
    return {key_of(row, table): row for row in rows if row is not None}
