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
3. Season. From 3m periods on, if the m-lag autocorrelation of the whole years until an end passes
   the test of the Theta method, their classical index (differences, mean 0) is subtracted first.
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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
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
#: The last values that say nothing of the dependence, the fewest of a level and of a record, and
#: the most that it can be.
NOT_ASKED = 7
FEWEST_TO_DEPEND = 4
FEWEST_FOR_DEPENDENCE = 12
MOST_DEPENDENCE = 0.8
#: The t* from which a movement is claimed.
CLAIM_T = 2.0
_EQUAL = 1e-12
#: So many sums of squares are worked out at once.
_AT_ONCE = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """Values in the order of time, to be cut into levels.

    `places` counts the periods of the calendar from value to value, gaps included; a season has
    `season` of them. From each index of `rebased` on values cannot be compared with those before:
    each stretch has levels of its own, and the last has the movement. `moments` are the indexes of
    the first values after an event.
    """

    values: Numbers
    season: int
    places: Integers
    rebased: Sequence[int] = ()
    moments: Sequence[int] = ()

    @property
    def stretches(self) -> list[tuple[int, Record]]:
        """What lies between two rebases, and where each begins."""
        inside = {place for place in self.rebased if 0 < place < len(self.values)}
        return [
            (
                begin,
                Record(
                    values=self.values[begin:stop],
                    season=self.season,
                    places=self.places[begin:stop] - self.places[begin],
                    moments=[place - begin for place in self.moments if begin < place < stop],
                ),
            )
            for begin, stop in pairwise([0, *sorted(inside), len(self.values)])
        ]


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
    value after the reference, `last_start` of the last level's. `t` is t*, `spread` the pooled s,
    and `sizes` are how many values reference and last level have.
    """

    since: int
    last_start: int
    means: tuple[float, ...]
    direction: int
    spread: float
    sizes: tuple[int, int]
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


def find_levels(records: Sequence[Record]) -> list[Levels]:
    """The levels of each record; those of one length and calendar are searched together."""
    stretches = [stretch for record in records for stretch in record.stretches]
    alike: dict[tuple[int, bytes], list[int]] = {}
    for index, (_, one) in enumerate(stretches):
        alike.setdefault((one.season, one.places.tobytes()), []).append(index)
    levels: dict[int, Levels] = {}
    for indices in alike.values():
        size = max(_AT_ONCE // max(len(stretches[indices[0]][1].values), 1) ** 2, 1)
        for first in range(0, len(indices), size):
            part = indices[first : first + size]
            levels |= zip(part, _levels([stretches[index][1] for index in part]), strict=True)
    found, index = [], 0
    for record in records:
        count = len(record.stretches)
        begins = [begin for begin, _ in stretches[index : index + count]]
        parts = [levels[place] for place in range(index, index + count)]
        found.append(_joined(begins, parts))
        index += count
    return found


def _joined(begins: Sequence[int], parts: Sequence[Levels]) -> Levels:
    """The levels of a record from those of its stretches."""
    last, begin = parts[-1], begins[-1]
    movement = last.movement and replace(
        last.movement,
        since=last.movement.since + begin,
        last_start=last.movement.last_start + begin,
    )
    return replace(
        last,
        values=np.concatenate([part.values for part in parts]),
        starts=tuple(
            replace(one, start=one.start + begin, found=one.found + begin)
            for begin, part in zip(begins, parts, strict=True)
            for one in part.starts
        ),
        movement=movement,
    )


def _levels(alike: Sequence[Record]) -> list[Levels]:
    """The levels of records without rebase, of one length and calendar."""
    values = np.stack([record.values for record in alike])
    count, season = len(values[0]), alike[0].season
    years = _whole_years(alike[0].places, season)
    indexes = {whole: _season(values, season, alike[0].places, whole) for whole in {*years}}
    judged = {whole: values - index for whole, index in indexes.items()}
    firsts = _search(judged, years, 0, range(FEWEST_TO_SEARCH, count + 1))
    found = []
    for row, (record, first) in enumerate(zip(alike, firsts, strict=True)):
        own = {whole: rows[row : row + 1] for whole, rows in judged.items()}
        starts = _starts(own, years, record.moments, first)
        z, index = own[years[count]][0], indexes[years[count]][row]
        bounds = [*pairwise([0, *(level.start for level in starts), count])]
        dependence = _dependence(z, bounds)
        found.append(
            Levels(
                values=z,
                season=index if index.any() else None,
                starts=tuple(starts),
                dependence=dependence,
                movement=_movement(z, bounds, dependence),
            )
        )
    return found


def _starts(
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
            return _search(judged, years, start, ends)[0]
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


def _search(
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
        t = _t(step, sse, sizes, n - sizes)
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
    before, after = z[:place], z[place:]
    step = abs(float(after.mean() - before.mean()))
    t = float(_t(step, _sse(before) + _sse(after), len(before), len(after)))
    if t <= MOMENT_T:
        return None
    return LevelStart(start=place, found=len(z) - 1, t=t, at_moment=True)


def _t(step: Any, sse: Any, before: Any, after: Any) -> Numbers:
    """The step between two means in its standard errors, infinite if these alone are 0."""
    error = np.sqrt(sse / (before + after - 2) * (1 / before + 1 / after))
    exact = error <= _EQUAL * step
    return np.where(exact, np.where(step > 0, np.inf, 0.0), step / np.where(exact, 1.0, error))


def _sse(values: Numbers) -> float:
    return float(((values - values.mean()) ** 2).sum())


def _whole_years(places: Integers, season: int) -> list[int]:
    """The periods of the whole years until each end (exclusive); 0 while a season is not asked."""
    if season < 2:
        return [0] * (len(places) + 1)
    whole = (places + 1) // season * season
    return [0, *np.where(whole >= SEASONS_TO_ADJUST * season, whole, 0).tolist()]


def _season(values: Numbers, season: int, places: Integers, whole: int) -> Numbers:
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
    if count < FEWEST_FOR_DEPENDENCE or squares == 0:
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
    t = _t(abs(means[-1] - means[first - 1]), sse, len(before), len(last))
    return Movement(
        since=bounds[first][0],
        last_start=bounds[-1][0],
        means=tuple(means[first - 1 :]),
        direction=int(steps[-1]),
        spread=math.sqrt(sse / freedom),
        sizes=(len(before), len(last)),
        t=float(t) / inflated,
    )
