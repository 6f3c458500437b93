"""The customer in words: a journey that is owned and measured, or breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.measure.journey import Break, Journey, TouchpointReview
from generator.measure.report import Report, group_by
from generator.model.tables import Goal, Metric
from generator.sentences.numbers import Formats, counted, listed, plural, tally
from generator.sentences.words import shortened

NOBODY, UNOWNED = "nobody", "no owner"
NO_METRIC = "no figure"
MOMENT_OF_TRUTH = "Moment of truth"


def journey_headline(journey: Journey) -> str:
    """`6 of 9 moments of truth suffer; 2 touchpoints have no owner and 1 has no metric.`."""
    truth = [one for one in journey.touchpoints if one.is_moment_of_truth]
    points, noun = (truth, "moment of truth") if truth else (journey.touchpoints, "touchpoint")
    many = "moments of truth" if truth else "touchpoints"
    suffering = sum(one.is_moment_of_truth or not truth for one in journey.broken)
    share = f"{suffering} of {counted(len(points), noun, many)}" if suffering else f"No {noun}"
    text = f"{share} {plural(suffering or 1, 'suffers', 'suffer')}"
    missing = _missing(journey.touchpoints, "touchpoint")
    return f"{text}; {missing}." if missing else f"{text}."


def break_sentences(breaks: Iterable[Break], report: Report, formats: Formats) -> list[str]:
    """What breaks and for whom, one sentence per metric."""
    by_metric = group_by(breaks, lambda broken: broken.metric.metric)
    return [_broken(group[0].metric, group, report, formats) for group in by_metric.values()]


def _missing(touchpoints: Sequence[TouchpointReview], noun: str = "") -> str:
    """`2 have no owner and 1 has no metric`."""
    unowned = sum(one.touchpoint.department is None for one in touchpoints)
    unmeasured = sum(not touchpoint.metrics for touchpoint in touchpoints)
    counts = (
        (unowned, "has no owner", "have no owner"),
        (unmeasured, "has no metric", "have no metric"),
    )
    return tally(counts, noun)


def _broken(metric: Metric, breaks: list[Break], report: Report, formats: Formats) -> str:
    """`Days to start: worsened since May 2025, for Large firms since July; …`."""
    cadence = report.dataset.cadences[metric.metric]
    worse = [
        f"{_whom(one.segment, report)}since {formats.period(one.since, cadence)}"
        for one in breaks
        if one.since is not None
    ]
    parts = [f"worsened {listed(worse)}"] if worse else []
    failing = [goal for one in breaks for goal in one.failing]
    if failing:
        parts.append(_failing(failing, report))
    return f"{shortened(metric.name)}: {'; '.join(parts)}."


def _failing(goals: list[Goal], report: Report) -> str:
    segments = dict.fromkeys(goal.segment or "" for goal in goals)
    whom = listed([_whom(segment, report).strip() for segment in segments if segment])
    if "" in segments and whom:
        whom = f"as a whole and {whom}"
    goal, need = plural(len(goals), "goal"), plural(len(goals), "needs", "need")
    return f"its {goal}{f' {whom}' if whom else ''} {need} a decision"


def _whom(segment: str, report: Report) -> str:
    """`for Small firms `; "" for the whole."""
    return f"for {shortened(report.dataset.segment_name(segment))} " if segment else ""
