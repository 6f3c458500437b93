"""Objectives: who serves which shared aim, whether all pull the same way, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.charts.chart_builder import metric_key
from generator.measure.alignment.gaps import Gap, GapKind
from generator.measure.assessment import GoalAssessment
from generator.measure.report import group_by
from generator.model.tables import Initiative, Metric, Objective
from generator.model.vocabulary import Change, Kind
from generator.pages import links as address
from generator.pages.conflict_lines import conflict_lines, crossings
from generator.pages.context import SiteContext
from generator.pages.dots import Dots, goal_dots, short_department
from generator.pages.findings import finding_views, gap_groups
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Page, with_folds
from generator.pages.rows import goal_row, row_table, series_spark
from generator.pages.subjects import initiative_list, row_link
from generator.pages.view_models import LinkGroups, TextLink, View
from generator.sentences import headings
from generator.sentences.alignment import trade_offs_sentence
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.objectives import (
    objective_sentence,
    objectives_sentence,
    outcome_sentence,
    role_with_holder,
)
from generator.sentences.rows import brief_value
from generator.sentences.words import KIND_NAMES, MODEL_NAMES, capitalised, full_name, shortened

#: From what we do to what it earns; what colleagues say lies between our work and customers.
_CHAIN = (
    Kind.OPERATIONAL,
    Kind.EMPLOYEE,
    Kind.INTERNAL_CUSTOMER,
    Kind.CUSTOMER,
    Kind.RELATIONSHIP,
    Kind.BUSINESS,
)
_FEWEST_STEPS = 2


def objectives_page(context: SiteContext) -> Page:
    """All objectives with the departments that serve them, the conflicts, and what is missing."""
    objectives = context.report.dataset.rows(Objective)
    alignment, origin = context.alignment, address.OBJECTIVES
    lines = conflict_lines(context)
    return context.section(
        origin,
        sentence=objectives_sentence(alignment, len(objectives)),
        rows=_rows(context),
        conflicts=finding_views(context, alignment.conflicts, origin),
        crossings=crossings(context, lines, origin) if lines else None,
        gaps=gap_groups(context, alignment.gaps, origin),
        trade_offs=finding_views(context, alignment.trade_offs.significant, origin),
        tried=trade_offs_sentence(alignment.trade_offs),
        sponsors=_sponsors(context),
    )


def _rows(context: SiteContext) -> list[View]:
    """Each objective with its outcome and the goals of each department; then the other goals."""
    origin, serving = address.OBJECTIVES, context.alignment.serving
    rows: list[View] = []
    for objective in context.report.dataset.rows(Objective):
        outcome = objective.outcome_metric or ""
        series = context.whole_series(outcome)
        change = context.report.current_change(outcome) if series is not None else None
        rows.append(
            {
                "link": row_link(context, objective, origin),
                "full": full_name(objective.name),
                "drawn": series_spark(context, series, _targets(context, outcome), change),
                "now": brief_value(newest_value(series, context.formats)),
                "groups": _by_department(context, serving.get(objective.objective, ())),
            }
        )
    alone = [one for one in context.report.open_assessments if not one.goal.objective]
    if alone:
        link = TextLink(text=headings.NO_OBJECTIVE)
        groups = _by_department(context, alone)
        rows.append({"link": link, "full": None, "drawn": None, "now": "", "groups": groups})
    return rows


def _targets(context: SiteContext, metric: str) -> tuple[float, ...]:
    """The targets of the open goals on a metric as a whole."""
    return tuple(goal.target for goal in context.report.active_goals.get((metric, ""), ()))


def _by_department(context: SiteContext, goals: Sequence[GoalAssessment]) -> list[Dots]:
    origin = address.OBJECTIVES
    return [
        goal_dots(context, own, origin, short_department(context, key, origin))
        for key, own in group_by(goals, lambda one: one.goal.department).items()
    ]


def _sponsors(context: SiteContext) -> LinkGroups:
    """Who answers for which objectives; those for which nobody does come last."""
    people = context.report.dataset.roles()
    groups = group_by(context.report.dataset.rows(Objective), lambda one: one.sponsor or "")
    if set(groups) == {""}:
        return []
    return [
        (
            role_with_holder(role, people) if role else headings.NO_SPONSOR,
            [row_link(context, one, address.OBJECTIVES) for one in groups[role]],
        )
        for role in sorted(groups, key=lambda role: not role)
    ]


def objective_pages(context: SiteContext) -> Iterator[Page]:
    """One page per objective."""
    titles = _titles(context)
    for objective in context.report.dataset.rows(Objective):
        yield _objective_page(context, objective, titles[objective.objective])


def _objective_page(context: SiteContext, objective: Objective, title: str) -> Page:
    people, key = context.report.dataset.roles(), objective.objective
    origin, goals = address.page_of("objective", key), context.alignment.serving.get(key, ())
    sponsor = headings.NO_SPONSOR
    if objective.sponsor:
        sponsor = f"Sponsor: {role_with_holder(objective.sponsor, people)}"
    serving = group_by(goals, lambda one: one.goal.department)
    keys = {one.goal.goal for one in goals}
    initiatives = [
        initiative
        for initiative in context.report.dataset.rows(Initiative)
        if initiative.objective == key or not keys.isdisjoint(initiative.goals)
    ]
    return context.page(
        origin,
        "objective.md",
        title,
        heading=shortened(objective.name),
        objective=objective,
        facts=[MODEL_NAMES[objective.model] if objective.model else None, sponsor],
        sentence=objective_sentence(
            goals, [shortened(context.department(one).name) for one in serving]
        )
        if context.report.assessments
        else None,
        outcome=_outcome(context, objective, origin),
        serving=row_table(
            headings.SERVING_GOALS,
            [goal_row(context, one, origin) for one in in_reading_order(context, goals)],
        ),
        chain=_chain(context, objective, goals, origin),
        initiatives=list(initiative_list(context, initiatives, origin)),
        findings=finding_views(
            context,
            (
                one
                for one in context.alignment.of_objective(objective)
                # That a goal has no owner is said at the goal itself.
                if not (isinstance(one, Gap) and one.kind is GapKind.GOAL_WITHOUT_OWNER)
            ),
            origin,
        ),
    )


def _titles(context: SiteContext) -> dict[str, str]:
    """A title for each page: an objective may be called like its metric, or like another one."""
    dataset = context.report.dataset
    metrics = {shortened(metric.name) for metric in dataset.rows(Metric)}
    counts = Counter(shortened(objective.name) for objective in dataset.rows(Objective))
    titles = {}
    for objective in dataset.rows(Objective):
        title = shortened(objective.name)
        if counts[title] > 1:
            title = f"{title} ({objective.objective})"
        elif title in metrics:
            title = f"{title} (objective)"
        titles[objective.objective] = title
    return titles


def _outcome(
    context: SiteContext, objective: Objective, origin: str
) -> dict[str, str | None] | None:
    """The metric by which one will know, with its chart; None if none is named."""
    metric = context.report.dataset.by_id(Metric).get(objective.outcome_metric or "")
    if metric is None:
        return None
    series = context.whole_series(metric.metric)
    judged = context.report.judged_series.get((metric.metric, ""))
    drawn = series is not None and len(series)
    return {
        "sentence": outcome_sentence(metric, series, judged, context.formats),
        "href": context.links(origin).to(address.page_of("metric", metric.metric)),
        "figure": with_folds(metric_key(metric.metric)) if drawn else None,
    }


def _chain(
    context: SiteContext, objective: Objective, goals: Sequence[GoalAssessment], origin: str
) -> list[View]:
    """The metrics of the goals, and the outcome, by what they look at; [] for a single step."""
    metrics = context.report.dataset.by_id(Metric)
    keys = [one.goal.metric for one in goals]
    if objective.outcome_metric:
        keys.append(objective.outcome_metric)
    shown = [metrics[key] for key in dict.fromkeys(keys)]
    steps: list[View] = [
        {
            "name": capitalised(KIND_NAMES[kind]),
            "links": tuple(
                _link(context, metric, origin) for metric in shown if metric.kind is kind
            ),
        }
        for kind in _CHAIN
        if any(metric.kind is kind for metric in shown)
    ]
    return steps if len(steps) >= _FEWEST_STEPS else []


def _link(context: SiteContext, metric: Metric, origin: str) -> View:
    series, formats = context.whole_series(metric.metric), context.formats
    change = context.report.current_change(metric.metric)
    value = newest_value(series, formats)
    return {
        "name": row_link(context, metric, origin),
        "value": f"{value} ({newest_period(series, formats)})" if value else "no figure",
        "badge": None if change is Change.UNKNOWN else CHANGE_BADGES[change],
    }
