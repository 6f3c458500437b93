"""The worked example: which goal or metric it is, why that one, and its lines step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from generator.measure.assessment import change_of, claimed_change
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.intervals import NPS_ADDED_EACH, PAPER_DECIMALS, Interval, Z
from generator.measure.levels import CLAIM_T
from generator.measure.natural_limits import LIMIT, SCREEN
from generator.measure.pooling import counts_of, newest_interval
from generator.measure.series import Series
from generator.measure.variation import ControlChart, Label
from generator.measure.worked_example import (
    Example,
    LimitsOnPaper,
    limits_on_paper,
    movement_on_paper,
)
from generator.model.counts import Counts, value_of
from generator.model.vocabulary import Better
from generator.sentences.assessment import ABLE, ASSURANCE_BADGES, CHANGE_BADGES, WILL_BE_ON_TIME
from generator.sentences.goals import aim
from generator.sentences.numbers import MINUS, Formats, counted
from generator.sentences.outlook import outlook_answer
from generator.sentences.working import Step, working

_CHOSEN = (
    "Chosen by rule: of the {} with the fullest working the one with the fewest figures to add "
    "up. Each line follows from the numbers printed above it."
)
STATUS_LINES = "The status, step by step"
FIGURES = "The figures"
FIGURES_CAPTION = "The figures and the steps between them"
LIMITS_LINES = "The natural limits, and whether it is changing"
INTERVAL_LINES = "The interval of the newest figure"
OTHER_LINES = "The two other questions"
NO_FIRST_SIGN = "no first sign"
WORKING_HEADS = ("Step", "How", "Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsWorking:
    """The figures (period, figure, step from the one before), and the steps to the limits."""

    figures: tuple[tuple[str, str, str], ...]
    figures_heads: tuple[str, str, str]
    steps: tuple[Step, ...]
    on_paper: LimitsOnPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWorking:
    """The lines of an example by what they work out; a part that it does not have is empty."""

    chosen: str
    status: tuple[Step, ...]
    limits: LimitsWorking | None
    interval: tuple[Step, ...]
    others: tuple[Step, ...]


def example_working(example: Example, formats: Formats) -> ExampleWorking:
    """All that is worked out for an example."""
    assessment = example.assessment
    goal_status, series = assessment and assessment.goal_status, example.judged_series.series
    better = goal_status.better if goal_status else Better.NEITHER
    limits = limits_working(example.judged_series, formats, better)
    return ExampleWorking(
        chosen=_CHOSEN.format("open goals" if assessment else "metrics"),
        status=working(goal_status, series, formats) if goal_status else (),
        limits=limits,
        interval=interval_working(series, formats),
        others=tuple(_others(example, limits, formats)),
    )


def limits_working(
    judged: JudgedSeries, formats: Formats, better: Better = Better.NEITHER
) -> LimitsWorking | None:
    """How the newest natural limits were worked out, and whether it is changing.

    None if there are none, and if each figure has limits of its own.
    """
    chart = judged.control_chart
    if chart is None or chart.groups[-1].limits is None or chart.groups[-1].shares is not None:
        return None
    metric = judged.series.metric.metric
    on_paper = limits_on_paper(chart.groups[-1], formats.decimals.get(metric, 0))
    group = on_paper.group
    figures = tuple(
        (
            formats.period(judged.period(chart.groups[-1].start + point), judged.cadence),
            formats.plain(value),
            formats.plain(on_paper.steps[point - 1]) if point else "",
        )
        for point, value in enumerate(group.values)
    )
    figure = "Added" if judged.series.metric.is_total else "Figure"
    return LimitsWorking(
        figures=figures,
        figures_heads=("Period", "Less its season" if judged.seasonal else figure, "Step"),
        steps=(
            *_limits_steps(on_paper, formats),
            *_change_steps(judged, on_paper, better, formats),
        ),
        on_paper=on_paper,
    )


def _limits_steps(on_paper: LimitsOnPaper, formats: Formats) -> Iterator[Step]:
    """Mean, usual step and limits."""
    group, limits = on_paper.group, on_paper.group.limits
    assert limits is not None
    moves = len(group.moving_ranges)
    mean, mean_move, usual, path = (
        formats.plain(value)
        for value in (group.mean, group.mean_moving_range, group.usual_step, on_paper.path)
    )
    which = "sum of the first" if group.based_on < len(group.values) else "sum of the"
    yield Step(
        "Mean",
        f"{which} {counted(group.based_on, 'figure')}: {formats.plain(on_paper.total)} / "
        f"{group.based_on}",
        mean,
    )
    how = f"sum of the {counted(moves, 'step')}: {path} / {moves}"
    yield Step("Mean step", how, mean_move)
    if group.screen is not None:
        how = f"{formats.plain(SCREEN)} × {mean_move} = {formats.plain(group.screen)}"
        count = len(group.left_out)
        if count:
            verb = "step of this size or more is" if count == 1 else "steps this large are"
            out = " + ".join(formats.plain(move) for move in group.left_out)
            kept_path = formats.plain(on_paper.kept_path)
            how += f"; {count} {verb} left out ({out}): {kept_path} / {moves - count}"
        else:
            how += "; no step is as large, so none is left out"
        yield Step("Usual step", how, usual)
    if group.dependence:
        root = f"√(1 {MINUS} {formats.plain(group.dependence)})"
        wider = formats.plain(on_paper.reach_step)
        yield Step("Wider step", f"r′ of the whole record: {usual} / {root}", wider)
        usual = wider
    reach = f"{formats.plain(LIMIT)} × {usual}"
    lower, upper, near_lower, near_upper = (
        formats.plain(end)
        for end in (limits.lower, limits.upper, limits.near_lower, limits.near_upper)
    )
    yield Step("Lower natural limit", f"{mean} {MINUS} {reach}", lower)
    yield Step("Upper natural limit", f"{mean} + {reach}", upper)
    if group.dependence:
        return
    yield Step(
        "Near limits",
        f"{mean} {MINUS} ⅔ × {reach} and {mean} + ⅔ × {reach}",
        f"{near_lower} and {near_upper}",
    )


def _change_steps(
    judged: JudgedSeries, on_paper: LimitsOnPaper, better: Better, formats: Formats
) -> Iterator[Step]:
    """The newest figure, and the movement of the levels if there is one."""
    chart = judged.control_chart
    assert chart is not None
    change = CHANGE_BADGES[change_of(judged, better)].word
    movement = judged.levels.movement if judged.levels is not None else None
    quiet = movement is not None and not judged.first_sign
    newest = NO_FIRST_SIGN if quiet else change
    yield Step("Newest figure", _why(chart, on_paper, formats), newest)
    if movement is None or judged.levels is None:
        return
    paper = movement_on_paper(movement, judged.levels.dependence)
    low, high, spread, r, t, least = map(
        formats.plain,
        (paper.low, paper.high, paper.spread, paper.dependence, paper.t, CLAIM_T),
    )
    before, last = movement.sizes
    how = f"({high} {MINUS} {low}) / ({spread} × √(1/{before} + 1/{last})"
    if paper.dependence:
        how += f" × √((1 + {r}) / (1 {MINUS} {r}))"
    claimed = CHANGE_BADGES[claimed_change(judged, better)].word
    if isfinite(paper.t):
        yield Step("t*", f"{how})", t)
    yield Step("Movement", f"t* counts from {least} on", claimed)


def _why(chart: ControlChart, on_paper: LimitsOnPaper, formats: Formats) -> str:
    """What the newest figure signals, in the terms of the rules."""
    label, value = chart.labels[-1], formats.plain(on_paper.group.values[-1])
    high = chart.directions[-1] > 0
    side = "above" if high else "below"
    if label is Label.OUTSIDE:
        return f"{value} is {side} the {'upper' if high else 'lower'} natural limit"
    if label is Label.TREND:
        verb = "rise" if high else "fall"
        return (
            f"it ends a row of {chart.rules.run_length} or more figures that {verb} at every step"
        )
    if label is Label.TWO_OF_THREE:
        return f"two or more of the last three are {side} the near limit, it among them"
    if label is Label.SHIFT:
        return f"it ends a row of {chart.run} figures {side} the mean"
    text = f"{value} is between the natural limits"
    if not chart.groups[-1].dependence:
        text += ", and no other rule fits"
    return f"{text} (trial limits)" if chart.groups[-1].trial else text


def interval_working(series: Series, formats: Formats) -> tuple[Step, ...]:
    """How the interval of the newest closed value was worked out; empty if there is none."""
    interval = newest_interval(series, PAPER_DECIMALS)
    if interval is None:
        return ()
    newest, metric = series.closed - 1, series.metric
    counts = counts_of((series, slice(newest, newest + 1)))
    decimals = formats.decimals.get(metric.metric, 0) + 1

    def with_unit(value: float | None) -> str:
        return formats.with_unit(formats.plain(round(value or 0.0, decimals)), metric)

    part, steps = _interval_steps(counts, interval, formats)
    middle, reach, adjusted_n, n = (
        formats.plain(value)
        for value in (interval.middle, interval.reach, interval.adjusted_n, counts.n or 0.0)
    )
    when = formats.period(series.period(newest), series.cadence)
    value = value_of(metric.calculation, counts)
    first = Step("Value", f"{when}: 100 × {part} / {n}", with_unit(value))
    ends = []
    for what, sign, end in (("Lower", MINUS, interval.low), ("Upper", "+", interval.high)):
        how = f"{middle} {sign} {reach}"
        if interval.shares is None:
            how = f"100 × ({how}) / {adjusted_n}"
        ends.append(Step(f"{what} end", how, with_unit(end)))
    return (first, *steps, *ends)


def _interval_steps(counts: Counts, interval: Interval, formats: Formats) -> tuple[str, list[Step]]:
    """What is divided by n, and the steps of Wilson's or the adjusted Wald interval."""
    n, k, promoters, detractors, middle, reach, more = (
        formats.plain(value or 0.0)
        for value in (*counts[:4], interval.middle, interval.reach, interval.adjusted_n)
    )
    z, each = formats.plain(Z), formats.plain(NPS_ADDED_EACH)
    if interval.shares is None:
        return k, [
            Step("Middle", f"{k} + {z}² / 2", middle),
            Step("Reach", f"{z} × √({k} × ({n} {MINUS} {k}) / {n} + {z}² / 4)", reach),
        ]
    p, d = map(formats.plain, interval.shares)
    how = f"{z} × 100 × √(({p} + {d} {MINUS} ({p} {MINUS} {d})²) / {more})"
    difference = f"({promoters} {MINUS} {detractors})"
    return difference, [
        Step("Middle", f"100 × {difference} / {more}", middle),
        Step("p", f"({promoters} + {each}) / {more}", p),
        Step("d", f"({detractors} + {each}) / {more}", d),
        Step("Reach", how, reach),
    ]


def _others(example: Example, limits: LimitsWorking | None, formats: Formats) -> Iterator[Step]:
    """The answers that follow from the limits, or from the forecast."""
    assessment = example.assessment
    if assessment is None:
        return
    ends = limits.on_paper.group.limits if limits is not None else None
    if ends is not None and assessment.assurance is not None:
        aimed = aim(assessment.goal, assessment.goal_status.metric, formats)
        low, high = formats.plain(ends.lower), formats.plain(ends.upper)
        yield Step(
            ABLE,
            f"natural limits {low} and {high}; the goal is {aimed}",
            ASSURANCE_BADGES[assessment.assurance].word,
        )
    if assessment.outlook.chance is not None:
        yield Step(
            WILL_BE_ON_TIME,
            "from the forecast, which needs a computer",
            outlook_answer(assessment.outlook, formats).lower(),
        )
