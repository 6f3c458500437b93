"""What has changed: levels, usual range, claim and first sign, with a pencil.

Each rule is written as it is explained to readers, one value after the other; sums of squares are
taken of the values themselves, for each place at which a level could begin.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pandas as pd

from generator.model.settings import VariationRules
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Smoothing
from tests.referee.figures import ADDED, DAYS, DIVIDED, MONTHS, Figures, later, month_end, value_of

SEASON = {Cadence.DAILY: 7, Cadence.WEEKLY: 52, Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4,
          Cadence.YEARLY: 1}  # fmt: skip
NEARLY = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Move:
    """What is said of a record: `direction` is that of the claim, `sign` that of the first sign.

    `points` are the judged values with their periods, `z` these less their season, `starts` the
    points at which a level begins. `lower` and `upper` are the last level's range at the newest
    point. Days are last days of periods: `since` of the first step of the claim, `begun` of the
    last level (both the first day), `told` of what is told now.
    """

    points: pd.DataFrame
    why_not: str = ""
    z: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    dependence: float = 0.0
    lower: float = math.nan
    upper: float = math.nan
    outside: bool = False
    direction: int = 0
    means: list[float] = field(default_factory=list)
    since: int | None = None
    sign: int = 0
    sign_since: int | None = None

    def day(self, point: int) -> dt.date:
        """The first day of a point's period."""
        found: dt.date = self.points["first"].iloc[point]
        return found

    @property
    def told(self) -> int:
        """The direction of what is told now."""
        return self.sign or self.direction

    @property
    def told_since(self) -> dt.date | None:
        """Its first period's first day."""
        point = self.sign_since if self.sign else self.since
        return None if point is None else self.day(point)

    @property
    def last_start(self) -> dt.date:
        """The first day of the last level."""
        return self.day(self.starts[-1] if self.starts else 0)


def judged(figures: Figures, as_of: dt.date, rules: VariationRules, *, maybe_total: bool) -> Move:
    """What the closed periods of a record show; None without any."""
    rows = figures.rows[figures.rows["last"] <= as_of].reset_index(drop=True)
    points = _points(figures, rows)
    if figures.metric.smoothing is Smoothing.ROLLING:
        return Move(points=points, why_not="rolling")
    if maybe_total:
        return Move(points=points, why_not="maybe a total")
    if not len(points):
        return Move(points=points, why_not="too few")
    values = points["value"].tolist()
    if figures.metric.calculation is Calculation.COUNT and np.mean(values) < 2:
        return Move(points=points, why_not="too rare")
    cadence = Cadence.MONTHLY if figures.cadence in DAYS else figures.cadence
    begins = [int((points["last"] < day).sum()) for day in figures.rebased]
    begin = max([at for at in begins if 0 < at < len(values)], default=0)
    if len(values) - begin < 2:
        return Move(points=points, why_not="too few")
    own = points.iloc[begin:].reset_index(drop=True)
    moments = {int((own["first"] < day).sum()) for day in figures.moments}
    starts, z = _levels(own, SEASON[cadence], cadence, {at for at in moments if at > 0})
    bounds = [0, *starts, len(z)]
    parts = [z[first:stop] for first, stop in pairwise(bounds)]
    dependence = _dependence(parts)
    last = parts[-1]
    sizes = own["n"].tolist()[bounds[-2] :]
    share = figures.metric.calculation is Calculation.SHARE
    unequal = (
        share and not any(math.isnan(n) or n <= 0 for n in sizes) and max(sizes) > 2 * min(sizes)
    )
    mean, reaches = _range(last, sizes if unequal else None, figures.metric.fix_limits_after, rules)
    if dependence:
        reaches = [reach / math.sqrt(1 - dependence) for reach in reaches]
    signs = _signs(last, mean, reaches, rules, alone=bool(dependence))
    claim = _claim(parts, dependence)
    sign, sign_since = signs[-1], None
    if claim and claim[0] == sign:
        sign = 0
    if sign:
        alike = 0
        while alike < len(signs) and signs[-1 - alike] == sign:
            alike += 1
        sign_since = len(values) - alike
    return Move(
        points=points,
        z=z,
        starts=[begin + start for start in starts],
        dependence=dependence,
        lower=mean - reaches[-1],
        upper=mean + reaches[-1],
        outside=abs(last[-1] - mean) > reaches[-1] + NEARLY * max(1, abs(mean)),
        direction=claim[0] if claim else 0,
        means=claim[2] if claim else [],
        since=begin + bounds[claim[1]] if claim else None,
        sign=sign,
        sign_since=sign_since,
    )


def _points(figures: Figures, rows: pd.DataFrame) -> pd.DataFrame:
    """A value a period; of a running total what it added; of weeks and days complete months."""
    if figures.total:
        rows = _added(figures, rows)
    return _months(figures, rows) if figures.cadence in DAYS else rows


def _added(figures: Figures, rows: pd.DataFrame) -> pd.DataFrame:
    """What each period added to a running total, where the one before is known."""
    anew = figures.metric.accumulates is Accumulates.YEAR
    kept = []
    for at in range(1, len(rows)):
        row, before = rows.iloc[at], rows.iloc[at - 1]
        new_year = anew and row["last"].year != before["last"].year
        first_of_year = anew and row["first"].month == 1 and row["first"].day <= 7
        follows = later(before["last"], 1, figures.cadence) == row["last"]
        rebased = any(before["last"] < day <= row["last"] for day in figures.rebased)
        if (follows and not rebased) or first_of_year:
            added = row["value"] if new_year else row["value"] - before["value"]
            kept.append({**row, "value": round(added, 9)})
    return pd.DataFrame(kept, columns=rows.columns)


def _months(figures: Figures, rows: pd.DataFrame) -> pd.DataFrame:
    """The complete months of a weekly or daily record; under three quarters of one are left out."""
    kept: list[dict[str, Any]] = []
    if not len(rows):
        return rows
    step = dt.timedelta(days=DAYS[figures.cadence])
    week_days = figures.cadence is Cadence.DAILY and all(day.weekday() < 5 for day in rows["last"])
    for at, part in rows.groupby([[day.year for day in rows["last"]],
                                             [day.month for day in rows["last"]]]):  # fmt: skip
        year, month = cast("tuple[int, int]", at)
        end = month_end(year, month)
        days = pd.date_range(dt.date(year, month, 1), end)
        if figures.cadence is Cadence.WEEKLY:
            days = days[days.day_of_week == 6]
        elif week_days:
            days = days[days.day_of_week < 5]
        if len(part) < 0.75 * len(days) or rows["last"].iloc[-1] + step <= end:
            continue
        sums = part[["value", "n", "numerator", "promoters", "detractors"]].sum(min_count=len(part))
        value = float(part["value"].mean())
        if figures.total or figures.metric.calculation in ADDED:
            value = float(sums["value"])
        elif figures.metric.calculation in DIVIDED and pd.notna(sums["n"]):
            value = value_of(sums, figures.metric.calculation)
        kept.append({"first": dt.date(year, month, 1), "last": end, "value": value, "n": sums["n"]})
    return pd.DataFrame(kept, columns=["first", "last", "value", "n"])


def _levels(
    own: pd.DataFrame, season: int, cadence: Cadence, moments: set[int]
) -> tuple[list[int], list[float]]:
    """Where the levels of a stretch begin, and what is judged of it at its end."""
    y = own["value"].to_numpy(dtype=float)
    months = [day.year * 12 + day.month for day in own["last"]]
    places = [(month - months[0]) // MONTHS[cadence] for month in months]
    starts: list[int] = []
    begin, seen = 0, dict[int, np.ndarray]()

    def less_season(stop: int) -> np.ndarray:
        """What is judged once `stop` values are there: by the whole years until then."""
        whole = (places[stop - 1] + 1) // season * season if season > 1 else 0
        if whole not in seen:
            seen[whole] = y - _index(y, places, season, whole)
        return seen[whole]

    for stop in range(1, len(y) + 1):
        z = less_season(stop)
        if stop - 5 in moments and _at_moment(z[begin : stop - 5], z[stop - 5 : stop]):
            begin = stop - 5
            starts.append(begin)
        while stop - begin >= 14:
            k = _search(z[begin:stop])
            if k is None:
                break
            begin += k
            starts.append(begin)
    return starts, less_season(len(y)).tolist()


def _search(z: np.ndarray) -> int | None:
    """The best place for a new level among values, if it is far enough from what was before."""
    total = len(z)
    sums = {k: _squares(z[:k]) + _squares(z[k:]) for k in range(7, total - 1)}
    least = min(sums.values())
    k = next(k for k, found in sums.items() if found <= least + 1e-12 * _squares(z))
    return k if k <= total - 7 and _t(z[:k], z[k:]) > 5 else None


def _at_moment(before: np.ndarray, after: np.ndarray) -> bool:
    if len(before) < 5 or _t(before, after) <= 3:
        return False
    both, at = np.concatenate([before, after]), range(5, len(before) + 1)
    best = min(at, key=lambda k: _squares(both[:k]) + _squares(both[k:]))
    return best == len(before) or _t(both[:best], both[best:]) <= 5


def _t(before: np.ndarray, after: np.ndarray) -> float:
    step = abs(float(after.mean() - before.mean()))
    s = math.sqrt((_squares(before) + _squares(after)) / (len(before) + len(after) - 2))
    error = s * math.sqrt(1 / len(before) + 1 / len(after))
    if error <= 1e-12 * max(step, abs(float(before.mean()))):
        return math.inf if step > 1e-12 * max(abs(float(before.mean())), 1e-300) else 0.0
    return step / error


def _squares(z: np.ndarray) -> float:
    return float(((z - z.mean()) ** 2).sum())


def _index(y: np.ndarray, places: list[int], season: int, whole: int) -> np.ndarray:
    """What is taken off for the season, by the first `whole` periods; nothing without one."""
    nothing = np.zeros(len(y))
    if season < 2 or whole < 3 * season:
        return nothing
    known = pd.Series(y, index=places).reindex(range(places[-1] + 1))
    record = known.interpolate(method="linear").iloc[:whole]
    centred = (record - record.mean()).to_numpy()
    power = float((centred**2).sum()) or 1.0
    r = [float((centred[lag:] * centred[:-lag]).sum()) / power for lag in range(1, season + 1)]
    if abs(r[-1]) <= 1.645 * math.sqrt((1 + 2 * sum(each**2 for each in r[:-1])) / whole):
        return nothing
    wide = record.rolling(season).mean()
    if season % 2 == 0:
        wide = (wide + wide.shift(1)) / 2
    middle = wide.shift(-(season // 2))
    apart = (record - middle).groupby(record.index % season).mean()
    apart -= apart.mean()
    return np.array([apart[place % season] for place in places])


def _dependence(parts: list[list[float]]) -> float:
    """r′ of what is left within the levels, without the last seven points."""
    products = squares = 0.0
    count = levels = 0
    total, place = sum(len(part) for part in parts), 0
    for part in parts:
        kept = [value for at, value in enumerate(part, place) if at < total - 7]
        place += len(part)
        if len(kept) >= 4:
            mean = math.fsum(kept) / len(kept)
            rest = [value - mean for value in kept]
            products += math.fsum(a * b for a, b in pairwise(rest))
            squares += math.fsum(a * a for a in rest)
            count, levels = count + len(kept), levels + 1
    if count < 12 or not squares:
        return 0.0
    r = (count * products / squares + levels) / (count - 3 * levels)
    return min(r, 0.8) if r > 2 / math.sqrt(count) else 0.0


def _range(
    values: list[float], sizes: list[float] | None, fixed: int | None, rules: VariationRules
) -> tuple[float, list[float]]:
    """The mean of a level and how far the usual range reaches from it at each point."""
    base = values[:fixed]
    if sizes is not None:
        of = sizes[:fixed]
        p = math.fsum(v * n for v, n in zip(base, of, strict=True)) / math.fsum(of) / 100
        sigma = [math.sqrt(max(p * (1 - p), 0) / n) for n in sizes]
        wide = 1.0
        if any(sigma):
            scores = [(v / 100 - p) / s for v, s in zip(base, sigma, strict=False)]
            steps = [abs(b - a) for a, b in pairwise(scores)]
            wide = max(math.fsum(steps) / len(steps) / 1.128, 1.0)
        return 100 * p, [300 * s * wide for s in sigma]
    mean = math.fsum(base) / len(base)
    steps = [abs(b - a) for a, b in pairwise(base)]
    usual = math.fsum(steps) / len(steps)
    tiny = 1e-12 * max(abs(value) for value in values)
    usual = 0.0 if usual <= tiny else usual
    if rules.screening:
        kept = [step for step in steps if step < 3.267 * usual - tiny]
        usual = (math.fsum(kept) / len(kept) if kept else 0.0) or usual
    return mean, [2.66 * usual] * len(values)


def _signs(  # noqa: C901, PLR0912 -- one rule after the other
    values: list[float], mean: float, reaches: list[float], rules: VariationRules, *, alone: bool
) -> list[int]:
    """The direction in which each point of a level signals: 1, −1 or 0.

    With `alone` only what is outside signals.
    """
    tiny = 1e-12 * max(abs(value) for value in values)
    length, count = rules.run_length, len(values)
    side = [0 if abs(v - mean) <= tiny else (1 if v > mean else -1) for v in values]
    steps = [0 if abs(b - a) <= tiny else (1 if b > a else -1)
             for a, b in pairwise(values)]  # fmt: skip
    outside = [abs(v - mean) > reach + tiny for v, reach in zip(values, reaches, strict=True)]
    close = [
        abs(v - mean) > reach * 2 / 3 + tiny and (rules.beyond_counts or not beyond)
        for v, reach, beyond in zip(values, reaches, outside, strict=True)
    ]
    trend, shift, two = [False] * count, [False] * count, [False] * count
    for begin in range(count - length + 1):
        window = range(begin, begin + length)
        if abs(sum(steps[begin : begin + length - 1])) == length - 1:
            for at in window:
                trend[at] = True
        if abs(sum(side[at] for at in window)) == length:
            for at in window:
                shift[at] = True
    for begin in range(count - 2):
        window = range(begin, begin + 3)
        if abs(sum(side[at] for at in window)) == 3 and sum(close[at] for at in window) >= 2:
            for at in window:
                two[at] = two[at] or close[at]
    signs = []
    for at in range(count):
        if outside[at]:
            signs.append(1 if values[at] > mean else -1)
        elif alone:
            signs.append(0)
        elif trend[at]:
            onward = at + 1 < count and trend[at + 1]
            signs.append(1 if steps[at if onward else at - 1] > 0 else -1)
        elif two[at] or shift[at]:
            signs.append(side[at])
        else:
            signs.append(0)
    return signs


def _claim(parts: list[list[float]], dependence: float) -> tuple[int, int, list[float]] | None:
    """The direction of the last steps, the level of the first of them, and the means; or None."""
    if len(parts) < 2:
        return None
    means = [math.fsum(part) / len(part) for part in parts]
    direction = 1 if means[-1] > means[-2] else -1
    first = len(parts) - 1
    while first > 1 and (means[first - 1] - means[first - 2]) * direction > 0:
        first -= 1
    t = _t(np.array(parts[first - 1]), np.array(parts[-1]))
    t /= math.sqrt((1 + dependence) / (1 - dependence))
    return (direction, first, means[first - 1 :]) if t >= 2 else None
