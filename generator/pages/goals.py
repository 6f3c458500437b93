"""Goals: the index that can be sorted and filtered."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.model.tables import Department, Objective
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import answer_cells, answer_columns, in_reading_order
from generator.pages.metric_list import value_cell
from generator.pages.page import Fragment, Page
from generator.pages.tables import (
    Cell,
    Filter,
    Option,
    TableColumn,
    date_cell,
    department_filter,
    index,
)
from generator.sentences import headings
from generator.sentences.goal_figures import goal_figure
from generator.sentences.goals import aim
from generator.sentences.home import closed_sentence, goals_sentence
from generator.sentences.words import (
    LONGEST_IN_LIST,
    TRIAGE_BADGES,
    shortened,
)

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
