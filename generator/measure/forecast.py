"""Forecasts: where a series is heading, and how far chance can take it from there.

`project` takes series of equal length, one per row, with a season of m periods. It uses no random
numbers. `generator.measure.forecast_window` says what may be forecast at all,
`generator.measure.outlook` what a forecast means for a goal.

1. Season. Where n ≥ 3m and the m-lag autocorrelation passes the test of the Theta method,
   |r_m| > 1.645·√((1 + 2·Σ r_k², k < m) / n), the values are divided by the indices of the
   classical decomposition (ratios to the centred moving average over m, averaged by season,
   scaled to mean 1). Where a value is not above 0 differences take the place of ratios.
2. Three methods on what is left, each with the parameters whose squared errors one step ahead
   sum to the least on a grid, each starting from the mean of the first min(m, 12) values:
   simple exponential smoothing, level l ← l + α·e;
   damped trend, l ← l + φ·b + α·e and b ← φ·b + α·β·e, forecast l + (φ + … + φ^h)·b, b from 0;
   Theta, half the least-squares line, half the simple smoothing of 2·value − line.
   Their mean, with the season put back, is the forecast.
3. From n ≥ 2m it is mixed with the value one season earlier (seasonal naive), each by the error
   of the other: w = MSE / (MSE + MSE_naive), both means of squared errors over periods m + 1 to n
   (both 0: w = ½), and (1 − w) of it with w of seasonal naive is the forecast.
4. Spread. s = 1.25·√(n / (n − 3)) · the root mean square of the forecast's own errors one step
   ahead (the mixture's from its second season on). A shock of one period stays in the forecast h
   steps later with the weight psi_h: α of the first and third method, α·(1 + β·(φ + … + φ^h)) of
   the second, averaged; mixed, 1 − w of that and w in every m-th step. The standard error at step
   h is s·√(psi_0² + … + psi_(h-1)²), psi_0 = 1, and errors are taken as normal.

Sources: Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), for the
recursions and for psi; Assimakopoulos and Nikolopoulos (2000) and Fiorucci and others (2016) for
Theta and its test. The grid, the start and the factor 1.25 were chosen on the monthly series of
the M1 competition alone; `python -m tests.bench.outlook` shows what comes of it on M3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import numpy as np

from generator.measure.series import Flags, Integers, Numbers

#: The parameters that are tried: α of simple smoothing and of Theta; α, β, φ of damped trend.
_ALPHAS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_SIMPLE = [(alpha, 0.0, 1.0) for alpha in _ALPHAS]
_DAMPED = list(product((0.1, 0.2, 0.3, 0.5, 0.7, 0.9), (0.05, 0.1, 0.2), (0.8, 0.9, 0.98)))

#: α, β and φ of every candidate: simple smoothing, damped trend, simple smoothing of Theta; and
#: where each of the three methods stands among them.
_ALPHA, _BETA, _PHI = np.array([*_SIMPLE, *_DAMPED, *_SIMPLE]).T
_GAIN = _ALPHA * _BETA
_METHODS = (
    slice(0, len(_SIMPLE)),
    slice(len(_SIMPLE), -len(_SIMPLE)),
    slice(len(_SIMPLE) + len(_DAMPED), None),
)

#: The seasons from which seasonal naive is mixed in, and from which the season is taken out.
SEASONS_TO_MIX = 2
SEASONS_TO_ADJUST = 3

#: Errors ahead are larger than those within: parameters were fitted, and the world changes.
WIDENING = 1.25
#: How many parameters count as fitted: errors within are divided by n less these.
FITTED = 3

#: The share of a running total's error that is the same in every step.
_ALIKE = 0.45

#: The level of the test for a season, and the standard errors to either side of zero.
SEASON_TEST_LEVEL = 0.90
_SEASON_TEST = 1.645

#: The chances in percent with which the two bands hold a value, and their half widths in
#: standard errors of the normal distribution.
INNER_BAND, OUTER_BAND = 80, 95
_HALF_WIDTHS = {INNER_BAND: 1.2815515655446004, OUTER_BAND: 1.959963984540054}

_LONGEST_START = 12
_AT_ONCE = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Projection:
    """The forecasts of several series, a row each.

    `mean` has a column a step; `sigma` is the standard error one step ahead; `psi` has as many
    columns as `mean`, the weights with which a shock stays. `seasonal` says of which series the
    season was taken out.
    """

    mean: Numbers
    sigma: Numbers
    psi: Numbers
    seasonal: Flags

    @property
    def spread(self) -> Numbers:
        """The standard error at each step: sigma·√(psi_0² + … + psi_(h-1)²)."""
        return np.stack([self.spread_of(row) for row in range(len(self.sigma))])

    def spread_of(self, row: int) -> Numbers:
        """The standard errors of one series."""
        grown: Numbers = self.sigma[row] * np.sqrt(np.cumsum(self.psi[row] ** 2))
        return grown


def project(values: Numbers, season: int, steps: int) -> Projection:
    """Forecasts each row of `values` (series by periods, no NaN) so many steps ahead."""
    parts = [
        _project(values[start : start + _AT_ONCE], season, steps)
        for start in range(0, len(values), _AT_ONCE)
    ]
    mean, sigma, psi, seasonal = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Projection(mean=mean, sigma=sigma, psi=psi, seasonal=seasonal)


def spread_of_sums(sigma: float, psi: Numbers, begins: Integers) -> Numbers:
    """The standard error of a running total at each step h: of the sum of steps begins[h] to h.

    A shock at step j adds psi_0 + psi_1 + … to every later step; were that all, the sum's error
    would be sigma·√(Σ_j (Σ_i psi_(i-j))²), i from the larger of begins[h] and j to h. A wrong
    level is wrong in every step alike, and then the steps' own standard errors add up. 55 % of the
    first and 45 % of the second: the share with which the bands of the sums of twelve steps come
    nearest to what they promise on the M1 series.
    """
    steps = np.arange(len(psi))
    ahead = steps[:, None] - steps[None, :]
    stays = np.where(ahead >= 0, psi[np.abs(ahead)], 0.0)
    adds = (steps[None, :] >= begins[:, None]) & (steps[None, :] <= steps[:, None])
    shocks = np.sqrt(((adds.astype(float) @ stays) ** 2).sum(axis=1))
    alike = adds.astype(float) @ np.sqrt(np.cumsum(psi**2))
    error: Numbers = sigma * ((1 - _ALIKE) * shocks + _ALIKE * alike)
    return error


def band(mean: Numbers, spread: Numbers, percent: int) -> Numbers:
    """The ends of the inner or outer band (low and high, a row each): mean ∓ z·spread."""
    half = _HALF_WIDTHS[percent] * spread
    return np.stack((mean - half, mean + half))


def chance_below(limit: float, mean: float, spread: float) -> float:
    """The chance of a value below `limit`, errors being normal: Φ((limit − mean) / spread)."""
    if spread <= 0:
        return 1.0 if limit > mean else 0.0
    return 0.5 * math.erfc((mean - limit) / (spread * math.sqrt(2)))


def _project(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers, Numbers, Flags]:
    """Mean, sigma, psi and seasonal of a projection."""
    n = values.shape[1]
    seasonal = has_season(values, season)
    ratios = seasonal & (values > 0).all(axis=1)
    index = np.zeros((len(values), n + steps))
    if seasonal.any():
        index[seasonal] = seasonal_index(values[seasonal], season, ratios[seasonal], n + steps)
    factor = np.where(ratios[:, None], index, 1.0)
    term = np.where(ratios[:, None], 0.0, index)
    fitted, mean, psi = _three_methods((values - term[:, :n]) / factor[:, :n], season, steps)
    fitted = fitted * factor[:, :n] + term[:, :n]
    mean = mean * factor[:, n:] + term[:, n:]
    errors, ahead = (values - fitted)[:, 1:], np.arange(1, steps + 1)
    if n >= SEASONS_TO_MIX * season:
        errors, of_naive = errors[:, season - 1 :], values[:, season:] - values[:, : n - season]
        share = share_of_naive(errors, of_naive)[:, None]
        errors = (1 - share) * errors + share * of_naive
        mean = (1 - share) * mean + share * values[:, n - season + (ahead - 1) % season]
        psi = (1 - share) * psi + share * ((ahead - 1) % season == 0)
        psi[:, 0] = 1.0
    sigma = WIDENING * math.sqrt(n / (n - FITTED)) * np.sqrt((errors**2).mean(axis=1))
    return mean, sigma, psi, seasonal


def share_of_naive(errors: Numbers, of_naive: Numbers) -> Numbers:
    """The share of seasonal naive in each row's mixture, from the errors of both one step ahead."""
    ours, naive = (errors**2).mean(axis=1), (of_naive**2).mean(axis=1)
    both = ours + naive
    share: Numbers = np.where(both > 0, ours / np.where(both > 0, both, 1.0), 0.5)
    return share


def _three_methods(values: Numbers, season: int, steps: int) -> tuple[Numbers, Numbers, Numbers]:
    """Within the record, ahead, and psi: the mean of the three methods."""
    series, n = values.shape
    ahead = np.arange(1, steps + 1)
    time = np.arange(n + steps) - (n - 1) / 2
    slope = values @ time[:n] / (time[:n] ** 2).sum()
    line = values.mean(axis=1)[:, None] + slope[:, None] * time
    turned = 2 * values - line[:, :n]
    target = np.empty((n, series, len(_ALPHA)))
    target[:, :, : _METHODS[2].start] = values.T[:, :, None]
    target[:, :, _METHODS[2]] = turned.T[:, :, None]
    within, level, trend = _smooth(target, min(season, _LONGEST_START))
    error = target[1:] - within[1:]
    squares = np.einsum("tsp,tsp->sp", error, error)
    best = [part.start + squares[:, part].argmin(axis=1) for part in _METHODS]
    row = np.arange(series)
    damping = np.cumsum(_PHI[best[1], None] ** ahead, axis=1)
    simple, damped, theta = (level[row, place][:, None] for place in best)
    damped = damped + damping * trend[row, best[1]][:, None]
    mean = (simple + damped + (theta + line[:, n:]) / 2) / 3
    inside = [within[:, row, place].T for place in best]
    fitted = (inside[0] + inside[1] + (inside[2] + line[:, :n]) / 2) / 3
    stays = _ALPHA[best[0]] + _ALPHA[best[2]] + _ALPHA[best[1]]
    psi = np.ones((series, steps))
    growing = _GAIN[best[1], None] * damping[:, : steps - 1]
    psi[:, 1:] = (stays[:, None] + growing) / 3
    return fitted, mean, psi


def _smooth(target: Numbers, start: int) -> tuple[Numbers, Numbers, Numbers]:
    """What each candidate expected of each period, and its level and trend at the end."""
    expected = np.empty_like(target)
    level = target[:start].mean(axis=0)
    trend = np.zeros_like(level)
    for period, values in enumerate(target):
        carried = _PHI * trend
        level = np.add(level, carried, out=expected[period])
        error = values - level
        level = level + _ALPHA * error
        trend = carried + _GAIN * error
    return expected, level, trend


def has_season(values: Numbers, season: int) -> Flags:
    """Which series pass the test of the Theta method; none below three seasons."""
    series, n = values.shape
    if season < 2 or n < SEASONS_TO_ADJUST * season:
        return np.zeros(series, dtype=np.bool_)
    centred = values - values.mean(axis=1, keepdims=True)
    total = np.maximum((centred**2).sum(axis=1), np.finfo(float).tiny)
    lags = range(1, season + 1)
    r = np.array([(centred[:, k:] * centred[:, :-k]).sum(axis=1) / total for k in lags])
    limit = _SEASON_TEST * np.sqrt((1 + 2 * (r[:-1] ** 2).sum(axis=0)) / n)
    passes: Flags = np.abs(r[-1]) > limit
    return passes


def seasonal_index(values: Numbers, season: int, ratios: Flags, length: int) -> Numbers:
    """The seasonal index of so many periods: a ratio with mean 1, or a difference with mean 0."""
    series, n = values.shape
    weights = np.ones(season + 1 - season % 2)
    if season % 2 == 0:
        weights[[0, -1]] = 0.5
    windows = np.lib.stride_tricks.sliding_window_view(values, len(weights), axis=1)
    level = windows @ (weights / season)
    half = len(weights) // 2
    middle, scaled = values[:, half : n - half], ratios[:, None]
    raw = np.divide(middle, level, out=middle - level, where=scaled)
    place = np.arange(half, n - half) % season
    sums = np.zeros((season, series))
    np.add.at(sums, place, raw.T)
    index = np.ascontiguousarray(sums.T) / np.bincount(place)
    mean = index.mean(axis=1, keepdims=True)
    index = np.divide(index, mean, out=index - mean, where=scaled)
    repeats: Numbers = index[:, np.arange(length) % season]
    return repeats
