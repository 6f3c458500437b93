"""Segments in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.measure.segment_heat import Beside, SegmentBeside
from generator.model.tables import Segment
from generator.sentences.segments import segments_headline, sign, word
from tests.measure.build import PLACE, metric, series

NAMES = {"north": "North", "south": "South", "east": "East"}
SEGMENTS = [
    Segment(location=PLACE, segment=key, name=name, dimension="region")
    for key, name in NAMES.items()
]


def found(segment: str, of: str, beside: Beside, *, far: bool = False) -> SegmentBeside:
    measured = metric(metric=of.lower(), name=of)
    part = replace(series([4.0], "2026-10-01", of=measured), segment=segment)
    return SegmentBeside(series=part, beside=beside, far=far)


WORSE, BETTER, ALIKE = Beside.WORSE, Beside.BETTER, Beside.ALIKE


@pytest.mark.parametrize(
    ("cells", "headline"),
    [
        (
            [found("north", "Speed", WORSE), found("south", "Speed", WORSE)],
            "North and South did worse than all in Speed.",
        ),
        (
            [
                found("north", "Speed", WORSE),
                found("east", "Trust", WORSE, far=True),
                found("south", "Cost", BETTER),
            ],
            "East did worse than all in Trust and North did worse than all in Speed.",
        ),
        ([found("south", "Cost", BETTER)], "South did better than all in Cost."),
        ([found("south", "Cost", ALIKE)], "No segment is better or worse than all beyond chance."),
        ([], "No figure of these segments is published."),
    ],
)
def test_the_headline_names_the_worse(cells: list[SegmentBeside], headline: str) -> None:
    assert segments_headline(SEGMENTS, cells) == headline


@pytest.mark.parametrize(
    ("beside", "far", "signed", "said"),
    [
        (WORSE, True, "−−", "far worse"),
        (BETTER, False, "+", "better"),
        (ALIKE, False, "", ""),
        (Beside.OLDER, False, "", "May 2026"),
        (Beside.WITHHELD, False, "", ""),
    ],
)
def test_each_tone_has_a_sign_and_a_word(beside: Beside, far: bool, signed: str, said: str) -> None:
    one = found("north", "Speed", beside, far=far)
    assert (sign(one), word(one, "May 2026")) == (signed, said)
