"""Initiatives: what has changed in their goals since they began, and what else happened then."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.measure.initiatives import Evidence, before_and_beside, effects, has_ended
from generator.model.tables import Initiative
from tests.measure.build import day, event
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    holds,
    initiative,
    reported,
    waiting,
)
from tests.pages.company import tiny_site, write_files

TABLES = (SERVICE, LEGAL, clauses(), waiting(), holds("waiting"), holds())
VALUES = {"waiting": RISEN, "clauses": CALM}


def begun(date: str | None, *goals: str, **given: Any) -> Initiative:
    return initiative(*(goals or ("waiting-hold",)), start=day(date) if date else None, **given)


@pytest.mark.parametrize(
    ("evidence", "move", "values"),
    [
        # The level moves in April 2026, and October shows it. The test at the start itself comes
        # first if five figures have come since.
        (Evidence.WORSE, begun("2026-04-01"), VALUES),
        (Evidence.WORSE, begun("2026-04-30"), VALUES),
        (Evidence.BEFORE, begun("2026-07-01"), VALUES),
        (Evidence.NONE, begun("2026-05-01", "clauses-hold"), VALUES),
        (Evidence.TOO_SOON, begun("2026-11-02"), VALUES),
        (Evidence.NOT_BEGUN, begun("2026-12-01"), VALUES),
        (Evidence.NOT_BEGUN, begun(None), VALUES),
        (Evidence.UNKNOWN, begun("2026-04-01"), {"clauses": CALM}),
        (Evidence.UNKNOWN, begun("2026-10-01"), {"waiting": [41.0], "clauses": CALM}),
        (Evidence.BETTER, begun("2026-04-01"), {"waiting": [82 - v for v in RISEN]}),
    ],
)
def test_what_can_be_said_since_it_began(
    evidence: Evidence, move: Initiative, values: dict[str, list[float]]
) -> None:
    (effect,) = effects(reported((*TABLES, move), values), move)
    assert effect.evidence is evidence


def test_holds_the_last_period_before_the_start_against_now() -> None:
    move = begun("2026-04-15")
    (effect,) = effects(reported((*TABLES, move), VALUES), move)
    assert effect.series is not None
    assert effect.before is not None
    assert effect.series.period(effect.before).last.isoformat() == "2026-03-31"
    assert effect.since is not None
    assert effect.since.first.isoformat() == "2026-04-01"  # the level moved with April itself


def test_names_what_else_happened_since_and_not_the_start_itself() -> None:
    move = begun("2026-04-01", name="A second  desk")
    other = begun("2026-06-01", initiative="third", name="A third desk")
    ended = begun("2025-01-01", initiative="old", name="Old", end=day("2025-12-31"))
    elsewhere = begun("2026-06-01", "clauses-hold", initiative="else", name="Elsewhere")
    events = (
        event("2026-04-01", metric="waiting", title="A second desk"),
        event("2026-05-03", metric="waiting", title="New price list"),
        event("2026-03-31", metric="waiting", title="Long before"),
        event("2026-05-03", metric="clauses", title="Of another metric"),
    )
    report = reported((*TABLES, move, other, ended, elsewhere, *events), VALUES)
    (effect,) = effects(report, move)
    assert [one.title for one in effect.events] == ["New price list"]
    assert [one.initiative for one in effect.other_initiatives] == ["third"]


def test_has_ended_the_day_after_its_end() -> None:
    move = begun("2026-04-01", end=day("2026-06-30"))
    assert not has_ended(move, day("2026-06-30"))
    assert has_ended(move, day("2026-07-01"))
    assert not has_ended(begun("2026-04-01"), day("2026-07-01"))


def test_beside_a_segment_are_the_others_of_its_dimension(tmp_path: Path) -> None:
    months = [f"2025-{month:02d}" for month in range(5, 13)]
    values = {"north": (40, 30), "south": (40, 45), "phone": (40, 20), "new": (None, 50)}
    rows = [
        f"waiting,{month},{then if place < 3 else now},{segment}"
        for segment, (then, now) in values.items()
        for place, month in enumerate(months)
        if (then if place < 3 else now) is not None
    ]
    files: dict[str, str | bytes] = {
        "segments.csv": "segment,name,dimension\nnorth,North,region\nsouth,South,region\n"
        "new,New,region\nphone,Phone,contact\n",
        "departments.csv": "department,name\nservice,Service\n",
        "metrics.csv": "metric,name,department,better,cadence\nwaiting,W,service,lower,monthly\n",
        "goals.csv": "goal,department,metric,rule,target,segment\n"
        "g,service,waiting,hold,35,north\n",
        "initiatives.csv": "initiative,name,department,goals,start\ni,I,service,g,2025-08-01\n",
        "measurements/values.csv": "metric,date,value,segment\n" + "\n".join(rows) + "\n",
    }
    report = tiny_site(write_files(tmp_path, files), promise_goal="").context.report
    (move,) = report.dataset.rows(Initiative)
    (effect,) = effects(report, move)
    beside = before_and_beside(report, replace(effect, evidence=Evidence.NONE))
    assert [(one.series.segment, one.before, one.now) for one in beside] == [
        ("north", 40.0, 30.0),
        ("south", 40.0, 45.0),
    ]
