"""Change items: each change since the previous edition in words, with the pages it belongs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.measure.changes.change_kinds import (
    CellChange,
    ChangeDirection,
    Changes,
    CommitmentChange,
    GoalVerdict,
)
from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.vocabulary import Triage
from generator.pages.context import SiteContext
from generator.pages.links import OBJECTIVES, page_of
from generator.pages.view_models import ChangeItem
from generator.sentences import changes as phrases
from generator.sentences import method_changes
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.goals import goal_title
from generator.sentences.headings import WHERE_IT_STANDS, Counted, Part
from generator.sentences.words import (
    TRIAGE_BADGES,
    Badge,
    capitalised,
    shortened,
    state_of,
    with_segment,
)

#: The columns that hold ids, and the table whose names readers know.
_NAMED: Mapping[str, type[Metric | Department | Objective]] = {
    "metric": Metric,
    "guardrails": Metric,
    "outcome_metric": Metric,
    "department": Department,
    "customers": Department,
    "objective": Objective,
}

_DIRECTIONS = {
    ChangeDirection.IMPROVED: Counted.IMPROVED,
    ChangeDirection.WORSENED: Counted.WORSENED,
}


def change_items(context: SiteContext) -> list[ChangeItem]:
    """Every change as an item, in the order of the parts; none without a previous edition."""
    changes = context.changes
    if changes is None:
        return []
    return [
        *_verdicts(context, changes),
        *_commitments(context, changes),
        *_statuses(context, changes),
        *_goals(context, changes),
        *_figures(context, changes),
        *_moved_starts(context, changes),
        *(_cell(context, change) for change in changes.cells),
        *_variations(context, changes),
        *_metrics(context, changes),
        *(
            ChangeItem(
                part=Part.METHOD,
                title=method_changes.ABOUT_SETTING,
                headline=method_changes.ABOUT_SETTING,
                sentence=method_changes.method_sentence(change),
            )
            for change in changes.methods
        ),
    ]


def _verdicts(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """What the methods of now say otherwise of the figures of the previous edition."""
    version = changes.previous.version
    for verdict in changes.verdicts:
        if isinstance(verdict, GoalVerdict):
            sentence = method_changes.goal_verdict_sentence(verdict, version)
            about = _of_goal(context, verdict.after.goal)
        else:
            sentence = method_changes.series_verdict_sentence(verdict, version)
            series = verdict.series
            about = _of_metric(context, series.metric, context.segment(series.segment))
        yield ChangeItem(
            part=Part.VERDICTS, headline=method_changes.BY_METHOD, sentence=sentence, **about
        )


def _commitments(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.commitment_changes:
        headline = phrases.commitment_headline(change)
        yield ChangeItem(
            part=Part.MOVED,
            headline=capitalised(headline),
            news=headline,
            sentence=_joined(
                phrases.commitment_sentences(change, context.formats),
                phrases.owned(change.goal.owner),
                phrases.committed(change.commit),
            ),
            badge=_badge(change),
            counted=phrases.counted_as(change),
            **_of_goal(context, change.goal),
        )


def _badge(change: CommitmentChange) -> Badge:
    if change.grave:
        return TRIAGE_BADGES[Triage.NEEDS_DECISION]
    return TRIAGE_BADGES[Triage.WATCH if change.easier else Triage.CANNOT_SAY]


def _statuses(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.statuses:
        if change.by_method:
            continue
        now, version = change.after, changes.previous.version
        series = context.series(now.goal_status)
        sentence = phrases.status_sentences(change, version, series, context.formats)
        yield ChangeItem(
            part=Part.STANDS,
            headline=WHERE_IT_STANDS,
            news=state_of(now.status, now.triage),
            sentence=_joined(sentence, phrases.owned(now.goal.owner)),
            badge=TRIAGE_BADGES[now.triage],
            counted=_DIRECTIONS.get(change.direction) if change.by_figures else None,
            **_of_goal(context, now.goal),
        )


def _goals(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for goals, (sentence, news), counted in (
        (changes.gone, phrases.GOAL_GONE, Counted.DROPPED),
        (changes.dropped, phrases.GOAL_DROPPED, Counted.DROPPED),
        (changes.replaced, phrases.GOAL_REPLACED, Counted.REPLACED),
        (changes.added, phrases.GOAL_ADDED, Counted.ADDED),
    ):
        for goal in goals:
            yield ChangeItem(
                part=Part.GOALS,
                headline=phrases.ABOUT_GOAL,
                sentence=_joined(sentence, phrases.owned(goal.owner)),
                news=news,
                counted=counted,
                **_of_goal(context, goal),
            )


def _figures(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The figures of the past that are others now, or no longer there."""
    for change in changes.figures:
        metric, segment = change.series.metric, context.segment(change.series.segment)
        for periods, headline, phrase, counted in (
            (change.restated, phrases.RESTATED, phrases.restated_sentence, Counted.RESTATED),
            (change.withdrawn, phrases.WITHDRAWN, phrases.withdrawn_sentence, Counted.WITHDRAWN),
        ):
            if periods:
                sentence = phrase(change, context.formats)
                yield ChangeItem(
                    part=Part.PAST,
                    headline=with_segment(headline, segment),
                    sentence=_joined(sentence, phrases.owned(metric.owner)),
                    badge=TRIAGE_BADGES[Triage.WATCH],
                    counted=counted,
                    **_of_metric(context, metric, segment),
                )


def _moved_starts(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.moved_starts:
        metric, segment = change.series.metric, context.segment(change.series.segment)
        sentence = method_changes.moved_start_sentence(change, context.formats)
        yield ChangeItem(
            part=Part.PAST,
            headline=with_segment(method_changes.MOVED_START, segment),
            sentence=_joined(sentence, phrases.owned(metric.owner)),
            badge=TRIAGE_BADGES[Triage.WATCH],
            **_of_metric(context, metric, segment),
        )


def _variations(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The series that had changed and have not now, or the other way round."""
    for change in changes.variations:
        if change.by_method:
            continue
        segment = context.segment(change.series.segment)
        yield ChangeItem(
            part=Part.REALLY,
            headline=with_segment(phrases.REALLY_CHANGED, segment),
            sentence=phrases.variation_sentences(change, changes.previous.version),
            badge=CHANGE_BADGES[change.after],
            **_of_metric(context, change.series.metric, segment),
        )


def _metrics(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The metrics that came and went; one that is no longer there has no page."""
    for metric in changes.metrics_gone:
        yield ChangeItem(
            part=Part.METRICS,
            title=shortened(metric.name),
            headline=phrases.ABOUT_METRIC,
            sentence=_joined(phrases.METRIC_GONE, phrases.owned(metric.owner)),
        )
    for metric in changes.metrics_added:
        yield ChangeItem(
            part=Part.METRICS,
            headline=phrases.ABOUT_METRIC,
            sentence=_joined(phrases.METRIC_ADDED, phrases.owned(metric.owner)),
            **_of_metric(context, metric),
        )


def _cell(context: SiteContext, change: CellChange) -> ChangeItem:
    """A cell of a table that holds something else."""
    dataset, key = context.report.dataset, change.key
    match change.table:
        case "goals":
            about = _of_goal(context, dataset.by_id(Goal)[key])
        case "metrics":
            about = _of_metric(context, dataset.by_id(Metric)[key])
        case "objectives":
            name = shortened(dataset.by_id(Objective)[key].name)
            about = {"title": name, "target": OBJECTIVES, "anchor": key}
        case _:
            name = shortened(context.department(key).name)
            about = {"title": name, "target": page_of("department", key), "department": key}
    names = {}
    if change.column in _NAMED:
        names = {key: row.name for key, row in dataset.by_id(_NAMED[change.column]).items()}
    return ChangeItem(
        part=Part.MEANING,
        headline=phrases.cell_label(change),
        sentence=_joined(phrases.cell_sentence(change, names), phrases.committed(change.commit)),
        **about,
    )


def _of_goal(context: SiteContext, goal: Goal) -> dict[str, Any]:
    """The title and the pages of an item about a goal; one that is gone has no page."""
    assessment = context.report.assessments.get(goal.goal)
    if assessment is not None:
        title = context.title(assessment.goal_status)
    else:
        metric = context.previous_metric(goal.metric)
        name = shortened(metric.name)
        title = goal_title(goal, metric, context.formats, goal.segment or "", name)
    departments = context.report.dataset.by_id(Department)
    return {
        "title": title,
        "target": page_of("goal", goal.goal) if assessment is not None else "",
        "goal": goal.goal,
        "department": goal.department if goal.department in departments else "",
    }


def _of_metric(context: SiteContext, metric: Metric, segment: str = "") -> dict[str, Any]:
    """The title and the pages of an item about a metric or a segment; one gone has no page."""
    there = metric.metric in context.report.dataset.by_id(Metric)
    departments = context.report.dataset.by_id(Department)
    return {
        "title": with_segment(shortened(metric.name), segment),
        "target": page_of("metric", metric.metric) if there else "",
        "metric": metric.metric,
        "department": metric.department if metric.department in departments else "",
    }


def _joined(*sentences: str) -> str:
    """Sentences in a row without the empty ones."""
    return " ".join(filter(None, sentences))
