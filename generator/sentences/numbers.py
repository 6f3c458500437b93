"""Numbers, dates and lists for readers: one place formats them, in the marks of the company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from babel.dates import format_date
from babel.lists import format_list

from generator.measure.comparison import equal
from generator.measure.natural_limits import PERCENT
from generator.measure.series import Series
from generator.model.periods import Period, days_in
from generator.model.settings import CurrencyDisplay, Settings
from generator.model.tables import Metric, SeriesKey
from generator.model.vocabulary import Cadence, Calculation

NBSP = "\u00a0"
MINUS = "\u2212"

_MILLION = 1_000_000
_MOST_DECIMALS = 2
_SIGNIFICANT_DIGITS = 3
_CENTS = 2
#: The most decimals that are printed.
FINEST = 6
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip
#: Units that are not written after a number.
_UNWRITTEN = ("", "score", "count", "ratio", "number", "index")
#: Shown only for these; elsewhere a symbol such as `A$` is less known than the code.
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF" + NBSP}
_SHORTEST_MONTH = 28
_TIME_UNITS = ("days", "hours", "minutes", "seconds", "weeks", "months", "years")
_PERIOD_NOUNS = {
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.MONTHLY: "month",
    Cadence.QUARTERLY: "quarter",
    Cadence.YEARLY: "year",
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
        """A number with its marks: `1,204`, `−3.5`. A rounded zero has no sign.

        Babel's patterns take ten times as long (16 µs a number, and a build formats tens of
        thousands) and round the shortest decimal that a float prints as, not the float.
        """
        text = f"{value:z,.{decimals}f}".replace("-", MINUS)
        whole, point, fraction = text.partition(".")
        thousands = NBSP if self.thousands_mark == " " else self.thousands_mark
        return whole.replace(",", thousands) + (self.decimal_mark if point else "") + fraction

    def plain(self, value: float) -> str:
        """A number with the decimals that it has, six at most."""
        return self.number(value, stated_decimals(value))

    def figure(self, value: float, metric: Metric) -> str:
        """A metric's value without its unit, for tables and the working."""
        return self.number(value, self.decimals.get(metric.metric, 0))

    def value(self, value: float, metric: Metric) -> str:
        """A value with its unit, short enough to read aloud: `EUR 13.7 million`, `44 days`."""
        if abs(value) < _MILLION:
            return self.with_unit(self.spoken(value, metric), metric)
        millions = value / _MILLION
        digits = max(0, _SIGNIFICANT_DIGITS - len(str(int(abs(millions)))))
        digits = min(digits, stated_decimals(round(millions, digits)))
        return self.with_unit(f"{self.number(millions, digits)}{NBSP}million", metric)

    def spoken(self, value: float, metric: Metric) -> str:
        """A value without its unit; a whole number loses its zeros, except an amount of money."""
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
        """How far apart two values are; the difference of two shares is in percentage points."""
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
        if unit.startswith("currency"):
            code = metric.currency
            sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
            if self.symbols and code in _SYMBOLS:
                return f"{sign}{_SYMBOLS[code]}{digits}"
            return self.with_code(text, code)
        if unit in _UNWRITTEN:
            return text
        if unit in _TIME_UNITS and text in ("1", f"{MINUS}1"):
            unit = unit.removesuffix("s")
        return f"{text}{NBSP}{unit}"

    def with_code(self, amount: str, code: str | None) -> str:
        """A formatted amount with the code of its currency, if that is known: `EUR 180,000`."""
        return f"{code}{NBSP}{amount}" if code else amount

    def between(self, low: float, high: float, metric: Metric) -> str:
        """Two ends, with their unit once if it follows the number: `36.2 to 44.8 days`."""
        if not self.unit_once(max(abs(low), abs(high)), metric):
            return f"{self.value(low, metric)} to {self.value(high, metric)}"
        return f"{self.figure(low, metric)} to {self.exact(high, metric)}"

    @staticmethod
    def unit_once(largest: float, metric: Metric) -> bool:
        """Whether several values up to a largest one need their unit only after the last."""
        return largest < _MILLION and not unit_of(metric).startswith("currency")

    def chance(self, share: float, floor: float) -> str:
        """A chance in whole percent, no lower than its floor: `under 5 %`, `62 %`, `over 95 %`."""
        if share < floor:
            return f"under {self.percent(floor)}"
        if share > 1 - floor:
            return f"over {self.percent(1 - floor)}"
        return self.percent(share)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share of one in percent, whole unless decimals are asked for: `120 %`."""
        return f"{self.number(100.0 * share, decimals)}{NBSP}%"

    def stated_percent(self, share: float) -> str:
        """A stated share, such as a threshold, in percent with as many decimals as it has."""
        return self.percent(share, stated_decimals(round(100 * share, FINEST)))

    def period(self, period: Period, cadence: Cadence) -> str:
        """A period as readers name it: `October 2026`, `Q3 2026`, `week 43 of 2026`.

        A month of a finer cadence is named as a month.
        """
        last = period.last
        if cadence in (Cadence.DAILY, Cadence.WEEKLY) and days_in(period) >= _SHORTEST_MONTH:
            cadence = Cadence.MONTHLY
        if cadence is Cadence.DAILY:
            return day(last)
        if cadence is Cadence.WEEKLY:
            year, week, _ = last.isocalendar()
            return f"week {week} of {year}"
        if cadence is Cadence.MONTHLY:
            return _date(last, "MMMM y")
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


def formats_of(settings: Settings, series: Mapping[SeriesKey, Series]) -> Formats:
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
    return _date(date, "d MMMM y")


def short_day(date: dt.date) -> str:
    """A day for tables and charts: `30 Jun 2027`."""
    return _date(date, "d MMM y")


def day_and_month(date: dt.date) -> str:
    """A day within the year: `30 Jun`."""
    return _date(date, "d MMM")


@cache
def _date(date: dt.date, pattern: str) -> str:
    """A date by a pattern of CLDR. British English would shorten September to `Sept`."""
    return format_date(date, pattern, locale="en")


def plural(count: float, one: str, many: str = "") -> str:
    """The form of a word that agrees with a count: `goal` or `goals`, `is` or `are`."""
    return one if count == 1 else many or f"{one}s"


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `1 goal`, `3 goals`."""
    return f"{count}{NBSP}{plural(count, one, many)}"


def in_words(count: int, one: str, many: str = "") -> str:
    """A count with its noun, small ones in words: `seven months`."""
    if count >= len(_WORDS):
        return counted(count, one, many)
    return f"{_WORDS[count]} {plural(count, one, many)}"


def periods_word(cadence: Cadence, count: int) -> str:
    """`month` or `months`."""
    return plural(count, _PERIOD_NOUNS[cadence])


def counted_periods(count: int, cadence: Cadence) -> str:
    """A count of periods: `12 months`."""
    return counted(count, _PERIOD_NOUNS[cadence])


def listed(
    words: Sequence[str], most: int | None = None, rest: tuple[str, str] = ("more", "more")
) -> str:
    """Words in a row; those after the first `most` are counted: `Sales, Legal and 3 more`.

    `rest` is the noun of that count, for one and for more. In British English no comma stands
    before "and".
    """
    others = len(words) - (len(words) if most is None else most)
    if others > 0:
        words = [*words[:most], f"{others} {plural(others, *rest)}"]
    return format_list(words, locale="en_GB")


def either(words: Sequence[str]) -> str:
    """Words of which one holds: `daily, weekly or monthly`."""
    return format_list(words, style="or", locale="en_GB")


def tally(counts: Iterable[tuple[int, str, str]], noun: str = "") -> str:
    """Counts in a row without zeros: `2 touchpoints have no owner and 1 has no metric`.

    Each count has a phrase for one and one for more. Only the first names the noun.
    """
    found = [entry for entry in counts if entry[0]]
    nouns = [noun, *[""] * len(found)]
    return listed(
        [
            f"{counted(count, named) if named else count} {plural(count, one, many)}"
            for named, (count, one, many) in zip(nouns, found, strict=False)
        ]
    )


def unit_of(metric: Metric) -> str:
    """The unit as formats compare it."""
    return (metric.unit or "").strip().lower()


def unit_title(metric: Metric) -> str:
    """The unit as an axis names it: `days`, `%`, `EUR`; "" for a bare number."""
    unit = unit_of(metric)
    if unit in PERCENT:
        return "%"
    if unit.startswith("currency"):
        return metric.currency
    return "" if unit in _UNWRITTEN else unit


def stated_decimals(value: float) -> int:
    """How many decimals a stated number needs, six at most."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def decimals_apart(value: float, limit: float, least: int) -> int:
    """How many decimals, at least `least`, a value needs not to look equal to a limit."""
    if equal(value, limit):
        return least
    digits = range(least, max(least, FINEST) + 1)
    return next((count for count in digits if round(value, count) != limit), least)


def _decimals(series: Series) -> int:
    """The decimals of a metric: stated, usual for its calculation, or those of its values."""
    metric = series.metric
    if metric.decimals is not None:
        return metric.decimals
    if metric.calculation in (Calculation.SHARE, Calculation.MEAN):
        return 1
    if metric.calculation is Calculation.NPS or not len(series):
        return 0
    if np.abs(series.value).max() >= 1000:
        return 0
    for decimals in range(_MOST_DECIMALS):
        scaled = series.value * 10**decimals
        if np.allclose(scaled, np.round(scaled), rtol=0, atol=1e-6):
            return decimals
    return _MOST_DECIMALS
