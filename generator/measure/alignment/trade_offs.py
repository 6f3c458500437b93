"""Trade-offs: metrics of two departments that move against each other, as a question to ask.

Two departments' metrics of one cadence are compared if the tables bring them together (an
objective, a handoff, a stage or a guardrail) and they share at least 24 periods. Each is turned so
that up is better, and differenced, so that a common trend ties nothing together. Each loses the
mean of each calendar month, so that a common season does not either. A step over a missing period
or a rebase is left out. The steps are compared by Spearman's rank correlation.

Circular shifts tell how far from zero chance alone takes a correlation. One series is turned
against the other (and loses its months' means again), which keeps what each remembers of its own
past and undoes what ties them. A pair of n steps has n - 1 shifts, too few to tell one pair in a
thousand. So each pair's correlations are divided by their root mean square over all its shifts,
the real one included, and the shifts of all pairs together give

    p = (1 + shifts with a correlation as low or lower) / (1 + all shifts),

one-sided, since only metrics that move against each other count. The procedure of Benjamini and
Hochberg (1995) at 5 % over all pairs tested decides which are significant. There is no random
number in it. A trade-off is never a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

from generator.measure.alignment.brought_together import brought_together
from generator.measure.alignment.many_tests import Lowest, Mask, significant
from generator.measure.comparison import RELATIVE
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.report import Report
from generator.measure.series import Days, Numbers
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.tables import Metric
from generator.model.vocabulary import Better, Cadence

Places = npt.NDArray[np.int64]

FEWEST_PERIODS = 24
FALSE_DISCOVERIES = 0.05
#: Of longer series as many evenly spaced shifts are taken.
MOST_SHIFTS = 199
#: How many different sets of periods are compared: the commonest ones. Metrics without gaps share
#: a few; hundreds with a gap of their own each would take minutes.
_MOST_MASKS = 60
#: How many numbers are worked on at once.
_AT_ONCE = 200_000
#: How many rows are multiplied at once: a larger product would start threads, which cost more
#: than they save.
_FEW = 64
_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOff:
    """Two departments' metrics that move against each other, each turned so that up is better.

    `correlation` is Spearman's, of the steps from period to period; `periods` counts the periods
    that they share, from `first_period` to `last_period`.
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
    """The significant trade-offs, the strongest first, and how many pairs were tested."""

    significant: tuple[TradeOff, ...]
    pairs_tested: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Steps:
    """The metrics of one cadence on one calendar: a row per metric, a column per period.

    `known` marks the values, `steps` holds the step into each period (NaN: none). `comparable`
    marks the pairs of two departments that the tables bring together.
    """

    cadence: Cadence
    judged: Sequence[JudgedSeries]
    last: Days
    known: Mask
    steps: Numbers
    comparable: Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Block:
    """Pairs that share the same periods, and their steps without the months' means.

    `left` and `right` are the rows of the metrics in `calendar`, `ours` and `theirs` their steps;
    `compared` marks which of them make a pair.
    """

    calendar: _Steps
    left: Places
    right: Places
    months: Places
    ours: Numbers
    theirs: Numbers
    compared: Mask


def trade_offs(report: Report) -> TradeOffs:
    """The pairs of metrics of two departments that move against each other beyond chance."""
    blocks = [block for calendar in _calendars(report) for block in _blocks(calendar)]
    tested = sum(int(block.compared.sum()) for block in blocks)
    if not tested:
        return TradeOffs(significant=(), pairs_tested=0)
    shifts = sum(int(block.compared.sum()) * (_shifts(block.theirs).size - 1) for block in blocks)
    # A pair above the lowest of all shifts cannot be significant. So only these are kept: all
    # together are some hundred million numbers for a thousand metrics.
    most = int(FALSE_DISCOVERIES * (1 + shifts)) + 1
    lowest = Lowest(most)
    pairs: list[tuple[_Steps, Places, Places]] = []
    measured, scaled = list[Numbers](), list[Numbers]()
    for block in blocks:
        for one, other, correlations in _correlations(block):
            pairs.append((block.calendar, block.left[one], block.right[other]))
            measured.append(correlations[:, 0].copy())
            in_scale = _scaled(correlations)
            scaled.append(in_scale[:, 0].copy())
            lowest.add(in_scale[:, 1:])
    as_low = np.searchsorted(
        np.sort(lowest.found()), np.concatenate(scaled) + RELATIVE, side="right"
    )
    p_values, correlation = (1 + as_low) / (1 + shifts), np.concatenate(measured)
    found, ends = [], np.cumsum([len(left) for _, left, _ in pairs])
    for place in np.flatnonzero(significant(p_values, FALSE_DISCOVERIES)).tolist():
        lot = int(np.searchsorted(ends, place, side="right"))
        (calendar, left, right), row = pairs[lot], place - ends[lot]
        rows = (int(left[row]), int(right[row]))
        found.append(_trade_off(calendar, rows, float(correlation[place]), float(p_values[place])))
    found.sort(
        key=lambda one: (
            one.p_value,
            one.correlation,
            one.metric.metric,
            one.opposing_metric.metric,
        )
    )
    return TradeOffs(significant=tuple(found), pairs_tested=tested)


def _calendars(report: Report) -> Iterator[_Steps]:
    """The metrics of each cadence that may be compared: those that have a control chart."""
    by_cadence: dict[Cadence, list[JudgedSeries]] = {}
    for (_, segment), judged in report.judged_series.items():
        if segment or judged.series.metric.better is Better.NEITHER:
            continue
        if judged.control_chart is not None and len(judged.last) >= FEWEST_PERIODS:
            by_cadence.setdefault(judged.cadence, []).append(judged)
    groups = brought_together(report)
    for cadence, alike in by_cadence.items():
        comparable = _comparable(alike, groups)
        if comparable.any():
            yield _steps(cadence, alike, comparable)


def _comparable(alike: Sequence[JudgedSeries], groups: Iterable[Sequence[str]]) -> Mask:
    """Which pairs of metrics are of two departments and together in a group."""
    metrics = [judged.series.metric for judged in alike]
    _, departments = np.unique([metric.department for metric in metrics], return_inverse=True)
    rows = {metric.metric: row for row, metric in enumerate(metrics)}
    together: Mask = np.zeros((len(rows), len(rows)), dtype=np.bool_)
    for group in groups:
        members = [rows[metric] for metric in group if metric in rows]
        if len(members) > 1:
            together[np.ix_(members, members)] = True
    together &= departments[:, None] != departments
    return together


def _steps(cadence: Cadence, alike: Sequence[JudgedSeries], comparable: Mask) -> _Steps:
    last = np.unique(np.concatenate([judged.last for judged in alike]))
    values = np.full((len(alike), len(last)), np.nan)
    groups = np.zeros(values.shape, dtype=np.int64)
    for row, judged in enumerate(alike):
        assert judged.control_chart is not None
        up = judged.series.metric.better.sign
        values[row, np.searchsorted(last, judged.last)] = judged.control_chart.values * up
        for day in judged.series.rebased:
            groups[row] += last >= np.datetime64(day, "D")
    steps = np.full(values.shape, np.nan)
    steps[:, 1:] = np.where(groups[:, 1:] == groups[:, :-1], np.diff(values, axis=1), np.nan)
    return _Steps(
        cadence=cadence,
        judged=alike,
        last=last,
        known=np.isfinite(values),
        steps=steps,
        comparable=comparable,
    )


def _blocks(calendar: _Steps) -> Iterator[_Block]:
    """The pairs that may be compared, in blocks that share their periods."""
    moved = np.isfinite(calendar.steps)
    masks: dict[bytes, list[int]] = {}
    for row in range(len(calendar.judged)):
        masks.setdefault(moved[row].tobytes() + calendar.known[row].tobytes(), []).append(row)
    commonest = sorted(masks.values(), key=len, reverse=True)[:_MOST_MASKS]
    for left, right in combinations_with_replacement(commonest, 2):
        known = calendar.known[left[0]] & calendar.known[right[0]]
        shared = moved[left[0]] & moved[right[0]]
        # A few steps may be missing at gaps, but not so many that too few shifts are left.
        if known.sum() >= FEWEST_PERIODS <= shared.sum() + 1:
            block = _block(calendar, left, right, shared)
            if block is not None:
                yield block


def _block(calendar: _Steps, left: list[int], right: list[int], shared: Mask) -> _Block | None:
    """The pairs of the rows `left` with the rows `right` that may be compared."""
    compared: Mask = calendar.comparable[np.ix_(left, right)]
    if left is right:
        compared = np.triu(compared)
    if not compared.any():
        return None
    months = calendar.last[shared].astype("datetime64[M]").astype(np.int64) % 12
    steps = [_without_months(calendar.steps[rows][:, shared], months) for rows in (left, right)]
    compared &= ~(_flat(steps[0])[:, None] | _flat(steps[1])[None, :])
    if not compared.any():
        return None
    return _Block(
        calendar=calendar,
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
    count = block.months.size
    turns = (np.arange(count) - shifts[:, None]) % count
    # Neighbours are those brought together with the same metrics, so that few products are wasted.
    right = np.flatnonzero(block.compared.any(axis=0))
    right = right[np.argsort(block.compared[:, right].argmax(axis=0), kind="stable")]
    handful = max(_AT_ONCE // (shifts.size * max(block.compared.sum(axis=0).max(), count)), 1)
    for start in range(0, len(right), handful):
        columns = right[start : start + handful]
        rows = np.flatnonzero(block.compared[:, columns].any(axis=1))
        one, other = np.nonzero(block.compared[np.ix_(rows, columns)])
        turned = _without_months(block.theirs[columns][:, turns], block.months)
        turned = _ranked(turned.reshape(-1, count))
        few = np.zeros((-(-rows.size // _FEW) * _FEW, count))
        few[: rows.size] = ranked[rows]
        shifted = turned.reshape(columns.size, 1, shifts.size, count)
        products = few.reshape(-1, _FEW, count) @ shifted.swapaxes(2, 3)
        products = products.reshape(columns.size, len(few), shifts.size)
        yield rows[one], columns[other], products[other, one]


def _shifts(rows: Numbers) -> Places:
    """No shift first, then all others; of long rows evenly spaced ones."""
    count = rows.shape[1]
    if count - 1 <= MOST_SHIFTS:
        return np.arange(count)
    return np.concatenate([[0], np.linspace(1, count - 1, MOST_SHIFTS).astype(np.int64)])


def _without_months(rows: Numbers, months: npt.NDArray[np.int64]) -> Numbers:
    """The rows less the mean of each calendar month."""
    belongs = (months[:, None] == np.unique(months)).astype(float)
    found: Numbers = rows - rows @ (belongs / belongs.sum(axis=0)) @ belongs.T
    return found


def _flat(rows: Numbers) -> Mask:
    """Which rows do not move at all."""
    flat: Mask = np.ptp(rows, axis=1) <= RELATIVE * np.maximum(np.abs(rows).max(axis=1), 1)
    return flat


def _ranked(rows: Numbers) -> Numbers:
    """The ranks of each row with mean 0 and length 1, so that products are correlations."""
    size = np.abs(rows).max(axis=1, keepdims=True)
    rounded = np.round(rows / np.where(size > 0, size, 1), _DIGITS)
    order = np.argsort(rounded, axis=1)
    ordered = np.take_along_axis(rounded, order, axis=1)
    # Equal values share the mean of their places: the first and the last of each lot.
    places, apart = np.arange(rows.shape[1]), ordered[:, 1:] != ordered[:, :-1]
    first, last = np.zeros(rows.shape), np.full(rows.shape, places[-1], dtype=float)
    np.maximum.accumulate(apart * places[1:], axis=1, out=first[:, 1:])
    ends = np.where(apart, places[:-1], places[-1])
    np.minimum.accumulate(ends[:, ::-1], axis=1, out=last[:, -2::-1])
    ranks = np.empty(rows.shape)
    np.put_along_axis(ranks, order, (first + last - places[-1]) / 2, axis=1)
    length = np.sqrt((ranks**2).sum(axis=1, keepdims=True))
    found: Numbers = ranks / np.where(length > 0, length, 1)
    return found


def _scaled(correlations: Numbers) -> Numbers:
    """Correlations by their root mean square over all shifts of their pair."""
    scale = np.sqrt((correlations**2).mean(axis=1, keepdims=True))
    scaled: Numbers = correlations / np.where(scale > RELATIVE, scale, 1)
    return scaled


def _trade_off(
    calendar: _Steps, rows: tuple[int, int], correlation: float, p_value: float
) -> TradeOff:
    one, other = rows
    shared = calendar.last[calendar.known[one] & calendar.known[other]]
    judged = calendar.judged[one]
    first, last = np.searchsorted(judged.last, shared[[0, -1]]).tolist()
    return TradeOff(
        metric=judged.series.metric,
        opposing_metric=calendar.judged[other].series.metric,
        cadence=calendar.cadence,
        correlation=correlation,
        p_value=p_value,
        periods=len(shared),
        first_period=judged.period(first),
        last_period=judged.period(last),
    )
