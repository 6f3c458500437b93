"""One way of writing: the values of a metric have one percent sign, currency and unit of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.check.faults import CellFault
from generator.check.number_cells import NumberColumn
from generator.check.typed_columns import ParsedCells
from generator.model.elapsed import SECONDS_OF
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.tables import Metric
from generator.model.wording import all_of, any_of, quoted
from generator.read.raw_table import RawTable


def check_notation(
    raw: RawTable, cells: ParsedCells, metrics: Mapping[str, Metric]
) -> Iterator[Problem]:
    """Values of a metric that are written with % and without, or in several currencies.

    Lengths of time become numbers of the metric's unit.
    """
    parsed = cells.numbers.get("value")
    if parsed is None or not (parsed.percents or parsed.currencies or parsed.durations):
        return
    groups: dict[str, list[int]] = {}
    for index, metric in enumerate(cells.values["metric"]):
        if metric and index not in cells.bad and parsed.values[index] is not None:
            groups.setdefault(metric, []).append(index)
    for metric, indexes in groups.items():
        faults = _notation_faults(raw, metrics.get(metric), metric, indexes, parsed)
        for index, fault in [*faults][:1]:
            cells.bad.add(index)
            location = SourceLocation(raw.file, raw.lines[index], "value")
            yield fault.of(raw.file).at(location, ProblemCode.TYPE_ERROR)


def _notation_faults(
    raw: RawTable,
    declared: Metric | None,
    metric: str,
    indexes: Sequence[int],
    parsed: NumberColumn,
) -> Iterator[tuple[int, CellFault]]:
    """The faults of the values of one metric, whose rows are `indexes`.

    A sign such as $ may mean several currencies, so only a code contradicts the metric's own.
    """
    signed = [index for index in indexes if index in parsed.percents]
    plain = [index for index in indexes if index not in parsed.percents]
    if signed and plain:
        message = (
            f'"{metric}" has values with a percent sign ({_where(raw, signed[0])}) and '
            f"without one ({_where(raw, plain[0])})."
        )
        fix = "Write all of them in one way, such as 42% or 42."
        yield max(signed[0], plain[0]), CellFault(message, fix)
    first_in: dict[str, int] = {}
    for index in indexes:
        if index in parsed.currencies:
            first_in.setdefault(parsed.currencies[index], index)
    if len(first_in) > 1:
        named = all_of(_where(raw, index) for index in first_in.values())
        message = f'"{metric}" has values in more than one currency ({named}).'
        fault = CellFault(
            message,
            "Keep one currency a metric: make a metric for each.",
            exported="Make a metric for each, and an export with a filter for each.",
        )
        yield max(first_in.values()), fault
    timed = [index for index in indexes if index in parsed.durations]
    untimed = [index for index in indexes if index not in parsed.durations and parsed.values[index]]
    unit = (declared.unit or "" if declared else "").strip().lower()
    if timed and untimed:
        fault = CellFault(
            f'"{metric}" has values that are lengths of time ({_where(raw, timed[0])}) and plain '
            f"numbers ({_where(raw, untimed[0])}).",
            "Write all of them in one way.",
        )
        yield max(timed[0], untimed[0]), fault
    elif timed and unit not in SECONDS_OF:
        fault = CellFault(
            f"{_cell(raw, timed[0])} is a length of time, and the unit of {quoted(metric)} is "
            f"{quoted(unit) if unit else 'blank'}.",
            f"Write its unit in metrics.csv: {any_of(SECONDS_OF)}.",
            exported=f"State its unit in metrics.csv: {any_of(SECONDS_OF)}.",
        )
        yield timed[0], fault
    else:
        for index in timed:
            parsed.values[index] = (parsed.values[index] or 0.0) / SECONDS_OF[unit]
    own = declared.currency if declared else ""
    for written, index in first_in.items():
        if own and len(written) > 1 and written != own:
            message = f"{_cell(raw, index)} is not in {own}, the currency of {quoted(metric)}."
            yield index, CellFault(message, "Correct it, or make a metric for the other currency.")


def _where(raw: RawTable, index: int) -> str:
    return f"{_cell(raw, index)} on line {raw.lines[index]}"


def _cell(raw: RawTable, index: int) -> str:
    return quoted(raw.rows[index][raw.labels.index("value")])
