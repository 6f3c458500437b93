"""The customer's way in words: how much of it is owned and measured, and where it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.measure.journey import Break, Journey, StageReview, TouchpointReview
from generator.measure.report import Report
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Stage
from generator.sentences.numbers import Formats, counted, listed
from generator.sentences.words import shortened

NO_OWNER = "No department owns it"
NO_METRIC = "No metric says how it goes"
MOMENT_OF_TRUTH = "Moment of truth"

#: What a stage is, under its name.
STAGE_MEANINGS: Mapping[Stage, str] = {
    Stage.BEFORE: "until the customer decides",
    Stage.DURING: "while it is agreed",
    Stage.AFTER: "from then on",
}


def journey_sentence(journey: Journey) -> str:
    """How many touchpoints there are, how many nobody owns or measures, and at how many it breaks.

    `20 touchpoints, 8 of them moments of truth: 2 have no owner and 1 has no metric.`
    """
    contacts = journey.contacts
    text = counted(len(contacts), "touchpoint")
    truth = sum(contact.is_moment_of_truth for contact in contacts)
    if truth and len(contacts) > 1:
        text += f", {truth} of them {'a moment' if truth == 1 else 'moments'} of truth"
    missing = _missing(contacts)
    text += f": {missing}." if missing else ", with an owner and a metric."
    if not missing and len(contacts) > 1:
        text = text.replace(", with", ", each with")
    broken = len(journey.broken)
    if broken:
        what = "metric is really worse or a goal needs a decision"
        return f"{text} At {counted(broken, 'touchpoint')} a {what}."
    return text


def stage_gaps(leg: StageReview) -> str:
    """What a stage lacks: `2 touchpoints have no owner and 1 has no metric.`; "" where nothing."""
    if not leg.contacts:
        return "No touchpoint is listed here."
    missing = _missing(leg.contacts, "touchpoint")
    return f"{missing}." if missing else ""


def breaks_said(breaks: Iterable[Break], report: Report, formats: Formats) -> list[str]:
    """What breaks and for whom, a sentence a metric."""
    by_metric: dict[str, list[Break]] = {}
    for one in breaks:
        by_metric.setdefault(one.metric.metric, []).append(one)
    return [_said(found[0].metric, found, report, formats) for found in by_metric.values()]


def _missing(contacts: Iterable[TouchpointReview], noun: str = "") -> str:
    """`2 have no owner and 1 has no metric`."""
    unowned = sum(not contact.is_owned for contact in contacts)
    unmeasured = sum(not contact.metrics for contact in contacts)
    parts: list[str] = []
    for count, lacking in ((unowned, "no owner"), (unmeasured, "no metric")):
        if count:
            subject = counted(count, noun) if noun and not parts else str(count)
            parts.append(f"{subject} {'has' if count == 1 else 'have'} {lacking}")
    return listed(parts) if parts else ""


def _said(metric: Metric, breaks: list[Break], report: Report, formats: Formats) -> str:
    """`Days to start: really worse since May 2025, for Large firms since July; …`."""
    cadence = report.dataset.cadences[metric.metric]
    worse = [
        f"{_whom(one.segment, report)}since {formats.period(one.since, cadence)}"
        for one in breaks
        if one.since is not None
    ]
    parts = [f"really worse {listed(worse)}"] if worse else []
    failing = [goal for one in breaks for goal in one.failing]
    if failing:
        parts.append(_failing(failing, report))
    return f"{shortened(metric.name)}: {'; '.join(parts)}."


def _failing(goals: list[Goal], report: Report) -> str:
    parts = dict.fromkeys(goal.segment or "" for goal in goals)
    whom = listed([name for key in parts if (name := _whom(key, report).strip())])
    if "" in parts and whom:
        whom = f"as a whole and {whom}"
    noun, verb = ("goal", "needs") if len(goals) == 1 else ("goals", "need")
    return f"its {noun}{f' {whom}' if whom else ''} {verb} a decision"


def _whom(segment: str, report: Report) -> str:
    """`for Small firms `; "" for all together."""
    if not segment:
        return ""
    known = report.dataset.segments.get(segment)
    return f"for {shortened(known.name if known else segment)} "
