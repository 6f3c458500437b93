"""A target, baseline, due date or plan that moved: which way, when, and what it decides."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from generator.measure.changes.change_kinds import ChangeDirection, ChangeReason
from generator.model.edition import Commit
from generator.model.vocabulary import Status
from generator.sentences.changes import commitment_sentences, what_moved
from tests.changes.company import VALUES, changes, files, past_of, site

NOVEMBER = [*VALUES[:10]]


@pytest.mark.parametrize(
    ("goal", "easier"),
    [
        ({"target": "55"}, True),
        ({"target": "65"}, False),
        ({"due": "2027-06-30"}, True),
        ({"due": "2026-12-15"}, False),
        ({"baseline": "38"}, True),
        ({"baseline": "42"}, False),
        ({"baseline_date": "2026-01-31"}, True),
        ({"baseline_date": "2025-11-30"}, False),
        ({"target": "55", "due": "2027-06-30"}, True),
        ({"target": "55", "due": "2026-12-15"}, None),
    ],
)
def test_whether_it_became_easier(
    goal: dict[str, str], easier: bool | None, tmp_path: Path
) -> None:
    (move,) = changes(tmp_path, files(), files(goal=goal, values=NOVEMBER)).commitment_changes
    assert move.columns == tuple(goal) if len(goal) == 1 else set(move.columns) == set(goal)
    assert move.easier is easier


@pytest.mark.parametrize(
    ("before", "now", "easier"),
    [
        ({"target": "40", "target_high": "60"}, {"target": "35", "target_high": "60"}, True),
        ({"target": "40", "target_high": "60"}, {"target": "45", "target_high": "60"}, False),
        ({"target": "40", "target_high": "60"}, {"target": "45", "target_high": "65"}, None),
    ],
)
def test_a_range(
    before: dict[str, str], now: dict[str, str], easier: bool | None, tmp_path: Path
) -> None:
    plain = {"rule": "range", "baseline": "", "baseline_date": ""}
    found = changes(tmp_path, files(goal=plain | before), files(goal=plain | now))
    assert [move.easier for move in found.commitment_changes] == [easier]


@pytest.mark.parametrize("rule", ["range", "hold"])
def test_another_rule_is_another_definition(rule: str, tmp_path: Path) -> None:
    new = {"rule": rule, "target": "40", "target_high": "60" if rule == "range" else ""}
    both = changes(tmp_path / "a", files(), files(goal=new))
    assert both.commitment_changes == ()
    assert "rule" in {cell.column for cell in both.cells}
    assert changes(tmp_path / "b", files(goal=new), files()).commitment_changes == ()


def test_where_lower_is_better_a_higher_target_is_easier(tmp_path: Path) -> None:
    lower = {"better": "lower"}
    start = {"target": "30"}
    found = changes(
        tmp_path,
        files(metric=lower, goal=start),
        files(metric=lower, goal={"target": "35"}, values=NOVEMBER),
    )
    assert [move.easier for move in found.commitment_changes] == [True]


def test_a_plan_that_changed(tmp_path: Path) -> None:
    plan = "goal,date,expected\nsolved-60,2026-06-30,44\n"
    (move,) = changes(tmp_path, files(), files(milestones=plan)).commitment_changes
    assert (move.columns, move.easier) == (("plan",), None)


def test_nothing_moved(tmp_path: Path) -> None:
    assert changes(tmp_path, files(), files(values=NOVEMBER)).commitment_changes == ()


#: 0.6 points a month from 40: 46 in October.
SLOWLY = [round(40 + 0.6 * month, 1) for month in range(1, 11)]
MOVED = {("goals", "solved-60", "target"): Commit(id="0a1b2c3d4e", day=dt.date(2026, 12, 1))}


def test_a_target_moved_a_month_before_it_was_due(tmp_path: Path) -> None:
    """By hand: August to October (44.8, 45.4 and 46; 45.4 on 30 September) have come 5.4 of 20
    points, 27 % of the way to 60, where the plan expected 273 of 365 days, 75 %: off pace. To 47
    they have come 5.4 of 7 points, 77 %: on pace.
    """
    before, now = files(values=SLOWLY[:8]), files(goal={"target": "47"}, values=SLOWLY)
    found = changes(tmp_path, before, now, days=("2026-09-20", "2026-12-05"), commits=MOVED)
    (move,) = found.commitment_changes
    assert (move.assessment.status, move.status_as_committed) == (
        Status.ON_PACE,
        Status.OFF_PACE,
    )
    assert move.days_before_due == 30
    assert (move.easier, move.late, move.decisive, move.grave) == (True, True, True, True)
    # It stands better only because its target moved: that is no goal that improved.
    (status,) = found.statuses
    assert status.reasons == (ChangeReason.TARGET,)
    assert found.by_figures(ChangeDirection.IMPROVED) == []


def test_it_cannot_be_missed(tmp_path: Path) -> None:
    previous = site(tmp_path / "a", files(values=SLOWLY[:8]), "2026-09-20", version="2026-Q3")
    now = site(
        tmp_path / "b",
        files(goal={"target": "47"}, values=SLOWLY),
        "2026-12-05",
        past=past_of(previous, commits=MOVED),
    )
    assert now.context.changes is not None
    (move,) = now.context.changes.commitment_changes
    said = commitment_sentences(move, now.context.formats)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        "Its target moved from 60 % to 47 %, a month before it was due, which made the goal "
        "easier. Now: on track; against 60 % it would be: off track."
    )
    pages = {page.src_uri: page.markdown for page in now.pages}
    (line,) = re.findall(r"<li>(.*Its target moved.*)</li>", pages["index.md"])
    assert '<span class="cx-shape cx-tone-bad" title="needs a decision"' in line
    assert f">Solved at once: {what_moved(move, now.context.formats)}</a>" in line
    assert '<div class="cx-notice cx-notice--warning" role="note">' in pages["goals/solved-60.md"]
    for page in ("goals/solved-60.md", "changes/index.md", "departments/service.md"):
        assert said in pages[page], page
    assert "Commit 0a1b2c3 of 1 December 2026." in pages["changes/index.md"]
    (feed,) = [str(asset.content) for asset in now.assets if asset.src_uri == "feed.xml"]
    assert "<title>Target moved: Solved at once: ≥\N{NO-BREAK SPACE}47" in feed
    assert said in feed
