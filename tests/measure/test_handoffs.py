"""Handoffs: whether a promise is kept, and which of them break first."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.alignment import align
from generator.measure.alignment.handoffs import HandoffReview, Kept, rank_handoffs
from generator.measure.report import Report
from generator.model.schema import Row
from generator.model.vocabulary import Better, Rule
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    handoff,
    holds,
    reported,
    waiting,
)

TWO = (SERVICE, LEGAL, clauses(), waiting())
FALLING = [float(60 - month) for month in range(19)]
REACH: dict[str, Any] = {
    "rule": Rule.REACH,
    "baseline": 60.0,
    "baseline_date": "2025-03-31",
    "due": "2026-12-31",
}


def found_in(report: Report) -> list[HandoffReview]:
    return rank_handoffs(align(report).handoffs)


def promise(**given: object) -> Row:
    return handoff(metric="clauses", provider_metric=None, receiver_metric=None, **given)


@pytest.mark.parametrize(
    ("kept", "goals", "values"),
    [
        (Kept.NO, (holds(target=30.0),), CALM),
        (Kept.NO, (holds(target=30.0), holds(goal="other")), CALM),
        (Kept.WORSE, (), RISEN),
        (Kept.WORSE, (holds(),), RISEN),
        (Kept.UNKNOWN, (), CALM),
        (Kept.UNKNOWN, (), []),
        # A goal of one segment says nothing of the promise as a whole.
        (Kept.UNKNOWN, (holds(target=30.0, segment="small"),), CALM),
        (Kept.YES, (holds(),), CALM),
        (Kept.ON_THE_WAY, (holds(target=41.0, **REACH),), FALLING),
        (Kept.YES, (holds(target=50.0, **REACH),), FALLING),
        # Behind its plan, and due too late to look ahead to.
        (Kept.WATCH, (holds(target=4.0, **(REACH | {"due": "2029-03-31"})),), FALLING),
    ],
)
def test_a_promise_is_kept_by_the_goals_on_its_metric(
    kept: Kept, goals: tuple[Row, ...], values: list[float]
) -> None:
    report = reported((*TWO, promise(), *goals), {"clauses": values, "waiting": CALM})
    (passage,) = found_in(report)
    assert passage.kept is kept
    assert (passage.bad_promise is not None) == (kept in (Kept.NO, Kept.WORSE))


def test_without_a_metric_nothing_can_be_told() -> None:
    (passage,) = found_in(reported((*TWO, handoff(provider_metric=None, receiver_metric=None))))
    assert passage.kept is Kept.UNKNOWN
    assert (passage.promise, passage.provider, passage.receiver) == (None, None, None)


def test_what_breaks_on_both_sides_comes_first_then_by_the_promise_then_in_order() -> None:
    report = reported(
        (
            *TWO,
            clauses(metric="bills", name="Bills", better=Better.HIGHER),
            holds(target=30.0),
            handoff(handoff="silent", provider_metric=None, receiver_metric=None),
            handoff(handoff="worse", metric="waiting", provider_metric=None, receiver_metric=None),
            promise(handoff="missed"),
            handoff(handoff="both", metric="waiting", provider_metric="bills",
                    receiver_metric="clauses"),
            promise(handoff="missed-too"),
        ),
        {"clauses": CALM, "waiting": RISEN, "bills": CALM},
    )  # fmt: skip
    found = found_in(report)
    assert [one.handoff.handoff for one in found] == [
        "both", "missed", "missed-too", "worse", "silent",
    ]  # fmt: skip
    assert [one.handoff.handoff for one in found if one.is_conflict] == ["both"]
