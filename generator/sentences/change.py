"""Has it really changed: what is said of a record against its own usual range, and why."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from generator.measure.assessment import Change, change_of
from generator.measure.bounds import natural_bounds
from generator.measure.control_chart_input import JudgedSeries, NotJudgedReason
from generator.measure.series import Series
from generator.measure.variation import ControlChart, Group, Label
from generator.sentences.numbers import Formats, counted, periods_word

#: A change as the end of a sentence: "…: a real improvement".
_OUTCOMES = {
    Change.BETTER: "a real improvement",
    Change.WORSE: "really worse",
    Change.OTHER: "a real change",
}
_UNJUDGED = {
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
_NAMED = 12
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip


def change_sentence(
    record: JudgedSeries | None, series: Series, formats: Formats, sign: int = 0
) -> str:
    """Whether a series has really changed and by which of the rules, in one sentence.

    `sign` says which way is better for the goal asked about, where its metric has none.
    """
    if record is None or record.process is None or record.unjudged is not None:
        reason = (
            record.unjudged if record else NotJudgedReason.NO_CLOSED_PERIOD
        ) or NotJudgedReason.TOO_FEW
        if reason is NotJudgedReason.TOO_FEW and series.rebased:
            return "Too few figures since its record began anew to tell a real change."
        return _UNJUDGED[reason]
    said = _Said(record, record.process, series, formats)
    change = change_of(record, sign)
    if change is Change.NONE:
        return said.nothing()
    return f"{said.why()}: {_OUTCOMES[change]}{said.began}."


def since(record: JudgedSeries | None, series: Series, formats: Formats) -> str:
    """Since when a record signals what it signals now: `since March 2026`; "" without a signal."""
    if record is None or record.process is None:
        return ""
    start = record.process.signal_start
    return (
        "" if start is None else f"since {_Said(record, record.process, series, formats).at(start)}"
    )


def usual_range(group: Group, series: Series, formats: Formats) -> str:
    """The natural limits of a group, within what the metric can be: `36.2 to 44.8 days`."""
    assert group.limits is not None
    least, most = natural_bounds(series.metric, [series])
    low = float(np.clip(group.limits.lower, least, most))
    high = float(np.clip(group.limits.upper, least, most))
    return formats.between(low, high, series.metric)


def in_words(count: int, one: str, many: str) -> str:
    """A count with its noun, small ones in words: `seven months`."""
    if count > _NAMED:
        return counted(count, one, many)
    return f"{_WORDS[count]} {one if count == 1 else many}"


class _Said:
    """What the sentences about a record draw on."""

    def __init__(
        self, record: JudgedSeries, process: ControlChart, series: Series, formats: Formats
    ) -> None:
        self.record, self.process, self.series, self.formats = record, process, series, formats
        self.group = process.groups[-1]

    def at(self, place: int) -> str:
        """The period of a point of the record."""
        period = self.series.period(int(self.record.rows[place]))
        return self.formats.period(period, self.series.cadence)

    @property
    def subject(self) -> str:
        """`It`, or of a running total what it is that the rules look at."""
        each = periods_word(self.series.cadence, 1)
        return f"What each {each} adds" if self.record.of_increments else "It"

    @property
    def range(self) -> str:
        return usual_range(self.group, self.series, self.formats)

    def lasting(self, count: int) -> str:
        """`seven months`; "" where periods between have no figure."""
        if self._gaps(count):
            return ""
        return in_words(count, *(periods_word(self.series.cadence, n) for n in (1, 2)))

    def figures(self, count: int) -> str:
        """`at seven figures in a row`."""
        return f"at {in_words(count, 'figure', 'figures')} in a row"

    def _gaps(self, count: int) -> bool:
        """Whether periods are missing between the last points of the record."""
        return any(gap.before > len(self.process.values) - count for gap in self.record.gaps)

    def nothing(self) -> str:
        """No real change, with the range that is usual."""
        limits = self.group.limits
        assert limits is not None
        if limits.lower == limits.upper:
            return f"{self.subject} has not moved at all: no real change."
        text = f"{self.subject} lies within its usual range, {self.range}: no real change"
        if self.group.trial:
            rests = self.group.stop - self.group.start
            text += f" so far, on no more than {in_words(rests, 'figure', 'figures')}"
        return f"{text}."

    @property
    def began(self) -> str:
        """` since March 2026` where a signal is older than what is told of it."""
        start, told = self.process.signal_start, len(self.process.labels) - 1
        if self.process.labels[-1] is Label.SHIFT:
            told -= self.process.run - 1
        elif self.process.labels[-1] is Label.TREND:
            told -= self._steps()
        return "" if start is None or start >= told else f" since {self.at(start)}"

    def why(self) -> str:
        """The rule by which the last point signals, without its end."""
        label, direction = self.process.labels[-1], self.process.directions[-1]
        if label is Label.SHIFT:
            side = "above" if direction > 0 else "below"
            run = self.lasting(self.process.run)
            lasted = f"for {run}" if run else self.figures(self.process.run)
            return f"{self.subject} has run {side} its own average {lasted}"
        if label is Label.TREND:
            verb = "risen" if direction > 0 else "fallen"
            steps = self._steps()
            run = self.lasting(steps + 1) and self.lasting(steps)
            return f"{self.subject} has {verb} {f'{run} in a row' if run else self.figures(steps)}"
        if label is Label.TWO_OF_THREE:
            edge = "upper" if direction > 0 else "lower"
            return (
                f"Two of its last three {self._noun} lie close to the {edge} end of its usual "
                f"range, {self.range}"
            )
        side = "above" if direction > 0 else "below"
        return f"{self.subject} lies {side} its usual range, {self.range}"

    @property
    def _noun(self) -> str:
        if self._gaps(3):
            return "figures"
        return periods_word(self.series.cadence, 2)

    def _steps(self) -> int:
        """How many steps in a row lead the last one's way."""
        values = self.process.values[self.group.start :].tolist()
        count, way = 0, self.process.directions[-1]
        for before, after in reversed(list(pairwise(values))):
            if (after - before) * way <= 0:
                break
            count += 1
        return count
