"""Why a goal stands elsewhere: each cause is told apart from the others by judging again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.measure.changes.change_kinds import ChangeDirection, ChangeReason
from generator.model.settings import Settings, Thresholds
from generator.model.vocabulary import Status
from generator.sentences.changes import status_sentences
from generator.sentences.numbers import formats_of
from tests.changes.company import VALUES, changes, files

#: 0.6 points a month from 40: off pace towards 60, all the way through.
SLOWLY = [round(40 + 0.6 * month, 1) for month in range(1, 11)]
EIGHT = SLOWLY[:8]
LATER = {"day": "2026-11-20"}

CASES: list[
    tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], tuple[ChangeReason, ...]]
] = [
    ("new data", {}, {"values": [*VALUES[:8], 41, 40]}, LATER, (ChangeReason.NEW_DATA,)),
    ("moved target", {"values": EIGHT}, {"values": EIGHT, "goal": {"target": "47"}}, {},
     (ChangeReason.TARGET,)),
    ("moved due date", {"values": EIGHT}, {"values": EIGHT, "goal": {"due": "2030-12-31"}}, {},
     (ChangeReason.TARGET,)),
    ("restated history", {"values": EIGHT}, {"values": VALUES[:8]}, {}, (ChangeReason.RESTATED,)),
    ("changed definition", {}, {"metric": {"better": "lower"}, "goal": {"rule": "hold"}}, {},
     (ChangeReason.DEFINITION,)),
    ("changed method", {"values": EIGHT}, {"values": EIGHT},
     {"thresholds": Thresholds(off_pace=0.1, noise=0.0)}, (ChangeReason.METHOD,)),
    ("time alone", {"values": EIGHT}, {"values": EIGHT}, {"day": "2026-11-29"},
     (ChangeReason.TIME,)),
    ("two of them", {"values": EIGHT},
     {"values": [*VALUES[:8], 41, 40], "goal": {"target": "41"}}, LATER,
     (ChangeReason.RESTATED, ChangeReason.NEW_DATA, ChangeReason.TARGET)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "how", "reasons"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_reason(
    before: Mapping[str, Any],
    now: Mapping[str, Any],
    how: Mapping[str, Any],
    reasons: tuple[ChangeReason, ...],
    tmp_path: Path,
) -> None:
    settings = {name: value for name, value in how.items() if name != "day"}
    found = changes(
        tmp_path,
        files(**before),
        files(**now),
        days=("2026-09-20", how.get("day", "2026-09-21")),
        settings=settings,
    )
    (change,) = found.statuses
    assert change.reasons == reasons


def test_counts_mean_nothing_under_another_calculation(tmp_path: Path) -> None:
    """A mean's total is above n: as the numerator of a share it had no standard error."""

    def counted(calculation: str, numerators: list[int]) -> dict[str, str | bytes]:
        rows = [f"solved,2026-{m:02d},{part},100" for m, part in enumerate(numerators, 1)]
        table = "\n".join(["metric,date,numerator,n", *rows]) + "\n"
        return files(metric={"calculation": calculation}) | {"measurements/m.csv": table}

    before = counted("mean", [100 * value for value in VALUES[:8]])
    now = counted("share", [*VALUES[:6], 40, 40])
    (change,) = changes(tmp_path, before, now, days=("2026-09-20", "2026-09-21")).statuses
    assert change.reasons == (ChangeReason.DEFINITION,)


def test_a_goal_that_stands_where_it_stood_is_not_told(tmp_path: Path) -> None:
    days = ("2026-09-20", "2026-10-20")
    assert changes(tmp_path, files(), files(values=VALUES[:9]), days=days).statuses == ()


def test_which_way_it_went(tmp_path: Path) -> None:
    found = changes(tmp_path, files(), files(values=[*VALUES[:8], 41, 40]))
    (change,) = found.statuses
    assert (change.before.status, change.direction) == ("on-pace", ChangeDirection.WORSENED)
    assert change.after.status is Status.OFF_PACE
    assert found.by_figures(ChangeDirection.WORSENED) == [change]


@pytest.mark.parametrize(
    ("status", "pile", "said"),
    [
        ("on-pace", "going-well", "on track in 2026-Q3, now off track"),
        ("on-pace", "watch", "on pace in 2026-Q3, now off track"),
        ("off-pace", "watch", "off track as in 2026-Q3; then: watch, now: needs a decision"),
        (
            "too-early",
            "watch",
            "no verdict (too early) in 2026-Q3, now off track; then: watch, now: needs a decision",
        ),
    ],
)
def test_the_words_show_which_way_it_went(
    status: str, pile: str, said: str, tmp_path: Path
) -> None:
    """No goal to watch was on track; without a verdict its piles show the way."""
    found = changes(tmp_path, files(), files(values=[*VALUES[:8], 41, 40]))
    (change,) = found.statuses
    change = replace(change, before=replace(change.before, status=status, pile=pile))
    sentence = status_sentences(change, "2026-Q3", None, formats_of(Settings(), {}))
    assert sentence == f"Worsened: {said} (new figures)."


def test_a_setting_of_the_methods_is_named(tmp_path: Path) -> None:
    found = changes(tmp_path, files(), files(), settings={"thresholds": Thresholds(on_pace=0.9)})
    (method,) = found.methods
    assert (method.name, method.before, method.after) == ("thresholds.on_pace", 0.95, 0.9)
