"""An objective's page: its sponsor, by what one will know, who serves it, and what stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.chart_builder import metric_key
from generator.measure.alignment import Gap, GapKind
from generator.measure.assessment import Change, GoalAssessment, change_of
from generator.model.tables import Initiative, Metric, Objective
from generator.model.vocabulary import Kind
from generator.pages import links as address
from generator.pages.context import SiteContext, by_department
from generator.pages.findings import finding_views
from generator.pages.goal_list import goal_cards
from generator.pages.initiative_list import initiative_pairs
from generator.pages.metric_list import whole_series
from generator.pages.page import Page, placeholder
from generator.pages.view_models import Finding, GoalGroup, LabelledValue, TextLink
from generator.sentences import headings
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.objectives import objective_sentence, outcome_sentence, role_with_holder
from generator.sentences.words import (
    KIND_NAMES,
    MODEL_NAMES,
    Badge,
    capitalised,
    full_name,
    shortened,
)

#: From what we do to what it earns; what colleagues say lies between our work and customers.
_CHAIN = (
    Kind.OPERATIONAL,
    Kind.EMPLOYEE,
    Kind.INTERNAL_CUSTOMER,
    Kind.CUSTOMER,
    Kind.RELATIONSHIP,
    Kind.BUSINESS,
)
_FEWEST_STEPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A metric in the chain: its newest value, and whether it has really changed."""

    name: TextLink
    value: str
    sign: Badge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the chain: what it looks at, and the metrics that do."""

    name: str
    links: tuple[Link, ...]


def objective_pages(context: SiteContext) -> Iterator[Page]:
    """One page an objective."""
    people = context.report.dataset.roles()
    titles = _titles(context)
    for objective in context.report.dataset.rows(Objective):
        origin = address.objective_page(objective.objective)
        assessments = list(context.alignment.serving.get(objective.objective, ()))
        title = shortened(objective.name)
        sponsor = headings.NO_SPONSOR
        if objective.sponsor:
            sponsor = f"Sponsor: {role_with_holder(objective.sponsor, people)}"
        facts = [TextLink(text=sponsor)]
        if objective.model:
            facts.insert(0, TextLink(text=MODEL_NAMES[objective.model]))
        serving = _serving(context, assessments, origin)
        yield context.page(
            origin,
            "objective.md",
            titles[objective.objective],
            heading=title,
            full=full_name(objective.name),
            facts=facts,
            description=objective.description,
            sentence=objective_sentence(assessments, [one.about.text for one in serving])
            if context.report.goal_statuses
            else None,
            outcome=_outcome(context, objective, origin),
            serving=serving,
            chain=_chain(context, objective, assessments, origin),
            initiatives=_initiatives(context, objective, origin),
            findings=_findings(context, objective, origin),
        )


def _findings(context: SiteContext, objective: Objective, origin: str) -> list[Finding]:
    """What stands out; that a goal has no owner is said at the goal itself."""
    found = context.alignment.of_objective(objective)
    return finding_views(
        context,
        (
            one
            for one in found
            if not (isinstance(one, Gap) and one.kind is GapKind.GOAL_WITHOUT_OWNER)
        ),
        origin,
    )


def _titles(context: SiteContext) -> dict[str, str]:
    """A title for each page: an objective may be called like its metric, or like another one."""
    dataset = context.report.dataset
    metrics = {shortened(metric.name) for metric in dataset.rows(Metric)}
    counts = Counter(shortened(objective.name) for objective in dataset.rows(Objective))
    titles = {}
    for objective in dataset.rows(Objective):
        title = shortened(objective.name)
        if counts[title] > 1:
            title = f"{title} ({objective.objective})"
        elif title in metrics:
            title = f"{title} (objective)"
        titles[objective.objective] = title
    return titles


def _outcome(
    context: SiteContext, objective: Objective, origin: str
) -> dict[str, str | None] | None:
    """The metric by which one will know, with its chart; None where none is named."""
    metric = context.report.dataset.by_id(Metric).get(objective.outcome_metric or "")
    if metric is None:
        return None
    series = whole_series(context, metric)
    judged_series = context.report.judged_series.get((metric.metric, ""))
    return {
        "sentence": outcome_sentence(metric, series, judged_series, context.formats),
        "href": context.links(origin).to(address.metric_page(metric.metric)),
        "figure": placeholder(metric_key(metric.metric))
        if series is not None and len(series)
        else None,
    }


def _serving(
    context: SiteContext, assessments: Sequence[GoalAssessment], origin: str
) -> list[GoalGroup]:
    links = context.links(origin)
    return [
        GoalGroup(
            about=TextLink(
                text=shortened(context.department(key).name),
                href=links.to(address.department_page(key)),
            ),
            goals=tuple(goal_cards(context, own, origin)),
        )
        for key, own in by_department(assessments).items()
    ]


def _chain(
    context: SiteContext, objective: Objective, assessments: Sequence[GoalAssessment], origin: str
) -> list[Step]:
    """The metrics of the goals, and the outcome, by what they look at; [] for a single step."""
    metrics = context.report.dataset.by_id(Metric)
    keys = [one.goal.metric for one in assessments]
    if objective.outcome_metric:
        keys.append(objective.outcome_metric)
    shown = [metrics[key] for key in dict.fromkeys(keys)]
    steps = [
        Step(
            name=capitalised(KIND_NAMES[kind]),
            links=tuple(_link(context, metric, origin) for metric in shown if metric.kind is kind),
        )
        for kind in _CHAIN
        if any(metric.kind is kind for metric in shown)
    ]
    return steps if len(steps) >= _FEWEST_STEPS else []


def _link(context: SiteContext, metric: Metric, origin: str) -> Link:
    series = whole_series(context, metric)
    change = change_of(context.report.judged_series.get((metric.metric, "")))
    told = change is not Change.UNKNOWN and not context.report.freshness[metric.metric].stale
    value = newest_value(series, context.formats)
    period = newest_period(series, context.formats)
    return Link(
        name=TextLink(
            text=shortened(metric.name),
            href=context.links(origin).to(address.metric_page(metric.metric)),
        ),
        value=f"{value} ({period})" if value else "no figure",
        sign=CHANGE_BADGES[change] if told else None,
    )


def _initiatives(context: SiteContext, objective: Objective, origin: str) -> list[LabelledValue]:
    """The initiatives for the objective, or for a goal that serves it."""
    goals = {one.goal.goal for one in context.alignment.serving.get(objective.objective, ())}
    return initiative_pairs(
        context,
        [
            move
            for move in context.report.dataset.rows(Initiative)
            if move.objective == objective.objective or not goals.isdisjoint(move.goals)
        ],
        origin,
    )
