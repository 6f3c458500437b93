"""Segments by their distance from the whole, in the newest period of the whole."""

from __future__ import annotations

from dataclasses import replace

from generator.measure.segments_apart import segments_apart
from generator.measure.series import Series
from tests.measure.build import metric, series

WHOLE = series([40.0, 50.0], "2026-09-01", of=metric())


def part(name: str, *values: float, first: str = "2026-09-01") -> Series:
    return replace(series(values, first, of=metric()), segment=name)


def test_the_farthest_comes_first_and_what_cannot_be_compared_last() -> None:
    late = part("late", 90.0)  # September alone
    found = segments_apart(WHOLE, [late, part("near", 1.0, 52.0), part("far", 1.0, 45.0)])
    assert [(one.series.segment, one.value, one.apart) for one in found] == [
        ("far", 45.0, -5.0),
        ("near", 52.0, 2.0),
        ("late", 90.0, None),
    ]


def test_without_a_whole_nothing_is_compared() -> None:
    (found,) = segments_apart(None, [part("near", 1.0, 52.0)])
    assert (found.value, found.apart, found.interval) == (52.0, None, None)


def test_a_segment_without_a_closed_figure_is_left_out() -> None:
    none_yet = replace(part("none", 1.0), closed=0)
    assert segments_apart(WHOLE, [none_yet]) == []
