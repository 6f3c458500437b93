"""What is said of a goal: every status, read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.measure.series import Series
from generator.measure.status import GoalStatus, evaluate_goal
from generator.model.settings import Settings, Thresholds
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Accumulates, Better, Cadence, Calculation, Rule, Status
from generator.sentences.goals import (
    aim,
    aim_with_date,
    finding,
    goal_title,
    latest,
    target_text,
    why,
)
from generator.sentences.numbers import formats_of
from tests.measure.build import day, goal, metric, milestone, series

DAYS = metric(metric="login", name="Days to first login", better=Better.LOWER, unit="days",
              decimals=1)  # fmt: skip
SOLVED = metric(metric="solved", name="Solved at once", unit="percent", decimals=1)
NEITHER = metric(unit="weeks", better=Better.NEITHER)


def text(made: str) -> str:
    return made.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("of", "given", "said"),
    [
        (DAYS, {"target": 30.0}, "≤ 30 days"),
        (DAYS, {"target": 30.0, "due": "2027-06-30"}, "≤ 30 days by 30 June 2027"),
        (DAYS, {"target": 1.0}, "≤ 1 day"),
        (SOLVED, {"target": 76.5}, "≥ 76.5 %"),
        (SOLVED, {"target": 76.0, "rule": Rule.HOLD}, "≥ 76 %"),
        (
            SOLVED,
            {"target": 76.0, "rule": Rule.HOLD, "due": "2026-12-31"},
            "≥ 76 % until 31 December 2026",
        ),
        (
            NEITHER,
            {"target": 4.0, "target_high": 8.0, "rule": Rule.RANGE},
            "4–8 weeks",
        ),
        (
            NEITHER,
            {"target": 0.5, "target_high": 1.0, "rule": Rule.RANGE, "due": "2026-12-31"},
            "0.5–1 week until 31 December 2026",
        ),
        (NEITHER, {"target": 6.0, "baseline": 4.0}, "≥ 6 weeks"),
        (NEITHER, {"target": 6.0, "baseline": 9.0}, "≤ 6 weeks"),
        (NEITHER, {"target": 6.0}, "6 weeks"),
    ],
)
def test_aim(of: Metric, given: dict[str, Any], said: str) -> None:
    formats = formats_of(Settings(), {})
    one = goal(metric=of.metric, **given)
    assert text(aim_with_date(one, of, formats)) == said
    assert text(aim(one, of, formats)) == said.partition(" by ")[0].partition(" until ")[0]


def test_the_ends_of_a_range_have_the_decimals_that_they_were_given() -> None:
    weeks = goal(metric=NEITHER.metric, rule=Rule.RANGE, target=4.25, target_high=8.5)
    formats = formats_of(Settings(), {})
    assert text(target_text(weeks, NEITHER, formats)) == "4.25–8.5 weeks"
    assert text(aim(weeks, NEITHER, formats)) == "4.25–8.5 weeks"


def test_title() -> None:
    formats = formats_of(Settings(), {})
    one = goal(target=30.0)
    assert text(goal_title(one, DAYS, formats)) == "Days to first login: ≤ 30 days"
    assert text(goal_title(one, DAYS, formats, "small firms", "Login")) == (
        "Login, small firms: ≤ 30 days"
    )


@pytest.mark.parametrize(
    ("cadence", "first", "said"),
    [
        (Cadence.MONTHLY, "2026-10-01", "44.1 days in October 2026"),
        (Cadence.WEEKLY, "2026-10-19", "44.1 days in week 43 of 2026"),
        (Cadence.QUARTERLY, "2026-07-01", "44.1 days in Q3 2026"),
        (Cadence.YEARLY, "2025-01-01", "44.1 days in 2025"),
        (Cadence.DAILY, "2026-10-03", "44.1 days on 3 October 2026"),
    ],
)
def test_latest(cadence: Cadence, first: str, said: str) -> None:
    values = series((44.1,), first, cadence=cadence, of=DAYS)
    formats = formats_of(Settings(), {("login", ""): values})
    assert text(latest(values, formats)) == said
    assert latest(None, formats) == ""


def said_of(
    values: Sequence[float],
    as_of: str,
    *,
    of: Metric = SOLVED,
    first: str = "2026-01-01",
    cadence: Cadence = Cadence.MONTHLY,
    plan: Sequence[tuple[str, float]] = (),
    more: dict[str, Any] | None = None,
    **given: Any,
) -> tuple[Status, str, str]:
    """The status, the finding and the reason, with plain spaces."""
    one: Goal = goal(metric=of.metric, **given)
    found: Series = series(values, first, as_of=as_of, of=of, cadence=cadence, **(more or {}))
    goal_status: GoalStatus = evaluate_goal(
        one,
        of,
        found,
        [milestone(date, expected) for date, expected in plan],
        as_of=day(as_of),
        thresholds=Thresholds(),
    )
    formats = formats_of(Settings(), {(of.metric, ""): found})
    return (
        goal_status.status,
        text(finding(goal_status, found, cadence, formats)),
        text(why(goal_status, found, cadence, formats)),
    )


#: Baseline 50 % at the end of 2025, target 70 % by 30 April 2026: half way on 1 March.
PACE: dict[str, Any] = {
    "baseline": 50.0,
    "baseline_date": "2025-12-31",
    "target": 70.0,
    "due": "2026-04-30",
}
NPS = metric(metric="nps", name="Net promoter score", unit="score", calculation=Calculation.NPS)
SHARE = metric(metric="solved", name="Solved", unit="percent", decimals=1,
               calculation=Calculation.SHARE)  # fmt: skip
HOLD: dict[str, Any] = {"rule": Rule.HOLD, "target": 70.0}
BAND: dict[str, Any] = {"rule": Rule.RANGE, "target": 60.0, "target_high": 70.0}
AIM = "the target is ≥ 70 % by 30 April 2026"

FINDINGS: list[tuple[dict[str, Any], str, str]] = [
    # No data
    ({"values": (), "as_of": "2026-04-10", **PACE}, "no-data", "No figure has come yet."),
    (
        {"values": (), "as_of": "2026-04-10", "more": {"withheld": 3}, **PACE},
        "no-data",
        "No figure is published, so that no small group can be worked out.",
    ),
    (
        {"values": (71.0,), "first": "2026-05-01", "as_of": "2026-06-10", "due": "2026-04-30",
         **HOLD},
        "not-reported",
        ("It was due on 30 April 2026, and the figure that decides never came. The goal was "
        "≥ 70 %."),
    ),
    # Past due
    (
        {"values": (60.0, 65.0, 71.25), "as_of": "2026-04-10", **(PACE | {"due": "2026-03-31"})},
        "met",
        "Met: 71.2 % in March 2026; the target was ≥ 70 % by 31 March 2026.",
    ),
    (
        {"values": (60.0, 65.0, 69.96), "as_of": "2026-04-10", **(PACE | {"due": "2026-03-31"})},
        "missed",
        "Missed: 69.96 % in March 2026; the target was ≥ 70 % by 31 March 2026.",
    ),
    (
        {"values": (60.0, 65.0), "as_of": "2026-04-10", **(PACE | {"due": "2026-03-31"})},
        "awaiting-data",
        ("It was due on 31 March 2026; the figure that decides has not come yet. "
        "The goal was ≥ 70 %."),
    ),
    (
        {"values": (60.0, 65.0), "as_of": "2026-08-10", **(PACE | {"due": "2026-03-31"})},
        "not-reported",
        ("It was due on 31 March 2026, and the figure that decides never came. "
        "The goal was ≥ 70 %."),
    ),
    # Stale
    (
        {"values": (60.0, 65.0), "as_of": "2026-06-10", **(PACE | {"due": "2026-12-31"})},
        "stale",
        ("The newest figure is that of February 2026; the next was due on 10 April 2026. "
        "Too old to judge by."),
    ),
    # Already there
    (
        {"values": (69.0, 71.0, 75.0), "as_of": "2026-04-10", **PACE},
        "already-there",
        f"75 % in March 2026; {AIM}. Already there: 71.7 % over January to March 2026.",
    ),
    (
        {"values": (70.0, 71.0, 75.0), "as_of": "2026-04-10", **PACE},
        "already-there",
        f"75 % in March 2026; {AIM}. Already there at each of the last 3 monthly figures.",
    ),
    (
        {"values": (75.0,), "as_of": "2026-02-10", **PACE},
        "reached-not-yet-sure",
        (f"75 % in January 2026; {AIM}. Reached; too few figures to tell whether that is "
        "chance."),
    ),
    (
        {"values": (69.0, 72.0, 70.0), "as_of": "2026-04-10", **PACE},
        "reached-not-yet-sure",
        (f"70 % in March 2026; {AIM}. Reached: 70.3 % over January to March 2026, by less than "
        "chance can move it; sure after three figures in a row."),
    ),
    # No starting point
    (
        {"values": (55.0, 60.0, 62.0), "as_of": "2026-04-10", "target": 70.0},
        "no-starting-point",
        ("62 % in March 2026; the target is ≥ 70 %. No baseline and no due date are "
        "stated, so its pace cannot be judged. Over January to March 2026 it was 11 percentage "
        "points from the target."),
    ),
    (
        {"values": (55.0,), "as_of": "2026-02-10", "target": 70.0, "due": "2026-04-30"},
        "no-starting-point",
        (f"55 % in January 2026; {AIM}. No baseline is stated, so its pace cannot be judged. "
        "In January 2026 it was 15 percentage points from the target."),
    ),
    (
        {"values": (55.0,), "as_of": "2026-02-10", **(PACE | {"baseline_date": None})},
        "no-starting-point",
        (f"55 % in January 2026; {AIM}. No baseline date is stated, so its pace cannot be "
        "judged. In January 2026 it was 15 percentage points from the target."),
    ),
    (
        {"values": (55.0,), "as_of": "2026-02-10", **(PACE | {"due": None})},
        "no-starting-point",
        ("55 % in January 2026; the target is ≥ 70 %. No due date is stated, so its pace "
        "cannot be judged. In January 2026 it was 15 percentage points from the target."),
    ),
    # Too early
    (
        {"values": (55.0,), "first": "2025-12-01", "as_of": "2026-01-10", **PACE},
        "too-early",
        (f"55 % in December 2025; {AIM}. No period has ended since its start (50 % on 31 "
        "December 2025): too early to judge."),
    ),
    (
        {"values": (55.0,), "as_of": "2026-02-10", **(PACE | {"due": "2027-12-31"})},
        "too-early",
        ("55 % in January 2026; the target is ≥ 70 % by 31 December 2027. The plan "
        "expected only 4 % of the distance by then: too early to judge."),
    ),
    # Too noisy
    (
        {"values": (40.0, 80.0, 45.0), "as_of": "2026-04-10", **PACE},
        "too-noisy-to-tell",
        (f"45 % in March 2026; {AIM}. Its figures swing more than the plan would have moved "
        "them, so progress cannot be told from standing still."),
    ),
    (
        {"values": (50.0, 50.0, 50.0), "as_of": "2026-04-10", "of": SHARE,
         "more": {"n": [100] * 3, "numerator": [50] * 3}, **(PACE | {"target": 60.0})},
        "too-noisy-to-tell",
        ("50 % in March 2026; the target is ≥ 60 % by 30 April 2026. Its figures swing "
        "more than the plan would have moved them, so progress cannot be told from standing "
        "still. About 134 answers a month would tell; it has about 100."),
    ),
    # On pace
    (
        {"values": (61.0, 62.0, 63.0), "as_of": "2026-04-10", **PACE},
        "on-pace",
        (f"63 % in March 2026; {AIM}. At 62 % over January to March 2026 it has covered "
        "60 % of the distance; the plan expected 50 % by then."),
    ),
    (
        {"values": (56.0, 59.0, 62.0), "as_of": "2026-04-10", **PACE},
        "on-pace",
        (f"62 % in March 2026; {AIM}. At 59 % over January to March 2026 it has covered "
        "45 % of the distance, where the plan expected 50 % by then; the gap is no more than "
        "chance explains."),
    ),
    (
        {"values": (59.6, 59.6, 59.6), "as_of": "2026-04-10", **PACE},
        "on-pace",
        (f"59.6 % in March 2026; {AIM}. It has covered 48 % of the distance; the plan expected "
        "50 % by then."),
    ),
    # Behind
    (
        {"values": (57.0, 57.0, 57.5), "as_of": "2026-04-10", **PACE},
        "at-risk",
        (f"57.5 % in March 2026; {AIM}. Behind plan: at 57.2 % over January to March 2026 "
        "it has covered 36 % of the distance, where the plan expected 50 % by then."),
    ),
    (
        {"values": (52.0, 52.0, 52.5), "as_of": "2026-04-10", **PACE},
        "off-pace",
        (f"52.5 % in March 2026; {AIM}. Far behind plan: at 52.2 % over January to March "
        "2026 it has covered 11 % of the distance, where the plan expected 50 % by then."),
    ),
    (
        {"values": (50.0, 50.0, 50.0), "as_of": "2026-04-10", **PACE},
        "off-pace",
        (f"50 % in March 2026; {AIM}. Far behind plan: it has covered none of the distance, where "
        "the plan expected 50 % by then."),
    ),
    (
        {"values": (45.0, 46.0, 45.0), "as_of": "2026-04-10", **PACE},
        "moving-the-wrong-way",
        (f"45 % in March 2026; {AIM}. It started at 50 % on 31 December 2025 and has moved away "
        "from the target: 45.3 % over January to March 2026."),
    ),
    (
        {"values": (45.0,), "as_of": "2026-02-10", **PACE},
        "moving-the-wrong-way",
        (f"45 % in January 2026; {AIM}. It started at 50 % on 31 December 2025 and has moved "
        "away from the target."),
    ),
    # Hold and range
    (
        {"values": (71.0,), "as_of": "2026-02-10", **HOLD},
        "holding",
        "71 % in January 2026; the goal is ≥ 70 %. It holds.",
    ),
    (
        {"values": (71.0, 72.0), "as_of": "2026-03-10", "due": "2026-12-31", **HOLD},
        "holding",
        ("72 % in February 2026; the goal is ≥ 70 % until 31 December 2026. Kept in all "
        "of the last 2 months."),
    ),
    (
        {"values": (69.0, 72.0), "as_of": "2026-04-10", "more": {"missing": [1]}, **HOLD},
        "holding",
        ("72 % in March 2026; the goal is ≥ 70 %. Of the last 2 monthly figures 1 kept to "
        "it."),
    ),
    (
        {"values": (69.0, 69.0, 72.0), "as_of": "2026-04-10", **HOLD},
        "holding",
        ("72 % in March 2026; the goal is ≥ 70 %. Kept in only 1 of the last 3 months."),
    ),
    (
        {"values": (71.0, 72.0, 69.0), "as_of": "2026-04-10", **HOLD},
        "slipped",
        ("69 % in March 2026; the goal is ≥ 70 %. It missed the level once, by less than "
        "its figures usually swing. Kept in 2 of the last 3 months."),
    ),
    (
        {"values": (65.0, 69.0, 64.0, 71.0), "as_of": "2026-05-10", **BAND},
        "slipped",
        ("71 % in April 2026; the goal is 60–70 %. It left the range once, by "
        "less than its figures usually swing. Kept in 3 of the last 4 months."),
    ),
    (
        {"values": (71.0, 71.5, 68.0), "as_of": "2026-04-10", **HOLD},
        "breached",
        ("68 % in March 2026; the goal is ≥ 70 %. The level is not held just now. Kept in "
        "2 of the last 3 months."),
    ),
    (
        {"values": (69.0, 68.0), "as_of": "2026-03-10", **HOLD},
        "breached",
        ("68 % in February 2026; the goal is ≥ 70 %. The level is not held. Kept in none "
        "of the last 2 months."),
    ),
    (
        {"values": (65.0, 75.0), "as_of": "2026-03-10", **BAND},
        "breached",
        ("75 % in February 2026; the goal is 60–70 %. It is outside the range just "
        "now. Kept in 1 of the last 2 months."),
    ),
    (
        {"values": (69.0, 72.0), "as_of": "2026-04-10", "due": "2026-02-28", **HOLD},
        "kept",
        ("Kept: 72 % in February 2026; the goal was ≥ 70 % until 28 February 2026. Of the "
        "2 monthly figures until then 1 kept to it."),
    ),
    (
        {"values": (69.0, 68.0), "as_of": "2026-04-10", "due": "2026-02-28", **HOLD},
        "broken",
        ("Broken: 68 % in February 2026; the goal was ≥ 70 % until 28 February 2026. Of "
        "the 2 monthly figures until then none kept to it."),
    ),
    # Other cadences and units
    (
        {"values": (44.0, 40.0), "as_of": "2026-07-20", "of": DAYS, "cadence": Cadence.QUARTERLY,
         "baseline": 39.5, "baseline_date": "2025-12-31", "target": 30.0, "due": "2026-12-31"},
        "moving-the-wrong-way",
        ("40 days in Q2 2026; the target is ≤ 30 days by 31 December 2026. It started at "
        "39.5 days on 31 December 2025 and has moved away from the target: 42 days over Q1 to "
        "Q2 2026."),
    ),
    (
        {"values": (2.5e6, 5.2e6), "as_of": "2026-03-10", "of": metric(
            name="Bookings", unit="currency:EUR", accumulates=Accumulates.YEAR),
         "baseline": 0.0, "baseline_date": "2025-12-31", "target": 13.4e6, "due": "2026-12-31"},
        "on-pace",
        ("EUR 5.2 million in February 2026; the target is ≥ EUR 13.4 million by 31 December "
        "2026. It has covered 39 % of the distance; the plan expected 16 % by then."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "status", "said"), FINDINGS, ids=[f"{row[1]}-{i}" for i, row in enumerate(FINDINGS)]
)
def test_finding(given: dict[str, Any], status: str, said: str) -> None:
    found, sentence, _ = said_of(**given)
    assert found == status
    assert sentence == said


def test_every_status_is_said() -> None:
    assert {row[1] for row in FINDINGS} == {status.value for status in Status}


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: row[1])
def test_reasons_are_sentences(row: tuple[dict[str, Any], str, str]) -> None:
    _, sentence, reason = said_of(**row[0])
    assert sentence.endswith(reason)
    for made in (sentence, reason):
        assert made[0].isupper() or made[0].isdigit()
        assert made.endswith(".")
        assert "±" not in made
        assert "  " not in made
        assert ".." not in made
