"""Moved starts: the levels that the previous edition found, and that begin elsewhere now.

New figures never move the beginning of a level. It moves if figures that it rests on were restated,
or if what is measured, or an event about it, changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from generator.measure.changes.causes import reasons_for_starts
from generator.measure.changes.change_kinds import ChangeReason, MovedStart
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.report import Report
from generator.model.edition import PublishedStart
from generator.model.periods import Period
from generator.model.tables import SeriesKey


def starts_of(judged: JudgedSeries) -> tuple[PublishedStart, ...]:
    """The levels of a record after its first: the period in which each begins, and was found."""
    levels = judged.levels.starts if judged.levels is not None else ()
    return tuple(
        PublishedStart(
            metric=judged.series.metric.metric,
            segment=judged.series.segment,
            first=judged.period(level.start).first,
            last=judged.period(level.start).last,
            found=judged.period(level.found).last,
            at_moment=level.at_moment,
        )
        for level in levels
    )


def moved_starts(
    published: Mapping[SeriesKey, tuple[PublishedStart, ...]],
    then: Report,
    report: Report,
    maybe_totals: tuple[frozenset[str], frozenset[str]],
) -> Iterator[MovedStart]:
    """The published starts that are not found any more, or are found elsewhere.

    `then` is the previous edition by the methods of now; what they alone moved is not told here.
    """
    for key, starts in published.items():
        judged, before = report.judged_series.get(key), then.judged_series.get(key)
        if judged is None or before is None or before.series.newest is None:
            continue
        until = before.series.newest.last
        found = [one for one in starts_of(judged) if one.found <= until]
        if {one.last for one in starts} <= {one.last for one in found}:
            continue
        reasons = reasons_for_starts(
            tuple(one.last for one in starts),
            before.series,
            judged.series,
            report.settings,
            (key[0] in maybe_totals[0], key[0] in maybe_totals[1]),
        )
        if set(reasons) <= {ChangeReason.METHOD}:
            continue
        for place, one in enumerate(starts):
            if all(one.last != other.last for other in found):
                yield MovedStart(
                    series=judged.series,
                    cadence=judged.cadence,
                    before=Period(first=one.first, last=one.last),
                    after=_elsewhere(starts, place, found),
                    reasons=reasons,
                )


def _elsewhere(
    starts: tuple[PublishedStart, ...], place: int, found: list[PublishedStart]
) -> Period | None:
    """The nearest new start between the published ones before and after; None without one."""
    low = starts[place - 1].last if place else dt.date.min
    high = starts[place + 1].last if place + 1 < len(starts) else dt.date.max
    known, day = {one.last for one in starts}, starts[place].last
    others = [one for one in found if low < one.last < high and one.last not in known]
    if not others:
        return None
    nearest = min(others, key=lambda one: abs(one.last - day))
    return Period(first=nearest.first, last=nearest.last)
