"""Ownership in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from generator.measure.ownership import Responsibilities, Unexplained, Update
from generator.model.periods import Period
from generator.model.vocabulary import Cadence
from generator.sentences.numbers import formats_of
from generator.sentences.ownership import (
    next_due,
    ownership_sentence,
    unexplained_sentence,
    update_note,
    update_state,
    update_title,
)
from tests.measure.build import day, metric
from tests.measure.company import reported

STARTS = ("2025-02-01", "2026-04-01")
METRICS = tuple(metric(metric=name, name=name.upper()) for name in ("a", "b", "c", "d", "e"))


def update(count: int, late: int = 0, stale: int = 0) -> Update:
    return Update(
        file="measurements/helpdesk.csv",
        owner="Head of Service",
        due=dt.date(2026, 12, 10),
        metrics=METRICS[:count],
        late=METRICS[:late],
        stale=METRICS[:stale],
    )


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_what_is_to_be_brought_up_to_date() -> None:
    assert update_title(update(1)) == "New figures in measurements/helpdesk.csv"
    assert said(update_note(update(1))) == "A"
    assert said(update_note(update(4))) == "A, B, C and D"
    assert said(update_note(update(5))) == "A, B, C and 2 more"


def test_how_late_it_is() -> None:
    assert update_state(update(1)) == ""
    assert update_state(update(1, late=1)) == "late"
    assert update_state(update(1, late=1, stale=1)) == "late, too old to judge by"
    assert update_state(update(3, late=2, stale=1)) == "2 of 3 late, 1 too old to judge by"


def test_when_the_next_figures_of_a_file_are_due() -> None:
    assert said(next_due(update(1))) == "measurements/helpdesk.csv, next due on 10 December 2026"
    late = replace(update(1, late=1), due=dt.date(2026, 5, 10))
    assert said(next_due(late)) == "measurements/helpdesk.csv, late since 10 May 2026"


def test_how_many_answer_and_how_much_is_due() -> None:
    one = Responsibilities(owner="Head of Service", updates=[update(1)])
    none = Responsibilities(owner="Chief")
    until = dt.date(2026, 12, 31)
    assert said(ownership_sentence([one], until)) == (
        "1 role answers for goals, metrics or files. New figures are due in 1 file "
        "until the end of next month."
    )
    late = Responsibilities(
        owner="Head of Stock", updates=[replace(update(1, late=1), file="stock.csv")]
    )
    assert said(ownership_sentence([one, one, late, none], until)) == (
        "4 roles answer for goals, metrics or files. New figures are due in 2 files until the end "
        "of next month; in 1 of them they are late."
    )
    assert said(ownership_sentence([none], until)) == (
        "1 role answers for goals, metrics or files. No new figures are due until the end of next "
        "month."
    )


def test_what_owners_are_asked_where_a_level_moved() -> None:
    of = metric(name="Days of waiting")
    found = reported((of,), {"speed": [41.0, 43.0] * 6})
    starts = tuple(Period.containing(day(one), Cadence.MONTHLY) for one in STARTS)
    formats = formats_of(found.settings, found.series)
    asked = [
        unexplained_sentence(Unexplained(metric=of, starts=some), found, formats)
        for some in (starts[:1], starts)
    ]
    assert asked == [
        "The level moved in February 2025: what changed then? Add an event.",
        "The level moved in February 2025 and April 2026: what changed then? Add an event.",
    ]
