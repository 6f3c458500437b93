"""Ownership: what is due on which day, what each role answers for, and what nobody owns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.measure.alignment.gaps import GapKind
from generator.measure.ownership import Responsibilities, Unexplained, Update, due_dates
from generator.model.schema import Row
from generator.model.tables import Handoff, Initiative, Objective
from generator.pages import links as address
from generator.pages.calendar import last_day, weeks
from generator.pages.context import SiteContext
from generator.pages.dots import goal_dots
from generator.pages.findings import gap_groups
from generator.pages.page import Page
from generator.pages.subjects import row_link
from generator.pages.view_models import LinkGroups, TextLink, View
from generator.sentences.numbers import counted
from generator.sentences.ownership import (
    UNOWNED,
    due_counted,
    due_files,
    file_due,
    next_due,
    ownership_sentence,
    unexplained_question,
    unexplained_starts,
)
from generator.sentences.words import full_name, short_name

_UNOWNED = (
    GapKind.TOUCHPOINT_WITHOUT_OWNER,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)
#: From so many roles on their rows can be searched.
_SEARCHED_FROM = 60


def ownership_pages(context: SiteContext) -> Iterator[Page]:
    """The page of ownership, if any role answers for anything."""
    if context.responsibilities:
        yield _page(context, context.responsibilities)


def _page(context: SiteContext, roles: Sequence[Responsibilities]) -> Page:
    """What is due until the end of next month, the roles as rows, and what nobody owns."""
    today = context.report.dataset.as_of.day
    dates = due_dates(roles, today)
    return context.section(
        address.OWNERSHIP,
        sentence=ownership_sentence(dates, today, last_day(today)),
        weeks=weeks(context, dates, address.OWNERSHIP),
        rows=[_row(context, role) for role in roles],
        searched=len(roles) >= _SEARCHED_FROM,
        folds=[*_unexplained(context, roles), *_unowned(context), *_files(context, roles)],
    )


def _row(context: SiteContext, role: Responsibilities) -> View:
    """A role with its goals as dots, how much else it answers for, and what is due next."""
    today = context.report.dataset.as_of.day
    dates = due_dates([role], today)
    links = context.links(address.OWNERSHIP)
    return {
        "link": context.owner(role.owner, address.OWNERSHIP),
        "full": full_name(role.owner),
        "holder": role.person.holder if role.person else None,
        "dots": goal_dots(context, role.goals, address.OWNERSHIP),
        "leads": [
            TextLink(text=short_name(one), href=links.to(address.page_of("department", key)))
            for one in role.departments
            for key in (one.department,)
        ],
        "counts": [len(owned) or "" for owned in (role.metrics, role.handoffs, role.initiatives)],
        "next": next_due(dates, today),
        "what": due_counted([one for date, one in dates if date == dates[0][0]]),
        "late": bool(dates) and dates[0][0] < today,
    }


def _unexplained(context: SiteContext, roles: Iterable[Responsibilities]) -> LinkGroups:
    """The question about levels that moved without a known cause, with the metrics."""
    moved = [one for role in roles for one in role.unexplained]
    if not moved:
        return []
    return [(unexplained_question(len(moved)), moved_links(context, moved, address.OWNERSHIP))]


def moved_links(context: SiteContext, moved: Iterable[Unexplained], origin: str) -> list[TextLink]:
    """Metrics that moved without a known cause, with the periods in question."""
    return [
        TextLink(
            text=unexplained_starts(one, context.report, context.formats),
            href=row_link(context, one.metric, origin).href,
        )
        for one in moved
    ]


def file_links(context: SiteContext, updates: Iterable[Update]) -> list[TextLink]:
    """The files in which figures are due, each once, as links to where it is handed in."""
    ordered = sorted(updates, key=lambda one: (one.due, one.file))
    files = dict.fromkeys((file_due(one), context.update_link(one.file)) for one in ordered)
    return [TextLink(text=text, href=href) for text, href in files]


def _files(context: SiteContext, roles: Iterable[Responsibilities]) -> LinkGroups:
    updates = [one for role in roles for one in role.updates]
    count = len({one.file for one in updates})
    return [(due_files(count), file_links(context, updates))] if updates else []


def _unowned(context: SiteContext) -> LinkGroups:
    """What no role or department answers for."""
    dataset = context.report.dataset
    gaps = [gap for kind in _UNOWNED for gap in context.alignment.of_kind(kind)]
    unowned: Mapping[type[Row], list[Row]] = {
        Objective: [row for row in dataset.rows(Objective) if row.sponsor is None],
        Initiative: [row for row in dataset.rows(Initiative) if row.owner is None],
        Handoff: [row for row in dataset.rows(Handoff) if row.owner is None],
    }
    return [
        *gap_groups(context, gaps, address.OWNERSHIP),
        *(
            (
                counted(len(rows), *UNOWNED[kind]),
                [row_link(context, row, address.OWNERSHIP) for row in rows],
            )
            for kind, rows in unowned.items()
            if rows
        ),
    ]
