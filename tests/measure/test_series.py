"""Series: what is published, closed, fresh, comparable and added."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from generator.measure.report import measure
from generator.measure.series import collect_series, freshness, increments
from generator.measure.suppression import published
from generator.model.settings import Settings
from generator.model.tables import Event
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Kind, Status, YesNo
from tests.measure.build import dataset, day, event, goal, metric, series
from tests.measure.company import initiative

YES = YesNo.YES


@pytest.mark.parametrize(
    ("cadence", "first", "as_of", "closed"),
    [
        (Cadence.MONTHLY, "2026-08-01", "2026-10-30", 2),
        (Cadence.MONTHLY, "2026-08-01", "2026-10-31", 3),  # a period ends with its last day
        (Cadence.MONTHLY, "2026-08-01", "2026-11-20", 3),
        (Cadence.MONTHLY, "2026-08-01", "2026-08-15", 0),
        (Cadence.WEEKLY, "2026-11-02", "2026-11-20", 2),  # the third week ends on the 22nd
        (Cadence.QUARTERLY, "2026-01-01", "2026-09-30", 3),
        (Cadence.YEARLY, "2024-01-01", "2026-11-20", 2),
        (Cadence.DAILY, "2026-11-18", "2026-11-20", 3),
    ],
)
def test_closed(cadence: Cadence, first: str, as_of: str, closed: int) -> None:
    found = series((1.0, 2.0, 3.0), first, as_of=as_of, cadence=cadence)
    assert found.closed == closed
    assert len(found) == 3
    newest = found.newest
    assert (newest is None) is (closed == 0)
    assert newest is None or newest.last <= day(as_of)


@pytest.mark.parametrize(
    ("cadence", "first", "lag", "as_of", "due", "last_good", "late", "stale"),
    [
        # October 2026: November's figure is due on 30 November + 10 days.
        ("monthly", "2026-10-01", 10, "2026-12-10", "2026-12-10", "2027-01-10", False, False),
        ("monthly", "2026-10-01", 10, "2026-12-11", "2026-12-10", "2027-01-10", True, False),
        ("monthly", "2026-10-01", 10, "2027-01-10", "2026-12-10", "2027-01-10", True, False),
        ("monthly", "2026-10-01", 10, "2027-01-11", "2026-12-10", "2027-01-10", True, True),
        ("quarterly", "2026-07-01", 45, "2027-02-14", "2027-02-14", "2027-05-15", False, False),
        ("yearly", "2025-01-01", 0, "2027-01-01", "2026-12-31", "2027-12-31", True, False),
        ("weekly", "2026-11-09", 3, "2026-11-26", "2026-11-25", "2026-12-02", True, False),
        # Days: two of them are less than the shortest grace of ten.
        ("daily", "2026-11-10", 0, "2026-11-20", "2026-11-11", "2026-11-20", True, False),
        ("daily", "2026-11-10", 0, "2026-11-21", "2026-11-11", "2026-11-20", True, True),
        ("daily", "2026-11-10", 2, "2026-11-12", "2026-11-13", "2026-11-22", False, False),
    ],
)
def test_freshness(
    cadence: str,
    first: str,
    lag: int,
    as_of: str,
    due: str,
    last_good: str,
    late: bool,
    stale: bool,
) -> None:
    of = metric(lag_days=lag)
    one = series((1.0,), first, as_of=as_of, cadence=Cadence(cadence), of=of)
    found = freshness(one, of, day(as_of))
    assert (found.next_due, found.last_good) == (day(due), day(last_good))
    assert (found.late, found.stale) == (late, stale)


def test_freshness_of_silence() -> None:
    """Nothing to be late with: no data is a status of its own."""
    open_only = series((1.0,), "2026-11-01", as_of="2026-11-20")
    for given in (None, open_only):
        found = freshness(given, metric(), day("2026-11-20"))
        assert (found.newest, found.next_due, found.last_good) == (None, None, None)
        assert (found.late, found.stale) == (False, False)


@pytest.mark.parametrize(
    ("rebased", "start", "why"),
    [
        ([], 0, "never"),
        (["2025-06-01"], 0, "before the first"),
        (["2026-03-31"], 2, "on the last day of March: March is the first of the new group"),
        (["2026-04-01"], 3, "between two periods: the next one"),
        (["2026-04-15"], 3, "within April: April, whose last day comes after it"),
        (["2026-02-01", "2026-04-01"], 3, "the last of two"),
        (["2026-04-01", "2026-06-15"], 3, "after the newest closed period there is no group yet"),
    ],
)
def test_group_start(rebased: list[str], start: int, why: str) -> None:
    """January to June 2026, June still open."""
    values = series((1.0,) * 6, "2026-01-01", as_of="2026-06-20", rebased=rebased)
    assert values.group_start == start, why


YEAR, EVER = Accumulates.YEAR, Accumulates.EVER


@pytest.mark.parametrize(
    ("accumulates", "values", "first", "fiscal", "missing", "added", "why"),
    [
        (EVER, (100, 110, 125, 125), "2026-01-01", 1, (), [10, 15, 0], "differences"),
        (EVER, (100, 95), "2026-01-01", 1, (), [-5], "a correction"),
        (EVER, (100, 10), "2025-12-01", 1, (), [-90], "no new year for ever"),
        (YEAR, (110, 120, 9, 20), "2025-11-01", 1, (), [10, 9, 11], "January adds its whole value"),
        (YEAR, (10, 20, 19, 30), "2026-01-01", 1, (), [10, -1, 11], "a fall within the year"),
        (YEAR, (5, 12), "2025-12-01", 1, (), [12], "a new year that starts higher"),
        (YEAR, (90, 100, 8), "2026-02-01", 4, (), [10, 8], "a year from April"),
        (YEAR, (90, 100, 108), "2025-11-01", 4, (), [10, 8], "a year from April runs through"),
        (YEAR, (110, 9, 20), "2025-11-01", 1, (1,), [9, 11], "December is missing"),
        (YEAR, (7,), "2025-11-01", 1, (), [], "one value adds nothing that is known"),
    ],
)
def test_increments(
    accumulates: Accumulates,
    values: tuple[float, ...],
    first: str,
    fiscal: int,
    missing: tuple[int, ...],
    added: list[float],
    why: str,
) -> None:
    found = series(
        values,
        first,
        of=metric(accumulates=accumulates),
        fiscal_year_start=fiscal,
        missing=missing,
    )
    assert increments(found).tolist() == added, why


SURVEY = {"calculation": Calculation.SHARE, "kind": Kind.CUSTOMER}


@pytest.mark.parametrize(
    ("given", "n", "published"),
    [
        (SURVEY, 9, False),
        (SURVEY, 10, True),
        (SURVEY, None, True),  # no count is known: nothing tells that the group is small
        (SURVEY | {"min_n": 30}, 29, False),
        (SURVEY | {"min_n": 30}, 30, True),
        (SURVEY | {"min_n": 0}, 1, True),
        (SURVEY | {"kind": Kind.EMPLOYEE}, 9, False),
        (SURVEY | {"kind": Kind.RELATIONSHIP, "calculation": Calculation.NPS}, 9, False),
        (SURVEY | {"kind": Kind.INTERNAL_CUSTOMER, "calculation": Calculation.MEAN}, 9, False),
        (SURVEY | {"kind": Kind.OPERATIONAL}, 1, True),
        (SURVEY | {"kind": Kind.BUSINESS}, 1, True),
        (SURVEY | {"kind": None}, 9, False),
        (SURVEY | {"kind": Kind.OPERATIONAL, "calculation": Calculation.NPS}, 9, False),
        (SURVEY | {"kind": None, "calculation": Calculation.SUM}, 1, True),
        (SURVEY | {"calculation": Calculation.GIVEN}, 9, False),
        (SURVEY | {"calculation": Calculation.MEDIAN}, 9, False),
        (SURVEY | {"calculation": Calculation.COUNT}, 1, True),  # n is the figure, not a group
        (SURVEY | {"counted": YesNo.NO}, 1, True),
        ({"min_n": 5}, 4, False),
    ],
)
def test_small_groups_are_withheld(given: dict[str, Any], n: int | None, published: bool) -> None:
    rows = [{"metric": "speed", "date": "2026-10-01", "value": 80.0, "n": n or np.nan}]
    data = dataset(rows, [metric(**given), goal(target=70.0)])
    found = collect_series(data)["speed", ""]
    assert (len(found), found.closed) == ((1, 1) if published else (0, 0))
    assert found.withheld == (0 if published else 1)
    status = measure(data, Settings()).assessments["speed-70"].goal_status.status
    assert status is (Status.REACHED if published else Status.NO_DATA)


def test_a_withheld_period_leaves_the_others() -> None:
    rows = [
        {"metric": "speed", "date": f"2026-{month:02d}-01", "value": value, "n": n}
        for month, value, n in ((7, 80.0, 40), (8, 20.0, 3), (9, 82.0, 41), (10, 10.0, 9))
    ]
    found = collect_series(dataset(rows, [metric(**SURVEY)]))["speed", ""]
    assert found.value.tolist() == [80.0, 82.0]
    assert found.withheld == 2
    assert found.newest is not None
    assert found.newest.last == day("2026-09-30")


@pytest.mark.parametrize(
    ("as_of", "due", "late", "stale", "unpublished"),
    [
        ("2026-11-20", "2026-12-10", False, False, True),  # October is there, though too small
        ("2026-12-11", "2026-12-10", True, True, True),  # September's figure is too old by then
        ("2026-10-20", "2026-11-10", False, False, False),  # October has not ended
    ],
)
def test_a_withheld_figure_was_handed_in(
    as_of: str, due: str, late: bool, stale: bool, unpublished: bool
) -> None:
    rows = [
        {"metric": "speed", "date": f"2026-{month:02d}-01", "value": value, "n": n}
        for month, value, n in ((9, 82.0, 41), (10, 10.0, 9))
    ]
    of = metric(**SURVEY)
    raw = dataset(rows, [of], as_of=as_of)
    for data in (raw, published(raw)):  # as handed in, and as an edition keeps it
        found = freshness(collect_series(data)["speed", ""], of, day(as_of))
        assert (found.next_due, found.late) == (day(due), late)
        assert (found.stale, found.unpublished) == (stale, unpublished)


def test_collect_keeps_metrics_and_segments_apart() -> None:
    rows = [
        {"metric": "speed", "date": "2026-09-01", "value": 1.0, "segment": "small"},
        {"metric": "speed", "date": "2026-10-01", "value": 2.0, "segment": "small"},
        {"metric": "speed", "date": "2026-10-01", "value": 3.0},
        {"metric": "trust", "date": "2026-10-01", "value": 4.0},
        {"metric": "trust", "date": "2026-11-01", "value": 5.0},
    ]
    found = collect_series(dataset(rows, [metric(), metric(metric="trust")]))
    assert {key: value.value.tolist() for key, value in found.items()} == {
        ("speed", ""): [3.0],
        ("speed", "small"): [1.0, 2.0],
        ("trust", ""): [4.0, 5.0],
    }
    assert found["trust", ""].closed == 1  # November is open on the 20th


@pytest.mark.parametrize(
    ("given", "starts"),
    [
        (event("2026-10-01", rebase=YES), [1, 1]),
        (event("2026-10-01", rebase=YES, metric="speed"), [1, 0]),
        (event("2026-10-01", rebase=YES, department="service"), [1, 0]),
        (event("2026-10-01", rebase=YES, department="sales"), [0, 1]),
        (event("2026-10-01", rebase=YES, metric="trust", department="service"), [0, 1]),
        (event("2026-10-01"), [0, 0]),
    ],
)
def test_whom_a_rebase_concerns(given: Event, starts: list[int]) -> None:
    rows = [
        {"metric": name, "date": date, "value": 1.0}
        for name in ("speed", "trust")
        for date in ("2026-09-01", "2026-10-01")
    ]
    tables = [metric(), metric(metric="trust", department="sales"), given]
    found = collect_series(dataset(rows, tables))
    assert [found["speed", ""].group_start, found["trust", ""].group_start] == starts


def test_a_metric_without_a_whole_is_as_fresh_as_its_newest_segment() -> None:
    rows = [
        {"metric": "speed", "date": "2026-08-01", "value": 1.0, "segment": "small"},
        {"metric": "speed", "date": "2026-10-01", "value": 2.0, "segment": "large"},
    ]
    fresh = measure(dataset(rows, [metric(), metric(metric="trust")]), Settings()).freshness
    assert fresh["speed"].next_due == day("2026-12-10")
    assert fresh["trust"].newest is None


def test_a_goal_is_judged_on_its_own_segment() -> None:
    rows = [
        {"metric": "speed", "date": "2026-10-01", "value": 60.0},
        {"metric": "speed", "date": "2026-10-01", "value": 75.0, "segment": "small"},
    ]
    tables = [
        metric(),
        goal(),
        goal(goal="small-70", segment="small"),
        goal(goal="large-70", segment="large"),
    ]
    found = measure(dataset(rows, tables), Settings()).assessments
    assert {key: one.status for key, one in found.items()} == {
        "speed-70": Status.NO_STARTING_POINT,
        "small-70": Status.REACHED,
        "large-70": Status.NO_DATA,
    }


def test_periods_by_their_days() -> None:
    found = series((1.0, 2.0, 3.0), "2026-01-01", missing=(1,))  # January, March and April
    assert (found.index_ending(day("2026-03-31")), found.index_ending(day("2026-02-28"))) == (
        1,
        None,
    )
    assert (found.ended_before(day("2026-03-31")), found.ended_by(day("2026-03-31"))) == (1, 2)
    assert (found.ended_before(day("2026-05-01")), found.ended_by(day("2025-12-31"))) == (3, 0)


def test_where_values_begin_anew() -> None:
    """Not at the first period, and not at one that has not ended."""
    rebased = ["2026-01-15", "2026-03-01", "2026-11-15"]
    found = series([1.0] * 11, "2026-01-01", rebased=rebased, as_of="2026-11-20")
    assert (found.closed, found.group_starts, found.group_start) == (10, [2], 2)


def test_what_began_comes_before_an_event_of_the_same_day_and_name() -> None:
    """Of one day the order is always the same, whatever the order of the tables is."""
    begins = initiative("speed-70", name="New desk", start=day("2026-04-01"))
    rows = [{"metric": "speed", "date": "2026-10-01", "value": 60.0}]
    happened = event("2026-04-01", title="New desk", metric="speed")
    data = dataset(rows, [metric(), goal(), happened, begins])
    assert [(one.title, one.began) for one in collect_series(data)["speed", ""].moments] == [
        ("New desk", True),
        ("New desk", False),
    ]
