"""How each segment does beside the whole: better, worse, or no different beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.measure.intervals import Interval
from generator.measure.report import Report
from generator.measure.segments_apart import segments_apart
from generator.measure.series import Series

#: A segment that is so many margins from the whole is far from it.
_FAR = 2.0


class Beside(StrEnum):
    """A segment's newest figure beside that of the whole in the same period.

    ALIKE: within what chance does. OTHER: apart, on a metric of which neither way is better.
    PART: a part of a sum, which is no better or worse than the whole. OLDER: of an earlier period
    than the whole's. UNTOLD: nothing says what chance does. WITHHELD: the newest is not published.
    """

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"
    ALIKE = "alike"
    PART = "part"
    OLDER = "older"
    UNTOLD = "untold"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentBeside:
    """A series of a segment and how it does; `far`: by more than twice the margin of chance."""

    series: Series
    beside: Beside
    far: bool = False


def segment_beside(report: Report, series: Series) -> SegmentBeside | None:
    """How a segment does beside the whole; None if no figure of a closed period has come.

    The margin of chance is the segment's 95 % interval. Where its figures are no counts, it is
    the usual range of the whole.
    """
    if series.handed_in is None and not series.closed and not series.bounds:
        return None
    newest = series.newest
    if (
        newest is None
        or series.newest_bound
        or (series.handed_in is not None and series.handed_in > newest.last)
    ):
        return SegmentBeside(series=series, beside=Beside.WITHHELD)
    metric = series.metric
    if metric.adds_up:
        return SegmentBeside(series=series, beside=Beside.PART)
    whole = report.series.get((metric.metric, ""))
    (figure,) = segments_apart(whole, [series])
    if figure.apart is None:
        older = whole is not None and whole.newest is not None
        return SegmentBeside(series=series, beside=Beside.OLDER if older else Beside.UNTOLD)
    margin = _margin(report, series, figure.interval, figure.value, figure.apart)
    beside = Beside.UNTOLD if margin is None else Beside.ALIKE
    if margin is None or abs(figure.apart) <= margin:
        return SegmentBeside(series=series, beside=beside)
    sign = metric.better.sign * figure.apart
    beside = Beside.BETTER if sign > 0 else Beside.WORSE if sign < 0 else Beside.OTHER
    return SegmentBeside(series=series, beside=beside, far=abs(figure.apart) > _FAR * margin)


def _margin(
    report: Report, series: Series, interval: Interval | None, value: float, apart: float
) -> float | None:
    """How far apart chance alone would have a segment and the whole; None if that is not known."""
    if interval is not None:
        return value - interval.low if apart > 0 else interval.high - value
    judged = report.judged_series.get((series.metric.metric, ""))
    usual = judged.usual_range if judged is not None else None
    if usual is None:
        return None
    whole = value - apart
    return usual[1] - whole if apart > 0 else whole - usual[0]
