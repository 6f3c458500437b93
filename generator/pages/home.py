"""Home: the promise with its chart, the piles, what is to be decided, and what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.charts.chart_builder import HOME_KEY
from generator.charts.spark import whole_percent
from generator.charts.stack import stacked
from generator.measure.alignment.conflicts import ConflictingTargets, GuardrailConflict
from generator.measure.alignment.handoffs import HandoffReview
from generator.measure.assessment import GoalAssessment
from generator.measure.changes.change_kinds import CommitmentChange
from generator.measure.parts import parts_of
from generator.measure.recent_changes import find_real_changes
from generator.measure.triage import count_triage, without_request
from generator.model.tables import Department, Goal, Initiative, Metric
from generator.model.vocabulary import Change, Rule, Triage
from generator.pages import links as address
from generator.pages.changes_page import grave_changes
from generator.pages.commentary import asked_decisions
from generator.pages.context import SiteContext
from generator.pages.dots import Dots, goal_dot, goal_dots, metric_dot
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Page
from generator.pages.rows import goal_row, metric_row, row_table
from generator.pages.site_charts import drawn_on_home, ranked_on_home
from generator.pages.subjects import row_link
from generator.pages.view_models import ChangeItem, TextLink, View
from generator.sentences import headings
from generator.sentences import home as say
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.changes import what_moved
from generator.sentences.headings import Part
from generator.sentences.metrics import newest_value
from generator.sentences.numbers import counted, plural
from generator.sentences.rows import CHANGE_SIGNS, brief_value
from generator.sentences.words import TRIAGE_BADGES, Badge, short_name

#: The most rows, decisions, changes and conflicts; other pages have all of them.
_MOST_ROWS, _MOST_DECISIONS, _MOST_CHANGES, _MOST_CONFLICTS = 8, 4, 3, 4
_MOST_METRICS = 14
#: From so many open goals on a pile is a bar instead of a dot a goal.
_MANY = 80
_COUNTED = (Change.BETTER, Change.WORSE, Change.NONE)


def home_page(context: SiteContext) -> Page:
    """The page that a leader opens first."""
    return context.section(address.HOME, **home_sheet(context, address.HOME))


def home_sheet(context: SiteContext, origin: str) -> View:
    """What Home says, as seen from a page: itself or the board pack, whose cover it is."""
    report, links = context.report, context.links(origin)
    settings, dataset = report.settings, report.dataset
    acute = [one for one in ranked_on_home(context) if one.triage is Triage.NEEDS_DECISION]
    unasked = without_request(report.open_assessments, report.commentary, dataset.rows(Initiative))
    decisions = asked_decisions(context, origin)
    promise = report.assessments.get(settings.promise_goal)
    most = _MOST_ROWS if origin == address.HOME else None
    return {
        "company": settings.company,
        "promise": settings.promise,
        "headline": say.home_headline(report, context.formats),
        "chart": HOME_KEY if drawn_on_home(context) else None,
        "parts": _parts(context, promise),
        "piles": _piles(context, origin) if report.open_assessments else None,
        "decisions": decisions[:_MOST_DECISIONS],
        "more_decisions": len(decisions) > _MOST_DECISIONS,
        "unasked": say.unasked_words(len(unasked)),
        "changes": _changes(context, origin),
        "counts": _change_counts(context, origin),
        "rows": _rows(context, acute, origin, most),
        "more": 0 if most is None else max(len(acute) - most, 0),
        "departments": _departments(context, origin) if dataset.has(Goal) else [],
        "conflicts": list(_conflicts(context, origin).values())[:_MOST_CONFLICTS],
        "all_conflicts": len(context.alignment.conflicts),
        "current": say.current_words(report) if report.freshness else None,
        "data": links.to(address.DATA),
    }


def _parts(context: SiteContext, promise: GoalAssessment | None) -> View | None:
    """Where the figure of the promise goes, as a stacked bar with the promise as a rule."""
    metric = promise.goal_status.metric if promise and not promise.goal.segment else None
    parts = parts_of(context.report, metric) if metric else None
    if promise is None or parts is None:
        return None
    formats, goal = context.formats, promise.goal
    target = None if goal.rule is Rule.RANGE else goal.target
    bar = stacked(parts, target)
    of = {part.metric: short_name(context.department(part.department)) for part, _ in parts.parts}
    figures = [say.part_figure(one.value, parts, formats) for one in bar.slices]
    return {
        "heading": say.parts_heading(parts, formats),
        "words": say.parts_in_words(parts, list(of.values()), formats),
        "bar": bar,
        "slices": [
            {"slice": one, "name": of.get(one.metric, say.THE_REST), "figure": figure}
            for one, figure in zip(bar.slices, figures, strict=True)
        ],
        "rule": None if target is None else say.promised_words(target, parts.metric, formats),
    }


def _piles(context: SiteContext, origin: str) -> View:
    """The four piles, a dot a goal or, of many goals, a bar; and the counts of the last edition."""
    report, links = context.report, context.links(origin)
    goals = in_reading_order(context, report.open_assessments)
    counts = count_triage(goals)
    before: Counter[str] = Counter()
    if context.changes is not None:
        kept = context.changes.previous.assessments.values()
        before.update(one.pile for one in kept if one.pile and not one.closed)
    most = max(counts.values())
    return {
        "label": counted(len(goals), "open goal"),
        "rows": [
            {
                "badge": replace(badge, word=plural(counts[triage], *say.TRIAGE_LABELS[triage])),
                "count": counts[triage],
                "href": links.to(address.GOALS, query=f"pile={triage}"),
                "dots": Dots(
                    dots=tuple(
                        goal_dot(context, one, origin) for one in goals if one.triage is triage
                    )
                )
                if len(goals) < _MANY
                else None,
                "share": whole_percent(counts[triage] / most),
                "was": say.count_before(before[triage]) if before else "",
            }
            for triage, badge in TRIAGE_BADGES.items()
        ],
    }


def _changes(context: SiteContext, origin: str) -> View | None:
    """What moved, then what changed since the last edition; without one what changed last."""
    links, formats = context.links(origin), context.formats
    if context.changes is not None:
        items = context.change_items
        moves = zip(
            (one for one in items if one.part is Part.MOVED),
            context.changes.commitment_changes,
            strict=True,
        )
        moved = [
            _change(
                context,
                origin,
                item,
                f"{_short(context, origin, change)}: {what_moved(change, formats)}",
            )
            for item, change in sorted(moves, key=lambda move: not move[1].grave)
        ]
        others = [
            _change(context, origin, one, f"{one.title}: {one.headline}")
            for one in items
            if one.part is not Part.MOVED
        ]
        return {
            "heading": headings.since_edition(context.changes.previous.version),
            "entries": [*moved, *others][: max(_MOST_CHANGES, len(grave_changes(context)))],
            "href": links.to(address.CHANGES),
        }
    newest = sorted(
        find_real_changes(context.report),
        key=lambda one: one.signal_since.last if one.signal_since else one.series.last[0],
        reverse=True,
    )
    if not newest:
        return None
    entries = []
    for judged in newest[:_MOST_CHANGES]:
        metric = judged.series.metric
        change = context.report.current_change(metric.metric)
        text = say.changed_since(judged, change, formats)
        href = links.to(address.page_of("metric", metric.metric))
        entries.append({"badge": CHANGE_SIGNS[change], "text": text, "href": href})
    return {"heading": headings.NEWEST_CHANGES, "entries": entries, "href": None}


def _short(context: SiteContext, origin: str, change: CommitmentChange) -> str:
    return goal_dot(context, change.assessment, origin).short


def _change(context: SiteContext, origin: str, item: ChangeItem, text: str) -> View:
    links = context.links(origin)
    href = links.to(item.target, anchor=item.anchor) if item.target else None
    return {"badge": item.badge, "text": text, "href": href}


def _change_counts(context: SiteContext, origin: str) -> list[TextLink]:
    """How many metrics improved, worsened or are steady, as links to them."""
    report, links = context.report, context.links(origin)
    counts = Counter(report.current_change(metric.metric) for metric in report.dataset.rows(Metric))
    return [
        TextLink(
            text=f"{counts[change]} {CHANGE_BADGES[change].word}",
            href=links.to(address.METRICS, query=f"change={change}"),
        )
        for change in _COUNTED
        if counts[change]
    ]


def _rows(
    context: SiteContext, acute: Sequence[GoalAssessment], origin: str, most: int | None
) -> str:
    """The goals that need a decision; in a company without goals its metrics."""
    if context.report.dataset.has(Goal):
        rows = [goal_row(context, one, origin) for one in acute[:most]]
        return row_table(headings.NEED_A_DECISION, rows, leave_out=("way",), headed=False)
    metrics = context.report.dataset.rows(Metric)[:_MOST_METRICS]
    rows = [metric_row(context, one, origin) for one in metrics]
    return row_table("Metrics", rows, name="Metric", headed=False)


def _departments(context: SiteContext, origin: str) -> list[View]:
    """The departments with open goals, those with the most that need a decision first."""
    goals = context.report.open_by("department")
    few = len(context.report.open_assessments) < _MANY
    views = []
    for key, department in context.report.dataset.by_id(Department).items():
        own = in_reading_order(context, goals.get(key, []))
        if not own:
            continue
        link = row_link(context, department, origin)
        views.append(
            {
                "name": TextLink(text=short_name(department), href=link.href),
                "dots": goal_dots(context, own, origin)
                if few
                else Dots(counts=context.triage_counts(own, origin)),
                "acute": sum(one.triage is Triage.NEEDS_DECISION for one in own),
            }
        )
    return sorted(views, key=lambda view: -view["acute"])


def _conflicts(context: SiteContext, origin: str) -> Mapping[tuple[str, str], View]:
    """Each conflict once: what does well, and what it harms with its newest figure."""
    views: dict[tuple[str, str], View] = {}
    for one in context.alignment.conflicts:
        if isinstance(one, ConflictingTargets):
            ends = [_goal_end(context, origin, goal) for goal in (one.first, one.second)]
        elif isinstance(one, GuardrailConflict):
            ends = [_goal_end(context, origin, one.goal), _harmed(context, origin, one.guardrail)]
        else:
            ends = list(_handoff_ends(context, origin, one))
        good, harm = ends
        views.setdefault((good["text"], harm["text"]), {"good": good, "harm": harm})
    return views


def _goal_end(context: SiteContext, origin: str, goal: Goal) -> View:
    assessment = context.report.assessments[goal.goal]
    name = short_name(context.department(goal.department))
    return {
        "badge": TRIAGE_BADGES[assessment.triage],
        "text": f"{name}: {goal_dot(context, assessment, origin).short}",
        "href": context.links(origin).to(address.page_of("goal", goal.goal)),
    }


def _handoff_ends(context: SiteContext, origin: str, review: HandoffReview) -> Iterator[View]:
    provider, harmed = review.provider, review.bad_promise or review.bad_receiver
    assert provider is not None
    assert harmed is not None
    if provider.assessments:
        yield _goal_end(context, origin, provider.assessments[0].goal)
    else:
        yield _metric_end(context, origin, provider.metric, CHANGE_SIGNS[provider.change])
    yield _harmed(context, origin, harmed.metric)


def _harmed(context: SiteContext, origin: str, metric: Metric) -> View:
    """A metric that is harmed, with the sign that it has on Objectives."""
    return _metric_end(context, origin, metric, metric_dot(context, metric, origin).sign)


def _metric_end(context: SiteContext, origin: str, metric: Metric, badge: Badge) -> View:
    value = newest_value(context.whole_series(metric.metric), context.formats)
    return {
        "badge": badge,
        "text": f"{short_name(metric)} {brief_value(value)}",
        "href": context.links(origin).to(address.page_of("metric", metric.metric)),
    }
