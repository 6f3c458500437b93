"""The preview: the file is read by the proposal, in a folder of its own, through the usual door.

What the proposal leaves open is filled in for the trial alone; where the answers are open, rows
are only counted.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.check.count_conflicts import Unused
from generator.check.exports.measurement_tables import check_exports
from generator.check.measurements import check_measurements
from generator.check.number_cells import MISSING
from generator.check.references import ReferenceIndex, SegmentNames, known_ids
from generator.check.typed_columns import convert
from generator.check.typed_rows import check_table
from generator.importing.proposing import Proposal, toml
from generator.model.mapping import Declarations, ExportMapping
from generator.model.problems import Problem
from generator.model.schema import table_of
from generator.model.tables import TABLES, Measurement, Metric, Segment
from generator.new.dry_run import link_or_copy
from generator.read.data_folder import RawFolder, read_folder
from generator.read.declarations import parse_declarations
from generator.read.exports import read_exports
from generator.read.raw_table import RawTable

#: The metric of the trial where none is named.
STAND_IN = "this-export"
_ANSWERED = ("calculation", "scale", "scales", "survey", "favourable", "top", "percentile")
_TESTS = ("is", "is_not", "one_of", "none_of", "at_least", "at_most", "filled", "separator")
_METRIC = ("metric", "metric_column", "metrics")
_FIGURES = 3
_COMPANY = ("metrics.csv", "departments.csv", "segments.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the file would give: the numbers of each period, and what became of its rows.

    `counted` says that rows are counted, since it is open what their answers mean. `missing` is
    what has to be stated before anything can be read.
    """

    missing: tuple[str, ...] = ()
    counted: bool = False
    table: RawTable | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def periods(self) -> list[tuple[str, str, str]]:
        """Each metric and period in its order, and the numbers of the whole."""
        assert self.table is not None
        found = []
        for row in self.table.rows:
            metric, date, segment, *figures = row
            if not segment:
                named = zip(self.table.labels[_FIGURES:], figures, strict=True)
                told = ", ".join(f"{label} {cell}" for label, cell in named if cell)
                found.append((date, "" if metric == STAND_IN else metric, told))
        return sorted(found)


def preview(
    proposal: Proposal, path: Path, folder: Path, timezone: ZoneInfo | None, fiscal_year_start: int
) -> Preview:
    """Reads the whole file as the proposal says."""
    settings = dict(proposal.settings)
    has_metric = any(key in settings for key in _METRIC)
    if not has_metric:
        settings["metric"] = STAND_IN
    mapping, missing = _mapping(proposal.name, settings)
    counted = mapping is None
    if mapping is None:
        rest = {k: v for k, v in settings.items() if k not in {*_ANSWERED, *_TESTS, *_METRIC}}
        plain = {**rest, "metric": STAND_IN, "calculation": "count"}
        mapping, missing = _mapping(proposal.name, plain)
    if mapping is None:
        return Preview(missing=missing)
    company = folder if has_metric and not counted else None
    with tempfile.TemporaryDirectory(prefix="cx-") as made:
        trial = Path(made)
        raw = _folder(trial, path, mapping, company)
        declared = Declarations(exports=(mapping,), timezone=timezone)
        raw = replace(raw, exports=read_exports(trial, declared))
        known = known_ids(TABLES, raw.tables, fiscal_year_start)
        metrics, names = _company(raw, known)
        tables, problems = check_exports(raw.exports, metrics, names, known)
        problems = [*raw.exports.problems, *problems]
        if company is not None and (company / "metrics.csv").is_file():
            problems += check_measurements(tables, metrics, names, known).problems
        else:
            problems += [fault for table in tables for fault in _convert(table, known)]
        table = tables[0] if tables else None
        return Preview(counted=counted, table=table, problems=tuple(problems))


def _mapping(
    name: str, settings: Mapping[str, Any]
) -> tuple[ExportMapping | None, tuple[str, ...]]:
    lines = [f"[exports.{toml(name)}]", *(f"{key} = {toml(v)}" for key, v in settings.items())]
    declared, problems = parse_declarations("\n".join(lines) + "\n")
    if problems:
        return None, tuple(f"{problem.message} {problem.fix}" for problem in problems)
    (mapping,) = declared.exports
    return replace(mapping, files=Path(mapping.files).name, lines={}), ()


def _folder(trial: Path, path: Path, mapping: ExportMapping, company: Path | None) -> RawFolder:
    """A data folder that holds the export, and the metrics that it may feed."""
    (trial / "exports").mkdir()
    at = trial / "exports" / path.name
    link_or_copy(path, at)
    if company is not None and (company / "metrics.csv").is_file():
        for name in _COMPANY:
            with suppress(FileNotFoundError):
                shutil.copyfile(company / name, trial / name)
    else:
        calculation = "" if mapping.calculation is None else mapping.calculation.in_metrics.value
        metric = mapping.metric or STAND_IN
        (trial / "departments.csv").write_text("department,name\nhere,Here\n", encoding="utf-8")
        (trial / "metrics.csv").write_text(
            "metric,name,department,better,calculation\n"
            f"{metric},This export,here,neither,{calculation}\n",
            encoding="utf-8",
        )
    return read_folder(trial, TABLES)


def _company(raw: RawFolder, known: ReferenceIndex) -> tuple[dict[str, Metric], SegmentNames]:
    metrics: dict[str, Metric] = {}
    segments: list[Segment] = []
    for table in (table_of(Metric), table_of(Segment)):
        for file in raw.tables.get(table.name, ()):
            rows, _ = check_table(file, table, known)
            for key, row in rows.items():
                if isinstance(row, Metric):
                    metrics[key] = row
                elif isinstance(row, Segment):
                    segments.append(row)
    return metrics, SegmentNames(segments)


def _convert(table: RawTable, known: ReferenceIndex) -> list[Problem]:
    """Cells as numbers and dates, where no metric says what they must be besides."""
    cells, problems = convert(table, table_of(Measurement), known)
    table.refused += len(cells.bad)
    for index, row in enumerate(table.rows):
        filled = any(cell and cell.lower() not in MISSING for cell in row[_FIGURES:])
        if index not in cells.bad and not filled:
            table.skip(Unused.NO_VALUE, table.weight(index))
    return problems
