"""A goal's page: where it stands, its chart, who answers for it, and the working."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.charts.chart_builder import metric_key
from generator.measure.alignment import Gap
from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.model.tables import Goal, Metric, Objective
from generator.model.vocabulary import Rule
from generator.pages import links as address
from generator.pages.changes_page import changes_of_goal, grave_change_warning
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_about, taken_about
from generator.pages.findings import finding_views
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.quotes import quotes_about
from generator.pages.related import touching_goal
from generator.pages.templating import component
from generator.pages.view_models import (
    BigNumber,
    Finding,
    LabelledValue,
    TextLink,
)
from generator.sentences import headings
from generator.sentences.assessment import opening, questions
from generator.sentences.disagreement import reconciled
from generator.sentences.goals import aim_with_date, finding, target_text
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.numbers import day
from generator.sentences.words import CLOSED_SENTENCES, RULE_NAMES, shortened
from generator.sentences.working import working

_WORKING = headings.WORKING
_WORKING_HEADS = ("Step", "How", "Result")


def goal_pages(context: SiteContext) -> Iterator[Page]:
    """One page a goal."""
    successors: dict[str, GoalStatus] = {}
    for goal_status in context.report.goal_statuses.values():
        if goal_status.goal.replaces:
            successors[goal_status.goal.replaces] = goal_status
    for key, assessment in context.report.assessments.items():
        yield _goal_page(context, assessment, successors.get(key))


def _goal_page(
    context: SiteContext, assessment: GoalAssessment, successor: GoalStatus | None
) -> Page:
    goal_status = assessment.goal_status
    goal = goal_status.goal
    origin = address.goal_page(goal.goal)
    links = context.links(origin)
    department = context.department(goal.department)
    sign, series = context.sign(goal_status), context.series(goal_status)
    title = context.title(goal_status)
    full = context.title(goal_status, most=None)
    key = metric_key(*goal.series_key)
    facts = [TextLink(text=shortened(department.name), href=links.to(
        address.department_page(goal.department)))]  # fmt: skip
    facts.insert(0, context.owner(goal.owner, origin))
    if goal.due:
        facts.append(TextLink(text=f"due {day(goal.due)}"))
    return context.page(
        origin,
        "goal.md",
        title,
        heading=title,
        full=None if full == title else full,
        sign=sign,
        facts=facts,
        **_said(context, assessment),
        closed=CLOSED_SENTENCES[context.report.closed_goals[goal.goal]]
        if goal.goal in context.report.closed_goals
        else None,
        successor=TextLink(
            text=context.title(successor), href=links.to(address.goal_page(successor.goal.goal))
        )
        if successor
        else None,
        voices=quotes_about(context, about_goal(goal.goal)),
        decisions=[
            *asked_about(context, about_goal(goal.goal), origin),
            *taken_about(context, about_goal(goal.goal), origin),
        ],
        numbers=_numbers(context, goal_status),
        figure=placeholder(key) if series is not None and len(series) else None,
        conflicts=_conflicts(context, goal, origin),
        working=_working(context, goal_status, series),
        methods_href=links.to(address.METHODS),
        pairs=_pairs(context, goal_status, origin),
        moved=grave_change_warning(context, goal.goal),
        since=changes_of_goal(context, goal.goal, links),
        sample=context.report.settings.sample,
    )


def _said(context: SiteContext, assessment: GoalAssessment) -> dict[str, Any]:
    """What is said first, and the four questions; of a closed goal only how it ended."""
    goal_status = assessment.goal_status
    about = (context.series(goal_status), context.cadence(goal_status.metric), context.formats)
    if goal_status.goal.goal in context.report.closed_goals:
        return {"sentence": finding(goal_status, *about), "questions": (), "together": None}
    return {
        "sentence": opening(assessment, *about),
        "questions": questions(assessment, *about),
        "together": reconciled(assessment) or None,
    }


def _conflicts(context: SiteContext, goal: Goal, origin: str) -> list[Finding]:
    """Where the goal does well at the cost of another, or another at the cost of it."""
    found = context.alignment.about(goal)
    return finding_views(context, [one for one in found if not isinstance(one, Gap)], origin)


def _working(
    context: SiteContext, goal_status: GoalStatus, series: Series | None
) -> Fragment | None:
    """The working's place: it is kept out of the search index, so it comes in after that."""
    report, goal = context.report, goal_status.goal.goal
    plan, thresholds = report.milestones.get(goal, ()), report.settings.thresholds
    steps = working(goal_status, series, plan, context.formats, thresholds)
    if not steps:
        return None
    key = f"/working/{goal}"
    return Fragment(key, component("working", _WORKING, steps, _WORKING_HEADS, open=True))


def _numbers(context: SiteContext, goal_status: GoalStatus) -> list[BigNumber]:
    goal, metric, formats = goal_status.goal, goal_status.metric, context.formats
    series = context.series(goal_status)
    made = []
    value = newest_value(series, formats)
    if value:
        made.append(
            BigNumber(
                label="Now",
                value=value,
                note=newest_period(series, formats),
                tone=context.sign(goal_status).tone,
            )
        )
    made.append(
        BigNumber(
            label="Range" if goal.rule is Rule.RANGE else "Target",
            value=target_text(goal, metric, formats),
            note=f"by {day(goal.due)}" if goal.due and goal.rule is Rule.REACH else None,
        )
    )
    if goal.baseline is not None and goal.rule is Rule.REACH:
        made.append(
            BigNumber(
                label="Start",
                value=formats.stated(goal.baseline, metric),
                note=day(goal.baseline_date) if goal.baseline_date else None,
            )
        )
    if goal_status.progress is not None and goal_status.expected is not None:
        made.append(
            BigNumber(
                label=headings.OF_THE_WAY,
                value=formats.percent(goal_status.progress),
                note=f"plan: {formats.percent(goal_status.expected)}",
            )
        )
    if goal_status.inside is not None:
        made.append(
            BigNumber(
                label="Kept in",
                value=f"{goal_status.inside.kept} of {goal_status.inside.of}",
                note="periods",
            )
        )
    return made


def _pairs(context: SiteContext, goal_status: GoalStatus, origin: str) -> list[LabelledValue]:
    goal, metric = goal_status.goal, goal_status.metric
    links, dataset = context.links(origin), context.report.dataset
    owner = context.owner(goal.owner, origin)
    pairs = [
        LabelledValue(
            label="Asks to",
            value=RULE_NAMES[goal.rule],
            note=aim_with_date(goal, metric, context.formats),
        ),
        LabelledValue(
            label="Metric",
            value=shortened(metric.name),
            href=links.to(address.metric_page(metric.metric)),
            note=f"only: {context.segment(goal.segment)}" if goal.segment else None,
        ),
        LabelledValue(label="Owner", value=owner.text, href=owner.href),
    ]
    objective = dataset.by_id(Objective).get(goal.objective or "")
    if objective:
        pairs.append(
            LabelledValue(
                label=headings.SERVES_OBJECTIVE,
                value=shortened(objective.name),
                href=links.to(address.objective_page(objective.objective)),
                note=f"sponsor: {objective.sponsor}" if objective.sponsor else None,
            )
        )
    pairs.append(LabelledValue(label="Next step", value=goal.next_step or "None stated"))
    metrics = dataset.by_id(Metric)
    pairs.extend(
        LabelledValue(
            label=headings.MUST_NOT_WORSEN,
            value=shortened(metrics[guard].name),
            href=links.to(address.metric_page(guard)),
            note=_guard_note(context, guard),
        )
        for guard in goal.guardrails
    )
    pairs.extend(touching_goal(context, goal, origin))
    earlier = context.report.goal_statuses.get(goal.replaces or "")
    if earlier:
        pairs.append(
            LabelledValue(
                label="Continues",
                value=context.title(earlier),
                href=links.to(address.goal_page(earlier.goal.goal)),
            )
        )
    if goal.note:
        pairs.append(LabelledValue(label="Note", value=goal.note))
    return pairs


def _guard_note(context: SiteContext, metric: str) -> str | None:
    series = context.report.series.get((metric, ""))
    if series is None or not series.closed:
        return None
    return f"{newest_value(series, context.formats)} in {newest_period(series, context.formats)}"
