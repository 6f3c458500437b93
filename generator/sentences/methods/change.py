"""Has it really changed, and could today's way of working get there: the rules of variation."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.method_accuracy import (
    FALSE_ALARM_POINTS,
    FALSE_ALARM_TRIES,
    FALSE_ALARMS,
    FALSE_ALARMS_OF,
    Autocorrelation,
)
from generator.measure.natural_limits import (
    FEWEST_FOR_FIRM_LIMITS,
    LIMIT,
    SCREEN,
)
from generator.measure.swings import SWING_STEPS
from generator.measure.variation import RULE_SET
from generator.sentences.assessment import ABLE, CHANGED
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table
from generator.sentences.numbers import MINUS, NBSP, listed

_DRAWN = {
    Autocorrelation.KEEPS_30: "each figure keeps 30 % of how far the one before was off",
    Autocorrelation.KEEPS_50: "each figure keeps 50 % of it",
    Autocorrelation.KEEPS_70: "each figure keeps 70 % of it",
    Autocorrelation.WAVE_1: "there is a yearly wave as high as the usual scatter",
    Autocorrelation.WAVE_2: "there is a yearly wave twice as high",
}


def real_change(scope: SiteFeatures) -> MethodsSection:
    """The rules by which a figure is news or not."""
    run = scope.settings.variation.run_length
    rows = (
        ("outside", "It lies beyond a natural limit."),
        ("trend", f"It belongs to a row of {run} figures that rise, or fall, at every step."),
        ("two of three", _two_of_three(scope)),
        ("shift", f"It belongs to a row of {run} figures on one side of the mean."),
        ("no signal", "None of these: the usual ups and downs."),
    )
    return MethodsSection(
        anchor="change",
        title=CHANGED,
        text=(
            (
                "Every figure moves, and most moves mean nothing. So a figure is held against the "
                "ups and downs of its own past. Only what lies outside them, or makes a pattern "
                "that chance seldom makes, is a real change."
            ),
            (
                f"The rule set is {RULE_SET}: an XmR chart, or chart of individual values and "
                "moving ranges. The figures are those of all periods that have ended; one that is "
                "missing parts nothing."
            ),
        ),
        steps=tuple(_steps(scope)),
        table=Table(
            caption="What a figure signals: the first that fits",
            heads=("Signal", "When"),
            rows=rows,
        ),
        notes=tuple(_notes(scope)),
    )


def way_of_working(scope: SiteFeatures) -> MethodsSection:
    """Assurance: natural limits held against a goal."""
    notes = []
    if scope.reach:
        notes.append(
            "A goal to reach asks for a change. So of a goal that is on pace, too, the answer is "
            "mostly “not without a change”: the change has yet to come. It is no reproach."
        )
    if scope.aimed_totals:
        notes.append("Of a running total nothing is said: its limits are of what a period adds.")
    notes.append(
        "In the terms of statistical process control this is assurance: the process consistently "
        "passes, hits or misses, or consistently fails the target."
    )
    rows = [
        ("every time", "Both limits lie on the right side of the target."),
        ("sometimes", "The target lies between the limits, or on one of them."),
        ("not without a change", "Both limits lie on the wrong side of the target."),
    ]
    if scope.ranges:
        rows = [
            ("every time", f"{rows[0][1]} Of a range: both lie within it."),
            ("sometimes", f"{rows[1][1]} Of a range: one end of it does, or both do."),
            ("not without a change", f"{rows[2][1]} Of a range: both lie on one side of it."),
        ]
    return MethodsSection(
        anchor="way-of-working",
        title=ABLE,
        text=(
            (
                "The natural limits of the newest figures, as worked out above, are held against "
                "the target: they are where figures go if nothing is done differently."
            ),
        ),
        table=Table(
            caption="Today's way of working",
            heads=("Answer", "When"),
            rows=tuple(rows),
        ),
        notes=tuple(notes),
    )


def _two_of_three(scope: SiteFeatures) -> str:
    text = (
        "Of three figures in a row, all on one side of the mean, two or all three lie beyond a "
        "near limit; it is one of these."
    )
    if scope.settings.variation.beyond_counts:
        return f"{text} A figure beyond a natural limit counts too."
    return f"{text} A figure beyond a natural limit does not count."


def _steps(scope: SiteFeatures) -> Iterator[str]:
    limit, rules = scope.plain(LIMIT), scope.settings.variation
    since = " since the record last began anew" if scope.rebased else ""
    fixed = ", or of the first of them where a metric has its limits fixed" if scope.fixed else ""
    yield f"Mean = the mean of the figures{since}{fixed}."
    if rules.screening:
        screen = scope.plain(SCREEN)
        yield (
            "Usual step = the mean of the steps between neighbours, without their signs (the "
            f"moving ranges). Steps of {screen} × this mean or more are left out, once, and the "
            "mean of the others is the usual step: a single leap must not widen the limits."
        )
    else:
        yield (
            "Usual step = the mean of the steps between neighbours, without their signs (the "
            "moving ranges). No step is left out."
        )
    yield (
        f"Natural limits = mean {MINUS} {limit} × usual step and mean + {limit} × usual step. The "
        "near limits lie two thirds of the way out from the mean."
    )
    yield (
        "Each figure signals the first that fits in the table, and the newest figure decides. "
        "Which way is better turns it into really better or really worse."
    )


def _notes(scope: SiteFeatures) -> Iterator[str]:
    firm = FEWEST_FOR_FIRM_LIMITS
    yield (
        f"With fewer than {firm} figures the limits are trial limits and may still move much; with "
        "fewer than 2 nothing is said."
    )
    if scope.rebased:
        yield (
            "After an event that makes figures incomparable (a new wording, another scale) the "
            "record begins anew: mean and limits are worked out afresh, and no run reaches across."
        )
    if scope.totals:
        yield "Of a running total the rules judge what each period added."
    if scope.rolling:
        yield (
            "Of a rolling average nothing is said: neighbours share their answers and make runs by "
            "themselves."
        )
    yield from _false_alarms(scope)
    yield (
        "A move from one figure to the next looks like news from "
        f"{scope.plain(SWING_STEPS)} usual steps on. Where neither of the two signals, it is "
        "none."
    )
    yield (
        "In the terms of statistical process control: no real change is common cause variation; "
        "really better and really worse are special cause improvement and concern."
    )


def _false_alarms(scope: SiteFeatures) -> Iterator[str]:
    rules = scope.settings.variation
    rate = scope.formats.number(FALSE_ALARMS[rules], 1)
    tries = scope.formats.number(FALSE_ALARM_TRIES)
    yield (
        f"How often this is wrong: in {tries} simulated series of {FALSE_ALARM_POINTS} figures "
        "that know nothing of each other and never change, the newest figure signalled a change in "
        f"{rate}{NBSP}% under the rules in force. So of a hundred metrics that stand still, about "
        f"{_about(FALSE_ALARMS[rules])} will be called changed all the same."
    )
    others = [
        f"{scope.formats.number(share)}{NBSP}% where {_DRAWN[kind]}"
        for kind, share in FALSE_ALARMS_OF.items()
    ]
    yield (
        "It is more where figures hang together from one to the next or follow the seasons: under "
        f"the rules as published {listed(others)}."
    )


def _about(rate: float) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(round(rate), str(round(rate)))
