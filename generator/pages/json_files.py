"""For programs: one small JSON for each metric, goal and department, and one for Home.

`programs_schema` describes them; its version changes when a program that reads them must.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from generator.measure.assessment import GoalAssessment, change_of
from generator.measure.series import Series
from generator.measure.triage import count_triage, rank_attention
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Triage
from generator.model.wording import collapse_whitespace, visible
from generator.pages import links as address
from generator.pages.context import SiteContext, by_department
from generator.pages.json_schema import VERSION, schema
from generator.pages.page import Asset
from generator.sentences.changes.change_sentences import since_line
from generator.sentences.departments import department_state
from generator.sentences.home import state

_Json: TypeAlias = dict[str, Any]


def programs(context: SiteContext) -> Iterator[Asset]:
    """Every JSON with the schema that describes them."""
    yield _asset(address.SCHEMA, schema())
    yield _asset(address.program("home"), _head(context, "home") | _home(context))
    for assessment in context.report.assessments.values():
        key = assessment.goal.goal
        yield _asset(
            address.program("goals", key), _head(context, "goal") | _goal(context, assessment)
        )
    segments: dict[str, list[Series]] = {}
    for (name, segment), series in context.report.series.items():
        if segment:
            segments.setdefault(name, []).append(series)
    on_metric: dict[str, list[str]] = {}
    for assessment in context.report.assessments.values():
        on_metric.setdefault(assessment.goal.metric, []).append(assessment.goal.goal)
    for metric in context.report.dataset.rows(Metric):
        key = metric.metric
        content = _metric(context, metric, segments.get(key, []), on_metric.get(key, []))
        yield _asset(address.program("metrics", key), _head(context, "metric") | content)
    found = by_department(context.report.open_assessments)
    for department in context.report.dataset.rows(Department):
        key = department.department
        content = _department(context, department, found.get(key, []))
        yield _asset(address.program("departments", key), _head(context, "department") | content)


def _head(context: SiteContext, kind: str) -> _Json:
    report = context.report
    return {
        "version": VERSION,
        "kind": kind,
        "edition": context.origin.version,
        "as_of": report.dataset.as_of.day.isoformat(),
        "figures_to": _iso(report.figures_to),
    }


def _home(context: SiteContext) -> _Json:
    report, settings = context.report, context.report.settings
    ranked = rank_attention(report.open_assessments, settings.promise_goal)
    return {
        "company": settings.company,
        "promise": settings.promise,
        "sentence": state(report, context.formats),
        "piles": _piles(report.open_assessments),
        "attention": [one.goal.goal for one in ranked],
        "goals": [*report.assessments],
        "metrics": [*report.dataset.by_id(Metric)],
        "departments": [*report.dataset.by_id(Department)],
        "previous": context.changes.previous.version if context.changes else None,
        "since": since_line(context.changes) if context.changes else None,
    }


def _goal(context: SiteContext, assessment: GoalAssessment) -> _Json:
    goal, goal_status, ahead = assessment.goal, assessment.goal_status, assessment.outlook
    current = goal_status.current
    by = context.report.closed_goals.get(goal.goal)
    return {
        "id": goal.goal,
        "title": context.title(goal_status, most=None),
        "department": goal.department,
        "metric": goal.metric,
        "segment": goal.segment,
        "rule": str(goal.rule),
        "target": goal.target,
        "target_high": goal.target_high,
        "baseline": goal.baseline,
        "baseline_date": _iso(goal.baseline_date),
        "due": _iso(goal.due),
        "owner": goal.owner,
        "objective": goal.objective,
        "status": str(assessment.status),
        "pile": str(assessment.triage),
        "closed": None if by is None else str(by),
        "current": None
        if current is None
        else {"value": current.value, "day": current.day.isoformat(), "n": _known(current.n)},
        "progress": goal_status.progress,
        "expected": goal_status.expected,
        "change": str(assessment.change),
        "assurance": None if assessment.assurance is None else str(assessment.assurance),
        "likelihood": None if ahead.likelihood is None else str(ahead.likelihood),
        "chance": ahead.chance,
        "sentence": context.brief(assessment),
        "page": _page(address.goal_page(goal.goal), context),
    }


def _metric(context: SiteContext, metric: Metric, parts: list[Series], goals: list[str]) -> _Json:
    report, key = context.report, metric.metric
    fresh, whole = report.freshness[key], report.series.get((key, ""))
    measured = any(len(series) for series in (*parts, *([whole] if whole is not None else [])))
    return {
        "id": key,
        "name": metric.name,
        "department": metric.department,
        "unit": metric.unit,
        "better": str(metric.better),
        "calculation": str(metric.calculation),
        "cadence": str(report.dataset.cadences[key]) if key in report.dataset.cadences else None,
        "owner": metric.owner,
        "source": metric.source,
        "definition": metric.definition,
        "newest": _newest(whole),
        "change": _change(context, key, ""),
        "next_due": _iso(fresh.next_due),
        "late": fresh.late,
        "segments": [
            {
                "segment": part.segment,
                "name": context.segment(part.segment),
                "newest": _newest(part),
                "change": _change(context, key, part.segment),
            }
            for part in parts
        ],
        "goals": goals,
        "data": address.download(key) if measured else None,
        "page": _page(address.metric_page(key), context),
    }


def _department(
    context: SiteContext, department: Department, assessments: list[GoalAssessment]
) -> _Json:
    key = department.department
    metrics = context.report.dataset.rows(Metric)
    return {
        "id": key,
        "name": department.name,
        "lead": department.lead,
        "customer_commitment": department.customer_commitment,
        "sentence": department_state(collapse_whitespace(department.name), assessments),
        "piles": _piles(assessments),
        "goals": [one.goal.goal for one in assessments],
        "metrics": [metric.metric for metric in metrics if metric.department == key],
        "page": _page(address.department_page(key), context),
    }


def _newest(series: Series | None) -> _Json | None:
    if series is None or series.newest is None:
        return None
    row = series.closed - 1
    return {
        "first_day": series.newest.first.isoformat(),
        "last_day": series.newest.last.isoformat(),
        "value": float(series.value[row]),
        "n": _known(float(series.n[row])),
    }


def _change(context: SiteContext, metric: str, segment: str) -> str | None:
    judged_series = context.report.judged_series.get((metric, segment))
    if judged_series is None:
        return None
    return str(change_of(judged_series))


def _piles(assessments: list[GoalAssessment] | tuple[GoalAssessment, ...]) -> _Json:
    counts = count_triage(assessments)
    return {str(pile): counts.of(pile) for pile in Triage}


def _page(page: str, context: SiteContext) -> str:
    return context.links(address.HOME).to(page)


def _known(number: float | None) -> float | None:
    return None if number is None or number != number else number  # noqa: PLR0124 -- NaN


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _asset(name: str, content: _Json) -> Asset:
    return Asset(
        src_uri=name, content=visible(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"
    )
