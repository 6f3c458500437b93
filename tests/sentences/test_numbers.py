"""Numbers, dates and periods as readers see them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.settings import CurrencyDisplay, Settings
from generator.model.vocabulary import Cadence, Calculation
from generator.sentences.numbers import (
    Formats,
    counted,
    day,
    decimals_apart,
    formats_of,
    listed,
    periods_word,
    short_day,
    stated_decimals,
    tally,
    unit_title,
)
from generator.sentences.words import shortened
from tests.measure.build import day as date
from tests.measure.build import metric, periods, series

D, W, M, Q, Y = Cadence.DAILY, Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.YEARLY


def formats(decimals: int = 0, **given: Any) -> Formats:
    values: dict[str, Any] = {
        "decimal_mark": ".",
        "thousands_mark": ",",
        "symbols": False,
        "fiscal_year_start": 1,
        "decimals": {"speed": decimals},
    }
    return Formats(**(values | given))


def plain(text: str) -> str:
    """The text with plain spaces; that they are no-break ones is a test of its own."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "decimals", "marks", "text"),
    [
        (1204, 0, ".,", "1,204"),
        (1234567.891, 2, ".,", "1,234,567.89"),
        (1234567.891, 2, ",.", "1.234.567,89"),
        (1234567.891, 1, ", ", "1 234 567,9"),
        (1234567.891, 1, ".'", "1'234'567.9"),
        (1234.5, 1, (".", ""), "1234.5"),
        (-3.5, 1, ".,", "−3.5"),
        (-1204, 0, ".,", "−1,204"),
        (0, 0, ".,", "0"),
        (-0.04, 1, ".,", "0.0"),  # a rounded zero has no sign
        (-0.05001, 1, ".,", "−0.1"),
        (0.5, 0, ".,", "0"),  # half goes to the even number, as in Python
        (1.5, 0, ".,", "2"),
    ],
)
def test_number(value: float, decimals: int, marks: tuple[str, str], text: str) -> None:
    made = formats(decimal_mark=marks[0], thousands_mark=marks[1])
    assert plain(made.number(value, decimals)) == text


def test_spaces_in_numbers_do_not_break() -> None:
    made = formats(decimals=1, thousands_mark=" ")
    assert made.number(1204) == "1\u00a0204"
    assert made.value(44, metric(unit="days")) == "44\u00a0days"
    assert made.value(44, metric(unit="percent")) == "44\u00a0%"
    assert made.value(13.7e6, metric(unit="currency:EUR")) == "EUR\u00a013.7\u00a0million"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "symbols", "text"),
    [
        (74.04, "percent", 1, False, "74 %"),
        (74, "%", 0, False, "74 %"),
        (-3, "percent", 0, False, "−3 %"),
        (38, "score", 0, False, "38"),
        (38, None, 0, False, "38"),
        (38, "  ", 0, False, "38"),
        (3, "count", 0, False, "3"),
        (1.25, "ratio", 2, False, "1.25"),
        (44.1, "days", 1, False, "44.1 days"),
        (1, "days", 0, False, "1 day"),
        (-1, "hours", 0, False, "−1 hour"),
        (1, "minutes", 1, False, "1 minute"),
        (0, "days", 0, False, "0 days"),
        (5, "Terminals", 0, False, "5 terminals"),
        (1200, "currency:EUR", 0, False, "EUR 1,200"),
        (-1200, "currency:EUR", 0, False, "EUR −1,200"),
        (38.92, "currency:gbp", 2, False, "GBP 38.92"),
        (38.92, "currency:GBP", 2, True, "£38.92"),
        (-38.92, "currency:EUR", 2, True, "−€38.92"),
        (38.92, "currency:USD", 2, True, "$38.92"),
        (38.92, "currency:CHF", 2, True, "CHF 38.92"),
        (38, "currency:SEK", 0, True, "SEK 38"),
        (38, "currency", 0, False, "38"),  # no code is stated, and none is invented
        (13653253, "currency:EUR", 0, False, "EUR 13.7 million"),
        (13400000, "currency:EUR", 0, True, "€13.4 million"),
        (4574558, "currency:EUR", 0, False, "EUR 4.57 million"),
        (-4574558, "currency:EUR", 0, False, "EUR −4.57 million"),
        (1000000, "count", 0, False, "1 million"),
        (999999, "count", 0, False, "999,999"),
        (151262000, "count", 0, False, "151 million"),
        (2500000, "days", 0, False, "2.5 million days"),
        (1234567890, "count", 0, False, "1,235 million"),
    ],
)
def test_value(value: float, unit: str | None, decimals: int, symbols: bool, text: str) -> None:
    made = formats(decimals=decimals, symbols=symbols)
    assert plain(made.value(value, metric(unit=unit))) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (30, "days", "30 days"),
        (1, "days", "1 day"),
        (0.65, "percent", "0.65 %"),
        (95, "percent", "95 %"),
        (42.4, "currency:EUR", "EUR 42.40"),
        (38, "currency:EUR", "EUR 38"),
        (13400000, "currency:EUR", "EUR 13.4 million"),
        (-30, "score", "−30"),
        (0, "score", "0"),
    ],
)
def test_stated_as_it_was_given(value: float, unit: str, text: str) -> None:
    assert plain(formats(decimals=3).stated(value, metric(unit=unit))) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (15.52, "percent", 1, "15.5 percentage points"),
        (1, "percent", 0, "1 percentage point"),
        (0.7, "percent", 0, "1 percentage point"),
        (1, "percent", 1, "1 percentage point"),
        (3, "days", 0, "3 days"),
        (1, "days", 0, "1 day"),
        (12, "score", 0, "12"),
    ],
)
def test_distance(value: float, unit: str, decimals: int, text: str) -> None:
    assert plain(formats(decimals=decimals).distance(value, metric(unit=unit))) == text


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [
        (97.2, 98, "97.2 %"),
        (97.96, 98, "97.96 %"),  # 98 % would look like the target
        (97.9996, 98, "97.9996 %"),
        (98, 98, "98 %"),
        (98.04, 98, "98.04 %"),
    ],
)
def test_a_value_never_looks_like_the_target_it_misses(
    value: float, target: float, text: str
) -> None:
    made = formats(decimals=1)
    assert plain(made.value_beside(value, metric(unit="percent"), target)) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [(1.2, 0, "120 %"), (-0.154, 0, "−15 %"), (0.004, 0, "0 %"), (0.50061, 1, "50.1 %")],
)
def test_percent(share: float, decimals: int, text: str) -> None:
    assert plain(formats().percent(share, decimals)) == text


@pytest.mark.parametrize(
    ("first", "cadence", "fiscal", "text"),
    [
        ("2026-10-05", D, 1, "5 October 2026"),
        ("2026-10-19", W, 1, "week 43 of 2026"),
        ("2027-01-01", W, 1, "week 53 of 2026"),
        ("2025-12-29", W, 1, "week 1 of 2026"),
        ("2026-10-01", M, 1, "October 2026"),
        ("2026-10-01", M, 4, "October 2026"),  # a month is no matter of the fiscal year
        ("2026-07-01", Q, 1, "Q3 2026"),
        ("2026-12-31", Q, 1, "Q4 2026"),
        ("2026-04-01", Q, 4, "Q1 FY2027"),  # named by the year in which it ends
        ("2027-01-15", Q, 4, "Q4 FY2027"),
        ("2025-10-01", Q, 10, "Q1 FY2026"),
        ("2026-09-30", Q, 10, "Q4 FY2026"),
        ("2026-01-15", Q, 2, "Q4 FY2026"),
        ("2026-01-01", Y, 1, "2026"),
        ("2026-04-01", Y, 4, "FY2027"),
        ("2026-03-31", Y, 4, "FY2026"),
    ],
)
def test_period(first: str, cadence: Cadence, fiscal: int, text: str) -> None:
    (period,) = periods(first, 1, cadence, fiscal=fiscal)
    assert formats(fiscal_year_start=fiscal).period(period, cadence) == text


@pytest.mark.parametrize(
    ("first", "count", "cadence", "fiscal", "text"),
    [
        ("2026-10-01", 1, M, 1, "October 2026"),
        ("2026-08-01", 3, M, 1, "August to October 2026"),
        ("2025-11-01", 3, M, 1, "November 2025 to January 2026"),
        ("2026-04-01", 2, Q, 1, "Q2 to Q3 2026"),
        ("2025-10-01", 2, Q, 1, "Q4 2025 to Q1 2026"),
        ("2026-04-01", 2, Q, 4, "Q1 to Q2 FY2027"),
        ("2026-01-01", 2, Q, 4, "Q4 FY2026 to Q1 FY2027"),
        ("2026-10-26", 3, W, 1, "weeks 44 to 46 of 2026"),
        ("2026-12-21", 3, W, 1, "week 52 of 2026 to week 1 of 2027"),
        ("2026-10-03", 3, D, 1, "3 October 2026 to 5 October 2026"),
        ("2025-01-01", 2, Y, 1, "2025 to 2026"),
        ("2025-04-01", 2, Y, 4, "FY2026 to FY2027"),
    ],
)
def test_span(first: str, count: int, cadence: Cadence, fiscal: int, text: str) -> None:
    spans = periods(first, count, cadence, fiscal=fiscal)
    assert formats(fiscal_year_start=fiscal).span(spans, cadence) == text


def test_days() -> None:
    assert day(date("2027-06-30")) == "30 June 2027"
    assert day(date("2026-05-01")) == "1 May 2026"
    assert short_day(date("2026-09-05")) == "5 Sep 2026"


@pytest.mark.parametrize(
    ("cadence", "one", "more"),
    [
        (D, "day", "days"),
        (W, "week", "weeks"),
        (M, "month", "months"),
        (Q, "quarter", "quarters"),
        (Y, "year", "years"),
    ],
)
def test_periods_word(cadence: Cadence, one: str, more: str) -> None:
    assert [periods_word(cadence, count) for count in (1, 2, 0)] == [one, more, more]


def test_words() -> None:
    assert [plain(counted(count, "goal")) for count in (0, 1, 2)] == [
        "0 goals",
        "1 goal",
        "2 goals",
    ]
    assert plain(counted(2, "goal is", "goals are")) == "2 goals are"
    assert [listed(words) for words in ([], ["Sales"], ["Sales", "Legal"])] == [
        "",
        "Sales",
        "Sales and Legal",
    ]
    assert listed(["Sales", "Legal", "Technology"]) == "Sales, Legal and Technology"


def test_months_have_their_english_names() -> None:
    days = [date(f"2026-{month:02}-01") for month in range(1, 13)]
    long = [day(one).split()[1] for one in days]
    assert long[3:9] == ["April", "May", "June", "July", "August", "September"]
    assert [short_day(one).split()[1] for one in days] == [name[:3] for name in long]


def test_a_long_list_counts_its_rest() -> None:
    names = ["Sales", "Legal", "Technology", "Talent"]
    assert listed(names, 2) == "Sales, Legal and 2 more"
    assert (
        listed(names, 3, ("more team", "more teams")) == "Sales, Legal, Technology and 1 more team"
    )
    assert listed(names, 4) == "Sales, Legal, Technology and Talent"


def test_counts_in_a_row() -> None:
    counts = [(1, "has no owner", "have no owner"), (0, "is late", "are late"), (2, "is", "are")]
    assert plain(tally(counts, "file")) == "1 file has no owner and 2 are"
    assert tally(counts) == "1 has no owner and 2 are"
    assert tally([(0, "is late", "are late")]) == ""


@pytest.mark.parametrize(
    ("unit", "title"),
    [("percent", "%"), ("days", "days"), ("currency:eur", "EUR"), ("score", ""), (None, "")],
)
def test_unit_title(unit: str | None, title: str) -> None:
    assert unit_title(metric(unit=unit)) == title


@pytest.mark.parametrize(
    ("value", "decimals"), [(30, 0), (0.65, 2), (-1.5, 1), (1e7, 0), (0.1 + 0.2, 1), (100, 0)]
)
def test_stated_decimals(value: float, decimals: int) -> None:
    assert stated_decimals(value) == decimals


def test_decimals_apart() -> None:
    assert decimals_apart(97.96, 98, 1) == 2
    assert decimals_apart(98.0, 98, 1) == 1
    assert decimals_apart(97.0, 98, 0) == 0


@pytest.mark.parametrize(
    ("calculation", "stated", "values", "decimals"),
    [
        (Calculation.GIVEN, None, (1.0, 2.0), 0),
        (Calculation.GIVEN, None, (1.5, 2.0), 1),
        (Calculation.GIVEN, None, (1.25, 2.0), 2),
        (Calculation.GIVEN, None, (1.2345, 2.0), 2),
        (Calculation.GIVEN, None, (1234.25, 2000.0), 0),
        (Calculation.GIVEN, 3, (1.0, 2.0), 3),
        (Calculation.SHARE, None, (40.0, 50.0), 1),
        (Calculation.NPS, None, (40.123, 50.0), 0),
        (Calculation.MEAN, 2, (4.0, 5.0), 2),
    ],
)
def test_decimals_of_a_metric(
    calculation: Calculation, stated: int | None, values: tuple[float, ...], decimals: int
) -> None:
    of = metric(calculation=calculation, decimals=stated)
    found = formats_of(Settings(), {("speed", ""): series(values, "2026-01-01", of=of)})
    assert found.decimals == {"speed": decimals}


def test_formats_follow_the_settings() -> None:
    settings = Settings(
        decimal_mark=",",
        thousands_mark=" ",
        currency_display=CurrencyDisplay.SYMBOL,
        fiscal_year_start=4,
    )
    made = formats_of(settings, {})
    assert plain(made.exact(1234.5, metric(unit="currency:EUR"))) == "€1 234"
    assert plain(made.number(1234.5, 1)) == "1 234,5"
    assert made.fiscal_year_start == 4


def test_shortened() -> None:
    long = "Share of customers who say that the first person they reached could solve their problem"
    assert shortened("A name\nof two lines") == "A name of two lines"
    assert shortened(long) == "Share of customers who say that the first person they…"
    assert len(shortened(long)) <= 60
    assert len(shortened("x" * 300)) == 60
