"""What is said of a metric."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.measure.series import Series
from generator.model.periods import Period
from generator.model.settings import Settings
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Better, Bound, Cadence, Calculation
from generator.sentences import metrics as say
from generator.sentences.numbers import Formats, formats_of
from generator.sentences.words import TOLD_AS_BOUND, WITHHELD
from tests.measure.build import metric, series

SHARE = metric(name="Solved", unit="percent", decimals=1, calculation=Calculation.SHARE)
NPS = metric(name="Net promoter score", unit="score", calculation=Calculation.NPS)
EURO = metric(name="Bookings", unit="currency:EUR")
NAN = float("nan")


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


def formats(values: Series | None) -> Formats:
    return formats_of(Settings(), {} if values is None else {("speed", ""): values})


@pytest.mark.parametrize(
    ("of", "values", "more", "sentence"),
    [
        (SHARE, (74.04,), {}, "74 % in October 2026."),
        (SHARE, (74.04,), {"n": [1204]}, "74 % in October 2026 (1,204 cases)."),
        (SHARE, (100.0,), {"n": [1]}, "100 % in October 2026 (1 case)."),
        (SHARE, (74.04,), {"n": [412], "invited": [1650]}, "74 % in October 2026 (412 answers)."),
        (NPS, (38.0,), {"n": [104]}, "38 in October 2026 (104 answers)."),
        (EURO, (1204.0,), {"n": [7]}, "EUR 1,204 in October 2026."),
        (
            metric(unit="currency:EUR", accumulates=Accumulates.YEAR),
            (13653253.0,),
            {},
            "EUR 13.7 million in October 2026, counted from the start of the year.",
        ),
        (
            metric(accumulates=Accumulates.EVER),
            (12.0,),
            {},
            "12 in October 2026, counted from the beginning.",
        ),
        (
            SHARE,
            (50.0,),
            {"n": [100], "numerator": [50]},
            "50 % in October 2026 (40.4 to 59.6 %; 100 cases).",
        ),
        (
            SHARE,
            (100.0,),
            {"n": [20], "numerator": [20], "invited": [60]},
            "100 % in October 2026 (83.9 to 100.0 %; 20 answers).",
        ),
        (
            NPS,
            (38.0,),
            {"n": [100], "promoters": [58], "detractors": [20]},
            "38 in October 2026 (21 to 52; 100 answers).",
        ),
        (SHARE, (), {}, "No figure has come yet."),
    ],
)
def test_opening(
    of: Metric, values: tuple[float, ...], more: dict[str, Any], sentence: str
) -> None:
    found = series(values, "2026-10-01", as_of="2026-11-20", of=of, **more)
    assert said(say.metric_opening(found, of, formats(found))) == sentence


def test_opening_of_small_groups_and_of_nothing() -> None:
    small = series((), "2026-10-01", withheld=4)
    assert say.metric_opening(small, SHARE, formats(small)) == WITHHELD
    assert say.metric_opening(None, SHARE, formats(None)) == "No figure has come yet."
    assert say.newest_value(None, formats(None)) == ""
    assert say.newest_period(None, formats(None)) == ""


@pytest.mark.parametrize(
    ("better", "words"),
    [
        (Better.HIGHER, "higher is better"),
        (Better.LOWER, "lower is better"),
        (Better.NEITHER, "neither way is better"),
    ],
)
def test_direction(better: Better, words: str) -> None:
    assert say.DIRECTIONS[better] == words


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"n": [412], "invited": [1650]}, "25 % of the 1,650 asked gave an answer"),
        ({"n": [412]}, ""),
        ({"invited": [1650]}, ""),
        ({"n": [412], "invited": [0]}, ""),
    ],
)
def test_response(more: dict[str, Any], sentence: str) -> None:
    found = series((38.0,), "2026-10-01", as_of="2026-11-20", of=NPS, **more)
    assert said(say.response_rate(found, formats(found))) == sentence


@pytest.mark.parametrize(
    ("missing", "cadence", "sentence"),
    [
        (0, Cadence.MONTHLY, ""),
        (1, Cadence.MONTHLY, "1 month in between has no figure; the line breaks there."),
        (3, Cadence.QUARTERLY, "3 quarters in between have no figure; the line breaks there."),
    ],
)
def test_gaps(missing: int, cadence: Cadence, sentence: str) -> None:
    assert said(say.gaps_sentence(series((1.0,), "2026-01-01", cadence=cadence), missing)) == (
        sentence
    )


@pytest.mark.parametrize(
    ("parts", "sentence", "title"),
    [
        (
            [("small", (60.0, 64.1)), ("large", (60.0, 78.0)), ("mid-size", (60.0, 70.0))],
            "From 64.1 % (small) to 78 % (large) in October 2026.",
            "small 64.1 %, large 78 %",
        ),
        (
            [("Firms of two or three", (60.0, 64.1)), ("large", (60.0, 78.0))],
            "From 64.1 % (Firms of two or three) to 78 % (large) in October 2026.",
            "Segments from 64.1 % to 78 %",  # nine words at most
        ),
        (
            [("small", (64.1, 70.0)), ("large", (60.0, 70.0))],
            "All segments are at 70 % (October 2026).",
            "All segments are at 70 %",
        ),
        ([("small", (64.1, 70.0))], "", ""),
        ([("small", (64.1, 70.0)), ("large", (60.0,))], "", ""),  # no period in common
        ([], "", ""),
    ],
)
def test_segments(parts: list[tuple[str, tuple[float, ...]]], sentence: str, title: str) -> None:
    made = [
        (name, series(values, "2026-09-01", as_of="2026-11-20", of=SHARE)) for name, values in parts
    ]
    shown = formats(made[0][1] if made else None)
    assert said(say.segments_sentence(SHARE, made, shown)) == sentence
    assert said(say.segments_title(made, shown)) == title


def test_a_figure_kept_back_is_not_called_missing() -> None:
    found = series((), "2026-10-01", of=SHARE, withheld=2)
    assert say.metric_opening(found, SHARE, formats(found)) == (
        "No figure is published, so that no small group can be worked out."
    )


@pytest.mark.parametrize(("so_far", "sentence"), [(0, ""), (120, "At least 120 answers so far")])
def test_an_open_period_tells_how_many_have_answered(so_far: int, sentence: str) -> None:
    found = series((), "2026-10-01", of=SHARE, withheld=1, so_far=so_far)
    assert said(say.so_far_sentence(found, formats(found))) == sentence


OCTOBER = Period(last=dt.date(2026, 10, 31), first=dt.date(2026, 10, 1))


@pytest.mark.parametrize(
    ("values", "opening", "value", "drawn"),
    [
        (
            (60.0, 64.1),  # August, September
            f"Over 95 % in October 2026: {TOLD_AS_BOUND}.",
            "over 95 %",
            "64.1 %",
        ),
        (
            (60.0, 64.1, 70.0, 71.0),  # to November
            "71 % in November 2026.",
            "71 %",
            "71 %",
        ),
    ],
)
def test_a_bound_is_told_while_it_is_the_newest_and_never_drawn(
    values: tuple[float, ...], opening: str, value: str, drawn: str
) -> None:
    found = series(values, "2026-08-01", of=SHARE, withheld=1, bounds=((OCTOBER, Bound.OVER),))
    shown = formats(found)
    assert said(say.metric_opening(found, SHARE, shown)) == opening
    assert said(say.newest_value(found, shown)) == value
    assert said(say.newest_drawn(found, shown)) == drawn
    assert say.newest_period(found, shown) in opening
    assert said(say.bounds_sentence(found)) == "1 period"


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ((Bound.OVER, None), "From 64.1 % (large) to over 95 % (small) in October 2026."),
        ((None, Bound.UNDER), "From under 5 % (large) to 64.1 % (small) in October 2026."),
        ((Bound.OVER, Bound.OVER), "All segments are at over 95 % (October 2026)."),
    ],
)
def test_a_bound_is_the_highest_or_the_lowest_segment(
    bounds: tuple[Bound | None, ...], sentence: str
) -> None:
    made = [
        (
            name,
            series(() if bound else (64.1,), "2026-10-01", as_of="2026-11-20", of=SHARE,
                   bounds=((OCTOBER, bound),) if bound else ()),
        )
        for name, bound in zip(("small", "large"), bounds, strict=True)
    ]  # fmt: skip
    assert said(say.segments_sentence(SHARE, made, formats(made[0][1]))) == sentence
