"""Goals: all of them as rows that can be sorted, filtered and grouped, below a grid of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from generator.measure.assessment import FIRST_SIGNS, GoalAssessment
from generator.measure.report import group_by
from generator.model.tables import Department, Objective
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.dots import Dot, goal_dot
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Fragment, Page
from generator.pages.row_groups import divided, group_list, group_pages
from generator.pages.rows import by_pile, goal_row, row_index, row_table
from generator.pages.tables import Filter, Option, department_filter
from generator.pages.templating import component
from generator.pages.view_models import View
from generator.sentences import headings
from generator.sentences.assessment import ABLE, ASSURANCE_BADGES
from generator.sentences.goal_index import MET_NOW, UNANSWERED, closed_fold, goals_headline
from generator.sentences.words import TRIAGE_BADGES, shortened

#: From so many goals on a field of the grid names only the first of its goals; then none.
_MANY, _TOO_MANY, _FEW = 60, 150, 3
#: The rows of the grid; those after the first three only where there is such a goal.
_ALWAYS = 3
_GRID_ROWS: Mapping[str, Sequence[Change]] = {
    headings.IMPROVED: (Change.BETTER,),
    headings.STEADY: (Change.NONE,),
    headings.WORSENED: (Change.WORSE,),
    headings.FIRST_SIGN: FIRST_SIGNS,
    headings.OTHERWISE: (Change.OTHER,),
}


def goals_pages(context: SiteContext) -> Iterator[Page]:
    """All goals, those that need a decision first; of very many the departments, each a page."""
    goals = in_reading_order(context, context.report.open_assessments)
    groups = divided(goals, lambda one: one.goal.department)
    shown = _rows(context, address.GOALS, goals)
    if groups:
        pile = goal_filters(context, goals)[0]
        shown = group_list(context, address.GOALS, "goal", groups, pile)
    grid = _grid(context, goals)
    parts = [component("answer_grid", grid) if grid else "", shown, _closed(context, goals)]
    yield context.section(
        address.GOALS,
        sentence=goals_headline(goals),
        table=Fragment("/goals", "\n".join(filter(None, parts))),
    )
    yield from group_pages(context, address.GOALS, groups, goals_headline, partial(_rows, context))


def _rows(context: SiteContext, origin: str, goals: Sequence[GoalAssessment]) -> Markup:
    """Open goals as rows in the order of their piles."""
    filters = goal_filters(context, goals)
    rows = [goal_row(context, one, origin, filters) for one in goals]
    groupings = [
        Option("pile", "pile"),
        *(Option(one.key, one.label.lower()) for one in filters if one.kind == "select"),
        Option("owner", "owner"),
        Option("none", "nothing"),
    ]
    piles = by_pile(rows, goals)
    return row_index("goals-list", headings.GOALS_TABLE, piles, filters, groupings, "goal")


def _closed(context: SiteContext, goals: Sequence[GoalAssessment]) -> Markup | str:
    """The goals that are no longer open, in a fold."""
    open_goals = {one.goal.goal for one in goals}
    closed = [one for key, one in context.report.assessments.items() if key not in open_goals]
    if not closed:
        return ""
    table = row_table(
        headings.CLOSED_GOALS,
        [goal_row(context, one, address.GOALS) for one in in_reading_order(context, closed)],
        leave_out=("chance",),
    )
    return component("folded", closed_fold(len(closed)), table)


def _grid(context: SiteContext, goals: Sequence[GoalAssessment]) -> View | None:
    """The goals by change and by ability; None where neither is known of any goal."""
    fields: dict[tuple[str, object], list[Dot]] = {}
    outside: dict[str, list[Dot]] = {}
    for one in goals:
        name = goal_dot(context, one, address.GOALS)
        rows = [row for row, changes in _GRID_ROWS.items() if one.current_change in changes]
        if rows and one.asked_ability:
            fields.setdefault((rows[0], one.assurance), []).append(name)
        else:
            label = MET_NOW if one.newest_meets else UNANSWERED
            outside.setdefault(label, []).append(name)
    if not fields:
        return None
    most = len(goals) if len(goals) < _MANY else _FEW if len(goals) < _TOO_MANY else 0
    filled = {assurance for _, assurance in fields}
    columns = [assurance for assurance in ASSURANCE_BADGES if assurance in filled]

    def field(names: Sequence[Dot]) -> View:
        return {"names": names[:most], "more": max(len(names) - most, 0)}

    return {
        "question": ABLE,
        "columns": [ASSURANCE_BADGES[one].word for one in columns],
        "rows": [
            (row, [field(fields.get((row, one), [])) for one in columns])
            for at, row in enumerate(_GRID_ROWS)
            if at < _ALWAYS or any(named == row for named, _ in fields)
        ],
        "outside": [(label, field(names)) for label, names in outside.items()],
    }


def goal_filters(
    context: SiteContext, goals: Sequence[GoalAssessment]
) -> list[Filter[GoalAssessment]]:
    """By what goals are chosen: their pile, with its count, their department, their objective."""
    dataset = context.report.dataset
    used = group_by(goals, lambda one: one.goal.department)
    counts = Counter(one.triage for one in goals)
    chips = [
        Option(triage, badge.word, badge.tone, counts[triage])
        for triage, badge in TRIAGE_BADGES.items()
    ]
    objectives = [Option(one.objective, shortened(one.name)) for one in dataset.rows(Objective)]
    if objectives and any(not one.goal.objective for one in goals):
        objectives.append(Option("none", headings.NO_OBJECTIVE))
    return [
        Filter("pile", "Show", "All", lambda one: str(one.triage), chips, kind="chips"),
        department_filter(dataset.rows(Department), used, lambda one: one.goal.department),
        Filter(
            "objective",
            "Objective",
            "All objectives",
            lambda one: one.goal.objective or "none",
            objectives,
        ),
    ]
