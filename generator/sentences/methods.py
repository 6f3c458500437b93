"""The Methods page: what a site has, and the words, numbers and tables that fill its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.measure import (
    forecast,
    forecast_window,
    group_audit,
    intervals,
    judged_points,
    level_starts,
    levels,
    method_accuracy,
    natural_limits,
    one_mind,
    outlook,
    series,
    suppression,
)
from generator.measure.alignment.trade_offs import FALSE_DISCOVERIES, FEWEST_PERIODS, MOST_SHIFTS
from generator.measure.outlook import Likelihood
from generator.measure.report import Report
from generator.measure.status import KEEP_RULES, REACH_RULES, WITHOUT_NOISE, StatusRule
from generator.measure.triage import URGENT
from generator.measure.variation import RULE_SET, Assurance
from generator.model.counts import ADDED, NEVER_AVERAGED
from generator.model.periods import FINEST_FIRST, POOLED_PERIODS
from generator.model.settings import Thresholds
from generator.model.tables import Event, Goal, Handoff, Metric, Milestone, Objective
from generator.model.vocabulary import Cadence, Calculation, Change, Rule, Smoothing, Status, YesNo
from generator.sentences.accuracy import (
    behind,
    chances_came_rows,
    claim_accuracy_rows,
    false_alarms,
    forecast_accuracy_rows,
    status_accuracy_rows,
    told_steps,
)
from generator.sentences.assessment import (
    ABLE,
    ASSURANCE_BADGES,
    CHANGE_BADGES,
    CHANGED,
    ON_PACE,
    WILL_BE_ON_TIME,
)
from generator.sentences.numbers import (
    MINUS,
    Formats,
    counted,
    day,
    either,
    in_words,
    listed,
    periods_word,
)
from generator.sentences.outlook import when_no_outlook
from generator.sentences.piles import pile_phrases
from generator.sentences.status_rules import rule_phrases
from generator.sentences.words import (
    CALCULATION_NAMES,
    LIKELIHOOD_BADGES,
    STATUS_WORDS,
    Badge,
    capitalised,
)

ON_THIS_PAGE = "On this page"

_KEEPING = (Status.KEPT, Status.BROKEN, Status.HOLDING, Status.SLIPPED, Status.BREACHED)
_EVERY_RULE = (Status.NO_DATA, Status.STALE, Status.AWAITING_DATA, Status.NOT_REPORTED)
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


def methods_values(report: Report, formats: Formats, trade_offs_tried: int) -> dict[str, Any]:
    """All that the template of the page is filled with, but for the worked example.

    `trade_offs_tried` is the number of pairs of metrics that were compared.
    """
    percent = formats.stated_percent
    site = _features(report, trade_offs_tried)
    return {
        "plain": formats.plain,
        "percent": percent,
        "thresholds": report.settings.thresholds,
        "chances": report.settings.chances,
        "rules": report.settings.variation,
        "rule_set": RULE_SET,
        "natural_limits": natural_limits,
        "level_starts": level_starts,
        "levels": levels,
        "in_words": in_words,
        "whole_month": formats.stated_percent(judged_points.OF_MONTH),
        "intervals": intervals,
        "group_audit": group_audit,
        "one_mind": one_mind,
        "suppression": suppression,
        "forecast": forecast,
        "forecast_window": forecast_window,
        "fewest_common_periods": FEWEST_PERIODS,
        "most_shifts": MOST_SHIFTS,
        "false_discoveries": percent(FALSE_DISCOVERIES),
        "series": series,
        "site": site,
        "sections": _section_titles(site),
        "words": _question_words(),
        "status_rules": _status_rules(report.settings.thresholds, formats),
        "no_outlook": when_no_outlook,
        "assurance": {one.name: ASSURANCE_BADGES[one].word for one in Assurance},
        "piles": _pile_rows(site),
        "urgent": _urgent_statuses(site),
        "calculations": _calculation_rows(report),
        "status_accuracy": status_accuracy_rows(formats),
        "claim_accuracy": claim_accuracy_rows(formats),
        "claim_runs": formats.number(method_accuracy.CLAIM_RUNS),
        "told_soon": told_steps(method_accuracy.TOLD_SOON, formats),
        "dated_exactly": told_steps(method_accuracy.DATED_EXACTLY, formats),
        "forecast_accuracy": forecast_accuracy_rows(formats),
        "chances_came": chances_came_rows(formats),
        "forecast_behind": behind(formats),
        "outlook": outlook,
        "forecasts_tried_on": day(method_accuracy.FORECASTS_TRIED_ON),
        "smallest_groups": _smallest_groups(report, formats),
        "delay": _delay(report),
        "as_of": day(report.dataset.as_of.day),
        "as_of_reason": report.dataset.as_of.reason,
        **_by_cadence(report),
        **false_alarms(report.settings.variation, formats),
    }


def _features(report: Report, trade_offs_tried: int) -> Mapping[str, bool]:
    """What a site has, or (`goal_`) its metrics with a goal: no other rule is explained."""
    dataset, assessments = report.dataset, report.assessments
    metrics = list(dataset.rows(Metric))
    with_goal = [one.goal_status.metric for one in assessments.values()]
    rules = {one.goal.rule for one in assessments.values()}
    calculations = {metric.calculation for metric in metrics}
    goal_calculations = {metric.calculation for metric in with_goal}
    return {
        "goals": dataset.has(Goal),
        "reach": Rule.REACH in rules,
        "keep": bool(rules - {Rule.REACH}),
        "ranges": Rule.RANGE in rules,
        "milestones": dataset.has(Milestone),
        "objectives": dataset.has(Objective),
        "handoffs": dataset.has(Handoff),
        "promise_goal": report.settings.promise_goal in assessments,
        "figures": report.figures_to is not None,
        "totals": any(metric.is_total for metric in metrics),
        "goal_totals": any(metric.is_total for metric in with_goal),
        "rolling": any(metric.smoothing is Smoothing.ROLLING for metric in metrics),
        "fixed_limits": any(metric.fix_limits_after is not None for metric in metrics),
        "rebased": any(event.rebase is YesNo.YES for event in dataset.rows(Event)),
        "shares": Calculation.SHARE in calculations,
        "money": any(not metric.is_counted for metric in metrics),
        "nps": Calculation.NPS in calculations,
        "goal_shares": Calculation.SHARE in goal_calculations,
        "goal_nps": Calculation.NPS in goal_calculations,
        "goal_never_averaged": bool(goal_calculations & set(NEVER_AVERAGED)),
        "trade_offs": trade_offs_tried > 0,
    }


def _section_titles(site: Mapping[str, bool]) -> Mapping[str, str]:
    """The titles of the sections that a site needs, in the order of reading, by their anchor."""
    goals, reach = site["goals"], site["reach"]
    level = "a level or a range" if site["ranges"] else "a level"
    together = site["objectives"] and (goals or site["trade_offs"])
    sections = (
        ("questions", "Four questions", goals),
        ("pace", f"{ON_PACE} Goals to reach", reach),
        ("how-often-right", "How often the status is right", reach),
        ("keep", f"Is it kept? Goals to hold {level}", site["keep"]),
        ("change", CHANGED, True),
        ("way-of-working", ABLE, goals),
        ("outlook", WILL_BE_ON_TIME, goals),
        ("piles", "The four piles", goals),
        ("together", "Do the departments pull the same way?", together),
        ("values", "Values, and how sure they are", True),
        ("fresh", "Fresh, late and stale", True),
    )
    return {anchor: title for anchor, title, needed in sections if needed}


def _question_words() -> Mapping[str, str]:
    """The four questions with the words of their answers."""
    changes = (Change.NONE, Change.BETTER, Change.WORSE)
    return {
        "changed": CHANGED,
        "able": ABLE,
        "on_pace": ON_PACE,
        "on_time": WILL_BE_ON_TIME,
        "changes": _words(CHANGE_BADGES[change] for change in changes),
        "assurances": _words(ASSURANCE_BADGES[assurance] for assurance in Assurance),
        "likelihoods": _words(LIKELIHOOD_BADGES[likelihood] for likelihood in Likelihood),
    }


def _status_rules(
    thresholds: Thresholds, formats: Formats
) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The rules of status in the order in which they are tried: status words, and when."""
    rules = (StatusRule.NO_FIGURE, *REACH_RULES)
    groups = {
        "pace": [rule for rule in rules if rule not in WITHOUT_NOISE],
        "without_noise": WITHOUT_NOISE,
        "keep": (StatusRule.NO_FIGURE, *KEEP_RULES),
    }
    return {name: rule_phrases(group, thresholds, formats) for name, group in groups.items()}


def _pile_rows(site: Mapping[str, bool]) -> Sequence[Mapping[str, str]]:
    """The piles in the order in which they are tried, with what lies on each."""
    statuses = {status for status in Status if _occurs(status, site)}
    return [
        {"word": word, "statuses": f"{capitalised(text)}."} for word, text in pile_phrases(statuses)
    ]


def _urgent_statuses(site: Mapping[str, bool]) -> str:
    """The statuses that are read first among those that need a decision."""
    return listed([STATUS_WORDS[status] for status in URGENT if _occurs(status, site)])


def _occurs(status: Status, site: Mapping[str, bool]) -> bool:
    """Whether a goal of this site could have a status."""
    return status in _EVERY_RULE or site["keep" if status in _KEEPING else "reach"]


def _calculation_rows(report: Report) -> Sequence[tuple[str, str, str]]:
    """How each kind of value is worked out, and several periods together."""
    used = {metric.calculation for metric in report.dataset.rows(Metric)}
    return [
        (name.capitalize(), _FORMULAS[calculation], _together(calculation))
        for calculation, name in CALCULATION_NAMES.items()
        if calculation in used
    ]


def _together(calculation: Calculation) -> str:
    if calculation is Calculation.GIVEN:
        return "never: there are no counts"
    if calculation in NEVER_AVERAGED:
        return "never: it is not averaged"
    return "added" if calculation in ADDED else "from the counts of all of them"


def _by_cadence(report: Report) -> Mapping[str, str]:
    """The numbers that depend on the cadence, for the cadences of metrics with a goal."""
    known = report.dataset.cadences
    used = {known.get(one.goal.metric) for one in report.assessments.values()}
    cadences = [cadence for cadence in FINEST_FIRST if cadence in used] or [Cadence.MONTHLY]
    season = _numbers_by_cadence(forecast_window.SEASON, cadences)
    furthest = [(forecast_window.furthest_of(cadence), cadence) for cadence in cadences]
    return {
        "pooled_periods": _numbers_by_cadence(POOLED_PERIODS, cadences),
        "season": f"{season} {'period' if season == '1' else 'periods'}",
        "word_alone": either(_beyond_trial(cadences)),
        "furthest": either([f"{count} {periods_word(each, count)}" for count, each in furthest]),
    }


def _beyond_trial(cadences: Sequence[Cadence]) -> Sequence[str]:
    """How far a chance has a number, of the cadences that have an outlook beyond."""
    tried = [(forecast_window.measured_to(each), each) for each in cadences]
    return [
        f"{count} {periods_word(each, count)}"
        for count, each in tried
        if count < forecast_window.furthest_of(each)
    ]


def _numbers_by_cadence(numbers: Mapping[Cadence, int], cadences: Sequence[Cadence]) -> str:
    """`3 (weekly and monthly) or 2 (quarterly)`; alone if all have one number."""
    groups: dict[int, list[str]] = {}
    for cadence in cadences:
        groups.setdefault(numbers[cadence], []).append(cadence.value)
    if len(groups) == 1:
        return str(*groups)
    return either([f"{number} ({listed(names)})" for number, names in groups.items()])


def _smallest_groups(report: Report, formats: Formats) -> str:
    """The smallest groups that are published; "" if all are."""
    sizes = sorted({metric.smallest_group for metric in report.dataset.rows(Metric)} - {0})
    if not sizes:
        return ""
    least, most = formats.number(sizes[0]), formats.number(sizes[-1])
    return least if least == most else f"{least} to {most} (each metric states its own)"


def _delay(report: Report) -> str:
    """How long after the end of its period a figure may come."""
    delays = sorted({metric.lag_days for metric in report.dataset.rows(Metric)})
    if not delays:
        return " that its metric states"
    if len(delays) == 1:
        return f" of {counted(delays[0], 'day')}"
    return f" of {delays[0]} to {counted(delays[-1], 'day')}, as each metric states,"


def _words(badges: Iterable[Badge]) -> str:
    return ", ".join(badge.word for badge in badges)
