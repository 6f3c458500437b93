"""A goal's page: its finding, its chart, and beside it the next step and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from generator.charts import drawings
from generator.charts.chart_builder import metric_chart, metric_key
from generator.charts.drawings import Look
from generator.charts.theme import LAYOUTS
from generator.charts.timeline import initiative_bars
from generator.measure.alignment.gaps import Gap
from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.initiatives import decision_about, has_ended
from generator.measure.pace_needed import pace_needed
from generator.measure.report import group_by
from generator.measure.segments_apart import segments_apart
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.model.tables import Goal, Initiative, Metric, Objective
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.changes_page import changes_about, grave_change_warning
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.dots import goal_dot
from generator.pages.findings import finding_views
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Fragment, Page
from generator.pages.rows import metric_row, row_table
from generator.pages.subjects import related_to_goal, row_link
from generator.pages.templating import component
from generator.pages.view_models import FindingView, TextLink, View, linked
from generator.sentences import goal_page as say
from generator.sentences.assessment import CHANGE_BADGES, questions
from generator.sentences.disagreement import explain_disagreement
from generator.sentences.goal_figures import goal_figure
from generator.sentences.goals import aim_with_date, finding
from generator.sentences.initiatives import start_or_next_date
from generator.sentences.metric_page import share_of_all
from generator.sentences.metrics import newest_value
from generator.sentences.piles import pile_reason, pile_step
from generator.sentences.rows import no_verdict
from generator.sentences.words import (
    CLOSED_SENTENCES,
    RULE_NAMES,
    TRIAGE_BADGES,
    Tone,
    shortened,
    with_segment,
)
from generator.sentences.working import working

_WORKING_HEADS = ("Step", "How", "Result")
_CHANGED = {Tone.BETTER: Look.BETTER, Tone.WORSE: Look.WORSE}
#: So many segments are drawn under the chart; the metric's page has all of them.
_MOST_SEGMENTS = 6


def goal_pages(context: SiteContext) -> Iterator[Page]:
    """One page per goal; an open one leads to the previous and the next of its pile."""
    every = context.report.assessments
    successors = {one.goal.replaces: one.goal_status for one in every.values() if one.goal.replaces}
    ordered = in_reading_order(context, context.report.open_assessments)
    piles = group_by(ordered, lambda one: one.triage)
    for key, assessment in every.items():
        pile = () if context.is_closed(key) else piles[assessment.triage]
        yield _goal_page(context, assessment, successors.get(key), pile)


def _goal_page(
    context: SiteContext,
    assessment: GoalAssessment,
    successor: GoalStatus | None,
    pile: Sequence[GoalAssessment],
) -> Page:
    report, formats, goal_status = context.report, context.formats, assessment.goal_status
    goal, metric, series = assessment.goal, goal_status.metric, context.series(goal_status)
    origin = address.page_of("goal", goal.goal)
    closure = report.closed_goals.get(goal.goal)
    replaced = report.assessments.get(goal.replaces or "")
    to_row = partial(row_link, context, origin=origin)
    name = with_segment(shortened(metric.name), context.segment(goal.segment))
    objective = report.dataset.by_id(Objective).get(goal.objective or "")
    figure, drawn = (
        goal_figure(goal_status, series, formats),
        series is not None and len(series) > 0,
    )
    return context.page(
        origin,
        "goal.md",
        context.title(goal_status),
        full=context.full_title(goal_status),
        headline=say.goal_headline(assessment, series, name, formats),
        decided=figure.when if figure.decided else None,
        badge=context.badge(assessment),
        neighbours=_neighbours(context, assessment, pile, origin),
        goal=goal,
        owner=context.owner(goal.owner, origin),
        department=context.department_link(goal.department, origin),
        closed=CLOSED_SENTENCES[closure] if closure else None,
        successor=to_row(successor.goal) if successor else None,
        **said_about(context, about_goal(goal.goal), origin),
        chart=metric_key(*goal.series_key) if drawn else None,
        conflicts=_conflicts(context, goal, origin),
        calculation=_calculation(context, assessment, series),
        pile_reason=pile_reason(assessment) if closure is None else None,
        rule=RULE_NAMES[goal.rule],
        aim=aim_with_date(goal, metric, formats),
        metric=to_row(metric),
        all_figures=TextLink(text=say.ALL_FIGURES, href=to_row(metric).href),
        segment=context.segment(goal.segment),
        objective=to_row(objective) if objective else None,
        sponsor=objective.sponsor if objective else None,
        where=[] if closure else list(_where(context, assessment)),
        pace=None if closure else _pace(assessment, series, context),
        side_effects=_guardrails(context, goal, origin),
        doing=_doing(context, goal, series, origin) if series is not None and drawn else [],
        segments=[] if goal.segment else _segments(context, goal, metric),
        segments_note=say.ONE_SCALE if metric.adds_up else say.ONE_SCALE_AND_TARGET,
        related=list(related_to_goal(context, goal, origin)),
        replaced=linked("Continues", to_row(replaced.goal)) if replaced else None,
        moved=grave_change_warning(context, goal.goal),
        since=changes_about(context, "goal", goal.goal, context.links(origin)),
    )


def _neighbours(
    context: SiteContext, assessment: GoalAssessment, pile: Sequence[GoalAssessment], origin: str
) -> View | None:
    """The pile of an open goal, its place in it, and the goals before and after it."""
    if not pile:
        return None
    place = next(at for at, one in enumerate(pile) if one is assessment)

    def link(at: int) -> TextLink | None:
        if not 0 <= at < len(pile):
            return None
        dot = goal_dot(context, pile[at], origin)
        return TextLink(text=dot.short, href=dot.href)

    links = context.links(origin)
    return {
        "badge": TRIAGE_BADGES[assessment.triage],
        "pile": links.to(address.GOALS, query=f"pile={assessment.triage}"),
        "place": place + 1,
        "count": len(pile),
        "previous": link(place - 1),
        "next": link(place + 1),
    }


def _where(context: SiteContext, assessment: GoalAssessment) -> Iterator[View]:
    """Way done with its plan, chance, change and ability: each as a small bar and in words."""
    formats, status = context.formats, assessment.goal_status
    judged, pace, kept = assessment.judged_series, status.pace, status.kept
    if no_verdict(assessment):
        pass
    elif pace is not None:
        yield {
            "label": say.WAY_DONE,
            "bar": drawings.way_bar(pace.progress, pace.expected),
            "text": say.way_done(assessment, formats),
        }
    elif kept is not None:
        yield {
            "label": say.KEPT_IN,
            "bar": drawings.kept_squares(kept.each),
            "text": say.way_done(assessment, formats),
        }
    if assessment.outlook.likelihood is not None:
        chance = assessment.outlook.stated_chance
        yield {
            "label": say.CHANCE,
            "bar": None if chance is None else drawings.chance_bar(chance),
            "text": say.chance_in_words(assessment, formats),
        }
    if (
        assessment.current_change is not Change.UNKNOWN
        and judged is not None
        and judged.control_chart
    ):
        means = [group.mean for group in judged.control_chart.groups]
        look = _CHANGED.get(CHANGE_BADGES[assessment.change].tone, Look.LINE)
        changed = 0 if judged.claim is None else len(judged.claim.means) - 1
        yield {
            "label": say.CHANGE,
            "bar": drawings.level_steps(means, changed, look),
            "text": CHANGE_BADGES[assessment.change].word,
        }
    if assessment.asked_ability and judged is not None and judged.level_range is not None:
        goal = assessment.goal
        ends = [goal.target] if goal.target_high is None else [goal.target, goal.target_high]
        yield {
            "label": say.AS_WE_WORK,
            "bar": drawings.range_bar(*judged.level_range, ends),
            "text": say.able_in_words(assessment, formats),
        }


def _pace(assessment: GoalAssessment, series: Series | None, context: SiteContext) -> View | None:
    """The pace needed from now beside that so far and the best, as bars on one scale."""
    pace = pace_needed(assessment, series)
    if pace is None or series is None:
        return None
    forward = pace.needed.change > 0
    rows = [(say.NEEDED, pace.needed)]
    if pace.so_far is not None:
        rows.append((say.SO_FAR, pace.so_far))
    if pace.best is not None:
        rows.append((say.best_of(pace.best, series.cadence), pace.best))
    looks = [
        Look.PLAN_BAR
        if move is pace.needed
        else (Look.DONE if (move.change > 0) == forward else Look.WORSE)
        for _, move in rows
    ]
    bars = drawings.amount_bars(
        [(move.per_period, look) for (_, move), look in zip(rows, looks, strict=True)]
    )
    return {
        "heading": say.pace_heading(series.metric, series.cadence),
        "rows": tuple(
            {"label": label, "bar": bar, "text": say.a_period(move, context.formats)}
            for (label, move), bar in zip(rows, bars, strict=True)
        ),
    }


def _doing(context: SiteContext, goal: Goal, series: Series, origin: str) -> list[View]:
    """The running and planned initiatives for a goal under its chart, on the same time axis."""
    report, today = context.report, context.report.dataset.as_of.day
    dated = [
        one
        for one in report.dataset.rows(Initiative)
        if goal.goal in one.goals and one.start is not None and not has_ended(one, today)
    ]
    if not dated:
        return []
    chart = metric_chart(report, series, context.formats)
    asked = report.commentary.open_requests
    dates = [start_or_next_date(one, decision_about(one, asked), today) for one in dated]
    labels = [f"{shortened(one.name)} {date}" for one, date in zip(dated, dates, strict=True)]
    bars = [initiative_bars(chart, dated, labels, today, layout) for layout in LAYOUTS]
    return [
        {
            "link": row_link(context, one, origin),
            "bars": [bar for bar, _ in each],
            "beside": each[0][1],
            "decide": date,
        }
        for one, date, each in zip(dated, dates, zip(*bars, strict=True), strict=True)
    ]


def _segments(context: SiteContext, goal: Goal, metric: Metric) -> list[View]:
    """The segments of a goal on the whole over time, on one scale, the farthest first."""
    whole, parts = context.whole_series(metric.metric), context.report.segments_of(metric.metric)
    apart = segments_apart(whole, (part for part in parts if part.closed > 1))
    shown = apart[:_MOST_SEGMENTS]
    if not shown:
        return []
    targets = [] if metric.adds_up else [goal.target]
    frame = drawings.frame_of([one.series for one in shown], targets)
    return [
        {
            "name": shortened(context.segment(one.series.segment)),
            "value": share_of_all(one, context.formats)
            if metric.adds_up
            else newest_value(one.series, context.formats),
            "drawing": drawings.panel([(Look.LINE, one.series)], *frame, targets),
        }
        for one in shown
    ]


def _conflicts(context: SiteContext, goal: Goal, origin: str) -> list[FindingView]:
    """The goals at whose cost this one does well, and those that do well at its cost."""
    found = context.alignment.about(goal)
    return finding_views(context, [one for one in found if not isinstance(one, Gap)], origin)


def _calculation(
    context: SiteContext, assessment: GoalAssessment, series: Series | None
) -> Fragment | None:
    """The four answers with their reasons and every step, kept out of the search index."""
    goal_status, formats = assessment.goal_status, context.formats
    steps, closed = working(goal_status, series, formats), context.is_closed(assessment.goal.goal)
    if not steps or series is None:
        return None
    pace, asked, together = None, questions(assessment, series, series.cadence, formats), None
    if closed:
        asked = ()
    else:
        steps = (*steps, pile_step(assessment))
        pace = pace_needed(assessment, series)
        together = explain_disagreement(assessment) or None
    if pace is not None:
        steps = (*steps[:-1], *say.pace_steps(pace, series.cadence, formats), steps[-1])
    told = None if not closed else finding(goal_status, series, series.cadence, formats)
    html = component("calculation", steps, _WORKING_HEADS, asked, together, told)
    return Fragment(f"/working/{assessment.goal.goal}", html)


def _guardrails(context: SiteContext, goal: Goal, origin: str) -> Markup:
    """The metrics that must not worsen, as rows."""
    metrics = context.report.dataset.by_id(Metric)
    rows = [metric_row(context, metrics[key], origin) for key in goal.guardrails]
    left_out = ("target", "way", "chance", "due", "owner")
    return row_table(say.SIDE_EFFECTS, rows, leave_out=left_out, name=say.METRIC, headed=False)
