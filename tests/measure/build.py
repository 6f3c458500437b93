"""Small metrics, goals, series and datasets, with nothing in them but what is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from generator.measure.series import Series
from generator.measure.status import StatusRule
from generator.model.dataset import AsOf, Dataset
from generator.model.periods import Period
from generator.model.problems import SourceLocation
from generator.model.schema import Row, table_of
from generator.model.tables import Department, Event, Goal, Metric, Milestone
from generator.model.vocabulary import Better, Bound, Cadence, Rule, Status

PLACE = SourceLocation("data/some.csv", 2)
COUNTS = ("n", "numerator", "promoters", "detractors", "invited")


def day(text: str) -> dt.date:
    """A date from `2026-10-31`."""
    return dt.date.fromisoformat(text)


def rule_of(status: Status) -> StatusRule:
    """The first rule that gives a status."""
    return next(rule for rule in StatusRule if rule.status is status)


def metric(**given: Any) -> Metric:
    """A metric of which higher is better, unless said otherwise."""
    values: dict[str, Any] = {
        "metric": "speed",
        "name": "Speed",
        "department": "service",
        "better": Better.HIGHER,
    }
    return Metric(location=PLACE, **(values | given))


def goal(**given: Any) -> Goal:
    """A goal to reach 70; dates may be texts."""
    values: dict[str, Any] = {
        "goal": "speed-70",
        "department": "service",
        "metric": "speed",
        "rule": Rule.REACH,
        "target": 70.0,
    }
    for name in ("baseline_date", "due"):
        if isinstance(given.get(name), str):
            given[name] = day(given[name])
    return Goal(location=PLACE, **(values | given))


def milestone(date: str, expected: float) -> Milestone:
    """A milestone of the goal above."""
    return Milestone(location=PLACE, goal="speed-70", date=day(date), expected=expected)


def event(date: str, **given: Any) -> Event:
    """An event on a day."""
    values: dict[str, Any] = {"date": day(date), "title": "New wording"}
    return Event(location=PLACE, **(values | given))


def periods(
    first: str, count: int, cadence: Cadence, missing: Sequence[int] = (), fiscal: int = 1
) -> list[Period]:
    """As many periods from the one that holds a day, leaving out those at the places missing."""
    start = Period.containing(day(first), cadence, fiscal)
    places = [place for place in range(count + len(missing)) if place not in missing]
    return [start.shift(place, cadence) for place in places]


def series(
    values: Sequence[float],
    first: str,
    *,
    as_of: str = "2099-12-31",
    cadence: Cadence = Cadence.MONTHLY,
    of: Metric | None = None,
    missing: Sequence[int] = (),
    rebased: Sequence[str] = (),
    withheld: int = 0,
    so_far: int = 0,
    bounds: tuple[tuple[Period, Bound], ...] = (),
    fiscal_year_start: int = 1,
    pooled_from: str = "",
    handed_in: dt.date | None = None,
    **counts: Sequence[float],
) -> Series:
    """Values of one period after the other from the period that holds the day `first`."""
    spans = periods(first, len(values), cadence, missing, fiscal_year_start)
    last = np.array([span.last for span in spans], dtype="datetime64[D]")
    known = {
        name: np.array(counts.get(name, [np.nan] * len(values)), dtype=float) for name in COUNTS
    }
    return Series(
        metric=of or metric(),
        segment="",
        cadence=cadence,
        first=np.array([span.first for span in spans], dtype="datetime64[D]"),
        last=last,
        value=np.array(values, dtype=float),
        notes=(None,) * len(values),
        file=("data/measurements/some.csv",) * len(values),
        line=np.arange(2, 2 + len(values)),
        closed=int(np.searchsorted(last, np.datetime64(day(as_of)), side="right")),
        rebased=tuple(day(text) for text in rebased),
        moments=(),
        withheld=withheld,
        so_far=so_far,
        bounds=bounds,
        fiscal_year_start=fiscal_year_start,
        pooled_from=pooled_from,
        handed_in=handed_in,
        **known,
    )


def dataset(
    rows: Sequence[Mapping[str, Any]],
    tables: Sequence[Row],
    *,
    as_of: str = "2026-11-20",
    cadences: Mapping[str, Cadence] | None = None,
) -> Dataset:
    """A dataset of measurements (metric, date, value, segment and counts) and table rows.

    A measurement's date is any day of its period; metrics without a cadence are monthly.
    """
    metrics = {row.metric: row for row in tables if isinstance(row, Metric)}
    known = dict.fromkeys(metrics, Cadence.MONTHLY) | dict(cadences or {})
    by_table: dict[str, dict[str, Row]] = {}
    for row in (Department(location=PLACE, department="service", name="Service"), *tables):
        table = table_of(type(row))
        key = str(getattr(row, table.key[0])) if len(table.key) == 1 else str(id(row))
        by_table.setdefault(table.name, {})[key] = row
    full = []
    for number, given in enumerate(rows):
        span = Period.containing(day(given["date"]), known[given["metric"]])
        blank = dict.fromkeys(("value", *COUNTS), np.nan)
        place = {"file": "data/measurements/some.csv", "line": number + 2, "note": None}
        own = {"segment": ""} | dict(given)
        full.append(blank | place | own | {"first": span.first, "last": span.last})
    columns = ["metric", "segment", "first", "last", "value", *COUNTS, "note", "file", "line"]
    frame = pd.DataFrame(full, columns=columns).sort_values(["metric", "segment", "last"])
    for name in ("first", "last"):
        frame[name] = pd.to_datetime(frame[name])
    return Dataset(
        as_of=AsOf(day=day(as_of), reason="the option"),
        tables=by_table,
        measurements=frame,
        cadences=known,
        segments={},
        sources=(),
        warnings=(),
    )
