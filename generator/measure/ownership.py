"""Ownership: what each role answers for, and which figures it has to update by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from generator.measure.assessment import GoalAssessment, is_recent
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.initiatives import decision_about, has_ended
from generator.measure.report import Report
from generator.measure.series import Series
from generator.model.periods import Period
from generator.model.tables import (
    Commentary,
    Department,
    Handoff,
    Initiative,
    Metric,
    Objective,
    Person,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Update:
    """The figures of one file that one role owes on one day, by their metrics.

    The next figure of the metrics in `late` is overdue; the newest one of those in `stale` is also
    too old to judge by.
    """

    file: str
    owner: str
    due: dt.date
    metrics: tuple[Metric, ...]
    late: tuple[Metric, ...]
    stale: tuple[Metric, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unexplained:
    """A metric whose level moved where neither an event nor an initiative explains it.

    `starts` are the first periods of these levels, the oldest first.
    """

    metric: Metric
    starts: tuple[Period, ...]


#: What falls on a day: figures, a decision that is asked for, the review of an initiative, a goal.
Due: TypeAlias = Update | Commentary | Initiative | GoalAssessment


@dataclass(slots=True, kw_only=True, eq=False)
class Responsibilities:
    """All that one role answers for, by its title; `person` if the role is listed.

    `asked` are the open requests for a decision that it made, `decides` those that it must decide.
    """

    owner: str
    person: Person | None = None
    updates: list[Update] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    goals: list[GoalAssessment] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    handoffs: list[Handoff] = field(default_factory=list)
    unexplained: list[Unexplained] = field(default_factory=list)
    asked: list[Commentary] = field(default_factory=list)
    decides: list[Commentary] = field(default_factory=list)


def responsibilities(report: Report) -> tuple[Responsibilities, ...]:
    """Every role that answers for something, the one with the earliest due date first."""
    dataset, today = report.dataset, report.dataset.as_of.day
    by_owner: dict[str, Responsibilities] = {}
    of = partial(_of, by_owner, dataset.roles())
    _add_due(report, of)
    for department in dataset.rows(Department):
        of(department.lead).departments.append(department)
    for objective in dataset.rows(Objective):
        of(objective.sponsor).objectives.append(objective)
    for metric in dataset.rows(Metric):
        of(metric.owner).metrics.append(metric)
    for initiative in dataset.rows(Initiative):
        if not has_ended(initiative, today):
            of(initiative.owner).initiatives.append(initiative)
    for handoff in dataset.rows(Handoff):
        of(handoff.owner).handoffs.append(handoff)

    def first_due(one: Responsibilities) -> tuple[dt.date, str]:
        return next((day for day, _ in due_dates([one], today)), dt.date.max), one.owner.casefold()

    return tuple(sorted(by_owner.values(), key=first_due))


def _add_due(report: Report, of: Callable[[str | None], Responsibilities]) -> None:
    """Adds figures, goals and requests for decisions to who answers for each."""
    for update in updates(report):
        of(update.owner).updates.append(update)
    for assessment in report.open_assessments:
        of(assessment.goal.owner).goals.append(assessment)
    for moved in unexplained(report):
        of(moved.metric.owner).unexplained.append(moved)
    for request in report.commentary.open_requests:
        of(request.by).asked.append(request)
        of(request.decides).decides.append(request)


def due_dates(roles: Iterable[Responsibilities], today: dt.date) -> list[tuple[dt.date, Due]]:
    """What is due of some roles and on which day, each once and the earliest first.

    What is late has a day before today; a goal past its due date is due no more. The review of an
    initiative is left out if one of these decisions is about it, or on that day about its goal.
    """
    every = list(roles)
    requests = list(dict.fromkeys(one for role in every for one in (*role.asked, *role.decides)))
    dates: list[tuple[dt.date, Due]] = [(one.due, one) for one in requests if one.due]
    for role in every:
        dates += [(one.due, one) for one in role.updates]
        dates += [
            (one.decision_date, one)
            for one in role.initiatives
            if one.decision_date and decision_about(one, requests) is None
        ]
        goals = ((one.goal.due, one) for one in role.goals)
        dates += [(due, one) for due, one in goals if due and due >= today]
    return sorted(dates, key=lambda pair: pair[0])


def _of(
    by_owner: dict[str, Responsibilities], people: Mapping[str, Person], owner: str | None
) -> Responsibilities:
    """What a role answers for so far; that of nobody is not kept."""
    if not owner:
        return Responsibilities(owner="")
    return by_owner.setdefault(owner, Responsibilities(owner=owner, person=people.get(owner)))


def unexplained(report: Report) -> tuple[Unexplained, ...]:
    """The metrics whose newest level began within a year, and where nothing explains it.

    Asked are the beginning of that level and that of the claim. An event about the metric or the
    start of an initiative explains it if it falls into its first period or the one beside it.
    Figures that are too old to judge by ask nothing.
    """
    found = []
    for metric in report.dataset.rows(Metric):
        judged = report.judged_series.get((metric.metric, ""))
        if judged is None or judged.levels is None or report.freshness[metric.metric].stale:
            continue
        movement = judged.levels.movement
        if movement is None or not is_recent(judged.period(movement.last_start), judged):
            continue
        asked = {movement.last_start} | ({movement.since} if movement.claimed else set())
        starts = tuple(
            judged.period(start) for start in sorted(asked) if not _explained(report, judged, start)
        )
        if starts:
            found.append(Unexplained(metric=metric, starts=starts))
    return tuple(found)


def _explained(report: Report, judged: JudgedSeries, start: int) -> bool:
    """Whether something happened about the beginning of a level."""
    period, metric = judged.period(start), judged.series.metric.metric
    days = {event.date for event in report.events.get(metric, ())}
    days |= {moment.day for moment in judged.series.moments}
    first = period.shift(-1, judged.cadence).first
    return any(first <= day <= period.shift(1, judged.cadence).last for day in days)


def updates(report: Report) -> tuple[Update, ...]:
    """The updates due for each file, by whom and when, the earliest first.

    The owner of the file owes them, if exports.toml names one, else the owner of the metric. A
    metric is due in the file that holds its newest figure.
    """
    owners = {source.file: source.owner for source in report.dataset.sources if source.owner}
    groups: dict[tuple[dt.date, str, str], list[Metric]] = {}
    for metric, file in _newest_files(report):
        owner, due = owners.get(file) or metric.owner, report.freshness[metric.metric].next_due
        if owner and due is not None:
            groups.setdefault((due, owner, file), []).append(metric)
    due_updates = []
    for (due, owner, file), metrics in groups.items():
        late = tuple(metric for metric in metrics if report.freshness[metric.metric].late)
        stale = tuple(metric for metric in late if report.freshness[metric.metric].stale)
        due_updates.append(
            Update(file=file, owner=owner, due=due, metrics=tuple(metrics), late=late, stale=stale)
        )
    return tuple(sorted(due_updates, key=lambda one: (one.due, one.owner.casefold(), one.file)))


def _newest_files(report: Report) -> Iterator[tuple[Metric, str]]:
    """Each metric with a figure, and the file of its newest one."""
    newest: dict[str, Series] = {}
    for (name, _), series in report.series.items():
        if not series.closed or series.pooled_from:
            continue
        kept = newest.get(name)
        if kept is None or kept.last[kept.closed - 1] < series.last[series.closed - 1]:
            newest[name] = series
    for series in newest.values():
        yield series.metric, series.file[series.closed - 1]
