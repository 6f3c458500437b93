"""The Data page in words: what became of the rows, and how fresh the figures are."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.measure.arrivals import Arrival, Arrived
from generator.measure.series import Freshness
from generator.model.dataset import AsOf, SourceFile
from generator.model.schema import Column, ColumnType, table_of
from generator.model.tables import Metric, Person
from generator.sentences.headings import NO_FIGURE, NO_OWNER
from generator.sentences.numbers import Formats, counted, day, day_and_month, listed, short_day
from generator.sentences.words import Tone, shortened

#: What became of the figure of a period, in a legend.
ARRIVALS: Mapping[Arrival, str] = {
    Arrival.THERE: "there",
    Arrival.LATE: "late",
    Arrival.MISSING: "missing",
    Arrival.WITHHELD: "too few answers to show",
    Arrival.OPEN: "open",
}
#: A day that is farther away is written with its year.
_FAR_DAYS = 300


def arrivals_in_words(periods: Sequence[Arrived]) -> str:
    """The strip of a metric: `22 periods there and 2 late`; "" without a period."""
    counts = Counter(one.arrival for one in periods)
    said = [f"{counts[one]} {word}" for one, word in ARRIVALS.items() if counts[one]]
    return f"Periods: {listed(said)}" if said else ""


def next_figure(metric: Metric, fresh: Freshness, today: dt.date) -> str:
    """When the next figure is due: `10 Dec`; of one that is late or silent also who is asked."""
    if fresh.next_due is not None and not fresh.late:
        far = abs((fresh.next_due - today).days) > _FAR_DAYS
        return short_day(fresh.next_due) if far else day_and_month(fresh.next_due)
    lead = NO_FIGURE if fresh.next_due is None else f"was due {short_day(fresh.next_due)}"
    return f"{lead} · {shortened(metric.owner or NO_OWNER)}"


def rows_sentence(sources: Sequence[SourceFile], formats: Formats) -> str:
    """How many rows of all files were read, used and skipped."""
    told = [source for source in sources if source.counted]
    read = sum(source.rows_read for source in told)
    used = sum(source.rows_used for source in told)
    silent = len(sources) - len(told)
    more = (
        f" The rows of {counted(silent, 'other file')} are not told, so that no small group can be "
        "worked out."
    )
    return (
        f"{formats.number(read)} rows read from {counted(len(told), 'file')}, "
        f"{formats.number(used)} used, {formats.number(read - used)} skipped; "
        f"each is accounted for below.{more if silent else ''}"
    )


def as_of_sentence(as_of: AsOf) -> str:
    """From which day the site speaks, and what decided it."""
    return f"The site speaks from {day(as_of.day)} ({as_of.reason})."


def freshness_state(fresh: Freshness) -> tuple[str, Tone]:
    """Whether a metric is up to date, with its tone."""
    if fresh.newest is None:
        return NO_FIGURE, Tone.NONE
    if fresh.stale:
        return "too old to judge by", Tone.BAD
    if fresh.late:
        return "late", Tone.WATCH
    if fresh.unpublished:
        return "up to date; too few answers to show the newest", Tone.GOOD
    return "up to date", Tone.GOOD


def source_state(going_on: int, late: int) -> tuple[str, Tone]:
    """Whether a file is up to date, by how many of its metrics go on and how many are late."""
    if not going_on:
        return "older figures", Tone.NONE
    if not late:
        return "up to date", Tone.GOOD
    return (f"late: {late} of {going_on}" if late < going_on else "late"), Tone.WATCH


def column_note(column: Column) -> str:
    """What the dictionary says of a column, as a note on its name."""
    needed = "Required" if column.required else "Optional"
    example = f" Example: {column.example}." if column.example else ""
    return f"{column.about} {needed}: {column_holds(column)}.{example}"


def column_holds(column: Column) -> str:
    """What the cells of a column may hold."""
    several = ", several separated by ;" if column.many else ""
    if column.words and not column.refers_to:
        return f"one of {', '.join(column.words)}"
    if column.refers_to:
        also = f", or {', '.join(column.words)}" if column.words else ""
        return f"an id of {column.refers_to}{also}{several}"
    if column.type is ColumnType.ROLE:
        return f"a role, or its id in {table_of(Person).name}"
    return f"{column.type}{several}"
