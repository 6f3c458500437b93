"""The time between two dates of a row, in open hours if these are declared.

Each moment becomes the seconds that were open before it, so a difference is a subtraction. A
window is measured in absolute time: where clocks change within it, it is an hour longer or shorter.
Of dates without times the days after the first one count, up to the last one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from generator.check.date_cells import parse_dates
from generator.check.exports.export_rows import Reading
from generator.check.faults import CellFault, Seen
from generator.check.number_cells import is_missing
from generator.model.elapsed import SECONDS_OF, Elapsed
from generator.model.mending import AT_SOURCE
from generator.model.problems import Severity, SourceLocation
from generator.model.vocabulary import Cadence
from generator.model.wording import counted, quoted
from generator.read.timestamps import split_moment, zone_of

STILL_OPEN = "rows that are still open"
NOT_OPENED = "rows without a beginning"
NEGATIVE = "rows that end before they begin"
_NONE = dt.timedelta()
_DAY = dt.timedelta(days=1)
_NEED_NO_TIME = ("days", "weeks")


@dataclass(frozen=True, slots=True)
class _Moment:
    """A cell: its day, and the moment if it has a time. `twice` says that clocks show it twice."""

    day: dt.date
    at: dt.datetime | None = None
    twice: bool = False


@dataclass(slots=True)
class _OpenTime:
    """How much open time was before a moment or up to a day, since some day before all of them."""

    elapsed: Elapsed
    zone: dt.tzinfo
    _windows: dict[dt.date, list[tuple[float, float]]] = field(default_factory=dict)
    _before: dict[dt.date, float] = field(default_factory=dict)
    _days: dict[dt.date, int] = field(default_factory=dict)

    def cover(self, days: Iterable[dt.date]) -> None:
        """Adds up the open time of all days around these."""
        ordered = sorted(days)
        span = range((ordered[-1] - ordered[0]).days + 3) if ordered else range(0)
        each = [ordered[0] + _DAY * (number - 1) for number in span]
        self._windows = {day: self._of(day) for day in each}
        seconds = [sum(end - start for start, end in self._windows[day]) for day in each]
        self._before = dict(zip(each, accumulate(seconds, initial=0.0), strict=False))
        self._days = dict(zip(each, accumulate(bool(length) for length in seconds), strict=True))

    def before(self, moment: _Moment) -> float:
        """Seconds before a moment, or of whole days up to a day without a time."""
        if moment.at is None:
            if self.elapsed.hours is None:
                return moment.day.toordinal() * SECONDS_OF["days"]
            return self._days[moment.day] * self.elapsed.seconds_of_unit
        at = moment.at.timestamp()
        if self.elapsed.hours is None:
            return at
        day = moment.at.astimezone(self.zone).date()
        today = sum(min(max(at, start), end) - start for start, end in self._windows[day])
        return self._before[day] + today

    def _of(self, day: dt.date) -> list[tuple[float, float]]:
        """The windows of a day, in seconds since 1970."""
        hours = self.elapsed.hours
        if hours is None or day in self.elapsed.holidays:
            return []
        return [
            (self._moment(day, start), self._moment(day, end))
            for start, end in hours.windows[day.weekday()]
        ]

    def _moment(self, day: dt.date, minutes: int) -> float:
        local = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
        return local.replace(tzinfo=self.zone).timestamp()


def leave_out_open(reading: Reading, elapsed: Elapsed) -> None:
    """Leaves out and counts what has no end yet, and what has no beginning."""
    for column, reason in ((elapsed.closed, STILL_OPEN), (elapsed.opened, NOT_OPENED)):
        blank = [group for group in reading.in_use if is_missing(reading.text(group, column))]
        reading.skip(blank, reason)


def read_elapsed(reading: Reading, elapsed: Elapsed) -> dict[int, float]:
    """The elapsed time of each group in the declared unit; groups with a fault are refused."""
    company = reading.company
    zone = reading.export.zone or company
    texts = {**reading.seen(reading.slot(elapsed.opened))}
    for text, seen in reading.seen(reading.slot(elapsed.closed)).items():
        texts.setdefault(text, seen)
    moments = _moments(texts, reading, zone)
    if zone is None and None in moments.values():
        fault = CellFault(
            "The times have no zone, so the hour that clocks skip or repeat cannot be told.",
            'Declare the zone of this export, such as timezone = "Europe/London".',
        )
        reading.problems.append(fault.at(reading.export.mapping.location("elapsed")))
        reading.refuse(reading.in_use)
        return {}
    known = {text: moment for text, moment in moments.items() if moment is not None}
    starts = reading.parse(elapsed.opened, lambda seen: {text: known[text] for text in seen})
    ends = reading.parse(elapsed.closed, lambda seen: {text: known[text] for text in seen})
    _warn_of_twice(reading, elapsed, starts, ends)
    time = _OpenTime(elapsed, company or zone or dt.UTC)
    time.cover(each.day for each in known.values() if isinstance(each, _Moment))
    _refuse_without_time(reading, elapsed, starts, ends)
    found = {
        group: (time.before(ends[group]) - time.before(starts[group])) / elapsed.seconds_of_unit
        for group in reading.in_use
    }
    _settle_negative(reading, elapsed, [g for g in reading.in_use if _ends_first(g, starts, ends)])
    return {group: found[group] for group in reading.in_use}


def _moments(
    texts: Mapping[str, Seen], reading: Reading, zone: dt.tzinfo | None
) -> dict[str, _Moment | CellFault | None]:
    """What each text names; None if it has a time without a zone."""
    declared = reading.export.mapping.dialect.dates
    split = {text: split_moment(text, declared) for text in texts}
    dates = list(dict.fromkeys(date for date, _, _ in split.values()))
    lines = {date: texts[text].line for text, (date, _, _) in reversed(split.items())}
    parsed = parse_dates(dates, [lines[date] for date in dates], reading.start, declared)
    at = {date: index for index, date in enumerate(dates)}
    moments: dict[str, _Moment | CellFault | None] = {}
    for text, (date, time, offset) in split.items():
        stamp = parsed.values[at[date]]
        if stamp is None or stamp.form is not Cadence.DAILY:
            fix = f"Correct date_format in exports.toml if it is wrong. {AT_SOURCE}"
            fault = parsed.faults.get(at[date])
            moments[text] = fault or CellFault(f"{quoted(text)} is no day.", fix)
        elif time is None:
            moments[text] = _Moment(stamp.last)
        else:
            moments[text] = _moment(text, stamp.last, time, zone_of(offset) or zone)
    return moments


def _moment(
    text: str, day: dt.date, time: dt.timedelta, zone: dt.tzinfo | None
) -> _Moment | CellFault | None:
    if zone is None:
        return None
    plain = dt.datetime.combine(day, dt.time()) + time
    local = plain.replace(tzinfo=zone)
    offset, later = local.utcoffset() or _NONE, local.replace(fold=1).utcoffset() or _NONE
    moment = (plain - offset).replace(tzinfo=dt.UTC)
    if offset != later and moment.astimezone(zone).replace(tzinfo=None) != plain:
        return CellFault(
            f"{quoted(text)} is no time in {zone}, where clocks skip that hour.",
            f"Correct the timezone of this export in exports.toml if it is wrong. {AT_SOURCE}",
        )
    return _Moment(day, moment, offset != later)


def _warn_of_twice(reading: Reading, elapsed: Elapsed, *cells: Mapping[int, _Moment]) -> None:
    for column, moments in zip((elapsed.opened, elapsed.closed), cells, strict=True):
        twice = [group for group in reading.in_use if moments[group].twice]
        _tell(
            reading,
            twice,
            column,
            "Clocks show {} twice that night, and it was read as the first of the two ({}).",
            "Export the times with their offset, such as +01:00, or in UTC.",
            Severity.WARNING,
        )


def _refuse_without_time(
    reading: Reading,
    elapsed: Elapsed,
    starts: Mapping[int, _Moment],
    ends: Mapping[int, _Moment],
) -> None:
    """Days alone do not tell hours, and a day and a moment have no difference."""
    needed = elapsed.unit not in _NEED_NO_TIME
    for column, mine, others in ((elapsed.opened, starts, ends), (elapsed.closed, ends, starts)):
        bare = [g for g in reading.in_use if mine[g].at is None and (needed or others[g].at)]
        _tell(
            reading,
            bare,
            column,
            f"{{}} has no time of day, so the {elapsed.unit} cannot be told ({{}}).",
            'Export the times too, or measure whole days from dates alone: unit = "days".',
        )
        reading.refuse(bare)


def _ends_first(group: int, starts: Mapping[int, _Moment], ends: Mapping[int, _Moment]) -> bool:
    start, end = starts[group], ends[group]
    return end.at < start.at if start.at and end.at else end.day < start.day


def _settle_negative(reading: Reading, elapsed: Elapsed, negative: list[int]) -> None:
    if elapsed.skip_negative:
        reading.skip(negative, NEGATIVE)
        return
    _tell(
        reading,
        negative,
        elapsed.closed,
        f'{{}} is before its date in "{elapsed.opened}" ({{}} like this).',
        'Correct the dates, or leave such rows out: negative = "skip" in elapsed.',
    )
    reading.refuse(negative)


def _tell(  # noqa: PLR0917 -- the parts of a problem
    reading: Reading,
    groups: Sequence[int],
    column: str,
    message: str,
    fix: str,
    severity: Severity = Severity.ERROR,
) -> None:
    """One problem for some groups, at the first of them: of its cell, and of how many rows."""
    if not groups:
        return
    held = reading.export.groups
    first = min(groups, key=lambda group: held.firsts[group])
    rows = counted(sum(held.counts[group] for group in groups), "row")
    fault = CellFault(message.format(quoted(reading.text(first, column)), rows), fix)
    place = SourceLocation(reading.export.file, held.firsts[first], column)
    reading.problems.append(fault.at(place, severity=severity))
