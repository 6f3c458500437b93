"""The forecast once more, one number at a time and without NumPy, to hold the other against."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from statistics import fmean


def plain(
    values: Sequence[float], m: int, steps: int, seen: list[tuple[float, ...]] | None = None
) -> tuple[list[float], list[float], bool]:
    """Means, standard errors and whether there is a season, as the Methods state them.

    `seen` gets the two errors that weigh seasonal naive, and its share.
    """
    n = len(values)
    seasonal = n >= 3 * m and m > 1 and passes(values, m)
    ratio = seasonal and min(values) > 0
    index = [1.0 if ratio or not seasonal else 0.0] * m
    if seasonal:
        index = _indices(values, m, ratio=ratio)

    def out(value: float, t: int) -> float:
        if not seasonal:
            return value
        return value / index[t % m] if ratio else value - index[t % m]

    def back(value: float, t: int) -> float:
        if not seasonal:
            return value
        return value * index[t % m] if ratio else value + index[t % m]

    y = [out(value, t) for t, value in enumerate(values)]
    fits, aheads, psis = zip(*_methods(y, min(m, 12), steps), strict=True)
    fit = [back(fmean(f[t] for f in fits), t) for t in range(n)]
    mean = [back(fmean(a[h] for a in aheads), n + h) for h in range(steps)]
    psi = [fmean(p[h] for p in psis) for h in range(steps)]
    errors = [values[t] - fit[t] for t in range(1, n)]
    if n >= 2 * m:
        weighed = _weigh(values, fit, m)
        w = weighed[2]
        if seen is not None:
            seen.append(weighed)
        errors = [values[t] - (1 - w) * fit[t] - w * values[t - m] for t in range(m, n)]
        mean = [(1 - w) * mean[h] + w * values[n - m + h % m] for h in range(steps)]
        psi = [(1 - w) * psi[h] + (w if h % m == 0 else 0) for h in range(steps)]
        psi[0] = 1.0
    sigma = 1.25 * math.sqrt(n / (n - 3)) * math.sqrt(fmean(e * e for e in errors))
    spread = [sigma * math.sqrt(sum(p * p for p in psi[: h + 1])) for h in range(steps)]
    return mean, spread, seasonal


def _weigh(values: Sequence[float], fit: Sequence[float], m: int) -> tuple[float, float, float]:
    """The mean squared errors of the three and of seasonal naive, and the share of the latter."""
    ours = fmean((values[t] - fit[t]) ** 2 for t in range(m, len(values)))
    naive = fmean((values[t] - values[t - m]) ** 2 for t in range(m, len(values)))
    return ours, naive, ours / (ours + naive) if ours + naive else 0.5


def passes(values: Sequence[float], m: int) -> bool:
    n, middle = len(values), fmean(values)
    c = [value - middle for value in values]
    r = [sum(a * b for a, b in zip(c, c[k:], strict=False)) for k in range(m + 1)]
    if not r[0]:
        return False
    r = [x / r[0] for x in r]
    return abs(r[m]) > 1.645 * math.sqrt((1 + 2 * sum(x * x for x in r[1:m])) / n)


def _indices(values: Sequence[float], m: int, *, ratio: bool) -> list[float]:
    found: list[list[float]] = [[] for _ in range(m)]
    half = m // 2
    for t in range(half, len(values) - half):
        window = list(values[t - half : t + half + 1])
        if m % 2 == 0:
            window[0], window[-1] = window[0] / 2, window[-1] / 2
        level = sum(window) / m
        found[t % m].append(values[t] / level if ratio else values[t] - level)
    index = [fmean(one) for one in found]
    middle = fmean(index)
    return [one / middle if ratio else one - middle for one in index]


def _methods(
    y: list[float], start: int, steps: int
) -> list[tuple[list[float], list[float], list[float]]]:
    n = len(y)
    simple = [(a / 10, 0.0, 1.0) for a in (0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9)]
    damped = list(
        itertools.product((0.1, 0.2, 0.3, 0.5, 0.7, 0.9), (0.05, 0.1, 0.2), (0.8, 0.9, 0.98))
    )
    middle, level = (n - 1) / 2, fmean(y)
    slope = sum((t - middle) * v for t, v in enumerate(y)) / sum(
        (t - middle) ** 2 for t in range(n)
    )
    line = [level + slope * (t - middle) for t in range(n + steps)]
    turned = [2 * v - line[t] for t, v in enumerate(y)]
    one, two = _best(y, simple, start, steps), _best(y, damped, start, steps)
    fit, ahead, psi = _best(turned, simple, start, steps)
    theta = (
        [(f + line[t]) / 2 for t, f in enumerate(fit)],
        [(a + line[n + h]) / 2 for h, a in enumerate(ahead)],
        psi,
    )
    return [one, two, theta]


def _best(
    y: list[float], grid: list[tuple[float, float, float]], start: int, steps: int
) -> tuple[list[float], list[float], list[float]]:
    tried = []
    for alpha, beta, phi in grid:
        level, trend, fit = fmean(y[:start]), 0.0, []
        for value in y:
            fit.append(level + phi * trend)
            error = value - fit[-1]
            level, trend = fit[-1] + alpha * error, phi * trend + alpha * beta * error
        sse = sum((v - f) ** 2 for v, f in zip(y[1:], fit[1:], strict=True))
        damping = list(itertools.accumulate(phi**h for h in range(1, steps + 1)))
        ahead = [level + d * trend for d in damping]
        psi = [1.0] + [alpha * (1 + beta * d) for d in damping[: steps - 1]]
        tried.append((sse, fit, ahead, psi))
    least = min(one[0] for one in tried)
    return next(one[1:] for one in tried if one[0] == least)
