"""The figures of a data folder, read from its CSV files with pandas alone.

The checked tables are asked only for what is no figure: the cadence, calculation and small groups
of a metric, and which segment a cell names.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, cast

import numpy as np
import pandas as pd

from generator.model.dataset import Dataset
from generator.model.tables import Event, Goal, Initiative, Metric
from generator.model.vocabulary import Accumulates, Cadence, Calculation, YesNo

COUNTS = ("n", "numerator", "promoters", "detractors")
DIVIDED = (Calculation.NPS, Calculation.SHARE, Calculation.MEAN)
ADDED = (Calculation.SUM, Calculation.COUNT)
ALONE = (Calculation.MEDIAN, Calculation.PERCENTILE)
MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}
DAYS = {Cadence.DAILY: 1, Cadence.WEEKLY: 7}

Days: TypeAlias = dict[str, tuple[dt.date, ...]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """The published figures of a metric and segment, a row a period with its `first` and `last`.

    `rebased` and `moments` are the days of the owners' events; `pooled` says that the whole was
    worked out from its segments.
    """

    metric: Metric
    segment: str
    cadence: Cadence
    rows: pd.DataFrame
    rebased: tuple[dt.date, ...] = ()
    moments: tuple[dt.date, ...] = ()
    pooled: bool = False

    @property
    def total(self) -> bool:
        """Whether it is a running total."""
        return self.metric.accumulates is not Accumulates.NO


@dataclass(frozen=True, kw_only=True, eq=False)
class Company:
    """All that the referee knows: the figures that may be published, and the small cells."""

    dataset: Dataset
    figures: dict[tuple[str, str], Figures]
    small: set[tuple[str, str, dt.date]] = field(default_factory=set)
    shields: set[tuple[str, str, dt.date]] = field(default_factory=set)
    bounds: dict[tuple[str, str, dt.date], str] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The day from which the site speaks."""
        return self.dataset.as_of.day


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month; months beyond 12 are those of the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def later(last: dt.date, count: int, cadence: Cadence) -> dt.date:
    """The last day of the period so many periods after the one that ends on a day."""
    if cadence in DAYS:
        return last + dt.timedelta(days=DAYS[cadence] * count)
    return month_end(last.year, last.month + MONTHS[cadence] * count)


def ending(text: str, cadence: Cadence) -> dt.date:  # noqa: PLR0911 -- one form after another
    """The last day of the period that a cell names."""
    named = re.fullmatch(r"([A-Z][a-z]{2})-(\d\d)", text)
    if named:
        stamp = pd.to_datetime(text, format="%b-%y")
        return month_end(stamp.year, stamp.month)
    week = re.fullmatch(r"(\d{4})-W(\d\d)", text)
    if week:
        return dt.date.fromisocalendar(int(week[1]), int(week[2]), 7)
    quarter = re.fullmatch(r"(\d{4})-Q(\d)", text)
    if quarter:
        return month_end(int(quarter[1]), 3 * int(quarter[2]))
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return month_end(parts[0], 12)
    if len(parts) == 2:
        return month_end(*parts)
    day = dt.date(*parts)
    if cadence is Cadence.DAILY:
        return day
    if cadence is Cadence.WEEKLY:
        return day + dt.timedelta(days=6 - day.weekday())
    months = MONTHS[cadence]
    return month_end(day.year, (day.month + months - 1) // months * months)


def beginning(last: dt.date, cadence: Cadence) -> dt.date:
    """The first day of the period that ends on a day."""
    return later(last, -1, cadence) + dt.timedelta(days=1)


def raw(folder: Path) -> pd.DataFrame:
    """Every row of measurements as it is written, with its file."""
    tables = []
    for path in sorted((folder / "measurements").glob("*.csv")):
        header = path.read_text(encoding="utf-8-sig").split("\n", 1)[0]
        mark = ";" if ";" in header else ","
        table = pd.read_csv(path, sep=mark, dtype=str, encoding="utf-8-sig", keep_default_na=False)
        for name in ("value", *COUNTS, "invited"):
            cells = table[name] if name in table else pd.Series("", index=table.index)
            cells = cells.str.strip().str.replace(",", "." if mark == ";" else "", regex=False)
            table[name] = pd.to_numeric(cells.str.rstrip("%"))
        if "segment" not in table:
            table["segment"] = ""
        table["file"] = f"measurements/{path.name}"
        tables.append(table[["metric", "date", "segment", "value", *COUNTS, "invited", "file"]])
    return pd.concat(tables)


def values_of(rows: pd.DataFrame, calculation: Calculation) -> pd.Series:
    """The value of each row: from its counts where the calculation divides, else as stated."""
    n = rows["n"].where(rows["n"] > 0)
    stated = rows["value"]
    if calculation is Calculation.NPS:
        counted = 100 * (rows["promoters"] - rows["detractors"]) / n
    elif calculation in (Calculation.SHARE, Calculation.MEAN):
        counted = (100 if calculation is Calculation.SHARE else 1) * rows["numerator"] / n
    else:
        return stated.fillna(rows["numerator" if calculation is Calculation.SUM else "n"])
    return counted.fillna(stated)


def value_of(counts: pd.Series, calculation: Calculation) -> float:
    """The value of counts that were added up; NaN where they give none."""
    sums = pd.DataFrame([{**counts, "value": math.nan}]).astype(float)
    return float(values_of(sums, calculation).iloc[0])


def table_of(folder: Path, dataset: Dataset) -> pd.DataFrame:
    """Every row of the metrics with the key of its segment and the `last` day of its period."""
    keys = {"": ""}
    for key, part in dataset.segments.items():
        for text in (key, part.name, f"{part.dimension}: {part.name}", f"{part.dimension}: {key}"):
            keys[text.casefold()] = key
    table = raw(folder)
    table = table[table["metric"].isin(list(dataset.by_id(Metric)))].copy()
    table["segment"] = [keys[text.strip().casefold()] for text in table["segment"]]
    table["last"] = [
        ending(text.strip(), dataset.cadences[metric])
        for metric, text in zip(table["metric"], table["date"], strict=True)
    ]
    return table


def company(folder: Path, dataset: Dataset, published: set[tuple[str, str, dt.date]]) -> Company:
    """The figures of a folder; those not among the `published` cells are left out and listed.

    `small` are the cells of too few answers, `shields` all others that are not published; `bounds`
    say on which side the few of a group of one mind are.
    """
    metrics = dataset.by_id(Metric)
    table = table_of(folder, dataset).drop(columns="file").drop_duplicates()
    rebased, moments = _events(dataset)
    small: set[tuple[str, str, dt.date]] = set()
    shields: set[tuple[str, str, dt.date]] = set()
    bounds: dict[tuple[str, str, dt.date], str] = {}
    found: dict[tuple[str, str], Figures] = {}
    for at, written in table.groupby(["metric", "segment"], sort=True):
        name, segment = cast("tuple[str, str]", at)
        metric, cadence = metrics[name], dataset.cadences[name]
        rows = written.assign(value=values_of(written, metric.calculation))
        cells = [(name, segment, last) for last in rows["last"]]
        few = (rows["n"] > 0) & (rows["n"] < metric.smallest_group)
        if metric.is_of_colleagues:  # a group that is not large and all of one mind
            fewer = np.minimum(rows["numerator"], rows["n"] - rows["numerator"])
            is_share = metric.calculation is Calculation.SHARE
            alike = fewer < rows["n"] / 20 if is_share else fewer == 0
            few |= alike & (rows["n"] < 3 * metric.smallest_group)
            few_said_yes = rows["numerator"] < rows["n"] / 2
            bounds |= {
                cell: "under-5" if is_under else "over-95"
                for cell, hidden, is_under in zip(cells, few, few_said_yes, strict=True)
                if hidden
            }
        small |= {cell for cell, hidden in zip(cells, few, strict=True) if hidden}
        shields |= {
            cell
            for cell, hidden, value in zip(cells, few, rows["value"], strict=True)
            if not hidden and pd.notna(value) and cell not in published
        }
        shown = pd.Series([cell in published for cell in cells], index=rows.index)
        kept = rows[shown & rows["value"].notna()].drop(columns="date").drop_duplicates()
        kept = kept.sort_values("last").reset_index(drop=True)
        kept["first"] = [beginning(last, cadence) for last in kept["last"]]
        found[name, segment] = Figures(
            metric=metric,
            segment=segment,
            cadence=cadence,
            rows=kept,
            rebased=rebased.get(name, ()),
            moments=moments.get(name, ()),
        )
    hidden = small | shields
    for name, metric in metrics.items():
        whole = None if (name, "") in found else _whole(metric, found, dataset, hidden)
        if whole is not None:
            found[name, ""] = whole
    return Company(dataset=dataset, figures=found, small=small, shields=shields, bounds=bounds)


def _whole(
    metric: Metric,
    found: dict[tuple[str, str], Figures],
    dataset: Dataset,
    hidden: set[tuple[str, str, dt.date]],
) -> Figures | None:
    """A whole from the first complete dimension; of the periods that all its segments have."""
    if metric.calculation not in (*DIVIDED, *ADDED):
        return None
    of_metric = [one for (name, segment), one in found.items() if name == metric.metric and segment]
    for dimension in metric.complete_dimensions:
        parts = [
            one
            for one in of_metric
            if dataset.segments[one.segment].dimension.casefold() == dimension.casefold()
        ]
        others = {one.segment for one in of_metric} - {one.segment for one in parts}
        if not parts or any(name == metric.metric and at in others for name, at, _ in hidden):
            continue
        rows = pd.concat([one.rows for one in parts])
        sums = rows.groupby("last")[["value", *COUNTS]].sum(min_count=len(parts))
        sums = sums[rows.groupby("last").size() == len(parts)].reset_index()
        if metric.calculation in DIVIDED:
            sums["value"] = values_of(sums.assign(value=math.nan), metric.calculation)
        sums = sums[sums["value"].notna()].reset_index(drop=True)
        if len(sums):
            sums["first"] = [beginning(last, parts[0].cadence) for last in sums["last"]]
            return Figures(
                metric=metric,
                segment="",
                cadence=parts[0].cadence,
                rows=sums,
                rebased=parts[0].rebased,
                moments=parts[0].moments,
                pooled=True,
            )
    return None


def _events(
    dataset: Dataset,
) -> tuple[dict[str, tuple[dt.date, ...]], dict[str, tuple[dt.date, ...]]]:
    """The days on which each metric was rebased, and those of its own events and initiatives."""
    rebased: dict[str, set[dt.date]] = {}
    moments: dict[str, set[dt.date]] = {}
    for event in dataset.rows(Event):
        for metric in dataset.rows(Metric):
            about = (
                event.metric == metric.metric
                if event.metric
                else (event.department in (None, metric.department))
            )
            if about and event.rebase is YesNo.YES:
                rebased.setdefault(metric.metric, set()).add(event.date)
        if event.metric:
            moments.setdefault(event.metric, set()).add(event.date)
    goals = dataset.by_id(Goal)
    for initiative in dataset.rows(Initiative):
        for goal in initiative.goals:
            if initiative.start and goal in goals:
                moments.setdefault(goals[goal].metric, set()).add(initiative.start)
    first, second = (
        {metric: tuple(sorted(days)) for metric, days in each.items()}
        for each in (rebased, moments)
    )
    return first, second
