"""Swings in words: what has really changed, and what only looks as if it had."""

from __future__ import annotations

from generator.measure.assessment import Change
from generator.measure.swings import RealChange, Swing
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, periods_word

_WORDS = {Change.BETTER: "really better", Change.WORSE: "really worse"}


def changed_sentence(changed: RealChange, formats: Formats) -> str:
    """`74 % in October 2026; really better since November 2025`."""
    series = changed.series
    since = formats.period(changed.since, series.cadence)
    when = f"since {since}" if changed.points > 1 else f"in {since}"
    if series.newest == changed.since:
        when = "with this figure"
    what = f"what each {periods_word(series.cadence, 1)} adds is " if changed.of_increments else ""
    return f"{latest(series, formats)}; {what}{_WORDS[changed.change]} {when}."


def swing_sentence(swing: Swing, formats: Formats) -> str:
    """`From 81.4 % in June to 77.2 % in July 2026: within its usual range, …`."""
    metric, cadence = swing.metric, swing.series.cadence
    before, after = formats.value(swing.before, metric), formats.value(swing.after, metric)
    earlier, later = formats.period(swing.earlier, cadence), formats.period(swing.period, cadence)
    year = later.rpartition(" ")[2]
    if earlier.endswith(f" {year}") and " of " not in later:
        earlier = earlier.removesuffix(f" {year}")
    usual = formats.between(swing.low, swing.high, metric)
    return (
        f"From {before} in {earlier} to {after} in {later}: within its usual range, {usual}, "
        "so no real change."
    )
