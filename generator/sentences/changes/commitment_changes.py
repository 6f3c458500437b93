"""What is said of a goal whose target, baseline, due date or plan moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.measure.changes.change_kinds import CommitmentChange
from generator.measure.changes.commitment_changes import PLAN
from generator.model.edition import Commit
from generator.model.vocabulary import Rule
from generator.sentences.goals import aim
from generator.sentences.numbers import Formats, counted, day, listed
from generator.sentences.words import STATUS_WORDS

_DAYS_OF_A_WEEK, _DAYS_OF_A_MONTH = 7, 30.4
_FEW_DAYS, _FEW_WEEKS = 13, 24
_SHOWN = 7


def move_sentences(move: CommitmentChange, formats: Formats) -> str:
    """What moved, whether that made it easier, and how it would stand as it was."""
    due = ""
    if move.late and move.commit is None and move.previous_goal.due is not None:
        due = f"It was due on {day(move.previous_goal.due)}."
    said = [what_moved(move, formats), due, held_against(move, formats)]
    return " ".join(filter(None, said))


def what_moved(move: CommitmentChange, formats: Formats) -> str:
    """`Its target moved from 60 to 55, a month before it was due, which made the goal easier.`."""
    made = {True: ", which made the goal easier", False: ", which made the goal harder", None: ""}
    return f"Its {listed(list(_parts(move, formats)))}{_before_due(move)}{made[move.easier]}."


def held_against(move: CommitmentChange, formats: Formats) -> str:
    """`Now it is on pace; against 60 it would be off pace.`."""
    assessments = (move.assessment, move.assessment_as_committed)
    status, other = (STATUS_WORDS[assessment.status] for assessment in assessments)
    as_it_was = "as it was before"
    if move.columns == ("target",) and move.goal.rule is not Rule.RANGE:
        metric = move.assessment.goal_status.metric
        as_it_was = f"against {formats.stated(move.previous_goal.target, metric)}"
    if move.decisive:
        return f"Now: {status}; {as_it_was} it would be: {other}."
    return f"Now: {status}; {as_it_was} it would be {status} too."


def moved_headline(move: CommitmentChange) -> str:
    """What moved in a few words: `target moved`."""
    names = {"target": "target", "target_high": "target", "due": "due date"}
    named = [names[column] for column in move.columns if column in names]
    return f"{named[0] if named else 'plan'} moved"


def committed(commit: Commit | None) -> str:
    """Where git has a change: `Commit 1a2b3c4 of 28 October 2026.`; "" where it is not known."""
    return f"Commit {commit.id[:_SHOWN]} of {day(commit.day)}." if commit else ""


def _parts(move: CommitmentChange, formats: Formats) -> Iterator[str]:
    goal, was, metric = move.goal, move.previous_goal, move.assessment.goal_status.metric
    if goal.rule is Rule.RANGE and {"target", "target_high"} & set(move.columns):
        yield f"range moved from {aim(was, metric, formats)} to {aim(goal, metric, formats)}"
    elif "target" in move.columns:
        before, after = (formats.stated(one.target, metric) for one in (was, goal))
        yield f"target moved from {before} to {after}"
    if "due" in move.columns:
        yield f"due date moved {_from_to(was.due, goal.due)}"
    if "baseline" in move.columns:
        before, after = (
            "none" if one.baseline is None else formats.stated(one.baseline, metric)
            for one in (was, goal)
        )
        yield f"baseline moved from {before} to {after}"
    if "baseline_date" in move.columns:
        yield f"baseline's date moved {_from_to(was.baseline_date, goal.baseline_date)}"
    if PLAN in move.columns:
        yield "milestones changed"


def _from_to(before: dt.date | None, after: dt.date | None) -> str:
    ends = ["none" if date is None else day(date) for date in (before, after)]
    return f"from {ends[0]} to {ends[1]}"


def _before_due(move: CommitmentChange) -> str:
    """How long before its old due date it moved, where that is not long."""
    left = move.days_before_due
    if left is None or not move.late or move.commit is None:
        return ""
    if left < 0:
        return f", {_stretch(-left)} after it was due"
    return ", on the day it was due" if left == 0 else f", {_stretch(left)} before it was due"


def _stretch(days: int) -> str:
    """A stretch of days as one says it: `9 days`, `3 weeks`, `a month`, `2 months`."""
    if days <= _FEW_DAYS:
        return counted(days, "day")
    if days <= _FEW_WEEKS:
        return counted(round(days / _DAYS_OF_A_WEEK), "week")
    months = round(days / _DAYS_OF_A_MONTH)
    return "a month" if months <= 1 else counted(months, "month")
