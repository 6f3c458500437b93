"""Goals: the index that can be sorted and filtered, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.charts.chart_builder import metric_key
from generator.measure.alignment import Gap
from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.measure.triage import count_triage
from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.vocabulary import Rule
from generator.pages import links as address
from generator.pages.changes_page import changes_about, grave_change_warning
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.findings import finding_views
from generator.pages.goal_list import answer_cells, answer_columns, in_reading_order
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.subjects import related_to_goal, row_link
from generator.pages.tables import Cell, Filter, Option, TableColumn, department_filter, index
from generator.pages.templating import component
from generator.pages.view_models import FindingView, LabelledValue, TextLink, known, linked
from generator.sentences import headings
from generator.sentences.assessment import goal_opening, questions
from generator.sentences.disagreement import explain_disagreement
from generator.sentences.goals import aim, aim_with_date, finding, target_text
from generator.sentences.home import closed_sentence, goals_sentence
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.numbers import day, short_day
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
        TableColumn("Now", lambda goal: _value_cell(context, goal), kind="number"),
        TableColumn("Due", _due_cell, kind="date"),
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
    series, metric = context.series(assessment.goal_status), assessment.goal_status.metric
    return Cell(
        newest_value(series, context.formats) or "no figure",
        note=f"target {aim(assessment.goal, metric, context.formats)}",
        sort=sort_value(series),
    )


def sort_value(series: Series | None) -> str:
    """By what a newest value is sorted; "" without one."""
    return f"{series.value[series.closed - 1]:.12g}" if series is not None and series.closed else ""


def _due_cell(assessment: GoalAssessment) -> Cell:
    due = assessment.goal.due
    return Cell(short_day(due), sort=due.isoformat()) if due else Cell("", sort="9999")


def goal_filters(
    context: SiteContext, goals: Iterable[GoalAssessment]
) -> list[Filter[GoalAssessment]]:
    """By what goals are chosen: what they need, their department, their objective."""
    dataset = context.report.dataset
    used = {one.goal.department for one in goals}

    def triage_of(assessment: GoalAssessment) -> str:
        closed = context.is_closed(assessment.goal.goal)
        return "closed" if closed else str(assessment.triage)

    return [
        Filter(
            key="pile",
            label="Show",
            kind="chips",
            everything="All",
            value=triage_of,
            options=tuple(
                Option(triage, badge.word, tone=badge.tone)
                for triage, badge in TRIAGE_BADGES.items()
            ),
        ),
        department_filter(
            dataset.rows(Department), used, lambda assessment: assessment.goal.department
        ),
        Filter(
            key="objective",
            label="Objective",
            everything="All objectives",
            value=lambda assessment: assessment.goal.objective or "none",
            options=tuple(
                Option(objective.objective, shortened(objective.name))
                for objective in dataset.rows(Objective)
            ),
        ),
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
    goal_status, goal = assessment.goal_status, assessment.goal
    origin, subject = address.page_of("goal", goal.goal), about_goal(goal.goal)
    links, series = context.links(origin), context.series(goal_status)
    closure = context.report.closed_goals.get(goal.goal)
    title = context.title(goal_status)
    facts = [context.owner(goal.owner, origin), context.department_link(goal.department, origin)]
    if goal.due:
        facts.append(TextLink(text=f"due {day(goal.due)}"))
    return context.page(
        origin,
        "goal.md",
        title,
        heading=title,
        full=context.full_title(goal_status),
        badge=context.badge(goal_status),
        facts=facts,
        **_answers(context, assessment),
        closed=CLOSED_SENTENCES[closure] if closure else None,
        successor=row_link(context, successor.goal, origin) if successor else None,
        **said_about(context, subject, origin),
        numbers=_numbers(context, goal_status),
        figure=placeholder(metric_key(*goal.series_key))
        if series is not None and len(series)
        else None,
        conflicts=_conflicts(context, goal, origin),
        working=_working(context, goal_status, series),
        methods_href=links.to(address.METHODS),
        facts_beside=_facts(context, goal_status, origin),
        moved=grave_change_warning(context, goal.goal),
        since=changes_about(context, "goal", goal.goal, links),
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
    context: SiteContext, goal_status: GoalStatus, series: Series | None
) -> Fragment | None:
    """The working, kept out of the search index."""
    steps = working(goal_status, series, context.formats)
    if not steps:
        return None
    html = component("working", headings.WORKING, steps, _WORKING_HEADS, open=True)
    return Fragment(f"/working/{goal_status.goal.goal}", html)


def _numbers(context: SiteContext, goal_status: GoalStatus) -> list[LabelledValue]:
    """The large numbers: the value, the target, the start, and how far it has come."""
    goal, metric, formats = goal_status.goal, goal_status.metric, context.formats
    series, reach = context.series(goal_status), goal.rule is Rule.REACH
    pace, kept = goal_status.pace, goal_status.kept
    numbers = [
        LabelledValue(
            "Now",
            newest_value(series, formats),
            note=newest_period(series, formats),
            tone=context.badge(goal_status).tone,
        ),
        LabelledValue(
            "Range" if goal.rule is Rule.RANGE else "Target",
            target_text(goal, metric, formats),
            note=f"by {day(goal.due)}" if goal.due and reach else None,
        ),
    ]
    if goal.baseline is not None and reach:
        start = day(goal.baseline_date) if goal.baseline_date else None
        numbers.append(LabelledValue("Start", formats.stated(goal.baseline, metric), note=start))
    if pace is not None:
        plan, progress = formats.percent(pace.expected), formats.percent(pace.progress)
        numbers.append(LabelledValue(headings.OF_THE_WAY, progress, note=f"plan: {plan}"))
    if kept is not None:
        numbers.append(LabelledValue("Kept in", f"{kept.count} of {kept.of}", note="periods"))
    return known(*numbers)


def _facts(context: SiteContext, goal_status: GoalStatus, origin: str) -> list[LabelledValue]:
    goal, metric, dataset = goal_status.goal, goal_status.metric, context.report.dataset
    objective = dataset.by_id(Objective).get(goal.objective or "")
    earlier = context.report.assessments.get(goal.replaces or "")
    guardrails = [dataset.by_id(Metric)[key] for key in goal.guardrails]
    aim = aim_with_date(goal, metric, context.formats)
    segment = f"only: {context.segment(goal.segment)}" if goal.segment else None
    facts = [
        LabelledValue("Asks to", RULE_NAMES[goal.rule], note=aim),
        linked("Metric", row_link(context, metric, origin), segment),
        linked("Owner", context.owner(goal.owner, origin)),
    ]
    if objective:
        sponsor = f"sponsor: {objective.sponsor}" if objective.sponsor else None
        facts.append(
            linked(headings.SERVES_OBJECTIVE, row_link(context, objective, origin), sponsor)
        )
    facts.append(LabelledValue("Next step", goal.next_step or "None stated"))
    facts += [
        linked(
            headings.MUST_NOT_WORSEN, row_link(context, row, origin), _newest(context, row.metric)
        )
        for row in guardrails
    ]
    facts += related_to_goal(context, goal, origin)
    if earlier:
        facts.append(linked("Continues", row_link(context, earlier.goal, origin)))
    return known(*facts, LabelledValue("Note", goal.note))


def _newest(context: SiteContext, metric: str) -> str | None:
    series = context.whole_series(metric)
    if series is None or not series.closed:
        return None
    return f"{newest_value(series, context.formats)} in {newest_period(series, context.formats)}"
