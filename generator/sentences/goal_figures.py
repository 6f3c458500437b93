"""The figure of a goal in words: the one that decided it, or the newest, the same on every page."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.sentences.goals import in_period, latest
from generator.sentences.numbers import Formats
from generator.sentences.rows import due_month


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFigure:
    """The figure of a goal and its period: the one that decided it, else the newest.

    `since` is the newest figure if it came after the one that `decided`, whose `month` is then told
    too; `number` is the plain value. Without a figure all of it is blank.
    """

    value: str = ""
    period: str = ""
    number: float | None = None
    decided: bool = False
    since: str = ""
    month: str = ""

    @property
    def when(self) -> str:
        """`June 2026; since then 28.6 % in October 2026`."""
        return "; ".join(filter(None, (self.period, self.since)))


def goal_figure(goal_status: GoalStatus, series: Series | None, formats: Formats) -> GoalFigure:
    """The figure of a goal as every page shows it."""
    if series is None or series.newest is None:
        return GoalFigure()
    metric, current, newest = series.metric, goal_status.current, series.newest
    if not goal_status.frozen or current is None:
        value = float(series.value[series.closed - 1])
        period = formats.period(newest, series.cadence)
        return GoalFigure(value=formats.value(value, metric), period=period, number=value)
    later = current.periods[-1] != newest
    return GoalFigure(
        value=formats.value_beside(current.value, metric, goal_status.goal.target),
        period=formats.span(current.periods, series.cadence),
        number=current.value,
        decided=True,
        since=f"since then {latest(series, formats)}" if later else "",
        month=due_month(current.periods[-1].last) if later else "",
    )


def latest_of_goal(goal_status: GoalStatus, series: Series | None, formats: Formats) -> str:
    """`latest` beside the target; of a scored goal the figure that decided, and what came since."""
    figure = goal_figure(goal_status, series, formats)
    if series is None or not figure.decided:
        return latest(series, formats, goal_status.goal.target)
    text = f"{figure.value} {in_period(figure.period, series.cadence)}"
    return f"{text} ({figure.since})" if figure.since else text
