from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from generator.charts.cache import cache_key
from generator.charts.chart_model import (
    Chart,
    EventMark,
    ForecastPoint,
    LevelMark,
    LimitsMark,
    Panel,
    PastYear,
    Point,
    Run,
    TargetMark,
)
from generator.charts.theme import PHONE
from generator.model.vocabulary import Change
from tests.charts.samples import full, monthly, segments

DAY = date(2026, 1, 1)
RUN = Run(change=Change.WORSE, first=DAY)
SHOWN: dict[str, Any] = {
    "points": monthly([1.0]),
    "unit": "other",
    "last_label": "other",
    "limits": (),
    "forecast": (),
    "targets": (),
    "run": None,
    "forecast_label": "other",
    "forecast_short": "other",
    "years": (PastYear(label="2025", points=()),),
    "bars": True,
    "benchmarks": (),
    "events": (),
    "minimum": 0.0,
    "maximum": 1e6,
    "decimal": ",",
    "thousands": ".",
    "panels": (),
    "whole": (),
    "whole_label": "other",
    "last_short": "other",
    "layouts": (PHONE,),
}
PARTS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (
        Point(day=DAY, value=1.0),
        {
            "day": date(2026, 1, 2),
            "value": 1.5,
            "provisional": True,
            "earlier": True,
            "interval": (0.5, 2.0),
        },
    ),
    (
        TargetMark(value=1.0, label="a"),
        {
            "value": 2.0,
            "label": "b",
            "short": "c",
            "high": 3.0,
            "due": DAY,
            "planned": ((DAY, 1.0),),
        },
    ),
    (LevelMark(value=1.0, label="a"), {"value": 2.0, "label": "b", "short": "c"}),
    (EventMark(day=DAY, label="a"), {"day": date(2026, 1, 2), "label": "b", "anew": True}),
    (
        LimitsMark(first=DAY, last=DAY, low=0.0, high=2.0),
        {
            "first": date(2025, 1, 2),
            "last": date(2026, 1, 2),
            "low": 0.5,
            "high": 2.5,
            "trial": True,
        },
    ),
    (
        ForecastPoint(day=DAY, mean=1.0, band=(0.0, 2.0)),
        {
            "day": date(2026, 1, 2),
            "mean": 1.5,
            "band": (0.0, 2.5),
        },
    ),
    (
        Panel(name="a", points=()),
        {"name": "b", "points": monthly([1.0]), "last_label": "c", "run": RUN},
    ),
)
WHERE = {
    Point: "points",
    TargetMark: "targets",
    LevelMark: "benchmarks",
    EventMark: "events",
    LimitsMark: "limits",
    ForecastPoint: "forecast",
    Panel: "panels",
}


@pytest.mark.parametrize("chart", [full(), segments()], ids=["metric", "segments"])
def test_the_name_changes_with_everything_that_is_shown(chart: Chart) -> None:
    for field in dataclasses.fields(chart):
        if field.name == "key":
            continue
        changed = dataclasses.replace(chart, **{field.name: SHOWN[field.name]})
        assert cache_key("svg", changed) != cache_key("svg", chart), field.name


@pytest.mark.parametrize(("part", "changes"), PARTS, ids=lambda value: type(value).__name__)
def test_the_name_changes_with_every_field_of_a_part(part: Any, changes: dict[str, Any]) -> None:
    assert {field.name for field in dataclasses.fields(part)} == changes.keys()
    where = WHERE[type(part)]
    chart: Any = segments() if where == "panels" else full()
    before = cache_key("svg", dataclasses.replace(chart, **{where: (part,)}))
    for name, value in changes.items():
        changed = dataclasses.replace(part, **{name: value})
        assert cache_key("svg", dataclasses.replace(chart, **{where: (changed,)})) != before, name


def test_the_key_is_no_part_of_what_is_shown() -> None:
    assert cache_key("svg", dataclasses.replace(full(), key="other")) == cache_key("svg", full())


def test_words_do_not_run_into_each_other() -> None:
    one = dataclasses.replace(full(), unit="a", last_label="bc")
    other = dataclasses.replace(full(), unit="ab", last_label="c")
    assert cache_key("svg", one) != cache_key("svg", other)
