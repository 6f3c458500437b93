"""Numbers and dates for readers: one place that formats them, in the marks of the company."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.measure.bounds import PERCENT
from generator.measure.series import Series
from generator.model.periods import Period
from generator.model.settings import CurrencyDisplay, Settings
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence, Calculation

NBSP = "\u00a0"
MINUS = "\u2212"

_MILLION = 1_000_000
_MOST_DECIMALS = 2
_FIGURES = 3
_CENTS = 2
_FINEST = 6
_BARE = ("", "score", "count", "ratio", "number", "index")
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF" + NBSP}
_SINGULAR = {"days": "day", "hours": "hour", "minutes": "minute", "seconds": "second",
             "weeks": "week", "months": "month", "years": "year"}  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December")  # fmt: skip
_PERIOD_WORDS = {
    Cadence.DAILY: ("day", "days"),
    Cadence.WEEKLY: ("week", "weeks"),
    Cadence.MONTHLY: ("month", "months"),
    Cadence.QUARTERLY: ("quarter", "quarters"),
    Cadence.YEARLY: ("year", "years"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How this company's numbers are written; `decimals` holds each metric's own."""

    decimal_mark: str
    thousands_mark: str
    symbols: bool
    fiscal_year_start: int
    decimals: Mapping[str, int]

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with its marks: `1,204`, `−3.5`. A rounded zero has no sign."""
        text = f"{abs(value):,.{decimals}f}"
        text = text.replace(",", "\x00").replace(".", self.decimal_mark)
        text = text.replace("\x00", NBSP if self.thousands_mark == " " else self.thousands_mark)
        negative = value < 0 and any(digit in "123456789" for digit in text)
        return (MINUS if negative else "") + text

    def figure(self, value: float, metric: Metric) -> str:
        """A metric's value without its unit, for tables and the working."""
        return self.number(value, self.decimals.get(metric.metric, 0))

    def value(self, value: float, metric: Metric) -> str:
        """A metric's value with its unit, short enough to read aloud: `EUR 13.7 million`.

        A whole number is said without its zeros: 44 days, not 44.0.
        """
        if abs(value) >= _MILLION:
            millions = value / _MILLION
            digits = max(0, _FIGURES - len(str(int(abs(millions)))))
            digits = min(digits, stated_decimals(round(millions, digits)))
            return self.with_unit(self.number(millions, digits) + NBSP + "million", metric)
        return self.with_unit(self.spoken(value, metric), metric)

    def spoken(self, value: float, metric: Metric) -> str:
        """A value without its unit as one says it: a whole number loses its zeros."""
        text = self.figure(value, metric)
        whole, _, fraction = text.partition(self.decimal_mark)
        if unit_of(metric).startswith("currency") or fraction.strip("0"):
            return text
        return whole

    def value_beside(self, value: float, metric: Metric, target: float) -> str:
        """A metric's value with the decimals that tell it from a target it does not equal."""
        digits = self.decimals.get(metric.metric, 0)
        apart = decimals_apart(value, target, digits)
        if apart > digits and abs(value) < _MILLION:
            return self.with_unit(self.number(value, apart), metric)
        return self.value(value, metric)

    def exact(self, value: float, metric: Metric) -> str:
        """A metric's value with its unit in full."""
        return self.with_unit(self.figure(value, metric), metric)

    def stated(self, value: float, metric: Metric) -> str:
        """A target or baseline with its unit: as many decimals as it was given."""
        if abs(value) >= _MILLION:
            return self.value(value, metric)
        decimals = stated_decimals(value)
        if decimals and unit_of(metric).startswith("currency"):
            decimals = max(decimals, _CENTS)
        return self.with_unit(self.number(value, decimals), metric)

    def distance(self, value: float, metric: Metric) -> str:
        """How far apart two values are: as a value, but a difference of shares is in points."""
        if unit_of(metric) in PERCENT:
            return self.apart(self.spoken(value, metric), metric)
        return self.value(value, metric)

    def apart(self, text: str, metric: Metric) -> str:
        """A formatted difference with its unit: `15.5 percentage points`, `3 days`."""
        if unit_of(metric) in PERCENT:
            return f"{text}{NBSP}percentage point{'' if text == '1' else 's'}"
        return self.with_unit(text, metric)

    def with_unit(self, text: str, metric: Metric) -> str:
        """A formatted number with the unit of its metric."""
        unit = unit_of(metric)
        if unit in PERCENT:
            return f"{text}{NBSP}%"
        if unit in _BARE:
            return text
        if unit.startswith("currency"):
            code = unit.partition(":")[2].strip().upper()
            if not code:
                return text
            sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
            if self.symbols and code in _SYMBOLS:
                return f"{sign}{_SYMBOLS[code]}{digits}"
            return f"{code}{NBSP}{sign}{digits}"
        if text in ("1", f"{MINUS}1"):
            unit = _SINGULAR.get(unit, unit)
        return f"{text}{NBSP}{unit}"

    def between(self, low: float, high: float, metric: Metric) -> str:
        """Two ends with their unit once where it follows the number: `36.2 to 44.8 days`."""
        if max(abs(low), abs(high)) >= _MILLION or unit_of(metric).startswith("currency"):
            return f"{self.value(low, metric)} to {self.value(high, metric)}"
        return f"{self.figure(low, metric)} to {self.exact(high, metric)}"

    def chance(self, share: float) -> str:
        """A chance in whole percent; certainty is never claimed: `under 1 %`, `over 99 %`."""
        if share < 0.01:
            return f"under {self.percent(0.01)}"
        if share > 0.99:
            return f"over {self.percent(0.99)}"
        return self.percent(share)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of one in percent, whole unless decimals are asked for: `120 %`."""
        return f"{self.number(100.0 * share, decimals)}{NBSP}%"

    def period(self, period: Period, cadence: Cadence) -> str:
        """A period as readers name it: `October 2026`, `Q3 2026`, `week 43 of 2026`."""
        last = period.last
        if cadence is Cadence.DAILY:
            return day(last)
        if cadence is Cadence.WEEKLY:
            year, week, _ = last.isocalendar()
            return f"week {week} of {year}"
        if cadence is Cadence.MONTHLY:
            return f"{_MONTHS[last.month - 1]} {last.year}"
        fiscal = self.fiscal_year_start != 1
        year = last.year + (1 if fiscal and last.month >= self.fiscal_year_start else 0)
        named = f"FY{year}" if fiscal else str(year)
        if cadence is Cadence.YEARLY:
            return named
        quarter = ((last.month - self.fiscal_year_start) % 12) // 3 + 1
        return f"Q{quarter} {named}"

    def span(self, periods: Sequence[Period], cadence: Cadence) -> str:
        """Several periods: `August to October 2026`; one is named alone."""
        first, last = self.period(periods[0], cadence), self.period(periods[-1], cadence)
        if first == last:
            return last
        year = last.rpartition(" ")[2]
        if cadence is Cadence.WEEKLY and first.endswith(f" {year}"):
            return f"weeks {first.split()[1]} to {last.removeprefix('week ')}"
        if cadence is not Cadence.DAILY and first.endswith(f" {year}"):
            first = first.removesuffix(f" {year}")
        return f"{first} to {last}"


def formats_of(settings: Settings, series: Mapping[tuple[str, str], Series]) -> Formats:
    """The formats of a site: each metric's decimals are stated, or as its data has them."""
    decimals: dict[str, int] = {}
    for (metric, _), values in series.items():
        decimals[metric] = max(decimals.get(metric, 0), _decimals(values))
    return Formats(
        decimal_mark=settings.decimal_mark,
        thousands_mark=settings.thousands_mark,
        symbols=settings.currency_display is CurrencyDisplay.SYMBOL,
        fiscal_year_start=settings.fiscal_year_start,
        decimals=decimals,
    )


def day(date: dt.date) -> str:
    """A day in full: `30 June 2027`."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date) -> str:
    """A day for tables and charts: `30 Jun 2027`."""
    return f"{date.day} {_MONTHS[date.month - 1][:3]} {date.year}"


def periods_word(cadence: Cadence, count: int) -> str:
    """`month` or `months`."""
    return _PERIOD_WORDS[cadence][count != 1]


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 goal`, `3 goals`."""
    return f"{count}{NBSP}{one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: `Sales, Legal and Technology`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def unit_of(metric: Metric) -> str:
    """The unit as formats compare it."""
    return (metric.unit or "").strip().lower()


def unit_title(metric: Metric) -> str:
    """The unit as an axis names it: `days`, `%`, `EUR`; nothing for a bare number."""
    unit = unit_of(metric)
    if unit in PERCENT:
        return "%"
    if unit.startswith("currency"):
        return unit.partition(":")[2].strip().upper()
    return "" if unit in _BARE else unit


def stated_decimals(value: float) -> int:
    """How many decimals a stated number needs, six at most."""
    _, _, fraction = f"{value:.6f}".rstrip("0").partition(".")
    return len(fraction)


def decimals_apart(value: float, limit: float, least: int) -> int:
    """How many decimals, at least `least`, a value needs not to look equal to a limit."""
    if math.isclose(value, limit, rel_tol=1e-9, abs_tol=1e-12):
        return least
    digits = range(least, max(least, _FINEST) + 1)
    return next((count for count in digits if round(value, count) != limit), least)


def _decimals(series: Series) -> int:
    metric = series.metric
    if metric.decimals is not None:
        return metric.decimals
    if metric.calculation in (Calculation.SHARE, Calculation.MEAN):
        return 1
    if metric.calculation is Calculation.NPS or not len(series):
        return 0
    scaled = series.value * 10**_MOST_DECIMALS
    if np.all(np.abs(scaled - np.round(scaled)) > 1e-6) or np.abs(series.value).max() >= 1000:
        return 0 if np.abs(series.value).max() >= 1000 else _MOST_DECIMALS
    for decimals in range(_MOST_DECIMALS):
        scaled = series.value * 10**decimals
        if np.allclose(scaled, np.round(scaled), rtol=0, atol=1e-6):
            return decimals
    return _MOST_DECIMALS
