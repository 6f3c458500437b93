"""Writes the story as the tables of a data folder, each measurement file in its owner's form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tests.story import names
from tests.story.company import DEPARTMENTS, OBJECTIVES, SEGMENTS, Row
from tests.story.context import BENCHMARKS, EVENTS
from tests.story.goals import GOALS
from tests.story.goals_service import SERVICE_GOALS
from tests.story.journey import HANDOFFS, TOUCHPOINTS
from tests.story.maturity import MATURITY
from tests.story.moves import INITIATIVES
from tests.story.people import PEOPLE
from tests.story.periods import Period, month_end
from tests.story.series import Point, points
from tests.story.systems import (
    billing,
    crm,
    helpdesk,
    legal,
    onboarding,
    people,
    surveys,
    technology,
    warehouse,
)
from tests.story.tables import Export, Goal, Metric
from tests.story.voice import COMMENTARY

#: The day on which the sample is told.
TODAY: Final = date(2026, 11, 20)

#: Next steps, results and notes are of this day: an earlier edition has none of them.
_WRITTEN: Final = date(2026, 10, 1)

EXPORTS: Final[tuple[Export, ...]] = (
    onboarding.TRACKER,
    surveys.SURVEY,
    surveys.PANEL,
    helpdesk.HELPDESK,
    helpdesk.HELPDESK_WEEKLY,
    crm.CRM,
    billing.BILLING,
    legal.REGISTER,
    technology.SERVICE_DESK,
    technology.PRODUCT,
    warehouse.WAREHOUSE,
    people.STAFF_SURVEY,
    people.STAFF_SYSTEM,
    people.MINUTES,
)
_METRICS: Final = tuple(metric for export in EXPORTS for metric in export.metrics)
_GOALS: Final = (*GOALS, *SERVICE_GOALS)

_COLUMNS: Final[Mapping[str, str]] = {
    "departments": "department name short_name lead traditional_focus customer_commitment "
    "customers",
    "objectives": "objective name model sponsor description outcome_metric",
    "metrics": "metric name short_name department better unit calculation part_of accumulates "
    "cadence kind owner source definition minimum maximum decimals min_n smoothing lag_days "
    "complete_dimensions note",
    "goals": "goal short_name department metric rule target target_high segment baseline "
    "baseline_date due objective owner guardrails next_step state replaces note",
    "milestones": "goal date expected",
    "segments": "segment name dimension promise ideal_experience priority note",
    "benchmarks": "metric date value source label comparability",
    "events": "date title metric department rebase note",
    "initiatives": "initiative name department goals objective phase owner start end cost currency "
    "hypothesis result next_step decision_date",
    "touchpoints": "touchpoint name stage department order metrics moment_of_truth",
    "handoffs": "handoff name provider receiver stage promise promise_value metric provider_metric "
    "receiver_metric owner",
    "commentary": "date about kind text by due decides cost cleared_by",
    "maturity": "competency date level department target evidence assessor",
    "people": "person name holder department email",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The measurements of every metric up to a day."""

    until: date
    points: Mapping[str, Sequence[Point]]

    def value(self, metric: Metric, segment: str, month: str) -> str:
        """Return the value measured for the last period that ends by a month's end."""
        day = month_end(month)
        known = [
            point
            for point in self.points[metric.metric]
            if point.segment == segment and point.period.last <= day
        ]
        return value_of(metric, known[-1])


def write(folder: Path, until: date = TODAY) -> None:
    """Write the whole data folder as it stood on the day ``until``."""
    told = _Told(
        until=until,
        points={
            metric.metric: [
                point
                for point in (points(metric.metric, metric.course) if metric.has_data else [])
                if _reported(metric, point.period, until)
            ]
            for metric in _METRICS
        },
    )
    goals = [goal for goal in _GOALS if goal.known(until)]
    rows: Mapping[str, Sequence[Row]] = {
        "departments": [
            {**row, "short_name": names.DEPARTMENTS.get(row["department"], "")}
            for row in DEPARTMENTS
        ],
        "objectives": OBJECTIVES,
        "metrics": [_metric_row(metric, until) for metric in _METRICS],
        "goals": [_goal_row(goal, told) for goal in goals],
        "milestones": [
            {"goal": goal.goal, "date": day, "expected": expected}
            for goal in goals
            for day, expected in goal.plan
        ],
        "segments": SEGMENTS,
        "benchmarks": _until(BENCHMARKS, until),
        "events": _until(EVENTS, until),
        "initiatives": _begun(until),
        "touchpoints": TOUCHPOINTS,
        "handoffs": HANDOFFS,
        "commentary": _until(COMMENTARY, until),
        "maturity": _until(MATURITY, until),
        "people": PEOPLE,
    }
    (folder / "measurements").mkdir(parents=True, exist_ok=True)
    for table, lines in rows.items():
        form = Export(file=f"{table}.csv", columns=tuple(_COLUMNS[table].split()), metrics=())
        if lines:
            _save(folder / form.file, form, lines)
        else:
            (folder / form.file).unlink(missing_ok=True)
    for export in EXPORTS:
        _save(folder / "measurements" / export.file, export, _export_rows(export, told))


def _until(rows: Iterable[Row], until: date) -> list[Row]:
    """Return the rows that were there on a day."""
    return [row for row in rows if row["date"] <= until.isoformat()]


def _begun(until: date) -> list[Row]:
    """Return the initiatives as they stood on a day: before they were written up, those begun."""
    if until >= _WRITTEN:
        return list(INITIATIVES)
    later = {"result", "next_step", "decision_date"}
    return [
        {column: cell for column, cell in row.items() if column not in later}
        for row in INITIATIVES
        if row.get("start", "9") <= until.isoformat()
    ]


def value_of(metric: Metric, point: Point) -> str:
    """Return a measurement's value, from its counts where it has them, as an owner writes it."""
    decimals = metric.course.decimals
    if point.value is not None:
        return f"{point.value:.{decimals}f}"
    n = point.n or 0
    if metric.calculation == "nps":
        return f"{100 * ((point.promoters or 0) - (point.detractors or 0)) / n:.{decimals}f}"
    scale = 100 if metric.calculation == "share" else 1
    return f"{scale * (point.numerator or 0) / n:.{decimals}f}"


def _reported(metric: Metric, period: Period, until: date) -> bool:
    """Say whether a period is over, or for a weekly figure at least begun."""
    begun = timedelta(days=6) if metric.course.cadence == "weekly" else timedelta()
    return period.last - begun <= until


def _metric_row(metric: Metric, until: date) -> Row:
    """Return the row of metrics.csv."""
    own = {column: getattr(metric, column, "") for column in _COLUMNS["metrics"].split()}
    minimum, maximum = metric.bounds
    return {
        **own,
        "short_name": names.METRICS.get(metric.metric, ""),
        "part_of": names.PART_OF.get(metric.metric, ""),
        "cadence": metric.course.cadence,
        "minimum": minimum,
        "maximum": maximum,
        "decimals": str(metric.course.decimals),
        "note": metric.note if until >= _WRITTEN else "",
    }


def _goal_row(goal: Goal, told: _Told) -> Row:
    """Return the row of goals.csv, its baseline read off the measurements."""
    own = {column: getattr(goal, column, "") for column in _COLUMNS["goals"].split()}
    own["short_name"] = names.GOALS.get(goal.goal, "")
    metric = next(metric for metric in _METRICS if metric.metric == goal.metric)
    moved, old_target = goal.before
    if goal.since:
        own["baseline"] = told.value(metric, goal.segment, goal.since)
        own["baseline_date"] = month_end(goal.since).isoformat()
    elif goal.baseline:
        own["baseline_date"] = goal.agreed
    if moved and told.until < date.fromisoformat(moved):
        own["target"] = old_target
    if goal.dropped and date.fromisoformat(goal.dropped) <= told.until:
        own["state"] = "dropped"
    if told.until < _WRITTEN:
        own["next_step"] = ""
    if told.until < date.fromisoformat(goal.dropped or moved or _WRITTEN.isoformat()):
        own["note"] = ""
    return own


def _export_rows(export: Export, told: _Told) -> list[Row]:
    """Return the rows of one measurement file, sorted by date as an owner appends them."""
    dated = [
        (point.period.last, _measurement_row(export, metric, point))
        for metric in export.metrics
        for point in told.points[metric.metric]
    ]
    return [row for _, row in sorted(dated, key=lambda pair: pair[0])]


def _measurement_row(export: Export, metric: Metric, point: Point) -> Row:
    """Return one measurement, with its value where the owner's file keeps it."""
    counts = {
        name: "" if count is None else str(count)
        for name, count in (
            ("n", point.n),
            ("numerator", point.numerator),
            ("promoters", point.promoters),
            ("detractors", point.detractors),
            ("invited", point.invited),
        )
    }
    value = value_of(metric, point)
    return {
        "metric": metric.metric,
        "date": point.period.written(export.dates),
        "segment": export.dimension + point.segment if point.segment else "",
        "value": value.replace(".", ",") if export.decimal_comma else value,
        "note": point.note,
        **counts,
    }


def _save(path: Path, form: Export, rows: Iterable[Row]) -> None:
    """Write rows under their header in the form of a file."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text,
        fieldnames=form.columns,
        restval="",
        extrasaction="ignore",
        delimiter=form.delimiter,
        lineterminator=form.newline,
    )
    writer.writeheader()
    writer.writerows(rows)
    encoding = "utf-8-sig" if form.byte_order_mark else "utf-8"
    path.write_bytes(text.getvalue().encode(encoding))
