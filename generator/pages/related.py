"""What touches a metric or a goal elsewhere: touchpoints, handoffs and initiatives, as links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.initiatives import effects
from generator.model.tables import Goal, Handoff, Initiative, Metric, Touchpoint
from generator.pages.context import SiteContext
from generator.pages.findings import row_fact
from generator.pages.view_models import LabelledValue
from generator.sentences.initiatives import evidence_badge
from generator.sentences.words import STAGE_NAMES, shortened


def touching_metric(context: SiteContext, metric: Metric, origin: str) -> Iterator[LabelledValue]:
    """The touchpoints and handoffs at which a metric tells how it goes."""
    dataset, key = context.report.dataset, metric.metric
    for point in dataset.rows(Touchpoint):
        if key in point.metrics:
            fact = row_fact(context, point, origin)
            stage = STAGE_NAMES[point.stage]
            yield LabelledValue(label="Touchpoint", value=fact.text, href=fact.href, note=stage)
    for handoff in dataset.rows(Handoff):
        if key in (handoff.metric, handoff.provider_metric, handoff.receiver_metric):
            fact = row_fact(context, handoff, origin)
            names = [context.department(one).name for one in (handoff.provider, handoff.receiver)]
            note = " for ".join(shortened(name) for name in names)
            yield LabelledValue(label="Handoff", value=fact.text, href=fact.href, note=note)


def touching_goal(context: SiteContext, goal: Goal, origin: str) -> Iterator[LabelledValue]:
    """The initiatives that are meant to shift a goal, with what can be said since each began."""
    for move in context.report.dataset.rows(Initiative):
        if goal.goal not in move.goals:
            continue
        fact = row_fact(context, move, origin)
        (effect,) = (
            one for one in effects(context.report, move) if one.assessment.goal.goal == goal.goal
        )
        note = evidence_badge(effect).word
        yield LabelledValue(label="Initiative", value=fact.text, href=fact.href, note=note)
