"""The Methods page: what a site has, and the numbers in force, formatted for its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.measure.alignment.trade_offs import FALSE_DISCOVERIES, FEWEST_PERIODS, MOST_SHIFTS
from generator.measure.assessment import TRIAGE_OF, Change
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
from generator.measure.outlook import Likelihood
from generator.measure.report import Report
from generator.measure.series import GRACE_PERIODS, SHORTEST_GRACE_DAYS
from generator.measure.swings import SWING_STEPS
from generator.measure.variation import RULE_SET, Assurance
from generator.model.counts import ADDED, NEVER_AVERAGED
from generator.model.periods import FINEST_FIRST, POOLED_PERIODS
from generator.model.tables import Event, Goal, Handoff, Metric, Milestone, Objective
from generator.model.vocabulary import (
    Accumulates,
    Cadence,
    Calculation,
    Rule,
    Smoothing,
    Status,
    Triage,
    YesNo,
)
from generator.sentences.assessment import (
    ABLE,
    ASSURANCE_BADGES,
    CHANGE_BADGES,
    CHANGED,
    LIKELIHOOD_BADGES,
    ON_PACE,
    ON_TIME,
)
from generator.sentences.numbers import (
    MINUS,
    NBSP,
    Formats,
    counted,
    day,
    listed,
    periods_word,
    stated_decimals,
)
from generator.sentences.words import CALCULATION_NAMES, TRIAGE_BADGES, Badge, badge_of

ON_THIS_PAGE = "On this page"

_KEEPING = (Status.KEPT, Status.BROKEN, Status.HOLDING, Status.BREACHED)
_EVERY_RULE = (Status.NO_DATA, Status.STALE)
#: What puts a goal on a pile besides its status, in the order in which the piles are tried.
_OTHER_WAYS = {
    Triage.CANNOT_SAY: "",
    Triage.NEEDS_DECISION: "it is unlikely to be there on time",
    Triage.WATCH: "its metric is really worse",
    Triage.GOING_WELL: "",
}
_CORRELATED = {
    Autocorrelation.KEEPS_30: "if each figure keeps 30 % of how far the one before was off",
    Autocorrelation.KEEPS_50: "if each figure keeps 50 % of it",
    Autocorrelation.KEEPS_70: "if each figure keeps 70 % of it",
    Autocorrelation.WAVE_1: "if there is a yearly wave as high as the usual scatter",
    Autocorrelation.WAVE_2: "if there is a yearly wave twice as high",
}
_FORMULAS = {
    Calculation.GIVEN: "not worked out here",
    Calculation.SHARE: "100 × numerator / n",
    Calculation.NPS: f"100 × (promoters {MINUS} detractors) / n",
    Calculation.MEAN: "sum of all values / n",
    Calculation.SUM: "the sum that is stated",
    Calculation.MEDIAN: "as stated by the source",
    Calculation.PERCENTILE: "as stated by the source",
    Calculation.COUNT: "the number that is stated",
}
_FRACTIONS = {1 / 3: "one third", 1 / 2: "one half"}
_SMALL_NUMBERS = {1: "one", 2: "two", 3: "three"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFeatures:
    """What a site has: the page explains no rule that it has no use for.

    Names with `goal_` are about the metrics that have a goal.
    """

    goals: bool
    reach: bool
    keep: bool
    ranges: bool
    milestones: bool
    objectives: bool
    handoffs: bool
    promise_goal: bool
    totals: bool
    goal_totals: bool
    rolling: bool
    fixed_limits: bool
    rebased: bool
    shares: bool
    nps: bool
    goal_shares: bool
    goal_nps: bool
    goal_never_averaged: bool
    trade_offs_tried: bool
    calculations: frozenset[Calculation]


def features_of(report: Report, trade_offs_tried: int = 0) -> SiteFeatures:
    """What a site has; `trade_offs_tried` is the number of pairs of metrics that were compared."""
    dataset, statuses = report.dataset, report.goal_statuses
    metrics = list(dataset.rows(Metric))
    with_goal = [status.metric for status in statuses.values()]
    rules = {status.goal.rule for status in statuses.values()}
    calculations = frozenset(metric.calculation for metric in metrics)
    goal_calculations = {metric.calculation for metric in with_goal}
    return SiteFeatures(
        goals=dataset.has(Goal),
        reach=Rule.REACH in rules,
        keep=bool(rules - {Rule.REACH}),
        ranges=Rule.RANGE in rules,
        milestones=dataset.has(Milestone),
        objectives=dataset.has(Objective),
        handoffs=dataset.has(Handoff),
        promise_goal=report.settings.promise_goal in statuses,
        totals=_any_total(metrics),
        goal_totals=_any_total(with_goal),
        rolling=any(metric.smoothing is Smoothing.ROLLING for metric in metrics),
        fixed_limits=any(metric.fix_limits_after is not None for metric in metrics),
        rebased=any(event.rebase is YesNo.YES for event in dataset.rows(Event)),
        shares=Calculation.SHARE in calculations,
        nps=Calculation.NPS in calculations,
        goal_shares=Calculation.SHARE in goal_calculations,
        goal_nps=Calculation.NPS in goal_calculations,
        goal_never_averaged=bool(goal_calculations & set(NEVER_AVERAGED)),
        trade_offs_tried=trade_offs_tried > 0,
        calculations=calculations,
    )


def section_titles(site: SiteFeatures) -> Mapping[str, str]:
    """The titles of the sections that a site needs, in the order of reading, by their anchor."""
    level = "a level or a range" if site.ranges else "a level"
    sections = (
        ("questions", "Four questions", site.goals),
        ("pace", f"{ON_PACE} Goals to reach", site.reach),
        ("how-often-right", "How often the status is right", site.reach),
        ("keep", f"Is it kept? Goals to hold {level}", site.keep),
        ("change", CHANGED, True),
        ("way-of-working", ABLE, site.goals),
        ("outlook", ON_TIME, site.goals),
        ("piles", "The four piles", site.goals),
        (
            "together",
            "Do the departments pull the same way?",
            site.objectives and (site.goals or site.trade_offs_tried),
        ),
        ("values", "Values, and how sure they are", True),
        ("fresh", "Fresh, late and stale", True),
    )
    return {anchor: title for anchor, title, needed in sections if needed}


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


def methods_words() -> Mapping[str, str]:
    """The four questions with the words of their answers."""
    changes = (Change.NONE, Change.BETTER, Change.WORSE)
    return {
        "changed": CHANGED,
        "able": ABLE,
        "on_pace": ON_PACE,
        "on_time": ON_TIME,
        "changes": _words(CHANGE_BADGES[change] for change in changes),
        "assurances": _words(ASSURANCE_BADGES[assurance] for assurance in Assurance),
        "likelihoods": _words(LIKELIHOOD_BADGES[likelihood] for likelihood in Likelihood),
    }


def status_words() -> Mapping[str, str]:
    """The word of each status by its name."""
    return {status.name: badge_of(status).word for status in Status}


def assurance_words() -> Mapping[str, str]:
    """The word of each assurance by its name."""
    return {assurance.name: ASSURANCE_BADGES[assurance].word for assurance in Assurance}


def pile_rows(site: SiteFeatures) -> Sequence[Mapping[str, str]]:
    """The piles in the order in which they are tried, with what lies on each."""
    rows = []
    for pile, other_way in _OTHER_WAYS.items():
        statuses = [status for status, of in TRIAGE_OF.items() if of is pile]
        text = ", ".join(badge_of(status).word for status in statuses if _occurs(status, site))
        text = "; or ".join(part for part in (text, other_way) if part)
        rows.append(
            {"word": TRIAGE_BADGES[pile].word, "statuses": f"{text[:1].upper()}{text[1:]}."}
        )
    return rows


def urgent_statuses(site: SiteFeatures) -> str:
    """The statuses that are read first among those that need a decision."""
    urgent = (Status.WRONG_WAY, Status.BREACHED, Status.OFF_PACE)
    return listed([badge_of(status).word for status in urgent if _occurs(status, site)])


def calculation_rows(site: SiteFeatures) -> Sequence[tuple[str, str, str]]:
    """How each kind of value is worked out, and several periods together."""
    return [
        (name.capitalize(), _FORMULAS[calculation], _together(calculation))
        for calculation, name in CALCULATION_NAMES.items()
        if calculation in site.calculations
    ]


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


def _any_total(metrics: Iterable[Metric]) -> bool:
    return any(metric.accumulates is not Accumulates.NO for metric in metrics)


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


def _words(badges: Iterable[Badge]) -> str:
    return ", ".join(badge.word for badge in badges)


def _occurs(status: Status, site: SiteFeatures) -> bool:
    """Whether a goal of this site could have a status."""
    if status in _EVERY_RULE:
        return True
    return site.keep if status in _KEEPING else site.reach


def _together(calculation: Calculation) -> str:
    if calculation is Calculation.GIVEN:
        return "never: there are no counts"
    if calculation in NEVER_AVERAGED:
        return "never: it is not averaged"
    return "added" if calculation in ADDED else "from the counts of all of them"
