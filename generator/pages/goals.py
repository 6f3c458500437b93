"""Goals: the index that can be sorted and filtered."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.model.tables import Department, Objective
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext, triage_value
from generator.pages.goal_list import reading_order
from generator.pages.page import Fragment, Page
from generator.pages.templating import component
from generator.pages.view_models import (
    Cell,
    Filter,
    IndexLabels,
    Option,
    TableColumn,
    TableRow,
    filled,
)
from generator.sentences import headings
from generator.sentences.goals import aim
from generator.sentences.home import closed_sentence, goals_sentence
from generator.sentences.metrics import newest_value
from generator.sentences.numbers import short_day
from generator.sentences.words import LONGEST_IN_LIST, TRIAGE_BADGES, shortened

_INDEX_COLUMNS = (
    TableColumn(label="Goal"),
    TableColumn(label="On pace?", kind="status"),
    TableColumn(label="Really changed?", kind="status"),
    TableColumn(label=headings.TODAYS_WAY, kind="status"),
    TableColumn(label=headings.ON_TIME, kind="status"),
    TableColumn(label="Now", kind="number"),
    TableColumn(label="Due", kind="date"),
    TableColumn(label="Owner"),
)


def goals_page(context: SiteContext) -> Page:
    """All goals, those that need a decision first."""
    report = context.report
    return context.page(
        address.GOALS,
        "goals.md",
        "Goals",
        in_nav=True,
        sentence=goals_sentence(count_triage(report.open_assessments)),
        closed=closed_sentence(len(report.closed_goals)) or None,
        table=Fragment("/goals", _index(context)),
    )


def goal_rows(
    context: SiteContext, assessments: list[GoalAssessment], origin: str
) -> list[TableRow]:
    """Goals as rows of a table, in reading order."""
    links = context.links(origin)
    dataset = context.report.dataset
    departments = dataset.by_id(Department)
    rows = []
    for one in sorted(assessments, key=lambda one: reading_order(context, one)):
        goal_status = one.goal_status
        goal, metric = goal_status.goal, goal_status.metric
        series = context.series(goal_status)
        short, full = (
            context.title(goal_status, most=LONGEST_IN_LIST),
            context.title(goal_status, most=None),
        )
        now = newest_value(series, context.formats)
        closed = goal.goal in context.report.closed_goals
        pile = "closed" if closed else triage_value(one.triage)
        rows.append(
            TableRow(
                cells=(
                    Cell(
                        text=short,
                        full=None if short == full else full,
                        href=links.to(address.goal_page(goal.goal)),
                        note=shortened(departments[goal.department].name),
                        sort=short.casefold(),
                    ),
                    context.status_cell(one),
                    *context.answer_cells(one),
                    Cell(
                        text=now or "no figure",
                        note=f"target {aim(goal, metric, context.formats)}",
                        sort=f"{series.value[series.closed - 1]:.12g}"
                        if series is not None and series.closed
                        else "",
                    ),
                    Cell(
                        text=short_day(goal.due) if goal.due else "",
                        sort=goal.due.isoformat() if goal.due else "9999",
                    ),
                    Cell(text=shortened(goal.owner or "")),
                ),
                tags={
                    "pile": (pile,),
                    "department": (goal.department,),
                    "objective": (goal.objective or "none",),
                },
            )
        )
    return rows


def goal_filters(context: SiteContext, assessments: Iterable[GoalAssessment]) -> list[Filter]:
    """By what goals are chosen: their pile, their department, their objective."""
    dataset = context.report.dataset
    used = {one.goal.department for one in assessments}
    filters = [
        Filter(
            key="pile",
            label="Show",
            kind="chips",
            any="All",
            options=tuple(
                Option(
                    value=triage_value(pile),
                    label=TRIAGE_BADGES[pile].word,
                    tone=TRIAGE_BADGES[pile].tone,
                )
                for pile in Triage
            ),
        ),
        Filter(
            key="department",
            label="Department",
            kind="select",
            any="All departments",
            options=tuple(
                Option(value=department.department, label=shortened(department.name))
                for department in dataset.rows(Department)
                if department.department in used
            ),
        ),
    ]
    if dataset.has(Objective):
        filters.append(
            Filter(
                key="objective",
                label="Objective",
                kind="select",
                any="All objectives",
                options=tuple(
                    Option(value=objective.objective, label=shortened(objective.name))
                    for objective in dataset.rows(Objective)
                ),
            )
        )
    return filters


def _index(context: SiteContext) -> str:
    assessments = list(context.report.assessments.values())
    return str(
        component(
            "index_table",
            "goals-list",
            headings.GOALS_TABLE,
            *filled(_INDEX_COLUMNS, goal_rows(context, assessments, address.GOALS)),
            goal_filters(context, assessments),
            IndexLabels(
                search=headings.SEARCH_LIST,
                reset="Clear",
                count=headings.shown_of_all("goals"),
                nothing=headings.nothing_fits("goal"),
            ),
        )
    )
