"""The tones of the pages can be told apart: in light, in dark, and by eyes that see fewer colours.

How such eyes see is simulated after Machado, Oliveira and Fernandes (2009), for eyes that lack one
of the three kinds of cones; the distance of two colours is that of CIE 1976 (L*a*b*).
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from math import dist

import pytest

from generator.charts.theme import ACTUAL, CONCERN, IMPROVEMENT, PALE, TARGET
from generator.sentences.words import TRIAGE_BADGES
from tests.pages.test_stylesheet import STYLE

Matrix = tuple[tuple[float, float, float], ...]
EYES: dict[str, Matrix] = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ: Matrix = (
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)
_WHITE = (0.9505, 1.0, 1.089)
PILES = ("bad", "watch", "good", "none")
CHANGES = ("better", "worse")
SCHEMES = ("light", "dark")


def times(matrix: Matrix, vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    """A colour such as #b3261e as L*a*b*, as these eyes see it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    rgb = tuple(min(max(channel, 0.0), 1.0) for channel in times(EYES[eyes], linear))
    ratios = (value / white for value, white in zip(times(_TO_XYZ, rgb), _WHITE, strict=True))
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eyes: str) -> float:
    return dist(seen(one, eyes), seen(other, eyes))


def tones(scheme: str) -> dict[str, str]:
    """The tones of the style sheet by their names."""
    blocks = re.findall(
        r'\[data-md-color-scheme="(?:default|slate)"\] \{(.*?)\}',
        STYLE.read_text("utf-8"),
        re.DOTALL,
    )
    return dict(re.findall(r"--cx-([a-z]+): (#\w{6})", blocks[SCHEMES.index(scheme)]))


def test_the_distance_is_that_of_cie() -> None:
    assert apart("#000000", "#ffffff", "all cones") == pytest.approx(100, abs=0.1)
    assert apart("#ff0000", "#00ff00", "all cones") == pytest.approx(170.6, abs=0.5)
    assert apart("#d00000", "#806000", "no green") < apart("#d00000", "#806000", "all cones") / 2


@pytest.mark.parametrize("scheme", SCHEMES)
def test_tones_of_signs_are_told_apart(scheme: str) -> None:
    """Also those of piles and of changes from each other, which one row may have."""
    of = tones(scheme)
    for one, other in combinations((*PILES, *CHANGES), 2):
        assert apart(of[one], of[other], "all cones") >= 18, (one, other)


@pytest.mark.parametrize("eyes", [eyes for eyes in EYES if eyes != "all cones"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_fewer_colours_still_tell_tones_of_one_kind_apart(scheme: str, eyes: str) -> None:
    """Where they lie near each other, a shape of its own says the same."""
    of = tones(scheme)
    for kind in (PILES, CHANGES):
        for one, other in combinations(kind, 2):
            assert apart(of[one], of[other], eyes) >= 8.5, (one, other)
    shapes = [badge.shape for badge in TRIAGE_BADGES.values()]
    assert len(shapes) == len(set(shapes)) == len(PILES)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_of_a_chart_are_told_apart_by_any_eyes(scheme: str, eyes: str) -> None:
    """Improved and worsened never stand in one chart, but in sparks below each other."""
    changes = [getattr(colour, scheme) for colour in (IMPROVEMENT, CONCERN)]
    assert apart(changes[0], changes[1], eyes) >= 40
    for colour in (ACTUAL, PALE):
        for change in changes:
            assert apart(getattr(colour, scheme), change, eyes) >= 20, (colour, change)
    assert apart(getattr(TARGET, scheme), getattr(ACTUAL, scheme), eyes) >= 20


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_and_charts_have_one_tone_for_one_change(scheme: str) -> None:
    of = tones(scheme)
    assert [of["better"], of["worse"]] == [
        getattr(colour, scheme) for colour in (IMPROVEMENT, CONCERN)
    ]


def test_in_grey_a_claim_is_told_by_thickness() -> None:
    """On paper without colours: each line that speaks is thicker than the one that does not."""
    style = STYLE.read_text(encoding="utf-8")
    widths = [
        float(re.findall(rf"{name} \{{[^}}]*stroke-width: ([\d.]+)", style)[0])
        for name in (r"\.cx-course\) path", r"\.cx-spark__run")
    ]
    assert all(later >= 1.5 * earlier for earlier, later in pairwise(widths))
