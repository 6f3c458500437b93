"""A cut timestamp gives the same day as the whole one."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from generator.read.timestamps import CUT, Timestamps, day_in_zone

ZONES = [
    ("America/Denver", "Europe/London"),
    ("America/New_York", "Europe/London"),
    ("Asia/Kathmandu", "America/Los_Angeles"),
    ("Australia/Lord_Howe", "UTC"),
    ("UTC", "Pacific/Auckland"),
    ("Europe/London", "Europe/London"),
]


@pytest.mark.parametrize(("source", "company"), ZONES)
def test_every_timestamp_keeps_its_day(source: str, company: str) -> None:
    here, there = ZoneInfo(source), ZoneInfo(company)
    timestamps = Timestamps("", here, there)
    chance = random.Random(f"{source}{company}")  # noqa: S311 -- nothing secret
    start = dt.datetime(2024, 1, 1, tzinfo=dt.UTC).timestamp()
    for _ in range(3000):
        moment = dt.datetime.fromtimestamp(start + chance.randrange(3 * 365 * 86_400), here)
        (cut,) = timestamps.cut_all([f"{moment:%Y-%m-%d %H:%M:%S}"])
        date, _, mark = cut.partition(CUT)
        day = day_in_zone(dt.date.fromisoformat(date), mark, here, there)
        wall = moment.replace(fold=0)
        assert day == wall.astimezone(there).date(), moment


def test_few_texts_are_left_of_many_timestamps() -> None:
    timestamps = Timestamps("", ZoneInfo("America/Denver"), ZoneInfo("Europe/London"))
    cells = [f"2026-10-{d:02} {h:02}:{m:02}:{s:02}" for d in range(1, 29) for h in range(24)
             for m in range(60) for s in (1, 59)]  # fmt: skip
    assert len(set(timestamps.cut_all(cells))) < 28 * 20


@pytest.mark.parametrize(
    ("cell", "cut"),
    [
        ("2026-10-31 14:22:05", "2026-10-31"),
        ("2026-10-31T14:22:05.123", "2026-10-31"),
        ("10/31/2026 02:22 AM", "10/31/2026"),
        ("10/31/2026 2:22:05 p.m.", "10/31/2026"),
        ("31.10.2026 14:22", "31.10.2026"),
        ("2026-10-31", "2026-10-31"),
        ("31/Oct/26 9:41 AM", "31/Oct/26"),
        ("2026/10/31 9:41:05 AM CEST", "2026/10/31"),
        ("2026-10-31 14:22:05 noon", "2026-10-31 14:22:05 noon"),
        ("2026-10-31 25:00:00", "2026-10-31 25:00:00"),
        ("10/31/2026 14:22 PM", "10/31/2026 14:22 PM"),
        ("next Tuesday", "next Tuesday"),
        ("", ""),
    ],
)
def test_a_cell_is_cut_to_its_date_or_left_whole(cell: str, cut: str) -> None:
    assert Timestamps("", None, None).cut_all([cell]) == [cut]


def test_a_date_of_several_words() -> None:
    assert Timestamps("%d %B %Y %H:%M", None, None).cut_all(["31 October 2026 14:22"]) == [
        "31 October 2026"
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-10-31T23:30:00Z", "2026-10-31"),
        ("2026-10-31T23:30:00-05:00", "2026-11-01"),
        ("2026-10-31 11:45:09 PM GMT-5", "2026-11-01"),
        ("2026-10-31 00:15:00 GMT+1", "2026-10-30"),
        ("2026-10-31 00:15:00+0530", "2026-10-30"),
    ],
)
def test_an_offset_beside_the_time_counts_before_the_zone_of_the_file(cell: str, day: str) -> None:
    company = ZoneInfo("Europe/London")
    (cut,) = Timestamps("", ZoneInfo("Asia/Tokyo"), company).cut_all([cell])
    date, _, mark = cut.partition(CUT)
    found = day_in_zone(dt.date.fromisoformat(date), mark, ZoneInfo("Asia/Tokyo"), company)
    assert found.isoformat() == day
