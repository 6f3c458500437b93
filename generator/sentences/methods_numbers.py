"""The numbers of the Methods page: thresholds and constants in force, and how often they err."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.measure.alignment.trade_offs import FALSE_DISCOVERIES, FEWEST_PERIODS, MOST_SHIFTS
from generator.measure.forecast import NAIVE_SHARE, SEASONS_TO_ADJUST, SEASONS_TO_MIX, WIDENING
from generator.measure.forecast_window import FEWEST_POINTS, LONGEST_GAP, SEASON, furthest_of
from generator.measure.intervals import NPS_ADDED_ANSWERS, NPS_ADDED_EACH, Z
from generator.measure.method_accuracy import (
    CALLED,
    FALSE_ALARM_POINTS,
    FALSE_ALARM_TRIES,
    FALSE_ALARMS,
    FALSE_ALARMS_OF,
    TRIED,
    TRIED_ON,
    Autocorrelation,
)
from generator.measure.natural_limits import (
    FEWEST_FOR_FIRM_LIMITS,
    FEWEST_FOR_LIMITS,
    FEWEST_FOR_NOISE,
    LIMIT,
    MOVING_RANGE_TO_SIGMA,
    SCREEN,
)
from generator.measure.report import Report
from generator.measure.series import GRACE_PERIODS, SHORTEST_GRACE_DAYS
from generator.measure.swings import SWING_STEPS
from generator.measure.variation import RULE_SET
from generator.model.periods import FINEST_FIRST, POOLED_PERIODS
from generator.model.tables import Metric
from generator.model.vocabulary import (
    Cadence,
)
from generator.sentences.numbers import (
    NBSP,
    Formats,
    counted,
    day,
    listed,
    periods_word,
    stated_decimals,
)

_CORRELATED = {
    Autocorrelation.KEEPS_30: "if each figure keeps 30 % of how far the one before was off",
    Autocorrelation.KEEPS_50: "if each figure keeps 50 % of it",
    Autocorrelation.KEEPS_70: "if each figure keeps 70 % of it",
    Autocorrelation.WAVE_1: "if there is a yearly wave as high as the usual scatter",
    Autocorrelation.WAVE_2: "if there is a yearly wave twice as high",
}
_FRACTIONS = {1 / 3: "one third", 1 / 2: "one half"}
_SMALL_NUMBERS = {1: "one", 2: "two", 3: "three"}


def numbers_in_force(report: Report, formats: Formats) -> Mapping[str, str]:
    """The thresholds, constants and rates in force, by the name that the template uses."""
    limits, chances = report.settings.thresholds, report.settings.chances
    goal_cadences = _in_order(
        cadence
        for status in report.goal_statuses.values()
        if (cadence := report.dataset.cadences.get(status.metric.metric)) is not None
    )
    percents = {
        "on_pace": limits.on_pace,
        "off_pace": limits.off_pace,
        "too_early": limits.too_early,
        "wrong_way_without_noise": limits.wrong_way_without_noise,
        "likely": chances.likely,
        "unlikely": chances.unlikely,
        "false_discoveries": FALSE_DISCOVERIES,
    }
    plain = {
        "noise": limits.noise,
        "sustained": limits.sustained,
        "hold_window": limits.hold_window,
        "moving_range_to_sigma": MOVING_RANGE_TO_SIGMA,
        "fewest_for_noise": FEWEST_FOR_NOISE,
        "nps_more": NPS_ADDED_ANSWERS,
        "nps_each": NPS_ADDED_EACH,
        "z": Z,
        "limit": LIMIT,
        "screen": SCREEN,
        "fewest_for_limits": FEWEST_FOR_LIMITS,
        "fewest_for_firm_limits": FEWEST_FOR_FIRM_LIMITS,
        "swing_steps": SWING_STEPS,
        "false_alarm_tries": FALSE_ALARM_TRIES,
        "false_alarm_points": FALSE_ALARM_POINTS,
        "seasons_to_adjust": SEASONS_TO_ADJUST,
        "seasons_to_mix": SEASONS_TO_MIX,
        "widening": WIDENING,
        "fewest_to_forecast": FEWEST_POINTS,
        "longest_gap": LONGEST_GAP,
        "fewest_common_periods": FEWEST_PERIODS,
        "most_shifts": MOST_SHIFTS,
        "grace_periods": GRACE_PERIODS,
        "shortest_grace_days": SHORTEST_GRACE_DAYS,
    }
    seasons = _by_cadence(SEASON, goal_cadences or (Cadence.MONTHLY,))
    furthest = [
        f"{furthest_of(cadence)} {periods_word(cadence, furthest_of(cadence))}"
        for cadence in goal_cadences or (Cadence.MONTHLY,)
    ]
    alarms = FALSE_ALARMS[report.settings.variation]
    as_of = report.dataset.as_of
    return {
        **{name: _percent(share, formats) for name, share in percents.items()},
        **{name: formats.number(value, stated_decimals(value)) for name, value in plain.items()},
        "rule_set": RULE_SET,
        "pooled_periods": _by_cadence(POOLED_PERIODS, goal_cadences or (Cadence.MONTHLY,)),
        "season": f"{seasons} {'period' if seasons == '1' else 'periods'}",
        "furthest": _either(furthest),
        "naive_share": _FRACTIONS.get(NAIVE_SHARE) or _percent(NAIVE_SHARE, formats),
        "forecasts_tried_on": day(TRIED_ON),
        "false_alarms": f"{formats.number(alarms, 1)}{NBSP}%",
        "about_false_alarms": _SMALL_NUMBERS.get(round(alarms), str(round(alarms))),
        "false_alarms_of": listed(
            [
                f"{formats.number(share)}{NBSP}% {_CORRELATED[kind]}"
                for kind, share in FALSE_ALARMS_OF.items()
            ]
        ),
        "smallest_groups": _smallest_groups(report, formats),
        "delay": _delay(report),
        "as_of": f"{day(as_of.day)} ({as_of.reason})" if report.figures_to else "",
    }


def status_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """What simulated goals are called, by their answers a month."""
    return [
        (
            formats.number(one.answers),
            *(
                f"{formats.number(share)}{NBSP}%"
                for pair in zip(one.good, one.untold, strict=True)
                for share in pair
            ),
        )
        for one in CALLED
    ]


def forecast_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """How the forecast did on series that it had never seen."""
    number = formats.number
    rows = []
    for one in TRIED:
        unit = periods_word(one.cadence, 2)
        percents = (one.error, one.error_of_seasonal_naive, one.inside_80, one.inside_95)
        name = f"{number(one.series)} {one.cadence} series: the last {one.points} {unit}, "
        name += f"{one.ahead} {unit} ahead"
        cells = (f"{number(percent, 1)}{NBSP}%" for percent in percents)
        rows.append((name, *cells, number(one.brier, 3)))
    return rows


def _in_order(cadences: Iterable[Cadence]) -> tuple[Cadence, ...]:
    used = set(cadences)
    return tuple(cadence for cadence in FINEST_FIRST if cadence in used)


def _by_cadence(numbers: Mapping[Cadence, int], cadences: Sequence[Cadence]) -> str:
    """`3 (weekly and monthly) or 2 (quarterly)`; alone if all have one number."""
    groups: dict[int, list[str]] = {}
    for cadence in cadences:
        groups.setdefault(numbers[cadence], []).append(cadence.value)
    if len(groups) == 1:
        return str(*groups)
    return _either([f"{number} ({listed(names)})" for number, names in groups.items()])


def _either(words: Sequence[str]) -> str:
    """Words of which one holds: `daily, weekly or monthly`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _percent(share: float, formats: Formats) -> str:
    return formats.percent(share, stated_decimals(round(100 * share, 6)))


def _smallest_groups(report: Report, formats: Formats) -> str:
    """The smallest groups that are published; "" if all are."""
    sizes = sorted({metric.smallest_group for metric in report.dataset.rows(Metric)} - {0})
    if not sizes:
        return ""
    least, most = formats.number(sizes[0]), formats.number(sizes[-1])
    return least if least == most else f"{least} to {most} (each metric states its own)"


def _delay(report: Report) -> str:
    delays = sorted({metric.lag_days for metric in report.dataset.rows(Metric)})
    if not delays:
        return " that its metric states"
    if len(delays) == 1:
        return f" of {counted(delays[0], 'day')}"
    return f" of {delays[0]} to {counted(delays[-1], 'day')}, as each metric states,"
