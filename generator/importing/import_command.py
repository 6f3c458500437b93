"""`python -m generator import`: what it tells of a file, and the section written if asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from generator.importing.import_options import opening, settings_of
from generator.importing.looking import Look, look_at
from generator.importing.preview import Preview, preview
from generator.importing.proposing import Proposal, propose
from generator.importing.section_writing import append_section, refuse_taken
from generator.model.errors import ImportRefusedError
from generator.model.mapping import DECLARED_IN, EXPORTS, ExportCalculation
from generator.model.problems import Severity
from generator.model.schema import table_of
from generator.model.tables import TABLES, Metric
from generator.model.vocabulary import Calculation
from generator.model.wording import printable
from generator.read.data_folder import read_file
from generator.read.declarations import read_declarations

_ENDINGS = (".csv", ".txt", ".tsv", ".tab")
_SHOWN = 6
_WIDEST = 60
#: A share may be a top-box or the share of a condition; what a metric is given says nothing.
_SAME_WORD = {word.value for word in ExportCalculation} - {Calculation.SHARE.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What is told of a file, and whether it can be read as it is."""

    text: str
    reads: bool


def run(options: argparse.Namespace, folder: Path, fiscal_year_start: int) -> ImportOutcome:
    """Looks at the file and writes the section if asked for; may raise ImportRefusedError."""
    path = Path(options.file)
    if not path.is_file():
        raise ImportRefusedError(f"{path.as_posix()}: There is no such file.")
    if path.suffix.lower() not in _ENDINGS:
        raise ImportRefusedError(
            f"{path.as_posix()}: Only files that end in {', '.join(_ENDINGS)} are read.",
            "Save it as CSV, or give it such a name.",
        )
    given = settings_of(options)
    look = look_at(path, opening(given), str(given.get("preset", "")))
    name = options.name or _slug(path.stem)
    inside = _inside(path, folder)
    proposal = propose(look, name, inside or path.name, given, _calculation(given, folder))
    if options.write:
        refuse_taken(folder, name)
    declared, _ = read_declarations(folder)
    seen = (
        Preview(missing=(look.unfit,))
        if look.unfit
        else preview(proposal, path, folder, declared.timezone, fiscal_year_start)
    )
    lines = [*_of_file(look), "", *_of_preview(seen, path), "", *_of_section(proposal, folder)]
    if options.write:
        line = append_section(folder, name, proposal.text)
        lines += ["", f"{(folder / DECLARED_IN).as_posix()}:{line}: the section is there."]
        if not inside:
            lines.append(f"Put the file into {(folder / EXPORTS).as_posix()}/ yourself.")
    else:
        lines += ["", "Nothing was written. To append the section: --write."]
    text = "\n".join(printable(line) for line in lines) + "\n"
    broken = any(problem.severity is Severity.ERROR for problem in seen.problems)
    return ImportOutcome(text=text, reads=not (broken or seen.missing))


def _slug(stem: str) -> str:
    letters = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in stem.lower())
    return "-".join(letters.split()) or "export"


def _inside(path: Path, folder: Path) -> str:
    """The name of a file that lies in the folder of exports already, from there."""
    root = (folder / EXPORTS).resolve()
    whole = path.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else ""


def _calculation(given: Mapping[str, Any], folder: Path) -> str:
    """How metrics.csv works the metric out, where an export does it in the same words."""
    path = folder / "metrics.csv"
    if "metric" not in given or not path.is_file():
        return ""
    table = next(table for table in TABLES if table.name == table_of(Metric).name)
    raw, _ = read_file(path, table.file)
    if raw is None or not {"metric", "calculation"} <= set(raw.labels):
        return ""
    at, says = raw.labels.index("metric"), raw.labels.index("calculation")
    wanted = str(given["metric"]).casefold()
    found = next((row[says].lower() for row in raw.rows if row[at].casefold() == wanted), "")
    return found if found in _SAME_WORD else ""


def _of_file(look: Look) -> Iterator[str]:
    path = look.path.as_posix()
    if look.preset.name:
        yield f"{path}: the preset {look.preset.name} ({look.preset.system}) fits: {look.why}."
        yield look.preset.about
    else:
        yield f"{path}: no preset knows it, so it is read by its header, as layout {look.layout}."
    form = f"Encoding {look.encoding}, delimiter {look.delimiter}"
    yield f"{form}, header on line {look.header_line}."
    yield ""
    yield f"{len(look.columns)} columns (what they hold, by the first rows):"
    width = min(max((len(column.name) for column in look.columns), default=0), _WIDEST)
    for column in look.columns:
        also = f'  "{_short(column.also)}"' if column.also else ""
        yield f"  {_short(column.name):{width}}  {column.kind}{also}"


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _of_preview(seen: Preview, path: Path) -> Iterator[str]:
    if seen.missing:
        yield "Nothing can be read yet:"
        yield from (f"  {sentence}" for sentence in seen.missing)
        return
    if seen.table is not None:
        table = seen.table
        what = ", rows only counted, since it is open what the answers mean" * seen.counted
        yield f"Preview{what}:"
        yield (
            f"  {table.rows_read} rows read: {table.rows_used} used, "
            f"{sum(table.skipped.values())} skipped, {table.refused} refused."
        )
        yield from (f"  Skipped: {reason}: {rows}." for reason, rows in table.skipped.items())
        periods = seen.periods
        for date, metric, told in periods[:_SHOWN]:
            yield f"  {' '.join(filter(None, (date, metric)))}: {told}"
        if len(periods) > _SHOWN:
            yield f"  … and {len(periods) - _SHOWN} more, the last one {periods[-1][0]}."
    else:
        yield "Nothing can be read:"
    for problem in seen.problems:
        location = problem.location
        where = f"{path.as_posix()}" if PurePath(location.file).name == path.name else ""
        parts = filter(None, (where, str(location.line or "") if where else "", location.column))
        word = "warning: " if problem.severity is Severity.WARNING else ""
        yield f"  {':'.join(parts)}: {word}{problem.message} {problem.fix}".replace("  : ", "  ")


def _of_section(proposal: Proposal, folder: Path) -> Iterator[str]:
    yield f"The section for {(folder / DECLARED_IN).as_posix()}:"
    yield ""
    yield from proposal.text.splitlines()
    if proposal.open:
        yield ""
        yield f"Fill in what stands behind a #: {', '.join(proposal.open)}."
