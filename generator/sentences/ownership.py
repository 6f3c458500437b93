"""Ownership in words: what is due, of whom, and what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from generator.measure.ownership import Charge, Update
from generator.sentences.numbers import counted, listed
from generator.sentences.words import shortened

_MOST_NAMED = 3


def ownership_sentence(found: Sequence[Charge], until: dt.date, late: int) -> str:
    """How many roles answer for something, how many files are due soon and how many late."""
    text = counted(len(found), "role answers", "roles answer") + " for goals, metrics or files."
    soon = sum(one.due <= until for charge in found for one in charge.updates)
    if not soon:
        return f"{text} No file is due until the end of next month."
    due = f"{counted(soon, 'file is', 'files are')} due until the end of next month"
    return f"{text} {due}{f', {late} of them late' if late else ''}."


def update_title(update: Update) -> str:
    """`New figures in measurements/helpdesk.csv`."""
    return f"New figures in {update.file}"


def update_note(update: Update) -> str:
    """The metrics that wait: `NPS, Trust and 2 more`."""
    names = [shortened(metric.name) for metric in update.metrics]
    rest = len(names) - _MOST_NAMED
    if rest > 1:
        names = [*names[:_MOST_NAMED], f"{rest} more"]
    return listed(names)


def update_state(update: Update) -> str:
    """Whether it is late, and whether figures are too old to judge by; "" where it is not."""
    if not update.late:
        return ""
    several = len(update.metrics) > 1
    text = f"{len(update.late)} of {len(update.metrics)} late" if several else "late"
    if update.stale:
        old = "too old to judge by"
        text += f", {len(update.stale)} {old}" if several else f", {old}"
    return text
