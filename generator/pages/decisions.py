"""Decisions: those asked for as rows by date, and those taken with what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.measure.decisions import Concern, concern_of, since_decision
from generator.measure.triage import without_request
from generator.model.tables import Commentary, Initiative
from generator.pages import links as address
from generator.pages.commentary import asked_decisions, taken_decisions
from generator.pages.context import SiteContext
from generator.pages.dots import goal_dot
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Page
from generator.pages.rows import (
    ListRow,
    goal_row,
    goal_spark,
    metric_row,
    owner_link,
    row_table,
    series_spark,
)
from generator.pages.subjects import subject_link
from generator.pages.view_models import TextLink
from generator.sentences import headings
from generator.sentences.commentary import (
    decision_cost,
    decisions_sentence,
    first_sentence,
    if_not,
    outcome,
    overdue,
    unasked_goals,
)
from generator.sentences.initiatives import NO_GOAL, evidence_sign
from generator.sentences.numbers import day, short_day
from generator.sentences.ownership import near_day
from generator.sentences.rows import ASKED_HEADS, NOTHING, TAKEN_HEADS
from generator.sentences.words import LONGEST_IN_LIST, shortened


def decisions_pages(context: SiteContext) -> Iterator[Page]:
    """The page of the decisions asked for, the one needed first first, and those taken, if any.

    Of those taken the newest comes first.
    """
    report, origin = context.report, address.DECISIONS
    asked, taken = report.commentary.open_requests, report.commentary.decisions
    unasked = without_request(
        report.open_assessments, report.commentary, report.dataset.rows(Initiative)
    )
    if not asked and not taken:
        return
    yield context.section(
        origin,
        sentence=decisions_sentence(asked, report.dataset.as_of.day),
        asked=row_table(
            headings.DECISIONS_ASKED,
            asked_rows(context, asked, origin),
            name="Decision",
            heads=ASKED_HEADS,
        ),
        taken=row_table(
            headings.DECISIONS_TAKEN,
            [_taken_row(context, one, origin) for one, _ in taken],
            name="Decision",
            heads=TAKEN_HEADS,
        ),
        asked_in_full=asked_decisions(context, origin),
        taken_in_full=taken_decisions(context, origin),
        unasked=unasked_goals(len(unasked)),
        unasked_rows=row_table(
            headings.NEED_A_DECISION,
            [goal_row(context, one, origin) for one in in_reading_order(context, unasked)],
        ),
    )


def asked_rows(context: SiteContext, requests: Iterable[Commentary], origin: str) -> list[ListRow]:
    """Decisions that are asked for as rows of the goals that they are about."""
    return [_asked_row(context, one, origin) for one in requests]


def _asked_row(context: SiteContext, asked: Commentary, origin: str) -> ListRow:
    dataset, formats = context.report.dataset, context.formats
    concern = concern_of(context.report, asked.about)
    about = subject_link(context, asked.about, origin)
    late = overdue(asked, dataset.as_of.day)
    needed = f"needed by {day(asked.due)}" if asked.due else ""
    one = concern.assessment if concern else None
    row = _row(context, concern, origin)
    return replace(
        row,
        name=TextLink(text=_opening(asked), href=about.href),
        full=about.text,
        note=goal_dot(context, one, origin).short if one else row.name.text,
        due=near_day(asked.due, dataset.as_of.day) if asked.due else NOTHING,
        due_words=f"{needed}, {late}" if late else needed,
        late=bool(late),
        owner=owner_link(context, asked.decides, origin),
        cost=decision_cost(asked, dataset, formats),
        outcome=(if_not(one, formats) if one else "") or NOTHING,
    )


def _taken_row(context: SiteContext, taken: Commentary, origin: str) -> ListRow:
    report, concern = context.report, concern_of(context.report, taken.about)
    about = subject_link(context, taken.about, origin)
    row = _row(context, concern, origin)
    if concern is not None:
        since = since_decision(report, concern, taken.date)
        one, series = concern.assessment, concern.series
        row = replace(
            row,
            sign=evidence_sign(since),
            spark=goal_spark(context, one, taken.date)
            if one
            else series_spark(context, series, mark=taken.date),
            outcome=outcome(since, series, context.formats),
        )
    return replace(
        row,
        name=about,
        full=None,
        note=_opening(taken),
        due=short_day(taken.date),
        due_words=day(taken.date),
        owner=owner_link(context, taken.by, origin),
        outcome=row.outcome or NOTHING,
    )


def _opening(decision: Commentary) -> str:
    return shortened(first_sentence(decision.text)[0], LONGEST_IN_LIST)


def _row(context: SiteContext, concern: Concern | None, origin: str) -> ListRow:
    """The row of what a decision is about, without what is only said of goals."""
    if concern is None:
        return ListRow(sign=NO_GOAL, name=TextLink(text=""))
    if concern.assessment is None:
        return replace(metric_row(context, concern.metric, origin), order={})
    row = goal_row(context, concern.assessment, origin)
    return replace(row, way=None, chance=None, chance_text="", chance_words="", order={})
