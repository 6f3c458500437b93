"""Every chart of the sample and of two public bodies: what is coloured speaks now, and one way."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from generator.charts.chart_builder import limit_marks, metric_chart, segments_chart
from generator.charts.chart_model import MetricChart, Panel
from generator.charts.marks import run_rows
from generator.charts.theme import LAPTOP
from generator.charts.window import windowed_metric
from generator.measure.report import Report, measure
from generator.model.settings import Settings
from generator.sentences.numbers import formats_of
from tests.check.folder import check
from tests.check.test_real import REAL

ROOT = Path(__file__).resolve().parents[2]
SETS = {
    "sample": (ROOT / "data", dt.date(2026, 11, 20)),
    "transit": (REAL / "nyc-transit-2008-2018", None),
    "federal": (REAL / "us-federal-goals-fy2022", None),
}


@pytest.fixture(scope="module", params=SETS)
def report(request: pytest.FixtureRequest) -> Report:
    folder, day = SETS[request.param]
    if not folder.is_dir():
        if os.environ.get("CX_REQUIRE_REAL") == "1":
            pytest.fail("the real data sets are required, and they are not beside the repository")
        pytest.skip("the real data sets are not beside the repository")
    return measure(check(folder, Settings(), as_of=day).sound, Settings())


def drawn(report: Report) -> Iterable[tuple[MetricChart | Panel, bool]]:
    """Every chart and every panel, and whether its series claims a change."""
    formats = formats_of(report.settings, report.series)

    def claims(metric: str, segment: str) -> bool:
        judged = report.judged_series.get((metric, segment))
        return judged is not None and judged.claim is not None

    for (metric, segment), series in report.series.items():
        if len(series):
            chart = metric_chart(report, series, formats)
            yield windowed_metric(chart, LAPTOP.periods), claims(metric, segment)
        parts = [part for part in report.segments_of(metric) if len(part)]
        if not segment and parts:
            panels = segments_chart(report, parts, formats).panels
            yield from (
                (panel, claims(metric, part.segment))
                for panel, part in zip(panels, parts, strict=True)
            )


def test_no_chart_shows_improved_and_worsened_together(report: Report) -> None:
    """What is coloured is one stretch up to the newest closed figure, of one tone."""
    count = 0
    for chart, _ in drawn(report):
        tones = [tone for tone, rows in run_rows(chart.points, chart.run).items() if rows]
        assert len(tones) == (chart.run is not None)
        if chart.run is not None:
            closed = [p for p in chart.points if p.value is not None and not p.provisional]
            assert closed[-1].day >= chart.run.first
        count += 1
    assert count > 60


def test_without_a_claim_at_most_a_tenth_of_the_points_is_coloured(report: Report) -> None:
    coloured = points = 0
    for chart, claimed in drawn(report):
        if not claimed:
            closed = [p for p in chart.points if p.value is not None and not p.provisional]
            points += len(closed)
            coloured += sum(chart.run is not None and p.day >= chart.run.first for p in closed)
    assert coloured <= 0.1 * points, (coloured, points)


def test_the_bands_of_levels_touch_and_never_overlap(report: Report) -> None:
    """Only where values begin anew, or periods are missing, is there room between two steps."""
    for key, judged in report.judged_series.items():
        marks = limit_marks(judged)
        for before, after in pairwise(marks):
            assert before.last <= after.first, key
        if judged.levels is not None and judged.levels.starts and judged.is_drawn:
            starts = {judged.period(one.start).first for one in judged.levels.starts}
            assert starts <= {mark.first for mark in marks}, key
