"""The starts of levels: from which values on a record has moved.

They follow from the values until then alone, so a later figure never changes what was found.

1. Search. From the start a of the newest level, for each end with N = 14 or more values since a:
   over every k from 7 to N − 2 let A be the mean of the first k values and B of the others,
   SSE = Σ(z − A)² + Σ(z − B)². The k with the least SSE counts, the smallest among equals.
   s = √(SSE / (N − 2)), t = |B − A| / (s·√(1/k + 1/(N − k))), infinite if only s is 0. With t > 5
   and k ≤ N − 7 a level starts at a + k, and the search goes on from there. A least SSE among the
   last six values waits for more of them.
2. Moments. At the date of an event or of an initiative there is one test: once five values have
   come since, the mean of the level until then against theirs, at least five a side, t > 3. It is
   not asked if an earlier place has the least SSE, with t > 5: an event is not the beginning of
   what came before it.
3. Season. From 3m periods on, if the m-lag autocorrelation of the whole years until an end passes
   the test of the Theta method, their classical index (differences, mean 0) is subtracted first.

Source of 1: Hawkins, Testing a Sequence of Observations for a Shift in Location (1977), with fixed
bounds. `python -m tests.bench.claims` prints how often it claims falsely, and how late it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

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


def level_starts_of(
    judged: Mapping[int, Numbers],
    years: Sequence[int],
    moments: Sequence[int],
    first: LevelStart | None,
) -> list[LevelStart]:
    """The starts of one record, of which the first search has been made."""
    found: list[LevelStart] = []
    count, start, end, asked = len(years) - 1, 0, 0, sorted(moments)

    def searched(stop: int) -> LevelStart | None:
        """What the ends before `stop` show that have not been looked at."""
        ends = range(max(end, start + FEWEST_TO_SEARCH), min(stop, count + 1))
        if start:
            return search(judged, years, start, ends)[0]
        return first if first is not None and first.found + 1 in ends else None

    while True:
        asked = [place for place in asked if place + FEWEST_AT_MOMENT > end]
        stop = min([place + FEWEST_AT_MOMENT for place in asked], default=count + 1)
        one = searched(stop)
        if one is None and stop > count:
            return found
        if one is None:
            end, place = stop, asked.pop(0)
            one = _at_moment(judged[years[stop]][0, start:stop], place - start)
            if one is None:
                # The search still has this end before it.
                one, end = searched(stop + 1), stop + 1
            else:
                one = replace(one, start=place, found=stop - 1)
        if one is not None:
            found.append(one)
            start, end = one.start, one.found + 1


def search(
    judged: Mapping[int, Numbers], years: Sequence[int], start: int, ends: range
) -> list[LevelStart | None]:
    """The first start that one of the ends (exclusive) shows, in each row of what is judged."""
    found: list[LevelStart | None] = [None] * len(judged[years[0]])
    left = np.arange(len(found))
    for whole, block in groupby(ends, key=years.__getitem__):
        n = np.array([*block]) - start
        k = np.arange(FEWEST_OF_LEVEL, n[-1] - 1)
        rest = n[:, None] - k
        z = judged[whole][left, start : start + n[-1]]
        # Centred on what every end has seen: a later figure changes nothing, and a leap no sums.
        z = z - z[:, :FEWEST_TO_SEARCH].mean(axis=1, keepdims=True)
        total, squares = np.cumsum(z, axis=1), np.cumsum(z * z, axis=1)[:, n - 1]
        before = total[:, None, k - 1]
        after = total[:, n - 1, None] - before
        explained = after**2 / np.where(rest >= 2, rest, 1) + before**2 / k
        explained[:, rest < 2] = -1
        most, tolerance = explained.max(axis=2), _EQUAL * squares
        best = (explained >= (most - tolerance)[:, :, None]).argmax(axis=2)
        sse = np.where(squares - most > tolerance, squares - most, 0.0)
        sizes = k[best]
        until = np.take_along_axis(total, sizes - 1, axis=1)
        step = np.abs((total[:, n - 1] - until) / (n - sizes) - until / sizes)
        t = step_t(step, sse, sizes, n - sizes)
        shown = (t > START_T) & (n - sizes >= FEWEST_OF_LEVEL)
        for row in np.flatnonzero(shown.any(axis=1)).tolist():
            at = int(shown[row].argmax())
            found[left[row]] = LevelStart(
                start=start + int(sizes[row, at]),
                found=start + int(n[at]) - 1,
                t=float(t[row, at]),
            )
        left = left[~shown.any(axis=1)]
        if not len(left):
            break
    return found


def _at_moment(z: Numbers, place: int) -> LevelStart | None:
    """The start at a moment, tested with the first five values since and its level before."""
    if place < FEWEST_AT_MOMENT:
        return None
    k = np.arange(FEWEST_AT_MOMENT, place + 1)
    rest = len(z) - k
    centred = z - z.mean()
    total, squares = np.cumsum(centred)[k - 1], float(centred @ centred)
    sse = np.maximum(squares - total**2 * (1 / k + 1 / rest), 0.0)
    t = step_t(
        np.abs(total) * (1 / k + 1 / rest), np.where(sse > _EQUAL * squares, sse, 0.0), k, rest
    )
    earlier = int(sse.argmin())
    if t[-1] <= MOMENT_T or (k[earlier] < place and t[earlier] > START_T):
        return None
    return LevelStart(start=place, found=len(z) - 1, t=float(t[-1]), at_moment=True)


def step_t(step: Any, sse: Any, before: Any, after: Any) -> Numbers:
    """The step between two means in its standard errors, infinite if these alone are 0."""
    error = np.sqrt(sse / (before + after - 2) * (1 / before + 1 / after))
    exact = error <= _EQUAL * step
    return np.where(exact, np.where(step > 0, np.inf, 0.0), step / np.where(exact, 1.0, error))


def sum_of_squares(values: Numbers) -> float:
    """Σ(z − mean)²."""
    return float(((values - values.mean()) ** 2).sum())


def whole_years(places: Integers, season: int) -> list[int]:
    """The periods of the whole years until each end (exclusive); 0 while a season is not asked."""
    if season < 2:
        return [0] * (len(places) + 1)
    whole = (places + 1) // season * season
    return [0, *np.where(whole >= SEASONS_TO_ADJUST * season, whole, 0).tolist()]


def season_of(values: Numbers, season: int, places: Integers, whole: int) -> Numbers:
    """The seasonal index of each value of each row, by so many periods; 0 without a season."""
    index = np.zeros(values.shape)
    if whole:
        seen = int(np.searchsorted(places, whole - 1)) + 1
        at = np.arange(whole)
        record = np.stack([np.interp(at, places[:seen], row[:seen]) for row in values])
        rows = has_season(record, season)
        if rows.any():
            plain = np.zeros(int(rows.sum()), dtype=np.bool_)
            index[rows] = seasonal_index(record[rows], season, plain, season)[:, places % season]
    return index
