"""The page of a metric in words: its headline, and its segments beside the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.measure.report import Report
from generator.measure.segments_apart import segments_apart
from generator.sentences.metric_page import (
    apart_in_words,
    metric_headline,
    panels_note,
    segment_in_words,
)
from generator.sentences.numbers import Formats, formats_of
from tests.measure.build import metric, series
from tests.measure.company import CALM, RISEN, reported, waiting


def formats(report: Report) -> Formats:
    return formats_of(report.settings, report.series)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("values", "as_of", "headline"),
    [
        (CALM, "2026-11-20", "Waiting: 41 days; steady, usually 37 to 45 days."),
        (RISEN, "2026-11-20", "Waiting: 49 days; worsened since April 2026."),
        (RISEN, "2027-11-20", "Waiting: 49 days in October 2026; too old to judge."),
        ([44.0], "2026-11-20", "Waiting: 44 days."),
        ([], "2026-11-20", "Waiting: no figure yet."),
    ],
)
def test_headline(values: list[float], as_of: str, headline: str) -> None:
    report = reported((waiting(),), {"waiting": values}, as_of=as_of)
    said = metric_headline(
        "Waiting",
        report.series.get(("waiting", "")),
        report.judged_series.get(("waiting", "")),
        report.current_change("waiting"),
        formats(report),
        stale=report.freshness["waiting"].stale,
    )
    assert plain(said) == headline


def test_segments_beside_the_whole() -> None:
    days = waiting()
    whole = series([40.0, 50.0], "2026-09-01", of=days)
    parts = [
        replace(series([40.0, value], "2026-09-01", of=days), segment=str(value))
        for value in (45.0, 50.0)
    ]
    report = reported((waiting(), metric()), {"waiting": CALM})
    low, same = segments_apart(whole, parts)
    assert plain(segment_in_words(low, formats(report))) == "45 days"
    assert plain(apart_in_words(low, formats(report))) == "5 days below all"
    assert apart_in_words(same, formats(report)) == "as all"
    assert plain(panels_note(parts, whole, formats(report))) == (
        "grey: all; one scale, 40 to 50 days; September to October 2026"
    )
