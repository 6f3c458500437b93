"""Handoffs: whether a promise is kept, and which of them break first."""

from __future__ import annotations

import pytest

from generator.measure.alignment import align
from generator.measure.alignment.handoffs import HandoffReview, Kept, metric_health, rank_handoffs
from generator.measure.report import Report
from generator.model.schema import Row
from generator.model.vocabulary import Better, Triage
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


def found_in(report: Report) -> list[HandoffReview]:
    return rank_handoffs(align(report).handoffs)


def promise(**given: object) -> Row:
    return handoff(metric="clauses", provider_metric=None, receiver_metric=None, **given)


@pytest.mark.parametrize(
    ("kept", "value", "values", "better"),
    [
        (Kept.YES, 42.0, FALLING, Better.LOWER),  # the newest is 42
        (Kept.NO, 41.9, FALLING, Better.LOWER),
        (Kept.YES, 42.0, FALLING, Better.HIGHER),
        (Kept.NO, 42.1, FALLING, Better.HIGHER),
        (Kept.UNKNOWN, None, FALLING, Better.LOWER),
        (Kept.UNKNOWN, 42.0, [], Better.LOWER),
    ],
)
def test_a_promise_is_kept_if_the_newest_figure_meets_its_value(
    kept: Kept, value: float | None, values: list[float], better: Better
) -> None:
    company = (SERVICE, LEGAL, clauses(better=better), waiting())
    report = reported(
        (*company, promise(promise_value=value)), {"clauses": values, "waiting": CALM}
    )
    (passage,) = found_in(report)
    assert passage.kept is kept


def test_a_promise_whose_figures_are_too_old_cannot_be_measured() -> None:
    rows = (*TWO, promise(promise_value=60.0))
    (passage,) = found_in(reported(rows, {"clauses": FALLING}, as_of="2027-11-20"))
    assert passage.kept is Kept.UNKNOWN


def test_a_goal_does_not_say_whether_a_promise_is_kept() -> None:
    rows = (*TWO, promise(promise_value=60.0), holds(target=30.0))
    (passage,) = found_in(reported(rows, {"clauses": FALLING, "waiting": CALM}))
    assert passage.kept is Kept.YES
    assert passage.bad_promise is not None


def test_without_a_metric_nothing_can_be_told() -> None:
    (passage,) = found_in(reported((*TWO, handoff(provider_metric=None, receiver_metric=None))))
    assert passage.kept is Kept.UNKNOWN
    assert (passage.promise, passage.provider, passage.receiver) == (None, None, None)


@pytest.mark.parametrize(
    ("goals", "pile"),
    [
        ((), None),
        ((holds(),), Triage.GOING_WELL),
        ((holds(), holds(goal="other", target=30.0)), Triage.NEEDS_DECISION),
        ((holds(target=30.0, segment="small"),), None),
    ],
)
def test_the_pile_of_a_metric_is_that_of_its_goals_read_first(
    goals: tuple[Row, ...], pile: Triage | None
) -> None:
    report = reported((*TWO, *goals), {"clauses": CALM, "waiting": CALM})
    assert metric_health(report, "clauses").pile is pile


def test_promises_not_kept_come_first_then_what_breaks_on_more_sides_then_in_order() -> None:
    report = reported(
        (
            *TWO,
            clauses(metric="bills", name="Bills", better=Better.HIGHER),
            holds(target=30.0),
            handoff(handoff="silent", provider_metric=None, receiver_metric=None),
            handoff(handoff="kept", metric="waiting", promise_value=60.0, provider_metric=None,
                    receiver_metric=None),
            promise(handoff="missed", promise_value=30.0),
            handoff(handoff="both", metric="waiting", provider_metric="bills",
                    receiver_metric="clauses"),
            promise(handoff="missed-too", promise_value=30.0),
        ),
        {"clauses": CALM, "waiting": RISEN, "bills": CALM},
    )  # fmt: skip
    found = found_in(report)
    assert [one.handoff.handoff for one in found] == [
        "missed", "missed-too", "kept", "both", "silent",
    ]  # fmt: skip
    assert [one.handoff.handoff for one in found if one.is_conflict] == ["both"]
