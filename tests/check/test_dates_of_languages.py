"""Dates and numbers as other languages write them: read where they mean one thing, else asked."""

from __future__ import annotations

import pytest

from generator.check.date_cells import parse_dates
from generator.check.month_names import month_number
from generator.check.number_cells import parse_numbers
from generator.check.totals import is_total
from generator.read.mapped_columns import looks_like_period

OCTOBER = ("2026-10-01", "2026-10-31")
LAST = ("2026-10-31", "2026-10-31")
QUARTER = ("2026-10-01", "2026-12-31")
WEEK = ("2026-10-19", "2026-10-25")

DATES = {
    **dict.fromkeys(
        [
            *("octobre 2026", "oct. 2026", "octubre de 2026", "październik 2026", "říjen 2026"),
            *("lokakuu 2026", "Ekim 2026", "октябрь 2026", "жовтень 2026", "Οκτώβριος 2026"),
            *("octombrie 2026", "október 2026", "2026 Oct", "2026-Oct", "October, 2026", "okt/26"),
            *("10-2026", "10.2026", "2026M10", "2026년 10월", "2026年10月", "２０２６年１０月"),
            *(
                "01.10.2026 - 31.10.2026",
                "01.10.2026–31.10.2026",
                "vom 1. Okt 2026 bis 31. Okt 2026",
            ),
            "du 1 octobre 2026 au 31 octobre 2026",
        ],
        OCTOBER,
    ),
    **dict.fromkeys(
        [
            *(
                "Samstag, 31. Oktober 2026",
                "samedi 31 octobre 2026",
                "sábado, 31 de outubro de 2026",
            ),
            *("31st October 2026", "October 31st, 2026", "Oct 31 2026", "31. října 2026"),
            *("31 октября 2026", "31. lokakuuta 2026", "2026. október 31.", "2026. 10. 31."),
            *("31. 10. 2026", "2026년 10월 31일", "٢٠٢٦-١٠-٣١", "२०२६-१०-३१", "31 Ekim 2026"),
        ],
        LAST,
    ),
    **dict.fromkeys(
        [
            *("4. Quartal 2026", "Quartal 4 2026", "T4 2026", "4T2026", "4T26", "4º trim. de 2026"),
            *("K4 2026", "4. kvartal 2026", "Q4/2026", "Q4/26", "Q4 '26", "4Q2026", "4Q26"),
        ],
        QUARTER,
    ),
    **dict.fromkeys(
        ["W43 2026", "W43/2026", "CW 43/2026", "KW43/2026", "uge 43 2026", "v.43 2026"], WEEK
    ),
    "1er octobre 2026": ("2026-10-01", "2026-10-01"),
}


@pytest.mark.parametrize("cell", DATES)
def test_a_date_that_means_one_thing(cell: str) -> None:
    stamp = parse_dates([cell], [2]).values[0]
    assert stamp is not None
    assert (str(stamp.first), str(stamp.last)) == DATES[cell]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("Woche 43 2026", '"Woche 43 2026" does not say how its weeks are counted.'),
        ("semaine 43 2026", '"semaine 43 2026" does not say how its weeks are counted.'),
        ("S1 2026", '"S1 2026" is not a date.'),
        ("5Q2026", '"5Q2026" is not in the calendar.'),
        ("32nd October 2026", '"32nd October 2026" is not in the calendar.'),
        ("31. 2. 2026", '"31. 2. 2026" is not in the calendar.'),
        ("rujan 2026", '"rujan 2026" is not a date.'),
        ("2026 Target", '"2026 Target" is not a date.'),
    ],
)
def test_what_is_asked_or_refused(cell: str, message: str) -> None:
    assert parse_dates([cell], [2]).faults[0].message == message


@pytest.mark.parametrize(
    "label", ["Q4/2026", "T4 2026", "4T26", "4Q2026", "2026M10", "2026년 10월"]
)
def test_headers_that_are_periods(label: str) -> None:
    assert looks_like_period(label)


@pytest.mark.parametrize("label", ["2026 Target", "Satisfaction 12", "T4", "K4 score", "A 2026 M"])
def test_headers_that_are_none(label: str) -> None:
    assert not looks_like_period(label)


def test_a_day_of_the_week_is_not_taken_for_a_month() -> None:
    assert month_number("mar") == 3
    assert parse_dates(["mar 2026"], [2]).values[0] is not None


@pytest.mark.parametrize(
    ("cell", "value"), [("%42", 42), ("5 Std.", 18_000), ("2 Tage", 172_800), ("3 jours", 259_200)]
)
def test_numbers(cell: str, value: float) -> None:
    assert parse_numbers([cell], [2], durations=True).values == [value]


@pytest.mark.parametrize("word", ["Razem", "Totalt", "I alt", "Summa", "Ogółem"])
def test_totals(word: str) -> None:
    assert is_total(word)
