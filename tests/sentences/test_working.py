"""The working beside a status: exact steps, and every line redone as a reader would."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

import pytest

from generator.check.folder_check import check_folder
from generator.measure.report import Report, measure
from generator.measure.status import evaluate_goal
from generator.model.dataset import AsOf
from generator.model.settings import Settings, Thresholds
from generator.model.tables import TABLES, Metric
from generator.model.vocabulary import Accumulates, Better, Cadence, Calculation, Rule
from generator.read.data_folder import read_folder
from generator.sentences.numbers import formats_of
from generator.sentences.working import Step, working
from tests.measure.build import day, goal, metric, milestone, series
from tests.story.write import TODAY, write

SHARE = metric(name="Solved", unit="percent", decimals=1, calculation=Calculation.SHARE)
NPS = metric(name="Net promoter score", unit="score", calculation=Calculation.NPS)
DAYS = metric(name="Days to first login", better=Better.LOWER, unit="days", decimals=1)
TOTAL = metric(name="Bookings", unit="currency:EUR", accumulates=Accumulates.YEAR)
PACE: dict[str, Any] = {
    "baseline": 50.0,
    "baseline_date": "2025-12-31",
    "target": 70.0,
    "due": "2026-04-30",
}


def steps(
    values: Sequence[float],
    as_of: str,
    *,
    of: Metric = DAYS,
    first: str = "2026-01-01",
    cadence: Cadence = Cadence.MONTHLY,
    plan: Sequence[tuple[str, float]] = (),
    more: dict[str, Any] | None = None,
    **given: Any,
) -> list[tuple[str, str, str]]:
    one = goal(**given)
    found = series(values, first, as_of=as_of, of=of, cadence=cadence, **(more or {}))
    points = [milestone(date, expected) for date, expected in plan]
    goal_status = evaluate_goal(one, of, found, points, as_of=day(as_of), thresholds=Thresholds())
    formats = formats_of(Settings(), {("speed", ""): found})
    made = working(goal_status, found, formats)
    return [(plain(step.what), plain(step.how), plain(step.result)) for step in made]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_share_from_counts() -> None:
    """55 + 58 + 61 of 300 = 58 %; noise of sampling sqrt(58 * 42/300) = 2.850."""
    made = steps(
        (55.0, 58.0, 61.0),
        "2026-04-10",
        of=SHARE,
        more={"n": [100] * 3, "numerator": [55, 58, 61]},
        **PACE,
    )
    assert made == [
        ("Goal", "to reach", "≥ 70 % by 30 April 2026"),
        ("Baseline", "stated, on 31 December 2025", "50 %"),
        (
            "Current value",
            "January to March 2026: 100 × (55 + 58 + 61) / (100 + 100 + 100)",
            "58 %",
        ),
        ("Its date", "the mean of the last days 31 Jan 2026, 28 Feb 2026, 31 Mar 2026",
         "1 March 2026"),
        ("Progress", "(58 − 50) / (70 − 50)", "40.0 %"),
        ("Expected by then", "60 / 120: days passed, of those from baseline to due date",
         "50.0 %"),
        ("Plan for that date", "50 + 60 / 120 × (70 − 50)", "60 %"),
        ("Gap to the plan", "58 − 60, behind the plan", "2 percentage points"),
        ("Usual swing", ("mean step between neighbours (3 periods since 31 Jan 2026): "
         "3.000 / 1.128 / √3"), "1.536 percentage points"),
        ("Chance of sampling", "√(58 × (100 − 58) / 300)", "2.850 percentage points"),
        ("Noise", "the larger of the two", "2.850 percentage points"),
        ("Status", "progress / expected = 80 %, but the gap does not exceed the noise, 2.85",
         "on pace"),
    ]  # fmt: skip


def test_a_net_promoter_score() -> None:
    """64 - 22 of 100 = 42; sampling as in test_values: 8.1446."""
    made = steps(
        (85.0, -60.0, 20.0),
        "2026-04-10",
        of=NPS,
        more={"n": [40, 5, 55], "promoters": [36, 1, 27], "detractors": [2, 4, 16]},
        **(PACE | {"baseline": 30.0, "target": 60.0}),
    )
    assert made[2] == (
        "Current value",
        (
            "January to March 2026: 100 × ((36 + 1 + 27) promoters − (2 + 4 + 16) detractors) / "
            "(40 + 5 + 55)"
        ),
        "42",
    )
    assert made[8:] == [
        ("Usual swing", ("mean step between neighbours (3 periods since 31 Jan 2026): "
         "112.5 / 1.128 / √3"), "57.58"),
        ("Chance of sampling", ("100 × √((p + d − (p − d)²) / 103), p = (64 + 0.75) / 103, "
         "d = (22 + 0.75) / 103"), "8.145"),
        ("Noise", "the larger of the two", "57.58"),
        ("Status", "the plan's move from the baseline, 15, is below 2 × 57.58 = 115.16",
         "too noisy"),
    ]  # fmt: skip


def test_milestones_less_is_better() -> None:
    """Days 40 to 80 of the plan: 62 + 20/40 * (56 - 62) = 59; (59 - 70)/(50 - 70) = 55 %."""
    made = steps(
        (66.0, 66.0, 66.3),
        "2026-04-10",
        plan=[("2026-02-09", 62.0), ("2026-03-21", 56.0)],
        **(PACE | {"baseline": 70.0, "target": 50.0}),
    )
    assert made == [
        ("Goal", "to reach", "≤ 50 days by 30 April 2026"),
        ("Baseline", "stated, on 31 December 2025", "70 days"),
        ("Current value", "January to March 2026: (66 + 66 + 66.3) / 3", "66.1 days"),
        ("Its date", "the mean of the last days 31 Jan 2026, 28 Feb 2026, 31 Mar 2026",
         "1 March 2026"),
        ("Progress", "(66.1 − 70) / (50 − 70)", "19.5 %"),
        ("Plan for that date", "from 9 Feb 2026 to 21 Mar 2026: 62 + 20 / 40 × (56 − 62)",
         "59 days"),
        ("Expected by then", "(59 − 70) / (50 − 70)", "55.0 %"),
        ("Gap to the plan", "66.1 − 59, behind the plan", "7.1 days"),
        ("Usual swing", ("mean step between neighbours (3 periods since 31 Jan 2026): "
         "0.1500 / 1.128 / √3"), "0.07678 days"),
        ("Status", ("progress / expected = 35 %, below 60 %, and the gap exceeds 2 × 0.07678 = "
         "0.15356"), "off pace"),
    ]  # fmt: skip


def test_a_running_total() -> None:
    """7 of 40 million on day 90 of 365: plan 9,863,014; steps of 0.1 and 0.2 million."""
    made = steps(
        (11_900_000, 14_000_000, 2_300_000, 4_700_000, 7_000_000),
        "2026-04-10",
        first="2025-11-01",
        of=TOTAL,
        **(PACE | {"baseline": 0.0, "target": 40e6, "due": "2026-12-31"}),
    )
    assert made == [
        ("Goal", "to reach", "≥ EUR 40 million by 31 December 2026"),
        ("Baseline", "stated, on 31 December 2025", "EUR 0"),
        ("Value that decides", "March 2026: a running total, so its newest value",
         "EUR 7,000,000"),
        ("Progress", "(7,000,000 − 0) / (40,000,000 − 0)", "17.5 %"),
        ("Expected by then", "90 / 365: days passed, of those from baseline to due date",
         "24.7 %"),
        ("Plan for that date", "0 + 90 / 365 × (40,000,000 − 0)", "EUR 9,863,014"),
        ("Gap to the plan", "7,000,000 − 9,863,014, behind the plan", "EUR 2,863,014"),
        ("Usual swing", ("mean step between neighbours of what each period added (4 periods since "
         "31 Dec 2025): 133,333 / 1.128"), "EUR 118,203"),
        ("Status", ("progress / expected = 71 %, below 95 %, and the gap exceeds the noise, "
         "118,203; off pace is below 60 %"), "at risk"),
    ]  # fmt: skip


def test_one_point_only() -> None:
    made = steps((48.9,), "2026-02-10", of=metric(unit="percent", decimals=1), **PACE)
    assert made[2:] == [
        ("Value that decides", "January 2026: its value", "48.9 %"),
        ("Progress", "(48.9 − 50) / (70 − 50)", "−5.5 %"),
        ("Expected by then", "31 / 120: days passed, of those from baseline to due date",
         "25.8 %"),
        ("Plan for that date", "50 + 31 / 120 × (70 − 50)", "55.17 %"),
        ("Gap to the plan", "48.9 − 55.17, behind the plan", "6.27 percentage points"),
        ("Noise", "too few periods to tell: nothing is held to be chance", "few data"),
        ("Status", "progress, −5.5 %, is below −5 %", "moving the wrong way"),
    ]  # fmt: skip


def test_constant_values_and_a_median() -> None:
    of = metric(better=Better.LOWER, unit="minutes", calculation=Calculation.MEDIAN)
    made = steps((45.0, 45.0, 45.0), "2026-04-10", of=of,
                 **(PACE | {"baseline": 50.0, "target": 40.0}))  # fmt: skip
    assert made[2] == (
        "Value that decides",
        "March 2026: a median is never averaged, so its value",
        "45 minutes",
    )
    assert made[-3:] == [
        ("Usual swing", "mean step between neighbours (3 periods since 31 Jan 2026): 0 / 1.128",
         "0 minutes"),
        ("Noise", "its figures do not swing at all: nothing is held to be chance", "few data"),
        ("Status", "progress / expected = 67 %, below 95 %; off pace is below 60 %", "at risk"),
    ]  # fmt: skip


def test_a_level_held_and_missed() -> None:
    assert steps((71.0, 69.96), "2026-03-10", rule=Rule.HOLD, target=70.0, of=SHARE) == [
        ("Goal", "to hold", "≥ 70 %"),
        ("Value that decides", "February 2026: its value", "69.96 %"),
        ("Misses by", "70 − 69.96", "0.04 percentage points"),
        ("Noise", "too few periods to tell: nothing is held to be chance", "few data"),
        ("Periods that kept to it", "1 of 2", "50 %"),
        ("Status", "the newest value is not ≥ 70 %; too few figures for a usual swing",
         "breached"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "given", "beyond", "swing", "how", "status"),
    [
        (
            (71.0, 72.0, 71.0, 69.0), {"rule": Rule.HOLD},
            ("Misses by", "70 − 69", "1 percentage point"),
            "(4 periods since 31 Jan 2026): 1.333 / 1.128 = 1.182 percentage points",
            ("the newest value is not ≥ 70 %, by 1, less than the noise, 1.182; the one "
            "before was"), "slipped",
        ),
        (
            (71.0, 71.5, 71.0, 69.0), {"rule": Rule.HOLD},
            ("Misses by", "70 − 69", "1 percentage point"),
            "(4 periods since 31 Jan 2026): 1.000 / 1.128 = 0.8865 percentage points",
            "the newest value is not ≥ 70 %, by 1, at least the noise, 0.8865", "breached",
        ),
        (
            (71.0, 79.5, 69.5, 69.0), {"rule": Rule.HOLD},
            ("Misses by", "70 − 69", "1 percentage point"),
            "(4 periods since 31 Jan 2026): 6.333 / 1.128 = 5.614 percentage points",
            "the newest value is not ≥ 70 %, and the one before was not either", "breached",
        ),
        (
            (5.0, 7.0, 5.0, 8.5), {"rule": Rule.RANGE, "target": 4.0, "target_high": 8.0},
            ("Misses by", "8.5 − 8", "0.5 percentage points"),
            "(4 periods since 31 Jan 2026): 2.500 / 1.128 = 2.216 percentage points",
            ("the newest value is not within 4–8 %, by 0.5, less than the noise, 2.216; the "
            "one before was"), "slipped",
        ),
        (
            (72.0, 69.0, 74.0, 73.0), PACE | {"due": "2026-12-31"},
            ("Beyond the target by", "72 − 70", "2 percentage points"),
            "(4 periods since 31 Jan 2026): 3.000 / 1.128 / √3 = 1.536 percentage points",
            "the current value is ≥ 70 %, by 2, at least the noise, 1.536", "already there",
        ),
        (
            (72.0, 69.0, 72.0, 70.0), PACE | {"due": "2026-12-31"},
            ("Beyond the target by", "70.33 − 70", "0.33 percentage points"),
            "(4 periods since 31 Jan 2026): 2.667 / 1.128 / √3 = 1.365 percentage points",
            ("the current value is ≥ 70 %, but by 0.33, less than the noise, 1.365, and not "
            "yet for three figures in a row"), "reached, not yet sure",
        ),
        (
            (60.0, 70.5, 70.1, 70.4), PACE | {"due": "2026-12-31"},
            ("Beyond the target by", "70.33 − 70", "0.33 percentage points"),
            "(4 periods since 31 Jan 2026): 3.733 / 1.128 / √3 = 1.911 percentage points",
            "the current value is ≥ 70 %, and so are the last three figures",
            "already there",
        ),
    ],
)  # fmt: skip
def test_a_margin_beside_its_noise(
    values: Sequence[float],
    given: dict[str, Any],
    beyond: tuple[str, str, str],
    swing: str,
    how: str,
    status: str,
) -> None:
    made = steps(values, "2026-05-10", of=metric(unit="percent"), **({"target": 70.0} | given))
    assert beyond in made
    (what,) = (step for step in made if step[0] == "Usual swing")
    assert f"{what[1]} = {what[2]}" == f"mean step between neighbours {swing}"
    assert made[-1] == ("Status", how, status)


def test_a_target_reached_at_once_where_nothing_is_known() -> None:
    made = steps((71.0,), "2026-02-10", of=SHARE, **PACE)
    assert made[-3:] == [
        ("Beyond the target by", "71 − 70", "1 percentage point"),
        ("Noise", "too few periods to tell: nothing is held to be chance", "few data"),
        ("Status", ("the current value is ≥ 70 %, but its noise is not known, and not yet "
         "for three figures in a row"), "reached, not yet sure"),
    ]  # fmt: skip


def test_a_range_past_its_due_date() -> None:
    made = steps(
        (5.0, 9.0), "2026-04-10", rule=Rule.RANGE, target=4.0, target_high=8.0, due="2026-02-28"
    )
    assert made == [
        ("Goal", "to stay within", "4–8 days until 28 February 2026"),
        ("Value that decides", "February 2026: its value", "9 days"),
        ("Periods that kept to it", "1 of 2", "50 %"),
        ("Status", "the last figure by 28 February 2026 is not within 4–8 days", "broken"),
    ]


@pytest.mark.parametrize(
    ("values", "as_of", "given", "how", "status"),
    [
        ((60.0, 70.0), "2026-03-10", PACE | {"due": "2026-02-28"},
         "the figure of the last month that ends by 28 February 2026 is not ≤ 50 days",
         "missed"),
        ((60.0, 50.0), "2026-03-10", PACE | {"due": "2026-02-28"},
         "the figure of the last month that ends by 28 February 2026 is ≤ 50 days", "met"),
        ((60.0,), "2026-03-10", PACE | {"due": "2026-02-28"},
         "the last month that ends by 28 February 2026 has no figure yet", "awaiting data"),
        ((60.0,), "2026-09-10", PACE | {"due": "2026-02-28"},
         "the last month that ends by 28 February 2026 has no figure, and is overdue",
         "not reported"),
        ((60.0,), "2026-06-10", PACE | {"due": "2026-12-31"},
         ("the newest figure is of the month to 31 January 2026; with two more months and 10 days "
         "of delay it could be judged by until 10 April 2026"), "stale"),
        ((60.0,), "2026-02-10", {"due": "2026-12-31"},
         "the pace needs a baseline, its date and a due date, and one is missing",
         "no starting point"),
        ((60.0,), "2026-02-10", PACE | {"due": "2027-12-31"},
         "expected, 4.2 %, is below 10 %", "too early"),
        ((60.0,), "2026-02-10", PACE | {"due": "2026-11-07"},  # 31/311
         "expected, 9.97 %, is below 10 %", "too early"),
        ((60.0,), "2026-02-10", PACE | {"baseline_date": "2026-01-31"},
         "no month has ended since the baseline", "too early"),
        ((49.0,) * 3, "2026-04-10", PACE,
         "the current value is ≤ 50 days, by 1, at least the noise, 0", "already there"),
        ((60.0, 60.0, 62.0), "2026-04-10", PACE | {"due": "2026-05-10"},  # 60/130
         "progress / expected = 101 %, at least 95 %", "on pace"),
        ((60.4, 60.4, 60.4), "2026-04-10", PACE, "progress / expected = 96 %, at least 95 %",
         "on pace"),
        ((60.52, 60.52, 60.52), "2026-04-10", PACE,
         "progress / expected = 94.8 %, below 95 %; off pace is below 60 %", "at risk"),
        ((80.0, 80.0, 80.2), "2026-04-10", PACE,
         "it moved 10.07 away from the target, more than 2 × 0.05118 = 0.10236",
         "moving the wrong way"),
    ],
)  # fmt: skip
def test_reasons(
    values: Sequence[float], as_of: str, given: dict[str, Any], how: str, status: str
) -> None:
    turned = {"target": 50.0} | {k: v for k, v in given.items() if k != "target"}
    if "baseline" in turned:
        turned["baseline"] = 70.0
    assert steps(values, as_of, **turned)[-1] == ("Status", how, status)


def test_nothing_is_worked_out_of_nothing() -> None:
    assert steps((), "2026-04-10", **PACE) == []


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("story") / "data"
    write(folder)
    as_of = AsOf(day=TODAY, reason="the option")
    return measure(check_folder(read_folder(folder, TABLES), Settings(), as_of), Settings())


def redone(how: str) -> float | None:
    """What a reader gets who types a line of the working into a calculator."""
    if how.endswith(("its value", "its newest value", "the larger of the two", "few data")):
        return None
    sum_ = how.rpartition(": ")[2] if how[:1] not in "(√0123456789" else how.partition(":")[0]
    sum_ = re.sub(r" (promoters|detractors)|, (ahead of|behind) the plan$", "", sum_)
    named = re.fullmatch(r"(.*), p = (.*), d = (.*)", sum_)
    names: dict[str, float] = {}
    if named:
        sum_ = named[1]
        names = {"p": calculated(named[2], {}), "d": calculated(named[3], {})}
    if not re.search(r"\d", sum_) or re.search(r"[a-ce-oq-z]", sum_):
        return None
    return calculated(sum_, names)


def calculated(text: str, names: dict[str, float]) -> float:
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    for sign, size in {"⅓": "1/3", "½": "1/2", "⅔": "2/3"}.items():
        text = re.sub(rf"(\d*){sign}", rf"(0\1+{size})", text)
    text = re.sub(r"\(0+(?=\d)", "(", text)
    text = text.replace("−", "-").replace("×", "*").replace("²", "**2")
    text = re.sub(r"√(\d+)", r"(\1)**0.5", text)
    while (at := text.find("√(")) >= 0:
        end, depth = at + 1, 0
        while True:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
            if not depth:
                break
        text = f"{text[:at]}({text[at + 1 : end]})**0.5{text[end:]}"
    assert re.fullmatch(r"[\d.+*/()\- pd]+", text), text
    return float(eval(text, {"__builtins__": {}}, names))  # noqa: S307 -- only digits and signs


def shown(result: str) -> tuple[float, float]:
    """A printed result and the worth of one in its last place."""
    digits = re.search(r"(−?)([\d,]+\.?(\d*))", result)
    assert digits is not None
    number = float(digits[2].replace(",", "")) * (-1 if digits[1] else 1)
    return number, 10.0 ** -len(digits[3])


def test_every_line_of_the_story_can_be_redone(story: Report) -> None:
    """From the printed numbers alone, to within half a unit of the last printed place."""
    formats = formats_of(story.settings, story.series)
    count = 0
    for goal_status in (one.goal_status for one in story.assessments.values()):
        found = story.series.get((goal_status.goal.metric, goal_status.goal.segment or ""))
        for step in working(goal_status, found, formats):
            number = redone(plain(step.how)) if step.what not in ("Goal", "Status") else None
            if number is None or step.what in ("Baseline", "Its date", "Periods that kept to it"):
                continue
            result, unit = shown(step.result)
            if step.what in ("Progress", "Expected by then"):
                number *= 100
            if step.what == "Gap to the plan":
                number = abs(number)
            # A trailing zero is not printed, so a round result may be good to more places.
            assert abs(number - result) <= unit / 2 + 1e-9, (goal_status.goal.goal, step)
            count += 1
    assert count > 100


def test_the_date_of_the_current_value() -> None:
    made = steps((55.0, 58.0, 61.0), "2026-04-10", **(PACE | {"baseline": 90.0, "target": 50.0}))
    ends = [dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)]
    middle = dt.date.fromordinal(sum(end.toordinal() for end in ends) // 3)
    assert (made[3][2], middle) == ("1 March 2026", dt.date(2026, 3, 1))


def test_nothing_forbidden_is_printed(story: Report) -> None:
    formats = formats_of(story.settings, story.series)
    for goal_status in (one.goal_status for one in story.assessments.values()):
        found = story.series.get((goal_status.goal.metric, goal_status.goal.segment or ""))
        made: tuple[Step, ...] = working(goal_status, found, formats)
        for step in made:
            assert "±" not in f"{step.what}{step.how}{step.result}"
