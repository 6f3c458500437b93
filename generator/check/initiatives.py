"""Initiatives: what must hold between their dates and costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.check.fault_wording import fault_of, warning_of
from generator.model.problems import Problem
from generator.model.tables import Initiative


def check_initiative(initiative: Initiative) -> Iterator[Problem]:
    """What must hold between the cells of an initiative."""
    start, end = initiative.start, initiative.end
    if start and end and end < start:
        yield fault_of(
            initiative,
            "end",
            f"The end {end} is before the start {start}.",
            "Correct one of them.",
        )
    if initiative.cost is not None and initiative.currency is None:
        yield fault_of(
            initiative,
            "currency",
            f"The cost {initiative.cost:.12g} has no currency.",
            "Write its code, such as EUR.",
        )
    if start and initiative.decision_date and initiative.decision_date < start:
        yield warning_of(
            initiative,
            "decision_date",
            f"The next decision, of {initiative.decision_date}, is before the start {start}.",
            "Correct one of them.",
        )


def warn_of_past_decision(initiative: Initiative, as_of: dt.date) -> Iterator[Problem]:
    """An initiative that goes on after the day on which its next decision was to be taken."""
    decision, end = initiative.decision_date, initiative.end
    if decision and decision < as_of and not (end and end <= as_of):
        yield warning_of(
            initiative,
            "decision_date",
            f"The decision of {decision} is past, and the initiative goes on.",
            "Write when the next one is taken, or when it ended.",
        )
