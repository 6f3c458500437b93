"""A whole that follows of its segments is compared with the whole that followed of them then."""

from __future__ import annotations

from pathlib import Path

from generator.measure.changes.change_kinds import ChangeReason
from tests.changes.company import GOAL, changes, files

SEGMENTS = "segment,name,dimension\nsmall,Small firms,size\nlarge,Large firms,size\n"
#: Percent of 100 cases of each segment, month by month: the whole is their mean.
SMALL = [41, 43, 45, 47, 48, 50, 51, 53]
LARGE = [43, 45, 47, 49, 50, 52, 53, 55]


def company(small: list[int], large: list[int]) -> dict[str, str | bytes]:
    """The company with its metric measured by two segments alone."""
    rows = [
        f"solved,2026-{month:02d},{segment},{count},100"
        for segment, counts in (("small", small), ("large", large))
        for month, count in enumerate(counts, 1)
    ]
    table = "\n".join(["metric,date,segment,numerator,n", *rows]) + "\n"
    metric = {"calculation": "share", "complete_dimensions": "size", "kind": "operational"}
    return files(metric=metric, segments=SEGMENTS) | {"measurements/m.csv": table}


def test_the_same_data_has_no_new_figure(tmp_path: Path) -> None:
    found = changes(tmp_path, company(SMALL, LARGE), company(SMALL, LARGE))
    assert (found.figures, found.verdicts, found.variations) == ((), (), ())


def test_a_restated_segment_restates_the_whole(tmp_path: Path) -> None:
    found = changes(tmp_path, company(SMALL, LARGE), company([*SMALL[:7], 51], LARGE))
    told = [
        (one.series.segment, [(each.before, each.after) for each in one.restated], one.added)
        for one in found.figures
    ]
    assert told == [("small", [(53, 51)], ()), ("", [(54, 53)], ())]


def test_a_restated_whole_is_no_changed_method(tmp_path: Path) -> None:
    days = ("2026-09-20", "2026-09-21")
    fallen = company([*SMALL[:5], 40, 40, 40], [*LARGE[:5], 40, 40, 40])
    (change,) = changes(tmp_path, company(SMALL, LARGE), fallen, days=days).statuses
    assert change.after.goal.goal == GOAL["goal"]
    assert change.reasons == (ChangeReason.RESTATED,)


def test_a_new_month_is_told_of_each_segment_and_of_the_whole(tmp_path: Path) -> None:
    found = changes(tmp_path, company(SMALL[:7], LARGE[:7]), company(SMALL, LARGE))
    added = [(one.series.segment, len(one.added)) for one in found.figures]
    assert added == [("large", 1), ("small", 1), ("", 1)]
