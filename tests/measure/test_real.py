"""Goals of two real public data sets, held against sums done by hand.

The data lies beside the repository; where it is absent these tests are skipped, unless
CX_REQUIRE_REAL=1 says that it must be there. The raw figures are read here with `csv` alone, and
each number is worked out from them in plain arithmetic.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.check.folder_check import check_folder
from generator.measure.report import Report, measure
from generator.measure.triage import count_triage
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.model.tables import TABLES, Goal
from generator.model.vocabulary import Rule, Status, Triage
from generator.read.data_folder import read_folder
from generator.sentences.home import state
from generator.sentences.numbers import formats_of
from tests.measure.build import day

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
FEDERAL, TRANSIT = REAL / "us-federal-goals-fy2022", REAL / "nyc-transit-2008-2018"


def folder(path: Path) -> Path:
    if not path.is_dir():
        reason = f"the real data set {path.name} is not beside the repository"
        if os.environ.get("CX_REQUIRE_REAL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def report_of(path: Path, as_of: str, settings: Settings | None = None) -> Report:
    known = settings or Settings()
    raw = read_folder(folder(path), TABLES)
    return measure(check_folder(raw, known, AsOf(day=day(as_of), reason="the option")), known)


@pytest.fixture(scope="module")
def federal() -> Report:
    return report_of(FEDERAL, "2022-11-15")


@pytest.fixture(scope="module")
def transit() -> Report:
    return report_of(TRANSIT, "2018-06-15")


def figures(path: Path, metric: str) -> list[tuple[str, float]]:
    """The raw figures of a metric's whole by date, exact duplicate rows once."""
    (file,) = sorted((path / "measurements").glob("*.csv"))
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = [
            (row["date"], float(row["value"]))
            for row in csv.DictReader(text)
            if row["metric"] == metric and not row.get("segment") and row["value"].strip()
        ]
    return sorted(set(rows))


def test_every_goal_has_a_status(federal: Report, transit: Report) -> None:
    for report, count in ((federal, 181), (transit, 12)):
        assert len(report.assessments) == count
        assert set(report.assessments) == set(report.dataset.by_id(Goal))
        assert all(isinstance(found.status, Status) for found in report.assessments.values())


@dataclass(frozen=True, kw_only=True)
class Hand:
    """A federal goal by hand: baseline date 30 September 2021, due 730 days later.

    The quarters end 92 (31 December), 182 (31 March), 273 (30 June) and 365 days (30 September)
    after the baseline.
    """

    metric: str
    raw: Sequence[float]
    status: Status
    value: float
    progress: float | None = None
    expected: float | None = None
    noise: float | None = None
    gap: float | None = None


HANDS = [
    # Zero baseline, a quarter missing: (25421 + 51486)/2 of 76000; (182 + 365)/2/730; steps 12516
    # and 26065, 19290.5/1.128/1.41421; plan 28474.0.
    Hand(
        metric="006apg2203-number-of-export-and-investment-clients-assisted",
        raw=(12905, 25421, 51486),
        status=Status.ON_PACE,
        value=38453.5,
        progress=0.5060,
        expected=0.3747,
        noise=12092.6,
        gap=9979.55,
    ),
    # Decreasing, 985 to 365: (985 + 1089)/2 = 1037; 52/-620; (273 + 365)/2/730; steps 19 and 104,
    # 61.5/1.128/1.41421; plan 985 - .43699 * 620 = 714.07; moved back 52 < 2 * 38.55.
    Hand(
        metric="010apg2202-number-of-days-to-process-land-into-trust-applica",
        raw=(966, 985, 1089),
        status=Status.OFF_PACE,
        value=1037.0,
        progress=-0.0839,
        expected=0.4370,
        noise=38.5523,
        gap=-322.93,
    ),
    # Decreasing and constant: (309 - 303.9)/(273.5 - 303.9) = 5.1/-30.4 < -.05; no noise.
    Hand(
        metric="020apg2201-remaining-u-s-consumption-of-hfcs",
        raw=(309, 309, 309, 309),
        status=Status.WRONG_WAY,
        value=309.0,
        progress=-0.1678,
        expected=0.4370,
        noise=0.0,
    ),
    # Zero baseline, constant at zero: no progress, no noise, 0/.437 < .60.
    Hand(
        metric="014apg2201-number-of-additional-countries-achieving-the-72-c",
        raw=(0, 0, 0, 0),
        status=Status.OFF_PACE,
        value=0.0,
        progress=0.0,
        expected=0.4370,
        noise=0.0,
    ),
    # One point: (80.1 - 80.34)/(81 - 80.34) = -.24/.66; 365/730.
    Hand(
        metric="015apg2201-tax-refund-electronic-payment-rate",
        raw=(80.1,),
        status=Status.WRONG_WAY,
        value=80.1,
        progress=-0.3636,
        expected=0.5,
        noise=0.0,
    ),
    # One point at the target, 96.4 >= 96.37, whose noise is not known.
    Hand(
        metric="015apg2201-electronic-payment-rate",
        raw=(96.4,),
        status=Status.REACHED,
        value=96.4,
        progress=1.1579,
    ),
    # One point of zero, 273 of 730 days on: nothing of 75.
    Hand(
        metric="027apg2203-percent-of-agencies-using-deia-dashboards",
        raw=(0,),
        status=Status.OFF_PACE,
        value=0.0,
        progress=0.0,
        expected=0.3740,
        noise=0.0,
    ),
    # (94.66 + 94.63)/2 = 94.645; -.285/1.07; steps .16 .12 .03, .10333/1.128/1.41421; moved back
    # .285 > 2 * .0648; plan 94.93 + .43699 * 1.07 = 95.3976.
    Hand(
        metric="025apg2202-public-housing-occupancy-rate",
        raw=(94.7, 94.54, 94.66, 94.63),
        status=Status.WRONG_WAY,
        value=94.645,
        progress=-0.2664,
        expected=0.4370,
        noise=0.0648,
        gap=-0.7526,
    ),
    # (11 + 11)/2; .5/1.5 = .333, /.437 = .763; steps 0 .5 0, .16667/1.128/1.41421; plan 11.1555.
    Hand(
        metric="028apg2202-percent-of-awards-for-small-disadvantaged-busines",
        raw=(10.5, 10.5, 11, 11),
        status=Status.AT_RISK,
        value=11.0,
        progress=0.3333,
        expected=0.4370,
        noise=0.1045,
        gap=-0.1555,
    ),
    # (6752 + 6000)/2 = 6376; -3/407; steps 0 0 752, 250.667/1.128/1.41421 = 157.135; the plan's
    # 177.85 is below 314.27.
    Hand(
        metric="422apg2201-number-of-institution-proposals",
        raw=(6752, 6752, 6752, 6000),
        status=Status.TOO_NOISY,
        value=6376.0,
        progress=-0.0074,
        expected=0.4370,
        noise=157.135,
        gap=-180.855,
    ),
    # (75 + 75)/2 of 100 from 0; steps 25 and 0, 12.5/1.128/1.41421 = 7.836; plan 43.70.
    Hand(
        metric="026apg2201-launch-artemis-i",
        raw=(50, 75, 75),
        status=Status.ON_PACE,
        value=75.0,
        progress=0.75,
        expected=0.4370,
        noise=7.8359,
        gap=31.3014,
    ),
]


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.metric)
def test_federal_goals_by_hand(federal: Report, hand: Hand) -> None:
    raw = figures(FEDERAL, hand.metric)
    assert [value for _, value in raw] == list(hand.raw)
    found = federal.assessments[f"{hand.metric}-goal"].goal_status
    assert found.status is hand.status
    assert found.current is not None
    assert found.current.value == pytest.approx(hand.value)
    assert found.progress == (hand.progress and pytest.approx(hand.progress, abs=5e-5))
    expected = found.pace.expected if found.pace else None
    assert expected == (hand.expected and pytest.approx(hand.expected, abs=5e-5))
    if hand.noise is not None:
        assert found.pace is not None
        assert found.pace.noise.sigma == pytest.approx(hand.noise, abs=5e-5, rel=5e-5)
    if hand.gap is not None:
        assert found.pace is not None
        assert found.pace.gap == pytest.approx(hand.gap, abs=5e-5, rel=5e-5)


@pytest.mark.parametrize(
    ("metric", "raw", "status", "kept", "why"),
    [
        ("025apg2201-reduce-the-number-of-people-experiencing-homeless", (), "no-data", None, ""),
        ("029apg2204-baseline-established-of-of-providers-trained", (0,), "stale", None,
         "31 December 2021 + 2 quarters + 10 days = 10 July 2022"),
        ("009apg2202-the-average-monthly-number-of-children-receiving", (1396500, 1489200),
         "stale", None, "31 March 2022 + 2 quarters + 10 days = 10 October 2022"),
        ("016apg2202-national-800-number-agent-busy-rate", (6.9, 6.0), "breached", (0, 2),
         "at most 1"),
        ("006apg2203-sme-percentage-of-u-s-exporter-clients-assisted", (84, 84, 85), "holding",
         (3, 3), "at least 80"),
    ],
)  # fmt: skip
def test_federal_goals_without_a_pace(
    federal: Report,
    metric: str,
    raw: tuple[float, ...],
    status: str,
    kept: tuple[int, int] | None,
    why: str,
) -> None:
    assert [value for _, value in figures(FEDERAL, metric)] == list(raw)
    found = federal.assessments[f"{metric}-goal"].goal_status
    assert found.status == status, why
    assert (found.kept and (found.kept.count, found.kept.of)) == kept


def test_a_running_total_of_the_fiscal_year(tmp_path: Path) -> None:
    """Declared a running total, the clients assisted are judged on the year's 51,486 alone.

    51486/76000 = .6774, 365 of 730 days = .5, p/e = 1.355; two increments give no noise.
    """
    shutil.copytree(folder(FEDERAL), tmp_path / "data")
    name = "006apg2203-number-of-export-and-investment-clients-assisted"
    path = tmp_path / "data" / "metrics.csv"
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    for row in rows:
        row["accumulates"] = "year" if row["metric"] == name else ""
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    report = report_of(tmp_path / "data", "2022-11-15", Settings(fiscal_year_start=10))
    found = report.assessments[f"{name}-goal"].goal_status
    assert found.status is Status.ON_PACE
    assert found.current is not None
    assert found.pace is not None
    assert (found.current.value, found.current.day) == (51486.0, date(2022, 9, 30))
    assert found.progress == pytest.approx(51486 / 76000)
    assert found.pace.expected == pytest.approx(365 / 730)
    assert found.pace.noise.sigma == 0.0


def test_held_past_their_due_date(transit: Report) -> None:
    """Ten transit goals are past due: the month of their due date decides, and all months count.

    Two have no figure of that month: their last ones are of February 2012, for December 2012, and
    of November 2017. Nothing is kept or broken by those.
    """
    with (TRANSIT / "goals.csv").open(encoding="utf-8-sig", newline="") as text:
        goals = list(csv.DictReader(text))
    with (TRANSIT / "metrics.csv").open(encoding="utf-8-sig", newline="") as text:
        lower = {row["metric"]: row["better"] == "lower" for row in csv.DictReader(text)}
    past = [row for row in goals if row["due"] < "2018-06-15"]
    assert len(past) == 10
    silent = []
    for row in past:
        months = [month for month, _ in figures(TRANSIT, row["metric"]) if month <= row["due"][:7]]
        if months[-1] != row["due"][:7]:
            silent.append((row["goal"], months[-1]))
            assert transit.assessments[row["goal"]].status is Status.NOT_REPORTED
            continue
        raw = [
            value
            for month, value in figures(TRANSIT, row["metric"])
            if month <= row["due"][:7]  # every due date is the last day of its month
        ]
        target = float(row["target"])
        good = [value <= target if lower[row["metric"]] else value >= target for value in raw]
        found = transit.assessments[row["goal"]].goal_status
        assert found.status is (Status.KEPT if good[-1] else Status.BROKEN), row["goal"]
        assert found.current is not None
        assert found.current.value == raw[-1]
        assert found.kept is not None
        assert (found.kept.count, found.kept.of) == (sum(good), len(raw))
    assert silent == [
        ("wait-assessment-subways-inactive-historic-calculations-2012", "2012-02"),
        ("customer-injury-rate-subways-2017", "2017-11"),
    ]


def test_no_verdict_rests_on_figures_a_year_too_old() -> None:
    """At the end of 2023 all federal goals are past due, and their last figures of September 2022.

    Eight to hold a level were called kept or broken by those; now nothing is, and Home says so.
    """
    report = report_of(FEDERAL, "2023-12-31")
    held = [one for one in report.open_assessments if one.goal.rule is Rule.HOLD]
    assert len(held) == 8
    assert {one.status for one in held} == {Status.NOT_REPORTED}
    assert {one.triage for one in report.open_assessments} == {Triage.CANNOT_SAY}
    said = state(report, formats_of(report.settings, report.series))
    assert said.replace("\u00a0", " ") == (
        "All 181 open goals have no verdict: 174 not reported and 7 no data."
    )


def test_the_piles_of_the_real_sets(federal: Report, transit: Report) -> None:
    """None that worsens or is unlikely is without a verdict."""
    for report, counts in ((federal, (59, 37, 63, 22)), (transit, (6, 0, 3, 3))):
        found = count_triage(report.open_assessments)
        assert tuple(found[pile] for pile in Triage) == counts
        for one in report.open_assessments:
            assert one.triage is not Triage.CANNOT_SAY or not (one.worse or one.unlikely)


@pytest.mark.parametrize(
    ("goal", "value", "status", "kept"),
    [
        # The newest month by the due date against the target, then how many months kept to it.
        ("mean-distance-between-failures-subways-2017", 120370, "broken", (47, 120)),
        ("mean-distance-between-failures-staten-island-railway-2017", 217420.8, "kept", (78, 120)),
        ("elevator-availability-subways-2017", 96.91, "kept", (66, 109)),
        ("subway-wait-assessment-2017", 69.3, "broken", (0, 108)),
        # Due on 31 December 2018: the last twelve months. April: 2.85, at most 3.39.
        ("employee-lost-time-and-restricted-duty-rate-2018", 2.85, "holding", (7, 12)),
        # January 2018 + 2 months + 10 days = 10 April 2018.
        ("of-completed-trips-nyct-bus-2018", 98.73, "stale", (0, 12)),
    ],
)
def test_transit_goals_by_hand(
    transit: Report, goal: str, value: float, status: str, kept: tuple[int, int]
) -> None:
    found = transit.assessments[goal].goal_status
    assert found.status == status
    assert found.current is not None
    assert found.current.value == value
    assert found.kept is not None
    assert (found.kept.count, found.kept.of) == kept
