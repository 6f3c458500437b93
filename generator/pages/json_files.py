"""For programs: one small JSON for each metric, goal and department, and one for Home.

`json_schema` describes them; its version changes when a program that reads them must.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.measure.assessment import GoalAssessment, change_of
from generator.measure.series import Series
from generator.measure.triage import count_triage, rank_attention
from generator.model.codec import Json, encode
from generator.model.schema import Row
from generator.model.tables import Department, Metric
from generator.model.wording import visible
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.json_schema import (
    CurrentValue,
    DepartmentProgram,
    GoalProgram,
    HomeProgram,
    MetricProgram,
    NewestValue,
    SegmentProgram,
    ToldBound,
    schema,
)
from generator.pages.page import Asset
from generator.sentences.changes import since_line
from generator.sentences.home import state
from generator.sentences.objectives import department_state


def programs(context: SiteContext) -> Iterator[Asset]:
    """Every JSON with the schema that describes them."""
    report = context.report
    head: Json = {
        "edition": context.origin.version,
        "as_of": report.dataset.as_of.day,
        "figures_to": report.figures_to,
    }
    yield _asset(address.SCHEMA, schema())
    yield _asset(address.program("home"), _home(context, head))
    segments, goals = defaultdict(list), defaultdict(list)
    for key, assessment in report.assessments.items():
        yield _asset(address.program("goals", key), _goal(context, assessment, head))
        goals[assessment.goal.metric].append(key)
    for (key, segment), series in report.series.items():
        if segment:
            segments[key].append(series)
    for key, metric in report.dataset.by_id(Metric).items():
        program = _metric(context, metric, segments[key], goals[key], head)
        yield _asset(address.program("metrics", key), program)
    open_goals = report.open_by("department")
    for key, department in report.dataset.by_id(Department).items():
        of_department = _department(context, department, open_goals.get(key, []), head)
        yield _asset(address.program("departments", key), of_department)


def _home(context: SiteContext, head: Json) -> HomeProgram:
    report, settings, changes = context.report, context.report.settings, context.changes
    ranked = rank_attention(report.open_assessments, settings.promise_goal)
    return HomeProgram(
        **head,
        company=settings.company,
        promise=settings.promise,
        sentence=state(report, context.formats),
        piles=count_triage(report.open_assessments),
        attention=tuple(assessment.goal.goal for assessment in ranked),
        goals=tuple(report.assessments),
        metrics=tuple(report.dataset.by_id(Metric)),
        departments=tuple(report.dataset.by_id(Department)),
        previous=changes.previous.version if changes else None,
        since=since_line(changes) if changes else None,
    )


def _goal(context: SiteContext, assessment: GoalAssessment, head: Json) -> GoalProgram:
    goal, status, outlook = assessment.goal, assessment.goal_status, assessment.outlook
    current, closed = status.current, context.report.closed_goals.get(goal.goal)
    return GoalProgram(
        **head,
        id=goal.goal,
        title=context.title(status, most=None),
        **_cells(
            goal, "short_name", "department", "metric", "segment", "rule", "target", "target_high"
        ),
        **_cells(goal, "baseline", "baseline_date", "due", "owner", "objective"),
        status=assessment.status,
        pile=None if closed else assessment.triage,
        closed=closed,
        current=CurrentValue(value=current.value, day=current.day, n=current.n)
        if current
        else None,
        progress=status.progress,
        expected=status.pace.expected if status.pace else None,
        change=assessment.change,
        assurance=assessment.assurance,
        likelihood=outlook.likelihood,
        chance=outlook.stated_chance,
        floor=outlook.floor,
        sentence=context.brief(assessment),
        page=_page(context, address.page_of("goal", goal.goal)),
    )


def _metric(
    context: SiteContext, metric: Metric, parts: list[Series], goals: list[str], head: Json
) -> MetricProgram:
    report, key = context.report, metric.metric
    fresh, whole = report.freshness[key], report.series.get((key, ""))
    measured = any(len(series) or series.bounds for series in (*parts, whole) if series is not None)
    return MetricProgram(
        **head,
        id=key,
        **_cells(
            metric, "name", "short_name", "part_of", "department", "unit", "better", "calculation"
        ),
        **_cells(metric, "owner", "source", "definition"),
        cadence=report.dataset.cadences.get(key),
        newest=_newest(whole),
        bound=_bound(whole),
        **_changed(context, key, ""),
        next_due=fresh.next_due,
        late=fresh.late,
        segments=tuple(
            SegmentProgram(
                segment=part.segment,
                name=context.segment(part.segment),
                newest=_newest(part),
                bound=_bound(part),
                **_changed(context, key, part.segment),
            )
            for part in parts
        ),
        goals=tuple(goals),
        data=address.download(key) if measured else None,
        page=_page(context, address.page_of("metric", key)),
    )


def _department(
    context: SiteContext, department: Department, assessments: Sequence[GoalAssessment], head: Json
) -> DepartmentProgram:
    key = department.department
    metrics = context.report.dataset.rows(Metric)
    return DepartmentProgram(
        **head,
        id=key,
        **_cells(department, "name", "short_name", "lead", "customer_commitment"),
        sentence=department_state(assessments),
        piles=count_triage(assessments),
        goals=tuple(one.goal.goal for one in assessments),
        metrics=tuple(metric.metric for metric in metrics if metric.department == key),
        page=_page(context, address.page_of("department", key)),
    )


def _cells(row: Row, *names: str) -> Json:
    return {name: getattr(row, name) for name in names}


def _newest(series: Series | None) -> NewestValue | None:
    if series is None or series.newest is None:
        return None
    row = series.closed - 1
    return NewestValue(
        first_day=series.newest.first,
        last_day=series.newest.last,
        value=float(series.value[row]),
        n=float(series.n[row]),
    )


def _bound(series: Series | None) -> ToldBound | None:
    if series is None or series.newest_bound is None:
        return None
    period, bound = series.newest_bound
    return ToldBound(first_day=period.first, last_day=period.last, bound=bound)


def _changed(context: SiteContext, metric: str, segment: str) -> Json:
    """Whether it is changing, since when, and within which range it usually is."""
    judged = context.report.judged_series.get((metric, segment))
    since = judged.signal_since if judged is not None else None
    low, high = (judged.usual_range if judged is not None else None) or (None, None)
    return {
        "change": None if judged is None else change_of(judged),
        "changed_since": since.first if since is not None else None,
        "usual_low": low,
        "usual_high": high,
    }


def _page(context: SiteContext, page: str) -> str:
    return context.links(address.HOME).to(page)


def _asset(name: str, content: object) -> Asset:
    text = json.dumps(encode(content), ensure_ascii=False, indent=1)
    return Asset(src_uri=name, content=visible(text) + "\n")
