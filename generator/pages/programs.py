"""For programs: one small JSON for each metric, goal and department, and one for Home.

`programs_schema` describes them; its version changes when a program that reads them must.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from generator.check.visible import visible
from generator.measure.answers import Answers, change_of
from generator.measure.changes.judging import SIGNS
from generator.measure.piles import count_piles, rank_attention
from generator.measure.series import Series
from generator.model.tables import Department, Metric
from generator.model.words import Pile
from generator.pages import links as address
from generator.pages.book import Book, by_department
from generator.pages.page import Asset
from generator.pages.programs_schema import VERSION, schema
from generator.sentences.changes.told import since_line
from generator.sentences.home import department_state, state

_Json: TypeAlias = dict[str, Any]


def programs(book: Book) -> Iterator[Asset]:
    """Every JSON with the schema that describes them."""
    yield _asset(address.SCHEMA, schema())
    yield _asset(address.program("home"), _head(book, "home") | _home(book))
    for answers in book.report.answers.values():
        key = answers.goal.goal
        yield _asset(address.program("goals", key), _head(book, "goal") | _goal(book, answers))
    segments: dict[str, list[Series]] = {}
    for (name, segment), series in book.report.series.items():
        if segment:
            segments.setdefault(name, []).append(series)
    on_metric: dict[str, list[str]] = {}
    for answers in book.report.answers.values():
        on_metric.setdefault(answers.goal.metric, []).append(answers.goal.goal)
    for metric in book.report.dataset.rows(Metric):
        key = metric.metric
        content = _metric(book, metric, segments.get(key, []), on_metric.get(key, []))
        yield _asset(address.program("metrics", key), _head(book, "metric") | content)
    found = by_department(book.report.open_answers)
    for department in book.report.dataset.rows(Department):
        key = department.department
        content = _department(book, department, found.get(key, []))
        yield _asset(address.program("departments", key), _head(book, "department") | content)


def _head(book: Book, kind: str) -> _Json:
    report = book.report
    return {
        "version": VERSION,
        "kind": kind,
        "edition": book.origin.version,
        "as_of": report.dataset.as_of.day.isoformat(),
        "figures_to": _iso(report.figures_to),
    }


def _home(book: Book) -> _Json:
    report, settings = book.report, book.report.settings
    ranked = rank_attention(report.open_answers, settings.promise_goal)
    return {
        "company": settings.company,
        "promise": settings.promise,
        "sentence": state(report, book.formats),
        "piles": _piles(report.open_answers),
        "attention": [one.goal.goal for one in ranked],
        "goals": [*report.answers],
        "metrics": [*report.dataset.by_id(Metric)],
        "departments": [*report.dataset.by_id(Department)],
        "previous": book.changes.previous.version if book.changes else None,
        "since": since_line(book.changes) if book.changes else None,
    }


def _goal(book: Book, answers: Answers) -> _Json:
    goal, standing, ahead = answers.goal, answers.standing, answers.outlook
    current = standing.current
    by = book.report.closed.get(goal.goal)
    return {
        "id": goal.goal,
        "title": book.title(standing, most=None),
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
        "status": str(answers.status),
        "pile": str(answers.pile),
        "closed": None if by is None else str(by),
        "current": None
        if current is None
        else {"value": current.value, "day": current.day.isoformat(), "n": _known(current.n)},
        "progress": standing.progress,
        "expected": standing.expected,
        "change": str(answers.change),
        "assurance": None if answers.assurance is None else str(answers.assurance),
        "likelihood": None if ahead.likelihood is None else str(ahead.likelihood),
        "chance": ahead.chance,
        "sentence": book.brief(answers),
        "page": _page(address.goal_page(goal.goal), book),
    }


def _metric(book: Book, metric: Metric, parts: list[Series], goals: list[str]) -> _Json:
    report, key = book.report, metric.metric
    fresh, whole = report.fresh[key], report.series.get((key, ""))
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
        "change": _change(book, key, ""),
        "next_due": _iso(fresh.next_due),
        "late": fresh.late,
        "segments": [
            {
                "segment": part.segment,
                "name": book.segment(part.segment),
                "newest": _newest(part),
                "change": _change(book, key, part.segment),
            }
            for part in parts
        ],
        "goals": goals,
        "data": address.download(key) if measured else None,
        "page": _page(address.metric_page(key), book),
    }


def _department(book: Book, department: Department, answers: list[Answers]) -> _Json:
    key = department.department
    metrics = book.report.dataset.rows(Metric)
    return {
        "id": key,
        "name": department.name,
        "lead": department.lead,
        "customer_commitment": department.customer_commitment,
        "sentence": department_state(" ".join(department.name.split()), answers),
        "piles": _piles(answers),
        "goals": [one.goal.goal for one in answers],
        "metrics": [metric.metric for metric in metrics if metric.department == key],
        "page": _page(address.department_page(key), book),
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


def _change(book: Book, metric: str, segment: str) -> str | None:
    record = book.report.records.get((metric, segment))
    if record is None:
        return None
    return str(change_of(record, SIGNS[book.report.series[metric, segment].metric.better]))


def _piles(answers: list[Answers] | tuple[Answers, ...]) -> _Json:
    counts = count_piles(answers)
    return {str(pile): counts.of(pile) for pile in Pile}


def _page(page: str, book: Book) -> str:
    return book.links(address.HOME).to(page)


def _known(number: float | None) -> float | None:
    return None if number is None or number != number else number  # noqa: PLR0124 -- NaN


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _asset(name: str, content: _Json) -> Asset:
    return Asset(
        src_uri=name, content=visible(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"
    )
