"""Departments: all of them, in no ranking, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from generator.charts.crossings import STEP, WIDTH, curves
from generator.measure.alignment.gaps import Gap, GapKind
from generator.measure.alignment.handoffs import HandoffReview, MetricHealth
from generator.measure.assessment import GoalAssessment
from generator.measure.initiatives import decision_about, has_ended
from generator.measure.report import group_by
from generator.model.tables import Department, Initiative, Metric, Touchpoint
from generator.pages import links as address
from generator.pages.changes_page import changes_about, grave_change_warning
from generator.pages.context import SiteContext
from generator.pages.dots import goal_dots, short_department
from generator.pages.findings import finding_views
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Page
from generator.pages.rows import goal_row, metric_row, row_table
from generator.pages.subjects import row_link
from generator.pages.view_models import View
from generator.sentences import headings
from generator.sentences.handoffs import KEPT_BADGES
from generator.sentences.initiatives import cost, next_date, running_dates
from generator.sentences.metrics import newest_value
from generator.sentences.objectives import department_state, departments_sentence
from generator.sentences.words import STAGE_NAMES, full_name, shortened

#: What is said of an objective as a whole stands on its page, and what is said in the lists here.
_SAID_ELSEWHERE = (
    GapKind.NO_BACK_OFFICE,
    GapKind.SILOED,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)
#: As many dots as the column of goals holds.
_MOST_DOTS = 8


def departments_page(context: SiteContext) -> Page:
    """All departments, in the order of their table."""
    goals, origin = context.report.open_by("department"), address.DEPARTMENTS
    return context.section(
        origin,
        sentence=departments_sentence(context.report),
        rows=[
            {
                "link": context.department_link(one.department, origin),
                "full": full_name(one.name),
                "dots": goal_dots(context, goals.get(one.department, ()), origin, most=_MOST_DOTS),
                "commits": one.customer_commitment,
            }
            for one in context.report.dataset.rows(Department)
        ],
    )


def department_pages(context: SiteContext) -> Iterator[Page]:
    """One page per department."""
    goals = group_by(context.report.assessments.values(), lambda one: one.goal.department)
    for department in context.report.dataset.rows(Department):
        yield _department_page(context, department, goals.get(department.department, []))


def _department_page(
    context: SiteContext, department: Department, goals: Sequence[GoalAssessment]
) -> Page:
    key, name, dataset = department.department, shortened(department.name), context.report.dataset
    origin = address.page_of("department", key)
    still_open = [one for one in goals if not context.is_closed(one.goal.goal)]
    closed = [one for one in goals if context.is_closed(one.goal.goal)]
    findings = [
        one
        for one in context.alignment.in_department(department)
        if not (isinstance(one, Gap) and one.kind in _SAID_ELSEWHERE)
    ]
    metrics = [metric for metric in dataset.rows(Metric) if metric.department == key]
    own = [one for one in dataset.rows(Touchpoint) if one.department == key]
    initiatives = [
        one
        for one in dataset.rows(Initiative)
        if one.department == key and not has_ended(one, dataset.as_of.day)
    ]
    own_reviews = [one for one in context.alignment.handoffs if one.handoff.provider == key]
    return context.page(
        origin,
        "department.md",
        name,
        department=department,
        lead=context.owner(department.lead, origin),
        sentence=department_state(still_open, list(_worse(context, own_reviews))),
        focus=_measured(context, [one.provider for one in own_reviews], origin),
        promised=_measured(context, [one.promise for one in own_reviews], origin),
        goals=_goal_rows(context, still_open, origin),
        served=_served(context, department, origin),
        findings=finding_views(context, findings, origin),
        **_customers(context, department, origin),
        closed=_goal_rows(context, closed, origin),
        count_closed=len(closed),
        moved=[
            f"{shortened(one.goal_status.metric.name)}: {text}"
            for one in goals
            if (text := grave_change_warning(context, one.goal.goal))
        ],
        since=changes_about(context, "department", key, context.links(origin)),
        metrics=row_table(
            headings.NEWEST_VALUES,
            [metric_row(context, metric, origin) for metric in metrics],
            name="Metric",
        ),
        count_metrics=len(metrics),
        initiatives=[_under_way(context, one, origin) for one in initiatives],
        touchpoints=[
            (name, [row_link(context, one, origin) for one in own if one.stage is stage])
            for stage, name in STAGE_NAMES.items()
        ]
        if own
        else None,
        count_touchpoints=len(own),
    )


def _goal_rows(context: SiteContext, goals: Sequence[GoalAssessment], origin: str) -> Markup:
    ordered = in_reading_order(context, goals)
    return row_table("Goals", [goal_row(context, one, origin) for one in ordered])


def _under_way(context: SiteContext, initiative: Initiative, origin: str) -> View:
    """An initiative with when it runs, what it costs and when it is decided about."""
    asked = decision_about(initiative, context.report.commentary.open_requests)
    facts = (
        running_dates(initiative),
        cost(initiative, context.formats),
        next_date(initiative, asked),
    )
    link = row_link(context, initiative, origin)
    return {"link": link, "note": " · ".join(filter(None, facts))}


def _worse(context: SiteContext, reviews: Sequence[HandoffReview]) -> Iterator[tuple[Metric, str]]:
    """The metrics of its promises that have worsened, each with its newest figure."""
    for promise in (one.promise for one in reviews):
        if promise is not None and promise.worse_since is not None:
            series = context.whole_series(promise.metric.metric)
            yield promise.metric, newest_value(series, context.formats)


def _measured(context: SiteContext, every: Sequence[MetricHealth | None], origin: str) -> Markup:
    """Metrics of handoffs as rows without heads, each once."""
    metrics = {one.metric.metric: one.metric for one in every if one is not None}
    rows = [metric_row(context, metric, origin) for metric in metrics.values()]
    left_out = ("target", "way", "chance", "due", "owner")
    return row_table(headings.NEWEST_VALUES, rows, leave_out=left_out, name="Metric", headed=False)


def _served(context: SiteContext, department: Department, origin: str) -> View | None:
    """Who serves it and whom it serves, each with whether the promise is kept."""
    key, reviews = department.department, context.alignment.handoffs
    received = [one for one in reviews if one.handoff.receiver == key]
    given = [one for one in reviews if one.handoff.provider == key]
    promised = {one.handoff.receiver for one in given}
    known = context.report.dataset.by_id(Department)
    others = [one for one in department.customers if one in known and one not in promised]

    def side(review: HandoffReview, other: str) -> View:
        return {
            "department": short_department(context, other, origin),
            "sign": KEPT_BADGES[review.kept],
            "handoff": row_link(context, review.handoff, origin),
        }

    left = [side(one, one.handoff.provider) for one in received]
    right: list[View] = [side(one, one.handoff.receiver) for one in given]
    right += [
        {"department": short_department(context, one, origin), "sign": None, "handoff": None}
        for one in others
    ]
    if not left and not right:
        return None
    return {
        "left": left,
        "right": right,
        "name": shortened(department.short_name or department.name),
        "in_path": curves([(at, 0) for at in range(len(left))], len(left), 1) if left else "",
        "out_path": curves([(0, at) for at in range(len(right))], 1, len(right)) if right else "",
        "width": WIDTH,
        "in_height": STEP * len(left),
        "out_height": STEP * len(right),
    }


def _customers(context: SiteContext, department: Department, origin: str) -> dict[str, Any]:
    """Whom a department serves inside the company, and which departments serve it."""
    key, departments = department.department, context.report.dataset.by_id(Department)
    inside = [other for other in department.customers if other in departments]
    serving = [other for other, row in departments.items() if key in row.customers]
    return {
        "inside": [context.department_link(other, origin) for other in inside],
        "served_by": [context.department_link(other, origin) for other in serving],
    }
