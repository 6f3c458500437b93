"""Segments in words: which of them do worse or better than all, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.report import group_by
from generator.measure.segment_heat import Beside, SegmentBeside
from generator.model.tables import Segment
from generator.sentences.headings import TOO_FEW_ANSWERS
from generator.sentences.numbers import listed, plural
from generator.sentences.words import shortened

#: What stands beside the segments the strategy is for.
PRIORITY = "priority"

_MOST_NAMED = 2
_SIGNS = {Beside.BETTER: "+", Beside.WORSE: "−", Beside.OTHER: "≠"}
_WORDS = {Beside.BETTER: "better", Beside.WORSE: "worse", Beside.OTHER: "apart"}


def segments_headline(segments: Sequence[Segment], found: Sequence[SegmentBeside]) -> str:
    """The segments that do worse than all, else those that do better, by metric."""
    names = {segment.segment: shortened(segment.name) for segment in segments}
    described = [one for one in found if one.series.segment in names]
    for beside, word in ((Beside.WORSE, "worse"), (Beside.BETTER, "better")):
        apart = [one for one in described if one.beside is beside]
        by_metric = group_by(apart, lambda one: one.series.metric.metric).values()
        parts = [
            f"{_of(ones, names)} did {word} than all in {_short(ones[0])}"
            for ones in sorted(by_metric, key=lambda ones: -sum(one.far for one in ones))
        ]
        if parts:
            return f"{listed(parts[:_MOST_NAMED])}."
    if not described:
        these = plural(len(segments), "this segment", "these segments")
        return f"No figure of {these} is published."
    return "No segment is better or worse than all beyond chance."


def _of(ones: Sequence[SegmentBeside], names: Mapping[str, str]) -> str:
    return listed([names[one.series.segment] for one in ones], _MOST_NAMED)


def _short(one: SegmentBeside) -> str:
    metric = one.series.metric
    return shortened(metric.short_name or metric.name)


def by_dimension(dimension: str) -> str:
    """The heading of a table: `By size`."""
    return f"By {dimension}"


def about_segment(segment: Segment) -> str:
    """The dimension of a segment, and its note."""
    return ": ".join(filter(None, [by_dimension(segment.dimension), segment.note]))


def cell_text(one: SegmentBeside, value: str) -> str:
    """The figure of a segment, or the bound in its place, or that it is not shown."""
    hidden = one.beside is Beside.WITHHELD and not one.series.newest_bound
    return TOO_FEW_ANSWERS if hidden else value


def sign(one: SegmentBeside) -> str:
    """`+` for better, twice where it is far."""
    return _SIGNS.get(one.beside, "") * (2 if one.far else 1)


def word(one: SegmentBeside, period: str) -> str:
    """How a segment does beside all: `far worse`; the period of an older figure."""
    if one.beside is Beside.OLDER:
        return period
    said = _WORDS.get(one.beside, "")
    return f"far {said}" if said and one.far else said


def promise_to(name: str) -> str:
    """The label of a promise."""
    return f"What we promise {name}"


def perfect(name: str) -> str:
    """The label of an ideal experience."""
    return f"What would be perfect to {name}"
