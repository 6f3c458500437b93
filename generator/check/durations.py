"""Lengths of time as systems write them: `00:42:10`, `3h 12m`, `42 days`, `PT3H`.

A length is read in seconds and becomes a number of the metric's own unit. `42:10` may be minutes
and seconds or hours and minutes: a column that writes other cells as `1:42:10` shows which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model.elapsed import SECONDS_OF

_LONG = re.compile(r"(\d{1,5}):([0-5]\d):([0-5]\d(?:\.\d+)?)", re.ASCII)
_SHORT = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_PART = re.compile(r"(\d+(?:[.,]\d+)?) ?([a-z\u00e0-\u00ff]+)\.?,? ?")
_WORDS = {
    "seconds": "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos",
    "minutes": "m min mins minute minutes minuten minuto minutos minuut minuti",
    "hours": "h hr hrs hour hours std stunde stunden heure heures hora horas uur ora ore",
    "days": "d day days tag tage tagen jour jours día días dia dias dag dagen giorno giorni",
    "weeks": "w wk wks week weeks woche wochen semaine semaines semana semanas weken settimane",
}
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_ORDER = [*SECONDS_OF]
#: `5m` alone may also be five millions or months.
_ALONE = "m"


def read_duration(cell: str) -> float | None:
    """The seconds of a length of time that reads one way only; None for any other text."""
    text = cell.strip()
    if clock := _LONG.fullmatch(text):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    iso = _ISO.fullmatch(text.upper())
    if iso and any(iso.groups()):
        units = ("weeks", "days", "hours", "minutes", "seconds")
        return sum(
            float(number) * SECONDS_OF[unit]
            for number, unit in zip(iso.groups(), units, strict=True)
            if number
        )
    return _in_words(text.lower())


def read_short_clock(cell: str) -> float | None:
    """The seconds of `42:10` as minutes and seconds; None for any other text."""
    clock = _SHORT.fullmatch(cell.strip())
    return int(clock[1]) * 60.0 + int(clock[2]) if clock else None


def writes_hours(cells: Sequence[str]) -> bool:
    """Whether a column has a cell such as `1:42:10`: then `42:10` is minutes and seconds."""
    return any(_LONG.fullmatch(cell.strip()) for cell in cells)


def _in_words(text: str) -> float | None:
    """`3h 12m` and `42 days`: units from the longest to the shortest, each once."""
    seconds, at, last = 0.0, 0, len(_ORDER)
    words = []
    while at < len(text):
        part = _PART.match(text, at)
        unit = _UNIT_OF.get(part[2]) if part else None
        if part is None or unit is None or _ORDER.index(unit) >= last:
            return None
        seconds += float(part[1].replace(",", ".")) * SECONDS_OF[unit]
        at, last = part.end(), _ORDER.index(unit)
        words.append(part[2])
    return None if not words or words == [_ALONE] else seconds
