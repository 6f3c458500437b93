"""A calendar strip: the weeks until the end of next month with what is due on their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generator.measure.assessment import GoalAssessment
from generator.measure.ownership import Due, Update
from generator.measure.report import group_by
from generator.model.periods import add_months
from generator.model.tables import Commentary, Initiative
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.subjects import row_link, subject_link
from generator.pages.view_models import TextLink, View
from generator.sentences.headings import LATE
from generator.sentences.numbers import day_and_month
from generator.sentences.ownership import due_counted, due_item

_WEEK = 7
#: More of one kind on a day are counted, and the page has all of them.
_MOST_NAMED = 3
_ALL: dict[type[Due], str] = {
    Commentary: address.DECISIONS,
    Initiative: address.INITIATIVES,
    GoalAssessment: address.GOALS,
    Update: address.DATA,
}


def last_day(today: dt.date) -> dt.date:
    """The end of next month."""
    return add_months(today.replace(day=1), 2) - dt.timedelta(days=1)


def weeks(context: SiteContext, dates: Sequence[tuple[dt.date, Due]], origin: str) -> list[View]:
    """The weeks until the end of next month, each with its days and what is due; none without any.

    Of the days, by their place in the week, those are told that are `out` (before today or after
    the end), and that have a decision (`decide`) or `some` thing else. What is late is due today.
    """
    today = context.report.dataset.as_of.day
    until = last_day(today)
    due = group_by((pair for pair in dates if pair[0] <= until), lambda pair: max(pair[0], today))
    monday = today - dt.timedelta(days=today.weekday())
    views: list[View] = []
    while monday <= until and due:
        days = [monday + dt.timedelta(days=number) for number in range(_WEEK)]
        views.append(
            {
                "days": [
                    (place, look)
                    for place, day in enumerate(days)
                    if (look := _look(due.get(day, ())) if today <= day <= until else "out")
                ],
                "entries": [
                    entry for day in days for entry in _entries(context, due.get(day, ()), origin)
                ],
            }
        )
        monday += dt.timedelta(days=_WEEK)
    return views


def _look(pairs: Sequence[tuple[dt.date, Due]]) -> str:
    if any(isinstance(one, Commentary) for _, one in pairs):
        return "decide"
    return "some" if pairs else ""


def _entries(
    context: SiteContext, pairs: Sequence[tuple[dt.date, Due]], origin: str
) -> Iterator[View]:
    """What is due on a day; what is late stands before it."""
    today = context.report.dataset.as_of.day
    for late, group in group_by(pairs, lambda pair: pair[0] < today).items():
        items = list(_items(context, [one for _, one in group], origin))
        yield {"day": LATE if late else day_and_month(group[0][0]), "late": late, "entries": items}


def _items(context: SiteContext, due: Sequence[Due], origin: str) -> Iterator[TextLink]:
    """What is due, decisions first; figures are counted together."""
    links = context.links(origin)
    for kind, page in _ALL.items():
        alike = [one for one in due if isinstance(one, kind)]
        figures = [one for one in alike if isinstance(one, Update)]
        several = len(figures) > 1 or any(len(one.metrics) > 1 for one in figures)
        if several or len(alike) > _MOST_NAMED:
            yield TextLink(text=due_counted(alike), href=links.to(page))
        else:
            for one in alike:
                yield TextLink(text=due_item(one), href=_place(context, one, origin))


def _place(context: SiteContext, due: Due, origin: str) -> str | None:
    match due:
        case Commentary():
            return subject_link(context, due.about, origin).href
        case GoalAssessment():
            return row_link(context, due.goal, origin).href
        case Update():
            return row_link(context, due.metrics[0], origin).href
        case Initiative():
            return row_link(context, due, origin).href
