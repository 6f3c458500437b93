"""What is said of a goal: its aim, where it stands and why, in sentences a leader reads aloud."""

from __future__ import annotations

from collections.abc import Callable

from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Better, Cadence, Rule, Status
from generator.sentences.numbers import Formats, counted, day, periods_word, stated_decimals
from generator.sentences.words import SHIELDED, with_segment


def aim(goal: Goal, metric: Metric, formats: Formats) -> str:
    """What a goal asks for, without its date: `at most 30 days`, `between 4 and 8 weeks`."""
    if goal.target_high is not None:
        return f"between {target_text(goal, metric, formats, joint='and')}"
    return f"{_side(goal, metric)} {target_text(goal, metric, formats)}".lstrip()


def target_text(goal: Goal, metric: Metric, formats: Formats, *, joint: str = "to") -> str:
    """A goal's target as it was given, or the ends of its range: `30 days`, `4.25 to 8 weeks`."""
    if goal.target_high is None:
        return formats.stated(goal.target, metric)
    low = formats.number(goal.target, stated_decimals(goal.target))
    return f"{low} {joint} {formats.stated(goal.target_high, metric)}"


def aim_with_date(goal: Goal, metric: Metric, formats: Formats) -> str:
    """What a goal asks for and by when: `at most 30 days by 30 June 2027`."""
    text = aim(goal, metric, formats)
    if goal.due is None:
        return text
    return f"{text} {'until' if goal.rule is not Rule.REACH else 'by'} {day(goal.due)}"


def goal_title(
    goal: Goal, metric: Metric, formats: Formats, segment: str = "", name: str = ""
) -> str:
    """A goal's name: its metric, its segment and its aim. `name` shortens the metric's."""
    named = with_segment(name or metric.name, segment)
    return f"{named}: {aim(goal, metric, formats)}"


def latest(series: Series | None, formats: Formats, target: float | None = None) -> str:
    """The newest closed value with its period: `44.1 days in October 2026`; "" without one.

    Beside a target it has the decimals that tell it from that target.
    """
    if series is None or series.newest is None:
        return ""
    newest, metric = float(series.value[series.closed - 1]), series.metric
    value = formats.value(newest, metric)
    if target is not None:
        value = formats.value_beside(newest, metric, target)
    return f"{value} {_in(formats.period(series.newest, series.cadence), series.cadence)}"


def finding(
    goal_status: GoalStatus, series: Series | None, cadence: Cadence, formats: Formats
) -> str:
    """Where a goal stands, in two sentences at most: the value and the aim, then why."""
    why = _WHY[goal_status.status](_Said(goal_status, series, cadence, formats))
    if goal_status.status in _WITHOUT_VALUE or series is None or series.closed == 0:
        return why
    if goal_status.frozen:
        return why
    aimed = aim_with_date(goal_status.goal, goal_status.metric, formats)
    word = "the goal" if goal_status.goal.rule is not Rule.REACH else "the target"
    newest = latest(series, formats, goal_status.goal.target)
    return f"{_capital(newest)}; {word} is {aimed}. {why}"


def why(goal_status: GoalStatus, series: Series | None, cadence: Cadence, formats: Formats) -> str:
    """Why a goal has its status, in one sentence."""
    return _WHY[goal_status.status](_Said(goal_status, series, cadence, formats))


class _Said:
    """What the sentences of a status draw on."""

    def __init__(
        self, goal_status: GoalStatus, series: Series | None, cadence: Cadence, formats: Formats
    ) -> None:
        self.goal_status, self.series, self.cadence, self.formats = (
            goal_status,
            series,
            cadence,
            formats,
        )
        self.goal, self.metric = goal_status.goal, goal_status.metric

    def stated(self, value: float | None) -> str:
        return "" if value is None else self.formats.stated(value, self.metric)

    @property
    def due(self) -> str:
        return "" if self.goal.due is None else day(self.goal.due)

    @property
    def current(self) -> str:
        """The value that decides with its periods: `42.9 days over August to October 2026`."""
        found = self.goal_status.current
        assert found is not None
        value = self.formats.value_beside(found.value, self.metric, self.goal.target)
        span = self.formats.span(found.periods, self.cadence)
        if len(found.periods) == 1:
            return f"{value} {_in(span, self.cadence)}"
        return f"{value} over {span}"

    @property
    def start(self) -> str:
        """`38.2 days on 31 March 2026`."""
        assert self.goal.baseline_date is not None
        return f"{self.stated(self.goal.baseline)} on {day(self.goal.baseline_date)}"

    @property
    def shares(self) -> str:
        """`it has come 30 % of the way, where the plan expected 75 % by then`."""
        progress, expected = self.goal_status.progress, self.goal_status.expected
        assert progress is not None
        assert expected is not None
        percent = self.formats.percent
        if progress >= 1:
            way = "all of the way"
        elif progress <= 0:
            way = "none of the way"
        else:
            way = f"{percent(progress)} of the way"
        return f"{self.come(way)}, where the plan expected {percent(expected)} by then"

    def come(self, way: str) -> str:
        """How far it has come, and by which value where the newest alone does not decide."""
        found, series = self.goal_status.current, self.series
        if found is None or series is None or found.value == series.value[series.closed - 1]:
            return f"it has come {way}"
        return f"at {self.current} it has come {way}"

    @property
    def consecutive(self) -> bool:
        """Whether the newest periods of the share inside follow one another without a gap."""
        series, inside = self.series, self.goal_status.inside
        if series is None or inside is None or series.closed < inside.of:
            return False
        first = series.period(series.closed - inside.of)
        newest = series.period(series.closed - 1)
        return first.shift(inside.of - 1, series.cadence).last == newest.last


def _no_data(said: _Said) -> str:
    if said.series is not None and said.series.closed:
        return f"No figure came by its due date, {said.due}."
    if said.series is not None and said.series.withheld:
        return "Too few answers to publish a figure."
    if said.series is not None and said.series.shielding:
        return SHIELDED
    return "No figure has come yet."


def _stale(said: _Said) -> str:
    fresh = said.goal_status.fresh
    assert fresh.newest is not None
    assert fresh.next_due is not None
    newest = said.formats.period(fresh.newest, said.cadence)
    return (
        f"The newest figure is that of {newest}; the next was due on {day(fresh.next_due)}. "
        "Too old to judge by."
    )


def _awaiting(said: _Said) -> str:
    return (
        f"It was due on {said.due}; the figure that decides has not come yet. "
        f"The goal was {aim(said.goal, said.metric, said.formats)}."
    )


def _not_reported(said: _Said) -> str:
    return (
        f"It was due on {said.due}, and the figure that decides never came. "
        f"The goal was {aim(said.goal, said.metric, said.formats)}."
    )


def _met(said: _Said) -> str:
    aimed = aim_with_date(said.goal, said.metric, said.formats)
    return f"Met: {said.current}; the target was {aimed}."


def _missed(said: _Said) -> str:
    aimed = aim_with_date(said.goal, said.metric, said.formats)
    return f"Missed: {said.current}; the target was {aimed}."


def _already_there(said: _Said) -> str:
    if said.goal_status.sustained:
        count = said.formats.number(said.goal_status.sustained)
        return f"Already there at each of the last {count} {said.cadence} figures."
    found = said.goal_status.current
    if found is None or len(found.periods) == 1:
        return "Already there."
    return f"Already there: {said.current}."


def _no_starting_point(said: _Said) -> str:
    goal = said.goal
    missing = [
        word
        for word, value in (
            ("baseline", goal.baseline),
            ("baseline date", goal.baseline_date if goal.baseline is not None else goal),
            ("due date", goal.due),
        )
        if value is None
    ]
    verb = "is" if len(missing) == 1 else "are"
    text = f"No {' and no '.join(missing)} {verb} stated, so its pace cannot be judged."
    if not missing:
        text = "No baseline is stated, so it is not known which side of the target is better."
    current = said.goal_status.current
    if current is None:
        return text
    gap = said.formats.distance(abs(current.value - goal.target), said.metric)
    when = said.formats.span(current.periods, said.cadence)
    lead = "Over" if len(current.periods) > 1 else "On" if said.cadence is Cadence.DAILY else "In"
    return f"{text} {lead} {when} it was {gap} from the target."


def _too_early(said: _Said) -> str:
    expected = said.goal_status.expected
    if expected is None:
        return f"No period has ended since its start ({said.start}): too early to judge."
    return (
        f"The plan expected only {said.formats.percent(expected)} of the way by then: "
        "too early to judge."
    )


def _too_noisy(said: _Said) -> str:
    needed = said.goal_status.answers_needed
    text = (
        "Its figures swing more than the plan would have moved them, so progress cannot be told "
        "from standing still."
    )
    if needed is None:
        return text
    each, current = periods_word(said.cadence, 1), said.goal_status.current
    text = f"{text} About {said.formats.number(needed)} answers a {each} would tell"
    if current is None or current.n is None:
        return f"{text}."
    return f"{text}; it has about {said.formats.number(current.n / len(current.periods))}."


def _on_pace(said: _Said) -> str:
    progress, expected = said.goal_status.progress, said.goal_status.expected
    assert progress is not None
    assert expected is not None
    come, planned = said.formats.percent(progress), said.formats.percent(expected)
    noise, gap = said.goal_status.noise, said.goal_status.gap
    by_chance = noise is not None and gap is not None and 0 > gap >= -noise.sigma
    if come == planned or progress >= expected or not by_chance:
        way = _capital(said.come(f"{come} of the way"))
        return f"{way}; the plan expected {planned} by then."
    return f"{_capital(said.shares)}; the gap is no more than chance explains."


def _wrong_way(said: _Said) -> str:
    found = said.goal_status.current
    text = f"It started at {said.start} and has moved away from the target"
    return f"{text}: {said.current}." if found and len(found.periods) > 1 else f"{text}."


def _off_pace(said: _Said) -> str:
    return f"Far behind plan: {said.shares}."


def _at_risk(said: _Said) -> str:
    return f"Behind plan: {said.shares}."


def _kept(said: _Said) -> str:
    aimed = aim_with_date(said.goal, said.metric, said.formats)
    return f"Kept: {said.current}; the goal was {aimed}.{_share(said)}"


def _broken(said: _Said) -> str:
    aimed = aim_with_date(said.goal, said.metric, said.formats)
    return f"Broken: {said.current}; the goal was {aimed}.{_share(said)}"


def _holding(said: _Said) -> str:
    return _share(said).strip() or "It holds."


def _breached(said: _Said) -> str:
    text = "It is outside the range" if said.goal.rule is Rule.RANGE else "The level is not held"
    inside = said.goal_status.inside
    if inside is not None and 2 * inside.kept >= inside.of:
        text += " just now"
    return f"{text}.{_share(said)}"


def _share(said: _Said) -> str:
    inside = said.goal_status.inside
    if inside is None or inside.of < 2:
        return ""
    kept = {0: "none", inside.of: "all"}.get(inside.kept, str(inside.kept))
    if said.goal_status.status is Status.HOLDING and 2 * inside.kept < inside.of:
        kept = f"only {kept}"
    if said.goal_status.frozen:
        return f" Of the {inside.of} {said.cadence} figures until then {kept} kept to it."
    if said.consecutive:
        of = counted(inside.of, *[periods_word(said.cadence, n) for n in (1, 2)])
        return f" Kept in {kept} of the last {of}."
    return f" Of the last {inside.of} {said.cadence} figures {kept} kept to it."


_WHY: dict[Status, Callable[[_Said], str]] = {
    Status.NO_DATA: _no_data,
    Status.MET: _met,
    Status.MISSED: _missed,
    Status.AWAITING_DATA: _awaiting,
    Status.NOT_REPORTED: _not_reported,
    Status.STALE: _stale,
    Status.ALREADY_THERE: _already_there,
    Status.NO_STARTING_POINT: _no_starting_point,
    Status.TOO_EARLY: _too_early,
    Status.TOO_NOISY: _too_noisy,
    Status.ON_PACE: _on_pace,
    Status.WRONG_WAY: _wrong_way,
    Status.OFF_PACE: _off_pace,
    Status.AT_RISK: _at_risk,
    Status.KEPT: _kept,
    Status.BROKEN: _broken,
    Status.HOLDING: _holding,
    Status.BREACHED: _breached,
}
_WITHOUT_VALUE = (Status.NO_DATA, Status.STALE, Status.AWAITING_DATA, Status.NOT_REPORTED)


def _side(goal: Goal, metric: Metric) -> str:
    """Which side of the target fulfils the goal, in words."""
    if metric.better is Better.HIGHER:
        return "at least"
    if metric.better is Better.LOWER:
        return "at most"
    if goal.baseline is not None and goal.baseline != goal.target:
        return "at least" if goal.target > goal.baseline else "at most"
    return ""


def _in(span: str, cadence: Cadence) -> str:
    return f"on {span}" if cadence is Cadence.DAILY else f"in {span}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
