"""What is said of figures, definitions and methods that are others now, and of all in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from generator.measure.changes.change_kinds import (
    CellChange,
    Changes,
    CommitmentChange,
    FigureChange,
    MethodChange,
)
from generator.sentences.numbers import Formats, counted, day, listed, stated_decimals
from generator.sentences.words import shortened

_MOST_SHOWN = 3
_LONGEST = 160

_LABELS = {
    "better": "Which way is better",
    "calculation": "How it is worked out",
    "definition": "What is counted",
    "accumulates": "Running total",
    "kind": "What it looks at",
    "min_n": "Smallest group published",
    "complete_dimensions": "Dimensions that add up",
    "lag_days": "Days until a figure is expected",
    "fix_limits_after": "Usual range fixed after",
    "rule": "What it asks",
    "guardrails": "Must not worsen",
    "outcome_metric": "Metric by which it is known",
    "customers": "Whom it serves",
    "source": "Comes from",
}


def restated_sentence(change: FigureChange, formats: Formats) -> str:
    """`June 2026: 87.2 % instead of 88.1 %.`, a few of them, the newest first."""
    shown = [
        f"{formats.period(one.period, change.cadence)}: "
        f"{_apart(one.after, one.before, change, formats)} instead of "
        f"{_apart(one.before, one.after, change, formats)}"
        for one in reversed(change.restated)
    ]
    return _some(shown)


def withdrawn_sentence(change: FigureChange, formats: Formats) -> str:
    """`No longer there: June 2026 and July 2026.`."""
    shown = [formats.period(period, change.cadence) for period in reversed(change.withdrawn)]
    return f"No longer there: {_some(shown)}"


def added_sentence(figures: Sequence[FigureChange]) -> str:
    """How many figures are new, and of how many metrics; "" where none is."""
    added = sum(len(one.added) for one in figures)
    metrics = len({one.metric.metric for one in figures if one.added})
    if not added:
        return ""
    verb = "is" if added == 1 else "are"
    return f"{counted(added, 'figure')} {verb} new, of {counted(metrics, 'metric')}."


def cell_label(change: CellChange) -> str:
    """What a column says, in words."""
    return _LABELS.get(change.column, change.column.replace("_", " ").capitalize())


def cell_sentence(change: CellChange, named: Callable[[object], str]) -> str:
    """`Owner: Head of Support; it was Head of Service.`; `named` puts a value into words."""
    after, before = (shortened(named(one), _LONGEST) for one in (change.after, change.before))
    return f"{cell_label(change)}: {after or 'none'}; it was: {before or 'none'}."


def method_sentence(change: MethodChange) -> str:
    """`thresholds.on_pace is 0.9; it was 0.95.`."""
    return f"{change.name} is {change.after}; it was {change.before}."


def since_line(changes: Changes) -> str:
    """All in one line: `3 goals improved, 2 worsened, 1 target made easier, 1 figure restated`."""
    parts = list(_counts(changes))
    text = listed(parts) if parts else "no goal stands elsewhere, and no target moved"
    return f"Since {changes.previous.version}: {text}."


def compared_with(changes: Changes) -> str:
    """With what is compared: the edition and its day."""
    as_of = changes.previous.dataset.as_of.day
    return (
        f"Compared with edition {changes.previous.version}, which spoke from {day(as_of)}; "
        f"this one speaks from {day(changes.as_of)}."
    )


def _counts(changes: Changes) -> Iterator[str]:
    improved, worsened = len(changes.improved), len(changes.worsened)
    if improved:
        yield f"{counted(improved, 'goal')} improved"
    if worsened:
        yield f"{worsened} worsened" if improved else f"{counted(worsened, 'goal')} worsened"
    for easier, word in ((True, "made easier"), (False, "made harder"), (None, "moved")):
        found = [move for move in changes.commitment_changes if move.easier is easier]
        if found:
            yield f"{counted(len(found), _noun(found))} {word}"
    for goals, word in (
        (changes.added, "added"),
        ((*changes.dropped, *changes.gone), "dropped"),
        (changes.replaced, "replaced"),
    ):
        if goals:
            yield f"{counted(len(goals), 'goal')} {word}"
    if changes.restated:
        yield f"{counted(changes.restated, 'figure')} restated"
    if changes.withdrawn:
        yield f"{counted(changes.withdrawn, 'figure')} withdrawn"


def _noun(moves: Sequence[CommitmentChange]) -> str:
    return "target" if all("target" in move.columns for move in moves) else "goal"


def _apart(value: float, other: float, change: FigureChange, formats: Formats) -> str:
    """A value with the decimals that tell it from the other one."""
    return formats.value_beside(value, change.metric, other)


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - _MOST_SHOWN
    shown = [*texts[:_MOST_SHOWN], *([f"{more} more"] if more > 0 else [])]
    return f"{listed(shown)}."


def plain_value(value: object) -> str:
    """A cell's value in plain words."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(plain_value, value))
    if isinstance(value, float):
        return f"{value:.{stated_decimals(value)}f}"
    return day(value) if isinstance(value, dt.date) else str(value)
