"""The Changes page, and what other pages show of the changes since the previous edition.

Without a previous edition, or if nothing of their page changed, the functions return nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from generator.measure.changes.change_kinds import ChangeDirection, Changes, CommitmentChange
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.links import Links
from generator.pages.page import Page
from generator.pages.pile_slopes import pile_slopes
from generator.pages.rows import Way, goal_row, row_table
from generator.pages.templating import component
from generator.pages.view_models import ChangeItem, FindingView
from generator.sentences import headings
from generator.sentences.changes import (
    added_sentence,
    commitment_sentences,
    counts_of_changes,
    since_heading,
    since_line,
    was_in_pile,
)
from generator.sentences.headings import Counted
from generator.sentences.method_changes import method_line
from generator.sentences.words import capitalised


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPart:
    """What changed, on the page of another thing; `href` leads to the Changes page."""

    heading: str
    items: tuple[FindingView, ...]
    href: str


def changes_page(context: SiteContext, changes: Changes) -> Page:
    """The page that says what changed since the previous edition, first what it counts."""
    links = context.links(address.CHANGES)
    items = context.change_items
    groups = [
        (capitalised(heading), _counted(context, changes, key, links))
        for key, heading in counts_of_changes(changes).items()
    ]
    folds = []
    for part in headings.Part:
        others = [one for one in items if one.part is part and one.counted is None]
        if others:
            heading = f"{headings.PART_HEADINGS[part]}: {len(others)}"
            folds.append((heading, [_finding(one, links) for one in others]))
    return context.section(
        address.CHANGES,
        method=method_line(len(changes.verdicts)) if changes.verdicts else None,
        sentence=since_line(changes),
        slopes=pile_slopes(context, changes),
        groups=groups,
        folds=folds,
        added=added_sentence(changes.figures),
    )


def _counted(context: SiteContext, changes: Changes, key: Counted, links: Links) -> Markup:
    """What one count of the headline counts: goals as rows, what else changed in sentences."""
    assessments = context.report.assessments
    was: dict[str, str] = {}
    if key is Counted.ADDED:
        was = {goal.goal: "" for goal in changes.added}
    elif key in (Counted.IMPROVED, Counted.WORSENED):
        gone = changes.by_figures(ChangeDirection(key))
        was = {one.after.goal.goal: was_in_pile(Triage(one.before.pile)) for one in gone}
    if not was:
        found = [_finding(item, links) for item in context.change_items if item.counted is key]
        return component("finding_list", found)
    rows = [
        replace(goal_row(context, assessments[goal], address.CHANGES), way=Way(text=text))
        for goal, text in was.items()
    ]
    leave_out = ("chance", "due", "owner", "" if key is not Counted.ADDED else "way")
    return row_table(headings.GOALS_TABLE, rows, leave_out=leave_out, headed=False)


def grave_changes(context: SiteContext) -> tuple[CommitmentChange, ...]:
    """The goals that became easier, and that late or with another status only for that."""
    changes = context.changes.commitment_changes if context.changes else ()
    return tuple(change for change in changes if change.grave)


def grave_change_warning(context: SiteContext, goal: str) -> str | None:
    """The warning on the page of a goal whose commitment changed gravely."""
    for change in grave_changes(context):
        if change.goal.goal == goal:
            return commitment_sentences(change, context.formats)
    return None


def changes_about(
    context: SiteContext, kind: Literal["goal", "metric", "department"], key: str, links: Links
) -> ChangesPart | None:
    """What changed of a goal, of a metric, or of a department with its goals and metrics."""
    items = [item for item in context.change_items if getattr(item, kind) == key]
    if not items or context.changes is None:
        return None
    return ChangesPart(
        heading=since_heading(context.changes),
        items=tuple(_finding(item, links) for item in items),
        href=links.to(address.CHANGES),
    )


def _finding(item: ChangeItem, links: Links) -> FindingView:
    """An item on the page that it is about by what changed, elsewhere by its name with a link.

    Of a cell what changed follows its name.
    """
    if item.target == links.origin:
        return FindingView(badge=item.badge, title=item.headline, sentence=item.sentence)
    return FindingView(
        badge=item.badge,
        title=f"{item.title}: {item.headline}"
        if item.part is headings.Part.MEANING
        else item.title,
        href=links.to(item.target, anchor=item.anchor) if item.target else None,
        sentence=item.sentence,
    )
