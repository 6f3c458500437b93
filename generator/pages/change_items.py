"""Change items: each change since the previous edition in words, with the pages it belongs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.measure.changes.change_kinds import CellChange, Changes, CommitmentChange
from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.vocabulary import Triage
from generator.pages.context import SiteContext
from generator.pages.links import OBJECTIVES, department_page, goal_page, metric_page
from generator.pages.view_models import ChangeItem
from generator.sentences import changes as phrases
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.goals import goal_title
from generator.sentences.headings import WHERE_IT_STANDS, Part
from generator.sentences.words import (
    STATUS_WORDS,
    TRIAGE_BADGES,
    Badge,
    capitalised,
    shortened,
    with_segment,
)


def change_items(context: SiteContext) -> list[ChangeItem]:
    """Every change as an item, in the order of the parts; none without a previous edition."""
    changes = context.changes
    if changes is None:
        return []
    return [
        *_commitments(context, changes),
        *_statuses(context, changes),
        *_goals(context, changes),
        *_figures(context, changes),
        *(_cell(context, change) for change in changes.cells),
        *_variations(context, changes),
        *_metrics(changes),
        *(
            ChangeItem(
                part=Part.METHOD,
                title=phrases.ABOUT_SETTING,
                headline=phrases.ABOUT_SETTING,
                sentence=phrases.method_sentence(change),
            )
            for change in changes.methods
        ),
    ]


def _commitments(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.commitment_changes:
        headline = phrases.commitment_headline(change)
        yield _about_goal(
            context,
            change.goal,
            part=Part.MOVED,
            headline=capitalised(headline),
            news=headline,
            sentence=_joined(
                phrases.commitment_sentences(change, context.formats),
                phrases.owned(change.goal.owner),
                phrases.committed(change.commit),
            ),
            badge=_badge(change),
            grave=change.grave,
        )


def _badge(change: CommitmentChange) -> Badge:
    if change.grave:
        return TRIAGE_BADGES[Triage.NEEDS_DECISION]
    return TRIAGE_BADGES[Triage.WATCH if change.easier else Triage.CANNOT_SAY]


def _statuses(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.statuses:
        series = context.series(change.after.goal_status)
        sentence = phrases.status_sentences(
            change, changes.previous.version, series, context.formats
        )
        yield _about_goal(
            context,
            change.goal,
            part=Part.STANDS,
            headline=WHERE_IT_STANDS,
            news=STATUS_WORDS[change.after.status],
            sentence=_joined(sentence, phrases.owned(change.goal.owner)),
            badge=TRIAGE_BADGES[change.after.triage],
        )


def _goals(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for goals, (sentence, news) in (
        (changes.gone, phrases.GOAL_GONE),
        (changes.dropped, phrases.GOAL_DROPPED),
        (changes.replaced, phrases.GOAL_REPLACED),
        (changes.added, phrases.GOAL_ADDED),
    ):
        for goal in goals:
            yield _about_goal(
                context,
                goal,
                part=Part.GOALS,
                headline=phrases.ABOUT_GOAL,
                sentence=_joined(sentence, phrases.owned(goal.owner)),
                news=news,
            )


def _about_goal(  # noqa: PLR0913 -- what an item says
    context: SiteContext,
    goal: Goal,
    *,
    part: Part,
    headline: str,
    sentence: str,
    news: str = "",
    badge: Badge | None = None,
    grave: bool = False,
) -> ChangeItem:
    """An item about a goal; one that the tables no longer hold has no page."""
    assessment = context.report.assessments.get(goal.goal)
    if assessment is not None:
        title = context.title(assessment.goal_status)
    else:
        metric = context.previous_metric(goal.metric)
        name = shortened(metric.name)
        title = goal_title(goal, metric, context.formats, goal.segment or "", name)
    departments = context.report.dataset.by_id(Department)
    return ChangeItem(
        part=part,
        title=title,
        headline=headline,
        sentence=sentence,
        news=news,
        badge=badge,
        target=goal_page(goal.goal) if assessment is not None else "",
        goal=goal.goal,
        department=goal.department if goal.department in departments else "",
        grave=grave,
    )


def _figures(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The figures of the past that are others now, or no longer there."""
    for change in changes.figures:
        for periods, headline, phrase in (
            (change.restated, phrases.RESTATED, phrases.restated_sentence),
            (change.withdrawn, phrases.WITHDRAWN, phrases.withdrawn_sentence),
        ):
            if periods:
                sentence = phrase(change, context.formats)
                yield _about_metric(
                    change.metric,
                    context.segment(change.segment),
                    part=Part.PAST,
                    headline=headline,
                    sentence=_joined(sentence, phrases.owned(change.metric.owner)),
                    badge=TRIAGE_BADGES[Triage.WATCH],
                )


def _variations(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The series that had really changed and have not now, or the other way round."""
    for change in changes.variations:
        yield _about_metric(
            change.metric,
            context.segment(change.segment),
            part=Part.REALLY,
            headline=phrases.REALLY_CHANGED,
            sentence=phrases.variation_sentences(change, changes.previous.version),
            badge=CHANGE_BADGES[change.after],
        )


def _metrics(changes: Changes) -> Iterator[ChangeItem]:
    """The metrics that came and went."""
    for metrics, sentence, is_there in (
        (changes.metrics_gone, phrases.METRIC_GONE, False),
        (changes.metrics_added, phrases.METRIC_ADDED, True),
    ):
        for metric in metrics:
            yield _about_metric(
                metric,
                part=Part.METRICS,
                headline=phrases.ABOUT_METRIC,
                sentence=_joined(sentence, phrases.owned(metric.owner)),
                is_there=is_there,
            )


def _about_metric(
    metric: Metric,
    segment: str = "",
    *,
    part: Part,
    headline: str,
    sentence: str,
    badge: Badge | None = None,
    is_there: bool = True,
) -> ChangeItem:
    """An item about a metric or a segment of it; one that is no longer there has no page."""
    return ChangeItem(
        part=part,
        title=with_segment(shortened(metric.name), segment),
        headline=with_segment(headline, segment),
        sentence=sentence,
        badge=badge,
        target=metric_page(metric.metric) if is_there else "",
        metric=metric.metric,
        department=metric.department if is_there else "",
    )


def _cell(context: SiteContext, change: CellChange) -> ChangeItem:
    """A cell of a table that holds something else."""
    dataset, headline = context.report.dataset, phrases.cell_label(change)
    sentence = _cell_sentence(context, change)
    if change.table == "goals":
        goal = dataset.by_id(Goal)[change.key]
        return _about_goal(context, goal, part=Part.MEANING, headline=headline, sentence=sentence)
    if change.table == "metrics":
        metric = dataset.by_id(Metric)[change.key]
        return _about_metric(metric, part=Part.MEANING, headline=headline, sentence=sentence)
    if change.table == "objectives":
        name, target = dataset.by_id(Objective)[change.key].name, OBJECTIVES
    else:
        name, target = dataset.by_id(Department)[change.key].name, department_page(change.key)
    is_objective = change.table == "objectives"
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(name),
        headline=headline,
        sentence=sentence,
        target=target,
        anchor=change.key if is_objective else "",
        department="" if is_objective else change.key,
    )


def _cell_sentence(context: SiteContext, change: CellChange) -> str:
    """Both values of a cell, with the names that readers know."""
    dataset = context.report.dataset
    names: Mapping[str, str] = {}
    if change.column in ("metric", "guardrails", "outcome_metric"):
        names = {key: metric.name for key, metric in dataset.by_id(Metric).items()}
    elif change.column in ("department", "customers"):
        names = {key: department.name for key, department in dataset.by_id(Department).items()}
    elif change.column == "objective":
        names = {key: objective.name for key, objective in dataset.by_id(Objective).items()}
    sentence = phrases.cell_sentence(change, names)
    return _joined(sentence, phrases.committed(change.commit))


def _joined(*sentences: str) -> str:
    """Sentences in a row without the empty ones."""
    return " ".join(filter(None, sentences))
