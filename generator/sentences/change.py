"""Is it changing: the levels of a series, its usual range, and the rule that decides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.measure.assessment import (
    change_of,
)
from generator.measure.control_chart_input import JudgedSeries, NotJudgedReason
from generator.measure.levels import Movement
from generator.measure.series import Series
from generator.measure.variation import ControlChart, Label
from generator.model.vocabulary import Better, Change
from generator.sentences.numbers import FINEST, Formats, in_words, periods_word
from generator.sentences.words import capitalised, shortened

_WORDS = {
    Change.BETTER: "improved",
    Change.WORSE: "worsened",
    Change.OTHER: "changed",
    Change.FIRST_BETTER: "first sign of improvement",
    Change.FIRST_WORSE: "first sign of worsening",
    Change.FIRST_OTHER: "first sign of change",
}
#: What a sentence is about.
_IT = "It"
#: What is said of a record with a season.
_SEASONAL = "Its season is taken out before it is judged; the chart shows the figures as they are."
_NOT_JUDGED = {
    NotJudgedReason.NO_CLOSED_PERIOD: "No period has ended yet.",
    NotJudgedReason.ROLLING_AVERAGE: (
        "Each figure averages several periods, so it cannot show a change."
    ),
    NotJudgedReason.MAYBE_TOTAL: (
        "It looks like a running total, and nobody has said whether it is one: until then it "
        "cannot show a change."
    ),
    NotJudgedReason.TOO_FEW: "Too few figures yet to show a change.",
    NotJudgedReason.TOO_RARE: (
        "Too rare to have a usual range: the days between events, or quarters, would tell."
    ),
}


def change_sentence(
    judged: JudgedSeries | None, series: Series, formats: Formats, better: Better = Better.NEITHER
) -> str:
    """Whether a series has changed and how that is known.

    `better` is the better direction of the goal in question, if its metric has none.
    """
    if judged is None or judged.control_chart is None or judged.not_judged is not None:
        reason = (
            judged.not_judged if judged else NotJudgedReason.NO_CLOSED_PERIOD
        ) or NotJudgedReason.TOO_FEW
        if reason is NotJudgedReason.TOO_FEW and series.rebased:
            return "Too few figures since its record began anew to show a change."
        return _NOT_JUDGED[reason]
    text = _judged(_Phrases(judged, judged.control_chart, formats), better)
    return f"{text} {_SEASONAL}" if judged.seasonal else text


def _judged(phrases: _Phrases, better: Better) -> str:
    judged = phrases.judged
    change = change_of(judged, better)
    if change is Change.NONE:
        return phrases.no_change()
    if judged.claim is not None and not judged.first_sign:
        return f"{phrases.has(_WORDS[change])} {phrases.steps(judged.claim)}."
    text = f"{phrases.rule()}: {_WORDS[change]}{phrases.began()}."
    if judged.claim is not None:
        sign = judged.claim.direction * (judged.series.metric.better.sign or better.sign)
        before = {1: "improved", -1: "worsened"}.get(sign, "changed")
        text += f" Until then it had {before} {phrases.steps(judged.claim)}."
    return text


def since(judged: JudgedSeries | None, formats: Formats) -> str:
    """Since when a series signals what it signals now: `since March 2026`; "" without a signal."""
    if judged is None or judged.signal_since is None:
        return ""
    return f"since {formats.period(judged.signal_since, judged.cadence)}"


def usual_range_in_words(judged: JudgedSeries, formats: Formats) -> str:
    """The usual range of the newest figure: `36.2 to 44.8 days`; "" without one."""
    usual = judged.usual_range
    return formats.between(*usual, judged.series.metric) if usual is not None else ""


class _Phrases:
    """The parts of the sentence about a judged series."""

    def __init__(self, judged: JudgedSeries, chart: ControlChart, formats: Formats) -> None:
        self.judged, self.chart, self.formats = judged, chart, formats
        self.group, self.cadence = chart.groups[-1], judged.cadence
        self.range = usual_range_in_words(judged, formats)
        each = periods_word(self.cadence, 1)
        self.subject = f"Each {each}'s addition" if judged.series.metric.is_total else _IT
        if judged.by_month and not judged.series.metric.is_total:
            self.subject = "By complete months it"

    def has(self, change: str) -> str:
        """`Worsened`, or `Each month's addition has worsened`."""
        return capitalised(change) if self.subject == _IT else f"{self.subject} has {change}"

    def steps(self, claim: Movement) -> str:
        """`since February 2025, in two steps: 29.1 → 33.9 → 40.6 days`."""
        start = self.formats.period(self.judged.period(claim.since), self.cadence)
        moment, count = self.judged.claim_moment, len(claim.means) - 1
        if moment is not None:
            title = shortened(moment.title)
            what = f"{title} began" if moment.began else f"“{title}”"
            start = f"{what} ({start})"
        how = f", in {in_words(count, 'step')}" if count > 1 else ""
        return f"since {start}{how}: {' → '.join(self._means(claim.means))}"

    def _means(self, means: Sequence[float]) -> list[str]:
        """The means of levels, with decimals that tell neighbours apart, and the unit once."""
        metric, formats = self.judged.series.metric, self.formats
        if not formats.unit_once(max(map(abs, means)), metric):
            return [formats.value(mean, metric) for mean in means]
        texts: list[str] = []
        for digits in range(formats.decimals.get(metric.metric, 0), FINEST + 1):
            texts = [formats.number(mean, digits) for mean in means]
            if all(before != after for before, after in pairwise(texts)):
                break
        return [*texts[:-1], formats.with_unit(texts[-1], metric)]

    def no_change(self) -> str:
        """Steady, with the range that is usual."""
        if not self.group.usual_step:
            return f"{self.subject} has not moved at all: steady."
        levels = self.judged.levels
        if levels is not None and levels.movement is not None:
            start = self.formats.period(
                self.judged.period(levels.movement.last_start), self.cadence
            )
            return (
                f"{self.subject} is within its usual range since {start}, {self.range}: steady. "
                "Its level moves, but figures of this kind make such waves by themselves."
            )
        text = f"{self.subject} is within its usual range, {self.range}: steady"
        if self.group.trial:
            count = self.group.stop - self.group.start
            text += f" so far, on no more than {in_words(count, 'figure')}"
        return f"{text}."

    def rule(self) -> str:
        """The rule by which the last point signals."""
        label, high = self.chart.labels[-1], self.chart.directions[-1] > 0
        side = "above" if high else "below"
        if label is Label.SHIFT:
            run = self._duration(self.chart.run)
            lasted = f"for {run}" if run else self._figures(self.chart.run)
            return f"{self.subject} has run {side} its own average {lasted}"
        if label is Label.TREND:
            verb, steps = "risen" if high else "fallen", self.chart.steps
            run = self._duration(steps + 1) and self._duration(steps)
            return f"{self.subject} has {verb} {f'{run} in a row' if run else self._figures(steps)}"
        if label is Label.TWO_OF_THREE:
            noun = "figures" if self._has_gap(3) else periods_word(self.cadence, 2)
            edge = "upper" if high else "lower"
            return (
                f"Two of its last three {noun} are close to the {edge} end of its usual range, "
                f"{self.range}"
            )
        return f"{self.subject} is {side} its usual range, {self.range}"

    def began(self) -> str:
        """` since March 2026` if the signal is older than what the rule tells of it."""
        start, first = self.chart.signal_start, len(self.chart.labels) - 1
        if self.chart.labels[-1] is Label.SHIFT:
            first -= self.chart.run - 1
        elif self.chart.labels[-1] is Label.TREND:
            first -= self.chart.steps
        older = start is not None and start < first
        return f" {since(self.judged, self.formats)}" if older else ""

    def _duration(self, count: int) -> str:
        """`seven months`; "" if periods between have no figure."""
        if self._has_gap(count):
            return ""
        return in_words(count, periods_word(self.cadence, 1))

    def _figures(self, count: int) -> str:
        """`at seven figures in a row`."""
        return f"at {in_words(count, 'figure')} in a row"

    def _has_gap(self, count: int) -> bool:
        """Whether periods are missing between the last points."""
        return any(gap.before > len(self.chart.values) - count for gap in self.judged.gaps)
