"""Goals in lists, cards and cells: in one reading order, with the four answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from generator.measure.assessment import (
    GoalAssessment,
    newest_meets,
)
from generator.measure.commentary import about_goal
from generator.measure.outlook import Likelihood
from generator.measure.triage import UrgencyKey, urgency_key
from generator.model.tables import Commentary
from generator.model.vocabulary import Change, Triage
from generator.pages.commentary import quote_of
from generator.pages.context import SiteContext
from generator.pages.links import page_of
from generator.pages.tables import BLANK_CELL, Cell, Item, TableColumn
from generator.pages.view_models import Card
from generator.sentences import headings
from generator.sentences.assessment import ASSURANCE_BADGES, CHANGE_BADGES, marks
from generator.sentences.commentary import missing_explanation
from generator.sentences.numbers import day
from generator.sentences.outlook import outlook_answer
from generator.sentences.words import LIKELIHOOD_BADGES, TRIAGE_BADGES

_ANSWERS = ("On pace?", headings.CHANGING, headings.TODAYS_WAY, headings.ON_TIME)


def goal_cards(
    context: SiteContext, assessments: Iterable[GoalAssessment], origin: str
) -> list[Card]:
    """Goals as cards, in reading order."""
    return [goal_card(context, one, origin) for one in in_reading_order(context, assessments)]


def in_reading_order(
    context: SiteContext, assessments: Iterable[GoalAssessment]
) -> list[GoalAssessment]:
    """Goals sorted: the open ones first, by what they need of a reader.

    What needs a decision or watching stands in the order that it has on Home, all else by due
    date and id.
    """
    promise = context.report.settings.promise_goal

    def key(assessment: GoalAssessment) -> tuple[bool, int, UrgencyKey | tuple[dt.date, str]]:
        goal, triage = assessment.goal, assessment.triage
        urgent = triage in (Triage.NEEDS_DECISION, Triage.WATCH)
        return (
            context.is_closed(goal.goal),
            list(Triage).index(triage),
            urgency_key(assessment, promise) if urgent else (goal.due or dt.date.max, goal.goal),
        )

    return sorted(assessments, key=key)


def goal_card(context: SiteContext, assessment: GoalAssessment, origin: str) -> Card:
    """A goal as a card."""
    goal_status, goal = assessment.goal_status, assessment.goal
    badge, closed = context.badge(goal_status), context.is_closed(goal.goal)
    comment = context.report.commentary.explanation(about_goal(goal.goal))
    missing = ""
    if context.report.dataset.has(Commentary) and not closed:
        missing = missing_explanation(assessment, comment)
    return Card(
        title=context.title(goal_status),
        full_title=context.full_title(goal_status),
        href=context.links(origin).to(page_of("goal", goal.goal)),
        status=badge.word,
        status_detail=badge.detail,
        tone=badge.tone,
        triage_tone=TRIAGE_BADGES[assessment.triage].tone,
        sentence=context.brief(assessment),
        owner=goal.owner or headings.NO_OWNER,
        due=f"due {day(goal.due)}" if goal.due else None,
        department=context.department_link(goal.department, origin),
        next_step=f"Next: {goal.next_step}" if goal.next_step else None,
        marks=() if closed else marks(assessment, context.formats),
        missing_explanation=missing or None,
        quote=quote_of(comment) if comment and not missing and not closed else None,
    )


def status_cell(context: SiteContext, assessment: GoalAssessment) -> Cell:
    """A goal's status as a cell, sorted by what needs attention first."""
    badge = context.badge(assessment.goal_status)
    order = list(Triage).index(assessment.triage)
    if context.is_closed(assessment.goal.goal):
        order = len(Triage)
    return Cell(badge.word, tone=badge.tone, note=badge.detail or None, sort=str(order))


def change_cell(change: Change) -> Cell:
    """Whether something is changing, as a cell."""
    badge = CHANGE_BADGES[change]
    return Cell(badge.word, badge=badge, sort=str(list(CHANGE_BADGES).index(change)))


def answer_columns(cells: Callable[[Item], Sequence[Cell]]) -> list[TableColumn[Item]]:
    """The four answers as columns; `cells` gives those of an item in their order."""

    def column(place: int, label: str) -> TableColumn[Item]:
        return TableColumn(label, lambda item: cells(item)[place], kind="status")

    return [column(place, label) for place, label in enumerate(_ANSWERS)]


def answer_cells(context: SiteContext, assessment: GoalAssessment) -> tuple[Cell, ...]:
    """The four answers about a goal; of a closed goal, and of old figures, only the status."""
    status = status_cell(context, assessment)
    if context.is_closed(assessment.goal.goal) or assessment.goal_status.fresh.stale:
        return status, BLANK_CELL, BLANK_CELL, BLANK_CELL
    outlook, able = assessment.outlook, ASSURANCE_BADGES[assessment.assurance]
    chance = outlook.stated_chance
    changed = change_cell(assessment.change)
    if assessment.goal_status.frozen:  # scored at its due date: nobody asks the other two any more
        return status, changed, BLANK_CELL, Cell("past due", sort="2")
    asked = Cell(
        able.word, badge=able, sort=str(list(ASSURANCE_BADGES).index(assessment.assurance))
    )
    if newest_meets(assessment.goal_status, context.series(assessment.goal_status)):
        asked = BLANK_CELL
    return (
        status,
        changed,
        asked,
        Cell(
            outlook_answer(outlook, context.formats).lower(),
            badge=LIKELIHOOD_BADGES[outlook.likelihood],
            sort=_by_word(outlook.likelihood) if chance is None else f"{chance:.3f}",
        ),
    )


def _by_word(likelihood: Likelihood | None) -> str:
    """The place of an outlook without a stated chance among those that have one."""
    places = {Likelihood.UNLIKELY: "0.1", Likelihood.OPEN: "0.5", Likelihood.LIKELY: "0.9"}
    return places[likelihood] if likelihood is not None else "2"
