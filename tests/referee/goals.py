"""How goals stand: the status of each by the table that readers are given, and its pile."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from generator.model.settings import Settings, Thresholds
from generator.model.tables import Commentary, Goal, Milestone
from generator.model.vocabulary import Better, Calculation, CommentKind, GoalState, Rule
from tests.referee.figures import (
    ALONE,
    DAYS,
    DIVIDED,
    MONTHS,
    Company,
    Figures,
    later,
    month_end,
    value_of,
)
from tests.referee.moves import Move

CLOSABLE = ("met", "missed", "kept", "broken", "awaiting-data", "not-reported")
DECIDE = ("missed", "broken", "off-pace", "moving-the-wrong-way", "breached")
WATCHED = ("at-risk", "reached-not-yet-sure", "slipped")
NO_VERDICT = ("no-data", "stale", "awaiting-data", "not-reported", "no-starting-point",
              "too-early", "too-noisy-to-tell")  # fmt: skip
FINE = ("already-there", "on-pace", "holding", "met", "kept")
SCORED = ("met", "missed", "kept", "broken")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a goal stands, with the figures that decided it."""

    status: str
    value: float | None = None
    day: dt.date | None = None
    n: float | None = None
    progress: float | None = None
    expected: float | None = None
    sigma: float | None = None
    kept: tuple[int, int] | None = None


def less(a: float, b: float) -> bool:
    """Whether a is below b by more than rounding."""
    return a < b and not math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def sign_of(goal: Goal, better: Better) -> int:
    """+1 if higher is better for a goal, −1 if lower is, 0 if neither."""
    if better is not Better.NEITHER:
        return 1 if better is Better.HIGHER else -1
    if goal.rule is not Rule.REACH or goal.baseline is None or goal.baseline == goal.target:
        return 0
    return 1 if goal.target > goal.baseline else -1


def verdict(company: Company, goal: Goal, move: Move | None, settings: Settings) -> Verdict:
    """The status of a goal by the first row of the table that fits."""
    figures = company.figures.get((goal.metric, goal.segment or ""))
    if figures is None:
        return Verdict(status="no-data")
    rows = figures.rows[figures.rows["last"] <= company.as_of].reset_index(drop=True)
    if not len(rows):
        return Verdict(status="no-data")
    over = goal.due is not None and goal.due < company.as_of
    stale = stale_rows(company, figures, rows)
    if goal.rule is Rule.REACH:
        return _reach(company, goal, figures, rows, settings, over=over, stale=stale)
    return _hold(goal, figures, rows, move, settings, over=over, stale=stale)


def stale_rows(company: Company, figures: Figures, rows: pd.DataFrame) -> bool:
    """Whether the newest figure is too old: end + lag + the larger of two periods and ten days."""
    newest = rows["last"].iloc[-1]
    grace = max(later(newest, 2, figures.cadence), newest + dt.timedelta(days=10))
    return bool(grace + dt.timedelta(days=figures.metric.lag_days) < company.as_of)


def together(figures: Figures, rows: pd.DataFrame) -> tuple[float, dt.date, float, float | None]:
    """The value of some periods, the day of their middle (also as a number), and the answers."""
    ordinals = [day.toordinal() for day in rows["last"]]
    middle = sum(ordinals) / len(ordinals)
    day = dt.date.fromordinal(math.floor(middle))
    if figures.total:
        return float(rows["value"].iloc[-1]), day, middle, None
    if figures.metric.calculation in DIVIDED:
        sums = rows[["n", "numerator", "promoters", "detractors"]].sum(min_count=len(rows))
        needed = (
            ["promoters", "detractors"]
            if figures.metric.calculation is Calculation.NPS
            else ["numerator"]
        )
        if sums[["n", *needed]].notna().all() and sums["n"] > 0:
            counted = float(sums["n"]) if figures.metric.is_counted else None
            return value_of(sums, figures.metric.calculation), day, middle, counted
    return float(rows["value"].mean()), day, middle, None


def _due_period(goal: Goal, figures: Figures, rows: pd.DataFrame) -> pd.DataFrame | None:
    """The last period by the due date, if it ends within one cadence before it."""
    assert goal.due is not None
    by = rows[rows["last"] <= goal.due]
    if not len(by) or later(by["last"].iloc[-1], 1, figures.cadence) <= goal.due:
        return None
    return by


def _sigma(figures: Figures, rows: pd.DataFrame, pooled: pd.DataFrame) -> float | None:
    """The standard error of the current value: the larger of process and sampling, if any."""
    values = rows["value"].tolist()
    since = max([int((rows["last"] < day).sum()) for day in figures.rebased], default=0)
    since = since if since < len(values) else 0
    process = sampling = None
    k = len(pooled)
    own = values[since:]
    if figures.total:
        own = _increments(figures, rows)[since:]
        k = 1
    if len(own) >= 3:
        process = float(np.mean(np.abs(np.diff(own)))) / 1.128 / math.sqrt(k)
    asked = figures.metric.is_counted and not figures.total
    if asked and figures.metric.calculation in (Calculation.NPS, Calculation.SHARE):
        counts = pooled[["n", "numerator", "promoters", "detractors"]].sum(min_count=len(pooled))
        sampling = _sampling(figures.metric.calculation, counts)
    known = [each for each in (process, sampling) if each is not None]
    return max(known) if known else None


def _increments(figures: Figures, rows: pd.DataFrame) -> list[float]:
    added = []
    for at in range(1, len(rows)):
        row, before = rows.iloc[at], rows.iloc[at - 1]
        new_year = figures.metric.accumulates == "year" and row["last"].year != before["last"].year
        added.append(row["value"] if new_year else row["value"] - before["value"])
    return added


def _sampling(calculation: Calculation, counts: pd.Series) -> float | None:
    n = counts["n"]
    if not n > 0:
        return None
    if calculation is Calculation.SHARE:
        p = counts["numerator"] / n
        return 100 * math.sqrt(p * (1 - p) / n) if 0 <= p <= 1 else None
    if counts[["promoters", "detractors"]].isna().any():
        return None
    p, d = (counts["promoters"] + 0.75) / (n + 3), (counts["detractors"] + 0.75) / (n + 3)
    return 100 * math.sqrt((p + d - (p - d) ** 2) / (n + 3))


def _reach(  # noqa: PLR0911 -- one row of the table after the other
    company: Company,
    goal: Goal,
    figures: Figures,
    rows: pd.DataFrame,
    settings: Settings,
    *,
    over: bool,
    stale: bool,
) -> Verdict:
    s, limits = sign_of(goal, figures.metric.better), settings.thresholds
    if over:
        return _scored(goal, figures, rows, s, stale=stale)
    since = rows
    if goal.baseline_date is not None:
        since = rows[rows["last"] > goal.baseline_date]
    way = bool(s) and None not in (goal.baseline, goal.baseline_date, goal.due)
    if not len(since):
        if stale:
            return Verdict(status="stale")
        return Verdict(status="too-early" if way else "no-starting-point")
    pooled = since.tail(_pooled_periods(figures))
    value, day, middle, n = together(figures, pooled)
    sigma = _sigma(figures, rows, pooled)
    found = Verdict(
        status="stale", value=value, day=day, n=n, progress=_way(goal, value), sigma=sigma
    )
    if stale:
        return found
    if s and not less(s * value, s * goal.target):
        lasts = since["value"].tail(3).tolist()
        three = len(lasts) == 3 and not any(less(s * one, s * goal.target) for one in lasts)
        far = sigma is not None and not less(s * (value - goal.target), sigma)
        return replace(found, status="already-there" if far or three else "reached-not-yet-sure")
    if not way:
        return replace(found, status="no-starting-point")
    e = _expected(company, goal, middle)
    if e <= 0 or less(e, limits.too_early):
        return replace(found, status="too-early", expected=e)
    return replace(found, status=_on_the_way(goal, s, value, sigma, e, limits), expected=e)


def _on_the_way(  # noqa: PLR0911 -- one row of the table after the other
    goal: Goal, s: int, value: float, sigma: float | None, e: float, limits: Thresholds
) -> str:
    """The last rows of the table: a goal that is held against its pace."""
    begin = _stated(goal.baseline)
    whole = goal.target - begin
    ratio, moved = (value - begin) / whole / e, s * (value - begin)
    gap = s * (value - (begin + e * whole))
    if not sigma:
        if less(ratio * e, limits.wrong_way_without_noise):
            return "moving-the-wrong-way"
        if not less(ratio, limits.on_pace):
            return "on-pace"
        return "off-pace" if less(ratio, limits.off_pace) else "at-risk"
    if less(moved, -limits.noise * sigma):
        return "moving-the-wrong-way"
    if less(e * abs(whole), limits.noise * sigma):
        return "too-noisy-to-tell"
    if not less(ratio, limits.on_pace) or not less(gap, -sigma):
        return "on-pace"
    if less(ratio, limits.off_pace) and less(gap, -limits.noise * sigma):
        return "off-pace"
    return "at-risk"


def _scored(goal: Goal, figures: Figures, rows: pd.DataFrame, s: int, *, stale: bool) -> Verdict:
    """A goal to reach whose due date has passed."""
    due = _due_period(goal, figures, rows)
    if due is None:
        return Verdict(status="not-reported" if stale else "awaiting-data")
    value, day, _, n = together(figures, due.tail(1))
    status = "no-starting-point"
    if s:
        status = "missed" if less(s * value, s * goal.target) else "met"
    return Verdict(status=status, value=value, day=day, n=n, progress=_way(goal, value))


def _pooled_periods(figures: Figures) -> int:
    """How many periods make the current value."""
    if figures.total or figures.metric.calculation in ALONE:
        return 1
    if figures.cadence in DAYS:
        return 3
    return {1: 3, 3: 2, 12: 1}[MONTHS[figures.cadence]]


def _stated(number: float | None) -> float:
    assert number is not None
    return number


def _way(goal: Goal, value: float) -> float | None:
    if goal.baseline is None or goal.baseline == goal.target:
        return None
    return (value - goal.baseline) / (goal.target - goal.baseline)


def _expected(company: Company, goal: Goal, middle: float) -> float:
    """The share of the way that the plan expects at the date of the data."""
    assert goal.baseline_date is not None
    assert goal.due is not None
    begin = _stated(goal.baseline)
    stones = sorted(
        (one.date, one.expected) for one in company.dataset.rows(Milestone) if one.goal == goal.goal
    )
    plan = [(goal.baseline_date, begin), *stones, (goal.due, goal.target)]
    at = float(np.interp(middle, [day.toordinal() for day, _ in plan], [v for _, v in plan]))
    return min(max((at - begin) / (goal.target - begin), 0.0), 1.0)


def _inside(goal: Goal, s: int, value: float) -> bool:
    if goal.rule is Rule.RANGE:
        return not less(value, goal.target) and not less(_stated(goal.target_high), value)
    return not less(s * value, s * goal.target)


def _miss(goal: Goal, s: int, value: float) -> float:
    """By how much a value misses what is to be held."""
    if goal.rule is Rule.RANGE:
        return max(goal.target - value, value - _stated(goal.target_high))
    return s * (goal.target - value)


def _hold(
    goal: Goal,
    figures: Figures,
    rows: pd.DataFrame,
    move: Move | None,
    settings: Settings,
    *,
    over: bool,
    stale: bool,
) -> Verdict:
    s = sign_of(goal, figures.metric.better)
    part = rows
    if over:
        due = _due_period(goal, figures, rows)
        if due is None:
            return Verdict(status="not-reported" if stale else "awaiting-data")
        part = due
    value, day, _, n = together(figures, part.tail(1))
    counted = part.tail(settings.thresholds.hold_window)
    if over:
        own = part if goal.baseline_date is None else part[part["last"] > goal.baseline_date]
        counted = own if len(own) else part
    kept = (sum(_inside(goal, s, one) for one in counted["value"]), len(counted))
    inside = _inside(goal, s, value)
    if over:
        status = "kept" if inside else "broken"
    elif stale:
        status = "stale"
    elif inside:
        status = "holding"
    else:
        before = len(rows) > 1 and not _inside(goal, s, float(rows["value"].iloc[-2]))
        one = _sigma_of_one(figures, rows, move)
        far = one is None or not less(_miss(goal, s, value), one)
        status = "breached" if far or before else "slipped"
    return Verdict(status=status, value=value, day=day, n=n, kept=kept)


def _sigma_of_one(figures: Figures, rows: pd.DataFrame, move: Move | None) -> float | None:
    """How far one figure moves by itself: the mean step since the last start, over 1.128."""
    values = rows["value"].tolist()
    begin = max([int((rows["last"] < day).sum()) for day in figures.rebased], default=0)
    begin = begin if begin < len(values) else 0
    if move is not None and move.starts and not figures.total:
        begin = max(begin, int((rows["last"] < move.points["last"].iloc[move.starts[-1]]).sum()))
    own = values[begin:]
    if figures.total:
        own = _increments(figures, rows)[begin:]
    return float(np.mean(np.abs(np.diff(own)))) / 1.128 if len(own) >= 3 else None


def worsened(goal: Goal, move: Move | None, sign: int) -> bool:
    """Whether its metric has worsened since its baseline; without one, within the last year."""
    if move is None or not sign or move.direction * sign >= 0:
        return False
    if goal.baseline_date is not None:
        return move.last_start > goal.baseline_date
    newest: dt.date = move.points["last"].iloc[-1]
    return move.last_start > month_end(newest.year - 1, newest.month)


def pile(
    goal: Goal,
    status: str,
    move: Move | None,
    sign: int,
    likelihood: str | None,
    chance: float | None = None,
) -> str:
    """The pile of an open goal: the first that fits; `chance` is the one that is stated.

    What is scored stays as it is, and a record that ended long ago says nothing of today.
    """
    judged = status not in (*SCORED, "stale", "not-reported")
    worse = judged and worsened(goal, move, sign)
    unlikely = likelihood == "unlikely"
    if status in DECIDE or (unlikely and (status == "at-risk" or worse)):
        return "needs-a-decision"
    first = judged and move is not None and bool(sign) and move.sign * sign < 0
    if status in WATCHED or worse or unlikely or first:
        return "watch"
    if status in NO_VERDICT:
        return "cannot-say-yet"
    assert status in FINE, status
    if judged and chance is not None and chance < 0.5:
        return "watch"
    return "going-well"


def closed(company: Company, statuses: dict[str, str]) -> set[str]:
    """The goals that no longer count: dropped, decided about once due, or with a successor."""
    goals: Sequence[Goal] = company.dataset.rows(Goal)
    found = {goal.replaces for goal in goals if goal.replaces and goal.state is GoalState.ACTIVE}
    found |= {goal.goal for goal in goals if goal.state is GoalState.DROPPED}
    for goal in goals:
        taken = [
            one.date
            for one in company.dataset.rows(Commentary)
            if one.kind is CommentKind.DECISION_TAKEN
            and (one.about.kind, one.about.key) == ("goal", goal.goal)
        ]
        if taken and goal.due and max(taken) >= goal.due and statuses[goal.goal] in CLOSABLE:
            found.add(goal.goal)
    return found
