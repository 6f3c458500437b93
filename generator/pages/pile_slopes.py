"""The piles of goals then and now as slopes: a line for each way that goals went."""

from __future__ import annotations

from collections import Counter

from generator.charts.crossings import WIDTH
from generator.charts.drawings import Drawing, Look, Stroke
from generator.measure.changes.change_kinds import Changes
from generator.measure.report import group_by
from generator.measure.triage import count_triage
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.dots import goal_dot
from generator.pages.view_models import View
from generator.sentences.changes import edition_and_day
from generator.sentences.words import TRIAGE_BADGES

#: The piles from the top: a line that falls is a goal that does worse.
_LANES = (Triage.GOING_WELL, Triage.WATCH, Triage.NEEDS_DECISION, Triage.CANNOT_SAY)
#: The height of a pile in the picture, and the most goals that are named beside it.
_LANE, _MOST_NAMED = 40, 4


def pile_slopes(context: SiteContext, changes: Changes) -> View | None:
    """The goals of each pile in the previous edition and now; None if neither has goals."""
    goals = context.report.open_assessments
    was = {
        key: Triage(one.pile)
        for key, one in changes.previous.assessments.items()
        if one.pile and not one.closed
    }
    if not goals or not was:
        return None
    moved = [one for one in goals if was.get(one.goal.goal, one.triage) is not one.triage]
    came = group_by(moved, lambda one: one.triage)
    ways = Counter((was[key], one.triage) for one in goals if (key := one.goal.goal) in was)
    then, now = Counter(was.values()), count_triage(goals)
    version, as_of = changes.previous.version, changes.previous.dataset.as_of.day
    return {
        "then": edition_and_day(version, as_of),
        "now": edition_and_day(context.origin.version or "now", changes.as_of),
        "drawn": _drawn(list(ways)),
        "lanes": [
            {
                "badge": TRIAGE_BADGES[pile],
                "then": then[pile],
                "now": now[pile],
                "came": [
                    goal_dot(context, one, address.CHANGES)
                    for one in came.get(pile, ())[:_MOST_NAMED]
                ],
                "more": max(len(came.get(pile, ())) - _MOST_NAMED, 0),
            }
            for pile in _LANES
        ],
    }


def _drawn(ways: list[tuple[Triage, Triage]]) -> Drawing:
    """The lines; those that fall to a worse pile are coloured, and lie above the others."""
    strokes = []
    for then, now in ways:
        start, end = (_LANE * _LANES.index(pile) + _LANE // 2 for pile in (then, now))
        unsure = Triage.CANNOT_SAY in (then, now)
        look = Look.WORSE if end > start and not unsure else Look.LINE
        path = f"M0 {start}L{WIDTH} {end}"
        strokes.append(Stroke(Look.PALE if then is now else look, path))
    strokes.sort(key=lambda stroke: (Look.PALE, Look.LINE, Look.WORSE).index(stroke.look))
    return Drawing(WIDTH, _LANE * len(_LANES), tuple(strokes))
