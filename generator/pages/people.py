"""People: a page for each role with its goals, what is due of it, its decisions and handoffs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from generator.check.typed_columns import slug
from generator.measure.alignment.handoffs import HandoffReview
from generator.measure.commentary import about_goal
from generator.measure.ownership import Responsibilities, due_dates
from generator.model.tables import RESERVED_IDS, Commentary, Metric
from generator.pages import links as address
from generator.pages.calendar import weeks
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_rows
from generator.pages.goal_list import in_reading_order
from generator.pages.handoffs import handoff_view
from generator.pages.ownership import file_links, moved_links
from generator.pages.page import Page
from generator.pages.rows import ListRow, goal_row, metric_row, row_table
from generator.pages.subjects import initiative_list, row_link
from generator.pages.view_models import TextLink
from generator.sentences import headings
from generator.sentences.commentary import missing_explanation
from generator.sentences.handoffs import FIGURE_HEADS
from generator.sentences.numbers import day
from generator.sentences.ownership import (
    near_day,
    person_sentence,
    unexplained_question,
)
from generator.sentences.rows import ASKED_HEADS
from generator.sentences.words import full_name, shortened

#: A longer key would not be a name of a file everywhere.
_LONGEST_KEY = 60


def person_keys(roles: Iterable[Responsibilities]) -> Mapping[str, str]:
    """The key of the page of each role, by its title.

    It is the id of a listed role, else the title as an id. Titles that make the same id, or none
    that can be one, have the beginning of their SHA-256 behind it.
    """
    roles = tuple(roles)
    keys = {one.owner: one.person.person if one.person else slug(one.owner) for one in roles}
    times = Counter(key.casefold() for key in keys.values())
    listed = {one.owner for one in roles if one.person}
    return {
        owner: key
        if owner in listed
        or (key and len(key) <= _LONGEST_KEY and times[key] == 1 and key not in RESERVED_IDS)
        else f"{key[:_LONGEST_KEY]}-{sha256(owner.encode()).hexdigest()[:8]}".lstrip("-")
        for owner, key in keys.items()
    }


def person_pages(context: SiteContext) -> Iterator[Page]:
    """A page for each role that answers for something."""
    for role in context.responsibilities:
        yield _person_page(context, role)


def _person_page(context: SiteContext, role: Responsibilities) -> Page:
    today = context.report.dataset.as_of.day
    origin, dates = address.person_page(context.people[role.owner]), due_dates([role], today)
    goals = in_reading_order(context, role.goals)
    requests = dict.fromkeys((*role.asked, *role.decides))
    given, received = _handoffs(context, role)
    return context.page(
        origin,
        "person.md",
        shortened(role.owner),
        sentence=person_sentence(role.goals, dates, today),
        full=full_name(role.owner),
        facts=[
            TextLink(text=role.person.holder, owner=True)
            if role.person and role.person.holder
            else None,
            TextLink(text=role.person.email, href=f"mailto:{role.person.email}")
            if role.person and role.person.email
            else None,
        ],
        leads=[row_link(context, one, origin) for one in role.departments],
        sponsors=[row_link(context, one, origin) for one in role.objectives],
        weeks=weeks(context, dates, origin),
        goals=row_table(
            "Goals", [goal_row(context, one, origin) for one in goals], leave_out=("owner",)
        ),
        silent=_silent(context, role, origin),
        figures=row_table(
            headings.NEWEST_VALUES,
            list(_figures(context, role, origin)),
            leave_out=("owner",),
            name="Figure",
        ),
        decisions=row_table(
            headings.DECISIONS_ASKED,
            asked_rows(context, requests, origin),
            name="Decision",
            heads=ASKED_HEADS,
        ),
        heads=FIGURE_HEADS,
        given=[handoff_view(context, one, origin) for one in given],
        received=[handoff_view(context, one, origin) for one in received],
        question=unexplained_question(len(role.unexplained)),
        moved=moved_links(context, role.unexplained, origin),
        initiatives=list(initiative_list(context, role.initiatives, origin)),
        files=file_links(context, role.updates),
    )


def _figures(context: SiteContext, role: Responsibilities, origin: str) -> Iterator[ListRow]:
    """The metrics whose figures a role owes by the day, then the others that it keeps right."""
    owed: dict[str, Metric] = {}
    for update in role.updates:
        for metric in update.metrics:
            owed[metric.metric] = metric
            late = metric in update.late
            yield replace(
                metric_row(context, metric, origin),
                due="late" if late else near_day(update.due, context.report.dataset.as_of.day),
                due_words=f"{'late since' if late else 'due'} {day(update.due)}",
                late=late,
            )
    for metric in role.metrics:
        if metric.metric not in owed:
            yield metric_row(context, metric, origin)


def _silent(context: SiteContext, role: Responsibilities, origin: str) -> list[TextLink]:
    """The goals in trouble of which the owner has said nothing since the newest figure."""
    report = context.report
    return [
        row_link(context, one.goal, origin)
        for one in role.goals
        if report.dataset.has(Commentary)
        and missing_explanation(one, report.commentary.explanation(about_goal(one.goal.goal)))
    ]


def _handoffs(
    context: SiteContext, role: Responsibilities
) -> tuple[list[HandoffReview], list[HandoffReview]]:
    """What a role or its departments hand on, and what its departments receive."""
    led, own = {one.department for one in role.departments}, role.handoffs
    reviews = context.alignment.handoffs
    given = [one for one in reviews if one.handoff.provider in led or one.handoff in own]
    received = [one for one in reviews if one.handoff.receiver in led and one not in given]
    return given, received
