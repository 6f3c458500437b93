"""Goals of the fictional company, written anew, held against sums done from its raw rows.

Nothing of the product reads or measures here except on the one side of the comparison: the rows
are read with `csv`, and the rules of a goal are written out in plain arithmetic.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.check.folder_check import check_folder
from generator.measure.report import Report, measure
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.model.tables import TABLES
from generator.read.data_folder import read_folder
from tests.story.write import TODAY, write

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Story:
    folder: Path
    report: Report

    def table(self, name: str) -> Rows:
        return read(self.folder / f"{name}.csv")

    def rows(self, metric: str, segment: str = "") -> list[tuple[date, dict[str, str]]]:
        """A metric's closed rows with the last day of their period, in the order of time."""
        found = []
        for file in sorted((self.folder / "measurements").glob("*.csv")):
            for row in read(file):
                own = (row.get("segment") or "").rpartition(":")[2].strip().lower()
                if row["metric"] == metric and own == segment.lower():
                    found.append((last_day(row["date"]), row))
        return sorted(((end, row) for end, row in found if end <= TODAY), key=lambda pair: pair[0])


def read(path: Path) -> Rows:
    text = path.read_text(encoding="utf-8-sig")
    head = text.splitlines()[0]
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in head else ","))


def last_day(text: str) -> date:
    """The last day of 2026-10-31, 2026-10, Oct-26, 2026-Q3, 2026-W43 or 2026."""
    if text[:3] in MONTHS:
        return month_end(2000 + int(text[4:]), MONTHS.index(text[:3]) + 1)
    year, rest = int(text[:4]), text[5:]
    if not rest:
        return date(year, 12, 31)
    if rest[0] == "Q":
        return month_end(year, 3 * int(rest[1]))
    if rest[0] == "W":
        return date.fromisocalendar(year, int(rest[1:]), 7)
    return date.fromisoformat(text) if len(rest) > 2 else month_end(year, int(rest))


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def number(text: str) -> float:
    return float(text.replace(",", "."))


def total(rows: list[dict[str, str]], column: str) -> float:
    return sum(number(row[column]) for row in rows)


def share(rows: list[dict[str, str]]) -> float:
    return 100 * total(rows, "numerator") / total(rows, "n")


def nps(rows: list[dict[str, str]]) -> float:
    return 100 * (total(rows, "promoters") - total(rows, "detractors")) / total(rows, "n")


def mean(rows: list[dict[str, str]]) -> float:
    return total(rows, "numerator") / total(rows, "n")


def given(rows: list[dict[str, str]]) -> float:
    return total(rows, "value") / len(rows)


def newest(rows: list[dict[str, str]]) -> float:
    return number(rows[-1]["value"])


def share_error(rows: list[dict[str, str]]) -> float:
    p = share(rows) / 100
    return 100 * math.sqrt(p * (1 - p) / total(rows, "n"))


def nps_error(rows: list[dict[str, str]]) -> float:
    n = total(rows, "n") + 3
    p, d = (total(rows, "promoters") + 0.75) / n, (total(rows, "detractors") + 0.75) / n
    return 100 * math.sqrt((p + d - (p - d) ** 2) / n)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("story") / "data"
    write(folder)
    raw = read_folder(folder, TABLES)
    dataset = check_folder(raw, Settings(), AsOf(day=TODAY, reason="the option"))
    return Story(folder=folder, report=measure(dataset, Settings()))


Pool = Callable[[list[dict[str, str]]], float]

#: Goals on their way: how many periods pool, how, the sampling error, the word of the story.
ON_THE_WAY: list[tuple[str, int, Pool, Pool | None]] = [
    ("trust-78", 3, share, share_error),
    ("nps-40", 3, nps, nps_error),
    ("nps-large-45", 3, nps, nps_error),
    ("promise-known-front-line", 2, share, share_error),
    ("accessibility-90", 1, given, None),
    ("time-to-fill-42", 1, newest, None),
    ("enps-22", 2, nps, nps_error),
    ("account-in-3-days", 3, mean, None),
    ("first-contact-resolution-75", 3, share, share_error),
    ("days-to-first-login-30", 3, mean, None),
    ("callbacks-90", 3, share, share_error),
    ("renewal-small-92", 3, share, share_error),
    ("cost-to-serve-39", 3, mean, None),
]


@pytest.mark.parametrize(
    ("goal", "k", "pool", "error"), ON_THE_WAY, ids=[row[0] for row in ON_THE_WAY]
)
def test_a_goal_on_its_way(story: Story, goal: str, k: int, pool: Pool, error: Pool | None) -> None:
    row = next(row for row in story.table("goals") if row["goal"] == goal)
    metric = next(m for m in story.table("metrics") if m["metric"] == row["metric"])
    start, due = date.fromisoformat(row["baseline_date"]), date.fromisoformat(row["due"])
    baseline, target = number(row["baseline"]), number(row["target"])
    rows = story.rows(row["metric"], row["segment"])

    after = [(end, each) for end, each in rows if end > start][-k:]
    value = pool([each for _, each in after])
    middle = sum(end.toordinal() for end, _ in after) / len(after)

    plan = [(start, baseline), (due, target)]
    plan += [
        (date.fromisoformat(each["date"]), number(each["expected"]))
        for each in story.table("milestones")
        if each["goal"] == goal
    ]
    plan.sort()
    (d0, v0), (d1, v1) = next(
        (one, two)
        for one, two in itertools.pairwise(plan)
        if one[0].toordinal() <= middle <= two[0].toordinal()
    )
    planned = v0 + (middle - d0.toordinal()) / (d1 - d0).days * (v1 - v0)
    progress = (value - baseline) / (target - baseline)
    expected = (planned - baseline) / (target - baseline)
    sign = 1 if metric["better"] == "higher" else -1
    gap, moved = sign * (value - planned), sign * (value - baseline)

    rebased = [
        date.fromisoformat(event["date"])
        for event in story.table("events")
        if event["rebase"] == "yes" and event["metric"] == row["metric"]
    ]
    steady = [pool([each]) for end, each in rows if all(end >= day for day in rebased)]
    steps = [abs(b - a) for a, b in itertools.pairwise(steady)]
    process = sum(steps) / len(steps) / 1.128 / math.sqrt(len(after))
    noise = max(process, error([each for _, each in after]) if error else 0.0)

    found = story.report.assessments[goal].goal_status
    assert found.current is not None
    assert found.pace is not None
    assert found.current.value == pytest.approx(value)
    assert found.progress == pytest.approx(progress)
    assert found.pace.expected == pytest.approx(expected)
    assert found.pace.gap == pytest.approx(gap)
    assert found.pace.noise.sigma == pytest.approx(noise)

    if expected < 0.10:
        status = "too-early"
    elif moved < -2 * noise:
        status = "moving-the-wrong-way"
    elif expected * abs(target - baseline) < 2 * noise:
        status = "too-noisy-to-tell"
    elif progress / expected >= 0.95 or gap >= -noise:
        status = "on-pace"
    elif progress / expected < 0.60 and gap < -2 * noise:
        status = "off-pace"
    else:
        status = "at-risk"
    assert found.status == status


def test_the_running_total_of_partners(story: Story) -> None:
    row = next(row for row in story.table("goals") if row["goal"] == "partner-bookings-2026")
    rows = story.rows("bookings", "partner")
    start, due = date.fromisoformat(row["baseline_date"]), date.fromisoformat(row["due"])
    target, (end, last) = number(row["target"]), rows[-1]
    values = [number(each["value"]) for _, each in rows]
    added = [
        now if end.month == 1 else now - before
        for before, now, (end, _) in zip(values, values[1:], rows[1:], strict=False)
    ]
    steps = [abs(b - a) for a, b in itertools.pairwise(added)]
    found = story.report.assessments["partner-bookings-2026"].goal_status
    assert found.current is not None
    assert found.pace is not None
    assert (found.current.value, found.current.day) == (number(last["value"]), end)
    assert found.progress == pytest.approx(number(last["value"]) / target)
    assert found.pace.expected == pytest.approx((end - start).days / (due - start).days)
    assert found.pace.noise.sigma == pytest.approx(sum(steps) / len(steps) / 1.128)


@pytest.mark.parametrize(
    ("goal", "good", "bad"),
    [
        ("complaints-90", "met", "missed"),
        ("contract-concessions-20", "met", "missed"),
        ("qualified-leads-420", "holding", "breached"),
        ("tickets-in-time-95", "holding", "breached"),
        ("invoices-right-98", "holding", "breached"),
        ("stock-cover-4-to-8", "holding", "slipped"),
        ("data-requests-95", "holding", "breached"),
    ],
)
def test_a_goal_that_one_period_decides(story: Story, goal: str, good: str, bad: str) -> None:
    row = next(row for row in story.table("goals") if row["goal"] == goal)
    metric = next(m for m in story.table("metrics") if m["metric"] == row["metric"])
    due = date.fromisoformat(row["due"])
    ends = [(end, each) for end, each in story.rows(row["metric"], row["segment"]) if end <= due]
    pool = share if metric["calculation"] == "share" else given
    value, target = pool([ends[-1][1]]), number(row["target"])
    high = number(row["target_high"]) if row["target_high"] else math.inf

    def kept(each: float) -> bool:
        return each <= target if metric["better"] == "lower" else target <= each <= high

    found = story.report.assessments[goal].goal_status
    assert found.status == (good if kept(value) else bad)
    assert found.current is not None
    assert found.current.value == pytest.approx(value)
    if row["rule"] != "reach":
        last = [kept(pool([each])) for _, each in ends[-12:]]
        assert found.kept is not None
        assert (found.kept.count, found.kept.of) == (sum(last), len(last))


@pytest.mark.parametrize(
    ("goal", "status"),
    [
        ("first-rota-80", "no-starting-point"),
        ("customer-days-600", "stale"),
        ("order-errors-2", "not-reported"),
        ("brand-awareness-36", "awaiting-data"),
        ("exit-effort-6", "no-data"),
        ("nps-large-45", "too-noisy-to-tell"),
        ("days-to-first-login-30", "moving-the-wrong-way"),
    ],
)
def test_the_story_keeps_its_turns(story: Story, goal: str, status: str) -> None:
    assert story.report.assessments[goal].goal_status.status == status


def test_every_status_of_an_open_site_occurs(story: Story) -> None:
    found = {one.status.value for one in story.report.assessments.values()}
    assert len(found) >= 16
