"""Ownership in words: what is due, of whom, and what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from generator.measure.ownership import Responsibilities, Unexplained, Update
from generator.measure.report import Report
from generator.model.schema import Row
from generator.model.tables import Handoff, Initiative, Objective
from generator.sentences.numbers import Formats, counted, day, listed
from generator.sentences.words import shortened

_MOST_NAMED = 3
#: Rows for which no role answers, for one and for more.
UNOWNED: Mapping[type[Row], tuple[str, str]] = {
    Objective: ("objective has no sponsor", "objectives have no sponsor"),
    Initiative: ("initiative has no owner", "initiatives have no owner"),
    Handoff: ("handoff has nobody who answers for it", "handoffs have nobody who answers for them"),
}


def ownership_sentence(owners: Sequence[Responsibilities], until: dt.date) -> str:
    """How many roles answer for something, how many files are due soon and how many late."""
    text = counted(len(owners), "role answers", "roles answer") + " for goals, metrics or files."
    soon = [update for owner in owners for update in owner.updates if update.due <= until]
    if not soon:
        return f"{text} No new figures are due until the end of next month."
    files = {update.file for update in soon}
    late = {update.file for update in soon if update.late}
    text += f" New figures are due in {counted(len(files), 'file')} until the end of next month"
    if not late:
        return f"{text}."
    return f"{text}; {f'in {len(late)} of them they are' if len(files) > 1 else 'they are'} late."


def due_until(date: dt.date) -> str:
    """The sentence above the list of what is due."""
    return f"Due until {day(date)}, by date, late ones first."


def next_due(update: Update) -> str:
    """A file with the day on which its next figures are due, or since when they are late."""
    return f"{update.file}, {'late since' if update.late else 'next due on'} {day(update.due)}"


def update_title(update: Update) -> str:
    """`New figures in measurements/helpdesk.csv`."""
    return f"New figures in {update.file}"


def update_note(update: Update) -> str:
    """The metrics that wait: `NPS, Trust and 2 more`."""
    names = [shortened(metric.name) for metric in update.metrics]
    return listed(names, _MOST_NAMED if len(names) > _MOST_NAMED + 1 else None)


def unexplained_sentence(moved: Unexplained, report: Report, formats: Formats) -> str:
    """The question: `The level moved in February 2025: what changed then? Add an event.`."""
    cadence = report.dataset.cadences[moved.metric.metric]
    when = listed([formats.period(period, cadence) for period in moved.starts])
    return f"The level moved in {when}: what changed then? Add an event."


def update_state(update: Update) -> str:
    """Whether it is late, and whether figures are too old to judge by; "" if it is not."""
    if not update.late:
        return ""
    several = len(update.metrics) > 1
    text = f"{len(update.late)} of {len(update.metrics)} late" if several else "late"
    if update.stale:
        old = "too old to judge by"
        text += f", {len(update.stale)} {old}" if several else f", {old}"
    return text
