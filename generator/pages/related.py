"""Related rows as labelled links: the touchpoints, handoffs and initiatives of a goal or metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.measure.initiatives import effects
from generator.model.schema import Row
from generator.model.tables import Goal, Handoff, Initiative, Metric, Touchpoint
from generator.pages.context import SiteContext
from generator.pages.subjects import row_link
from generator.pages.view_models import LabelledValue, linked
from generator.sentences.initiatives import evidence_badge
from generator.sentences.words import PHASE_NAMES, STAGE_NAMES, shortened


def related_to_metric(context: SiteContext, metric: Metric, origin: str) -> Iterator[LabelledValue]:
    """The touchpoints and handoffs at which a metric tells how it goes."""
    dataset, key = context.report.dataset, metric.metric
    for point in dataset.rows(Touchpoint):
        if key in point.metrics:
            yield row_value(context, point, origin, "Touchpoint", STAGE_NAMES[point.stage])
    for handoff in dataset.rows(Handoff):
        if key in (handoff.metric, handoff.provider_metric, handoff.receiver_metric):
            names = [context.department(one).name for one in (handoff.provider, handoff.receiver)]
            note = " for ".join(shortened(name) for name in names)
            yield row_value(context, handoff, origin, "Handoff", note)


def related_to_goal(context: SiteContext, goal: Goal, origin: str) -> Iterator[LabelledValue]:
    """The initiatives that are meant to shift a goal, with what can be said since each began."""
    for initiative in context.report.dataset.rows(Initiative):
        for effect in effects(context.report, initiative):
            if effect.assessment.goal.goal == goal.goal:
                yield row_value(
                    context, initiative, origin, "Initiative", evidence_badge(effect).word
                )


def initiative_list(
    context: SiteContext, initiatives: Iterable[Initiative], origin: str, *, whose: bool = True
) -> list[LabelledValue]:
    """Initiatives by their phase, with the department (`whose`), the owner and the next step."""

    def notes(initiative: Initiative) -> Iterator[str | None]:
        if whose:
            yield shortened(context.department(initiative.department).name)
        yield initiative.owner
        yield f"Next: {initiative.next_step}" if initiative.next_step else None

    return [
        row_value(
            context,
            initiative,
            origin,
            PHASE_NAMES[initiative.phase] if initiative.phase else "Initiative",
            " · ".join(filter(None, notes(initiative))),
        )
        for initiative in initiatives
    ]


def row_value(
    context: SiteContext, row: Row, origin: str, label: str, note: str | None = None
) -> LabelledValue:
    """A row by its name, after a label."""
    return linked(label, row_link(context, row, origin), note)
