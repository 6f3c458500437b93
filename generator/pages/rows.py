"""Rows: a goal or a metric in one line of a list, the same on every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.charts.spark import Span, Spark, spark, whole_percent
from generator.measure.assessment import GoalAssessment
from generator.measure.series import Series
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Change, Triage
from generator.pages.context import SiteContext
from generator.pages.links import page_of
from generator.pages.tables import Filter, Item, Option, tags
from generator.pages.templating import component
from generator.pages.view_models import TextLink
from generator.sentences import headings
from generator.sentences.goal_figures import goal_figure
from generator.sentences.goals import aim, aim_in_words
from generator.sentences.metrics import newest_value
from generator.sentences.numbers import day
from generator.sentences.outlook import outlook_answer
from generator.sentences.rows import (
    CHANGE_SIGNS,
    HEADS,
    NOTHING,
    brief_value,
    chance_text,
    due_month,
    no_verdict,
    plan_words,
    way_text,
)
from generator.sentences.words import (
    LONGEST_IN_LIST,
    TRIAGE_BADGES,
    Badge,
    shortened,
    with_segment,
)

#: The columns of a row in their order, and the kinds of those that a list is sorted by.
COLUMNS = ("sign", "name", "spark", "now", "target", "way", "chance", "due", "owner", "cost",
           "outcome")  # fmt: skip
SORTED = {"sign": "number", "name": "text", "way": "number", "chance": "number", "due": "date",
          "owner": "text"}  # fmt: skip
NOBODY = TextLink(text="")
#: The ends of the picture of the way done, in percent.
_LEAST, _MOST = -20, 115
#: A longer name may be cut by its column, and the link says it in full.
_MAY_BE_CUT = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way done in percent, and what the plan expects; or of a goal to hold which periods kept.

    `share` is what a list is sorted by, `done` as much of it as is drawn. `text` stands beside the
    picture, `words` are added for those who cannot see it.
    """

    text: str
    share: int | None = None
    done: int | None = None
    plan: int | None = None
    kept: tuple[bool, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line of a list; `order` is what to sort by, by the column, blank for what is unknown.

    `now_words` say when that was, of a figure that decided, as `now_month` does if it is not the
    newest; `target_words` say the target aloud.
    `chance` is in percent. A row of a metric has no `way`. `note` stands under the name. Of a
    decision, `outcome` is what to expect without it or what has come of it.
    """

    sign: Badge
    name: TextLink
    full: str | None = None
    note: str = ""
    spark: Spark | None = None
    now: str = ""
    now_words: str = ""
    now_month: str = ""
    target: str = ""
    target_words: str = ""
    way: Way | None = None
    chance: int | None = None
    chance_text: str = ""
    chance_words: str = ""
    due: str = ""
    due_words: str = ""
    late: bool = False
    owner: TextLink = NOBODY
    cost: str = ""
    outcome: str = ""
    order: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows under one heading, which may carry a sign; "" for a list without headings."""

    rows: Sequence[ListRow]
    key: str = ""
    head: str = ""
    sign: Badge | None = None


def goal_row(
    context: SiteContext,
    assessment: GoalAssessment,
    origin: str,
    filters: Sequence[Filter[GoalAssessment]] = (),
) -> ListRow:
    """A goal as a row of a list on the page `origin`; `filters` are those of the list."""
    goal, goal_status, formats = assessment.goal, assessment.goal_status, context.formats
    closed, series = context.is_closed(goal.goal), context.series(goal_status)
    name, full = _named(context, goal_status.metric, goal.segment)
    figure = goal_figure(goal_status, series, formats)
    way, outlook = _way(context, assessment), assessment.outlook
    stated = None if closed else outlook.stated_chance
    chance = None if stated is None else whole_percent(stated)
    return ListRow(
        sign=context.badge(assessment),
        name=TextLink(text=name, href=context.links(origin).to(page_of("goal", goal.goal))),
        full=full,
        spark=goal_spark(context, assessment),
        now=brief_value(figure.value) or NOTHING,
        now_words=figure.when if figure.decided else "",
        now_month=figure.month,
        target=brief_value(aim(goal, goal_status.metric, formats)),
        target_words=aim_in_words(goal, goal_status.metric, formats),
        way=way,
        chance=chance,
        chance_text=NOTHING if closed else chance_text(outlook, formats),
        chance_words=outlook_answer(outlook, formats).lower(),
        due=due_month(goal.due) if goal.due else NOTHING,
        due_words=day(goal.due) if goal.due else "",
        owner=owner_link(context, goal.owner, origin),
        order={
            "sign": str(len(Triage) if closed else list(Triage).index(assessment.triage)),
            "way": "" if way.share is None else str(way.share),
            "chance": "" if chance is None else str(chance),
            "due": goal.due.isoformat() if goal.due else "",
        },
        tags=tags(filters, assessment),
    )


def metric_row(
    context: SiteContext,
    metric: Metric,
    origin: str,
    *,
    segment: str = "",
    assessment: GoalAssessment | None = None,
    filters: Sequence[Filter[Metric]] = (),
) -> ListRow:
    """A metric or a segment of it as a row; with a goal it carries the sign of that goal's pile."""
    series = context.report.series.get((metric.metric, segment))
    change = context.report.current_change(metric.metric, segment)
    name, full = _named(context, metric, segment)
    sign = TRIAGE_BADGES[assessment.triage] if assessment else CHANGE_SIGNS[change]
    goals = [assessment.goal] if assessment else []
    formats = context.formats
    return ListRow(
        sign=sign,
        name=TextLink(text=name, href=context.links(origin).to(page_of("metric", metric.metric))),
        full=full,
        spark=series_spark(context, series, _targets(goals), change),
        now=brief_value(newest_value(series, formats)) or NOTHING,
        target=brief_value(aim(goals[0], metric, formats)) if goals else "",
        target_words=aim_in_words(goals[0], metric, formats) if goals else "",
        owner=owner_link(context, metric.owner, origin),
        order={
            "sign": str(list(Triage).index(assessment.triage))
            if assessment
            else str(len(Triage) + list(CHANGE_SIGNS).index(change)),
        },
        tags=tags(filters, metric),
    )


def owner_link(context: SiteContext, owner: str | None, origin: str) -> TextLink:
    """The owner of a row; blank without one."""
    return context.owner(owner, origin) if owner else NOBODY


def row_table(
    caption: str,
    rows: Sequence[ListRow],
    *,
    leave_out: Collection[str] = (),
    name: str = "Goal",
    heads: Mapping[str, str] | None = None,
    headed: bool = True,
) -> Markup:
    """Rows as a table of its own; blank without any.

    `name` heads the column of names; other `heads` are those of decisions.
    """
    if not rows:
        return Markup("")
    columns, words = _columns(rows, leave_out), {**_heads(name), **(heads or {})}
    group = [RowGroup(rows=rows)]
    return component(
        "row_table", caption, columns, words, group, headed=headed, decisions=bool(heads)
    )


def row_index(  # noqa: PLR0917 -- what an index is
    key: str,
    caption: str,
    groups: Sequence[RowGroup],
    filters: Sequence[Filter[Item]],
    groupings: Sequence[Option],
    noun: str,
    *,
    leave_out: Collection[str] = (),
) -> Markup:
    """Rows in groups that a reader can sort, filter and group anew; `noun` is what they are."""
    columns = _columns([row for group in groups for row in group.rows], leave_out)
    heads = _heads(noun.capitalize())
    return component(
        "row_index", key, caption, columns, heads, SORTED, groups, filters, groupings, noun
    )


def by_pile(rows: Iterable[ListRow], assessments: Iterable[GoalAssessment]) -> list[RowGroup]:
    """Rows of open goals under the names of their piles; both come in the same order."""
    groups: dict[Triage, list[ListRow]] = {triage: [] for triage in Triage}
    for row, assessment in zip(rows, assessments, strict=True):
        groups[assessment.triage].append(row)
    return [
        RowGroup(rows=rows, key=triage, head=TRIAGE_BADGES[triage].word, sign=TRIAGE_BADGES[triage])
        for triage, rows in groups.items()
        if rows
    ]


def _columns(rows: Sequence[ListRow], leave_out: Collection[str]) -> list[str]:
    """The columns of a list: those in which no row says anything are left out."""
    said = {
        "target": any(row.target for row in rows),
        "way": any(row.way for row in rows),
        "chance": any(row.chance_text for row in rows),
        "due": any(row.due for row in rows),
        "owner": any(row.owner.text for row in rows),
        "cost": any(row.cost for row in rows),
        "outcome": any(row.outcome for row in rows),
    }
    return [one for one in COLUMNS if one not in leave_out and (said.get(one, True) or not rows)]


def _heads(name: str) -> Mapping[str, str]:
    return {**HEADS, "name": name, "none": headings.NO_FIGURE}


def _named(context: SiteContext, metric: Metric, segment: str | None) -> tuple[str, str | None]:
    """The name of a row, and in full where its column may cut it."""
    name = with_segment(shortened(metric.name, LONGEST_IN_LIST), context.segment(segment))
    full = with_segment(metric.name, context.segment(segment))
    return name, full if len(full) > _MAY_BE_CUT else None


def _targets(goals: Iterable[Goal]) -> tuple[float, ...]:
    return tuple(
        end for goal in goals for end in (goal.target, goal.target_high) if end is not None
    )


def goal_spark(
    context: SiteContext, assessment: GoalAssessment, mark: dt.date | None = None
) -> Spark | None:
    """The spark of a goal: its series beside its target, with the change of its metric."""
    goal = assessment.goal
    change = None if context.is_closed(goal.goal) else assessment.current_change
    series = context.series(assessment.goal_status)
    return series_spark(context, series, _targets([goal]), change, mark)


def series_spark(
    context: SiteContext,
    series: Series | None,
    targets: tuple[float, ...] = (),
    change: Change | None = None,
    mark: dt.date | None = None,
) -> Spark | None:
    """The spark of a series, with a rule at a `mark`, on the time axis that all lists share."""
    if series is None:
        return None
    judged = context.report.judged_series.get((series.metric.metric, series.segment))
    span = Span.until(context.report.dataset.as_of.day)
    return spark(series, span, targets, judged, change, mark=mark)


def _way(context: SiteContext, assessment: GoalAssessment) -> Way:
    """The way done beside the plan, or the periods kept; or why there is no verdict."""
    goal_status, formats = assessment.goal_status, context.formats
    reason = no_verdict(assessment)
    if reason:
        return Way(text=reason)
    if goal_status.kept is not None:
        kept = goal_status.kept
        return Way(
            text=f"{kept.count}/{kept.of}",
            share=whole_percent(kept.count / kept.of),
            kept=kept.each,
        )
    if goal_status.progress is None:
        return Way(text=NOTHING)
    pace = goal_status.pace
    return Way(
        text=way_text(goal_status.progress, formats),
        done=whole_percent(goal_status.progress, _LEAST, _MOST),
        share=whole_percent(goal_status.progress),
        plan=None if pace is None else whole_percent(pace.expected, 0, 100),
        words=plan_words(pace.expected, formats) if pace is not None else "",
    )
