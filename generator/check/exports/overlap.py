"""Files of one source with the same days: next month's export has this month's rows too.

Files of measurements restate each other only if exports.toml says so. Of raw exports, responses
with an id are counted once. Without ids nothing tells two rows apart: files whose days
overlap are refused until exports.toml says whether the later one replaces the earlier.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.check.exports.export_rows import Reading
from generator.check.faults import CellFault
from generator.check.written_dates import Stamp
from generator.model.mapping import EXPORTS, Overlap
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.groups import Key, unpacked
from generator.read.raw_table import RawTable

#: Why a row of the older file is not used, as the Data page words it.
REPEATED_ROWS = "rows that a newer file has too"
RESTATED_ROWS = "rows restated by a newer file"
_FIX = (
    'If the newer file replaces the older one, declare overlap = "newest-file" for this export in '
    'exports.toml; if they hold different rows, overlap = "add".'
)


def settle_overlaps(readings: Sequence[Reading]) -> list[Reading]:
    """The files of one export from the oldest to the newest, each row counted in one of them."""
    dated = [reading for reading in readings if reading.days]
    ordered = sorted(dated, key=lambda reading: (_span(reading)[1], reading.export.file))
    for number, older in enumerate(ordered):
        for newer in ordered[number + 1 :]:
            if older.export.mapping.response_id:
                older.problems += _by_id(older, newer)
            else:
                older.problems += _by_day(older, newer)
    return ordered


def file_ages(rows: Iterable[tuple[RawTable, Stamp]]) -> dict[int, tuple[dt.date, str]]:
    """The newest date and the name of each file, which order files from old to new, by `id`."""
    ages: dict[int, tuple[dt.date, str]] = {}
    for raw, stamp in rows:
        age = (stamp.last, raw.file)
        ages[id(raw)] = max(age, ages.get(id(raw), age))
    return ages


def restates(one: RawTable, other: RawTable) -> bool:
    """Whether exports.toml says that the newer of two files restates the other."""
    if one is other or one.rules is None or other.rules is None:
        return False
    declared = one.rules.overlap is Overlap.NEWEST_FILE
    return declared and one.rules.pattern == other.rules.pattern


def suggested_fix(one: RawTable, other: RawTable) -> str:
    """The fix for two files with different values for one key."""
    keep = "Move the one that is out of date elsewhere"
    folder = one.file.rpartition("/")[0]
    if one.export and one.export == other.export:
        return f'{keep}, or declare overlap = "newest-file" for [exports.{one.export}].'
    if one.file.startswith(EXPORTS) or other.file.startswith(EXPORTS):
        return f"{keep}."
    return (
        f'{keep}, or declare overlap = "newest-file" for [files."{folder}/…"] in exports.toml if '
        "the newer file restates the older."
    )


def _span(reading: Reading) -> tuple[dt.date, dt.date]:
    days = reading.days.values()
    return min(stamp.first for stamp in days), max(stamp.last for stamp in days)


def _by_id(older: Reading, newer: Reading) -> Iterator[Problem]:
    mine, others = older.export.groups, newer.export.groups
    same: Counter[int] = Counter()
    changed: Counter[int] = Counter()
    first: tuple[str, int, int] | None = None
    for written in mine.ids.keys() & others.ids.keys():
        group, line = unpacked(mine.ids.pop(written))
        other, there = unpacked(others.ids[written])
        if mine.keys[group] == others.keys[other]:
            same[group] += 1
        else:
            changed[group] += 1
            found = (written.strip(), line, there)
            first = found if first is None or line < first[1] else first
    _take_out(older, same, REPEATED_ROWS)
    _take_out(older, changed, RESTATED_ROWS)
    if first is not None and older.export.mapping.overlap is Overlap.REFUSED:
        written, line, there = first
        more = changed.total() - 1
        also = f" The same is so of {more} more." if more else ""
        yield CellFault(
            f'The response "{written}" has other answers on line {there} of '
            f"{newer.export.file}.{also}",
            _FIX,
        ).at(SourceLocation(older.export.file, line), ProblemCode.PRIMARY_KEY)


def _by_day(older: Reading, newer: Reading) -> Iterator[Problem]:
    start, end = _span(newer)
    overlapping = [
        group
        for group in older.in_use
        if older.days[group].last >= start and older.days[group].first <= end
    ]
    if not overlapping or older.export.mapping.overlap is Overlap.ADD:
        return
    groups = older.export.groups
    if older.export.mapping.overlap is Overlap.REFUSED:
        first = min(overlapping, key=lambda group: groups.firsts[group])
        theirs = newer.export.groups
        there = min((theirs.firsts[group] for group in newer.in_use), default=0)
        yield CellFault(
            f"This file and {newer.export.file} (line {there}) both speak of the days from "
            f"{max(start, older.days[first].first)} to {min(end, _span(older)[1])}, and no "
            "response_id tells their rows apart.",
            _FIX,
        ).at(SourceLocation(older.export.file, groups.firsts[first]), ProblemCode.PRIMARY_KEY)
        return
    left: Counter[Key] = Counter()
    for group in newer.in_use:
        left[newer.export.groups.keys[group]] += newer.export.groups.counts[group]
    same: Counter[int] = Counter()
    changed: Counter[int] = Counter()
    for group in overlapping:
        key, count = groups.keys[group], groups.counts[group]
        repeated = min(count, left[key])
        same[group], changed[group] = repeated, count - repeated
    _take_out(older, same, REPEATED_ROWS)
    _take_out(older, changed, RESTATED_ROWS)


def _take_out(reading: Reading, rows: Counter[int], reason: str) -> None:
    """Counts rows of groups as skipped; a group that is left without any is out of use."""
    groups, used = reading.export.groups, set(reading.in_use)
    for group, count in rows.items():
        if count and group in used:
            groups.counts[group] -= count
            groups.skipped[reason] += count
    gone = {group for group in rows if not groups.counts[group]}
    reading.in_use = [group for group in reading.in_use if group not in gone]
