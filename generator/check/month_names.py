"""Months and days of the week by their names in the languages in which systems export."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from babel.dates import get_day_names, get_month_names

#: No two of them give one name to two months. Croatian does: its listopad is October.
_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb"),
    *("fi", "cs", "sk", "hu", "tr", "ro", "ru", "uk", "el"),
)


def month_number(name: str) -> int:
    """The number of a month by its name or its short form; 0 for another word."""
    word = name.casefold().removesuffix(".")
    return _numbers(_LANGUAGES[:1]).get(word, 0) or _numbers(_LANGUAGES).get(word, 0)


@cache
def _numbers(languages: tuple[str, ...]) -> MappingProxyType[str, int]:
    """Every name of every month in some languages."""
    numbers = {"sept": 9}
    for language in languages:
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in get_month_names(width, use, locale=language).items():
                    numbers[name.casefold().removesuffix(".")] = number
    for number, name in get_month_names("wide", locale="en").items():
        numbers[name.casefold()[:3]] = number
    return MappingProxyType(numbers)


@cache
def weekdays() -> frozenset[str]:
    """The names of the days of the week, in lower case."""
    named = (get_day_names("wide", locale=language).values() for language in _LANGUAGES)
    return frozenset(name.casefold() for names in named for name in names)
