"""Has it really changed: a series against its own usual range, and the rule that decides."""

from __future__ import annotations

from generator.measure.assessment import change_of
from generator.measure.control_chart_input import JudgedSeries, NotJudgedReason
from generator.measure.natural_limits import Group, usual_range
from generator.measure.series import Series
from generator.measure.variation import ControlChart, Label
from generator.model.vocabulary import Better, Change
from generator.sentences.numbers import Formats, in_words, periods_word

#: A change as the end of a sentence: "…: a real improvement".
_OUTCOMES = {
    Change.BETTER: "a real improvement",
    Change.WORSE: "really worse",
    Change.OTHER: "a real change",
}
_NOT_JUDGED = {
    NotJudgedReason.NO_CLOSED_PERIOD: "No period has ended yet.",
    NotJudgedReason.ROLLING_AVERAGE: (
        "Each figure averages several periods, so one cannot tell a real change from it."
    ),
    NotJudgedReason.MAYBE_TOTAL: (
        "It looks like a running total, and nobody has said whether it is one: until then one "
        "cannot tell a real change from it."
    ),
    NotJudgedReason.TOO_FEW: "Too few figures yet to tell a real change.",
}


def change_sentence(
    judged: JudgedSeries | None, series: Series, formats: Formats, better: Better = Better.NEITHER
) -> str:
    """Whether a series has really changed and by which of the rules, in one sentence.

    `better` is the better direction of the goal in question, if its metric has none.
    """
    if judged is None or judged.control_chart is None or judged.not_judged is not None:
        reason = (
            judged.not_judged if judged else NotJudgedReason.NO_CLOSED_PERIOD
        ) or NotJudgedReason.TOO_FEW
        if reason is NotJudgedReason.TOO_FEW and series.rebased:
            return "Too few figures since its record began anew to tell a real change."
        return _NOT_JUDGED[reason]
    phrases = _Phrases(judged, judged.control_chart, formats)
    change = change_of(judged, better)
    if change is Change.NONE:
        return phrases.no_change()
    return f"{phrases.rule()}: {_OUTCOMES[change]}{phrases.began()}."


def since(judged: JudgedSeries | None, formats: Formats) -> str:
    """Since when a series signals what it signals now: `since March 2026`; "" without a signal."""
    if judged is None or judged.signal_since is None:
        return ""
    return f"since {formats.period(judged.signal_since, judged.series.cadence)}"


def usual_range_in_words(group: Group, series: Series, formats: Formats) -> str:
    """The natural limits of a group, within what the metric can be: `36.2 to 44.8 days`."""
    return formats.between(*usual_range(group, series), series.metric)


class _Phrases:
    """The parts of the sentence about a judged series."""

    def __init__(self, judged: JudgedSeries, chart: ControlChart, formats: Formats) -> None:
        self.judged, self.chart, self.formats = judged, chart, formats
        self.group, self.cadence = chart.groups[-1], judged.series.cadence
        self.range = usual_range_in_words(self.group, judged.series, formats)
        each = periods_word(self.cadence, 1)
        self.subject = f"What each {each} adds" if judged.series.metric.is_total else "It"

    def no_change(self) -> str:
        """No real change, with the range that is usual."""
        if not self.group.usual_step:
            return f"{self.subject} has not moved at all: no real change."
        text = f"{self.subject} lies within its usual range, {self.range}: no real change"
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
                f"Two of its last three {noun} lie close to the {edge} end of its usual range, "
                f"{self.range}"
            )
        return f"{self.subject} lies {side} its usual range, {self.range}"

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
