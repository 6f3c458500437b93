"""What is said of a chart: its name, and how its marks are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.measure.control_chart_input import judge_series
from generator.measure.series import Series
from generator.model.settings import Settings
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Better, Cadence, Calculation, Smoothing
from generator.sentences import charts as say
from generator.sentences.numbers import Formats, formats_of
from tests.measure.build import day, metric, series

SHARE = metric(name="Solved", unit="percent", decimals=1, calculation=Calculation.SHARE)
DAYS = metric(name="Wait", unit="days", better=Better.LOWER, decimals=0)
NEITHER = metric(name="Stock", better=Better.NEITHER, decimals=0)
QUIET = [71.0, 69.0] * 8
TARGET = "target at least 76 % by 30 Jun 2027: on pace"


def formats(values: Series) -> Formats:
    return formats_of(Settings(), {("speed", ""): values})


def monthly(values: Sequence[float], of: Metric = SHARE, **more: Any) -> Series:
    """Values of the months to October 2026."""
    year, month = divmod(2026 * 12 + 10 - len(values), 12)
    return series(values, f"{year}-{month + 1:02d}-01", as_of="2026-11-20", of=of, **more)


def named(found: Series, *targets: str, segment: str = "") -> str:
    record = judge_series(found) if found.closed else None
    text = say.chart_name(found, segment, record, targets, formats(found))
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("found", "targets", "name"),
    [
        (
            monthly(QUIET),
            (TARGET,),
            (
                "Process chart of Solved in %, July 2025 to October 2026: 69 % in October 2026, "
                f"no real change; {TARGET}."
            ),
        ),
        (
            monthly([*QUIET, *[80.0] * 7]),
            (),
            (
                "Process chart of Solved in %, December 2024 to October 2026: 80 % in "
                "October 2026, really better since April 2026."
            ),
        ),
        (
            monthly([*QUIET, 80.0], DAYS),
            (),
            (
                "Process chart of Wait in days, June 2025 to October 2026: 80 days in "
                "October 2026, really worse since October 2026."
            ),
        ),
        (
            monthly([*QUIET, 80.0], NEITHER),
            (),
            (
                "Process chart of Stock, June 2025 to October 2026: 80 in October 2026, really "
                "changed since October 2026."
            ),
        ),
        (
            monthly([1.0, 2.0, 4.0], metric(name="Sold", accumulates=Accumulates.YEAR)),
            ("target at least 9: on pace", "target at least 12: too early", "b", "c"),
            (
                "Line chart of Sold, August to October 2026: 4 in October 2026; target at least "
                "9: on pace; target at least 12: too early; 2 more targets."
            ),
        ),
        (
            monthly([71.0, 69.0], metric(name="Solved", smoothing=Smoothing.ROLLING)),
            (),
            "Line chart of Solved, September to October 2026: 69 in October 2026.",
        ),
        (
            monthly([38.0], metric(name="Loyal")),
            (),
            "Process chart of Loyal, October 2026: 38 in October 2026.",
        ),
        (
            series([38.0], "2026-11-01", as_of="2026-11-20", of=metric(name="Loyal")),
            (TARGET,),
            "Line chart of Loyal: no closed period yet.",
        ),
        (
            series([3.0, 5.0], "2026-11-02", cadence=Cadence.DAILY, of=metric(name="Loyal")),
            (),
            (
                "Process chart of Loyal, 2 November 2026 to 3 November 2026: 5 on 3 November 2026, "
                "no real change."
            ),
        ),
    ],
    ids=["quiet", "better", "worse", "neither", "total", "rolling", "one", "none", "daily"],
)
def test_the_name_of_a_chart_states_the_finding(
    found: Series, targets: tuple[str, ...], name: str
) -> None:
    assert named(found, *targets) == name


def test_the_name_tells_a_segment_from_the_whole() -> None:
    found = monthly(QUIET)
    assert named(found, segment="Small firms").startswith(
        "Process chart of Solved, Small firms in %, July 2025"
    )
    assert named(found) != named(found, segment="Small firms")


def test_the_name_of_small_charts() -> None:
    parts = [monthly(QUIET), monthly(QUIET[:4])]
    text = say.segments_name(parts, "small, large", "From 64 % to 78 %.", formats(parts[0]))
    assert text.replace("\u00a0", " ") == (
        "Small charts of Solved in % by segment on one scale, July 2025 to October 2026: "
        "small, large. From 64 % to 78 %."
    )
    text = say.segments_name([monthly([])], "small", "", formats(parts[0]))
    assert text.replace("\u00a0", " ") == (
        "Small charts of Solved in % by segment on one scale: small."
    )


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (monthly(QUIET), ""),
        (monthly([*QUIET, 80.0]), "◆ really better; no mark: no real change."),
        (monthly([*QUIET, 80.0], DAYS), "■ really worse; no mark: no real change."),
        (monthly([*QUIET, 80.0], NEITHER), "✚ really changed; no mark: no real change."),
        (
            monthly([*QUIET, 60.0, *QUIET, 80.0]),
            "◆ really better, ■ really worse; no mark: no real change.",
        ),
        (monthly([1.0, 2.0, 90.0], metric(accumulates=Accumulates.EVER)), ""),
        (monthly([*QUIET, 80.0], metric(smoothing=Smoothing.ROLLING)), ""),
    ],
)
def test_marks(found: Series, sentence: str) -> None:
    assert say.marks_sentence([judge_series(found)]) == sentence


def test_marks_of_several_panels_are_told_once() -> None:
    parts = [monthly([*QUIET, 80.0]), monthly([*QUIET, 60.0]), monthly(QUIET)]
    records = [judge_series(parts[0]), judge_series(parts[1]), None]
    assert say.marks_sentence(records) == (
        "◆ really better, ■ really worse; no mark: no real change."
    )


@pytest.mark.parametrize(
    ("found", "usual", "sentence"),
    [
        (
            monthly(QUIET),
            (64.68, 75.32),
            "Grey band: the usual range, 64.7 to 75.3 %, around the average of 70 %.",
        ),
        (
            monthly([*QUIET, *QUIET], rebased=("2025-07-01",)),
            (64.68, 75.32),
            (
                "Grey band: the usual range since July 2025, 64.7 to 75.3 %, around the average "
                "of 70 %."
            ),
        ),
        (
            monthly([*range(60, 80), 80.0]),  # steps of 1 about 70: 70 less and more 2.66
            (67.34, 72.66),
            (
                "Grey band: the usual range, 67.3 to 72.7 %, around the average of 70 %. Only 5 "
                "of the 21 months lie inside it: the level moves."
            ),
        ),
        (
            monthly(QUIET),
            (60.2, 60.4),
            (
                "Grey band: the usual range, 60.2 to 60.4 %, around the average of 70 %. None of "
                "the 16 months lies inside it: the level moves."
            ),
        ),
        (
            monthly([*QUIET[:-2], 75.0, 65.0]),
            (64.5, 65.5),
            (
                "Grey band: the usual range, 64.5 to 65.5 %, around the average of 70 %. Only 1 of "
                "the 16 months lies inside it: the level moves."
            ),
        ),
        (
            monthly(QUIET[:4]),
            (64.68, 75.32),
            "Broken lines: a first estimate of the usual range, 64.7 to 75.3 %, from 4 months.",
        ),
        (monthly([70.0] * 14), (70.0, 70.0), ""),
        (monthly([70.0]), None, ""),
        (
            monthly([1.0, 2.0, 4.0], metric(accumulates=Accumulates.EVER)),
            None,
            "A running total has no usual range: what each month adds is judged instead.",
        ),
        (
            monthly(QUIET, metric(smoothing=Smoothing.ROLLING)),
            None,
            "Each figure averages several periods, so no usual range is drawn.",
        ),
    ],
    ids=[
        "whole",
        "anew",
        "moving",
        "none",
        "single",
        "trial",
        "constant",
        "one",
        "total",
        "rolling",
    ],
)
def test_the_usual_range(found: Series, usual: tuple[float, float] | None, sentence: str) -> None:
    made = say.usual_range_sentence(found, judge_series(found), usual, formats(found))
    assert made.replace("\u00a0", " ") == sentence


def test_what_may_be_a_running_total_has_no_usual_range() -> None:
    found = monthly([1.0, 2.0, 4.0])
    record = judge_series(found, maybe_total=True)
    assert say.usual_range_sentence(found, record, None, formats(found)) == (
        "It looks like a running total, so no usual range is drawn."
    )
    assert say.marks_sentence([record]) == ""
    assert say.chart_name(found, "", record, (), formats(found)).startswith("Line chart of")


def test_nothing_is_usual_without_a_record() -> None:
    found = monthly(QUIET)
    assert say.usual_range_sentence(found, None, None, formats(found)) == ""


def test_strokes() -> None:
    found = monthly(QUIET)
    one, every = (
        say.interval_sentence(found, (22.0, 52.4), formats(found), every=every).replace(
            "\u00a0", " "
        )
        for every in (False, True)
    )
    assert one == (
        "Upright stroke: what the newest figure could as well be by chance, 22.0 to 52.4 %."
    )
    assert every == (
        "Upright strokes: what each figure could as well be by chance; the newest 22.0 to 52.4 %."
    )


@pytest.mark.parametrize(
    ("few", "beyond", "more"),
    [
        (False, False, ""),
        (True, False, " It rests on few figures."),
        (False, True, " It goes on beyond the picture."),
    ],
)
def test_what_is_ahead(few: bool, beyond: bool, more: str) -> None:
    assert say.forecast_sentence(few=few, beyond=beyond) == (
        "Dashed: where it is heading; the band holds 4 of 5 outcomes, its pale rim 19 of 20." + more
    )


def test_events() -> None:
    events = [
        (1, "New wording", day("2026-01-01"), True),
        (2, "Price rise", day("2026-04-01"), False),
    ]
    assert say.events_sentence(events) == (
        "Events: 1 New wording (1 Jan 2026; values begin anew); 2 Price rise (1 Apr 2026)."
    )
    assert say.events_sentence([]) == ""
