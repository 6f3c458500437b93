"""Goals that changed: moved, standing elsewhere, added, dropped or replaced."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.changes.change_kinds import Changes, CommitmentChange
from generator.model.tables import Department, Goal
from generator.model.vocabulary import Triage
from generator.pages.changes.change_items import ChangeItem, joined, owned
from generator.pages.context import SiteContext
from generator.pages.links import goal_page
from generator.sentences import headings
from generator.sentences.changes import commitment_changes, status_changes
from generator.sentences.goals import goal_title
from generator.sentences.headings import Part
from generator.sentences.words import TRIAGE_BADGES, Badge, capitalised, shortened


def goal_items(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The items about goals as such, their definitions left out."""
    yield from _moves(context, changes)
    yield from _standings(context, changes)
    yield from _goals(context, changes)


def _moves(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for move in changes.commitment_changes:
        headline = commitment_changes.moved_headline(move)
        yield about_goal(
            context,
            move.goal,
            part=Part.MOVED,
            headline=capitalised(headline),
            news=headline,
            sentence=joined(
                commitment_changes.move_sentences(move, context.formats),
                owned(move.goal.owner),
                commitment_changes.committed(move.commit),
            ),
            sign=_sign(move),
            grave=move.grave,
        )


def _sign(move: CommitmentChange) -> Badge:
    if move.grave:
        return TRIAGE_BADGES[Triage.NEEDS_DECISION]
    return TRIAGE_BADGES[Triage.WATCH if move.easier else Triage.CANNOT_SAY]


def _standings(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.statuses:
        sentence = status_changes.status_sentences(
            change,
            changes.previous.version,
            context.series(change.after.goal_status),
            context.formats,
        )
        yield about_goal(
            context,
            change.goal,
            part=Part.STANDS,
            headline=headings.WHERE_IT_STANDS,
            news=str(change.after.status),
            sentence=joined(sentence, owned(change.goal.owner)),
            sign=TRIAGE_BADGES[change.after.triage],
        )


def _goals(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    for goals, said, news in (
        (changes.gone, headings.GOAL_GONE, headings.GOAL_GONE_NEWS),
        (changes.dropped, headings.GOAL_DROPPED, "dropped"),
        (changes.replaced, headings.GOAL_REPLACED, "replaced"),
        (changes.added, headings.IS_NEW, "new"),
    ):
        for goal in goals:
            sentence = joined(said, owned(goal.owner))
            yield about_goal(
                context, goal, part=Part.GOALS, headline="The goal", sentence=sentence, news=news
            )


def about_goal(  # noqa: PLR0913 -- what an item says
    context: SiteContext,
    goal: Goal,
    *,
    part: Part,
    headline: str,
    sentence: str,
    news: str = "",
    sign: Badge | None = None,
    grave: bool = False,
) -> ChangeItem:
    """An item about a goal; one that the tables no longer hold has no page."""
    goal_status = context.report.goal_statuses.get(goal.goal)
    if goal_status is not None:
        title = context.title(goal_status)
    else:
        metric = context.previous_metric(goal.metric)
        title = goal_title(
            goal, metric, context.formats, goal.segment or "", shortened(metric.name)
        )
    departments = context.report.dataset.by_id(Department)
    return ChangeItem(
        part=part,
        title=title,
        headline=headline,
        sentence=sentence,
        news=news,
        sign=sign,
        target=goal_page(goal.goal) if goal_status is not None else "",
        goal=goal.goal,
        department=goal.department if goal.department in departments else "",
        grave=grave,
    )
