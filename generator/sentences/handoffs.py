"""Handoffs in words: whether a promise between departments is kept, and how both sides do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.alignment.handoffs import HandoffReview, Kept, MetricHealth
from generator.measure.report import Report
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, counted, plural, tally
from generator.sentences.rows import bound_in_signs
from generator.sentences.words import Badge, Tone, brief_department, department_name, shortened

KEPT_BADGES: Mapping[Kept, Badge] = {
    Kept.NO: Badge(word="not kept", tone=Tone.BAD, shape="■"),
    Kept.YES: Badge(word="kept", tone=Tone.GOOD, shape="●"),
    Kept.UNKNOWN: Badge(word="not measurable", tone=Tone.NONE, shape="○"),
}

#: Promises within the sentence that counts them, for one and for more.
_COUNTED: Mapping[Kept, tuple[str, str]] = {
    Kept.NO: ("is not kept", "are not kept"),
    Kept.YES: ("is kept", "are kept"),
    Kept.UNKNOWN: ("cannot be measured", "cannot be measured"),
}
#: The three figures of a handoff.
FIGURE_HEADS = ("provider's own figure", "the promise", "what the receiver feels")


def handoffs_headline(reviews: Sequence[HandoffReview]) -> str:
    """`Departments keep 2 of their 13 promises to each other; 6 are not kept.`."""
    if len(reviews) == 1:
        return f"The promise between two departments {_COUNTED[reviews[0].kept][0]}."
    every = [review.kept for review in reviews]
    kept, others = every.count(Kept.YES), (Kept.NO, Kept.UNKNOWN)
    if kept == len(every):
        return f"Departments keep all their {kept} promises to each other."
    told = tally((every.count(one), *_COUNTED[one]) for one in others)
    return (
        f"Departments keep {kept or 'none'} of their {len(every)} promises to each other; {told}."
    )


def promises_words(count: int) -> str:
    """Above the signs of all promises: `13 promises`."""
    return counted(count, "promise")


def passage(review: HandoffReview, report: Report) -> str:
    """From whom to whom: `Sales to Onboarding`."""
    handoff, data = review.handoff, report.dataset
    pair = (brief_department(data, key) for key in (handoff.provider, handoff.receiver))
    return " to ".join(pair)


def promised(review: HandoffReview, formats: Formats) -> str:
    """The promised value: `≤ 7 days`; "" without one."""
    value = review.handoff.promise_value
    if review.promise is None or value is None:
        return ""
    metric = review.promise.metric
    return bound_in_signs(value, metric, metric.better, formats)


def handoff_sentence(review: HandoffReview, report: Report, formats: Formats) -> str:
    """How the promise does, then how the receiver does, then the provider's own metric."""
    handoff, felt = review.handoff, review.bad_receiver
    parts = ["No metric says whether the promise is kept."]
    if review.promise is not None:
        parts = [_health(review.promise, report, formats)]
    if felt is not None:
        receiver = department_name(report.dataset, handoff.receiver)
        parts.append(f"{receiver} feels it in {_health(felt, report, formats)}")
    if review.is_conflict and review.provider is not None:
        provider = department_name(report.dataset, handoff.provider)
        own = shortened(review.provider.metric.name)
        parts.append(f"{provider} does well by its own metric, {own}.")
    return " ".join(parts)


def _health(health: MetricHealth, report: Report, formats: Formats) -> str:
    """How a metric does: `Days to contract: 14 days in May 2026, worsened since March 2026`."""
    metric = health.metric
    series = report.series.get((metric.metric, ""))
    parts = [latest(series, formats) or "no figure yet"]
    if series is not None and report.freshness[metric.metric].stale:
        parts.append("too old to judge by")
    if health.worse_since is not None and series is not None:
        parts.append(f"worsened since {formats.period(health.worse_since, series.cadence)}")
    text = f"{shortened(metric.name)}: {', '.join(parts)}"
    if health.failing:
        need = plural(len(health.failing), "goal needs", "goals need")
        text += f"; its {need} a decision"
    return f"{text}."
