"""The customer's way: what must hold within handoffs and between touchpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.fault_wording import fault_of, warning_of
from generator.model.problems import Problem
from generator.model.tables import Handoff, Touchpoint


def check_handoff(handoff: Handoff) -> Iterator[Problem]:
    """What must hold between the cells of a handoff."""
    if handoff.provider == handoff.receiver:
        yield fault_of(
            handoff,
            "receiver",
            f'"{handoff.provider}" hands over to itself.',
            "Name the department that receives, or delete the row.",
        )
    if handoff.metric and not handoff.promise:
        yield warning_of(
            handoff,
            "promise",
            f'"{handoff.handoff}" measures a promise that is not written.',
            "Write what the receiver may rely on.",
        )
    if handoff.provider_metric and handoff.provider_metric == handoff.receiver_metric:
        yield warning_of(
            handoff,
            "receiver_metric",
            f'"{handoff.receiver_metric}" is the metric of both sides, so they cannot differ.',
            "Name the metric in which the receiver feels it, or leave one blank.",
        )


def warn_of_shared_places(touchpoints: Iterable[Touchpoint]) -> Iterator[Problem]:
    """Touchpoints of one stage with the same place in it: which comes first is not said."""
    first_at: dict[tuple[str, int], Touchpoint] = {}
    for touchpoint in touchpoints:
        if touchpoint.order is None:
            continue
        first = first_at.setdefault((touchpoint.stage, touchpoint.order), touchpoint)
        if first is not touchpoint:
            yield warning_of(
                touchpoint,
                "order",
                f'"{touchpoint.touchpoint}" has place {touchpoint.order} in the stage '
                f'"{touchpoint.stage}", and so has "{first.touchpoint}" ({first.location}).',
                "Give each its own.",
            )
