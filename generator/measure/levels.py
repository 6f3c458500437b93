"""Levels: where a record has moved, and since when it is better or worse.

A record is cut into levels, and the usual range begins anew with each. All of it follows from the
values alone, so a later figure never changes what was found before.

1. Starts. From the start a of the newest level, for each end with N = 14 or more values since a:
   over every k from 7 to N − 2 let A be the mean of the first k values and B of the others,
   SSE = Σ(z − A)² + Σ(z − B)². The k with the least SSE counts, the smallest among equals.
   s = √(SSE / (N − 2)), t = |B − A| / (s·√(1/k + 1/(N − k))), infinite if only s is 0. With t > 5
   and k ≤ N − 7 a level starts at a + k, and the search goes on from there. A least SSE among the
   last six values waits for more of them.
2. Moments. At the date of an event or of an initiative there is one test: once five values have
   come since, the mean of the level until then against theirs, at least five a side, t > 3.
3. Season. With n ≥ 3m values, if the m-lag autocorrelation passes the test of the Theta method,
   the classical index (differences, mean 0) is subtracted first. At each end it is the index of
   the whole years until then.
4. Dependence. r = lag-1 autocorrelation of the residuals from each level's own mean, without the
   record's last 7 values and without levels of fewer than 4, N values in K levels;
   r′ = (N·r + K) / (N − 3K), at most 0.8, and 0 unless N ≥ 12 and r′ > 2/√N.
5. Movement. Walk back from the last start while levels step the same way; the reference is the
   level before the first of these steps. With s pooled over reference and last level,
   t* = |last − reference| / (s·√(1/n₁ + 1/n₂)·√((1 + r′)/(1 − r′))), claimed from t* = 2 on.

Source of 1: Hawkins, Testing a Sequence of Observations for a Shift in Location (1977), with fixed
bounds. `python -m tests.bench.claims` prints how often it claims falsely, and how late it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from generator.measure.forecast import SEASONS_TO_ADJUST, has_season, seasonal_index
from generator.measure.series import Integers, Numbers

#: The values that a level needs, those on both sides of a search, and the t of a start.
FEWEST_OF_LEVEL = 7
FEWEST_TO_SEARCH = 2 * FEWEST_OF_LEVEL
START_T = 5.0
#: The values on each side of a moment, and the t of a start there.
FEWEST_AT_MOMENT = 5
MOMENT_T = 3.0
#: The last values that say nothing of the dependence, the fewest of a level and of a record, and
#: the most that it can be.
NOT_ASKED = 7
FEWEST_TO_DEPEND = 4
FEWEST_FOR_DEPENDENCE = 12
MOST_DEPENDENCE = 0.8
#: The t* from which a movement is claimed.
CLAIM_T = 2.0
_EQUAL = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelStart:
    """The place of a level's first value, and of the value that showed it; `t` is its test.

    With `at_moment` it was found at the date of an event or an initiative.
    """

    start: int
    found: int
    t: float
    at_moment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The last levels that step the same way: +1 up, −1 down.

    `means` are those of the reference and of each level since; `since` is the place of the first
    value after the reference, `last_start` of the last level's. `t` is t*, `spread` the pooled s.
    """

    since: int
    last_start: int
    means: tuple[float, ...]
    direction: int
    spread: float
    t: float

    @property
    def claimed(self) -> bool:
        """Whether figures of this kind do not move as far by themselves."""
        return self.t >= CLAIM_T


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Levels:
    """The levels of a record: their starts after the first, what was judged, and the last movement.

    `values` are those that are judged, less their season; `season` is that of the values since the
    last rebase (None: there is none).
    """

    values: Numbers
    season: Numbers | None
    starts: tuple[LevelStart, ...]
    dependence: float
    movement: Movement | None


def find_levels(
    values: Numbers,
    *,
    season: int,
    places: Integers,
    rebased: Sequence[int] = (),
    moments: Sequence[int] = (),
) -> Levels:
    """The levels of values in the order of time.

    `places` counts the periods of the calendar from value to value, gaps included; a season has
    `season` of them. From each index of `rebased` on values cannot be compared with those before:
    each stretch has levels of its own, and the last has the movement. `moments` are the indexes of
    the first values after an event.
    """
    starts: list[LevelStart] = []
    judged, dependence, movement, index = [], 0.0, None, None
    stretches = sorted({0, *(place for place in rebased if 0 < place < len(values)), len(values)})
    for begin, stop in pairwise(stretches):
        part, at = values[begin:stop], places[begin:stop] - places[begin]
        asked = [place - begin for place in moments if begin < place < stop]
        found = _starts(part, season, at, asked)
        index = _season(part, season, at)
        part = part if index is None else part - index
        bounds = [*pairwise([0, *(level.start for level in found), len(part)])]
        dependence = _dependence(part, bounds)
        movement = _movement(part, bounds, dependence)
        if begin:
            found = [
                replace(one, start=one.start + begin, found=one.found + begin) for one in found
            ]
            movement = movement and replace(
                movement, since=movement.since + begin, last_start=movement.last_start + begin
            )
        starts += found
        judged.append(part)
    return Levels(
        values=np.concatenate(judged),
        season=index,
        starts=tuple(starts),
        dependence=dependence,
        movement=movement,
    )


def _starts(
    values: Numbers, season: int, places: Integers, moments: Sequence[int]
) -> list[LevelStart]:
    found: list[LevelStart] = []
    start, end, asked = 0, 0, sorted(moments)
    while True:
        asked = [place for place in asked if place + FEWEST_AT_MOMENT > end]
        stop = min([place + FEWEST_AT_MOMENT for place in asked], default=len(values) + 1)
        first = max(end, start + FEWEST_TO_SEARCH)
        one = _search(values, season, places, start, range(first, min(stop, len(values) + 1)))
        if one is None and asked and stop <= len(values):
            end, one = stop, _at_moment(values, season, places, start, asked.pop(0))
            if one is None:
                # The search still has this end before it: its last value is `stop - 1`.
                one = _search(values, season, places, start, range(max(first, stop), stop + 1))
                end = stop + 1
        elif one is None:
            return found
        if one is not None:
            found.append(one)
            start, end = one.start, one.found + 1


def _search(
    values: Numbers, season: int, places: Integers, start: int, ends: range
) -> LevelStart | None:
    """The first start that one of the ends (exclusive) shows."""
    for block in _of_one_season(ends, season, places):
        z = _less_season(values[: block[-1]], season, places, block[0])[start:]
        z = z - z.mean()
        total, squares = np.cumsum(z), np.cumsum(z * z)
        n = np.array(block)[:, None] - start
        k = np.arange(FEWEST_OF_LEVEL, len(z) - 1)[None, :]
        before, rest = total[k - 1], n - k
        with np.errstate(divide="ignore", invalid="ignore"):
            after = (total[n - 1] - before) / rest
            sse = squares[n - 1] - before**2 / k - rest * after**2
        tolerance = _EQUAL * squares[n - 1]
        sse = np.where(rest >= 2, np.where(sse <= tolerance, 0.0, sse), np.inf)
        best = (sse <= sse.min(axis=1, keepdims=True) + tolerance).argmax(axis=1)
        for row, size in enumerate(n[:, 0].tolist()):
            size_before = int(k[0, best[row]])
            step = abs(float(after[row, best[row]] - before[0, best[row]] / size_before))
            t = _t(step, float(sse[row, best[row]]), size_before, size - size_before)
            if t > START_T and size - size_before >= FEWEST_OF_LEVEL:
                return LevelStart(start=start + size_before, found=start + size - 1, t=t)
    return None


def _at_moment(
    values: Numbers, season: int, places: Integers, start: int, place: int
) -> LevelStart | None:
    """The start at a moment, tested with the first five values since."""
    end = place + FEWEST_AT_MOMENT
    if place - start < FEWEST_AT_MOMENT:
        return None
    z = _less_season(values[:end], season, places, end)
    before, after = z[start:place], z[place:end]
    step = abs(float(after.mean() - before.mean()))
    t = _t(step, _sse(before) + _sse(after), len(before), len(after))
    if t <= MOMENT_T:
        return None
    return LevelStart(start=place, found=end - 1, t=t, at_moment=True)


def _t(step: float, sse: float, before: int, after: int) -> float:
    """The step between two means in its standard errors."""
    error = math.sqrt(sse / (before + after - 2)) * math.sqrt(1 / before + 1 / after)
    if error <= _EQUAL * step:
        return math.inf if step else 0.0
    return step / error


def _sse(values: Numbers) -> float:
    return float(((values - values.mean()) ** 2).sum())


def _of_one_season(ends: range, season: int, places: Integers) -> list[list[int]]:
    """The ends in groups with the same whole years until then."""
    if len(places) < SEASONS_TO_ADJUST * season or season < 2:
        return [list(ends)] if ends else []
    groups: dict[int, list[int]] = {}
    for end in ends:
        groups.setdefault((int(places[end - 1]) + 1) // season, []).append(end)
    return list(groups.values())


def _less_season(values: Numbers, season: int, places: Integers, end: int) -> Numbers:
    index = _season(values, season, places, end)
    return values if index is None else values - index


def _season(
    values: Numbers, season: int, places: Integers, end: int | None = None
) -> Numbers | None:
    """The seasonal index of each value, from the whole years until `end`; None without a season."""
    end = len(values) if end is None else end
    if not end or season < 2:
        return None
    whole = (int(places[end - 1]) + 1) // season * season
    if whole < SEASONS_TO_ADJUST * season:
        return None
    record = np.interp(np.arange(whole), places[:end], values[:end])[None, :]
    if not has_season(record, season)[0]:
        return None
    index = seasonal_index(record, season, np.array([False]), season)[0]
    repeats: Numbers = index[places[: len(values)] % season]
    return repeats


def _dependence(values: Numbers, bounds: Sequence[tuple[int, int]]) -> float:
    """r′ of the residuals of levels."""
    products = squares = 0.0
    count = levels = 0
    for start, stop in bounds:
        part = values[start : min(stop, len(values) - NOT_ASKED)]
        if len(part) >= FEWEST_TO_DEPEND:
            rest = part - part.mean()
            products += float(rest[1:] @ rest[:-1])
            squares += float(rest @ rest)
            count, levels = count + len(part), levels + 1
    if count < FEWEST_FOR_DEPENDENCE or count <= 3 * levels or squares == 0:
        return 0.0
    corrected = (count * products / squares + levels) / (count - 3 * levels)
    return min(corrected, MOST_DEPENDENCE) if corrected > 2 / math.sqrt(count) else 0.0


def _movement(
    values: Numbers, bounds: Sequence[tuple[int, int]], dependence: float
) -> Movement | None:
    """The steps of the last levels the same way; None with a single level."""
    if len(bounds) < 2:
        return None
    parts = [values[start:stop] for start, stop in bounds]
    means = [float(part.mean()) for part in parts]
    steps = [math.copysign(1, after - before) for before, after in pairwise(means)]
    alike = next((n for n, step in enumerate(reversed(steps)) if step != steps[-1]), len(steps))
    first = len(bounds) - alike
    before, last = parts[first - 1], parts[-1]
    freedom = len(before) + len(last) - 2
    sse = _sse(before) + _sse(last)
    inflated = math.sqrt((1 + dependence) / (1 - dependence))
    return Movement(
        since=bounds[first][0],
        last_start=bounds[-1][0],
        means=tuple(means[first - 1 :]),
        direction=int(steps[-1]),
        spread=math.sqrt(sse / freedom),
        t=_t(abs(means[-1] - means[first - 1]), sse, len(before), len(last)) / inflated,
    )
