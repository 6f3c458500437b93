"""The journey: touchpoints in their order, what nobody owns or measures, and where it breaks."""

from __future__ import annotations

import pytest

from generator.measure.journey import Journey, journey
from generator.model.schema import Row
from generator.model.vocabulary import Stage, YesNo
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    holds,
    reported,
    touchpoint,
    waiting,
)

OFFER = touchpoint("offer", Stage.BEFORE, department="legal", metrics=("clauses",), order=2)
CALL = touchpoint("call", Stage.BEFORE, department="service", order=1)
VISIT = touchpoint("visit", Stage.BEFORE, department="service")
START = touchpoint("start", Stage.AFTER, metrics=("waiting", "clauses"), moment_of_truth=YesNo.YES)
TABLES = (SERVICE, LEGAL, clauses(), waiting(), OFFER, VISIT, CALL, START)


def way(*more: object, worse: bool = True) -> Journey:
    values = {"clauses": CALM, "waiting": RISEN if worse else CALM}
    return journey(reported((*TABLES, *more), values))  # type: ignore[arg-type]


def test_every_stage_stands_in_its_place_with_its_touchpoints_in_order() -> None:
    assert [
        (leg.stage, [contact.touchpoint.touchpoint for contact in leg.touchpoints])
        for leg in way().stages
    ] == [(Stage.BEFORE, ["call", "offer", "visit"]), (Stage.DURING, []), (Stage.AFTER, ["start"])]


def test_says_what_nobody_owns_and_what_nobody_measures() -> None:
    contacts = way().touchpoints
    rows = [one.touchpoint for one in contacts]
    assert [row.touchpoint for row in rows if row.department is None] == ["start"]
    assert [one.touchpoint.touchpoint for one in contacts if not one.metrics] == ["call", "visit"]


def test_breaks_where_a_metric_is_really_worse() -> None:
    (contact,) = way().broken
    assert contact.touchpoint.touchpoint == "start"
    assert contact.is_moment_of_truth
    (found,) = contact.breaks
    assert found.metric.metric == "waiting"
    assert found.segment == ""
    assert found.since is not None
    assert found.since.first.isoformat() == "2026-04-01"


def test_breaks_where_a_goal_needs_a_decision_moments_of_truth_first() -> None:
    found = way(holds(target=30.0), worse=False).broken
    assert [one.touchpoint.touchpoint for one in found] == ["start", "offer"]
    assert [one.since for review in found for one in review.breaks] == [None, None]
    assert [goal.goal for goal in found[0].breaks[0].failing] == ["clauses-hold"]


def test_breaks_nowhere_where_all_is_as_ever() -> None:
    assert way(holds(), worse=False).broken == ()


def test_breaks_for_the_one_segment_whose_goal_needs_a_decision() -> None:
    rows = [
        {"metric": "waiting", "date": f"2026-{month:02}-01", "value": value, "segment": segment}
        for month in range(1, 11)
        for segment, value in (("", 40.0 + month % 3), ("small", 60.0 + month % 3))
    ]
    from generator.measure.report import measure  # noqa: PLC0415
    from generator.model.settings import Settings  # noqa: PLC0415
    from tests.measure.build import dataset  # noqa: PLC0415

    goal = holds("waiting", target=50.0, segment="small")
    found = journey(measure(dataset(rows, (*TABLES, goal)), Settings())).broken
    assert [(b.segment, [g.goal for g in b.failing]) for one in found for b in one.breaks] == [
        ("small", ["waiting-hold"])
    ]


def test_counts_a_goal_of_a_stage_once() -> None:
    twice = touchpoint("contract", Stage.BEFORE, department="legal", metrics=("clauses",))
    before, _, after = way(holds(), twice).stages
    assert [one.goal.goal for one in before.assessments] == ["clauses-hold"]
    assert [one.goal.goal for one in after.assessments] == ["clauses-hold"]


@pytest.mark.parametrize(
    ("goals", "worst"),
    [
        ((), "waiting"),  # worsened
        ((holds(target=30.0),), "clauses"),  # its goal needs a decision
        ((holds(target=30.0), holds("waiting", target=30.0)), "waiting"),  # and worsened
    ],
)
def test_the_worst_metric_of_a_touchpoint(goals: tuple[Row, ...], worst: str) -> None:
    both = touchpoint("wait", Stage.AFTER, department="service", metrics=("clauses", "waiting"))
    report = reported(
        (SERVICE, LEGAL, clauses(), waiting(), both, *goals), {"clauses": CALM, "waiting": RISEN}
    )
    (found,) = journey(report).touchpoints
    assert found.worst is not None
    assert found.worst.metric == worst
