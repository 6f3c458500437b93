"""The interval of one value, step by step from its counts, to be redone by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.measure.intervals import NPS_ADDED_ANSWERS, NPS_ADDED_EACH, Z, interval_of
from generator.measure.pooling import counts_of
from generator.measure.series import Series
from generator.model.counts import Counts
from generator.model.vocabulary import Calculation
from generator.sentences.numbers import MINUS, Formats, stated_decimals
from generator.sentences.working import Step

_PRECISE = 4


def interval_working(series: Series, formats: Formats) -> tuple[Step, ...]:
    """How the interval of the newest closed value was worked out; empty where there is none."""
    newest = series.closed - 1
    if newest < 0 or series.metric.calculation not in (Calculation.SHARE, Calculation.NPS):
        return ()
    counts = counts_of(series, slice(newest, newest + 1))
    if interval_of(series.metric.calculation, counts) is None:
        return ()
    made = _Worked(series, counts, formats)
    steps = made.share() if series.metric.calculation is Calculation.SHARE else made.score()
    return tuple(steps)


class _Worked:
    def __init__(self, series: Series, counts: Counts, formats: Formats) -> None:
        self.formats, self.metric, self.counts = formats, series.metric, counts
        self.n = counts.n or 0.0
        self.decimals = formats.decimals.get(series.metric.metric, 0) + 1
        self.when = formats.period(series.period(series.closed - 1), series.cadence)

    def share(self) -> Iterator[Step]:
        """Wilson."""
        numerator = self.counts.numerator or 0.0
        n, k, z = self._number(self.n), self._number(numerator), self._number(Z)
        yield Step(
            what="Value",
            how=f"{self.when}: 100 × {k} / {n}",
            result=self._with_unit(100.0 * numerator / self.n),
        )
        half, square = round(Z * Z / 2, _PRECISE), round(Z * Z, _PRECISE)
        middle = round(numerator + half, _PRECISE)
        yield Step(what="Middle", how=f"{k} + {z}² / 2", result=self._number(middle))
        reach = round(
            Z * math.sqrt(numerator * (self.n - numerator) / self.n + square / 4), _PRECISE
        )
        yield Step(
            what="Reach",
            how=f"{z} × √({k} × ({n} {MINUS} {k}) / {n} + {z}² / 4)",
            result=self._number(reach),
        )
        below = self._number(self.n + square)
        for what, sign, way in (("Lower end", MINUS, -1), ("Upper end", "+", 1)):
            end = 100.0 * (middle + way * reach) / (self.n + square)
            yield Step(
                what=what,
                how=f"100 × ({self._number(middle)} {sign} {self._number(reach)}) / {below}",
                result=self._with_unit(min(max(end, 0.0), 100.0)),
            )

    def score(self) -> Iterator[Step]:
        """Adjusted Wald."""
        promoters, detractors = self.counts.promoters or 0.0, self.counts.detractors or 0.0
        p, d = self._number(promoters), self._number(detractors)
        difference = f"({p} {MINUS} {d})"
        yield Step(
            what="Value",
            how=f"{self.when}: 100 × {difference} / {self._number(self.n)}",
            result=self._with_unit(100.0 * (promoters - detractors) / self.n),
        )
        more = self.n + NPS_ADDED_ANSWERS
        below = self._number(more)
        middle = round(100.0 * (promoters - detractors) / more, _PRECISE)
        yield Step(what="Middle", how=f"100 × {difference} / {below}", result=self._number(middle))
        shares = []
        for name, counted, text in (("p", promoters, p), ("d", detractors, d)):
            share = round((counted + NPS_ADDED_EACH) / more, _PRECISE)
            shares.append(share)
            yield Step(
                what=name,
                how=f"({text} + {self._number(NPS_ADDED_EACH)}) / {below}",
                result=self._number(share),
            )
        a, b = (self._number(share) for share in shares)
        reach = 100.0 * Z * math.sqrt((shares[0] + shares[1] - (shares[0] - shares[1]) ** 2) / more)
        reach = round(reach, _PRECISE)
        yield Step(
            what="Reach",
            how=f"{self._number(Z)} × 100 × √(({a} + {b} {MINUS} ({a} {MINUS} {b})²) / {below})",
            result=self._number(reach),
        )
        for what, sign, way in (("Lower end", MINUS, -1), ("Upper end", "+", 1)):
            end = min(max(middle + way * reach, -100.0), 100.0)
            yield Step(
                what=what,
                how=f"{self._number(middle)} {sign} {self._number(reach)}",
                result=self._with_unit(end),
            )

    def _number(self, value: float) -> str:
        return self.formats.number(value, stated_decimals(value))

    def _with_unit(self, value: float) -> str:
        rounded = round(value, self.decimals)
        return self.formats.with_unit(self._number(rounded), self.metric)
