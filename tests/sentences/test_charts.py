"""What is said of a chart: its name, and how its marks are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from generator.measure.control_chart_input import judge_series
from generator.measure.series import Series
from generator.model.settings import Settings, VariationRules
from generator.model.tables import Metric
from generator.model.vocabulary import (
    Accumulates,
    Better,
    Cadence,
    Calculation,
    Rule,
    Smoothing,
)
from generator.sentences import charts as say
from generator.sentences.numbers import Formats, formats_of
from tests.measure.build import day, goal, metric, series
from tests.sentences.records import SEASON, WAVES, of_each

SHARE = metric(name="Solved", unit="percent", decimals=1, calculation=Calculation.SHARE)
DAYS = metric(name="Wait", unit="days", better=Better.LOWER, decimals=0)
NEITHER = metric(name="Stock", better=Better.NEITHER, decimals=0)
SOLD = metric(name="Sold", accumulates=Accumulates.YEAR)
QUIET = [71.0, 69.0] * 8
HIGHER = [value + 9.0 for value in QUIET]
#: Every other month has three times as many cases.
SIZES = [100.0, 300.0] * 8
TARGET = "target at least 76 % by 30 Jun 2027: on pace"


def formats(values: Series) -> Formats:
    return formats_of(Settings(), {("speed", ""): values})


def monthly(values: Sequence[float], of: Metric = SHARE, **more: Any) -> Series:
    """Values of the months to October 2026."""
    year, month = divmod(2026 * 12 + 10 - len(values), 12)
    return series(values, f"{year}-{month + 1:02d}-01", as_of="2026-11-20", of=of, **more)


def weekly(of: Metric) -> Series:
    """Two years of weeks, quiet month by month."""
    values = of_each((*QUIET, *QUIET[:8]), day("2024-11-04"), Cadence.WEEKLY)
    return series(values, "2024-11-04", as_of="2026-11-20", cadence=Cadence.WEEKLY, of=of)


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
                f"steady; {TARGET}."
            ),
        ),
        (
            monthly([*QUIET, *[80.0] * 7]),
            (),
            (
                "Process chart of Solved in %, December 2024 to October 2026: 80 % in "
                "October 2026, improved since April 2026."
            ),
        ),
        (
            monthly([*QUIET, 80.0], DAYS),
            (),
            (
                "Process chart of Wait in days, June 2025 to October 2026: 80 days in "
                "October 2026, first sign of worsening since October 2026."
            ),
        ),
        (
            monthly([*QUIET, 80.0], NEITHER),
            (),
            (
                "Process chart of Stock, June 2025 to October 2026: 80 in October 2026, first "
                "sign of change since October 2026."
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
            "Line chart of Loyal, 2 November 2026 to 3 November 2026: 5 on 3 November 2026.",
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


def test_the_tones_of_several_panels_are_told_once() -> None:
    parts = [monthly([*QUIET, 80.0]), monthly([*QUIET, 60.0]), monthly([*QUIET, *HIGHER])]
    records = [*map(judge_series, parts), judge_series(parts[2]), None]
    assert say.marks_sentence(records, formats(parts[0])) == (
        "Coloured: first sign of improvement, first sign of worsening and improved."
    )
    assert say.marks_sentence([judge_series(monthly(QUIET))], formats(parts[0])) == ""


@pytest.mark.parametrize(
    ("found", "name", "title"),
    [
        (monthly(QUIET), "Solved", "Solved: within 69.0 to 71.0 % since 2025"),
        (monthly([*QUIET, *HIGHER]), "Solved", "Solved: risen from 70 to 78 %"),
        (monthly([*QUIET, *HIGHER]), "Cases solved at the first call", "Risen from 70 to 78 %"),
        (monthly([*QUIET, *(v - 9 for v in QUIET)]), "Solved", "Solved: fallen from 70 to 60 %"),
        (monthly([*QUIET, 80.0]), "Solved", "Solved: within 69.0 to 80.0 % since 2025"),
        (monthly([*QUIET, 80.0]), "Cases solved at once", "Within 69.0 to 80.0 % since 2025"),
        (monthly([80.0] * 3), "Solved", "Solved: 80 % by October 2026"),
        (monthly([1.0, 2.0], SOLD), "Sold", "Sold: 2 by October 2026"),
        (monthly([3.0, *range(11), 5.5], SOLD), "Sold", "Sold: 2.5 more than a year before"),
        (monthly([8.0, *range(11), 5.5], SOLD), "Sold", "Sold: 2.5 less than a year before"),
        (monthly([]), "Solved", "No period has ended yet"),
    ],
)  # fmt: skip
def test_a_title_says_the_finding_in_nine_words(found: Series, name: str, title: str) -> None:
    record = judge_series(found) if found.closed else None
    text = say.chart_title(name, found, record, formats(found)).replace("\u00a0", " ")
    assert text == title
    assert len(text.split()) <= 9


@pytest.mark.parametrize(
    ("given", "of", "label", "short"),
    [
        ({"target": 30, "due": "2027-06-30"}, DAYS, "≤ 30 days by Jun 2027", "≤ 30 days"),
        ({"target": 92, "due": None}, SHARE, "≥ 92 %", "≥ 92 %"),
        ({"target": 4, "target_high": 8, "rule": Rule.RANGE, "due": "2027-06-30"}, NEITHER,
         "4–8 until Jun 2027", "4–8"),
    ],
)  # fmt: skip
def test_the_label_of_a_target(given: dict[str, Any], of: Metric, label: str, short: str) -> None:
    made = formats(monthly(QUIET, of))
    texts = (
        say.target_label(goal(**given), of, made, dated=dated).replace("\u00a0", " ")
        for dated in (True, False)
    )
    assert tuple(texts) == (label, short)


def test_the_labels_of_a_forecast() -> None:
    made = formats(monthly(QUIET))
    assert say.forecast_label((38.44, 49.6), day("2027-06-30"), SHARE, made) == (
        "38.4–49.6 by Jun 2027",
        "38.4–49.6",
    )
    long, _ = say.forecast_label((16.21e6, 16.84e6), day("2026-12-31"), SHARE, made)
    assert long.replace("\u00a0", " ") == "16.2–16.8 million by Dec 2026"


def test_an_earlier_year_is_that_of_the_calendar_or_of_the_books() -> None:
    labels = [say.past_year_label(2025, fiscal=fiscal) for fiscal in (False, True)]
    assert labels == ["2025", "2025/26"]


def test_a_point_is_heard_with_what_speaks_now_and_no_other() -> None:
    """The old leap to 90 % is not spoken of; the new level is."""
    found = monthly([*QUIET[:8], 90.0, *QUIET[8:], *HIGHER])
    none = np.full(len(found), np.nan)
    heard = say.spoken_points(found, judge_series(found), (none, none), formats(found))
    marks = [lines[-1] for lines in heard]
    assert marks[8].replace("\u00a0", " ") == "90.0 %"
    assert set(marks[-16:]) == {"improved"}
    assert not [mark for mark in marks[:-16] if "improved" in mark]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (monthly(QUIET), "Grey band: the usual range, 64.7 to 75.3 %, around the average of 70 %."),
        (
            monthly([*QUIET, *QUIET], rebased=("2025-07-01",)),
            (
                "Grey band: the usual range since July 2025, 64.7 to 75.3 %, around the average "
                "of 70 %."
            ),
        ),
        (
            monthly([*QUIET, *HIGHER]),
            (
                "Grey band: the usual range since July 2025, 73.7 to 84.3 %, around the average "
                "of 79 %. It begins anew where the level moved."
            ),
        ),
        (
            monthly(QUIET[:4]),
            ("Broken lines: a first estimate of the usual range, 64.7 to 75.3 %, from 4 months."),
        ),
        (monthly([70.0] * 14), ""),
        (monthly([70.0]), ""),
        (
            monthly(SEASON),
            (
                "Grey band: the usual range, 42.1 to 47.4 %. It follows the season, which is "
                "taken out before the record is judged; the figures are drawn as they are."
            ),
        ),
        (
            monthly(WAVES),
            (
                "Grey band: the usual range since March 2025, 46.0 to 55.9 %, around the average "
                "of 50.9 %. It begins anew where the level moved. It is wide because each figure "
                "depends on the one before."
            ),
        ),
        (
            monthly(QUIET, SHARE, n=SIZES, numerator=[0.7 * n for n in SIZES]),
            (
                "Grey band: the usual range, 61.5 to 77.5 %, around the average of 69.5 %. It is "
                "wider where fewer answers or cases are behind a figure."
            ),
        ),
        (
            weekly(metric(name="Solved", unit="percent")),
            (
                "Grey band: the usual range of complete months, 65 to 75 %, around the average of"
                " 70 %."
            ),
        ),
        (
            weekly(metric(name="Sold", calculation=Calculation.COUNT)),
            ("Judged by complete months, with a usual range of 156 to 445, which is not drawn."),
        ),
        (
            monthly([1.0, 2.0, 4.0], metric(accumulates=Accumulates.EVER)),
            "A running total has no usual range: what each month adds is judged instead.",
        ),
        (
            monthly(QUIET, metric(smoothing=Smoothing.ROLLING)),
            "Each figure averages several periods, so no usual range is drawn.",
        ),
        (
            monthly([1.0, 2.0] * 9, metric(calculation=Calculation.COUNT)),
            "It is too rare to have one, so no usual range is drawn.",
        ),
    ],
    ids=[
        "whole",
        "anew",
        "a new level",
        "trial",
        "constant",
        "one",
        "season",
        "dependent",
        "unequal shares",
        "weekly",
        "weekly counts",
        "total",
        "rolling",
        "rare",
    ],
)
def test_the_usual_range(found: Series, sentence: str) -> None:
    made = say.usual_range_sentence(found, judge_series(found), formats(found))
    assert made.replace("\u00a0", " ") == sentence


def test_a_record_that_is_judged_as_one_may_have_few_figures_in_its_range() -> None:
    found = monthly([*range(60, 80), 80.0])  # steps of 1 about 70: 70 less and more 2.66
    record = judge_series(found, VariationRules(whole=True))
    made = say.usual_range_sentence(found, record, formats(found))
    assert made.replace("\u00a0", " ") == (
        "Grey band: the usual range, 67.3 to 72.7 %, around the average of 70 %. Only 5 of the 21 "
        "months are inside it."
    )


def test_what_may_be_a_running_total_has_no_usual_range() -> None:
    found = monthly([1.0, 2.0, 4.0])
    record = judge_series(found, maybe_total=True)
    assert say.usual_range_sentence(found, record, formats(found)) == (
        "It looks like a running total, so no usual range is drawn."
    )
    assert say.marks_sentence([record], formats(found)) == ""
    assert say.chart_name(found, "", record, (), formats(found)).startswith("Line chart of")


def test_nothing_is_usual_without_a_record() -> None:
    found = monthly(QUIET)
    assert say.usual_range_sentence(found, None, formats(found)) == ""


def test_the_stroke() -> None:
    found = monthly(QUIET)
    text = say.interval_sentence(found, (22.0, 52.4), formats(found)).replace("\u00a0", " ")
    assert text == (
        "Upright stroke: what the newest figure could as well be by chance, 22.0 to 52.4 %."
    )


@pytest.mark.parametrize(
    ("cadence", "few", "says"),
    [
        (Cadence.MONTHLY, False, "held 80 % of outcomes where it was tried."),
        (Cadence.QUARTERLY, False, "held 79 % of outcomes where it was tried."),
        (Cadence.WEEKLY, False, "meant for 4 of 5 outcomes, never tried on weeks."),
        (Cadence.MONTHLY, True, "meant for 4 of 5 outcomes, never tried on so few figures."),
    ],
)
def test_what_is_ahead(cadence: Cadence, few: bool, says: str) -> None:
    """A band is said to hold so many outcomes only where that was measured."""
    text = say.forecast_sentence(cadence, formats(monthly(QUIET)), few=few)
    assert text.replace("\u00a0", " ") == f"Dashed: where it is heading; hatched: {says}"


def test_events() -> None:
    events = [
        (1, "New wording", day("2026-01-01"), True),
        (2, "Price rise", day("2026-04-01"), False),
    ]
    assert say.events_sentence(events) == (
        "Events: 1 New wording (1 Jan 2026; values begin anew); 2 Price rise (1 Apr 2026)."
    )
    assert say.events_sentence([]) == ""
