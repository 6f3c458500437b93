"""Charts to draw: one of everything, and one of each kind that has little or too much to show."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from generator.charts.chart_model import (
    Chart,
    EventMark,
    ForecastPoint,
    LevelMark,
    LimitsMark,
    MetricChart,
    Panel,
    PastYear,
    Point,
    Run,
    SegmentsChart,
    TargetMark,
)
from generator.model.vocabulary import Change


def monthly(
    values: Sequence[float | None], *, last: tuple[int, int] = (2026, 10), provisional: int = 0
) -> tuple[Point, ...]:
    """Monthly points that end in a month; the last `provisional` of them are of open periods."""
    end = last[0] * 12 + last[1] - 1
    points = []
    for index, value in enumerate(values):
        year, month = divmod(end - len(values) + 1 + index, 12)
        day = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        still_open = index >= len(values) - provisional
        points.append(Point(day=day, value=value, provisional=still_open))
    return tuple(points)


def wave(count: int, *, level: float = 40.0, size: float = 5.0) -> list[float]:
    """Values that go up and down without chance: the same on every machine."""
    return [level + size * ((index * 7) % 11 - 5) / 5 for index in range(count)]


def full() -> MetricChart:
    """A chart with one of everything."""
    values = monthly([*wave(40), None, None, 41.0, None, *wave(16)], provisional=1)
    points = [replace(one, earlier=place in (8, 31)) for place, one in enumerate(values)]
    newest = replace(points[-2], interval=(38.0, 47.0))
    return MetricChart(
        key="full",
        points=(*points[:-2], newest, points[-1]),
        unit="days, monthly median",
        last_label="44 days now",
        run=Run(change=Change.WORSE, first=date(2026, 5, 31), label="worsened since May 2026"),
        limits=(
            LimitsMark(first=date(2021, 11, 30), last=date(2025, 2, 28), low=31.0, high=49.0),
            LimitsMark(
                first=date(2025, 5, 31), last=date(2026, 9, 30), low=33.0, high=49.0, trial=True
            ),
        ),
        forecast=tuple(
            ForecastPoint(day=day, mean=mean, band=(mean - 4, mean + 4))
            for day, mean in ((date(2026, 12, 31), 43.0), (date(2027, 3, 31), 42.0))
        ),
        forecast_label="38–46 by Mar 2027",
        forecast_short="38–46",
        targets=(
            TargetMark(
                value=20,
                due=date(2027, 6, 30),
                label="≤ 20 by Jun 2027",
                short="≤ 20",
                planned=(
                    (date(2026, 1, 31), 62.0),
                    (date(2026, 12, 31), 44.0),
                    (date(2027, 6, 30), 20.0),
                ),
            ),
            TargetMark(value=50, high=55, label="50–55"),
        ),
        benchmarks=(LevelMark(value=70, label="70 industry median"),),
        events=(
            EventMark(day=date(2026, 4, 1), label="Onboarding desk for small firms"),
            EventMark(day=date(2023, 3, 1), label="New contract template", anew=True),
        ),
    )


HOSTILE = '</text><script>alert(1)</script>"><img src=x onerror=alert(1)>&amp;'


def hostile() -> tuple[Chart, ...]:
    """Charts with an attack in every text."""
    return (
        MetricChart(
            key="hostile",
            points=monthly(wave(20)),
            unit=HOSTILE,
            last_label=HOSTILE,
            targets=(TargetMark(value=30, label=HOSTILE),),
            run=Run(change=Change.BETTER, first=date(2026, 4, 1), label=HOSTILE),
            benchmarks=(LevelMark(value=33, label=HOSTILE),),
            events=(EventMark(day=date(2026, 4, 1), label=HOSTILE),),
        ),
        SegmentsChart(
            key="hostile-segments",
            panels=(Panel(name=HOSTILE, points=monthly(wave(20)), last_label=HOSTILE),),
            whole=monthly(wave(20)),
            whole_label=HOSTILE,
            unit=HOSTILE,
        ),
    )


def segments(panels: int = 5) -> SegmentsChart:
    """A chart by segment."""
    return SegmentsChart(
        key="segments",
        panels=tuple(
            Panel(
                name=f"Segment {number} with a name longer than a panel has room for",
                points=monthly(wave(36, level=30 + 10 * number), provisional=number % 2),
                last_label=f"{30 + 10 * number} days",
                run=Run(change=Change.WORSE, first=date(2026, 3, 31)),
            )
            for number in range(panels)
        ),
        whole=monthly(wave(36, level=45)),
        whole_label="pale: all customers",
        unit="days",
    )


def odd() -> tuple[MetricChart, ...]:
    """Charts of data that has little to show, or too much."""
    target = (TargetMark(value=4, due=date(2027, 3, 31), label="target 4 by 31 Mar 2027"),)
    quarters = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
    return (
        MetricChart(key="nothing", points=()),
        MetricChart(key="no-points", points=(), targets=target),
        MetricChart(key="only-gaps", points=monthly([None, None])),
        MetricChart(key="one-point", points=monthly([7.0]), targets=target, last_label="7"),
        MetricChart(key="constant", points=monthly([99.5] * 24), maximum=100, last_label="99.5"),
        MetricChart(key="zero", points=monthly([0.0] * 12), last_label="0"),
        MetricChart(key="negative", points=monthly(wave(14, level=-20)), last_label="-20"),
        MetricChart(key="bars", points=monthly(wave(30), provisional=1), bars=True),
        MetricChart(
            key="years",
            points=monthly([1.0, 3.0, 4.0]),
            years=(PastYear(label="2025", points=monthly([1.0, 2.0, 3.0, 5.0])),),
        ),
        MetricChart(key="huge", points=monthly(wave(124, level=4.2e9, size=1e8))),
        MetricChart(key="tiny", points=monthly(wave(20, level=1.3e-4, size=1e-5))),
        MetricChart(
            key="quarters",
            points=tuple(Point(day=day, value=12.5) for day in quarters),
            events=tuple(
                EventMark(day=date(2026, month, 10), label="Price rise of all plans " * 13)
                for month in (2, 3, 8)
            ),
            decimal=",",
            thousands=".",
        ),
    )
