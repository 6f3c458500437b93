"""Soft checks: what deserves a look in sound tables, reported as warnings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from generator.check.check_context import CheckContext
from generator.check.count_conflicts import same_value
from generator.check.faults import MOST_NEAR, CellFault, row_warning
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, Severity, SourceLocation
from generator.model.schema import ColumnType, Row, table_of
from generator.model.tables import TABLES, Goal, Maturity, Metric
from generator.model.vocabulary import Accumulates, GoalState
from generator.model.wording import counted, did_you_mean, first_of, quoted
from generator.read.data_folder import RawFolder

if TYPE_CHECKING:
    import pandas as pd


_NEARLY_EQUAL = 0.92
#: Of so many names each is compared with each. Of a long name the first signs count.
_MANY_NAMES, _LONGEST_NAME = 60, 80
_SHORTEST_RUN = 3
_NAMED = 3
#: The tables that name roles.
WITH_ROLES = tuple(
    table.row for table in TABLES if any(column.type is ColumnType.ROLE for column in table.columns)
)


def warn_of_segments(context: CheckContext) -> Iterator[Problem]:
    """Goals for a segment without measurements, with the nearest segment that has some."""
    frame = context.measurements
    measured = set(zip(frame["metric"], frame["segment"], strict=True))
    found = 0
    for goal in context.rows(Goal):
        key = context.segments.key(goal.segment)
        if not key or (goal.metric, key) in measured or goal.state is GoalState.DROPPED:
            continue
        others = sorted(other for metric, other in measured if metric == goal.metric and other)
        near = did_you_mean(key, others) if found < MOST_NEAR else ""
        found += 1
        yield row_warning(
            goal,
            "segment",
            f'"{goal.metric}" has no measurement for the segment {quoted(goal.segment or "")}.',
            near or "Correct it, or add its measurements.",
        )


def warn_of_silence(context: CheckContext) -> Iterator[Problem]:
    """Metrics without a single measurement."""
    measured = set(context.measurements["metric"])
    for metric in context.rows(Metric):
        if metric.metric not in measured:
            message = f'"{metric.metric}" has no measurement yet.'
            fix = "Add its values to a file in measurements/."
            yield row_warning(metric, "metric", message, fix)


def warn_of_blank_kinds(context: CheckContext) -> Iterator[Problem]:
    """Metrics of which small groups are withheld only because their kind is blank."""
    frame = context.measurements
    fewest = frame.groupby("metric")["n"].min()
    for metric in context.rows(Metric):
        least = metric.smallest_group
        if (
            metric.kind is None
            and metric.min_n is None
            and 0 < fewest.get(metric.metric, 0) < least
        ):
            yield row_warning(
                metric,
                "kind",
                f'The kind of "{metric.metric}" is blank, so its n counts as people\'s answers, '
                f"and groups of fewer than {least} are not published.",
                "Say its kind; write 0 in min_n if every group may be published.",
            )


def warn_of_missing_n(context: CheckContext) -> Iterator[Problem]:
    """Metrics whose small groups are withheld while figures of segments do not state their n."""
    frame = context.measurements
    lacking = frame[(frame["segment"] != "") & frame["n"].isna()]
    rows = {str(name): part for name, part in lacking.groupby("metric", sort=False)}
    for metric in context.rows(Metric):
        least, part = metric.smallest_group, rows.get(metric.metric)
        if part is None or not least:
            continue
        at = part.sort_values(["file", "line"]).iloc[0]
        states = "states" if len(part) == 1 else "state"
        yield row_warning(
            metric,
            "min_n",
            f'{counted(len(part), "figure")} of segments of "{metric.metric}" {states} no n, so '
            f"groups of fewer than {least} answers among them may not be recognised and withheld.",
            f"Add n to each, first in {at['file']}, line {at['line']}; write 0 in min_n if every "
            "group may be published.",
        )


def warn_of_running_totals(context: CheckContext) -> Iterator[Problem]:
    """Series that look like running totals while `accumulates` is blank."""
    frame = context.measurements
    whole = frame[frame["segment"] == ""]
    series = {str(name): part for name, part in whole.groupby("metric", sort=False)}
    blank = _lines_where_blank(context.raw, table_of(Metric).name, "accumulates")
    for metric in context.rows(Metric):
        rows = series.get(metric.metric)
        if rows is None or metric.location.line not in blank:
            continue
        kind = looks_like_total(rows["last"], rows["value"], context.known.fiscal_year_start)
        if kind is not None:
            falls = "never falls" if kind is Accumulates.EVER else "falls only at a new year"
            yield row_warning(
                metric,
                "accumulates",
                f'"{metric.metric}" {falls}, as a running total does.',
                f'If it is one, write "{kind}" in accumulates; if not, write "no".',
            )


def _lines_where_blank(raw: RawFolder, table: str, column: str) -> frozenset[int]:
    """The lines of a table's file on which a column is blank or absent."""
    return frozenset(
        line
        for file in raw.tables.get(table, ())
        for line, row in zip(file.lines, file.rows, strict=True)
        if column not in file.labels or not row[file.labels.index(column)]
    )


def looks_like_total(
    last: pd.Series, value: pd.Series, fiscal_year_start: int = 1
) -> Accumulates | None:
    """Whether three or more values never fall, or fall only when a new fiscal year begins."""
    values = value.to_numpy()
    if len(values) < _SHORTEST_RUN or values.min() == values.max():
        return None
    falls = values[1:] < values[:-1]
    if not falls.any():
        return Accumulates.EVER
    months = last.to_numpy().astype("datetime64[M]").astype(int)
    years = (months - (fiscal_year_start - 1)) // 12
    new_year = years[1:] != years[:-1]
    within_years = not new_year.all()
    return Accumulates.YEAR if within_years and not (falls & ~new_year).any() else None


def warn_of_baselines(context: CheckContext) -> Iterator[Problem]:
    """Goals whose baseline differs from the value that was measured for that date."""
    stated = [goal for goal in context.rows(Goal) if goal.baseline is not None]
    if not stated:
        return
    metrics = context.by_id(Metric)
    frame = quotable(context.measurements, metrics)
    rows = frame.groupby(["metric", "segment"], sort=False).indices
    first, last, values = (frame[name].to_numpy() for name in ("first", "last", "value"))
    for goal in stated:
        at = rows.get((goal.metric, context.segments.key(goal.segment)))
        if at is None or goal.baseline is None or goal.baseline_date is None:
            continue
        day = np.datetime64(goal.baseline_date)
        there = at[(first[at] <= day) & (day <= last[at])]
        if metrics[goal.metric].is_total:
            there = there[last[there] == day]
        if not len(there):
            continue
        measured = float(values[there[0]])
        decimals = metrics[goal.metric].decimals
        decimals = _decimals(goal.baseline) if decimals is None else decimals
        if not same_value(measured, goal.baseline, decimals):
            yield row_warning(
                goal,
                "baseline",
                f'The baseline of "{goal.goal}" is {goal.baseline:.12g}, but the measurement for '
                f"{goal.baseline_date} is {round(measured, decimals + 1):.12g}.",
                "Correct one of them, or say in the note why they differ.",
            )


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def quotable(frame: pd.DataFrame, metrics: Mapping[str, Metric]) -> pd.DataFrame:
    """The rows whose values a warning may show: of periods in which no group is too small."""
    least = frame["metric"].map({key: metric.smallest_group for key, metric in metrics.items()})
    small = frame["n"] < least
    if not small.any():
        return frame
    hidden = set(zip(frame["metric"][small], frame["last"][small], strict=True))
    periods = zip(frame["metric"], frame["last"], strict=True)
    return frame[[period not in hidden for period in periods]]


def warn_of_near_roles(context: CheckContext) -> Iterator[Problem]:
    """Owners, sponsors and leads whose names are nearly the same."""
    yield from _near_names(
        (row, column.name, getattr(row, column.name))
        for row_class in WITH_ROLES
        for column in table_of(row_class).columns
        if column.type is ColumnType.ROLE
        for row in context.rows(row_class)
    )


def warn_of_near_competencies(context: CheckContext) -> Iterator[Problem]:
    """Competencies whose names are nearly the same."""
    yield from _near_names((row, "competency", row.competency) for row in context.rows(Maturity))


def _near_names(cells: Iterable[tuple[Row, str, str | None]]) -> Iterator[Problem]:
    """Each name that is nearly an earlier one, reported once; `cells` are row, column, name."""
    first_at: dict[str, Row] = {}
    reported: set[str] = set()
    slips: dict[str, list[str]] = {}
    for row, column, name in cells:
        if not name or name in first_at or name in reported:
            continue
        others: Iterable[str] = first_at
        if len(first_at) >= _MANY_NAMES:  # then only those are compared that differ by one sign
            near = (other for slip in _slips(name) for other in slips.get(slip, [])[:_MANY_NAMES])
            others = dict.fromkeys(near)
        twin = next((other for other in others if _nearly(name, other)), None)
        if twin is None:
            first_at[name] = row
            for slip in _slips(name):
                slips.setdefault(slip, []).append(name)
            continue
        reported.add(name)
        yield row_warning(
            row,
            column,
            f"{quoted(name)} is nearly {quoted(twin)} ({first_at[twin].location}).",
            "If they are the same, write them the same.",
        )


def _nearly(one: str, other: str) -> bool:
    """Whether two names are the same but for a slip; with other digits they are not."""
    first, second = _letters(one), _letters(other)
    if first == second:
        return True
    if [*filter(str.isdigit, first)] != [*filter(str.isdigit, second)]:
        return False
    matcher = SequenceMatcher(None, first, second)
    return matcher.quick_ratio() >= _NEARLY_EQUAL and matcher.ratio() >= _NEARLY_EQUAL


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _slips(name: str) -> set[str]:
    """A name as it is compared, and all that it becomes if one sign is left out."""
    letters = _letters(name)[:_LONGEST_NAME]
    return {letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))}


class _Overdue(NamedTuple):
    """A metric whose next figure was due, and where its newest one stands."""

    due: dt.date
    metric: str
    last: dt.date
    line: int


def warn_of_overdue(context: CheckContext) -> Iterator[Problem]:
    """Files to which a figure should have been added by the day of the site.

    Owners deliver files, so all metrics whose newest figure is in one file are reported together,
    at that of the metric that waits longest.
    """
    today = context.as_of.day
    frame = context.measurements
    newest = _newest(frame[frame["last"] <= np.datetime64(today)])
    by_file: dict[str, list[_Overdue]] = {}
    for metric in context.readable_metrics:
        row, cadence = newest.get(metric.metric), context.cadences.get(metric.metric)
        if row is None or cadence is None:
            continue
        last = row.last.date()
        due = metric.due_after(last, cadence)
        if due < today:
            late = _Overdue(due, metric.metric, last, int(row.line))
            by_file.setdefault(row.file, []).append(late)
    for file, overdue in by_file.items():
        overdue.sort()
        column = "" if file.startswith(EXPORTS) else "date"
        location = SourceLocation(file, overdue[0].line, column)
        inferred = None if context.is_as_of_stated else today
        yield _fault(overdue, inferred).of(file).at(location, severity=Severity.WARNING)


def _newest(ended: pd.DataFrame) -> dict[str, Any]:
    """The newest row of each metric: of the whole, else of any of its segments."""
    ordered = ended.assign(whole=ended["segment"] == "").sort_values(
        ["whole", "last"], kind="stable"
    )
    rows = ordered.drop_duplicates("metric", keep="last").itertuples(index=False)
    return {str(row.metric): row for row in rows}


def _fault(overdue: list[_Overdue], inferred: dt.date | None) -> CellFault:
    if len(overdue) == 1:
        (late,) = overdue
        message = (
            f'The next figure of "{late.metric}" was due on {late.due}; the newest is for the '
            f"period to {late.last}."
        )
        them, its = "it", "its"
    else:
        waiting = first_of([f'"{late.metric}" since {late.due}' for late in overdue], _NAMED)
        message = f"{len(overdue)} metrics wait for their next figures: {waiting}."
        them, its = "them", "their"
    columns = f"{its} cadence or lag_days in metrics.csv"
    fix = f"Add {them}, or correct {columns}."
    if inferred is not None:
        as_of = f"or set as_of: without it the days are counted to {inferred}."
        fix = f"Add {them}, correct {columns}, {as_of}"
    return CellFault(message, fix, exported=fix.replace("Add", "Export the file again with", 1))
