"""Levels: where a record has moved, and since when it is better or worse.

A record is cut into levels (`generator.measure.level_starts`), and the usual range begins anew with
each.

1. Dependence. r = lag-1 autocorrelation of the residuals from each level's own mean, without the
   record's last 7 values and without levels of fewer than 4, N values in K levels;
   r′ = (N·r + K) / (N − 3K), at most 0.8, and 0 unless N ≥ 12 and r′ > 2/√N.
2. Movement. Walk back from the last start while levels step the same way; the reference is the
   level before the first of these steps. With s pooled over reference and last level,
   t* = |last − reference| / (s·√(1/n₁ + 1/n₂)·√((1 + r′)/(1 − r′))), claimed from t* = 2 on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from generator.measure.level_starts import (
    FEWEST_TO_SEARCH,
    LevelStart,
    level_starts_of,
    search,
    season_of,
    step_t,
    sum_of_squares,
    whole_years,
)
from generator.measure.series import Integers, Numbers

#: The last values that say nothing of the dependence, the fewest of a level and of a record, and
#: the most that it can be.
NOT_ASKED = 7
FEWEST_TO_DEPEND = 4
FEWEST_FOR_DEPENDENCE = 12
MOST_DEPENDENCE = 0.8
#: The t* from which a movement is claimed.
CLAIM_T = 2.0
#: So many sums of squares are worked out at once.
_AT_ONCE = 1 << 17


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LevelRecord:
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
    def stretches(self) -> list[tuple[int, LevelRecord]]:
        """What lies between two rebases, and where each begins."""
        inside = {place for place in self.rebased if 0 < place < len(self.values)}
        return [
            (
                begin,
                LevelRecord(
                    values=self.values[begin:stop],
                    season=self.season,
                    places=self.places[begin:stop] - self.places[begin],
                    moments=[place - begin for place in self.moments if begin < place < stop],
                ),
            )
            for begin, stop in pairwise([0, *sorted(inside), len(self.values)])
        ]


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


def find_levels(records: Sequence[LevelRecord]) -> list[Levels]:
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


def _levels(alike: Sequence[LevelRecord]) -> list[Levels]:
    """The levels of records without rebase, of one length and calendar."""
    values = np.stack([record.values for record in alike])
    count, season = len(values[0]), alike[0].season
    years = whole_years(alike[0].places, season)
    indexes = {whole: season_of(values, season, alike[0].places, whole) for whole in {*years}}
    judged = {whole: values - index for whole, index in indexes.items()}
    firsts = search(judged, years, 0, range(FEWEST_TO_SEARCH, count + 1))
    found = []
    for row, (record, first) in enumerate(zip(alike, firsts, strict=True)):
        own = {whole: rows[row : row + 1] for whole, rows in judged.items()}
        starts = level_starts_of(own, years, record.moments, first)
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
    sse = sum_of_squares(before) + sum_of_squares(last)
    inflated = math.sqrt((1 + dependence) / (1 - dependence))
    t = step_t(abs(means[-1] - means[first - 1]), sse, len(before), len(last))
    return Movement(
        since=bounds[first][0],
        last_start=bounds[-1][0],
        means=tuple(means[first - 1 :]),
        direction=int(steps[-1]),
        spread=math.sqrt(sse / freedom),
        sizes=(len(before), len(last)),
        t=float(t) / inflated,
    )
