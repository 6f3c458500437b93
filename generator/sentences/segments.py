"""Segments in words: by what customers are told apart, and for whom the strategy is."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.tables import Segment
from generator.model.vocabulary import YesNo
from generator.sentences.numbers import counted, listed
from generator.sentences.words import shortened


def segments_overview(segments: Sequence[Segment]) -> str:
    """How many segments there are, of what, and for which of them the strategy is."""
    dimensions = list(dict.fromkeys(segment.dimension for segment in segments))
    priority = [shortened(segment.name) for segment in segments if segment.priority is YesNo.YES]
    text = f"{counted(len(segments), 'segment')}, told apart by {listed(dimensions)}"
    return f"{text}; the strategy is for {listed(priority)}." if priority else f"{text}."


def about_segment(segment: Segment) -> str:
    """By what a segment is told apart, and what its note says of it."""
    return f"By {segment.dimension}: {segment.note}" if segment.note else f"By {segment.dimension}"
