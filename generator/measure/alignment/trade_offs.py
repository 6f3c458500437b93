"""Tension: metrics of two departments that move against each other, as a question to ask.

Two departments' metrics of one cadence are compared where both have 24 periods or more in common.
Each is turned so that up is better and differenced, so that a common trend ties nothing together,
and loses the mean of each calendar month, so that a common season does not either; a step over a
missing period or a rebase is left out. What is left is compared by Spearman's rank correlation.

How far from zero chance alone takes it is told by circular shifts: the one series is turned
against the other (and loses its months' means again, as the real one did), which keeps what each
remembers of its own past and undoes what ties them. A pair of n steps has n - 1 shifts, too few
to tell one pair in a thousand. So each pair's correlations are divided by their root mean square
over all its shifts, the real one included, and the shifts of all pairs together say how rare one
is:

    p = (1 + shifts with a correlation as low or lower) / (1 + all shifts),

one-sided, since only metrics that move against each other are asked about. Of the pairs those are
told that stand by the procedure of Benjamini and Hochberg at 5 % over all pairs tried. There is
no random number in it. A tension is never a cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

from generator.measure.alignment.lowest_n import LowestN
from generator.measure.report import Report
from generator.measure.series import Days, Numbers, Series
from generator.measure.variation import ControlChart
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.tables import Metric
from generator.model.vocabulary import Better, Cadence

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

FEWEST_PERIODS = 24
FALSE_DISCOVERIES = 0.05
#: Of longer series as many evenly spaced shifts are taken.
MOST_SHIFTS = 199
#: How many different sets of periods are held against each other: the commonest ones. Metrics
#: without gaps share a few; hundreds with each a gap of its own would take minutes.
_MOST_MASKS = 60
#: How many numbers are worked on at once.
_AT_ONCE = 200_000
_DUST = 1e-9
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOff:
    """Two departments' metrics that move against each other, each turned so that up is better.

    `correlation` is Spearman's of the steps from period to period, `periods` how many of these
    they share, from `first_period` to `last_period`.
    """

    metric: Metric
    opposing_metric: Metric
    cadence: Cadence
    correlation: float
    p_value: float
    periods: int
    first_period: Period
    last_period: Period

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows it rests on."""
        return self.metric, self.opposing_metric


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffs:
    """The tensions that stand, the strongest first, and how many pairs were tried."""

    significant: tuple[TradeOff, ...]
    pairs_tested: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Steps:
    """The metrics of one cadence on one calendar: a row a metric, a column a period.

    `known` says where there is a value, `steps` holds the step into each period (NaN: none).
    """

    cadence: Cadence
    series: Sequence[Series]
    last: Days
    known: Mask
    steps: Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Block:
    """Pairs that share the same periods, and what their correlations are made of.

    `left` and `right` are places among the metrics; `ours` and `theirs` their steps without the
    months, `compared` says which of them make a pair.
    """

    of: _Steps
    left: Places
    right: Places
    months: Places
    ours: Numbers
    theirs: Numbers
    compared: Mask


def trade_offs(report: Report) -> TradeOffs:
    """The pairs of metrics of two departments that move against each other beyond chance."""
    blocks = [block for steps in _calendars(report) for block in _blocks(steps)]
    tried = sum(int(block.compared.sum()) for block in blocks)
    if not tried:
        return TradeOffs(significant=(), pairs_tested=0)
    shifts = sum(int(block.compared.sum()) * (_shifts(block.theirs).size - 1) for block in blocks)
    # Whatever is above the lowest of the shifts leaves a chance that cannot stand. So only these
    # are kept: all together are some hundred million numbers where there are a thousand metrics.
    lowest = LowestN(int(FALSE_DISCOVERIES * (1 + shifts)) + 1)
    pairs: list[tuple[_Block, Places, Places]] = []
    as_they_are, scaled = [], []
    for block in blocks:
        for one, other, correlations in _correlations(block):
            pairs.append((block, block.left[one], block.right[other]))
            as_they_are.append(correlations[:, 0].copy())
            in_scale = _scaled(correlations)
            scaled.append(in_scale[:, 0].copy())
            lowest.add(in_scale[:, 1:])
    as_low = np.searchsorted(lowest.in_order(), np.concatenate(scaled) + _DUST, side="right")
    chances = (1 + as_low) / (1 + shifts)
    stand = stands(chances, FALSE_DISCOVERIES)
    found, start = [], 0
    for (block, one, other), seen in zip(pairs, as_they_are, strict=True):
        found += [
            _tension(
                block.of,
                (int(one[row]), int(other[row])),
                float(seen[row]),
                float(chances[start + row]),
            )
            for row in np.flatnonzero(stand[start : start + len(one)])
        ]
        start += len(one)
    found.sort(
        key=lambda one: (
            one.p_value,
            one.correlation,
            one.metric.metric,
            one.opposing_metric.metric,
        )
    )
    return TradeOffs(significant=tuple(found), pairs_tested=tried)


def stands(chances: Numbers, level: float) -> Mask:
    """Which of several tests stand by Benjamini and Hochberg's procedure at a level."""
    order = np.argsort(chances, kind="stable")
    below = chances[order] <= level * np.arange(1, len(chances) + 1) / len(chances)
    last = int(np.flatnonzero(below).max(initial=-1))
    found: Mask = np.zeros(len(chances), dtype=np.bool_)
    found[order[: last + 1]] = True
    return found


def ranks(rows: Numbers) -> Numbers:
    """The ranks within each row, ties sharing their mean."""
    order = np.argsort(rows, axis=1, kind="stable")
    sorted_rows = np.take_along_axis(rows, order, axis=1)
    count = rows.shape[1]
    fresh = np.ones(rows.shape, dtype=np.bool_)
    fresh[:, 1:] = sorted_rows[:, 1:] > sorted_rows[:, :-1]
    places = np.arange(count)
    first = np.maximum.accumulate(np.where(fresh, places, 0), axis=1)
    ends = np.ones(rows.shape, dtype=np.bool_)
    ends[:, :-1] = fresh[:, 1:]
    last = np.minimum.accumulate(np.where(ends, places, count)[:, ::-1], axis=1)[:, ::-1]
    found = np.empty(rows.shape)
    np.put_along_axis(found, order, (first + last) / 2, axis=1)
    return found


def _calendars(report: Report) -> Iterator[_Steps]:
    """The metrics of each cadence that may be compared: those the rules of variation judge."""
    by_cadence: dict[Cadence, list[tuple[Series, ControlChart]]] = {}
    for (key, segment), judged_series in report.judged_series.items():
        series, chart = report.series[key, segment], judged_series.control_chart
        if segment or chart is None or series.metric.better is Better.NEITHER:
            continue
        if len(chart.values) >= FEWEST_PERIODS:
            by_cadence.setdefault(series.cadence, []).append((series, chart))
    for cadence, judged in by_cadence.items():
        if len({series.metric.department for series, _ in judged}) > 1:
            yield _steps(cadence, judged)


def _steps(cadence: Cadence, judged: Sequence[tuple[Series, ControlChart]]) -> _Steps:
    last = np.unique(np.concatenate([chart.dates for _, chart in judged]))
    values = np.full((len(judged), len(last)), np.nan)
    groups = np.zeros(values.shape, dtype=np.int64)
    for row, (series, chart) in enumerate(judged):
        places = np.searchsorted(last, chart.dates)
        up = 1 if series.metric.better is Better.HIGHER else -1
        values[row, places] = chart.values * up
        for number, group in enumerate(chart.groups):
            groups[row, places[group.start : group.stop]] = number
    steps = np.full(values.shape, np.nan)
    steps[:, 1:] = np.where(groups[:, 1:] == groups[:, :-1], np.diff(values, axis=1), np.nan)
    return _Steps(
        cadence=cadence,
        series=[series for series, _ in judged],
        last=last,
        known=np.isfinite(values),
        steps=steps,
    )


def _blocks(of: _Steps) -> Iterator[_Block]:
    """The pairs of two departments, in blocks that share their periods."""
    moved = np.isfinite(of.steps)
    masks: dict[bytes, list[int]] = {}
    for row in range(len(of.series)):
        masks.setdefault(moved[row].tobytes() + of.known[row].tobytes(), []).append(row)
    commonest = sorted(masks.values(), key=len, reverse=True)[:_MOST_MASKS]
    for left, right in combinations_with_replacement(commonest, 2):
        known = of.known[left[0]] & of.known[right[0]]
        shared = moved[left[0]] & moved[right[0]]
        # A few steps may be missing at gaps, but not so many that too few shifts are left.
        if known.sum() >= FEWEST_PERIODS <= shared.sum() + 1:
            block = _block(of, left, right, shared)
            if block is not None:
                yield block


def _block(of: _Steps, left: list[int], right: list[int], shared: Mask) -> _Block | None:
    """The pairs of the rows `left` with the rows `right` that may be compared."""
    departments = np.unique([series.metric.department for series in of.series], return_inverse=True)
    ours, theirs = (departments[1][rows] for rows in (left, right))
    compared: Mask = ours[:, None] != theirs[None, :]
    if left is right:
        compared = np.triu(compared)
    if not compared.any():
        return None
    months = of.last[shared].astype("datetime64[M]").astype(np.int64) % 12
    steps = [_without_months(of.steps[rows][:, shared], months) for rows in (left, right)]
    compared &= ~(_flat(steps[0])[:, None] | _flat(steps[1])[None, :])
    if not compared.any():
        return None
    return _Block(
        of=of,
        left=np.array(left),
        right=np.array(right),
        months=months,
        ours=steps[0],
        theirs=steps[1],
        compared=compared,
    )


def _correlations(block: _Block) -> Iterator[tuple[Places, Places, Numbers]]:
    """The rows of pairs, and their correlations as they are and shifted; some rows at a time."""
    ranked, shifts = _ranked(block.ours), _shifts(block.theirs)
    handful = max(_AT_ONCE // (max(block.ours.shape) * shifts.size), 1)
    for start in range(0, len(block.theirs), handful):
        theirs = block.theirs[start : start + handful]
        one, other = np.nonzero(block.compared[:, start : start + handful])
        if not one.size:
            continue
        turned = np.stack([np.roll(theirs, shift, axis=1) for shift in shifts])
        turned = _ranked(_without_months(turned.reshape(-1, theirs.shape[1]), block.months))
        # Not the product of matrices: for these small ones its threads cost more than they save.
        products = np.einsum("ij,skj->iks", ranked, turned.reshape(shifts.size, *theirs.shape))
        yield one, start + other, products[one, other]


def _shifts(rows: Numbers) -> Places:
    """No shift first, then all others; of long rows evenly spaced ones."""
    count = rows.shape[1]
    if count - 1 <= MOST_SHIFTS:
        return np.arange(count)
    return np.concatenate([[0], np.linspace(1, count - 1, MOST_SHIFTS).astype(np.int64)])


def _without_months(rows: Numbers, months: npt.NDArray[np.int64]) -> Numbers:
    """The rows less the mean of each calendar month."""
    belongs = (months[:, None] == np.unique(months)).astype(float)
    means = np.einsum("ij,jk->ik", rows, belongs) / belongs.sum(axis=0)
    found: Numbers = rows - np.einsum("ik,jk->ij", means, belongs)
    return found


def _flat(rows: Numbers) -> Mask:
    """Which rows do not move at all."""
    flat: Mask = np.ptp(rows, axis=1) <= _DUST * np.maximum(np.abs(rows).max(axis=1), 1)
    return flat


def _ranked(rows: Numbers) -> Numbers:
    """The ranks of each row with mean 0 and length 1, so that products are correlations."""
    size = np.abs(rows).max(axis=1, keepdims=True)
    centred = ranks(np.round(rows / np.where(size > 0, size, 1), _DIGITS))
    centred -= centred.mean(axis=1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=1, keepdims=True))
    found: Numbers = centred / np.where(length > 0, length, 1)
    return found


def _scaled(correlations: Numbers) -> Numbers:
    """Correlations by their root mean square over all shifts of their pair."""
    scale = np.sqrt((correlations**2).mean(axis=1, keepdims=True))
    scaled: Numbers = correlations / np.where(scale > _DUST, scale, 1)
    return scaled


def _tension(of: _Steps, pair: tuple[int, int], correlation: float, chance: float) -> TradeOff:
    one, other = pair
    both = of.last[of.known[one] & of.known[other]]
    series = of.series[one]
    first, last = np.searchsorted(series.last, [both[0], both[-1]]).tolist()
    return TradeOff(
        metric=series.metric,
        opposing_metric=of.series[other].metric,
        cadence=of.cadence,
        correlation=correlation,
        p_value=chance,
        periods=len(both),
        first_period=series.period(first),
        last_period=series.period(last),
    )
