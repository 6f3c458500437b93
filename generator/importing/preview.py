"""The preview: the file is read as the section says, in a folder of its own, by the usual code.

Settings that the section leaves open are filled in for the preview alone. If the settings of the
answers are open, rows are only counted.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from generator.check.count_conflicts import Unused
from generator.check.exports.measurement_tables import check_exports
from generator.check.measurements import check_measurements
from generator.check.number_cells import MISSING
from generator.check.references import ReferenceIndex, SegmentNames, known_ids
from generator.check.typed_columns import convert
from generator.check.typed_rows import check_table
from generator.importing.export_section import ProposedSection, parse_section
from generator.model.mapping import Declarations, ExportMapping
from generator.model.problems import Problem, one_a_kind
from generator.model.schema import Row, table_of
from generator.model.tables import TABLES, Measurement, Metric, Segment
from generator.new.dry_run import link_or_copy
from generator.read.data_folder import RawFolder, read_folder
from generator.read.exports import read_exports
from generator.read.raw_table import RawTable

_Row = TypeVar("_Row", bound=Row)

#: The metric of the preview if none is named.
STAND_IN = "this-export"
_METRIC = {"metric", "metric_column", "metrics"}
_OF_ANSWERS = {
    *("calculation", "scale", "scales", "survey", "favourable", "top", "percentile"),
    *("is", "is_not", "one_of", "none_of", "at_least", "at_most", "filled", "separator"),
}
_FIRST_VALUE = 3
_COMPANY = ("metrics.csv", "departments.csv", "segments.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the file would give: the values of each period, and what became of its rows.

    `counted` says that rows are only counted. `missing` has what must be stated before anything
    can be read.
    """

    missing: tuple[str, ...] = ()
    counted: bool = False
    table: RawTable | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def periods(self) -> list[tuple[str, str, str]]:
        """The date, the metric and the values of each period, without segments."""
        assert self.table is not None
        periods = []
        for metric, date, segment, *cells in self.table.rows:
            if not segment:
                labelled = zip(self.table.labels[_FIRST_VALUE:], cells, strict=True)
                values = ", ".join(f"{label} {cell}" for label, cell in labelled if cell)
                periods.append((date, "" if metric == STAND_IN else metric, values))
        return sorted(periods)


def preview(
    section: ProposedSection,
    path: Path,
    folder: Path,
    timezone: ZoneInfo | None,
    fiscal_year_start: int,
) -> Preview:
    """Reads the whole file as the section says."""
    settings = dict(section.settings)
    company: Path | None = folder
    if not settings.keys() & _METRIC:
        settings["metric"], company = STAND_IN, None
    mapping, problems = _mapping_of(section.name, settings)
    counted = mapping is None
    if mapping is None:
        company = None
        rest = {k: v for k, v in settings.items() if k not in _OF_ANSWERS | _METRIC}
        counting = {**rest, "metric": STAND_IN, "calculation": "count"}
        mapping, problems = _mapping_of(section.name, counting)
    if mapping is None:
        return Preview(missing=tuple(f"{problem.message} {problem.fix}" for problem in problems))
    if company is not None and not (company / "metrics.csv").is_file():
        company = None
    with tempfile.TemporaryDirectory(prefix="cx-") as made:
        trial = Path(made)
        raw = _folder(trial, path, mapping, company)
        declared = Declarations(exports=(mapping,), timezone=timezone)
        exports = read_exports(trial, declared)
        raw = replace(raw, exports=exports)
        known = known_ids(TABLES, raw.tables, fiscal_year_start)
        metrics = _rows(raw, Metric, known)
        segments = SegmentNames(_rows(raw, Segment, known).values())
        tables, found = check_exports(exports, metrics, segments, known)
        problems = [*exports.problems, *found]
        if company is not None:
            problems += check_measurements(tables, metrics, segments, known).problems
        else:
            problems += [problem for table in tables for problem in _convert(table, known)]
        table = tables[0] if tables else None
        return Preview(counted=counted, table=table, problems=one_a_kind(problems))


def _mapping_of(
    name: str, settings: Mapping[str, Any]
) -> tuple[ExportMapping | None, list[Problem]]:
    mapping, problems = parse_section(name, settings)
    if mapping is not None:
        periods = {Path(file).name: period for file, period in mapping.period_of_file.items()}
        name = Path(mapping.files).name
        mapping = replace(mapping, files=name, period_of_file=periods, lines={})
    return mapping, [*problems]


def _folder(trial: Path, path: Path, mapping: ExportMapping, company: Path | None) -> RawFolder:
    """A data folder with the export, and with the company's metrics or one that stands in."""
    (trial / "exports").mkdir()
    link_or_copy(path, trial / "exports" / path.name)
    if company is not None:
        for name in _COMPANY:
            with suppress(FileNotFoundError):
                shutil.copyfile(company / name, trial / name)
    else:
        calculation = "" if mapping.calculation is None else mapping.calculation.in_metrics.value
        metric = mapping.metric or STAND_IN
        (trial / "departments.csv").write_bytes(b"department,name\nhere,Here\n")
        row = f"metric,name,department,better,calculation\n{metric},This export,here,neither,"
        (trial / "metrics.csv").write_bytes(f"{row}{calculation}\n".encode())
    return read_folder(trial, TABLES, of_links=True)


def _rows(raw: RawFolder, row_type: type[_Row], known: ReferenceIndex) -> dict[str, _Row]:
    table = table_of(row_type)
    return {
        key: row
        for file in raw.tables.get(table.name, ())
        for key, row in check_table(file, table, known)[0].items()
        if isinstance(row, row_type)
    }


def _convert(table: RawTable, known: ReferenceIndex) -> list[Problem]:
    """Checks the cells as numbers and dates, without the rules of a metric."""
    cells, problems = convert(table, table_of(Measurement), known)
    table.refused += len(cells.bad)
    for index, row in enumerate(table.rows):
        filled = any(cell and cell.lower() not in MISSING for cell in row[_FIRST_VALUE:])
        if index not in cells.bad and not filled:
            table.skip(Unused.NO_VALUE, table.weight(index))
    return problems
