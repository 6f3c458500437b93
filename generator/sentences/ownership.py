"""Ownership in words: what is due, by when, and what it is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from generator.measure.assessment import GoalAssessment
from generator.measure.ownership import Due, Unexplained, Update
from generator.measure.report import Report
from generator.measure.triage import count_triage
from generator.model.schema import Row
from generator.model.tables import Commentary, Handoff, Initiative, Objective
from generator.sentences.commentary import first_sentence
from generator.sentences.home import foremost
from generator.sentences.numbers import (
    Formats,
    counted,
    day,
    day_and_month,
    listed,
    plural,
    short_day,
)
from generator.sentences.words import short_name, shortened

#: So many days away the same day of the month could be meant of another year.
_FAR = 300
#: Rows for which no role answers, for one and for more.
UNOWNED: Mapping[type[Row], tuple[str, str]] = {
    Objective: ("objective has no sponsor", "objectives have no sponsor"),
    Initiative: ("initiative has no owner", "initiatives have no owner"),
    Handoff: ("handoff has nobody who answers for it", "handoffs have nobody who answers for them"),
}
#: What is due, in the order in which it is counted.
_NOUNS: Mapping[type[Due], str] = {
    Update: "figure",
    Commentary: "decision",
    Initiative: "review",
    GoalAssessment: "goal",
}


def ownership_sentence(dates: Sequence[tuple[dt.date, Due]], today: dt.date, until: dt.date) -> str:
    """What is due of everybody until a day, and what is late."""
    soon = [one for date, one in dates if today <= date <= until]
    text = due_counted(soon, "due") if soon else "Nothing is due"
    return f"{text} by {day(until)}{_late(dates, today)}."


def person_sentence(
    goals: Sequence[GoalAssessment], dates: Sequence[tuple[dt.date, Due]], today: dt.date
) -> str:
    """How the goals of a role do, which decisions wait or what is due next, and what is late."""
    parts = [foremost(count_triage(goals)).removesuffix(".")] if goals else []
    ahead = [pair for pair in dates if pair[0] >= today]
    asked = [date for date, one in ahead if isinstance(one, Commentary)]
    if asked:
        text = counted(len(asked), "decision waits", "decisions wait")
        parts.append(f"{text}, {'the first ' if len(asked) > 1 else ''}by {day(asked[0])}")
    elif ahead:
        first = ahead[0][0]
        soon = [one for _, one in takewhile(lambda pair: pair[0] == first, ahead)]
        parts.append(f"{due_counted(soon, 'due')} on {day(first)}")
    return f"{'; '.join(parts) or 'Nothing is due'}{_late(dates, today)}."


def _late(dates: Sequence[tuple[dt.date, Due]], today: dt.date) -> str:
    late = [one for date, one in dates if date < today]
    return f"; {due_counted(late, 'late')}" if late else ""


def due_counted(due: Sequence[Due], state: str = "") -> str:
    """What is due, counted: `4 figures and 1 goal`, with a state `4 figures and 1 goal are due`."""
    counts = Counter[type[Due]]()
    for one in due:
        counts[type(one)] += len(one.metrics) if isinstance(one, Update) else 1
    text = listed([counted(counts[kind], noun) for kind, noun in _NOUNS.items() if counts[kind]])
    return f"{text} {plural(counts.total(), 'is', 'are')} {state}" if state else text


def due_item(due: Due) -> str:
    """One thing that is due, for a calendar: a question, `Goal: Renewal`, `4 figures`."""
    match due:
        case Commentary():
            return shortened(first_sentence(due.text)[0])
        case Initiative():
            return f"Review: {shortened(due.name)}"
        case GoalAssessment():
            goal, metric = due.goal, due.goal_status.metric
            return f"Goal: {goal.short_name or short_name(metric)}"
        case Update():
            one = due.metrics[0]
            return f"Figure: {short_name(one)}" if len(due.metrics) == 1 else due_counted([due])


def next_due(dates: Sequence[tuple[dt.date, Due]], today: dt.date) -> str:
    """The first day on which something is due of a role: `10 Dec`, `late since 10 May`."""
    if not dates:
        return ""
    first = dates[0][0]
    text = near_day(first, today)
    return f"late since {text}" if first < today else text


def near_day(date: dt.date, today: dt.date) -> str:
    """A day as short as it is clear: `10 Dec`, with its year if that is far from today."""
    return day_and_month(date) if abs((date - today).days) < _FAR else short_day(date)


def file_due(update: Update) -> str:
    """A file with the day on which its next figures are due, or since when they are late."""
    return f"{update.file}, {'late since' if update.late else 'due'} {day(update.due)}"


def unexplained_question(count: int) -> str:
    """The question about metrics whose level moved without a known cause."""
    moved = counted(count, "metric has", "metrics have")
    return f"{moved} moved without a known cause: what happened? Add an event"


def unexplained_starts(moved: Unexplained, report: Report, formats: Formats) -> str:
    """A metric, and when its levels began: `Renewal: February 2025 and April 2026`."""
    cadence = report.dataset.cadences[moved.metric.metric]
    when = listed([formats.period(period, cadence) for period in moved.starts])
    return f"{short_name(moved.metric)}: {when}"


def due_files(count: int) -> str:
    """The words above the files in which figures are due."""
    return f"{counted(count, 'file')} with figures to come"
