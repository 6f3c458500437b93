"""Goals: the index that can be sorted and filtered, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from generator.charts.chart_builder import metric_key
from generator.measure.alignment.gaps import Gap
from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.measure.triage import count_triage
from generator.model.tables import Department, Goal, Metric, Objective
from generator.pages import links as address
from generator.pages.changes_page import changes_about, grave_change_warning
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.findings import finding_views
from generator.pages.goal_list import answer_cells, answer_columns, in_reading_order
from generator.pages.metric_list import value_cell
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.subjects import related_to_goal, row_link, row_value
from generator.pages.tables import (
    Cell,
    Filter,
    Option,
    TableColumn,
    date_cell,
    department_filter,
    index,
)
from generator.pages.templating import component
from generator.pages.view_models import FindingView, LabelledValue
from generator.sentences import headings
from generator.sentences.assessment import goal_opening, questions
from generator.sentences.disagreement import explain_disagreement
from generator.sentences.goal_figures import goal_figure
from generator.sentences.goals import aim, aim_with_date, finding, target_text
from generator.sentences.home import closed_sentence, goals_sentence
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.piles import pile_reason, pile_step, pile_word
from generator.sentences.words import (
    CLOSED_SENTENCES,
    LONGEST_IN_LIST,
    RULE_NAMES,
    TRIAGE_BADGES,
    shortened,
)
from generator.sentences.working import working

_WORKING_HEADS = ("Step", "How", "Result")


def goals_page(context: SiteContext) -> Page:
    """All goals, those that need a decision first."""
    return context.section(
        address.GOALS,
        sentence=goals_sentence(count_triage(context.report.open_assessments)),
        closed=closed_sentence(len(context.report.closed_goals)) or None,
        table=Fragment("/goals", _index(context)),
    )


def _index(context: SiteContext) -> str:
    goals = in_reading_order(context, context.report.assessments.values())
    columns: list[TableColumn[GoalAssessment]] = [
        TableColumn("Goal", lambda goal: _title_cell(context, goal)),
        *answer_columns(lambda goal: answer_cells(context, goal)),
        TableColumn("Figure", lambda goal: _value_cell(context, goal), kind="number"),
        TableColumn(
            "Due",
            lambda goal: date_cell(goal.goal.due) if goal.goal.due else Cell("", sort="9999"),
            kind="date",
        ),
        TableColumn("Owner", lambda goal: shortened(goal.goal.owner or "")),
    ]
    filters = goal_filters(context, goals)
    return index("goals-list", headings.GOALS_TABLE, columns, goals, filters, "goal")


def _title_cell(context: SiteContext, assessment: GoalAssessment) -> Cell:
    goal_status, goal = assessment.goal_status, assessment.goal
    title = context.title(goal_status, most=LONGEST_IN_LIST)
    return Cell(
        title,
        full=context.full_title(goal_status, LONGEST_IN_LIST),
        href=context.links(address.GOALS).to(address.page_of("goal", goal.goal)),
        note=shortened(context.department(goal.department).name),
        sort=title.casefold(),
    )


def _value_cell(context: SiteContext, assessment: GoalAssessment) -> Cell:
    goal_status = assessment.goal_status
    target = f"target {aim(assessment.goal, goal_status.metric, context.formats)}"
    figure = goal_figure(goal_status, context.series(goal_status), context.formats)
    note = f"{figure.when}; {target}" if figure.decided else target
    return value_cell(context, context.series(goal_status), note, figure)


def goal_filters(
    context: SiteContext, goals: Iterable[GoalAssessment]
) -> list[Filter[GoalAssessment]]:
    """By what goals are chosen: what they need, their department, their objective."""
    dataset = context.report.dataset
    used = {one.goal.department for one in goals}
    chips = [Option(triage, badge.word, badge.tone) for triage, badge in TRIAGE_BADGES.items()]
    objectives = [Option(one.objective, shortened(one.name)) for one in dataset.rows(Objective)]

    def triage_of(assessment: GoalAssessment) -> str:
        closed = context.is_closed(assessment.goal.goal)
        return "closed" if closed else str(assessment.triage)

    def objective_of(assessment: GoalAssessment) -> str:
        return assessment.goal.objective or "none"

    return [
        Filter("pile", "Show", "All", triage_of, chips, kind="chips"),
        department_filter(dataset.rows(Department), used, lambda one: one.goal.department),
        Filter("objective", "Objective", "All objectives", objective_of, objectives),
    ]


def goal_pages(context: SiteContext) -> Iterator[Page]:
    """One page per goal."""
    successors = {
        one.goal.replaces: one.goal_status
        for one in context.report.assessments.values()
        if one.goal.replaces
    }
    for key, assessment in context.report.assessments.items():
        yield _goal_page(context, assessment, successors.get(key))


def _goal_page(
    context: SiteContext, assessment: GoalAssessment, successor: GoalStatus | None
) -> Page:
    report, formats, goal_status = context.report, context.formats, assessment.goal_status
    goal, metric, series = assessment.goal, goal_status.metric, context.series(goal_status)
    origin, title = address.page_of("goal", goal.goal), context.title(goal_status)
    closure = report.closed_goals.get(goal.goal)
    replaced = report.assessments.get(goal.replaces or "")
    to_row = partial(row_link, context, origin=origin)
    figure = goal_figure(goal_status, series, formats)
    return context.page(
        origin,
        "goal.md",
        title,
        full=context.full_title(goal_status),
        badge=context.badge(goal_status),
        goal=goal,
        goal_status=goal_status,
        owner=context.owner(goal.owner, origin),
        department=context.department_link(goal.department, origin),
        **_answers(context, assessment),
        closed=CLOSED_SENTENCES[closure] if closure else None,
        successor=to_row(successor.goal) if successor else None,
        **said_about(context, about_goal(goal.goal), origin),
        formats=formats,
        figure_heading=headings.AT_DUE_DATE if figure.decided else headings.NOW,
        now=figure.value,
        period=figure.when,
        target=target_text(goal, metric, formats),
        figure=placeholder(metric_key(*goal.series_key))
        if series is not None and len(series)
        else None,
        conflicts=_conflicts(context, goal, origin),
        working=_working(context, assessment, series),
        pile=pile_word(assessment) if closure is None else None,
        pile_reason=pile_reason(assessment),
        rule=RULE_NAMES[goal.rule],
        aim=aim_with_date(goal, metric, formats),
        metric=to_row(metric),
        segment=context.segment(goal.segment),
        objective=report.dataset.by_id(Objective).get(goal.objective or ""),
        to_row=to_row,
        guardrails=[_guardrail(context, key, origin) for key in goal.guardrails],
        related=list(related_to_goal(context, goal, origin)),
        replaced=to_row(replaced.goal) if replaced else None,
        moved=grave_change_warning(context, goal.goal),
        since=changes_about(context, "goal", goal.goal, context.links(origin)),
    )


def _answers(context: SiteContext, assessment: GoalAssessment) -> dict[str, Any]:
    """The first sentence and the four questions; of a closed goal only how it ended."""
    goal_status = assessment.goal_status
    about = (context.series(goal_status), context.cadence(goal_status.metric), context.formats)
    if context.is_closed(goal_status.goal.goal):
        return {"sentence": finding(goal_status, *about), "questions": (), "together": None}
    return {
        "sentence": goal_opening(assessment, *about),
        "questions": questions(assessment, *about),
        "together": explain_disagreement(assessment) or None,
    }


def _conflicts(context: SiteContext, goal: Goal, origin: str) -> list[FindingView]:
    """The goals at whose cost this one does well, and those that do well at its cost."""
    found = context.alignment.about(goal)
    return finding_views(context, [one for one in found if not isinstance(one, Gap)], origin)


def _working(
    context: SiteContext, assessment: GoalAssessment, series: Series | None
) -> Fragment | None:
    """The working, kept out of the search index; of an open goal with its pile."""
    key, steps = assessment.goal.goal, working(assessment.goal_status, series, context.formats)
    if not steps:
        return None
    if not context.is_closed(key):
        steps = (*steps, pile_step(assessment))
    html = component("working", headings.WORKING, steps, _WORKING_HEADS, open=True)
    return Fragment(f"/working/{key}", html)


def _guardrail(context: SiteContext, metric: str, origin: str) -> LabelledValue:
    """A metric that must not worsen, with its newest value."""
    row, series = context.report.dataset.by_id(Metric)[metric], context.whole_series(metric)
    value, period = newest_value(series, context.formats), newest_period(series, context.formats)
    note = f"{value} in {period}" if value else None
    return row_value(context, row, origin, headings.MUST_NOT_WORSEN, note)
