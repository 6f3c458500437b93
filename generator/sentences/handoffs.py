"""Handoffs in words: what was promised inside, whether it is kept, and how both sides do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.alignment.metric_health import MetricHealth
from generator.measure.handoffs import HandoffReview, Kept
from generator.measure.report import Report
from generator.model.tables import Department
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, counted, listed
from generator.sentences.words import Badge, Tone, shortened

KEPT_SIGNS: Mapping[Kept, Badge] = {
    Kept.NO: Badge(word="not kept", tone=Tone.BAD, shape="■"),
    Kept.WORSE: Badge(word="really worse", tone=Tone.WORSE, shape="square", letter="W"),
    Kept.WATCH: Badge(word="to watch", tone=Tone.WATCH, shape="▲"),
    Kept.UNKNOWN: Badge(word="cannot be told", tone=Tone.NONE, shape="○"),
    Kept.ON_THE_WAY: Badge(word="on the way", tone=Tone.GOOD, shape="●"),
    Kept.YES: Badge(word="kept", tone=Tone.GOOD, shape="●"),
}

#: Within the sentence that counts them, for one and for more.
_COUNTED: Mapping[Kept, tuple[str, str]] = {
    Kept.NO: ("is not kept", "are not kept"),
    Kept.WORSE: ("has really become worse", "have really become worse"),
    Kept.WATCH: ("needs watching", "need watching"),
    Kept.UNKNOWN: ("cannot be judged", "cannot be judged"),
    Kept.ON_THE_WAY: ("is on the way", "are on the way"),
    Kept.YES: ("is kept", "are kept"),
}


def handoffs_sentence(passages: Sequence[HandoffReview]) -> str:
    """How many handoffs there are, and what became of their promises."""
    found = [(kept, sum(one.kept is kept for one in passages)) for kept in Kept]
    parts = [f"{count} {_COUNTED[kept][count != 1]}" for kept, count in found if count]
    text = f"{counted(len(passages), 'handoff')} between departments."
    if len(passages) == 1:
        return f"{text} Its promise {_COUNTED[passages[0].kept][0]}."
    count, rest = parts[0].split(" ", 1)
    first = f"{counted(int(count), 'promise')} {rest}"
    return f"{text} {listed([first, *parts[1:]])}."


def passage_sentence(passage: HandoffReview, report: Report, formats: Formats) -> str:
    """Where the promise stands, how the receiver does, and how the provider does beside it."""
    names = report.dataset.by_id(Department)
    receiver = shortened(names[passage.handoff.receiver].name)
    provider = shortened(names[passage.handoff.provider].name)
    said = []
    if passage.promise is None:
        said.append("No metric says whether the promise is kept.")
    else:
        said.append(_condition(passage.promise, report, formats))
    felt = passage.receiver
    if felt is not None and felt.bad and felt != passage.promise:
        said.append(f"{receiver} feels it in {_condition(felt, report, formats)}")
    if passage.conflict is not None:
        own = shortened(passage.conflict.provider.metric.name)
        said.append(f"{provider} does well by its own metric, {own}.")
    return " ".join(said)


def _condition(condition: MetricHealth, report: Report, formats: Formats) -> str:
    """How a metric does: `Days to contract: 14 days in May 2026, really worse since March 2026`."""
    metric = condition.metric
    series = report.series.get((metric.metric, ""))
    parts = [latest(series, formats) or "no figure yet"]
    if series is not None and report.fresh[metric.metric].stale:
        parts.append("too old to judge by")
    if condition.worse_since is not None and series is not None:
        parts.append(f"really worse since {formats.period(condition.worse_since, series.cadence)}")
    text = f"{shortened(metric.name)}: {', '.join(parts)}"
    if condition.failing:
        one = len(condition.failing) == 1
        text += f"; its {'goal needs' if one else 'goals need'} a decision"
    return f"{text}."
