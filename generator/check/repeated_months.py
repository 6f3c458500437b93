"""Next month's file repeats this month's values: which of two files of one source is right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator.check.date_cells import Stamp
from generator.model.mapping import EXPORTS, Overlap
from generator.read.raw_table import RawTable

#: Why a row of the older file is not used, as the Data page words it.
REPEATED_ROWS = "rows that a newer file has too"
RESTATED_ROWS = "rows restated by a newer file"


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
    delete = "Delete the one that is out of date"
    folder = one.file.rpartition("/")[0]
    if one.export and one.export == other.export:
        return f'{delete}, or declare overlap = "newest-file" for [exports.{one.export}].'
    if one.file.startswith(EXPORTS) or other.file.startswith(EXPORTS):
        return f"{delete}."
    return (
        f'{delete}, or declare overlap = "newest-file" for [files."{folder}/…"] in exports.toml if '
        "the newer file restates the older."
    )
