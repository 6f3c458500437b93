"""Changes since the previous edition in words: both values, what made the difference, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from generator.measure.assessment import TRIAGE_OF
from generator.measure.changes.change_kinds import (
    PLAN,
    CellChange,
    ChangeDirection,
    ChangeReason,
    Changes,
    CommitmentChange,
    FigureChange,
    StatusChange,
    VariationChange,
)
from generator.measure.series import Series
from generator.model.edition import Commit
from generator.model.vocabulary import Change, Rule, Status, Triage
from generator.sentences.goal_figures import latest_of_goal
from generator.sentences.goals import aim, latest
from generator.sentences.headings import Counted
from generator.sentences.numbers import (
    Formats,
    counted,
    day,
    listed,
    plural,
    short_day,
    stated_decimals,
)
from generator.sentences.words import TRIAGE_BADGES, capitalised, shortened, states_apart

#: What happened to a goal as a sentence, and in a few words for the feed.
GOAL_GONE = ("It is no longer in the tables.", "no longer a goal")
GOAL_DROPPED = ("It was dropped and no longer counts.", "dropped")
GOAL_REPLACED = ("Another goal continues it.", "replaced")
GOAL_ADDED = ("It is new.", "new")
METRIC_GONE = "It is no longer in the tables, nor are its figures."
METRIC_ADDED = "It is new."

#: What an item is about, on the page of that thing.
ABOUT_GOAL = "The goal"
ABOUT_METRIC = "The metric"
RESTATED = "Restated"
WITHDRAWN = "Withdrawn"
REALLY_CHANGED = "Improved or worsened"

_MOST_SHOWN = 3
_LONGEST = 160
_COMMIT_DIGITS = 7
_DAYS_OF_A_WEEK, _DAYS_OF_A_MONTH = 7, 30.4
_FEW_DAYS, _FEW_WEEKS = 13, 24

_REASONS: Mapping[ChangeReason, str] = {
    ChangeReason.NEW_DATA: "new figures",
    ChangeReason.TIME: "no new figure came",
    ChangeReason.RESTATED: "restated figures of the past",
    ChangeReason.DEFINITION: "a changed definition",
    ChangeReason.METHOD: "a changed way of working it out",
    ChangeReason.TARGET: "a moved target, due date or plan",
}
#: The change of a series as it was, or is, told.
CHANGE_ANSWERS: Mapping[str, str] = {
    Change.NONE: "steady",
    Change.BETTER: "improved",
    Change.WORSE: "worsened",
    Change.OTHER: "changed",
    Change.FIRST_BETTER: "first sign of improvement",
    Change.FIRST_WORSE: "first sign of worsening",
    Change.FIRST_OTHER: "first sign of change",
    Change.UNKNOWN: "could not be told",
}
_DIRECTIONS: Mapping[ChangeDirection, str] = {
    ChangeDirection.IMPROVED: "improved",
    ChangeDirection.WORSENED: "worsened",
    ChangeDirection.OTHER: "",
}
_EASIER = {True: "made easier", False: "made harder", None: "moved"}
#: The columns of a commitment in a sentence about what moved, in its order.
_MOVING = {
    "target": "target",
    "due": "due date",
    "baseline": "baseline",
    "baseline_date": "baseline's date",
}
#: Columns whose name says too little; of the others the name itself is shown.
_COLUMNS = {
    "better": "Which way is better",
    "calculation": "How it is worked out",
    "definition": "What is counted",
    "accumulates": "Running total",
    "kind": "What it looks at",
    "min_n": "Smallest group published",
    "counted": "Whether n counts answers or cases",
    "complete_dimensions": "Dimensions that add up",
    "lag_days": "Days until a figure is expected",
    "fix_limits_after": "Usual range fixed after",
    "rule": "What it asks",
    "guardrails": "Must not worsen",
    "outcome_metric": "Metric by which it is known",
    "customers": "Whom it serves",
    "source": "Comes from",
}


def since_line(changes: Changes) -> str:
    """All in one line: `3 goals improved, 2 worsened, 1 target made easier, 1 figure restated`."""
    counts = counts_of_changes(changes)
    parts = list(counts.values())
    if Counted.IMPROVED in counts and Counted.WORSENED in counts:  # "3 goals improved, 2 worsened"
        worsened = len(changes.by_figures(ChangeDirection.WORSENED))
        parts[1] = f"{worsened} {_DIRECTIONS[ChangeDirection.WORSENED]}"
    text = listed(parts) if parts else "no goal has moved, and no target moved"
    return f"Since {changes.previous.version}: {text}."


def since_heading(changes: Changes) -> str:
    """The heading of a page's part about changes."""
    return f"Since edition {changes.previous.version}"


def edition_and_day(version: str, as_of: dt.date) -> str:
    """One side of a comparison: `2026-10, 20 Oct 2026`."""
    return f"{version}, {short_day(as_of)}"


def was_in_pile(pile: Triage) -> str:
    """The pile of a goal in the previous edition: `was: on track`."""
    return f"was: {TRIAGE_BADGES[pile].word}"


def owned(owner: str | None) -> str:
    """Whose it is, as a sentence."""
    return f"Owner: {owner}." if owner else "No owner is named."


def committed(commit: Commit | None) -> str:
    """The commit of a change: `Commit 1a2b3c4 of 28 October 2026.`; "" if it is not known."""
    return f"Commit {commit.id[:_COMMIT_DIGITS]} of {day(commit.day)}." if commit else ""


def commitment_sentences(change: CommitmentChange, formats: Formats) -> str:
    """What moved, whether that made it easier, and its status by the previous commitment."""
    due, goal = "", change.previous_goal
    if change.late and change.commit is None and goal.due is not None:
        due = f"It was due on {day(goal.due)}."
    sentences = [what_moved(change, formats), due, _status_by_previous(change, formats)]
    return " ".join(filter(None, sentences))


def what_moved(change: CommitmentChange, formats: Formats) -> str:
    """`Its target moved from 60 to 55, a month before it was due, which made the goal easier.`."""
    made = {True: ", which made the goal easier", False: ", which made the goal harder", None: ""}
    parts = listed(list(_moved_parts(change, formats)))
    return f"Its {parts}{_before_due(change)}{made[change.easier]}."


def commitment_headline(change: CommitmentChange) -> str:
    """What moved in a few words: `target moved`."""
    names = {"target": "target", "target_high": "target", "due": "due date"}
    named = [names[column] for column in change.columns if column in names]
    return f"{named[0] if named else 'plan'} moved"


def status_sentences(
    change: StatusChange, edition: str, now: Series | None, formats: Formats
) -> str:
    """The status then and now, why they differ, and both values.

    What the line of all changes counts begins with the word that is counted there; where the
    statuses do not show that way, both piles do.
    """
    then, pile, after = Status(change.before.status), change.before.pile, change.after
    lead = f"{_DIRECTIONS[change.direction]}: " if change.by_figures else ""
    was, is_now = states_apart((then, pile), (after.status, after.triage))
    same, told = then is after.status, was if pile == Triage.WATCH else is_now
    text = f"{told} as in {edition}" if same else f"{was} in {edition}, now {is_now}"
    if same or (lead and Triage.CANNOT_SAY in (TRIAGE_OF[then], TRIAGE_OF[after.status])):
        words = [TRIAGE_BADGES[one].word for one in (Triage(pile), after.triage)]
        text += f"; then: {words[0]}, now: {words[1]}"
    sentence = f"{capitalised(lead + text)}{in_brackets(change.reasons)}."
    value, earlier = latest(now, formats), latest(change.series_before, formats)
    if after.goal_status.frozen:
        value = latest_of_goal(after.goal_status, now, formats)
    if not value:
        return sentence
    previous = f", after {earlier}" if earlier and earlier != value else ""
    return f"{sentence} {capitalised(value)}{previous}."


def variation_sentences(change: VariationChange, edition: str) -> str:
    """Whether a series has really changed, now and then."""
    then = CHANGE_ANSWERS.get(change.before, change.before)
    now = capitalised(CHANGE_ANSWERS[change.after])
    return f"{now}; in {edition}: {then}{in_brackets(change.reasons)}."


def restated_sentence(change: FigureChange, formats: Formats) -> str:
    """`June 2026: 87.2 % instead of 88.1 %.`, a few of them, the newest first."""

    def apart(value: float, other: float) -> str:
        return formats.value_beside(value, change.series.metric, other)

    shown = [
        f"{formats.period(one.period, change.series.cadence)}: {apart(one.after, one.before)} "
        f"instead of {apart(one.before, one.after)}"
        for one in reversed(change.restated)
    ]
    return f"{listed(shown, _MOST_SHOWN)}."


def withdrawn_sentence(change: FigureChange, formats: Formats) -> str:
    """`No longer there: June 2026 and July 2026.`."""
    periods = [
        formats.period(period, change.series.cadence) for period in reversed(change.withdrawn)
    ]
    return f"No longer there: {listed(periods, _MOST_SHOWN)}."


def added_sentence(figures: Sequence[FigureChange]) -> str:
    """How many figures are new, and of how many metrics; "" if none is."""
    added = sum(len(one.added) for one in figures)
    if not added:
        return ""
    measures = len({one.series.metric.metric for one in figures if one.added})
    verb = plural(added, "is", "are")
    return f"{counted(added, 'figure')} {verb} new, of {counted(measures, 'metric')}."


def cell_label(change: CellChange) -> str:
    """What a column holds, in words."""
    return _COLUMNS.get(change.column, change.column.replace("_", " ").capitalize())


def cell_sentence(change: CellChange, names: Mapping[str, str]) -> str:
    """`Head of Support; it was: Head of Service.`; `names` gives the names of ids."""
    after, before = (
        shortened(_cell_value(cell, names), _LONGEST).removesuffix(".") or "none"
        for cell in (change.after, change.before)
    )
    return f"{after}; it was: {before}."


def counted_as(change: CommitmentChange) -> Counted:
    """As what the headline counts a goal that moved."""
    return {True: Counted.EASIER, False: Counted.HARDER, None: Counted.MOVED}[change.easier]


def counts_of_changes(changes: Changes) -> dict[Counted, str]:
    """What the headline counts, each in words of its own: `2 goals worsened`."""
    figures, moved = changes.figures, changes.commitment_changes
    counts: dict[Counted, tuple[int, str, str]] = {
        Counted.IMPROVED: (
            len(changes.by_figures(ChangeDirection.IMPROVED)),
            "goal",
            _DIRECTIONS[ChangeDirection.IMPROVED],
        ),
        Counted.WORSENED: (
            len(changes.by_figures(ChangeDirection.WORSENED)),
            "goal",
            _DIRECTIONS[ChangeDirection.WORSENED],
        ),
    }
    for easier, word in _EASIER.items():
        alike = [one for one in moved if one.easier is easier]
        noun = "target" if all("target" in one.columns for one in alike) else "goal"
        if alike:
            counts[counted_as(alike[0])] = (len(alike), noun, word)
    counts |= {
        Counted.ADDED: (len(changes.added), "goal", "added"),
        Counted.DROPPED: (len(changes.dropped) + len(changes.gone), "goal", "dropped"),
        Counted.REPLACED: (len(changes.replaced), "goal", "replaced"),
        Counted.RESTATED: (sum(len(one.restated) for one in figures), "figure", "restated"),
        Counted.WITHDRAWN: (sum(len(one.withdrawn) for one in figures), "figure", "withdrawn"),
    }
    return {
        key: f"{counted(count, noun)} {word}"
        for key, (count, noun, word) in counts.items()
        if count
    }


def _cell_value(value: object, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_cell_value(each, names) for each in value)
    if isinstance(value, float):
        return f"{value:.{stated_decimals(value)}f}"
    return day(value) if isinstance(value, dt.date) else names.get(str(value)) or str(value)


def _status_by_previous(change: CommitmentChange, formats: Formats) -> str:
    """`Now: on pace; against 60 it would be: off pace.`."""
    pile, now = change.assessment.triage, change.assessment.status
    other, status = states_apart((change.status_as_committed, pile), (now, pile))
    previous = "as it was before"
    if change.columns == ("target",) and change.goal.rule is not Rule.RANGE:
        metric = change.assessment.goal_status.metric
        previous = f"against {formats.stated(change.previous_goal.target, metric)}"
    would_be = f": {other}" if change.decisive else f" {status} too"
    return f"Now: {status}; {previous} it would be{would_be}."


def _moved_parts(change: CommitmentChange, formats: Formats) -> Iterator[str]:
    goals, metric = (change.previous_goal, change.goal), change.assessment.goal_status.metric
    is_range = change.goal.rule is Rule.RANGE

    def stated(value: float | dt.date | None) -> str:
        if value is None:
            return "none"
        return day(value) if isinstance(value, dt.date) else formats.stated(value, metric)

    if is_range and {"target", "target_high"} & set(change.columns):
        yield f"range moved from {' to '.join(aim(one, metric, formats) for one in goals)}"
    for column, name in _MOVING.items():
        if column in change.columns and not (is_range and column == "target"):
            values = (stated(getattr(one, column)) for one in goals)
            yield f"{name} moved from {' to '.join(values)}"
    if PLAN in change.columns:
        yield "milestones changed"


def _before_due(change: CommitmentChange) -> str:
    """How long before its old due date a goal moved, if that is not long."""
    left = change.days_before_due
    if left is None or not change.late or change.commit is None:
        return ""
    if left < 0:
        return f", {_duration(-left)} after it was due"
    return ", on the day it was due" if left == 0 else f", {_duration(left)} before it was due"


def _duration(days: int) -> str:
    """Some days as one says them: `9 days`, `3 weeks`, `a month`, `2 months`."""
    if days <= _FEW_DAYS:
        return counted(days, "day")
    if days <= _FEW_WEEKS:
        return counted(round(days / _DAYS_OF_A_WEEK), "week")
    months = round(days / _DAYS_OF_A_MONTH)
    return "a month" if months <= 1 else counted(months, "month")


def in_brackets(reasons: tuple[ChangeReason, ...]) -> str:
    """The reasons in brackets, after the change: ` (new figures)`."""
    return f" ({listed([_REASONS[reason] for reason in reasons])})" if reasons else ""
