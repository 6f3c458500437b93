"""The Methods page: what a site has, and the words and tables that fill its template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.measure.assessment import TRIAGE_OF, Change
from generator.measure.outlook import Likelihood
from generator.measure.report import Report
from generator.measure.variation import Assurance
from generator.model.counts import ADDED, NEVER_AVERAGED
from generator.model.tables import Event, Goal, Handoff, Metric, Milestone, Objective
from generator.model.vocabulary import (
    Accumulates,
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
from generator.sentences.methods_numbers import (
    forecast_accuracy_rows,
    numbers_in_force,
    status_accuracy_rows,
)
from generator.sentences.numbers import (
    MINUS,
    Formats,
    listed,
)
from generator.sentences.words import CALCULATION_NAMES, STATUS_WORDS, TRIAGE_BADGES, Badge

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


def methods_values(report: Report, formats: Formats, trade_offs_tried: int) -> dict[str, Any]:
    """All that the template of the page is filled with, but for the worked example.

    `trade_offs_tried` is the number of pairs of metrics that were compared.
    """
    site = _features_of(report, trade_offs_tried)
    return {
        "site": site,
        "sections": _section_titles(site),
        "rules": report.settings.variation,
        "n": numbers_in_force(report, formats),
        "words": _question_words(),
        "status": {status.name: STATUS_WORDS[status] for status in Status},
        "assurance": {one.name: ASSURANCE_BADGES[one].word for one in Assurance},
        "piles": _pile_rows(site),
        "urgent": _urgent_statuses(site),
        "calculations": _calculation_rows(site),
        "status_accuracy": status_accuracy_rows(formats),
        "forecast_accuracy": forecast_accuracy_rows(formats),
    }


def _features_of(report: Report, trade_offs_tried: int) -> SiteFeatures:
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


def _section_titles(site: SiteFeatures) -> Mapping[str, str]:
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


def _question_words() -> Mapping[str, str]:
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


def _pile_rows(site: SiteFeatures) -> Sequence[Mapping[str, str]]:
    """The piles in the order in which they are tried, with what lies on each."""
    rows = []
    for pile, other_way in _OTHER_WAYS.items():
        statuses = [status for status, of in TRIAGE_OF.items() if of is pile]
        text = ", ".join(STATUS_WORDS[status] for status in statuses if _occurs(status, site))
        text = "; or ".join(part for part in (text, other_way) if part)
        rows.append(
            {"word": TRIAGE_BADGES[pile].word, "statuses": f"{text[:1].upper()}{text[1:]}."}
        )
    return rows


def _urgent_statuses(site: SiteFeatures) -> str:
    """The statuses that are read first among those that need a decision."""
    urgent = (Status.WRONG_WAY, Status.BREACHED, Status.OFF_PACE)
    return listed([STATUS_WORDS[status] for status in urgent if _occurs(status, site)])


def _calculation_rows(site: SiteFeatures) -> Sequence[tuple[str, str, str]]:
    """How each kind of value is worked out, and several periods together."""
    return [
        (name.capitalize(), _FORMULAS[calculation], _together(calculation))
        for calculation, name in CALCULATION_NAMES.items()
        if calculation in site.calculations
    ]


def _any_total(metrics: Iterable[Metric]) -> bool:
    return any(metric.accumulates is not Accumulates.NO for metric in metrics)


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
