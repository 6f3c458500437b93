"""Months by their names in the languages in which systems export, as Babel spells them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from babel.dates import get_month_names

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb")


def month_number(name: str) -> int:
    """The number of a month by its name or its short form; 0 for another word."""
    return _numbers().get(name.casefold().removesuffix("."), 0)


@cache
def _numbers() -> MappingProxyType[str, int]:
    """Every name of every month: no two languages give one name to two months."""
    numbers = {"sept": 9}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in get_month_names(width, use, locale=language).items():
                    numbers[name.casefold().removesuffix(".")] = number
    for number, name in get_month_names("wide", locale="en").items():
        numbers[name.casefold()[:3]] = number
    return MappingProxyType(numbers)
